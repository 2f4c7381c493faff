"""Makes the bundles that were asked for, outside any transaction, telling how far each one is."""

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from putright.casework import bundle_front
from putright.casework.actions import bundles as ending
from putright.casework.actions.files import blobs
from putright.casework.bundle_front import Front, NotOnPaper
from putright.casework.bundle_plan import Plan, Source, plan_of
from putright.casework.queries.case_open import open_for
from putright.casework.queries.staff import actor_of
from putright.casework.refused import NeedsReason, NotThere, Refused
from putright.gateways.blobs import FileRefused, NoSuchFile
from putright.gateways.bundle_pages import CannotJoin, Joined, Paper, join
from putright.gateways.bundle_sources import drawn_text, pages_of, words_left
from putright.gateways.bundle_words import Withheld
from putright.gateways.clock import LONDON
from putright.gateways.file_names import clean_name
from putright.gateways.letter_pdf import RenderingMissing
from putright.kit.say import _
from putright.stores.accounts.models import User
from putright.stores.accounts.scope import landlord_scope
from putright.stores.record import bundles

KEPT_FOR = timedelta(days=7)
MOST_BYTES = 4_000_000_000
LOOK = "a person has to look at its pictures first: no program can read what stands in them"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class CannotBundle(Exception):
    """Why there is no bundle, in words for whoever asked."""


def make_all(*, landlord: UUID, now: datetime) -> None:
    """Make each bundle that waits; have those end whose time is over."""
    with landlord_scope(landlord):
        waiting = bundles.to_make(landlord=landlord)
        for row in bundles.ended(landlord=landlord, before=now - KEPT_FOR):
            ending.forget(landlord=landlord, row=row)
    for row in waiting:
        try:
            _make(landlord, row, now)
        except (CannotBundle, FileRefused, RenderingMissing) as no:
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
    made = Making(landlord, row, plan).whole()
    kept = blobs().keep(landlord=landlord, case=row.case_id, chunks=[made.zip], limit=MOST_BYTES)
    file = bundles.File(blob=kept.name, size=kept.size, pages=made.pages, sha256=made.sha256)
    with landlord_scope(landlord):
        is_wanted = bundles.ready(landlord=landlord, bundle=row.id, file=file, now=now)
    if not is_wanted:
        blobs().erase(landlord=landlord, case=row.case_id, name=kept.name)


def _plan(landlord: UUID, row: bundles.Row, now: datetime) -> Plan:
    account = User.objects.filter(landlord_id=landlord, id=row.asked_by, is_active=True).first()
    if account is None:
        raise NotThere
    actor = actor_of(account, today=now.date())
    return plan_of(
        open_for(actor, row.case_id, now=row.asked_at.astimezone(LONDON), what="bundle"), row
    )


class Whole:
    """A made bundle: the archive, the digest of its PDF, its pages."""

    def __init__(self, archive: bytes, sha256: str, pages: int) -> None:
        self.zip, self.sha256, self.pages = archive, sha256, pages


