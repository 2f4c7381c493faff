"""Makes the bundles that were asked for, outside any transaction, telling how far each one is."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import IO
from uuid import UUID

from msgspec import Struct

from putright.casework import bundle_index
from putright.casework.actions import bundles as ending
from putright.casework.actions.files import blobs
from putright.casework.bundle_front import Front
from putright.casework.bundle_papers import CannotBundle, Papers
from putright.casework.bundle_plan import Plan, plan_of
from putright.casework.queries.case_open import open_for
from putright.casework.queries.staff import actor_of
from putright.casework.refused import NeedsReason, NotThere, Refused
from putright.gateways import bundle_archive
from putright.gateways.blobs import NO_ROOM, DiskFull, FileRefused, make_private
from putright.gateways.bundle_pages import CannotJoin, Joined, Paper, join, pages_in
from putright.gateways.bundle_reading import can_read
from putright.gateways.bundle_sources import words_left, words_seen
from putright.gateways.bundle_words import Withheld
from putright.gateways.clock import LONDON
from putright.gateways.letter_pdf import RenderingMissing
from putright.kit.say import _
from putright.stores.accounts.models import User
from putright.stores.accounts.scope import landlord_scope
from putright.stores.record import bundles

KEPT_FOR = timedelta(days=7)
MOST_BYTES = 4_000_000_000
MOST_SEEN = 600
"""Pages that are read as they are seen, at a second or two each; of a larger bundle none is."""


class Whole(Struct, frozen=True, kw_only=True):
    """A made bundle: the digest of its PDF, its pages, what was searched for withheld words."""

    sha256: str
    pages: int
    searched: str


def make_all(*, landlord: UUID, now: datetime) -> None:
    """Make each bundle that waits; have those end whose time is over."""
    with landlord_scope(landlord):
        waiting = bundles.to_make(landlord=landlord)
        for row in bundles.ended(landlord=landlord, before=now - KEPT_FOR):
            ending.end(landlord=landlord, row=row)
    for row in waiting:
        try:
            _make(landlord, row, now)
        except (CannotBundle, RenderingMissing) as no:
            _failed(landlord, row, str(no))
        except DiskFull:
            _failed(landlord, row, _(
                "There is not enough room on the disk to keep it, so nothing of it was kept. The "
                "rest of the service goes on. Tell whoever runs Putright here, then ask for the "
                "bundle again: the form still holds your answers."
            ))  # fmt: skip
        except FileRefused as no:
            _failed(landlord, row, str(no))
        except (NotThere, NeedsReason, Refused):
            _failed(landlord, row, _("Whoever asked for it may not open this case by now."))
        except CannotJoin:
            _failed(landlord, row, _("Its papers could not be joined."))
        except Exception:
            # the next one is not kept waiting; whoever keeps the service running sees the fault
            _failed(landlord, row, _("Making it failed. Whoever runs Putright here was told."))
            raise


def _failed(landlord: UUID, row: bundles.Row, words: str) -> None:
    with landlord_scope(landlord):
        bundles.failed(landlord=landlord, bundle=row.id, fault=words)


def _make(landlord: UUID, row: bundles.Row, now: datetime) -> None:
    with landlord_scope(landlord):
        plan = _plan(landlord, row, now)
    try:
        with _scratch() as written:
            made = Making(landlord, row, plan).written_to(written)
            pieces = bundle_archive.pieces_of(written)
            kept = blobs().keep(
                landlord=landlord, case=row.case_id, chunks=pieces, limit=MOST_BYTES
            )
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull from error
        raise
    file = bundles.File(
        blob=kept.name, size=kept.size, pages=made.pages, sha256=made.sha256, searched=made.searched
    )
    with landlord_scope(landlord):
        is_wanted = bundles.ready(landlord=landlord, bundle=row.id, file=file, now=now)
    if not is_wanted:
        blobs().erase(landlord=landlord, case=row.case_id, name=kept.name)


def _scratch() -> IO[bytes]:
    """A file that has no name, so that nothing of it stays whatever becomes of its maker."""
    store = blobs()
    if store.is_full():
        raise DiskFull
    make_private(store.root)
    return tempfile.TemporaryFile(dir=store.root)


def _plan(landlord: UUID, row: bundles.Row, now: datetime) -> Plan:
    account = User.objects.filter(landlord_id=landlord, id=row.asked_by, is_active=True).first()
    if account is None:
        raise NotThere
    actor = actor_of(account, today=now.date())
    return plan_of(
        open_for(actor, row.case_id, now=row.asked_at.astimezone(LONDON), what="bundle"), row
    )


class Making:
    """One bundle on its way."""

    def __init__(self, landlord: UUID, row: bundles.Row, plan: Plan) -> None:
        self.landlord, self.row, self.plan = landlord, row, plan
        self.withheld = Withheld(plan.told.words)
        self.papers = Papers(landlord, plan, self.withheld)

    def written_to(self, archive: IO[bytes]) -> Whole:
        """Write the archive. Raises ``CannotBundle`` where a withheld word would be left in it."""
        if not self.plan.questions:
            raise CannotBundle(_("No question was chosen, so there is nothing to answer."))
        made = list(self._papers())
        self.papers.is_seen = bool(self.withheld) and self._can_see(made)
        front = Front(self.plan, self.papers, self.withheld)
        joined = join(
            front.printed, made, reference=self.plan.reference, title=front.title,
            front_title=_("Gaps, index and chronology"),
        )  # fmt: skip
        index = bundle_index.page_of(front, joined.places)
        if self.withheld:
            self._search(made, joined, index)
        inside = {bundle_index.OF: joined.pdf, bundle_index.NAME: index.encode()}
        files = [(name, partial(iter, [raw])) for name, raw in inside.items()]
        bundle_archive.write(archive, [*files, *self.papers.originals()])
        return Whole(
            sha256=hashlib.sha256(joined.pdf).hexdigest(), pages=joined.places.total,
            searched=self._searched(),
        )  # fmt: skip

    def _papers(self) -> Iterator[Paper]:
        total = len(self.plan.entries)
        for done, entry in enumerate(self.plan.entries, 1):
            yield from self.papers.of(entry)
            with landlord_scope(self.landlord):
                bundles.progress(landlord=self.landlord, bundle=self.row.id, done=done, total=total)

    def _can_see(self, made: Sequence[Paper]) -> bool:
        """Whether what came from outside is read as it is seen."""
        pages = sum(pages_in(one.pdf) for one in made if not one.is_ours)
        return can_read() and pages <= MOST_SEEN

    def _search(self, made: Sequence[Paper], joined: Joined, index: str) -> None:
        """Look for the withheld words in all that was made."""
        left = list(words_left(joined.pdf, self.withheld))
        if self.papers.is_seen and not left:
            first, last = joined.places.first, joined.places.last
            pages = [
                number
                for one in made if not one.is_ours
                for number in range(first[one.key], last[one.key] + 1)
            ]  # fmt: skip
            left += words_seen(joined.pdf, self.withheld, tuple(pages)) if pages else ()
        if bundle_index.holds(index, self.withheld):
            left.append(_("the index"))
        if left:
            where = ", ".join(left[:6])
            raise CannotBundle(
                _("A withheld word is still found in: {where}. Nothing was made.").format(
                    where=where
                )
            )

    def _searched(self) -> str:
        if not self.withheld:
            return ""
        return bundles.PIXELS if self.papers.is_seen else bundles.TEXT
