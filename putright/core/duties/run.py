"""One run of the engine over one timeline: what the verbs' modules share."""

from collections.abc import Iterable

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.events.words import Words
from putright.core.facts.facts import Facts
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar, day_of

EVER = -(10**12)


class Run:
    """The timeline, its facts, the calendar, the minute asked about and the duties so far."""

    def __init__(self, *, timeline: Timeline, words: Words, calendar: Calendar, now: int) -> None:
        """Begin with no duties."""
        self.timeline = timeline
        self.words = words
        self.calendar = calendar
        self.now = now
        self.facts = Facts(timeline, words.levels)
        self.duties: dict[str, list[Duty]] = {}

    @property
    def timeline_day(self) -> int:
        """The day asked about, as an ordinal."""
        return day_of(self.now)

    def add(self, duties: Iterable[Duty]) -> None:
        """Keep duties under the id of their rule."""
        for duty in duties:
            self.duties.setdefault(duty.id, []).append(duty)

    def starting(self, compiled: Compiled, *, ever: bool = False) -> list[Item]:
        """Entries that set the rule going: right act, settled, text in force, conditions met.

        With ``ever`` the text need not have been in force on the entry's own day.
        """
        timeline = self.timeline
        acts = compiled.start_acts
        found = timeline.doing(acts) if acts else timeline.items
        when, given, facts = compiled.when, compiled.given, self.facts
        return [
            item
            for item in found
            if item.can_start
            and (ever or compiled.in_force(item.when.day))
            and (when is None or when(item, item, facts))
            and (given is None or given(item, item, facts))
        ]

    def end_of(self, area: str, root: Item) -> Item | None:
        """The entry that ends what is not yet due in that area (semantics 14 and 19)."""
        act = self.words.ends.get(area)
        if not act:
            return None
        for item in self.timeline.doing((act,)):
            if item.when.first < root.when.first or not item.is_settled:
                continue
            if not root.entry.complaint or item.entry.complaint == root.entry.complaint:
                return item
        return None

    def from_then(self, item: Item) -> list[Item]:
        """Entries that can have happened at or after this one, itself left out.

        An undated entry happened some day before it was told of, so that any may have come after.
        """
        first = EVER if item.undated else item.when.first
        number = item.number
        return [
            other
            for other in self.timeline.items
            if other.when.last >= first and other.number != number
        ]
