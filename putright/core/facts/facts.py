"""What was so at a moment, folded from the timeline: risk level, open case, needs, complaint.

Derived on demand and never stored. Each fold walks the few entries that bear on it.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from operator import itemgetter

from putright.core.events.entry import Person
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.timeline.turns import in_turn
from putright.core.workdays import day_start

LEVELLING = ("asb.reported", "asb.risk_assessed", "asb.case_closed", "asb.case_reopened")
OPENING = ("asb.reported", "asb.case_opened", "asb.case_reopened")
BEGINNING = frozenset({"complaint.raised", "complaint.escalated"})
COMPLAINING = (
    "complaint.raised",
    "complaint.escalated",
    "complaint.responded",
    "complaint.withdrawn",
    "complaint.refused",
    "complaint.escalation_refused",
)


class Facts:
    """The facts of one timeline, by minute; ``levels`` maps kinds of report to a level."""

    def __init__(self, timeline: Timeline, order: tuple[str, ...]) -> None:
        """Keep the timeline; ``order`` lists the levels from lowest to highest."""
        self.timeline = timeline
        self._rank = {level: rank for rank, level in enumerate(order)}
        self._order = order
        self._levels: dict[int, list[tuple[int, str]]] = {}
        self._raised: dict[int, list[tuple[Item, str]]] = {}

    def level_of_kinds(self, kinds: tuple[str, ...], levels: Mapping[str, str]) -> str:
        """The level that the report's own kinds give, before anybody assessed it."""
        best = ""
        for kind in kinds:
            level = levels.get(kind, "")
            if level and self._rank.get(level, -1) > self._rank.get(best, -1):
                best = level
        return best

    def level_changes(self, levels: Mapping[str, str]) -> list[tuple[int, str]]:
        """Moments at which the level of the case changed, as (minute, level from then).

        A report's kinds raise it; only an assessment with a level may lower it (semantics 7, 10).
        """
        key = id(levels)
        if key not in self._levels:
            self._levels[key] = self._fold_levels(levels)
        return self._levels[key]

    def _fold_levels(self, levels: Mapping[str, str]) -> list[tuple[int, str]]:
        return [(item.when.first, level) for item, level in self.level_items(levels)]

    def level_items(self, levels: Mapping[str, str]) -> list[tuple[Item, str]]:
        """The entries that changed the level of the case, each with the level from then.

        A raised level is the landlord's word against itself and needs no proof; a lowered one does.
        """
        key = id(levels)
        if key not in self._raised:
            self._raised[key] = self._fold_items(levels)
        return self._raised[key]

    def _fold_items(self, levels: Mapping[str, str]) -> list[tuple[Item, str]]:
        changes: list[tuple[Item, str]] = []
        level = before = ""
        for item in self.timeline.doing(LEVELLING):
            told = self._told_level(item, level, before, levels)
            if "asb.case_closed" in item.acts:
                before = level
            if told != level:
                level = told
                changes.append((item, level))
        return changes

    def _told_level(self, item: Item, level: str, before: str, levels: Mapping[str, str]) -> str:
        """The level after an entry; a closing ends it, undoing the closing brings it back."""
        said = item.from_landlord and "landlord" in item.claimed_by and not item.struck_by
        if item.counter or not (item.can_start or said):
            return level
        if "asb.case_closed" in item.acts:
            return "" if item.is_settled else level
        if "asb.case_reopened" in item.acts:
            return self._higher(level, before)
        told = item.entry.level if "asb.risk_assessed" in item.acts else ""
        if told and item.is_settled:
            return told
        return self._higher(level, told or self.level_of_kinds(item.entry.kinds, levels))

    def _higher(self, one: str, other: str) -> str:
        return other if self._rank.get(other, -1) > self._rank.get(one, -1) else one

    def level_at(self, minute: int, levels: Mapping[str, str]) -> str:
        """The level of the case at that minute; the lowest where nothing gives one."""
        changes = self.level_changes(levels)
        place = bisect_right(changes, minute, key=itemgetter(0))
        found = changes[place - 1][1] if place else ""
        return found or (self._order[0] if self._order else "")

    def case_is_open(self, minute: int) -> bool:
        """Whether a report or opening came and no closing that is shown has stood since.

        The other party's reports are a matter of their own and open nothing here.
        """
        return _at(minute, self._openings)

    @cached_property
    def _openings(self) -> list[tuple[int, bool]]:
        openings: list[tuple[int, bool]] = []
        is_open = False
        for item in self.timeline.doing((*OPENING, "asb.case_closed")):
            if "asb.case_closed" in item.acts:
                is_open = is_open and not item.is_settled
            elif item.can_start and not item.counter:
                is_open = True
            openings.append((item.when.first, is_open))
        return openings

    def case_on_record(self, minute: int) -> bool:
        """Whether the landlord itself had opened a case by then and not closed it since."""
        return _at(minute, self._records)

    @cached_property
    def _records(self) -> list[tuple[int, bool]]:
        items = self.timeline.doing((*OPENING[1:], "asb.case_closed"))
        return [
            (item.when.first, "asb.case_closed" not in item.acts)
            for item in items
            if item.is_settled
        ]

    def case_changes(self) -> list[int]:
        """Minutes at which the case opened, closed or opened again."""
        return [item.when.first for item in self.timeline.doing((*OPENING, "asb.case_closed"))]

    def complaint_changes(self) -> list[int]:
        """Minutes at which a complaint was raised, taken further, answered, refused, withdrawn."""
        return sorted({minute for minute, _item in self._complaining})

    def complaint_is_open(self, minute: int) -> bool:
        """Whether a complaint was raised by then and is not answered, refused or withdrawn."""
        return _at(minute, self._complaints)

    @cached_property
    def _complaints(self) -> list[tuple[int, bool]]:
        complaints: list[tuple[int, bool]] = []
        open_ones: set[str] = set()
        for minute, item in self._complaining:
            if not BEGINNING.isdisjoint(item.acts):
                if item.can_start:
                    open_ones.add(item.entry.complaint)
            elif item.proven:
                open_ones.discard(item.entry.complaint)
            complaints.append((minute, bool(open_ones)))
        return complaints

    @cached_property
    def _complaining(self) -> list[tuple[int, Item]]:
        """What opens and ends complaints, each with the minute from which it counts.

        Of one day without hours a stage is begun before it is ended, and ended before the next.
        """
        of_each: dict[str, list[Item]] = {}
        for item in self.timeline.doing(COMPLAINING):
            of_each.setdefault(item.entry.complaint, []).append(item)
        every = (each for items in of_each.values() for each in in_turn(items, _turn))
        return sorted(every, key=lambda each: each[0])

    def staff_complained_of(self, minute: int) -> set[str]:
        """Who had been complained of by then, in a complaint that anybody raised."""
        named: set[str] = set()
        for item in self.timeline.doing(("complaint.raised", "complaint.escalated")):
            if item.when.first <= minute:
                named.update(item.entry.about_staff)
        return named

    def needs_known(self, minute: int) -> bool:
        """Whether anybody in the household had needs on record by then."""
        return any(
            person.needs and person.side == "resident" and _is_known(person, minute)
            for person in self.timeline.people.values()
        )

    def has_child(self) -> bool:
        """Whether a child lives in the household."""
        return any(p.child and p.side == "resident" for p in self.timeline.people.values())

    def channels_barred(self, keys: tuple[str, ...], minute: int) -> set[str]:
        """Channels that these people had said by then that they cannot use."""
        people = [self.timeline.people[key] for key in keys if key in self.timeline.people]
        return {
            channel
            for person in people
            if _is_past(person.barred_from or person.known_from, minute)
            for channel in person.cannot_use
        }

    def items_before(self, item: Item) -> list[Item]:
        """Items that can have happened before this one."""
        return [
            other
            for other in self.timeline.items
            if other is not item and other.when.first <= item.when.last
        ]


def _turn(item: Item) -> tuple[int, ...]:
    """The stage of a complaint that an entry is of, and whether it begins or ends it."""
    return (item.entry.stage or 1, BEGINNING.isdisjoint(item.acts))


def _at(minute: int, changes: list[tuple[int, bool]]) -> bool:
    """What was so at a minute, from the changes in order; not so before the first of them."""
    place = bisect_right(changes, minute, key=itemgetter(0))
    return changes[place - 1][1] if place else False


def _is_known(person: Person, minute: int) -> bool:
    return _is_past(person.known_from, minute)


def _is_past(day: date | None, minute: int) -> bool:
    return day is None or day_start(day.toordinal()) <= minute
