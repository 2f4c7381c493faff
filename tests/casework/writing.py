"""Letters of a case, begun, written and sent as the pages do it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from putright.casework.actions import outgoing, outgoing_read, outgoing_sending
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.outgoing import Begun, Chosen, Text
from putright.casework.actions.outgoing_sending import Going
from putright.casework.queries import cases
from putright.core.events.entry import Entry
from putright.stores.record import outgoing as rows
from putright.stores.record.outgoing import Row

PLAIN = "Dear Alba\n\nThank you for what you told us. We are sorry for what we did not do.\n"


def begun(actor: Any, case: Any, now: datetime, **told: Any) -> UUID:
    """A letter to the resident, as an area begins it."""
    letter = {
        "kind": "general", "to": "resident", "title": "A letter from us", "body": PLAIN,
        "entries": [Entry(id="", does=("contact.made", "letter.sent"), about=("asb",))],
        "permission": "letter.write",
    } | told  # fmt: skip
    near = cases.near_to(actor, case.id, now=now)
    return outgoing.begin(actor=actor, near=near, letter=Begun(**letter), now=now)


def begun_by_hand(actor: Any, case: Any, now: datetime, **told: Any) -> UUID:
    chosen = Chosen(**({"kind": "general", "whom": "resident"} | told))
    return outgoing.begin_by_hand(
        actor=actor, case_id=case.id, chosen=chosen, form=told.get("form"), now=now
    )


def row_of(case: Any, letter: UUID) -> Row:
    found = rows.one(landlord=case.landlord_id, case=case.id, letter=letter)
    assert found is not None
    return found


def write(actor: Any, case: Any, letter: UUID, body: str, now: datetime, **told: Any) -> None:
    """The letter typed anew over the version that stands, or over the one that is told."""
    version = told.pop("version", row_of(case, letter).version)
    text = Text(version=version, body=body, **told)
    outgoing.write(actor=actor, case_id=case.id, letter=letter, text=text, now=now)


def ask(actor: Any, case: Any, letter: UUID, now: datetime) -> None:
    version = row_of(case, letter).version
    outgoing_read.ask(actor=actor, case_id=case.id, letter=letter, version=version, now=now)


def agree(actor: Any, case: Any, letter: UUID, now: datetime, version: int = 0) -> None:
    version = version or row_of(case, letter).version
    outgoing_read.agree(actor=actor, case_id=case.id, letter=letter, version=version, now=now)


def send(actor: Any, case: Any, letter: UUID, now: datetime, **told: Any) -> Any:
    """The letter goes by post at this moment; what is told instead stands instead."""
    from putright.casework.queries.case_open import open_for

    seen = told.pop("seen", None) or open_for(actor, case.id, now=now).head
    near = cases.near_to(actor, case.id, now=now)
    going = {
        "version": row_of(case, letter).version, "way": "post", "is_sure": True,
        "when": When(on=now.date(), at=now),
    } | told  # fmt: skip
    return outgoing_sending.send(
        actor=actor, sent=Sent(near=near, form=uuid4(), seen=seen), letter=letter,
        going=Going(**going), now=now,
    )  # fmt: skip


def kept_of(case: Any) -> list[Any]:
    """What the books hold of a case."""
    from putright.stores.record.ledger.read import entries

    return entries(landlord=case.landlord_id, stream=case.id)
