"""One act that a letter speaks of, with the entries that may be meant, that bear it out or not."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from putright.core.claims.days import Said
from putright.core.claims.events import Event
from putright.core.claims.ground import (
    TRIES,
    Ground,
    by_side,
    by_ways,
    channels_of,
    fits,
    in_order,
    matching,
    narrow,
    settled,
)
from putright.core.claims.marking import Place, of_day
from putright.core.policy.practice_claims import ClaimParty
from putright.core.timeline.items import Item

_ABOUT = timedelta(days=7)

WIDE = 4
"""A row of more acts than this speaks of contact of any kind: all of it is counted."""
_TRIED = {
    "phone": {"contact.attempted"},
    "visited": {"asb.visit_attempted"},
    "called": {"contact.attempted", "asb.visit_attempted"},
}
NOT_REACHED = re.compile(
    r"\b(?:no answer|no reply|not in|not home|not at home|out|nobody|no one|no-one|left (?:a|you)|"
    r"could not|couldn't|did not (?:answer|reach|get)|didn't|unanswered|missed|voicemail|though|"
    r"tried|without|wrong to|unable|no luck|no success|neither|either time|ring out|rang out|"
    r"not (?:picked|pick)|weren't picked)\b"
)


_MATTERS = frozenset({"about", "concerning", "regarding", "for", "that", "whether", "why"})
_STATES = frozenset({"been", "have", "place", "operation", "working", "running", "since", "your"})
OTHERS = ClaimParty(id="others", words=(), sides=("agency", "helper"))
_WORKS = "works.done"


class Holding:
    """An act of one sentence, with the entries of one case that it may be."""

    def __init__(
        self,
        ground: Ground,
        event: Event,
        place: Place,
        among: Sequence[Item] = (),
        listed: int = 0,
    ) -> None:
        """``among`` are the only entries that may be meant, where the words say so much;
        ``listed`` is how many days the sentence names that may be those of the single times."""
        self.ground, self.event, self.place = ground, event, place
        self.listed = listed
        self.row = event.row
        who, whom = event.who, event.whom
        if who is not None and whom is not None and who.sides == whom.sides == ("landlord",):
            whom = None
        if who is not None and not event.row.theirs and not event.row.channels:
            whom = whom if "landlord" in who.sides else None
            who = None
        self.told_us = who is None and whom is not None and "landlord" in whom.sides
        self.found = matching(ground, event.row, who, None if self.told_us else whom)
        if self.told_us:
            self.found = [item for item in self.found if not item.from_landlord]
        if self._is_anybodys():
            self.found = [*self.found, *matching(ground, event.row, OTHERS, None)]
        self.found = [item for item in self.found if item in among] or self.found
        ways = event.ways if self._by_ways_told else frozenset()
        self.every, self.found = self.found, by_ways(self.found, ways)
        self.otherwise = [item for item in self.every if item not in self.found]
        if event.row.strict:
            self.found = narrow(self.found, event.row)
        self.good = settled(self.found, event.row)
        self.ours = event.who is not None and "landlord" in event.who.sides
        self.theirs = event.who is not None and not self.ours
        self.is_resident = event.who is not None and "resident" in event.who.sides

    def _is_anybodys(self) -> bool:
        """Whether nobody is said to have done it: "the session was called off"."""
        event = self.event
        behind = self.place.words[event.end : event.end + 4]
        by = any(one.text == "by" for one in behind)
        act = event.row.kind == "act" and event.passive and not event.row.channels
        return act and event.whom is None and not by and "agency.replied" in event.row.theirs

    def hits(self, day: Said, how: str) -> list[Item]:
        """The entries that bear out a day of it."""
        found = settled(self._within(self.found, day, how), self.row)
        return [] if self._are_tries(found) else found or self._tried(day, how)

    def _are_tries(self, items: Sequence[Item]) -> bool:
        """Whether all are attempts, where the words do not say that nobody was reached."""
        words = self.place.words
        told = words[0].start, words[-1].end
        said = bool(NOT_REACHED.search(self.place.text[told[0] : told[1]].lower()))
        said = said or self.row.id == "tried"
        return self.row.tries and not said and all(set(one.acts) <= TRIES for one in items)

    def is_sure(self) -> bool:
        """Whether the words name the act so narrowly that the entries found are of it."""
        return len(self.row.acts) <= WIDE and not self._has_topic()

    def _their_own(self) -> list[Item]:
        """What they themselves did, without what they said in a talk that we began."""
        who = self.event.who
        own = [item for item in self.found if who is None or by_side(item, who)]
        return own or self.found

    @property
    def _by_ways_told(self) -> bool:
        """Whether the way matters: what others sign face to face is in writing all the same."""
        return self.event.who is None or "other party" not in self.event.who.sides

    def _is_ours_or_theirs(self) -> bool:
        return self.ours or self.is_resident

    def _tried(self, day: Said, how: str) -> list[Item]:
        """Attempts by the same way with a record: to have rung is not to have spoken."""
        acts = _TRIED.get(self.row.id, set())
        if not self.ours:
            return []
        tried = [item for item in self.ground.items if acts & item.proven]
        return [
            item
            for item in self._within(tried, day, how)
            if "asb.visit_attempted" in item.proven
            or not channels_of(item)
            or not channels_of(item).isdisjoint(self.row.channels)
        ]

    def _unreached(self) -> list[Item]:
        """Attempts by the same way, where the words say that nobody was reached."""
        words = self.place.words
        acts = _TRIED.get(self.row.id, set()) if self.ours else set()
        if not NOT_REACHED.search(self.place.text[words[0].start : words[-1].end].lower()):
            return []
        return [
            item
            for item in self.ground.items
            if acts & item.proven and item not in self.found
            and (not (by := channels_of(item)) or by & set(self.row.channels))
        ]  # fmt: skip

    def _offered(self, item: Item, *, any_way: bool = False) -> str:
        """The day of an entry that shows the very act claimed, with a record; "" of any other.

        ``any_way`` says that contact of any kind is meant: "you first contacted us"."""
        ours = item.from_landlord
        acts = self.row.acts if ours else self.row.theirs
        by_way = not acts or channels_of(item) & set(self.row.channels)
        wide = (len(acts) > WIDE and not any_way) or self._has_topic()
        if wide or not item.proven or not (by_way or item.proven.intersection(acts)):
            return ""
        who = self.event.who
        return "" if who is not None and not by_side(item, who) else of_day(item)

    def _truly(self, good: Sequence[Item]) -> str:
        """How often it was, where each of the entries shows the very act; "" of any other."""
        any_way = self.row.kind == "contact"
        return _truly(good) if all(self._offered(one, any_way=any_way) for one in good) else ""

    def _has_topic(self) -> bool:
        """Whether the words say what it was about, which a day alone does not show."""
        behind = [one.text for one in self.place.words[self.event.end :]]
        return any(one in _MATTERS for one in behind)

    def _within(self, items: Sequence[Item], day: Said, how: str) -> list[Item]:
        if how == "about":
            day = replace(day, first=day.first - _ABOUT, last=day.last + _ABOUT)
        if how == "since" and (there := self._there(items)):
            items, day = there, replace(day, first=date.min)
        elif how == "since":
            day = replace(day, last=date.max)
        elif how in ("until", "as of"):
            day = replace(day, first=date.min)
        elif how == "after":
            day = replace(day, last=date.max)
        return [item for item in items if fits(item, day)]

    def _there(self, items: Sequence[Item]) -> list[Item]:
        """What has been there since, by the words of entries: a lock that is on the gate."""
        words = self.place.words
        opens = words[self.event.start].text
        if _WORKS not in self.row.acts or opens in ("we", "i"):
            return []
        things = {one.text.rstrip("s") for one in words[self.event.start : self.event.end + 1]}
        things -= _STATES
        return [
            item
            for item in items
            if any(len(one) > 3 and one in item.entry.text.lower() for one in things)
        ]


def _truly(good: Sequence[Item]) -> str:
    """A wording that would be true: "on 2 occasions, 5 May 2025 and 9 May 2025"."""
    days = list(dict.fromkeys(of_day(item) for item in in_order(good)))
    if not days:
        return ""
    listed = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    return f"once, on {listed}" if len(days) == 1 else f"on {len(days)} occasions, {listed}"
