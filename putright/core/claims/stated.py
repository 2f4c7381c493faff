"""What a sentence states that a record could deny: its days, spans of time, numbers and acts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Literal

from msgspec import Struct

from putright.core.claims.counts import number_of
from putright.core.claims.days import Said
from putright.core.claims.event import Event
from putright.core.claims.grammar import (
    CAME,
    COMING,
    IRREGULAR,
    JOINING,
    MIND,
    MOOT,
    NONE,
    NOT_COUNTED,
    NOW,
    NUMBERED,
    ORDINAL,
    SEEN,
    SMALL,
    SOME,
    SUBJECTS,
    THANKED,
    UP,
    WAS,
)
from putright.core.claims.lexicon import BE, HAVE, bare, is_not
from putright.core.claims.placing import Dated
from putright.core.claims.reading import Sentence, Word
from putright.core.claims.voices import STORY, accounts

Sort = Literal["day", "span", "number", "act"]


class Stated(Struct, frozen=True):
    """One thing stated: a stretch of the words (first and the place after), and its place."""

    sort: Sort
    first: int
    last: int
    start: int
    end: int
    dated: Dated | None = None
    event: int | None = None

    @property
    def day(self) -> Said | None:
        """The day, where it is one."""
        return self.dated.days[0] if self.dated else None


class Clause(Struct, frozen=True):
    """A stretch of a sentence with a verb of its own, as far as signs and joining words tell."""

    first: int
    last: int
    past: bool
    moot: bool
    coming: bool = False
    denied: bool = False


_CUTS = frozenset(",;:(")
_FAR = 5
_BEFORE = 3
_NOUN_FAR = 12
UNIT = r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?)"
_MANY = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety"
    r"|twenty-\w+|thirty-\w+|forty-\w+|\d{1,3}|several|many|a few|few|a couple of|some|half an?"
    r"|the (?:same|very|next|following|whole))"
)
_SPAN = re.compile(
    rf"\b(?:(?:within|for|after|over|under|nearly|almost|about|just|only|more than|less than"
    rf"|at least|no more than|up to|in|some|exactly|barely|inside) )*"
    rf"{_MANY}(?: and a half)?(?:[ -](?:full|whole|working|further|more|clear|calendar|short|long"
    rf"|good|consecutive|next|following|solid))*[ -]{UNIT}\b(?! (?:policy|line))"
    r"|\b(?:before|after|since|until|by|over|at|during|around|between|on|of) (?:the )?"
    r"(?:easter|christmas|new year|bank holiday|weekend|summer|spring|autumn|winter|half term"
    r"|half-term|school holidays|turn of the year)\b"
    r"|\b(?:that|the) (?:same|very) (?:day|night|evening|afternoon|morning|week)\b"
    r"|\bwithin the (?:hour|day|week|fortnight|month)\b|\bstraight ?away\b|\bimmediately\b"
    r"|\bat once\b|\bovernight\b|\bby return\b|\bever since\b|\bthe (?:day|night|week|month) "
    r"(?:after|before)\b|\b(?:weekly|fortnightly|monthly|daily)\b"
    r"|\bon the (?:very |same )?(?:day|evening|night|morning|afternoon)"
    r" (?:on which|that|when|you|we)\b"
    r"|\b(?:by|before|on|within|in) the (?:date|dates|day|deadline|time)\b(?! of (?:day|year))"
    r"|\b(?:in|on) time\b|\b(?:sooner|quicker|faster|earlier|later|longer) than\b"
    r"|\bbefore (?=(?:we|i|you|he|she|they|it|the|our|your|my|any\w*|there) )|\bby the time\b"
    r"|\b(?:every|each) (?:other |second |two |three |four )?(?:\w+day|day|week|month|fortnight"
    r"|weeks|days|months|morning|night)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r" (?:after|before|later|earlier|late|early|ago|and|to)\b")
_EVERYDAY = re.compile(
    r"\b(?:at a time|one day(?! (?:late|later|after|before|early|earlier|over))|these days"
    r"|in the (?:day|night)time|opening hours|days? a week"
    r"|a day or two|time of day|night line|in time|years? old)\b", re.IGNORECASE,
)  # fmt: skip
_CLOCK = re.compile(
    r"\b(?:at |by |past |to |about |around )?\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\b\.?)"
    r"|\b(?:at|by|about|around|past|to|half past|quarter past|quarter to) \d{1,2}(?:[.:]\d\d)\b"
    r"|\b\w+(?:-\w+)? (?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)\b|\b\w+ o'clock\b|\b(?:at|by|before|after|until|past) (?:one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:[a-z]+s|of)\b)",
    re.IGNORECASE,
)


def clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of a sentence."""
    words = sentence.words
    cuts = [0, *(at for at in range(1, len(words)) if _is_cut(words, at)), len(words)]
    return tuple(
        Clause(
            first,
            last,
            _is_past(words[first:last]),
            _is_moot(words[first:last]),
            _is_coming(words[first:last]),
            _is_denied(words[first:last]),
        )
        for first, last in pairwise(cuts)
    )


