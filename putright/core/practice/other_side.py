"""What must not reach the other side: the words of a letter held against the words withheld.

The check looks for names, homes, numbers, references and days of the side that is protected, and
for any six words in a row that somebody of it said. What the writer put in their own words may
besides hold no day, no hour, and nothing that points to who spoke. It cannot know what only one
person could have told: the writer is asked that besides (security T6).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, TypeVar

from msgspec import Struct, structs

from putright.core.practice import own_words
from putright.core.practice.homes import places, streets
from putright.core.practice.own_words import MONTHS

Kind = Literal["name", "address", "number", "reference", "day", "hour", "words", "pointer"]
RUN = 6
"""So many words in a row, as somebody of the protected side said them, are a quote."""
OWN_RUN = 4
"""So many are one in the writer's own words."""
SHORTEST_NAME = 2
SHORTEST_NUMBER = 7
NO_NAMES = frozenset({
    "mr", "mrs", "ms", "mx", "dr", "an", "as", "am", "at", "be", "by", "do", "go", "he", "if", "in",
    "is", "it", "me", "my", "no", "of", "on", "or", "so", "to", "up", "us", "we",
})  # fmt: skip
"""Titles, and words that begin a sentence as a name would."""
AROUND = 40
"""Letters shown on each side of what was found."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DIGITS = re.compile(r"\+?\d(?:[\s().-]?\d)+")
Told = TypeVar("Told", bound=Struct)
Span = tuple[Kind, int, int]
_SIGNS = str.maketrans("\u2018\u2019\u02bc\u00b4`\u2010\u2011", "'''''--")
_HOUR = re.compile(
    r"\b(?:\d{1,2}[:h]\d{2}(?:\s?[ap]\.?m\b)?|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b"
    r"|\w+\s+o['’]clock|\d{3,4}\s+hours\b|(?:half|quarter)\s+(?:past|to)\s+\w+"
    r"|noon\b|mid(?:day|night)\b)",
    re.IGNORECASE,
)


class Withheld(Struct, frozen=True, kw_only=True):
    """What the other side may not learn. ``said`` are texts of the protected side's entries."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    said: tuple[str, ...] = ()


class Allowed(Struct, frozen=True, kw_only=True):
    """What the letter must say of its reader and of us, whatever it is like: the reader's own name
    and home, our number, and the hours of an appointment or of what is asked from now on."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()


class Hit(Struct, frozen=True):
    """Something withheld that stands in the letter: what it is, and where."""

    kind: Kind
    found: str
    before: str
    after: str


def hits(
    texts: Iterable[str], withheld: Withheld, allowed: Allowed = Allowed(), *,  # noqa: B008 - frozen
    own: Iterable[str] = (), asked: Iterable[str] = (),
) -> tuple[Hit, ...]:  # fmt: skip
    """All that is withheld and stands in one of the texts, in the order of the texts.

    ``own`` are the writer's own words, in which no day and no hour may stand; ``asked`` is what is
    asked from now on, which may name some, but nobody.
    """
    hidden, may = _alike(withheld), _alike(allowed)
    told = [*_found_in(own, hidden, may, _own_spans), *_found_in(asked, hidden, may, _asked_spans)]
    shown = {(hit.kind, hit.found) for hit in told}
    plain = [
        hit
        for hit in _found_in(texts, hidden, may, _spans)
        if (hit.kind, hit.found) not in shown
    ]  # fmt: skip
    return tuple(dict.fromkeys([*plain, *told]))


def _found_in(
    texts: Iterable[str], hidden: Withheld, may: Allowed,
    search: Callable[[str, Withheld, Allowed], Iterator[Span]],
) -> Iterator[Hit]:  # fmt: skip
    for each in texts:
        text = _whole(each)
        spans = sorted(set(search(_folded(text), hidden, may)), key=_from_the_left)
        yield from (_hit(text, *span) for span in _widest(spans))


def _alike(told: Told) -> Told:
    """The same with all its texts folded, so that a name is found however it is typed."""
    texts = {
        name: tuple(_folded(_whole(one)) if isinstance(one, str) else one for one in value)
        for name, value in structs.asdict(told).items()
    }
    return structs.replace(told, **texts)


def _whole(text: str) -> str:
    """Without signs that nobody sees; a letter and its accent are one."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", seen)


