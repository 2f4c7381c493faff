"""How often an act was done, as a letter says, held against the entries: counts and rhythms."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from putright.core.claims.counts import Count, Rhythm
from putright.core.claims.ground import (
    in_order,
    narrow,
    settled,
    times,
)
from putright.core.claims.holding import WIDE, Holding
from putright.core.claims.mark import Colour, Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.placing import Dated
from putright.core.claims.voices import IN_ALL, not_sure
from putright.core.timeline.items import Item

SHOWN = 6


_ONE_OF = re.compile(
    r"\b(?:one|once|the (?:first|second|third|last|other)|another|again)\b[^.;]{0,24}$"
    r"|\b(?:two|three|four) (?:in|on) $",
    re.IGNORECASE,
)
_TOPICS = frozenset({"about", "concerning", "regarding", "discuss", "on"})
_MEANWHILE = frozenset({"while", "whilst", "during", "throughout"})
"""Words behind which only some of the times are meant."""


class HowOften(Holding):
    """An act with what a sentence says of how often it was done."""

    def shown_counts(
        self, counts: Sequence[Count], rhythms: Sequence[Rhythm]
    ) -> list[Count | Rhythm]:
        """Those of its counts that were held against the entries."""
        held: list[Count | Rhythm] = list(rhythms) if self.ours and self.good else []
        behind = {one.text for one in self.place.words[self.event.end :]}
        if self._is_narrower() or not _MEANWHILE.isdisjoint(behind):
            return held
        return held + [
            one
            for one in counts
            if (self.row.counted or not one.of_noun)
            and not (one.nth and not_sure(self.place.words))
        ]

    def _counted(self, count: Count, dated: Sequence[Dated]) -> Iterator[Mark]:
        if count.of_noun and not self.row.counted:
            return
        if count.nth and not_sure(self.place.words):
            return
        is_list = count.low > 1 and count.low == self.listed
        window = [one for one in dated
                  if not (self._is_one_of_them(one) or (is_list and one.how == "on"))]  # fmt: skip
        tried = self._unreached() if not count.nth else []
        known = self._their_own() if self.is_resident else self.found
        every = self.every if count.nth else self._windowed([*known, *tried], window)
        items = narrow(every, self.row)
        good = settled(items, self.row)
        low, high = times(good)
        if self.row.kind == "contact" and len(self.row.acts) > WIDE:
            items = every
            high = max(high, times(settled(every, self.row))[0])
        elif self.row.kind == "contact":
            acts = {"contact.made", *self.row.acts}
            ours = [one for one in settled(every, self.row) if acts & one.proven]
            high = max(high, len({one.when.day for one in ours}))
        place = self.place.with_words(count.start, count.end)
        if high < count.low:
            yield self._too_few(settled(items, self.row), items, place)
        elif self._is_narrower():
            return
        elif count.high is not None and low > count.high and self._is_ours_or_theirs():
            colour: Colour = "red" if self.is_resident or self._is_whole() else "amber"
            says = f"The timeline shows it more often: {named(self.ground, good[:SHOWN])}."
            yield mark(
                colour, "count", says, place, entries=good[:SHOWN], instead=self._truly(good)
            )

    def _is_one_of_them(self, dated: Dated) -> bool:
        """Whether it is the day of one time only: "twice, once in May"."""
        text = self.place.text
        led = text[max(0, dated.start - 30) : dated.days[0].start]
        return dated.how == "on" and _ONE_OF.search(led) is not None

    def _is_whole(self) -> bool:
        """Whether all of them are meant: "one visit in all"."""
        words = self.place.words
        said = any(IN_ALL.at(words, at) is not None for at in range(len(words)))
        return said and not any(one.text in _TOPICS for one in words)

    def _is_narrower(self) -> bool:
        """Whether only some of them are meant: "you wrote to complain", "you rang about it"."""
        words, end = self.place.words, self.event.end
        if words[end - 1].text == "to":
            end -= 1
        after = [one.text for one in words[end : end + 2]]
        return after[:1] in (["about"], ["that"], ["asking"]) or (
            after[:1] == ["to"] and after[1:] not in (["us"], ["me"], ["you"], ["our"], ["the"], [])
        )

    def _too_few(self, good: Sequence[Item], items: Sequence[Item], place: Place) -> Mark:
        shown = list(in_order(items))[:SHOWN]
        if not shown:
            says = f"The timeline shows no entry of it: {self.row.says}."
            return mark("red", "count", says, place)
        claimed = [item for item in shown if item not in good]
        says = f"The timeline shows {_often(len(good))}: {named(self.ground, shown)}."
        if claimed:
            says += " Those without a record do not count."
        return mark("red", "count", says, place, entries=shown, instead=self._truly(good))

    def _steady(self, rhythm: Rhythm, dated: Sequence[Dated]) -> Iterator[Mark]:
        """ "Every week": no longer between two times, from the first day on to the letter."""
        if not self.ours:
            return
        good = list(in_order(settled(self._windowed(self.found, dated), self.row)))
        start = min((day.first for one in dated for day in one.days), default=None)
        days = [item.when.date for item in good]
        edges = [*([start] if start else []), *days, self.ground.on]
        longest = max((b - a for a, b in pairwise(edges)), default=timedelta(0))
        if len(days) > 1 and longest.days <= rhythm.days * 1.2 + 1:
            return
        shown = good[-SHOWN:]
        says = f"Entries with a record: {named(self.ground, shown) or 'none'}."
        place = self.place.with_words(rhythm.start, rhythm.end)
        yield mark("red", "count", says, place, entries=shown, instead=self._truly(shown))

    def _windowed(self, items: Sequence[Item], dated: Sequence[Dated]) -> list[Item]:
        kept = list(items)
        spans = [one for one in dated if one.how != "on" or any(day.whole for day in one.days)]
        groups = [[one] for one in spans if one.how != "on"]
        groups += [[one for one in spans if one.how == "on"]]
        for group in filter(None, groups):
            inside = {
                item.id
                for one in group
                for day in one.days
                if day.whole or one.how != "on"
                for item in self._within(items, day, one.how)
            }
            kept = [item for item in kept if item.id in inside]
        return kept


def _often(n: int) -> str:
    return {0: "none with a record", 1: "one", 2: "two"}.get(n, str(n))
