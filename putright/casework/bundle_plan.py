"""What goes into a bundle: its questions, the entries that answer them, their files, in order."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.casework.actions.bundles import ALL, Told
from putright.casework.live import Live
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_files import FileSeen
from putright.casework.queries.case_open import Open
from putright.casework.queries.case_picture import drawn_if_it_can_be
from putright.casework.queries.evidence_gaps import GapGroup, groups_of
from putright.core.practice import ombudsman
from putright.kit.picture.draw import Picture
from putright.kit.say import _
from putright.stores.record import files
from putright.stores.record.bundles import Row
from putright.stores.record.files import FileRow


class Question(Struct, frozen=True, kw_only=True):
    """What the Ombudsman asked, what answers it, or why there is nothing."""

    key: str
    asks: str
    entries: tuple[str, ...]
    none: str


class Source(Struct, frozen=True, kw_only=True):
    """A file that goes in with an entry, or that is named as not on paper; ``held`` says why."""

    entry: EntrySeen
    file: FileSeen
    row: FileRow
    held: str = ""
    is_checked: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """All that a bundle is made of, read from the record at one moment."""

    reference: str
    landlord: str
    questions: tuple[Question, ...]
    entries: tuple[EntrySeen, ...]
    timeline: tuple[EntrySeen, ...]
    sources: tuple[Source, ...]
    gaps: tuple[GapGroup, ...]
    picture: Picture | None
    is_picture_broken: bool
    asked_by: str
    told: Told
    references: tuple[str, ...] = ()
    """What the Ombudsman calls the case, as far as that is on record."""
    asked_on: tuple[date, ...] = ()
    """The days of its requests whose questions are answered here."""


def plan_of(opened: Open, row: Row) -> Plan:
    """The plan of a bundle, of what whoever asked for it may see."""
    told = msgspec.convert(row.told, Told)
    opened.live = _as_asked(opened.live, row.asked_at)
    entries = Entries(opened)
    timeline = tuple(one for one in entries.seen(opened.run.timeline.items) if not one.is_erased)
    known = {one.key: one for one in timeline}
    questions = tuple(_questions(opened, told, known))
    wanted = {key for one in questions for key in one.entries}
    chosen = tuple(one for one in timeline if one.key in wanted)
    picture, is_broken = drawn_if_it_can_be(opened)
    return Plan(
        reference=opened.case.reference, landlord=opened.case.landlord.name, questions=questions,
        entries=chosen, timeline=timeline, sources=tuple(_sources(opened, chosen, told)),
        gaps=groups_of(opened), picture=picture, is_picture_broken=is_broken,
        asked_by=opened.staff_name(row.asked_by), told=told, references=_references(opened),
        asked_on=_asked_on(opened, {one.key for one in questions}),
    )  # fmt: skip


def _references(opened: Open) -> tuple[str, ...]:
    found = opened.run.timeline.doing((ombudsman.ASKED, ombudsman.DETERMINED))
    refs = (ref for item in found if not item.struck_by for ref in item.entry.refs)
    return tuple(dict.fromkeys(ref for ref in refs if ref.isdigit()))


def _asked_on(opened: Open, keys: set[str]) -> tuple[date, ...]:
    wanted = ombudsman.wanted(opened.run.timeline)
    return tuple(sorted({one.item.when.date for one in wanted if one.want.id in keys}))


def _as_asked(live: Live, at: datetime) -> Live:
    """The case without what was written down since: one that is begun again stays the same."""
    kept = [one for one in live.kept if one.recorded_at <= at]
    return Live(live.case, kept=kept, people=live.people, engine=(live.engine, live.stamp))


def _questions(
    opened: Open, told: Told, known: Mapping[str, EntrySeen]
) -> Iterator[Question]:  # fmt: skip
    for one in ombudsman.wanted(opened.run.timeline):
        if one.want.id not in told.entries and one.want.id not in told.none:
            continue
        chosen = told.entries.get(one.want.id, ())
        keys = tuple(known) if ALL in chosen else tuple(key for key in chosen if key in known)
        yield Question(
            key=one.want.id, asks=one.want.what, entries=keys, none=told.none.get(one.want.id, "")
        )


def _sources(
    opened: Open, chosen: tuple[EntrySeen, ...], told: Told
) -> Iterator[Source]:  # fmt: skip
    ids: list[UUID] = [file.id for entry in chosen for file in entry.files]
    rows = files.named(landlord=opened.actor.landlord_id, files=ids)
    seen: set[UUID] = set()
    for entry in chosen:
        for file in entry.files:
            if file.id in rows and file.id not in seen:
                seen.add(file.id)
                yield _source(entry, file, rows[file.id], told)


def _source(entry: EntrySeen, file: FileSeen, row: FileRow, told: Told) -> Source:
    """Only what a scanner called clean goes in, or what a person answers for (security V5.5)."""
    if row.scan == "clean":
        return Source(entry=entry, file=file, row=row)
    if row.scan == "infected":
        return Source(entry=entry, file=file, row=row, held=_held(file))
    is_checked = bool(told.checked_why) and (ALL in told.checked or str(file.id) in told.checked)
    held = "" if is_checked else _held(file)
    return Source(entry=entry, file=file, row=row, held=held, is_checked=is_checked)


def _held(file: FileSeen) -> str:
    return _("is {held}").format(held=file.held or _("held: no virus scanner has looked at it"))
