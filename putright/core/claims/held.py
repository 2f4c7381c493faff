"""Each act that a letter speaks of, held against the entries: days, counts, whether it is shown."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from putright.core.claims.counts import Count, Rhythm
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
    is_by,
    matching,
    narrow,
    nearest,
    settled,
    times,
)
from putright.core.claims.mark import Colour, Mark
from putright.core.claims.marking import Place, mark, named, of_day
from putright.core.claims.placing import Dated
from putright.core.claims.voices import IN_ALL, is_never, not_sure, owns
from putright.core.policy.practice_claims import ClaimParty
from putright.core.timeline.items import Item

_ABOUT = timedelta(days=7)

_SHOWN = 6
_LONG = 5
_WIDE = 4
"""A row of more acts than this speaks of contact of any kind: all of it is counted."""
_TRIED = {
    "phone": {"contact.attempted"},
    "visited": {"asb.visit_attempted"},
    "called": {"contact.attempted", "asb.visit_attempted"},
}
_NOT_REACHED = re.compile(
    r"\b(?:no answer|no reply|not in|not home|not at home|out|nobody|no one|no-one|left (?:a|you)|"
    r"could not|couldn't|did not (?:answer|reach|get)|didn't|unanswered|missed|voicemail|though|"
    r"tried|without|wrong to|unable|no luck|no success|neither|either time|ring out|rang out|"
    r"not (?:picked|pick)|weren't picked)\b"
)


_ONE_OF = re.compile(
    r"\b(?:one|once|the (?:first|second|third|last|other)|another|again)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
_TOPICS = frozenset({"about", "concerning", "regarding", "discuss", "on"})
NARROWS = frozenset({
    "about", "to", "that", "why", "what", "whether", "how", "for", "again", "when", "because",
    "alone", "before", "after", "until", "if", "as", "while", "and", "but", "with", "at",
})  # fmt: skip
"""Words that leave room for another time or matter than what is denied."""
YES_OR_NO = frozenset({
    "asb.offer_refused", "redress.accepted", "redress.refused", "redress.answered",
    "move.withdrawn", "asb.consent_given", "asb.consent_refused",
})  # fmt: skip
"""What somebody answers to what was offered."""
_STRETCH = frozenset({"between", "since", "after", "before", "until", "from", "during", "in"})
_MEANWHILE = frozenset({"while", "whilst", "during", "throughout"})
"""Words behind which only some of the times are meant."""
_MATTERS = frozenset({"about", "concerning", "regarding", "for", "that", "whether", "why"})
_STATES = frozenset({"been", "have", "place", "operation", "working", "running", "since", "your"})
OTHERS = ClaimParty(id="others", words=(), sides=("agency", "helper"))
_WORKS = "works.done"
_ENDS = re.compile(r"\b(?:and|until|till|to)\b|-")


class Held:
    """One act of one sentence with its days and counts, against one case."""

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

    def check(
        self, dated: Sequence[Dated], counts: Sequence[Count], rhythms: Sequence[Rhythm] = ()
    ) -> Iterator[Mark]:
        """Marks for what the entries deny or do not show; none for what is only supposed."""
        event = self.event
        if event.voice == "supposed" or (event.account and not self.is_resident):
            return
        if event.voice == "denied":
            yield from self._denied(dated)
            return
        for one in self._said(dated, counts, rhythms):
            yield replace(one, colour="amber") if event.retold else one

    def hits(self, day: Said, how: str) -> list[Item]:
        """The entries that bear out a day of it."""
        found = settled(self._within(self.found, day, how), self.row)
        return [] if self._are_tries(found) else found or self._tried(day, how)

    def _are_tries(self, items: Sequence[Item]) -> bool:
        """Whether all are attempts, where the words do not say that nobody was reached."""
        words = self.place.words
        told = words[0].start, words[-1].end
        said = bool(_NOT_REACHED.search(self.place.text[told[0] : told[1]].lower()))
        said = said or self.row.id == "tried"
        return self.row.tries and not said and all(set(one.acts) <= TRIES for one in items)

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

    def is_sure(self) -> bool:
        """Whether the words name the act so narrowly that the entries found are of it."""
        return len(self.row.acts) <= _WIDE and not self._has_topic()

    # --- said to have been done

    def _said(
        self, dated: Sequence[Dated], counts: Sequence[Count], rhythms: Sequence[Rhythm]
    ) -> Iterator[Mark]:
        marks = [one for each in dated for one in self._on(each)]
        yield from marks
        if any(one.colour == "red" for one in marks):
            return
        counted = [one for each in counts for one in self._counted(each, dated)]
        counted += [one for each in rhythms for one in self._steady(each, dated)]
        yield from counted
        if not (marks or counted or dated):
            yield from self._undated()
        if not (marks or counted):
            yield from self._by_another(dated)

    def _by_another(self, dated: Sequence[Dated]) -> Iterator[Mark]:
        """ "I rang you" where a colleague of the writer did: amber, with the name."""
        first = self.place.words[self.event.start].text
        if not self.ours or self.event.loose or first.partition("'")[0] != "i":
            return
        days = [(day, one.how) for one in dated for day in one.days]
        hits = [one for day, how in days for one in self._within(self.good, day, how)]
        shown = hits if days else self.good
        names = [self.ground.colleagues.get(item.entry.by, "") for item in shown]
        if names and all(names):
            listed = " and ".join(dict.fromkeys(names))
            says = f"It was not you who did this: {listed} did."
            place = self.place.with_day(days[0][0]) if days else self.place
            yield mark("amber", "contact", says, place, entries=shown[:_SHOWN])

    def _undated(self) -> Iterator[Mark]:
        if self.event.loose or not self.event.known:
            return
        if self.ours and not self.good and not self._is_in_words():
            yield self._not_shown(self.found, self.place, self.row.kind)
        elif self._is_missing_of_theirs():
            says = f"The timeline shows nothing of it: {self.row.says}."
            yield mark("red", "act", says, self.place, entries=self.found[:_SHOWN])
        elif self.theirs and not self.is_resident and not self.found and self.row.theirs:
            says = f"No entry of the timeline shows {self.row.says} of theirs."
            colour: Colour = "amber" if self._is_heard_of() else "red"
            yield mark(colour, self.row.kind, says, self.place)

    def _is_in_words(self) -> bool:
        """Whether an attempt with a record tells of it: a message left where nobody answered."""
        said = {one.text for one in self.place.words[self.event.start : self.event.end]}
        said = {one for one in said if len(one) > _LONG}
        return self.row.kind == "contact" and any(
            item.from_landlord and TRIES & item.proven
            and any(one in item.entry.text.lower() for one in said)
            for item in self.ground.items
        )  # fmt: skip

    def _is_heard_of(self) -> bool:
        """Whether any entry is by whoever is said to have done it, or by nobody of a known side."""
        who = self.event.who
        return who is None or any(is_by(item, who, self.ground) for item in self.ground.items)

    def _is_missing_of_theirs(self) -> bool:
        """Whether the resident is said to have done what no entry tells, and that to us."""
        whom = self.event.whom
        to_us = whom is None or "resident" in whom.sides
        act = self.row.kind == "act" and bool(self.row.theirs)
        return self.is_resident and act and to_us and not self.good

    def _not_shown(self, claimed: Sequence[Item], place: Place, kind: str) -> Mark:
        if claimed:
            says = f"No record of it is attached: {named(self.ground, claimed[:_SHOWN])}."
            colour: Colour = "amber" if owns(self.place.words) else "red"
            return mark(colour, kind, says, place, entries=claimed[:_SHOWN])
        says = f"The timeline shows no such thing done by us: {self.row.says}."
        return mark("red", kind, says, place)

    def _on(self, dated: Dated) -> Iterator[Mark]:
        if dated.how == "as of":
            return
        in_turn = bool(self.event.order) and self.row.counted and not self._is_of_topic()
        if dated.how == "on" and in_turn and len(dated.days) == 1:
            ordered = list(in_order(self.good if self.ours else self._their_own()))
            if ordered and (self._is_ours_or_theirs() or self.told_us):
                yield from self._ordered(dated.days[0], ordered)
                return
        for day in dated.days:
            yield from self._on_day(day, dated)

    def _is_of_topic(self) -> bool:
        """Whether it was the first word of something: "mediation was first spoken of"."""
        near = [one.text for one in self.place.words[self.event.end - 1 : self.event.end + 1]]
        return near[0] in ("spoken", "spoke", "talked") and near[-1] in ("of", "about")

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

    def _ordered(self, day: Said, ordered: Sequence[Item]) -> Iterator[Mark]:
        """ "You first called on ...": the earliest such entry is of that day, or it is red."""
        which = self.event.order
        place = {"first": 0, "second": 1, "third": 2, "last": -1}[which]
        if place >= len(ordered):
            place = -1
        at = ordered[place]
        if not fits(at, day):
            says = f"The {which} such entry is another: {named(self.ground, [at])}."
            instead = self._offered(at, any_way=self.row.kind == "contact")
            yield mark("red", "date", says, self.place.with_day(day), entries=[at], instead=instead)

    def _on_day(self, day: Said, dated: Dated) -> Iterator[Mark]:
        if day.wrong:
            return
        hits = self._within(self.found, day, dated.how)
        if settled(hits, self.row) or (day.relative and day.holds(self.ground.on, self.ground.on)):
            return
        place = self.place.with_day(day)
        tried = self._tried(day, dated.how)
        if not hits and tried:
            yield from self._only_tried(tried, place)
        elif (
            not hits
            and self._by_ways_told
            and (other := self._within(self.otherwise, day, dated.how))
        ):
            says = f"It was by another way: {named(self.ground, other[:_SHOWN])}."
            yield mark("red", "contact", says, place, entries=other[:_SHOWN])
        elif hits and self._is_ours_or_theirs():
            yield self._not_shown(hits, place, self.row.kind)
        elif hits:
            says = f"No record of it is attached: {named(self.ground, hits[:_SHOWN])}."
            yield mark("amber", self.row.kind, says, place, entries=hits[:_SHOWN])
        else:
            roughly = day if dated.how == "on" else replace(day, whole=True)
            one = self._not_that_day(roughly, place)
            # "a machine from 9 June" may be the day from which it was offered
            loose = dated.how == "since" and not self.ours and bool(self.found)
            yield replace(one, colour="amber") if loose else one

    def _only_tried(self, tried: Sequence[Item], place: Place) -> Iterator[Mark]:
        """To have tried is not to have reached, unless the letter says that nobody was."""
        words = self.place.words
        if _NOT_REACHED.search(place.text[words[0].start : words[-1].end].lower()):
            return
        says = f"It was an attempt: {named(self.ground, tried)}. Say so."
        colour: Colour = "amber" if "phone" in self.row.channels else "red"
        yield mark(colour, "contact", says, place, entries=tried)

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

    def _not_that_day(self, day: Said, place: Place) -> Mark:
        near = nearest(self.good, day) or nearest(self.found, day)
        sure = self.event.known and bool(
            self._is_ours_or_theirs() or self.row.theirs or self.row.channels or self.row.acts
        )
        heard = bool(self.row.theirs or self.row.channels)
        told = heard and self.theirs and not self.is_resident
        told = told and not self._is_to_us()
        sure = sure and not (told and self.row.kind == "contact")
        unsure = self.row.kind == "act" and not (self.good or day.whole or self.row.certain)
        sure = sure and not (unsure and self._did_else(day))
        colour: Colour = "red" if sure and not self.event.account else "amber"
        says = f"The timeline has no entry of {self.row.says} on that day."
        if near is None:
            return mark(colour, "date", says, place)
        says += f" The nearest: {named(self.ground, [near])}."
        return mark(colour, "date", says, place, entries=[near], instead=self._offered(near))

    def _offered(self, item: Item, *, any_way: bool = False) -> str:
        """The day of an entry that shows the very act claimed, with a record; "" of any other.

        ``any_way`` says that contact of any kind is meant: "you first contacted us"."""
        ours = item.from_landlord
        acts = self.row.acts if ours else self.row.theirs
        by_way = not acts or channels_of(item) & set(self.row.channels)
        wide = (len(acts) > _WIDE and not any_way) or self._has_topic()
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

    def _is_to_us(self) -> bool:
        """Whether it was done to us: what agencies do elsewhere we only hear of later."""
        whom = self.event.whom
        return whom is None or "landlord" in whom.sides

    def _did_else(self, day: Said) -> bool:
        """Whether something else of theirs, with a record, is of that day."""
        who = self.event.who
        return who is not None and any(
            item.proven and by_side(item, who) for item in self.ground.on_day(day)
        )

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

    # --- how often

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
        if self.row.kind == "contact" and len(self.row.acts) > _WIDE:
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
            says = f"The timeline shows it more often: {named(self.ground, good[:_SHOWN])}."
            yield mark(
                colour, "count", says, place, entries=good[:_SHOWN], instead=self._truly(good)
            )

    def _is_one_of_them(self, dated: Dated) -> bool:
        """Whether it is the day of one time only: "twice, once in May"."""
        text = self.place.text
        led = text[max(0, dated.start - 30) : dated.days[0].start]
        return dated.how == "on" and _ONE_OF.search(led) is not None

    def _unreached(self) -> list[Item]:
        """Attempts by the same way, where the words say that nobody was reached."""
        words = self.place.words
        acts = _TRIED.get(self.row.id, set()) if self.ours else set()
        if not _NOT_REACHED.search(self.place.text[words[0].start : words[-1].end].lower()):
            return []
        return [
            item
            for item in self.ground.items
            if acts & item.proven and item not in self.found
            and (not (by := channels_of(item)) or by & set(self.row.channels))
        ]  # fmt: skip

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
        shown = list(in_order(items))[:_SHOWN]
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
        shown = good[-_SHOWN:]
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

    # --- said not to have been done

    def _denied(self, dated: Sequence[Dated]) -> Iterator[Mark]:
        if not self._is_ours_or_theirs() or self.event.account:
            return
        sure = self.ours and is_never(self.place.words) and self._is_bare() and self._is_always()
        for one in dated:
            for day in one.days if one.how != "as of" else ():
                marks = self._denied_on(day, one)
                yield from (replace(each, colour="red") if sure else each for each in marks)
        if not dated and sure and self.good:
            says = f"The timeline shows otherwise: {named(self.ground, self.good[:_SHOWN])}."
            yield mark("red", "contact", says, self.place, entries=self.good[:_SHOWN])
        if not dated and self.is_resident and self.found and not self.event.loose:
            says = f"The timeline shows otherwise: {named(self.ground, self.found[:_SHOWN])}."
            colour: Colour = "red" if self._is_offer_answered() else "amber"
            yield mark(colour, "contact", says, self.place, entries=self.found[:_SHOWN])

    def _is_offer_answered(self) -> bool:
        """Whether "no reply to our offer" is told of one that was answered."""
        words = {one.text for one in self.place.words}
        offered = self.row.settles and not words.isdisjoint({"offer", "offers", "offered"})
        return offered and any(YES_OR_NO.intersection(item.acts) for item in self.found)

    def _is_bare(self) -> bool:
        """Whether nothing behind the act makes it narrower: "we never rang you about it"."""
        if self.event.passive and self.row.settles:
            return False
        behind = self.place.words[self.event.end :]
        return not any(one.text in NARROWS for one in behind)

    def _is_always(self) -> bool:
        """Whether no stretch of time stands before the act: "not once between May and June"."""
        led = self.place.words[: self.event.start]
        return not any(one.text in _STRETCH for one in led)

    def _denied_on(self, day: Said, dated: Dated) -> Iterator[Mark]:
        known = self.good if self.ours else self.found
        if dated.how == "until":
            hits = [item for item in known if item.when.last_date < day.first and not item.undated]
        elif dated.how in ("since", "after"):
            hits = [item for item in known if item.when.date > day.last and not item.undated]
        else:
            hits = [item for item in known if fits(item, _inner(day, self.place.text))]
        if hits:
            says = f"The timeline shows otherwise: {named(self.ground, hits[:_SHOWN])}."
            place = self.place.with_day(day)
            # what we own up to may be meant more narrowly than the words are read
            colour: Colour = "amber" if self.ours else "red"
            yield mark(colour, "date", says, place, entries=hits[:_SHOWN])
        elif dated.how == "until" and known and not any(fits(item, day) for item in known):
            yield self._not_that_day(day, self.place.with_day(day))


def _inner(day: Said, text: str) -> Said:
    """A stretch told by its two ends without them: between two visits there was none."""
    ends = day.whole and (day.last - day.first).days > 1
    if not ends or not _ENDS.search(text[day.start : day.end]):
        return day
    return replace(day, first=day.first + timedelta(1), last=day.last - timedelta(1))


def _often(n: int) -> str:
    return {0: "none with a record", 1: "one", 2: "two"}.get(n, str(n))


def _truly(good: Sequence[Item]) -> str:
    """A wording that would be true: "on 2 occasions, 5 May 2025 and 9 May 2025"."""
    days = list(dict.fromkeys(of_day(item) for item in in_order(good)))
    if not days:
        return ""
    listed = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    return f"once, on {listed}" if len(days) == 1 else f"on {len(days)} occasions, {listed}"