def _is_cut(words: Sequence[Word], at: int) -> bool:
    word, gap = words[at].text, words[at].gap
    if not _CUTS.isdisjoint(gap) or word in JOINING:
        return True
    after = bare(words[at + 1].text) if at + 1 < len(words) else ""
    return word in ("and", "or", "nor") and (after in SUBJECTS or is_past(after))


def is_past(word: str) -> bool:
    """Whether a word may be a verb in the past."""
    return word in IRREGULAR or (
        word.endswith("ed") and len(word) > 4 and word not in ("need", "indeed")
    )


def _is_past(words: Sequence[Word]) -> bool:
    texts = [one.text for one in words]
    if not (WAS | THANKED).isdisjoint(texts) or any(one.endswith(("'d", "'ve")) for one in texts):
        return True
    return any(
        is_past(one)
        and NOW.isdisjoint(texts[max(0, at - 3) : at])
        and texts[max(0, at - 1) : at] != ["to"]
        and not (one == "put" and "right" in texts[at + 1 : at + 3])  # it may be what we do now
        for at, one in enumerate(texts)
    )


def _is_denied(words: Sequence[Word]) -> bool:
    return any(is_not(one.text) or one.text in NONE for one in words)


def _is_coming(words: Sequence[Word]) -> bool:
    return any(one.text in COMING or one.text.endswith("'ll") for one in words)


def _is_moot(words: Sequence[Word]) -> bool:
    return any(
        (one.text in MOOT or one.text.endswith("'ll"))
        and not (one.text == "can" and after is not None and after.text in SEEN)
        for one, after in zip_longest(words, words[1:])
    )


def stated(
    text: str, sentence: Sentence, parts: Sequence[Clause], events: Sequence[Event],
    dated: Sequence[Dated],
) -> list[Stated]:  # fmt: skip
    """Everything that a sentence states, in order; what is only asked or hoped is left out."""
    if sentence.asks:
        return []
    days = list(_days(sentence, dated))
    taken = [(one.start, one.end) for one in days]
    clocks = [one.span() for one in _CLOCK.finditer(text, sentence.start, sentence.end)]
    spans = [one for one in _spans(text, sentence) if _is_free(one, taken)]
    timed = [one.last for one in (*days, *spans)]
    spans = [one for one in spans if not _is_edge_of(one, sentence.words, timed)]
    taken += [(one.start, one.end) for one in spans]
    numbers = [one for one in _numbers(sentence) if _is_free(one, [*taken, *clocks])]
    acts = list(_acts(sentence, events))
    theirs = accounts(sentence.words)
    spans = [one for one in spans if not _is_in(one, theirs)]
    numbers = [one for one in numbers if not _is_in_story(one, theirs, sentence.words)]
    acts = [one for one in acts if one.event is not None or not _is_in(one, theirs)]
    told = [one for one in (*spans, *numbers, *acts) if _is_told(one, parts)]
    told += _states(sentence.words)
    return sorted((*days, *told), key=lambda one: one.start)


def _is_edge_of(one: Stated, words: Sequence[Word], timed: Sequence[int]) -> bool:
    """Whether "before" only ends what is timed already: "twelve days went by before"."""
    near = any(0 <= one.first - last <= _BEFORE for last in timed)
    return near and words[one.first].text == "before"


def without_said_twice(found: Sequence[Stated], parts: Sequence[Clause]) -> list[Stated]:
    """The same without acts that a day of their clause tells of already."""
    return [one for one in found if one.sort != "act" or not _is_beside(one, found, parts)]


def _is_beside(one: Stated, held: Sequence[Stated], parts: Sequence[Clause]) -> bool:
    """Whether a day, a number or a span of the same clause tells of the act already."""
    clause = clause_of(parts, one.first)
    inside = any(each.sort == "day" and clause.first <= each.first < clause.last for each in held)
    return inside and not clause.denied


def clause_of(parts: Sequence[Clause], place: int) -> Clause:
    """The clause in which a word stands."""
    return next(one for one in parts if one.first <= place < one.last)


def _is_told(one: Stated, parts: Sequence[Clause]) -> bool:
    clause = clause_of(parts, one.first)
    if clause.moot:
        return False
    if one.sort == "number":
        return True
    return clause.past or (one.sort == "span" and any(each.past for each in parts))


def _is_in(one: Stated, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.first and one.last <= end for start, end in stretches)


def _is_in_story(one: Stated, stretches: Sequence[tuple[int, int]], words: Sequence[Word]) -> bool:
    """Whether a number is of what somebody told: "you said that he came twice"."""
    return any(
        start < one.first and one.last <= end
        and not (STORY - {"us"}).isdisjoint(word.text for word in words[start : one.first])
        for start, end in stretches
    )  # fmt: skip


def _is_free(one: Stated, taken: Iterable[tuple[int, int]]) -> bool:
    return not any(one.start < end and start < one.end for start, end in taken)


