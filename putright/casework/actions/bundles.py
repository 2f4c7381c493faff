"""Asking for a bundle, agreeing to one with nothing withheld, and having one end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from msgspec import Struct, to_builtins

from putright.casework import permissions
from putright.casework.actions.files import blobs
from putright.casework.actor import Actor
from putright.casework.queries import cases
from putright.casework.queries.case_open import open_for
from putright.casework.refused import NotRight, NotThere
from putright.gateways import clock
from putright.kit.say import _
from putright.stores.post import jobs
from putright.stores.record import bundles, readings

JOB = "bundles"
MOST_WORDS = 200
KEPT_AFTER = ("entries", "none")
"""What the next bundle of the case begins with, so that nothing has to be typed twice."""
ALL = "*"
"""Chosen in place of single entries, or of single files that were not scanned: all of them."""


class Told(Struct, frozen=True, kw_only=True):
    """What a bundle is to hold: the entries per question, or why there are none.

    ``words`` are withheld; ``looked`` are the ids of files with pictures that a person looked at,
    ``checked`` those that no scanner looked at and that somebody answers for, and why.
    """

    entries: Mapping[str, tuple[str, ...]]
    none: Mapping[str, str]
    words: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    checked_why: str = ""
    is_unredacted: bool = False


def ask(*, actor: Actor, case_id: UUID, told: Told, now: datetime) -> UUID:
    """Ask for a bundle; it is made by itself, once a second person agreed where one must."""
    case, near = cases.find(actor, case_id, now=now, what="bundle asked for")
    permissions.check(actor, "bundle.make", near)
    if told.is_unredacted and told.words:
        raise NotRight(_("A bundle with nothing withheld has no words to withhold."), field="words")
    if len(told.words) > MOST_WORDS:
        raise NotRight(_("Those are more words than can be withheld at once."), field="words")
    if told.checked and not told.checked_why:
        raise NotRight(_("Say why files that were not scanned may go in"), field="checked_why")
    kept: dict[str, Any] = to_builtins(told)
    made = bundles.ask(
        landlord=actor.landlord_id, case=case_id, told=kept, is_unredacted=told.is_unredacted,
        needs_second=told.is_unredacted or case.is_restricted, user=actor.user_id, now=now,
    )  # fmt: skip
    if told.checked:
        _note(actor, case_id, made, "unscanned let into a bundle", now, told.checked_why)
    _wake(actor.landlord_id)
    return made


def agree(*, actor: Actor, case_id: UUID, bundle: UUID, now: datetime) -> None:
    """Agree as a second person: to one with nothing withheld, or of a restricted case.

    Whoever agrees may take it as well, so nothing of the case may be kept from them (security T12).
    """
    opened = open_for(actor, case_id, now=now, what="bundle")
    permissions.check(actor, "bundle.agree", opened.near)
    if opened.withheld:
        raise NotRight(_("Some of this case is not shown to you, so somebody else has to agree."))
    row = bundles.one(landlord=actor.landlord_id, case=case_id, bundle=bundle)
    if row is None:
        raise NotThere
    if not bundles.agree(landlord=actor.landlord_id, bundle=bundle, user=actor.user_id, now=now):
        raise NotRight(_("Somebody other than who asked for it has to agree, and only once."))
    _note(actor, case_id, bundle, "bundle agreed", now)
    _wake(actor.landlord_id)


def forget_all(*, landlord: UUID, case: UUID) -> None:
    """Words of the case were erased, and any bundle can hold them."""
    for row in bundles.of_case(landlord=landlord, case=case):
        forget(landlord=landlord, row=row)


def end(*, landlord: UUID, row: bundles.Row) -> None:
    """The time of a bundle is over: its file goes, and all that was said but what answers what."""
    kept = {key: row.told[key] for key in KEPT_AFTER if key in row.told}
    _forget(landlord, row, kept)


def forget(*, landlord: UUID, row: bundles.Row) -> None:
    """Have a bundle end: its words go, and its file once that is saved."""
    _forget(landlord, row, {})


def _forget(landlord: UUID, row: bundles.Row, kept: dict[str, Any]) -> None:
    bundles.forget(landlord=landlord, bundle=row.id, kept=kept)
    if row.blob:
        transaction.on_commit(
            lambda: blobs().erase(landlord=landlord, case=row.case_id, name=row.blob) and None
        )


def _note(
    actor: Actor, case: UUID, bundle: UUID, what: str, now: datetime, why: str = ""
) -> None:  # fmt: skip
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what=what, at=now, case=case,
        detail=str(bundle), why=why,
    )  # fmt: skip


def _wake(landlord: UUID) -> None:
    transaction.on_commit(lambda: jobs.wake(name=JOB, landlord=landlord, machine=clock.machine()))
