"""What the pages of a case show: the case at a glance, its timeline, an entry, its promises."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.conflict import barred
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_gaps import Gap, gaps, last_contact
from putright.casework.queries.case_glass import GlassBroken, glass_of_case
from putright.casework.queries.case_identity import identity, tabs
from putright.casework.queries.case_links import Other, after
from putright.casework.queries.case_open import Open, Part, open_for
from putright.casework.queries.case_picture import drawn_if_it_can_be
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.case_story import StoryLine, story
from putright.casework.queries.recognising_asked import AskedSeen, asked_about
from putright.casework.refused import NotThere
from putright.core.timeline.items import Item
from putright.core.workdays import day_of
from putright.kit.picture.draw import Picture
from putright.kit.shown import IdentityShown, Tab

PAGE = 50


class Around(Struct, frozen=True, kw_only=True):
    """What stands on every page of a case."""

    id: UUID
    reference: str
    title: str
    identity: IdentityShown
    tabs: tuple[Tab, ...]
    head: int
    is_restricted: bool
    may: frozenset[str]
    wall: "Wall | None" = None
    glass: tuple[GlassBroken, ...] = ()


class Wall(Struct, frozen=True):
    """A part that this person may not see: a complaint names them; who handles it.

    While it ``is_open`` somebody else is in touch with the household.
    """

    handlers: tuple[str, ...]
    is_open: bool = False


class Stepping(Struct, frozen=True, kw_only=True):
    """The day looked at, and the days before and after it on which something was written down."""

    on: date
    is_past: bool
    before: date | None
    after: date | None
    first: date | None
    today: date


class CasePage(Struct, frozen=True, kw_only=True):
    """The case at a glance; ``after`` are the closed cases that it comes after."""

    around: Around
    after: tuple[Other, ...]
    next: PromiseSeen | None
    overdue: tuple[PromiseSeen, ...]
    due: tuple[PromiseSeen, ...]
    story: tuple[StoryLine, ...]
    last_contact: date | None
    contact_days: int
    entries: int
    stepping: Stepping
    picture: Picture | None
    picture_broke: bool = False
    asked: tuple[AskedSeen, ...] = ()


class Wanted(Struct, frozen=True, kw_only=True):
    """What a reader wants to see of a timeline; all of it are ids and kinds."""

    kinds: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    waiting: bool = False
    promising: bool = False
    oldest_first: bool = False
    part: int = 1


class Row(Struct, frozen=True):
    """An entry of the timeline, with the stretch without contact that it ended."""

    entry: EntrySeen
    day: date
    gap: Gap | None = None


class TimelinePage(Struct, frozen=True, kw_only=True):
    """A part of the timeline, and what it can be filtered by."""

    around: Around
    rows: tuple[Row, ...]
    found: int
    of: int
    part: int
    parts: int
    open_gap: Gap | None
    kinds: tuple[tuple[str, int], ...]
    people: tuple[tuple[Part, int], ...]
    states: tuple[tuple[str, int], ...]


class EntryPage(Struct, frozen=True, kw_only=True):
    """One entry with everything about it."""

    around: Around
    entry: EntrySeen
    is_landlords: bool


class PromisesPage(Struct, frozen=True, kw_only=True):
    """What is owed, and what was kept."""

    around: Around
    open: tuple[PromiseSeen, ...]
    over: tuple[PromiseSeen, ...]


def page(actor: Actor, case_id: UUID, *, now: datetime, on: date | None = None) -> CasePage:
    """The case at a glance, today or as it was known on a past day."""
    opened = open_for(actor, case_id, now=now, on=on)
    entries = Entries(opened)
    owed = promises_seen(opened, opened.owed, entries)
    overdue = tuple(each for each in owed if each.shown.state == "overdue")
    due = tuple(each for each in owed if each.shown.state != "overdue")
    reached = last_contact(opened)
    picture, broke = drawn_if_it_can_be(opened)
    return CasePage(
        around=around(opened, "page"),
        after=after(actor, opened.case, now=now),
        next=next(iter((*overdue, *due)), None),
        overdue=overdue,
        due=due,
        story=tuple(story(opened, entries)),
        last_contact=reached,
        contact_days=opened.run.calendar.count(reached, opened.at.date()) if reached else 0,
        entries=len(opened.run.timeline.items),
        stepping=_stepping(opened, now.date()),
        picture=picture,
        picture_broke=broke,
        asked=() if opened.is_past else asked_about(opened),
    )


def timeline(actor: Actor, case_id: UUID, *, now: datetime, wanted: Wanted) -> TimelinePage:
    """A part of the timeline."""
    opened = open_for(actor, case_id, now=now, what="timeline")
    entries = Entries(opened)
    items = list(opened.run.timeline.items)
    kept = [item for item in items if _is_wanted(item, wanted, entries)]
    ordered = kept if wanted.oldest_first else kept[::-1]
    parts = max(1, -(-len(kept) // PAGE))
    part = min(max(wanted.part, 1), parts)
    shown = entries.seen(ordered[(part - 1) * PAGE : part * PAGE])
    found = gaps(opened)
    ended = {gap.ends: gap for gap in found if gap.ends}
    return TimelinePage(
        around=around(opened, "timeline"),
        rows=tuple(Row(each, _day(each.happened), ended.get(each.key)) for each in shown),
        found=len(kept),
        of=len(items),
        part=part,
        parts=parts,
        open_gap=next((gap for gap in found if not gap.ends), None),
        kinds=_counted(areas_of(item) for item in items),
        people=_people(opened, items),
        states=_counted(states_of(item) for item in items),
    )


def entry(actor: Actor, case_id: UUID, number: int, *, now: datetime) -> EntryPage:
    """One entry; not there for whoever may not see it."""
    opened = open_for(actor, case_id, now=now, what="entry", detail=str(number))
    return EntryPage(
        around=around(opened, "timeline"),
        entry=Entries(opened).seen([item_of(opened, number)])[0],
        is_landlords=item_of(opened, number).from_landlord,
    )


def promises(actor: Actor, case_id: UUID, *, now: datetime) -> PromisesPage:
    """What is owed in a case and what was kept."""
    opened = open_for(actor, case_id, now=now, what="promises")
    seen = promises_seen(opened, opened.promises, Entries(opened))
    over = [each for each in seen if not each.is_open]
    return PromisesPage(
        around=around(opened, "promises"),
        open=tuple(each for each in seen if each.is_open),
        over=tuple(reversed(over)),
    )


def newer(actor: Actor, case_id: UUID, *, now: datetime, since: int) -> list[EntrySeen]:
    """What was added after an entry, for whoever was writing meanwhile."""
    opened = open_for(actor, case_id, now=now)
    numbers = {one.entry.id: one.number for one in opened.live.kept}
    items = [i for i in opened.run.timeline.items if numbers.get(i.id, 0) > since]
    return Entries(opened).seen(items)


def item_of(opened: Open, number: int) -> Item:
    """The entry with that number."""
    for kept in opened.live.kept:
        if kept.number == number and kept.entry.id in opened.run.timeline.by_id:
            return opened.run.timeline.by_id[kept.entry.id]
    raise NotThere


def around(opened: Open, current: str) -> Around:
    """Identity bar, tabs, what may be done, and what this person must know first."""
    case, names = opened.case, permissions.TABLE
    return Around(
        id=case.id,
        reference=case.reference,
        title=case.title,
        identity=identity(opened, current),
        tabs=tabs(opened, current),
        head=opened.head,
        is_restricted=case.is_restricted,
        may=frozenset(n for n in names if permissions.can(opened.actor, n, opened.near)),
        wall=_wall(opened),
        glass=glass_of_case(opened),
    )


def _wall(opened: Open) -> Wall | None:
    if not opened.withheld:
        return None
    found = barred(opened.actor, opened.whole)
    return Wall(found.handlers, is_open=bool(found.open))


def _stepping(opened: Open, today: date) -> Stepping:
    known = opened.live.timeline.items
    days = sorted({to_day(item.known) for item in known} - {date(1970, 1, 1)})
    on = opened.at.date()
    before = [day for day in days if day < on]
    after = [day for day in days if on < day < today]
    return Stepping(
        on=on,
        is_past=opened.is_past,
        before=before[-1] if before else None,
        after=after[0] if after and opened.is_past else None,
        first=days[0] if days else None,
        today=today,
    )


def to_day(minute: int) -> date:
    """The day a minute of the core falls into."""
    return date.fromordinal(day_of(minute))


def areas_of(item: Item) -> set[str]:
    """The kinds of an entry: the first words of its acts."""
    return {act.partition(".")[0] for act in item.acts}


def states_of(item: Item) -> set[str]:
    """What its evidence comes to, and whether another account stands against it."""
    return {item.state, "disputed"} if item.disputed_by else {item.state}


def _is_wanted(item: Item, wanted: Wanted, entries: Entries) -> bool:
    tests: tuple[tuple[bool, Callable[[], bool]], ...] = (
        (bool(wanted.kinds), lambda: not wanted.kinds.isdisjoint(areas_of(item))),
        (bool(wanted.people), lambda: not wanted.people.isdisjoint(_named(item))),
        (bool(wanted.states), lambda: not wanted.states.isdisjoint(states_of(item))),
        (wanted.waiting, lambda: entries.waits(item)),
        (wanted.promising, lambda: entries.has_promises(item)),
    )
    return all(test() for asked, test in tests if asked)


def _named(item: Item) -> set[str]:
    return {item.entry.by, *item.entry.to}


def _counted(found: Iterable[set[str]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for words in found:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts.items()))


def _people(opened: Open, items: Sequence[Item]) -> tuple[tuple[Part, int], ...]:
    counted = _counted(_named(item) for item in items)
    parts = opened.parts
    return tuple((parts[key], count) for key, count in counted if key in parts)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at
