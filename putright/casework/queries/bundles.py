"""Bundles of a case: what the form offers, how one stands, and its file to download."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actions.bundles import Told
from putright.casework.actions.files import blobs
from putright.casework.actor import Actor
from putright.casework.live import Live
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_files import FileSeen
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import NotThere
from putright.casework.walls import withheld
from putright.core.practice import ombudsman
from putright.gateways.clock import LONDON
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _
from putright.stores.record import bundles, files, readings
from putright.stores.record.bundles import Row

KEPT_FOR = timedelta(days=7)
"""How long a made bundle can be downloaded."""
MAY_SHOW_WORDS = frozenset({"picture", "document"})
Choices = tuple[tuple[str, str], ...]


class Asks(Struct, frozen=True):
    """A question of the Ombudsman, what is said to answer it, or why nothing does."""

    key: str
    what: str
    answers: tuple[str, ...]
    none: str = ""


class BundleForm(Struct, frozen=True, kw_only=True):
    """What the form offers."""

    around: Around
    questions: tuple[Asks, ...]
    entries: Choices
    files: Choices
    unscanned: Choices
    words: str


class BundleSeen(Struct, frozen=True, kw_only=True):
    """How a bundle stands."""

    id: UUID
    state: str
    is_unredacted: bool
    asked_by: str
    asked_at: datetime
    agreed_by: str
    done: int
    total: int
    fault: str
    pages: int
    size: int
    sha256: str
    searched: str
    until: datetime | None
    may_agree: bool


class BundlePage(Struct, frozen=True, kw_only=True):
    """The page of one bundle, or the list of all of a case."""

    around: Around
    bundles: tuple[BundleSeen, ...]
    may: bool


class Download(Struct, frozen=True, kw_only=True):
    """The made file."""

    name: str
    size: int
    pieces: Iterator[bytes]


def form_of(actor: Actor, case_id: UUID, *, now: datetime) -> BundleForm:
    """What a bundle of a case can be made of."""
    opened = open_for(actor, case_id, now=now, what="bundle")
    permissions.check(actor, "bundle.make", opened.near)
    entries = Entries(opened)
    seen = [one for one in entries.seen(opened.run.timeline.items) if not one.is_erased]
    last, scans = _last(opened), _scans(opened, seen)
    return BundleForm(
        around=around(opened, "ombudsman"),
        questions=tuple(_asks(one, last) for one in ombudsman.wanted(opened.run.timeline)),
        entries=tuple((one.key, _name(one)) for one in seen),
        files=_files(seen, lambda one: _may_show_words(one) and scans.get(one.id) != "infected"),
        unscanned=_files(seen, lambda one: scans.get(one.id) == "not scanned"),
        words="\n".join(last.words),
    )  # fmt: skip


def _asks(one: ombudsman.Wanted, last: Told) -> Asks:
    """A question, answered as in the last bundle of the case, and by what was linked since."""
    linked = tuple(each.id for each in one.answered)
    answers = dict.fromkeys((*last.entries.get(one.want.id, ()), *linked))
    none = last.none.get(one.want.id, "")
    return Asks(one.want.id, sentence_case(one.want.what), tuple(answers), none)


def _last(opened: Open) -> Told:
    """What the last bundle was asked to hold, so that nothing is typed twice.

    Of a colleague's only where nothing of the case is kept from whoever asks.
    """
    actor = opened.actor
    rows = bundles.of_case(landlord=actor.landlord_id, case=opened.case.id)
    seen = [one for one in rows if one.asked_by == actor.user_id or not opened.withheld]
    told = next((one.told for one in seen if one.told), None)
    return msgspec.convert(told, Told) if told else Told(entries={}, none={})


def _files(seen: list[EntrySeen], is_asked: Callable[[FileSeen], bool]) -> Choices:
    found = {
        str(file.id): _("{name}, with {entry}").format(name=file.name, entry=_name(one))
        for one in seen for file in one.files if is_asked(file)
    }  # fmt: skip
    return tuple(found.items())


def _may_show_words(file: FileSeen) -> bool:
    return file.kind in MAY_SHOW_WORDS or file.media_type == "message/rfc822"


def _scans(opened: Open, seen: list[EntrySeen]) -> dict[UUID, str]:
    """What the scanner said of each file."""
    wanted = {file.id for one in seen for file in one.files}
    rows = files.named(landlord=opened.actor.landlord_id, files=wanted)
    return {key: row.scan for key, row in rows.items()}


def page(actor: Actor, case_id: UUID, *, now: datetime) -> BundlePage:
    """The bundles of a case."""
    opened = open_for(actor, case_id, now=now, what="bundle")
    permissions.check(actor, "bundle.agree", opened.near)
    rows = bundles.of_case(landlord=actor.landlord_id, case=case_id)
    return BundlePage(
        around=around(opened, "ombudsman"),
        bundles=tuple(_seen(opened, row, now) for row in rows),
        may=permissions.can(actor, "bundle.make", opened.near),
    )  # fmt: skip


def download(actor: Actor, case_id: UUID, bundle: UUID, *, now: datetime) -> Download:
    """The file of a bundle, while it is kept; that it was taken is written in the log first.

    Entries that were walled off from whoever asked were never in it; one who asks for the file of
    somebody else must see all that they saw, so only the maker and who agreed may have it, and
    neither once something that can be in it is kept from them.
    """
    opened = open_for(actor, case_id, now=now, what="bundle")
    permissions.check(actor, "bundle.agree", opened.near)
    row = bundles.one(landlord=actor.landlord_id, case=case_id, bundle=bundle)
    if row is None or not _is_there(row, now) or not _may_take(opened, row):
        raise NotThere
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="bundle downloaded", at=now,
        case=case_id, detail=f"{bundle} {row.sha256}",
    )  # fmt: skip
    pieces = blobs().read_range(landlord=actor.landlord_id, case=case_id, name=row.blob)
    return Download(name=f"bundle-{row.id.hex[:8]}.zip", size=row.size, pieces=pieces)


def _is_there(row: Row, now: datetime) -> bool:
    return row.state == bundles.READY and row.ready_at is not None and now < row.ready_at + KEPT_FOR


def _may_take(opened: Open, row: Row) -> bool:
    """Whether the file holds nothing that is kept from whoever opened the case."""
    user, hidden = opened.actor.user_id, opened.withheld
    if user not in (row.asked_by, row.agreed_by):
        return False
    if not hidden or user != row.asked_by:
        return not hidden
    whole = opened.whole
    before = [one for one in whole.kept if one.recorded_at <= row.asked_at]
    then = withheld(opened.actor, Live(whole.case, kept=before, people=whole.people))
    return all(one.entry.id in then for one in before if one.entry.id in hidden)


def _seen(opened: Open, row: Row, now: datetime) -> BundleSeen:
    is_mine = row.asked_by == opened.actor.user_id
    state = row.state
    if state == bundles.READY and not _is_there(row, now):
        state = bundles.GONE
    is_here = state == bundles.READY and _may_take(opened, row)
    fault = row.fault
    if fault and opened.withheld and not is_mine:
        fault = _("Whoever asked for it sees why.")  # it can name an entry
    return BundleSeen(
        id=row.id, state=state, is_unredacted=row.is_unredacted,
        asked_by=opened.staff_name(row.asked_by), asked_at=row.asked_at.astimezone(LONDON),
        agreed_by=opened.staff_name(row.agreed_by), done=row.done, total=row.total,
        fault=fault, pages=row.pages, size=row.size, sha256=row.sha256,
        searched=row.searched, until=_until(row) if is_here else None,
        may_agree=state == bundles.WAITS and not is_mine and not opened.withheld,
    )  # fmt: skip


def _until(row: Row) -> datetime | None:
    return (row.ready_at + KEPT_FOR).astimezone(LONDON) if row.ready_at else None


def _name(one: EntrySeen) -> str:
    day = one.span or list_day(getattr(one.happened, "date", lambda: one.happened)())
    short = one.text if len(one.text) <= 80 else f"{one.text[:79]}…"
    return f"{day}: {one.title}. {short}" if short else f"{day}: {one.title}"
