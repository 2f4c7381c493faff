"""What nothing in the entries surely bears out and nothing denies: a person looks at it."""

from collections.abc import Sequence

from msgspec.structs import replace

from putright.core.claims.belied import Belied
from putright.core.claims.counts import Count, Rhythm
from putright.core.claims.days import Said, ahead
from putright.core.claims.event import Event
from putright.core.claims.grammar import COUNTED, NOW
from putright.core.claims.ground import TRIES, channels_of
from putright.core.claims.held import Held
from putright.core.claims.likeness import PLEDGED
from putright.core.claims.mark import UNCHECKED, Mark
from putright.core.claims.marking import Place, mark
from putright.core.claims.nearby import Borne, fits
from putright.core.claims.placing import Dated
from putright.core.claims.spans import FEW, SEVERAL, SHOWN
from putright.core.claims.stated import Sort, Stated, without_said_twice
from putright.core.timeline.items import Item

NEAR_BEST = 0.8
"""An entry of the day is the one meant if it is nearly as like the words as the likest."""
DAY_SHARE, DAY_LEAST = 0.2, 1.4
FAR_SHARE = 0.5
"""So much of the words, and so much in all, an entry must bear for a day, or for "by" one."""
ACT_SHARE, TOPIC_SHARE, LITTLE = 0.3, 0.12, 1.0
LIKE = 0.7
SURE_SHARE, SURE_LEAST = 0.3, 2.0
"""So much of the words an entry must bear, and so much in all, to doubt that a day is wrong."""
VETO, VETO_SHARE, VETO_LEAST = 1.4, 0.3, 1.0
"""How much more like an entry of another day must be for the day to be doubted."""
EDGES = frozenset({"between", "since", "after", "from", "until"})
ASKED_FOR = (".raised", ".requested", ".chased")
ASKED = frozenset({"thing", "point", "part", "question", "query"})
SAYS = {
    "day": "the day", "span": "how long it took, or what came first", "number": "the number",
    "act": "that it was done",
}  # fmt: skip