class Making:
    """One bundle on its way."""

    def __init__(self, landlord: UUID, row: bundles.Row, plan: Plan) -> None:
        self.landlord, self.row, self.plan = landlord, row, plan
        self.withheld = Withheld(plan.told.words)
        self.absent: list[NotOnPaper] = []
        self.notes: list[str] = []
        self.originals: list[tuple[str, bytes]] = []

    def whole(self) -> Whole:
        """The bundle. Raises ``CannotBundle`` where a withheld word would be left in it."""
        if not self.plan.questions:
            raise CannotBundle(_("No question was chosen, so there is nothing to answer."))
        joined = self._joined()
        left = words_left(joined.pdf, self.withheld) if self.withheld else ()
        if left:
            where = ", ".join(left[:6])
            raise CannotBundle(
                _("A withheld word is still found in: {where}. Nothing was made.").format(
                    where=where
                )
            )
        digest = hashlib.sha256(joined.pdf).hexdigest()
        return Whole(self._archive(joined), digest, joined.places.total)

    def _joined(self) -> Joined:
        papers = list(self._papers())
        front = Front(self.plan, tuple(self.absent), tuple(self.notes), self.withheld)
        return join(
            front, papers, reference=self.plan.reference,
            title=_("Evidence bundle, {reference}").format(reference=self.plan.reference),
            front_title=_("Gaps, index and chronology"),
        )  # fmt: skip

    def _papers(self) -> Iterator[Paper]:
        total = len(self.plan.entries)
        of_entry: dict[str, list[Source]] = {}
        for source in self.plan.sources:
            of_entry.setdefault(source.entry, []).append(source)
        for done, entry in enumerate(self.plan.entries, 1):
            title = self.withheld.removed(bundle_front.name_of(entry))
            under = _("Papers")
            sheet = bundle_front.sheet_of(entry, self.withheld)
            yield Paper(key=bundle_front.key_of(entry), title=title, pdf=sheet, under=under)
            for number, source in enumerate(of_entry.get(entry.key, ()), 1):
                yield from self._file(source, f"{title} ({number})", under)
            with landlord_scope(self.landlord):
                bundles.progress(landlord=self.landlord, bundle=self.row.id, done=done, total=total)

    def _file(self, source: Source, title: str, under: str) -> Iterator[Paper]:
        key, name = f"f-{source.file.id}", self._name(source)
        if source.file.held:
            self._leave_out(source, name, source.file.held, b"")
            return
        raw = self._read(source)
        if self.row.is_unredacted:
            self.originals.append((f"originals/{len(self.originals) + 1:03d}-{name}", raw))
        made = pages_of(
            title=title, media_type=source.file.media_type, raw=raw, withheld=self.withheld,
            is_looked_at=str(source.file.id) in self.plan.told.looked,
        )  # fmt: skip
        if made.pdf:
            yield Paper(key=key, title=title, pdf=made.pdf, under=under)
            self._note(title, made.comments, len(made.inside))
            return
        why = LOOK if made.why == "look" else made.fault
        self._leave_out(source, name, why, raw)
        yield Paper(key=key, title=title, pdf=drawn_text(title, _slip(name, why)), under=under)

    def _note(self, title: str, comments: int, inside: int) -> None:
        if comments:
            self.notes.append(
                _("{paper}: {n} comments in the file are not printed.").format(
                    paper=title, n=comments
                )
            )
        if inside:
            self.notes.append(
                _("{paper}: {n} files came with the message; those kept with the case stand by "
                  "themselves.").format(paper=title, n=inside)
            )  # fmt: skip

    def _name(self, source: Source) -> str:
        """A file's own name where nothing is withheld; else what kind of file it is."""
        if self.row.is_unredacted:
            return clean_name(name=source.file.name).replace("/", "_")
        return _("a file ({kind})").format(kind=source.file.kind)

    def _leave_out(self, source: Source, name: str, why: str, raw: bytes) -> None:
        hashed = hashlib.sha256(raw).hexdigest() if raw and self.row.is_unredacted else ""
        self.absent.append(
            NotOnPaper(
                number=len(self.absent) + 1, entry=source.entry, name=name, kind=source.file.kind,
                size=source.file.size, why=why, sha256=hashed,
            )
        )  # fmt: skip

    def _read(self, source: Source) -> bytes:
        try:
            with blobs().open(
                landlord=self.landlord, case=source.row.case_id, name=source.row.blob
            ) as kept:  # fmt: skip
                return kept.read()
        except NoSuchFile as gone:
            raise CannotBundle(_("A file of this case is not on the disk.")) from gone

    def _archive(self, joined: Joined) -> bytes:
        """The PDF with its list of digests; originals only where nothing is withheld."""
        inside = [("bundle.pdf", joined.pdf), *self.originals]
        sums = "".join(f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in inside)
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, raw in (*inside, ("SHA256SUMS", sums.encode())):
                archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), raw)
        return out.getvalue()


def _slip(name: str, why: str) -> str:
    return _("{name} is not printed here: {why}.").format(name=name, why=why)
