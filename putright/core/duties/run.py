"""One run of the engine over one timeline: what the verbs' modules share."""

from functools import cached_property

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.events.words import Words
from putright.core.facts.facts import Facts
from putright.core.policy.rules import Rule
from putright.core.timeline.items import Item
from putright.core.timeline.since import Since
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar, When, day_of


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
        self.compiled: dict[int, Compiled] = {}

    @property
    def timeline_day(self) -> int:
        """The day asked about, as an ordinal."""
        return day_of(self.now)

    def can_arise(self, compiled: Compiled) -> bool:
        """Whether the timeline holds anything that the rule could start from: for most, nothing."""
        step = step_of(compiled.rule)
        if step:
            return step in self.duties
        acts = compiled.start_acts
        return not acts or not self.timeline.by_act.keys().isdisjoint(acts)

    def starting(self, compiled: Compiled, *, ever: bool = False) -> list[Item]:
        """Entries that set the rule going: right act, settled, text in force, conditions met.

        With ``ever`` the text need not have been in force on the entry's own day.
        """
        given, facts = compiled.given, self.facts
        found = self.triggering(compiled)
        ever = ever or compiled.always
        if ever and given is None:
            return found
        return [
            item
            for item in found
            if (ever or compiled.in_force(item.when.day))
            and (given is None or given(item, item, facts))
        ]

    def triggering(self, compiled: Compiled, *, disputed: bool = False) -> list[Item]:
        """Entries like the rule's `when`, that can set a duty going and are of this matter.

        With ``disputed`` also those that only the landlord says and somebody disputes.
        """
        timeline, acts = self.timeline, compiled.start_acts
        if disputed:
            told = timeline.doing(acts) if acts else timeline.items
            found = [i for i in told if i.can_start or (i.from_landlord and not i.struck_by)]
        else:
            found = timeline.starting_by(acts) if acts else timeline.starting
        when, facts = compiled.trigger, self.facts
        return [
            item
            for item in found
            if (when is None or when(item, item, facts))
            and (not item.is_apart or _is_of_this_matter(compiled, item))
        ]

    def end_of(self, area: str, root: Item, due: When | None) -> Item | None:
        """The entry that ends what is not yet due in that area (semantics 14 and 19).

        It must be shown; one that was undone by the due moment ended nothing.
        """
        for item in self.endings.get(area, ()):
            if item is root or item.when.first < root.when.first:
                continue
            if root.entry.complaint and item.entry.complaint != root.entry.complaint:
                continue
            if due is None or not self._was_undone(item, due):
                return item
        return None

    @cached_property
    def endings(self) -> dict[str, list[Item]]:
        """The areas of which something is shown to have ended matters, with what did."""
        by_act, doing = self.timeline.by_act, self.timeline.doing
        return {
            area: found
            for area, acts in self.words.ends.items()
            if not by_act.keys().isdisjoint(acts)
            and (found := [item for item in doing(acts) if item.proven])
        }

    def _was_undone(self, end: Item, due: When) -> bool:
        reopened = self.timeline.by_act.get("asb.case_reopened")
        if not reopened or "asb.case_closed" not in end.acts:
            return False
        return any(end.when.first <= i.when.first <= due.last and i.is_settled for i in reopened)

    def from_then(self, item: Item) -> Since:
        """Entries that can have happened at or after this one, itself left out."""
        return Since(self.timeline.shelves, item)


def step_of(rule: Rule) -> str:
    """The rule whose duties this one starts from; empty where it starts from entries."""
    return rule.after or rule.after_miss or rule.of


def _is_of_this_matter(compiled: Compiled, item: Item) -> bool:
    """Whether an entry can set the rule going at all (semantics 6).

    The other party's report is a matter of its own, unless the rule names that side. Nobody can be
    answered who told of something without a name and named no victim.
    """
    if item.counter:
        return "other party" in compiled.rule.when.by
    if item.by_side != "anonymous" or item.entry.victims:
        return True
    by = compiled.rule.by
    return by is None or not (by.to or by.answers)
