"""How often a sentence says that something was done: "twice", "three calls", "many times"."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from putright.core.claims.days import ORDINALS
from putright.core.claims.events import Event
from putright.core.claims.lexicon import MAY, Lexicon
from putright.core.claims.reading import Word

_NUMBERS = {
    word: at
    for at, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
         "nineteen", "twenty"), start=1)
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}  # fmt: skip
_SEVERAL = {
    "several": 3, "many": 4, "numerous": 4, "multiple": 3, "various": 3, "countless": 5,
    "repeated": 3, "frequent": 4, "regular": 4, "innumerable": 5, "dozens": 12, "few": 3,
    "couple": 2, "dozen": 12, "number": 3, "series": 3, "succession": 3, "string": 3, "handful": 3,
    "constant": 5, "umpteen": 6,
}  # fmt: skip
_OFTEN = {"twice": (2, 2), "thrice": (3, 3), "repeatedly": (3, None), "frequently": (4, None)}
_ORDINAL = {word: at for word, at in ORDINALS.items() if 1 < at < 8}
_TIMES = frozenset({"times", "occasions", "time", "occasion", "dates"})
_BESIDE = frozenset({
    "separate", "different", "further", "other", "more", "of", "formal", "documented", "recorded",
    "successful", "unsuccessful", "in-depth", "long", "detailed", "such", "home", "telephone",
    "good", "failed", "unanswered", "your", "our", "these", "those", "the", "a", "written",
    "individual", "consecutive", "previous", "earlier", "sets", "set", "phone", "only", "single",
})  # fmt: skip
_NAMED = frozenset({"stage", "point", "points", "part", "section", "number", "flat", "question",
                    "band", "page", "step", "house", "block", "floor", "code"})  # fmt: skip
_MORE = {("at", "least"): 0, ("fewer", "than"): 0, ("more", "than"): 1, ("less", "than"): 0}


_WHOM = frozenset({"you", "your", "us", "the", "our", "me", "them", "him", "her", "their", "a"})
_EVERY = {
    "day": 1, "week": 7, "fortnight": 14, "month": 31, "weeks": 7, "days": 1, "weekday": 3,
    "monday": 7, "tuesday": 7, "wednesday": 7, "thursday": 7, "friday": 7, "morning": 1,
}  # fmt: skip
AGREED = frozenset({"agreed", "promised", "planned", "arranged", "should", "meant", "asked"})
"""Beside these a rhythm is what was to be, and not what was."""
_RHYTHMS = {"weekly": 7, "fortnightly": 14, "monthly": 31, "daily": 1}


class Rhythm(Struct, frozen=True):
    """So many days from one time to the next, as the words at these places say."""

    start: int
    end: int
    days: int
    event: int | None = None


class Count(Struct, frozen=True):
    """So many times at least, and at most (None: no end); places among the words."""

    start: int
    end: int
    low: int
    high: int | None
    event: int | None = None
    of_noun: bool = False
    nth: bool = False


def counts_in(words: Sequence[Word], events: Sequence[Event], lexicon: Lexicon) -> list[Count]:
    """The counts of a sentence, each with the act that it counts; others are left out."""
    found: list[Count] = []
    place = 0
    while place < len(words):
        count = _count(words, place, lexicon)
        if count is None:
            place += 1
            continue
        event = _event_of(words, count, events)
        if event is not None and not (count.nth and _is_else(words, count, events[event], lexicon)):
            found.append(replace(count, event=event))
        place = count.end
    return found


def rhythms_in(words: Sequence[Word], events: Sequence[Event]) -> list[Rhythm]:
    """ "Every week", "monthly": what a sentence says of how regularly an act was done."""
    found = []
    for place, word in enumerate(words):
        rhythm = _rhythm(words, place, word.text)
        event = _event_of(words, rhythm, events) if rhythm else None
        if rhythm is None or event is None or _is_agreed(words, rhythm):
            continue
        if _is_contact(events[event]):
            found.append(Rhythm(rhythm.start, rhythm.end, rhythm.days, event))
    return found


def _is_agreed(words: Sequence[Word], rhythm: Rhythm) -> bool:
    """Whether it is what was to be: "every two weeks had been agreed"; not "as we agreed"."""
    near = [one.text for one in words[max(0, rhythm.start - 4) : rhythm.end + 5]]
    return not AGREED.isdisjoint(near) and "as" not in near


def _is_contact(event: Event) -> bool:
    """Whether it is done to somebody: how often we agreed to call is no call."""
    return event.row.kind == "contact" or event.row.to_somebody


def _rhythm(words: Sequence[Word], place: int, word: str) -> Rhythm | None:
    if word in _RHYTHMS:
        return Rhythm(place, place + 1, _RHYTHMS[word])
    if word in ("once", "twice") and place + 2 < len(words):
        led, unit = words[place + 1].text, words[place + 2].text
        if led in ("a", "every", "each", "per") and unit in _EVERY:
            return Rhythm(place, place + 3, _EVERY[unit])
    if word not in ("every", "each") or place + 1 >= len(words):
        return None
    after = words[place + 1].text
    times = 2 if after == "other" else _NUMBERS.get(after) or (int(after) if after.isdigit() else 0)
    at = place + (2 if times else 1)
    unit = words[at].text if at < len(words) else ""
    return Rhythm(place, at + 1, _EVERY[unit] * min(times or 1, 60)) if unit in _EVERY else None


def _count(words: Sequence[Word], place: int, lexicon: Lexicon) -> Count | None:
    word = words[place].text
    if _rhythm(words, place, word) is not None:
        return None
    if word in _OFTEN or (word == "once" and _is_count(words, place)):
        return Count(place, place + 1, *_OFTEN.get(word, (1, 1)))
    if word == "half" and [one.text for one in words[place + 1 : place + 3]] == ["a", "dozen"]:
        dozen = _count(words, place + 2, lexicon)
        return dozen and replace(dozen, start=place, low=6, high=None)
    if time := _nth_time(words, place):
        return time
    if word in _ORDINAL or word == "both":
        return _named_count(words, place, lexicon)
    so_many = _so_many(words, place)
    if so_many is None:
        return None
    start, low, high = so_many
    found = _counted(words, place, lexicon, of_one=number_of(word) == 1)
    if found is None:
        return None
    end, noun = found
    if not noun and not _may_count(words[end - 1].text, low, high):
        return None
    return Count(start, end, low, high, of_noun=noun)


def _nth_time(words: Sequence[Word], place: int) -> Count | None:
    """ "This is the first time you have told us", "it was the third time that you rang"."""
    led = [one.text for one in words[max(0, place - 2) : place]]
    behind = [one.text for one in words[place + 1 : place + 2]]
    if behind not in (["time"], ["occasion"]) or led[-1:] not in (["the"], ["a"]):
        return None
    nth = _ORDINAL.get(words[place].text)
    if nth is not None:
        return Count(place, place + 2, nth, None, nth=True)
    is_now = words[place].text == "first" and led[:1] == ["is"]
    return Count(place, place + 2, 1, 1) if is_now else None


def _so_many(words: Sequence[Word], place: int) -> tuple[int, int, int | None] | None:
    """Where the number begins, and how many it is at least and at most."""
    word = words[place].text
    number = number_of(word)
    if place and words[place - 1].text in _NAMED:
        return None
    if number is None and word not in _SEVERAL:
        return None
    low = number if number is not None else _SEVERAL[word]
    more = tuple(one.text for one in words[max(0, place - 2) : place])
    if more in _MORE:
        return place - 2, low + _MORE[more], None
    if more[-1:] == ("over",):
        return place - 1, low + 1, None
    return place, low, None if _is_part(words, place) else number


def _is_else(words: Sequence[Word], count: Count, event: Event, lexicon: Lexicon) -> bool:
    """Whether what is counted is not what was done: "your second diary was answered"."""
    nouns = (lexicon.nouns.at(words, at) for at in range(count.start + 1, count.end))
    return all(one is None or one[1] is not event.row for one in nouns)


def _named_count(words: Sequence[Word], place: int, lexicon: Lexicon) -> Count | None:
    """ "Both calls" are two; where there was a third visit, there were three."""
    at = place + 1
    while at < len(words) and words[at].text in _BESIDE - {"of"} and not words[at].gap.strip():
        at += 1
    noun = lexicon.nouns.at(words, at) if at < len(words) else None
    if noun is None or words[at].gap.strip():
        return None
    if words[place].text == "both":
        if noun[1].kind != "contact" and not noun[1].theirs:
            return None
        many = any(one.text.endswith("s") for one in words[at : noun[0]])
        return Count(place, noun[0], 2, 2, of_noun=True) if many else None
    before = words[place - 1].text if place else ""
    if before not in _WHOM or noun[1].settles:
        return None
    return Count(place, noun[0], _ORDINAL[words[place].text], None, of_noun=True, nth=True)


def _is_part(words: Sequence[Word], place: int) -> bool:
    """Whether some of them are meant: "one of your emails"."""
    after = [one.text for one in words[place + 1 : place + 3]]
    return after[:1] == ["of"] and after[-1] in _WHOM | {"these", "those"}


def _counted(
    words: Sequence[Word], place: int, lexicon: Lexicon, *, of_one: bool
) -> tuple[int, bool] | None:
    """The place after what is counted: times, or a noun of the packs."""
    for here in range(place + 1, min(place + 4, len(words))):
        if words[here].gap.strip(" -"):
            return None
        if words[here].text in _TIMES:
            return here + 1, False
        noun = lexicon.nouns.at(words, here)
        if noun is not None and (
            of_one or any(one.text.endswith("s") for one in words[here : noun[0]])
        ):
            return noun[0], True
        if words[here].text not in _BESIDE:
            return None
    return None


def _may_count(noun: str, low: int, high: int | None) -> bool:
    return noun not in ("time", "occasion") or (low, high) in ((1, 1), (2, None))


def _is_count(words: Sequence[Word], place: int) -> bool:
    before = words[place - 1].text if place else ""
    if before == "the" and place > 1:
        before = words[place - 2].text
    after = words[place + 1].text if place + 1 < len(words) else ""
    return before in ("only", "just", "than", "least", "you", "visited") and after not in (
        "we",
        "the",
    )


def number_of(word: str) -> int | None:
    """The number that a word is, up to ninety-nine in figures."""
    if word == "single":
        return 1
    if word in _NUMBERS:
        return _NUMBERS[word]
    ten, _sign, one = word.partition("-")
    if ten in _TENS:
        return _TENS[ten] + _NUMBERS.get(one, 0)
    return int(word) if word.isdigit() and len(word) < 3 else None


def _is_to_do(words: Sequence[str]) -> bool:
    """Whether what is counted is only to be done: "we asked the officer to ring you twice"."""
    return any(
        one in MAY and (one != "to" or (words[at + 1 : at + 2] or ["you"])[0] not in _WHOM)
        for at, one in enumerate(words)
    )


def _event_of(words: Sequence[Word], count: Count | Rhythm, events: Sequence[Event]) -> int | None:
    """The act whose noun it counts, else the act said before it, else the one behind."""
    if isinstance(count, Count) and not count.of_noun:
        ended = [at for at, one in enumerate(events) if one.end == count.start and not one.loose]
        if ended:
            return ended[-1]
    for at, event in enumerate(events):
        if event.start <= count.start and count.end <= event.end:
            return at
        if count.start <= event.head < count.end:
            return at
        if isinstance(count, Rhythm) and event.head == count.end:
            return at
    before = [at for at, one in enumerate(events) if one.head < count.start]
    if before:
        led = [one.text for one in words[events[before[-1]].end : count.start]]
        return None if _is_to_do(led) or "that" in led else before[-1]
    return 0 if events else None
