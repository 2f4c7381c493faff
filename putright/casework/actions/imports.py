"""Bringing in homes, people and tenancies from a file: looked at first, then all of it or none."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actions import import_works
from putright.casework.actions.import_works import Step, Work
from putright.casework.actor import Actor, system
from putright.casework.importing.check import COLUMNS, Around, Checked, check
from putright.casework.importing.table import Fault
from putright.casework.refused import NotThere, Refused
from putright.gateways.blobs import BlobStore, FileRefused, NoSuchFile
from putright.kit.csv_text import csv_text
from putright.kit.say import _
from putright.stores.accounts import staffing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.people import homes, writing

KINDS = tuple(COLUMNS)
MOST_BYTES = 40 * 1024 * 1024


class Outcome(Struct, frozen=True, kw_only=True):
    """What a file would do or did. ``altered`` are rows and the columns that would change.

    ``kept`` are cells that were left alone because a member of staff wrote the thing down since.
    """

    kind: str
    made: int = 0
    same: int = 0
    altered: Mapping[int, tuple[str, ...]] = {}
    kept: tuple[tuple[int, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: int = 0
    is_unusable: bool = False
    is_written: bool = False

    @property
    def changed(self) -> int:
        """How many rows change something that is there."""
        return len(self.altered)


def quiet(done: int) -> None:
    """Say nothing of the progress."""


def bring_in(
    *,
    actor: Actor,
    kind: str,
    data: bytes,
    now: datetime,
    is_dry: bool,
    leave_out: bool = False,
    step: Step = quiet,
) -> Outcome:
    """Look at a file, and bring it in unless that is all that was asked for.

    Where a row has a fault nothing is written, unless told to leave such rows out.
    """
    permissions.check(actor, "people.import")
    checked = _checked(actor, kind, data, now.date())
    work = import_works.OF_KIND[kind](actor, checked.good, now)
    outcome = Outcome(
        kind=kind,
        made=work.made,
        same=work.same,
        altered=work.altered,
        kept=work.kept,
        faults=checked.faults,
        warnings=checked.warnings,
        left_out=len({fault.row for fault in checked.faults}),
        is_unusable=checked.is_unusable,
    )
    if is_dry or checked.is_unusable or (checked.faults and not leave_out):
        return outcome
    _write(actor, outcome, work, now, step)
    return replace(outcome, is_written=True)


def left_out(*, actor: Actor, kind: str, data: bytes, now: datetime) -> str:
    """The faulty rows of a file as CSV, each with the reasons; to be mended and brought in."""
    permissions.check(actor, "people.import")
    checked = _checked(actor, kind, data, now.date())
    why: dict[int, list[str]] = {}
    for fault in checked.faults:
        why.setdefault(fault.row, []).append(f"{fault.column} {fault.reason}".strip())
    listed = [(*row.raw, "; ".join(why[row.number])) for row in checked.left]
    return csv_text([(*checked.heading, "why_left_out"), *listed])


def keep(*, actor: Actor, chunks: Iterable[bytes]) -> str:
    """Keep a file between looking at it and bringing it in; only its sender gets it back."""
    permissions.check(actor, "people.import")
    try:
        kept = _blobs().keep(
            landlord=actor.landlord_id, case=actor.user_id, chunks=chunks, limit=MOST_BYTES
        )
    except FileRefused as refused:
        raise Refused(str(refused)) from refused
    return kept.name


def kept_file(*, actor: Actor, name: str) -> bytes:
    """A file that this person sent a moment ago. Raises ``NotThere``."""
    permissions.check(actor, "people.import")
    try:
        with _blobs().open(landlord=actor.landlord_id, case=actor.user_id, name=name) as file:
            return file.read()
    except (NoSuchFile, ValueError) as error:
        raise NotThere from error


def forget(*, actor: Actor, name: str) -> None:
    """The file is no longer needed."""
    _blobs().erase(landlord=actor.landlord_id, case=actor.user_id, name=name)


@contextmanager
def operator_of(slug: str) -> Iterator[Actor]:
    """Whoever runs the installation, at work for one landlord. Raises ``NotThere``."""
    with landlord_scope(OPERATOR):
        landlord = staffing.landlord_of(slug)
    if landlord is None:
        raise NotThere
    with landlord_scope(landlord):
        yield system(landlord)


def _write(actor: Actor, outcome: Outcome, work: Work, now: datetime, step: Step) -> None:
    try:
        with transaction.atomic():
            work.write(step)
            writing.note_import(
                landlord=actor.landlord_id,
                user=None if actor.is_system else actor.user_id,
                now=now,
                counts={
                    "kind": outcome.kind, "made": outcome.made, "changed": outcome.changed,
                    "same": outcome.same, "left out": outcome.left_out,
                },
            )  # fmt: skip
    except IntegrityError as error:
        words = _("Something else was brought in meanwhile. Nothing was saved: look at it again.")
        raise Refused(words) from error


def _blobs() -> BlobStore:
    return BlobStore(root=settings.FILES)


def _checked(actor: Actor, kind: str, data: bytes, today: date) -> Checked:
    landlord = actor.landlord_id
    around = Around(
        patches=homes.patches(landlord=landlord) if kind == "homes" else {},
        homes=homes.homes_by_uprn(landlord=landlord) if kind != "homes" else {},
        people=homes.people_by_reference(landlord=landlord) if kind == "tenancies" else {},
        today=today,
    )
    return check(kind, data, around)
