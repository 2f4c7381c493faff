"""Times told by another act: "the day after your report", "within two days of your call"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.core.claims.days import number_of
from putright.core.claims.events import Event
from putright.core.claims.ground import Ground, matching, settled
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named, of_day
from putright.core.claims.phrases import anywhere_from
from putright.core.claims.reading import Word
from putright.core.timeline.items import Item

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "month": 30, "months": 30,
          "hours": 0, "hour": 0}  # fmt: skip
_SAME = (
    ("the same/very day/afternoon/morning/evening as/that/you/of", 0),
    ("the day/afternoon/morning/evening of/you/that", 0),
    ("the day when/we/your", 0),
    ("the same day", 0),
    ("the night of/you/that", 1),
    ("the same night", 1),
    ("that same night/evening", 1),
    ("as soon as", 1),
    ("straight after", 1),
    ("immediately after", 1),
    ("at once when/after", 1),
)
_NEXT = ("the day after", "the next day after", "the following day after", "the day following",
         "the morning after")  # fmt: skip
_NEAR = 5


class Relation(Struct, frozen=True):
    """So many days after another act, at least and at most; places among the words."""

    start: int
    end: int
    low: int
    high: int
    tied: bool = True


def related(
    words: Sequence[Word], events: Sequence[Event], ground: Ground, place: Place
) -> Iterator[Mark]:
    """Marks where no two entries lie as far apart as the sentence says."""
    for relation in _relations(words):
        pair = _pair(relation, events)
        if pair is not None:
            yield from _held(relation, *pair, ground, place)


def _relations(words: Sequence[Word]) -> Iterator[Relation]:
    place = 0
    while place < len(words):
        found = _relation(words, place)
        if found is not None:
            yield found
        place = found.end if found else place + 1


def _relation(words: Sequence[Word], place: int) -> Relation | None:
    for phrase in _NEXT:
        if end := anywhere_from(words, place, phrase):
            return Relation(place, end, 1, 1)
    for phrase, high in _SAME:
        if end := anywhere_from(words, place, phrase):
            return Relation(place, end - (0 if phrase.endswith("day") else 1), 0, high)
    return _spelt(words, place)


def _spelt(words: Sequence[Word], place: int) -> Relation | None:
    """ "Within two working days of", "three weeks after"."""
    within = words[place].text == "within"
    at = place + 1 if within else place
    number = number_of(words[at].text) if at < len(words) else None
    working = at + 1 < len(words) and words[at + 1].text == "working"
    unit_at = at + (2 if working else 1)
    if number is None or unit_at >= len(words) or words[unit_at].text not in _UNITS:
        return None
    after = words[unit_at + 1].text if unit_at + 1 < len(words) else ""
    tied = after in (("of", "after", "from") if within else ("after", "from"))
    if not tied and not within:
        return None
    days = number * _UNITS[words[unit_at].text] or -(-number // 24)
    high = days + (2 * (days // 5 + 1) + 2 if working else 0)
    slack = {7: 3, 14: 3, 30: 12}.get(_UNITS[words[unit_at].text], 0)
    low = 0 if within else max(0, days - slack)
    end = unit_at + (2 if tied else 1)
    return Relation(place, end, low, high if within else high + slack, tied=tied)


def _pair(relation: Relation, events: Sequence[Event]) -> tuple[Event, Event] | None:
    """What was done, and what it was so long after."""
    if not relation.tied:
        nouns = [one for one in events if one.head < relation.start and one.loose]
        verbs = [one for one in events if one.head < relation.start and not one.loose]
        return (verbs[-1], nouns[-1]) if verbs and nouns else None
    after = [one for one in events if relation.end - 1 <= one.head < relation.end + _NEAR]
    if not after:
        return None
    before = [one for one in events if one.head < relation.start and one is not after[0]]
    solid = [one for one in before if not one.loose] or before
    later = [one for one in events if one.head > after[0].head and not one.loose]
    done = solid[-1] if solid else later[0] if later else None
    return None if done is None else (done, after[0])


def _held(
    relation: Relation, done: Event, since: Event, ground: Ground, place: Place
) -> Iterator[Mark]:
    if done.voice != "said" or done.account or since.voice == "supposed":
        return
    firsts, lasts = _dated(ground, since), _dated(ground, done)
    if not firsts or not lasts or _fits(relation, firsts, lasts):
        return
    says = (
        f"The entries lie otherwise: {named(ground, firsts[:3])}; then {named(ground, lasts[:3])}."
    )
    words = place.words
    end = max(relation.end, since.end)
    where = Place(place.text, words[relation.start].start, words[end - 1].end)
    entries = list({item.id: item for item in (*lasts[:3], *firsts[:3])}.values())
    yield mark("red", "date", says, where, entries=entries, instead=f"on {of_day(lasts[0])}")


def _dated(ground: Ground, event: Event) -> list[Item]:
    found = settled(matching(ground, event.row, event.who, event.whom), event.row)
    return [item for item in found if not item.undated]


def _fits(relation: Relation, firsts: Sequence[Item], lasts: Sequence[Item]) -> bool:
    return any(
        relation.low <= last.when.last_day - first.when.day
        and last.when.day - first.when.last_day <= relation.high
        for first in firsts
        for last in lasts
        if first is not last or relation.low == 0
    )