class Unread(Belied):
    """The things stated in one sentence, each held against all that the entries tell."""

    def mark(self, text: str, marks: Sequence[Mark], borne: Sequence[Borne]) -> list[Mark]:
        """Red for what is stated and surely denied; one amber mark for what nothing bears out."""
        left = [
            one
            for one in without_said_twice(self.read.stated, self.read.parts)
            if not _is_marked(one, marks) and not self._is_borne(one, borne)
        ]
        denied = [(one, denial) for one in left if (denial := self.denial(one))]
        found = [mark("red", denial.kind, denial.says, self._place(text, [one]),
                      entries=denial.items) for one, denial in denied]  # fmt: skip
        open_ = [one for one in left if all(one is not each for each, _denial in denied)]
        return [*found, self._unchecked(text, open_)] if open_ else found

    def _unchecked(self, text: str, left: Sequence[Stated]) -> Mark:
        told = " and ".join(dict.fromkeys(SAYS[one.sort] for one in left))
        says = f"Not checked: no entry surely shows {told}. Look at it yourself."
        near = dict.fromkeys(each.told.item for each in self.ranked(left[0]))
        shown = [item for item in near if item.proven][:SHOWN]
        return mark("amber", UNCHECKED, says, self._place(text, left), entries=shown)

    def _place(self, text: str, found: Sequence[Stated]) -> Place:
        first, last = found[0], found[-1]
        place = Place(text, self.words[first.first].start, self.words[first.last - 1].end,
                      self.words)  # fmt: skip
        return place.with_words(last.first, last.last)

    def weighed(self, one: Mark) -> Mark:
        """A mark with the colour that both ways of reading bear: red only where they agree."""
        if one.colour == "red":
            return replace(one, colour="amber") if self._is_doubted(one) else one
        days = self._within(one, "day")
        sure = one.kind == "date" and bool(days) and all(self.denial(each) for each in days)
        return replace(one, colour="red") if sure else one

    def _within(self, found: Mark, sort: Sort) -> list[Stated]:
        """What of that sort stands where a mark is."""
        return [one for one in self.read.stated if one.sort == sort
                and one.start < found.end and found.start < one.end]  # fmt: skip

    def _is_doubted(self, red: Mark) -> bool:
        """Whether the words, read in this other way, bear out what was found to be wrong."""
        if red.kind == "count":
            numbers = self._within(red, "number")
            return bool(numbers) and all(self._is_told(one) for one in numbers)
        days = self._within(red, "day")
        if not days or red.kind not in ("date", "contact", "act"):
            return False
        if red.kind == "date" and all(self._may_be_of(one, red) for one in days):
            return True
        return all(self._bears_surely(one) for one in days)

    def _may_be_of(self, one: Stated, red: Mark) -> bool:
        """Whether an entry of that day is nearly what the words are most like."""
        day, dated = one.day, one.dated
        if day is None or dated is None or dated.how != "on" or self.is_theirs(one):
            return False
        if day.whole or day.wrong or any(each.order for each in self.read.events):
            return False
        may = (each.told for each in self.ranked(one) if self.may_be(one, each.told))
        best = next((each for each in may if fits(each, day, "on")), None)
        if best is None or not best.own or set(best.item.acts) <= TRIES:
            return False
        return not self._is_by_other_way(best.item, red) and self._is_likest(one, day, dated.how)

    def _is_by_other_way(self, item: Item, red: Mark) -> bool:
        """Whether it was by another way than the words say, or by none: works are no visit."""
        ways = channels_of(item)
        for each in self.read.events:
            start, end = self.words[each.start].start, self.words[each.end - 1].end
            if start < red.end and red.start < end and each.row.channels:
                return ways.isdisjoint(each.row.channels)
        return False

    def _bears_surely(self, one: Stated) -> bool:
        """Whether one entry with a record, of that very day, is what the words are most like."""
        day, dated = one.day, one.dated
        if day is None or dated is None or dated.how != "on":
            return False
        if day.whole or day.relative or day.wrong or self.clause(one).denied:
            return False
        ranked = [each for each in self.ranked(one) if self.may_be(one, each.told)]
        best = next((each for each in ranked if fits(each.told, day, "on")), None)
        if best is None or not best.told.own or not best.told.item.proven:
            return False
        return best.share >= SURE_SHARE and best.score >= max(SURE_LEAST, ranked[0].score)

    def _is_borne(self, one: Stated, borne: Sequence[Borne]) -> bool:
        own = [each for each in borne if each.sort == one.sort
               and each.start < one.end and one.start < each.end]  # fmt: skip
        if one.sort == "span" and not self._is_like(one, own):
            own = []
        if one.sort == "day" and any(self._is_parted(one, each) for each in own):
            own = []
        if any(each.sure and not self._is_late(one, each) for each in own):
            return True
        if one.sort == "day":
            return self._bears_day(one, own)
        if one.sort == "act":
            return self._bears_act(one, own)
        return self._bears_number(one) if one.sort == "number" else self.bears_span(one)

    # --- days

    def _bears_day(self, one: Stated, own: Sequence[Borne]) -> bool:
        day, dated = one.day, one.dated
        if day is None or dated is None or dated.account or self.is_theirs(one):
            return True
        how = "on" if dated.how == "since" and self.is_standing(one) else dated.how
        if self._is_to_come(one, day) or self._is_named_again(one, day):
            return True
        if self._is_due(one, day):
            return True
        if self.owns and any(fits(each, day, how) for each in self.likeness.told):
            return True
        if any(each.items for each in own) or self.of_nearest(one, day, how):
            return not self._is_another(one, day, how, own)
        if self.clause(one).denied and how == "on":
            return self._is_edge(one) == any(
                each.own and each.item.proven and fits(each, day, how)
                for each in self.likeness.told
            )
        return self._is_likest(one, day, how)

    def _is_likest(self, one: Stated, day: Said, how: str) -> bool:
        """Whether the entry that the words are most like is of that day."""
        planned = how == "until" or self.is_planned(one)
        ranked = [
            each
            for each in self.ranked(one)
            if self.may_be(one, each.told)
            and ((fits(each.told, day, how) and not day.relative)
                 or not self.is_of_other(one, each.told))
        ]  # fmt: skip
        hits = [each for each in ranked
                if fits(each.told, day, how) and (each.told.own or planned)]  # fmt: skip
        if not hits or hits[0].share < DAY_SHARE or hits[0].score < DAY_LEAST:
            return False
        if how in ("until", "since", "after"):
            return hits[0] is ranked[0] and hits[0].share >= FAR_SHARE
        rivals = [each for each in ranked if each.told.own or not hits[0].told.own]
        return hits[0].score >= NEAR_BEST * rivals[0].score

    def _is_to_come(self, one: Stated, day: Said) -> bool:
        on = self.ground.on
        if day.last >= on or day.holds(on, on):
            return True
        clause = self.clause(one)
        if clause.coming and day.relative:
            return True
        soon = ahead(day).first >= on and not day.relative
        texts = {word.text for word in self.words[clause.first : clause.last]}
        led = self.words[one.first - 1].text if one.first else ""
        is_now = led == "is" or (not clause.past and not NOW.isdisjoint(texts))
        return soon and (clause.coming or is_now or not any(each.past for each in self.read.parts))

    def _is_edge(self, one: Stated) -> bool:
        """Whether it is where a stretch begins or ends: "between 3 May and 9 June"."""
        return any(word.text in EDGES for word in self.words[max(0, one.first - 2) : one.first])

    def _is_due(self, one: Stated, day: Said) -> bool:
        """Whether something was set for that very day, and the words speak of such a day."""
        return (
            not day.whole
            and self.is_planned(one)
            and any(
                not each.own and day.holds(each.first, each.last) and each.stems >= PLEDGED
                for each in self.likeness.told
            )
        )

    def _is_named_again(self, one: Stated, day: Said) -> bool:
        """Whether it is "Wednesday" of "Wednesday the 20th", told by the day behind it."""
        behind = (each for each in self.read.stated if 0 <= each.first - one.last <= 1)
        return day.relative and any(each.sort == "day" for each in behind)

    def _is_another(self, one: Stated, day: Said, how: str, own: Sequence[Borne]) -> bool:
        """Whether the words are much more like another entry of such an act, of another day."""
        near = self.nearest(one)
        events = [self.read.events[each.event] for each in own] or ([near] if near else [])
        if how == "on" and any(each.loose or each.order for each in events):
            return False
        known = {item.id for each in events for item in self.items(each)}
        topic = {key: much for key, much in self.weights(one).items() if key not in self.known}
        alike = [each for each in self.likeness.weighed(topic, ())
                 if each.told.own and each.told.item.id in known]  # fmt: skip
        on = [each.score for each in alike if fits(each.told, day, how)]
        off = [each.score for each in alike if not fits(each.told, day, how)
               and each.share >= VETO_SHARE and not self.is_of_other(one, each.told)]  # fmt: skip
        much = VETO if how == "on" else 1.0
        return max(off, default=0.0) >= max(VETO_LEAST, max(on, default=0.0) * much)

    def _is_late(self, one: Stated, borne: Borne) -> bool:
        """Whether "by 15 May" is told of what its words show to have come later."""
        if one.day is None or one.dated is None or one.dated.how == "on":
            return False
        if self.read.events[borne.event].voice != "said":
            return False
        return self._is_another(one, one.day, one.dated.how, [borne])

    def _is_parted(self, one: Stated, borne: Borne) -> bool:
        """Whether a verb that nobody knows stands between a day and the act it was read with."""
        event = self.read.events[borne.event]
        first, last = event.end, one.first
        if event.start >= one.last:
            first, last = self.clause(one).first, event.start
        return any(first <= each.first < last for each in self.unread)

    def _is_like(self, one: Stated, own: Sequence[Borne]) -> bool:
        """Whether the words are about as like the entries of a span as any other."""
        known = {item.id for each in own for item in each.items}
        ranked = self.ranked(one) if known else []
        best = [each.score for each in ranked if each.told.item.id in known]
        return not ranked or max(best, default=0.0) >= ranked[0].score * LIKE

    # --- acts without a day, numbers

    def _bears_act(self, one: Stated, own: Sequence[Borne]) -> bool:
        event = self.read.events[one.event] if one.event is not None else None
        if event is not None and event.account:
            return True
        if self.clause(one).denied:
            return _is_of_others(event) or not any(
                (each.sort == "span" or (each.day and each.day.first < self.ground.on))
                and self.clause(each) == self.clause(one)
                for each in self.read.stated
            )
        if own:
            return self._is_of_topic(one, {item.id for each in own for item in each.items})
        if event is not None and not _is_of_others(event) and not self.shown(event):
            return False
        ranked = self.ranked(one)
        if not ranked or ranked[0].share < ACT_SHARE:
            return False
        item = ranked[0].told.item
        if not ranked[0].told.own or all(each.endswith(ASKED_FOR) for each in item.acts):
            return False
        return bool(item.proven) or not item.from_landlord

    def _is_of_topic(self, one: Stated, known: set[str]) -> bool:
        """Whether the entries of an act are of the matter that the words tell it was about."""
        if len(known) <= FEW:
            return True
        weights = self.weights(one)
        if sum(much for key, much in weights.items() if key not in self.known) < LITTLE:
            return True
        every = self.likeness.weighed(weights, (), self.known)
        best = next((each for each in every if each.told.item.id in known), None)
        if every and every[0].score > VETO * (best.score if best else 0.0):
            return False
        return len(known) <= SEVERAL or (best is not None and best.share >= TOPIC_SHARE)

    def _bears_number(self, one: Stated) -> bool:
        number, things = self.number_of_what(one)
        if number is not None and number > 1 and self._is_listed(number):
            return True
        if self._is_told(one):
            return True
        if number is None or not things or self.words[one.first].text in COUNTED:
            return False
        told = self.likeness.told
        alike = {each.item.id for each in told if each.own and things[0] in each.stems}
        return things[0] not in ASKED and len(alike) == number

    def _is_told(self, one: Stated) -> bool:
        """Whether an entry tells of so many of the same thing."""
        number, things = self.number_of_what(one)
        return any(f"{number} {each}" in self.likeness.by_stem for each in things[:2])

    def _is_listed(self, number: int) -> bool:
        """Whether so many days are named, all of which the entries bear out."""
        days = [one for one in self.read.stated if one.sort == "day"]
        return len(days) == number and all(self._bears_day(one, ()) for one in days)


