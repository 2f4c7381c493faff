"""Entries as pages show them: three times, who, what shows it, what stands against it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from msgspec import Struct

from putright.casework.promises import Promise
from putright.casework.queries.case_files import FileSeen, files_of
from putright.casework.queries.case_open import Open
from putright.casework.queries.delivery import Delivery, may_be_ours, of_entries
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.gateways.clock import LONDON
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _, ngettext
from putright.stores.record.ledger.read import Kept

LATE_AFTER = timedelta(days=1)
TITLES = {"note.made": "Note"}
"""What an entry is called where the words of its act say less than the entry itself."""


class Pointer(Struct, frozen=True):
    """Another entry that this one has to do with."""

    number: int
    words: str
    text: str = ""


class PromiseOf(Struct, frozen=True):
    """A promise that an entry made or met."""

    key: str
    what: str
    is_met_here: bool


class EntrySeen(Struct, frozen=True, kw_only=True):
    """One entry of a case, ready to be worded.

    ``happened`` is a moment, or a day where the hour is not known; ``span`` says so where even the
    day is not. ``evidence`` is "evidenced", "admitted" or "claimed".
    """

    key: str
    number: int
    acts: tuple[str, ...]
    title: str
    text: str
    happened: datetime | date
    span: str = ""
    who: str = ""
    to: str = ""
    channel: str = ""
    evidence: str = ""
    proofs: tuple[str, ...] = ()
    proof_received: date | None = None
    written: datetime | date | None = None
    written_by: str = ""
    written_late: str = ""
    disputed_by: tuple[Pointer, ...] = ()
    disputes: tuple[Pointer, ...] = ()
    corrected_by: Pointer | None = None
    corrects: Pointer | None = None
    answered_by: tuple[Pointer, ...] = ()
    answers: tuple[Pointer, ...] = ()
    told_in: tuple[Pointer, ...] = ()
    refers_to: tuple[Pointer, ...] = ()
    asks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    promises: tuple[PromiseOf, ...] = ()
    files: tuple[FileSeen, ...] = ()
    refs: tuple[str, ...] = ()
    is_erased: bool = False
    is_ours: bool = False
    waits_for_answer: bool = False
    delivery: str = ""


class Entries:
    """Makes ``EntrySeen`` of the items of an opened case."""

    def __init__(self, opened: Open) -> None:
        self.opened = opened
        self.items = opened.run.timeline.items
        self.by_id = opened.run.timeline.by_id
        self.corrections = {i.entry.corrects: i for i in self.items if i.entry.corrects}
        self.answers = _answers(self.items)
        self.promises = _by_entry(opened.promises)

    @cached_property
    def deliveries(self) -> Mapping[str, Delivery]:
        """How the letters stand that we send ourselves, by their entries."""
        return of_entries(self.opened)

    def seen(self, items: Sequence[Item]) -> list[EntrySeen]:
        """These items; the files of all of them are read at once."""
        kept = {item.id: self.opened.kept(item.id) for item in items}
        ids = [file for one in kept.values() if one is not None for file in one.files]
        files = files_of(self.opened.actor, ids) if ids else {}
        return [self._seen(item, kept[item.id], files) for item in items]

    def waits(self, item: Item) -> bool:
        """Whether it asks something that nobody has answered."""
        if item.from_landlord or item.struck_by or not item.entry.asks:
            return False
        return not self.answers.get(item.id)

    def has_promises(self, item: Item) -> bool:
        """Whether anything was promised in it, or set going by it."""
        return any(not each.is_met_here for each in self.promises.get(item.id, ()))

    def pointer(self, key: str) -> Pointer | None:
        """An entry as a link says it; None where it is not in the books or kept back."""
        item, kept = self.by_id.get(key), self.opened.kept(key)
        if item is None or kept is None:
            return None
        day = list_day(_day_of(item))
        words = _("{what} on {day}").format(what=self.title(item), day=day)
        return Pointer(kept.number, words, item.entry.text)

    def title(self, item: Item) -> str:
        """What an entry is called: what was done in it."""
        words = self.opened.run.words.acts
        said = [
            _(TITLES.get(act) or (words[act].says if act in words else act)) for act in item.acts
        ]
        return sentence_case("; ".join(said))

    def _seen(self, item: Item, kept: Kept | None, files: dict[UUID, FileSeen]) -> EntrySeen:
        entry, opened = item.entry, self.opened
        delivery = self._delivery(item)
        correction = self.corrections.get(item.id)
        received = [each.received for each in entry.evidence if each.received is not None]
        held = kept.files if kept else ()
        return EntrySeen(
            key=item.id,
            number=kept.number if kept else 0,
            acts=item.acts,
            title=self.title(item)
            if delivery is None
            else _as_it_stands(self.title(item), delivery),
            text=_("The words were erased.") if kept and kept.is_erased else entry.text,
            happened=_happened(item),
            span=_span(item),
            who=opened.name(entry.by),
            to=", ".join(opened.name(key) for key in entry.to),
            channel=_(entry.channel),
            evidence=item.state,
            proofs=tuple(dict.fromkeys(each.kind for each in entry.evidence)),
            proof_received=max(received, default=None),
            written=_written(item, kept),
            written_by=opened.staff_name(kept.actor_id) if kept else "",
            written_late=_late(item, kept),
            disputed_by=self._pointers(item.disputed_by),
            disputes=self._pointers(entry.disputes),
            corrected_by=self.pointer(correction.id) if correction else None,
            corrects=self.pointer(entry.corrects) if entry.corrects else None,
            answered_by=self._pointers(self.answers.get(item.id, ())),
            answers=self._pointers((*entry.answers, *entry.replies_to)),
            told_in=self._pointers(entry.told_in),
            refers_to=self._pointers(entry.refs),
            asks=entry.asks,
            kinds=tuple(opened.run.words.kinds.get(kind, kind) for kind in entry.kinds),
            promises=tuple(self.promises.get(item.id, ())),
            files=tuple(files[each] for each in held if each in files),
            refs=tuple(ref for ref in entry.refs if ref not in self.by_id),
            is_erased=bool(kept and kept.is_erased),
            is_ours=item.from_landlord,
            waits_for_answer=self.waits(item),
            delivery=delivery.words if delivery else "",
        )

    def _delivery(self, item: Item) -> Delivery | None:
        if item.struck_by or not may_be_ours(item):
            return None
        return self.deliveries.get(item.id)

    def _pointers(self, keys: Iterable[str]) -> tuple[Pointer, ...]:
        found = (self.pointer(key) for key in dict.fromkeys(keys))
        return tuple(each for each in found if each is not None)


def _as_it_stands(title: str, delivery: Delivery) -> str:
    """Nothing is called done that has not left us."""
    if delivery.is_out:
        return title
    return _("Not sent yet: {what}").format(what=title[:1].lower() + title[1:])


def _answers(items: Sequence[Item]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        if item.is_settled and not item.struck_by:
            for key in item.entry.answers:
                found.setdefault(key, []).append(item.id)
    return found


def _by_entry(promises: Sequence[Promise]) -> dict[str, list[PromiseOf]]:
    """The promises that each entry set going, and those it met."""
    found: dict[str, list[PromiseOf]] = {}
    for each in promises:
        made = PromiseOf(each.key, each.what, is_met_here=False)
        found.setdefault(each.entry, []).append(made)
        for key in each.met_by:
            met = PromiseOf(each.key, each.what, is_met_here=True)
            found.setdefault(key, []).append(met)
    return found


def _day_of(item: Item) -> date:
    return to_datetime(item.when.first).date()


def _happened(item: Item) -> datetime | date:
    return item.entry.at or _day_of(item)


def _span(item: Item) -> str:
    """In words, where the day itself is not known."""
    if item.undated:
        return _("day not known; told of on this day")
    if item.entry.between:
        first, last = item.entry.between
        return _("some time from {first} to {last}").format(
            first=list_day(first), last=list_day(last)
        )
    return ""


def _written(item: Item, kept: Kept | None) -> datetime | date | None:
    if kept is not None and kept.source != "import":
        return kept.recorded_at.astimezone(LONDON)
    return item.entry.recorded_at or item.entry.recorded_on


def _late(item: Item, kept: Kept | None) -> str:
    """That it was written down more than a day after it happened, and by how much."""
    written = _written(item, kept)
    if written is None:
        return ""
    day = written.date() if isinstance(written, datetime) else written
    days = (day - item.when.last_date).days
    if days <= LATE_AFTER.days:
        return ""
    return ngettext("written {n} day later", "written {n} days later", days)
