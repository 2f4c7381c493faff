"""What became of each complaint of a case: its stages, who answered them, whether it still runs.

All of it is folded from the timeline; no clock is counted here (the rules of the packs do that).
"""

from collections.abc import Iterable
from functools import cached_property

from putright.core.events.parts import Decision, Point
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.timeline.turns import as_written

RAISED, ESCALATED, RETURNED = "complaint.raised", "complaint.escalated", "complaint.returned"
LOGGED, ASSIGNED, DEFINED = "complaint.logged", "complaint.assigned", "complaint.defined"
ACKNOWLEDGED, RESPONDED = "complaint.acknowledged", "complaint.responded"
EXTENDED, AGREED = "complaint.extended", "complaint.extension_agreed"
REFUSED, NOT_FURTHER = "complaint.refused", "complaint.escalation_refused"
WITHDRAWN, DECIDED = "complaint.withdrawn", "complaint.decided_by"
BEGINNING = frozenset({RAISED, ESCALATED})
ENDING = frozenset({RESPONDED, WITHDRAWN, REFUSED, NOT_FURTHER})
HANDLER = "handler"
"""The fact of an entry that names who handles a complaint."""


class Complaint:
    """One complaint: its entries in order, and what they come to."""

    def __init__(self, key: str, items: Iterable[Item]) -> None:
        """Take the entries of one complaint; of a day without hours, as they were written."""
        self.key = key
        self.items = tuple(item for item in as_written(items) if not item.struck_by)

    def doing(self, *acts: str, stage: int = 0) -> tuple[Item, ...]:
        """Its entries that do any of these acts, of one stage if one is named."""
        return tuple(
            item
            for item in self.items
            if not set(acts).isdisjoint(item.acts) and stage in (0, item.entry.stage)
        )

    @cached_property
    def received(self) -> Item | None:
        """How it came: the first time that it was raised."""
        return next(iter(self.doing(RAISED)), None)

    @cached_property
    def stage(self) -> int:
        """The stage that it has reached."""
        return max((item.entry.stage for item in self.doing(*BEGINNING)), default=1)

    def begun(self, stage: int) -> Item | None:
        """What set a stage going."""
        if stage == 1:
            return self.received
        return next(iter(self.doing(ESCALATED, stage=stage)), None)

    def shown(self, *acts: str, stage: int = 0) -> Item | None:
        """The first entry that is shown to do any of these acts."""
        found = self.doing(*acts, stage=stage)
        return next((item for item in found if not item.proven.isdisjoint(acts)), None)

    def last(self, *acts: str, stage: int = 0) -> Item | None:
        """The last entry that does any of these acts."""
        found = self.doing(*acts, stage=stage)
        return found[-1] if found else None

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The points that it raises, as they were last put; those added later come after."""
        put = {point.id: point for item in self.items for point in item.entry.points}
        return tuple(put.values())

    @cached_property
    def wants(self) -> tuple[str, ...]:
        """The outcomes that the resident wants, as last written down with them."""
        told = [item for item in self.doing(RAISED, DEFINED, ESCALATED) if item.entry.asks]
        return told[-1].entry.asks if told else ()

    @cached_property
    def about_staff(self) -> frozenset[str]:
        """Who is complained of."""
        return frozenset(key for item in self.items for key in item.entry.about_staff)

    def handler(self, stage: int) -> str:
        """The key of whoever handles a stage; "" for nobody yet."""
        named = self.last(ASSIGNED, stage=stage)
        if named is None:
            return ""
        if named.to_sides == {"landlord"}:
            return named.entry.to[0]
        return str(named.entry.facts.get(HANDLER, ""))

    def deciders(self, stage: int) -> frozenset[str]:
        """Who decided a stage or sent its answer."""
        return frozenset(item.entry.by for item in self.doing(RESPONDED, DECIDED, stage=stage))

    def decided_before(self, stage: int) -> frozenset[str]:
        """Who decided any stage before this one, and so may not decide it."""
        return frozenset(who for before in range(1, stage) for who in self.deciders(before))

    def decision(self, point: str) -> tuple[Item, Decision] | None:
        """What was last decided on a point, and where."""
        for item in reversed(self.doing(RESPONDED)):
            for each in item.entry.decides:
                if each.point == point:
                    return item, each
        return None

    @cached_property
    def ended(self) -> Item | None:
        """What settled it; None while it waits for an answer."""
        end: Item | None = None
        for item in self.items:
            if not BEGINNING.isdisjoint(item.acts):
                end = None
            elif not item.proven.isdisjoint(ENDING):
                end = item
        return end

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for an answer: raised or taken further, and not settled since."""
        return bool(self.doing(*BEGINNING)) and self.ended is None


def complaints_of(timeline: Timeline) -> dict[str, Complaint]:
    """Every complaint of a case by its key, in the order in which they came."""
    found: dict[str, list[Item]] = {}
    for item in timeline.items:
        if _is_of_a_complaint(item):
            found.setdefault(item.entry.complaint, []).append(item)
    every = {key: Complaint(key, items) for key, items in found.items()}
    return {key: each for key, each in every.items() if each.doing(*BEGINNING, LOGGED)}


def _is_of_a_complaint(item: Item) -> bool:
    if item.entry.complaint:
        return True
    return any(act.startswith("complaint.") for act in item.acts)
