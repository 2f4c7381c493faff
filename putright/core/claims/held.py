"""Each act that a letter speaks of, held against the entries: days, counts, whether it is shown."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec.structs import replace

from putright.core.claims.counts import Count, Rhythm
from putright.core.claims.days import Said
from putright.core.claims.grammar import WENT_THERE
from putright.core.claims.ground import (
    TRIES,
    by_side,
    fits,
    in_order,
    is_by,
    nearest,
    settled,
)
from putright.core.claims.holding import NOT_REACHED
from putright.core.claims.how_often import SHOWN, HowOften
from putright.core.claims.mark import Colour, Mark
from putright.core.claims.marking import NO_RECORD, Place, mark, named
from putright.core.claims.placing import Dated
from putright.core.claims.voices import is_never, owns
from putright.core.timeline.items import Item

_LONG = 5


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
_ENDS = re.compile(r"\b(?:and|until|till|to)\b|-")


class Held(HowOften):
    """One act of one sentence with its days and counts, against one case."""

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
            yield mark("amber", "contact", says, place, entries=shown[:SHOWN])

    def _undated(self) -> Iterator[Mark]:
        if self.event.loose or not self.event.known:
            return
        if self.ours and not self.good and not self._is_in_words():
            yield self._not_shown(self.found, self.place, self.row.kind)
        elif self._is_missing_of_theirs():
            says = f"The timeline shows nothing of it: {self.row.says}."
            yield mark("red", "act", says, self.place, entries=self.found[:SHOWN])
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
            says = f"{NO_RECORD}: {named(self.ground, claimed[:SHOWN])}."
            colour: Colour = "amber" if owns(self.place.words) else "red"
            return mark(colour, kind, says, place, entries=claimed[:SHOWN])
        says = f"The timeline shows no such thing done by us: {self.row.says}."
        return mark("red", kind, says, place)

    def _on(self, dated: Dated) -> Iterator[Mark]:
        if dated.how == "as of":
            return
        in_turn = bool(self.event.order) and self.row.counted and not self._is_of_topic()
        if dated.how == "on" and in_turn and len(dated.days) == 1:
            ordered = list(in_order(self.good if self.ours else self._their_own()))
            if self.event.order == "last":  # what goes out with the letter is not meant
                ordered = [item for item in ordered if item.when.last_date < self.ground.on]
            if ordered and (self._is_ours_or_theirs() or self.told_us):
                yield from self._ordered(dated.days[0], ordered)
                return
        for day in dated.days:
            yield from self._on_day(day, dated)

    def _is_of_topic(self) -> bool:
        """Whether it was the first word of something: "mediation was first spoken of"."""
        near = [one.text for one in self.place.words[self.event.end - 1 : self.event.end + 1]]
        return near[0] in ("spoken", "spoke", "talked") and near[-1] in ("of", "about")

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
            says = f"It was by another way: {named(self.ground, other[:SHOWN])}."
            yield mark("red", "contact", says, place, entries=other[:SHOWN])
        elif hits and self._is_ours_or_theirs():
            yield self._not_shown(hits, place, self.row.kind)
        elif hits:
            says = f"{NO_RECORD}: {named(self.ground, hits[:SHOWN])}."
            yield mark("amber", self.row.kind, says, place, entries=hits[:SHOWN])
        else:
            roughly = day if dated.how == "on" else replace(day, whole=True)
            one = self._not_that_day(roughly, place)
            # "a machine from 9 June" may be the day from which it was offered
            loose = dated.how == "since" and not self.ours and bool(self.found)
            yield replace(one, colour="amber") if loose else one

    def _only_tried(self, tried: Sequence[Item], place: Place) -> Iterator[Mark]:
        """To have tried is not to have reached, unless the letter says that nobody was."""
        words = self.place.words
        if NOT_REACHED.search(place.text[words[0].start : words[-1].end].lower()):
            return
        says = f"It was an attempt: {named(self.ground, tried)}. Say so."
        colour: Colour = "amber" if "phone" in self.row.channels else "red"
        yield mark(colour, "contact", says, place, entries=tried)

    def _not_that_day(self, day: Said, place: Place) -> Mark:
        near = nearest(self.good, day) or nearest(self.found, day)
        sure = self.event.known and bool(
            self._is_ours_or_theirs() or self.row.theirs or self.row.channels or self.row.acts
        )
        heard = bool(self.row.theirs or self.row.channels)
        told = heard and self.theirs and not self.is_resident
        told = told and not self._is_to_us()
        sure = sure and not (told and self.row.kind == "contact")
        sure = sure and not (self.theirs and not self.is_resident and self._is_elsewhere())
        unsure = self.row.kind == "act" and not (self.good or day.whole or self.row.certain)
        sure = sure and not (unsure and self._did_else(day))
        colour: Colour = "red" if sure and not self.event.account else "amber"
        says = f"The timeline has no entry of {self.row.says} on that day."
        if near is None:
            return mark(colour, "date", says, place)
        says += f" The nearest: {named(self.ground, [near])}."
        return mark(colour, "date", says, place, entries=[near], instead=self._offered(near))

    def _is_to_us(self) -> bool:
        """Whether it was done to us: what agencies do elsewhere we only hear of later."""
        whom = self.event.whom
        return whom is None or "landlord" in whom.sides

    def _is_elsewhere(self) -> bool:
        """Whether they went somewhere, of which we are told later if at all."""
        said = self.place.words[self.event.start : self.event.end]
        return any(word.text in WENT_THERE for word in said)

    def _did_else(self, day: Said) -> bool:
        """Whether something else of theirs, with a record, is of that day."""
        who = self.event.who
        return who is not None and any(
            item.proven and by_side(item, who) for item in self.ground.on_day(day)
        )

    def _denied(self, dated: Sequence[Dated]) -> Iterator[Mark]:
        if not self._is_ours_or_theirs() or self.event.account:
            return
        sure = self.ours and is_never(self.place.words) and self._is_bare() and self._is_always()
        for one in dated:
            for day in one.days if one.how != "as of" else ():
                marks = self._denied_on(day, one)
                yield from (replace(each, colour="red") if sure else each for each in marks)
        if not dated and sure and self.good:
            says = f"The timeline shows otherwise: {named(self.ground, self.good[:SHOWN])}."
            yield mark("red", "contact", says, self.place, entries=self.good[:SHOWN])
        if not dated and self.is_resident and self.found and not self.event.loose:
            says = f"The timeline shows otherwise: {named(self.ground, self.found[:SHOWN])}."
            colour: Colour = "red" if self._is_offer_answered() else "amber"
            yield mark(colour, "contact", says, self.place, entries=self.found[:SHOWN])

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
            says = f"The timeline shows otherwise: {named(self.ground, hits[:SHOWN])}."
            place = self.place.with_day(day)
            # what we own up to may be meant more narrowly than the words are read
            colour: Colour = "amber" if self.ours else "red"
            yield mark(colour, "date", says, place, entries=hits[:SHOWN])
        elif dated.how == "until" and known and not any(fits(item, day) for item in known):
            yield self._not_that_day(day, self.place.with_day(day))


def _inner(day: Said, text: str) -> Said:
    """A stretch told by its two ends without them: between two visits there was none."""
    ends = day.whole and (day.last - day.first).days > 1
    if not ends or not _ENDS.search(text[day.start : day.end]):
        return day
    return replace(day, first=day.first + timedelta(1), last=day.last - timedelta(1))
