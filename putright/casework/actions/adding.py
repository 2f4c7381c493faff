"""What every action shares that adds to a case: what came with the form, its day, what shows it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.casework import desk, permissions
from putright.casework.actions.files import proof_kinds
from putright.casework.actor import Actor
from putright.casework.desk import Saved as Saved
from putright.casework.permissions import Nearness
from putright.casework.queries.case_open import Open, open_for
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.stores.record.cases import NewParty
from putright.stores.record.ledger.translate import Attached

NOTE = (Evidence(kind="note"),)


class Sent(Struct, frozen=True, kw_only=True):
    """What comes with each form: whose case, its one use, what its page had seen, its files."""

    near: Nearness
    form: UUID | None = None
    seen: int | None = None
    files: tuple[Attached, ...] = ()


class When(Struct, frozen=True):
    """When something happened: a moment, or a day alone where nobody knows the hour."""

    on: date
    at: datetime | None = None

    def by(self, now: datetime) -> "When":
        """The same, but of today without its hour it is now: what was so at last midnight, before
        the risk was set perhaps, does not hold for it."""
        return When(on=self.on, at=now) if self.at is None and self.on == now.date() else self


def dated(when: When, **told: Any) -> Entry:
    """A new entry at its moment, or on its day where nobody knows the hour."""
    if when.at is not None:
        return Entry(id="", at=when.at, **told)
    return Entry(id="", on=when.on, **told)


def shown_by(actor: Actor, sent: Sent, *kinds: str) -> tuple[Evidence, ...]:
    """What shows an entry: these kinds of evidence, and what the files of the form are."""
    ids = [each.id for each in sent.files]
    found = proof_kinds(actor=actor, ids=ids) if ids else ()
    return tuple(Evidence(kind=kind) for kind in dict.fromkeys([*kinds, *found]) if kind)


def opened_for(
    actor: Actor, sent: Sent, permission: str, now: datetime, *, what: str = "writing"
) -> Open:
    """The case that a form writes in, for whoever may."""
    permissions.check(actor, permission, sent.near)
    opened = open_for(actor, sent.near.case_id, now=now, what=what)
    permissions.check(actor, permission, opened.near)
    return opened


def add(
    actor: Actor,
    sent: Sent,
    entries: Sequence[Entry],
    now: datetime,
    *,
    permission: str,
    kept: tuple[Attached, ...] = (),
    parties: Sequence[NewParty] = (),
    source: str = "staff",
    also: Callable[[], None] | None = None,
) -> Saved:
    """Add what a form tells; the first entry holds its files, after those ``kept`` for it."""
    files = (*kept, *sent.files)
    return desk.add(
        actor=actor,
        permission=permission,
        near=sent.near,
        entries=entries,
        now=now,
        seen=sent.seen,
        form=sent.form,
        files={0: files} if files else None,
        parties=parties,
        source=source,
        also=also,
    )