def _folded(text: str) -> str:
    """The same text, sign for sign, without accents and with one kind of apostrophe."""
    return "".join(unicodedata.normalize("NFKD", sign)[:1] for sign in text.translate(_SIGNS))


def _spans(text: str, withheld: Withheld, allowed: Allowed) -> Iterator[Span]:
    yield from _names(text, withheld.names, allowed.names)
    yield from _patterns("address", text, places, withheld.addresses, allowed.addresses)
    yield from _numbers(text, withheld.numbers, allowed.numbers)
    yield from _plain("reference", text, withheld.references)
    yield from _days(text, withheld.days)
    yield from _hours(text, allowed.hours)
    yield from _said(text, withheld.said, RUN)


def _asked_spans(text: str, withheld: Withheld, allowed: Allowed) -> Iterator[Span]:
    yield from _spans(text, withheld, allowed)
    yield from _patterns("address", text, streets, withheld.addresses, allowed.addresses)
    yield from _at("name", own_words.names(text, withheld.names, allowed.names))
    yield from _at("pointer", own_words.pointers(text))


def _own_spans(text: str, withheld: Withheld, allowed: Allowed) -> Iterator[Span]:
    yield from _asked_spans(text, withheld, allowed)
    yield from _at("day", own_words.days(text))
    yield from _at("hour", own_words.hours(text))
    yield from _hours(text, ())
    yield from _said(text, withheld.said, OWN_RUN)


def _at(kind: Kind, spans: Iterable[tuple[int, int]]) -> Iterator[Span]:
    yield from ((kind, start, end) for start, end in spans)


def _from_the_left(span: Span) -> tuple[int, int]:
    return span[1], -span[2]


def _widest(spans: Sequence[Span]) -> Iterator[Span]:
    """Without those that lie inside the one before: a name's part inside the whole name."""
    end = -1
    for span in spans:
        if span[2] > end:
            yield span
            end = span[2]


def _hit(text: str, kind: Kind, start: int, end: int) -> Hit:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut_before = "…" if start > AROUND else ""
    cut_after = "…" if end + AROUND < len(text) else ""
    return Hit(kind, text[start:end], cut_before + before, after + cut_after)


def _names(text: str, names: Sequence[str], own: Sequence[str]) -> Iterator[Span]:
    """A name whole, in any writing; each part of it as a name is written."""
    theirs = {word.casefold() for name in own for word in _WORD.findall(name)}
    for name in names:
        parts = _WORD.findall(name)
        if len(parts) > 1:
            whole = r"\W+".join(re.escape(part) for part in parts)
            yield from _found("name", rf"\b{whole}\b", text, re.IGNORECASE)
        for part in parts:
            low = part.casefold()
            if len(part) >= SHORTEST_NAME and low not in theirs and low not in NO_NAMES:
                for kind, start, end in _found("name", _as_a_name(part), text):
                    if not _is_month(text, part, start, end):
                        yield kind, start, end


def _as_a_name(part: str) -> str:
    first = part[:1].upper()
    written = {first + part[1:], part.capitalize(), part.upper()}
    return r"\b(?:" + "|".join(sorted(re.escape(one) for one in written)) + r")(?:'?[sS])?\b"


def _is_month(text: str, part: str, start: int, end: int) -> bool:
    """Whether a name such as May is the month here: beside a day or a year."""
    if part.capitalize() not in MONTHS:
        return False
    beside = re.search(r"(?:\d|\b(?:in|during|of|and|to|between))\s+$", text[:start])
    return bool(beside or re.match(r"\s+\d", text[end:]))


