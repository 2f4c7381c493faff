"""What the forms about an action plan offer and show: to write, agree, send and go through it."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import letters, permissions, plan_draft
from putright.casework.actor import Actor
from putright.casework.plan_draft import US, Draft
from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.plan_words import OTHERS, name_of, officer_of, tool_name, tools
from putright.casework.queries.plans import (
    DraftSeen,
    LineSeen,
    PlanSeen,
    day_words,
    draft_seen,
    may_excuse,
    plan_of,
    residents_of,
)
from putright.casework.queries.safe_ways import Choices, Ways, ways_of
from putright.core.letters import Letter
from putright.core.letters.letter import Facts
from putright.core.policy.practice import Tool
from putright.kit.say import _
from putright.stores.people.models import Person as PersonRow

TALKS = ("phone", "visit", "in person")
SENDS = ("letter", "email", "document", "phone")


class ToolOffered(Struct, frozen=True):
    """A tool that a line can be taken from: when it fits, and why it may not be offered here."""

    id: str
    name: str
    fits: str
    never: str


class WritingPage(Struct, frozen=True, kw_only=True):
    """What the form for writing a plan is drawn from; ``mark`` names the draft that lies there."""

    around: Around
    draft: Draft
    saved: DraftSeen | None
    lines: tuple["DraftLine", ...]
    mark: str
    whos: Choices
    residents: frozenset[str]
    tools: tuple[ToolOffered, ...]
    is_agreed: bool


class DraftLine(Struct, frozen=True, kw_only=True):
    """A line of the draft, in words."""

    what: str
    who: str
    by: str
    why: str
    tool: str
    is_offered: bool


class AgreeingPage(Struct, frozen=True, kw_only=True):
    """What the form for agreeing to a plan is drawn from; ``mark`` names this very draft."""

    around: Around
    draft: Draft
    lines: tuple[DraftLine, ...]
    lacks: tuple[str, ...]
    mark: str
    ways: Ways
    may_excuse: bool


class SendingPage(Struct, frozen=True, kw_only=True):
    """What the form for sending the plan is drawn from: the letter as it would go."""

    around: Around
    plan: PlanSeen
    letter: Letter
    ways: Ways
    language: str


class ReviewPage(Struct, frozen=True, kw_only=True):
    """What the form for going through the plan again is drawn from."""

    around: Around
    plan: PlanSeen
    lines: tuple[LineSeen, ...]
    whos: Choices
    residents: frozenset[str]
    ways: Ways


def writing(actor: Actor, case_id: UUID, *, now: datetime) -> WritingPage:
    """The form for writing a plan, with what colleagues wrote so far."""
    opened = _opened(actor, case_id, now)
    found = plan_draft.found(landlord=actor.landlord_id, case=case_id)
    return WritingPage(
        around=around(opened, "plan"),
        draft=found.draft if found else Draft(),
        lines=tuple(_draft_line(opened, line) for line in found.draft.lines) if found else (),
        mark=plan_draft.mark_of(found.draft) if found else "",
        saved=draft_seen(opened, today=now.date()),
        whos=whos_of(opened),
        residents=residents_of(opened),
        tools=tuple(_offered(opened, tool) for tool in tools(opened)),
        is_agreed=plan_of(opened).stage in ("agreed", "sent"),
    )


def agreeing(actor: Actor, case_id: UUID, *, now: datetime) -> AgreeingPage:
    """The form for agreeing to the plan that was written."""
    opened = _opened(actor, case_id, now)
    found = plan_draft.found(landlord=actor.landlord_id, case=case_id)
    draft = found.draft if found else Draft()
    return AgreeingPage(
        around=around(opened, "plan"),
        draft=draft,
        lines=tuple(_draft_line(opened, line) for line in draft.lines),
        lacks=plan_draft.lacks(draft, residents_of(opened), today=now.date()),
        mark=plan_draft.mark_of(draft),
        ways=ways_of(opened, ("phone", "visit")),
        may_excuse=may_excuse(opened),
    )


def sending(actor: Actor, case_id: UUID, *, now: datetime) -> SendingPage:
    """The form for sending the plan, with the letter as the plan now stands."""
    opened = _opened(actor, case_id, now)
    plan = plan_of(opened)
    return SendingPage(
        around=around(opened, "plan"),
        plan=plan,
        letter=letter_of(opened, plan),
        ways=ways_of(opened, SENDS),
        language=_language(opened),
    )


def reviewing(actor: Actor, case_id: UUID, *, now: datetime) -> ReviewPage:
    """The form for going through the plan again."""
    opened = _opened(actor, case_id, now)
    plan = plan_of(opened, Entries(opened))
    return ReviewPage(
        around=around(opened, "plan"),
        plan=plan,
        lines=plan.open,
        whos=whos_of(opened),
        residents=residents_of(opened),
        ways=ways_of(opened, TALKS),
    )


def letter_of(opened: Open, plan: PlanSeen, *, own_words: str = "") -> Letter:
    """The plan as a letter, in the form in which it goes out."""
    return letters.compose("plan", _facts(opened, plan), own_words=own_words)


def whos_of(opened: Open) -> Choices:
    """Who can do a line: we, those on the resident's side, agencies of the case, other kinds."""
    parts = [p for p in opened.parts.values() if p.side in ("resident", "helper", "agency")]
    named = [(part.key, part.name) for part in parts]
    if not any(part.side == "resident" for part in parts):
        named.insert(0, ("resident", opened.name("resident")))
    there = {key for key, _name in named} | {part.role for part in parts}
    others = [(key, _(word)) for key, word in OTHERS.items() if key not in there]
    return ((US, name_of(opened, "")), *named, *others)


