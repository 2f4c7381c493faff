"""What a letter promises against what sending it writes: the same days, and reasons that count."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from putright.core.claims import Mark
from putright.core.claims.days import Said, ahead, days_in
from putright.core.claims.marking import Place, in_words, mark, whole
from putright.core.claims.reading import Sentence, folded, sentences, without_quotes
from putright.core.events.entry import Entry
from putright.core.practice.complaints import EXTENDED

ANSWER = re.compile(
    r"\b(?:answer|answers|reply|replies|respond|response|responses|decision|hear)\b", re.IGNORECASE
)
TOLD = re.compile(r"\b(?:said|told|was|were|did|had|wrote|asked|came|complained)\b", re.IGNORECASE)
"""What was, or was said, is no promise of this letter."""
BUSY = re.compile(
    r"\b(?:busy|workloads?|backlogs?|short[- ]staffed|under[- ]staffed|staff shortages?"
    r"|(?:lack|shortage) of (?:staff|time)|(?:high|large) (?:number|volume)s? of"
    r"|pressures? of work|annual leave|on holiday|no reason)\b",
    re.IGNORECASE,
)


WE_WILL = re.compile(
    r"\b(?:(?:[Ww]e|I|[Oo]ur \w+|[A-Z][a-z]+) (?:will|shall|(?:are|am|is) going to)"
    r"|(?:[Ww]e|I)'ll)\b"
)
WILL_DO = re.compile(r"\bwhat (?:we|i) will do\b", re.IGNORECASE)
SHOULD = re.compile(
    r"\b(?:(?:should|ought to) have|(?:was|were) (?:to|due)|had to|had (?:said|promised)"
    r"|(?:is|are|was|were|too|days?|weeks?|months?) late|not yet|overdue|missed)\b",
    re.IGNORECASE,
)
"""What was owed by a day gone by, and what is said to be late, is no promise either."""
BY = re.compile(r"\b(?:by|no later than)(?: the)? $", re.IGNORECASE)
NEXT_YEAR = 120
"""A day without its year that is longer ago than these days is meant for the next year."""


def promised_days(
    text: str, entries: Iterable[Entry], known: set[date], on: date
) -> Iterator[Mark]:
    """Days that the entries will hold and the letter does not say; others said in their place.

    ``known`` are days that the case owes something by already: the letter may tell of them.
    """
    listed = list(entries)
    kept = {day for entry in listed for day in _days_of(entry) if day > on}
    if not kept:
        return
    said = without_quotes(folded(text))
    days = [ahead(day) for day in days_in(said, on) if not day.whole]
    for day in sorted(day for day in kept if not any(one.holds(day, day) for one in days)):
        says = f"The letter does not say the day that will be kept: {in_words(day)}."
        yield whole("red", "promise", says, in_words(day), instead=f"by {in_words(day)}")
    until = [entry.until for entry in listed if EXTENDED in entry.does and entry.until]
    if until:
        yield from _others(text, sentences(said), days, {*kept, *known}, until[0], on)


def past_promises(text: str, on: date) -> Iterator[Mark]:
    """Days gone by that the letter promises something for: "we will ask for it by 12 November"."""
    said = without_quotes(folded(text))
    cut = sentences(said)
    days = days_in(said, on)
    for sentence in cut:
        heading = WILL_DO.search(said, 0, sentence.start)
        for day in days:
            if not sentence.start <= day.start < sentence.end or not _is_gone(day, on):
                continue
            is_ours = WE_WILL.search(said, sentence.start, day.start)
            listed = heading and _is_listed(said, heading.end(), day.start)
            if SHOULD.search(said, sentence.start, sentence.end):
                continue
            if BY.search(said, sentence.start, day.start) and (is_ours or listed):
                says = f"{in_words(day.last)} is past. Say a day to come, or that it is late."
                yield mark("red", "promise", says, Place(text, day.start, day.end))


def _is_gone(day: Said, on: date) -> bool:
    is_of_next = ahead(day) != day and (on - day.last).days > NEXT_YEAR
    return day.last < on and not day.relative and not is_of_next


def _is_listed(said: str, start: int, end: int) -> bool:
    """Whether only lines of a list lie between a heading and here."""
    lines = [one.strip() for one in said[start:end].split("\n")[1:]]
    return bool(lines) and all(not one or one.startswith(("-", "*", "•", "–")) for one in lines)


def poor_reasons(text: str, entries: Iterable[Entry]) -> Iterator[Mark]:
    """Reasons for an extension that are ours alone, such as having much to do."""
    if not any(EXTENDED in entry.does for entry in entries):
        return
    for found in BUSY.finditer(without_quotes(folded(text))):
        says = ("Having much to do is no good reason to answer later. Say what of this complaint "
                "takes longer.")  # fmt: skip
        yield mark("amber", "reason", says, Place(text, *found.span()))


def _days_of(entry: Entry) -> Iterator[date]:
    yield from (each.due for each in entry.promises if each.due is not None)
    if entry.until is not None:
        yield entry.until


def _others(
    text: str, cut: Sequence[Sentence], days: Sequence[Said], may: set[date], kept: date, on: date
) -> Iterator[Mark]:
    """Days to come that are said of the answer and are not the one that it is given by."""
    for day in days:
        if day.last <= on or any(day.holds(one, one) for one in may):
            continue
        here = next((one for one in cut if one.start <= day.start < one.end), None)
        if here is None or TOLD.search(text, here.start, here.end):
            continue
        if ANSWER.search(text, here.start, here.end):
            says = f"The letter names another day than the one that will be kept: {in_words(kept)}."
            place = Place(text, day.start, day.end)
            yield mark("red", "promise", says, place, instead=in_words(kept))
