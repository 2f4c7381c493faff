"""A determination that somebody uploads: kept as a file, read apart, and proposed on the form.

Nothing of it is on record before a person has looked at each order and saved the form.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actions import files as kept_files
from putright.casework.actor import Actor
from putright.casework.determination_json import DeterminationJson, OrderJson, answer_of
from putright.casework.orders import head_by_words, kind_by_words
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import NotRight
from putright.core.determinations import NotAReport, read
from putright.core.events.faults import FileFault
from putright.gateways import files
from putright.gateways.determination_files import MOST_BYTES, text_of
from putright.gateways.published import names_like
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.record import drafts

PERMISSION = "complaint.handle"
FORM, READ, TOLD = "ombudsman-determined", "ombudsman-report", "ombudsman-told"
"""Places of drafts: the form that is proposed, what was read for it, and what the report tells."""
MOST_ROWS = 8


class Proposed(Struct, frozen=True, kw_only=True):
    """What was read of a report, the file that it came from, and what has no row on the form.

    ``is_of_another`` says that it names a landlord of another name than ours.
    """

    answer: DeterminationJson
    file: UUID
    name: str
    left_over: tuple[str, ...] = ()
    is_of_another: bool = False
    case_file: str = ""
    """The dated events as a draft of a case file."""


class Upload(Struct, frozen=True):
    """The report as it was uploaded."""

    name: str
    raw: bytes


def propose(*, actor: Actor, case_id: UUID, upload: Upload, now: datetime) -> None:
    """Keep and read a report, and put what was read onto the form. Raises ``NotRight``."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, PERMISSION, opened.near)
    if len(upload.raw) > MOST_BYTES:
        raise NotRight(_("The file is too long to be read here. Write the orders by hand."),
                       field="report")  # fmt: skip
    answer, draft = _read(upload)
    held = kept_files.keep(
        actor=actor, near=opened.near, name=upload.name, chunks=[upload.raw], now=now
    )
    rows = list(_rows(answer.orders))
    told = Proposed(
        answer=answer, file=held.id, name=upload.name,
        left_over=tuple(one.what for one in rows[MOST_ROWS:]),
        is_of_another=bool(answer.landlord) and not names_like(
            [answer.landlord, answer.header_name], opened.case.landlord.name
        ),
    )  # fmt: skip
    _keep(actor, READ, case_id, {"proposed": [msgspec.json.encode(told).decode()]}, now)
    tale = replace(told, case_file=draft, answer=replace(answer, paragraphs=()))
    _keep(actor, TOLD, case_id, {"proposed": [msgspec.json.encode(tale).decode()]}, now)
    _keep(actor, FORM, case_id, _fields(answer, rows[:MOST_ROWS], opened), now)


def proposed(actor: Actor, case_id: UUID, place: str = READ) -> Proposed | None:
    """What was read last for this case, by the same person; ``TOLD`` outlives the form."""
    kept = drafts.of_place(
        landlord=actor.landlord_id, user=actor.user_id, place=f"{place}:{case_id}"
    )
    return None if kept is None else msgspec.json.decode(kept.fields["proposed"][0], type=Proposed)


def forget(actor: Actor, case_id: UUID) -> None:
    """The form was saved, or is not wanted."""
    drafts.forget(landlord=actor.landlord_id, user=actor.user_id, place=f"{READ}:{case_id}")


def _read(upload: Upload) -> tuple[DeterminationJson, str]:
    name = Path(upload.name or "report")
    calendar = files.load_calendar()
    try:
        text = text_of(upload.raw, name)
        report = read(text, calendar=calendar, address=name.name)
    except FileFault as fault:
        told = " ".join(f"{one.what}. {one.mend}" for one in fault.faults)
        raise NotRight(sentence_case(told), field="report") from fault
    except NotAReport as fault:
        told = _("{fault} Give the published report as it stands on the Ombudsman's site.")
        raise NotRight(told.format(fault=fault), field="report") from fault
    return answer_of(report, file=name.name), report.draft(calendar)


class Row(Struct, frozen=True, kw_only=True):
    """One order as the form has it; money in as many rows as its breakdown has."""

    what: str
    due: str
    ref: str
    amount: str = ""
    inside: str = ""


def _rows(orders: Iterable[OrderJson]) -> Iterator[Row]:
    for order in orders:
        due = f"{order.due_on:%d/%m/%Y}" if order.due_on else ""
        inside = "yes" if order.already_offered else ""
        if order.breakdown:
            for part in order.breakdown:
                yield Row(
                    what=_("Pay for {what}").format(what=part.what_for), due=due,
                    amount=f"{part.amount:.2f}", ref=order.paragraph,
                    inside="yes" if part.already_offered else inside,
                )  # fmt: skip
        else:
            amount = "" if order.amount is None else f"{order.amount:.2f}"
            what = " ".join(order.what.split())[:400]
            yield Row(what=what, due=due, amount=amount, inside=inside, ref=order.paragraph)


def _fields(
    answer: DeterminationJson, rows: Iterable[Row], opened: Open
) -> dict[str, list[str]]:  # fmt: skip
    found = [f"{sentence_case(one.level)}: {one.heading}" for one in answer.findings]
    told = {
        "reference": [answer.reference],
        "words": ["\n".join(found)],
        "on": [f"{answer.date:%d/%m/%Y}" if answer.date else ""],
        "recommendations": [
            "\n".join(" ".join(one.what.split()) for one in answer.recommendations)
        ],
        "channel": ["portal"],
    }
    for place, row in enumerate(rows, start=1):
        told |= {
            f"what_{place}": [row.what], f"due_{place}": [row.due], f"ref_{place}": [row.ref],
            f"amount_{place}": [row.amount], f"inside_{place}": [row.inside],
            f"kind_{place}": [kind_by_words(opened, row.what)],
            f"head_{place}": [head_by_words(opened, row.what) if row.amount else ""],
        }  # fmt: skip
    return told


def _keep(
    actor: Actor, place: str, case_id: UUID, fields: dict[str, list[str]], now: datetime
) -> None:
    drafts.keep(
        landlord=actor.landlord_id, user=actor.user_id, place=f"{place}:{case_id}", case=case_id,
        fields=fields, now=now,
    )  # fmt: skip