def _opened(actor: Actor, case_id: UUID, now: datetime) -> Open:
    opened = open_for(actor, case_id, now=now, what="plan")
    permissions.check(actor, "case.plan", opened.near)
    return opened


def _offered(opened: Open, tool: Tool) -> ToolOffered:
    told = {kind for item in opened.run.timeline.items for kind in item.entry.kinds}
    never = sorted(told.intersection(tool.never_for))
    words = _("Not here: this case tells of {kinds}.").format(kinds=", ".join(never))
    return ToolOffered(tool.id, tool.name, tool.fits, words if never else "")


def _draft_line(opened: Open, line: plan_draft.Line) -> DraftLine:
    return DraftLine(
        what=line.what,
        who=name_of(opened, "" if line.who == US else line.who) if line.who else "",
        by=day_words(line.due),
        why=line.why,
        tool=tool_name(opened, line.tool),
        is_offered=line.offered,
    )


def _facts(opened: Open, plan: PlanSeen) -> Facts:
    """What the letter may say: the plan as it was agreed, and nothing of the other side."""
    return {
        "reference": opened.case.reference,
        "landlord": opened.case.landlord.name,
        "officer": officer_of(opened),
        "agreed": _long(plan.agreed_on),
        "wants": plan.wants,
        "cannot": plan.cannot,
        "review": _long(plan.review_on),
        "ours": [_row(line) for line in plan.open if line.is_ours],
        "yours": [_row(line) for line in plan.open if line.is_residents],
        "others": [_row(line) for line in plan.open if not (line.is_ours or line.is_residents)],
        "done": [_row(line) for line in plan.lines if line.done],
    }


def _row(line: LineSeen) -> dict[str, str]:
    why = _(" Why: {why}").format(why=line.why.rstrip(".") + ".") if line.why else ""
    return {"what": line.what.rstrip("."), "who": line.who, "by": day_words(line.due), "why": why}


def _long(day: date | None) -> str:
    return day_words(day)


def _language(opened: Open) -> str:
    """The language in which the resident reads, where it is known and not English."""
    people: list[PersonRow] = [
        row.person for row in opened.rows if row.side == "resident" and row.person is not None
    ]
    for person in people:
        told = str(person.details.get("language") or "")
        if told and told.lower() not in ("en", "english"):
            return told
    return ""