def _patterns(
    kind: Kind, text: str, read: Callable[[str], Iterator[str]], theirs: Sequence[str],
    own: Sequence[str],
) -> Iterator[Span]:  # fmt: skip
    """Where a home of theirs stands, by what of it is not the reader's too."""
    ours = {pattern for one in own for pattern in read(one)}
    for pattern in dict.fromkeys(pattern for one in theirs for pattern in read(one)):
        if pattern not in ours:
            yield from _found(kind, pattern, text, re.IGNORECASE)


def _numbers(text: str, numbers: Sequence[str], own: Sequence[str]) -> Iterator[Span]:
    """Phone numbers however they are spaced, and email addresses."""
    ours = {_ending(each) for each in own}
    for number in numbers:
        ending = _ending(number)
        if "@" in number:
            yield from _plain("number", text, [number])
        elif len(ending) >= SHORTEST_NUMBER and ending not in ours:
            for found in _DIGITS.finditer(text):
                if _ending(found[0]).endswith(ending):
                    yield "number", found.start(), found.end()


def _ending(number: str) -> str:
    """A number without its code for the country: what is the same however it is written."""
    return re.sub(r"\D", "", number)[-9:]


def _days(text: str, days: Sequence[date]) -> Iterator[Span]:
    for day in days:
        month = MONTHS[day.month - 1]
        named = rf"(?:{month}|{month[:3]})"
        ordinal = rf"0?{day.day}(?:st|nd|rd|th)?"
        forms = (
            rf"\b{ordinal}[\s-]+(?:of\s+)?{named}\b",
            rf"\b{named}[\s-]+(?:the\s+)?{ordinal}\b",
            rf"(?<![\d/])0?{day.day}/0?{day.month}(?![\d/])",
            rf"\b0?{day.day}[/.-]0?{day.month}[/.-](?:{day.year}|{day.year % 100:02})\b",
            rf"\b{day.isoformat()}\b",
        )
        for form in forms:
            yield from _found("day", form, text, re.IGNORECASE)


def hours_in(text: str) -> tuple[str, ...]:
    """The hours that a text names, as they are written there."""
    return tuple(found[0] for found in _HOUR.finditer(text))


def _hours(text: str, own: Sequence[str]) -> Iterator[Span]:
    """Any hour but that of the appointment: what happened is told as a period."""
    for found in _HOUR.finditer(text):
        if found[0] not in own:
            yield "hour", found.start(), found.end()


def _said(text: str, said: Sequence[str], long: int) -> Iterator[Span]:
    """Runs of so many words and more that stand in one of the texts that were said."""
    words = [(each[0].casefold().replace("’", "'"), *each.span()) for each in _WORD.finditer(text)]
    runs = {run for one in said for run in _runs(one, long)}
    start = end = -1
    for place in range(len(words) - long + 1):
        here = words[place : place + long]
        if tuple(word for word, _first, _last in here) not in runs:
            continue
        if here[0][1] > end and end >= 0:
            yield "words", start, end
            start = -1
        start = here[0][1] if start < 0 else start
        end = here[-1][2]
    if end >= 0:
        yield "words", start, end


def _runs(text: str, long: int) -> Iterator[tuple[str, ...]]:
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    for place in range(len(words) - long + 1):
        run = tuple(words[place : place + long])
        if long >= RUN or own_words.is_telling(run):
            yield run


def _plain(kind: Kind, text: str, wanted: Iterable[str]) -> Iterator[Span]:
    for one in wanted:
        if one.strip():
            yield from _found(kind, re.escape(one.strip()), text, re.IGNORECASE)


def _found(kind: Kind, pattern: str, text: str, flags: int = 0) -> Iterator[Span]:
    for each in re.finditer(pattern, text, flags):
        yield kind, each.start(), each.end()