def _days(sentence: Sentence, dated: Sequence[Dated]) -> Iterator[Stated]:
    for group in dated:
        for day in group.days:
            first, last = _places(sentence, day.start, day.end)
            led = sentence.words[first - 1].text if first else ""
            if day.relative and led in ("each", "every"):
                continue
            yield Stated("day", first, last, day.start, day.end, dated=_only(group, day))


def _only(group: Dated, day: Said) -> Dated:
    return Dated(group.how, (day,), group.start, group.end, group.event, group.account)


def _places(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    inside = [at for at, one in enumerate(sentence.words) if one.start < end and start < one.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)


def _spans(text: str, sentence: Sentence) -> Iterator[Stated]:
    for found in _SPAN.finditer(text, sentence.start, sentence.end):
        around = text[max(0, found.start() - 12) : found.end() + 12]
        later = found[0].lower().endswith("than") and _SPAN.search(
            text, found.start() - 14, found.start()
        )
        any_day = found[0] == "a day" and not _LATER.match(text, found.end())
        if (
            not later
            and not any_day
            and not _EVERYDAY.search(around)
            and not text[: found.start()].endswith("to ")
        ):
            yield Stated("span", *_places(sentence, *found.span()), *found.span())


def _numbers(sentence: Sentence) -> Iterator[Stated]:
    words = sentence.words
    for at, word in enumerate(words):
        if _is_number(words, at):
            yield Stated("number", at, at + 1, word.start, word.end)


def _is_number(words: Sequence[Word], at: int) -> bool:
    word = words[at].text
    led = words[at - 1].text if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    if not after and word not in SOME and word != "once":
        return False
    if not at and words[1].gap.startswith((".", ")")):
        return False
    if after in SMALL and after not in ("of", "or") and word not in ("twice", "once"):
        return False
    if (
        led in NUMBERED
        or (after and ")" in words[at + 1].gap)
        or led.startswith("£")
        or (after and words[at + 1].gap == "-" and number_of(word))
    ):
        return False
    if word in ORDINAL:
        return led in ("a", "your", "our", "the") and after not in ("party", "floor", "person")
    if word in SOME:
        return after not in ("thanks", "people", "of", "years")
    if word == "both":
        return after.endswith("s") or after in ("of", "the")
    if word in ("many", "once") and led in ("too", "not"):
        return False
    if word in ("one", "once", "single"):
        return led in ("only", "just", "exactly", "but", "a", "not") and after not in NOT_COUNTED
    return number_of(word) is not None and word != "single" and not words[at].text.startswith("£")


def _acts(sentence: Sentence, events: Sequence[Event]) -> Iterator[Stated]:
    words = sentence.words
    read = set()
    for at, event in enumerate(events):
        read |= set(range(event.start, event.end))
        read.add(event.head)
        if event.voice != "supposed" and not event.loose:
            first, last = event.start, event.end
            yield Stated("act", first, last, words[first].start, words[last - 1].end, event=at)
    for at, word in enumerate(words):
        if at in read or not is_past(word.text) or word.text in MIND:
            continue
        if _is_done(words, at) and not _is_of_noun(word, at, events):
            yield Stated("act", at, at + 1, word.start, word.end)


def _states(words: Sequence[Word]) -> Iterator[Stated]:
    """What is said to be so by now, and so was done: "the camera is now up"."""
    for at, word in enumerate(words[1:-1], start=1):
        led, after = words[at - 1].text, words[at + 1].text
        if word.text == "now" and (led in ("is", "are") or led.endswith("'s")) and after in UP:
            yield Stated("act", at, at + 2, word.start, words[at + 1].end)


def _is_of_noun(word: Word, at: int, events: Sequence[Event]) -> bool:
    """Whether a thing that was read comes or goes by it: "their answer came"."""
    near = (one for one in events if one.loose and 0 <= at - one.end < _NOUN_FAR)
    return word.text in CAME and any(near)


def _is_done(words: Sequence[Word], at: int) -> bool:
    """Whether a past form is a verb of somebody, and not what something is like."""
    led = bare(words[at - 1].text) if at else ""
    if led in ("here", "us", "team", "office", "side"):
        return True
    if led in ("the", "a", "an", "your", "our", "my", "his", "her", "their", "any", "no", "this"):
        return False
    back = at - 1
    while back >= 0 and at - back < _FAR:
        word = words[back].text
        if word in BE | HAVE or bare(word) != word:
            return True
        if bare(word) in ("we", "i", "you", "they", "he", "she", "who", "somebody", "nobody"):
            return True
        if not (word.endswith("ly") or is_not(word) or word in ("also", "then", "and", "again")):
            return _is_named(words, back)
        back -= 1
    return False


def _is_named(words: Sequence[Word], back: int) -> bool:
    """Whether somebody or something is named there: "our surveyor", "the council"."""
    led = [one.text for one in words[max(0, back - 3) : back]]
    return any(one in ("our", "the", "your", "a", "my", "and") for one in led)
