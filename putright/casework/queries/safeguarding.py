"""What the page for safeguarding offers: who is at risk, what asks for it, whom to refer to."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_identity import is_child
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen
from putright.casework.queries.risk_prompts import Prompt, prompts
from putright.casework.queries.risk_questions import due, question_set
from putright.core.practice.risk_standing import standing
from putright.kit.say import _

SERVICES: Mapping[str, str] = {
    "children-and-families-team": "social worker",
    "adult-social-care": "social worker",
    "domestic-abuse-service": "support worker",
    "mental-health-crisis-team": "support worker",
}
"""Who can be referred to where the case names nobody yet, each with the part they play."""


class Thinking(Struct, frozen=True, kw_only=True):
    """The page on which safeguarding is thought of."""

    around: Around
    prompts: tuple[Prompt, ...]
    due: tuple[PromiseSeen, ...]
    people: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, str], ...]


def thinking(actor: Actor, case_id: UUID, *, now: datetime) -> Thinking:
    """What the page offers; refused where this person may not write there."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "case.risk", opened.near)
    stands = standing(opened.run.timeline)
    asked = question_set(opened.live.engine.stack)
    return Thinking(
        around=around(opened, "risk"),
        prompts=prompts(opened, stands, asked),
        due=due(opened, Entries(opened)),
        people=tuple(_people(opened)),
        services=_services(opened),
    )


def _people(opened: Open) -> list[tuple[str, str]]:
    """Those of the home, children first."""
    rows = [row for row in opened.rows if row.side == "resident"]
    rows.sort(key=lambda row: not is_child(row))
    return [(row.key, opened.name(row.key)) for row in rows]


def _services(opened: Open) -> tuple[tuple[str, str], ...]:
    """Agencies of the case, then the services that every case can turn to."""
    known = [
        (part.key, part.name if part.role in part.name.lower() else f"{part.name} ({part.role})")
        for part in opened.parts.values()
        if part.side == "agency"
    ]
    named = {
        "children-and-families-team": _("The council's children and families team"),
        "adult-social-care": _("The council's adult social care"),
        "domestic-abuse-service": _("A domestic abuse service"),
        "mental-health-crisis-team": _("The mental health crisis team"),
    }
    there = {key for key, _name in known}
    return (*known, *((key, words) for key, words in named.items() if key not in there))