def _is_of_others(event: Event | None) -> bool:
    return event is not None and event.who is not None and "landlord" not in event.who.sides


def _is_marked(one: Stated, marks: Sequence[Mark]) -> bool:
    return any(each.start < one.end and one.start < each.end for each in marks)


def bearing(
    held: Held, at: int, own: Sequence[Dated], counted: Sequence[Count], steady: Sequence[Rhythm]
) -> list[Borne]:
    """What of an act that was read and not marked the entries bear out."""
    event, words = held.event, held.place.words
    if event.voice == "supposed" or event.account:
        return []
    denied = event.voice == "denied"
    found = [
        Borne(day.start, day.end, tuple(hits[:SHOWN]), denied or held.is_sure(), at)
        for each in own
        for day in each.days
        if (hits := held.hits(day, each.how)) or denied
    ]
    for each in held.shown_counts(counted, steady):
        start, end = words[each.start].start, words[each.end - 1].end
        found += [Borne(start, end, sort="number"), Borne(start, end, sort="span")]
    good: Sequence[Item] = held.good
    if good or (denied and (own or not held.found)):
        start, end = words[event.start].start, words[event.end - 1].end
        sure = bool(denied or own or counted)
        found.append(Borne(start, end, tuple(good), sure, sort="act"))
    return found
