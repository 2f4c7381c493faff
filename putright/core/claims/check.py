"""A letter's text held against a case: every act, day and count that it speaks of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from msgspec.structs import replace

from putright.core.claims.amounts import other_amounts
from putright.core.claims.answers import (
    complaints_marked,
    not_answered,
    offers_marked,
    sums_marked,
)
from putright.core.claims.counts import counts_in, rhythms_in
from putright.core.claims.days import Said, ahead, days_in
from putright.core.claims.decided import upheld_marked
from putright.core.claims.events import Event, events_in
from putright.core.claims.ground import Ground, matching
from putright.core.claims.held import Held
from putright.core.claims.lexicon import Lexicon, Lists
from putright.core.claims.likeness import Likeness
from putright.core.claims.mark import Colour, Mark
from putright.core.claims.marking import NO_RECORD, Place, in_words, mark, named
from putright.core.claims.nearby import Borne, Read
from putright.core.claims.no_day import no_such_days
from putright.core.claims.otherwise import otherwise
from putright.core.claims.placing import Dated, placed
from putright.core.claims.reading import Sentence, folded, sentences, without_quotes
from putright.core.claims.relations import related
from putright.core.claims.replies import answers_by_then, answers_meant, left_open, told_why
from putright.core.claims.stated import clauses, stated
from putright.core.claims.things import other_thing
from putright.core.claims.unread import Unread, bearing
from putright.core.claims.voices import doubts, unshown
from putright.core.claims.worded import words_marked
from putright.core.timeline.items import Item

_LAW = re.compile(
    r"\b(?:act|code|scheme|policy|policies|procedure|regulations?|law|guidance|direction|born"
    r"|birth|birthday|tenancy(?! (?:services|team|officer|manager|support|sustainment|enforcement))"
    r"|tenant since|lived|moved in|in force|edition|version|reference|aged?"
    r"|bank holiday|opening hours|office (?:hours|is|was|will)|open from)\b",
    re.IGNORECASE,
)
_STATUTE = re.compile(r"\bComplaint Handling Code\b|\b[A-Z]\w+ Act (?:19|20)\d\d\b")
"""A sentence that names one of these tells of the law, and of no day of the case."""
_FOR = re.compile(
    r"\b(?:for (?:(?:\d[\d.:]*(?: ?[ap]m)?|\w+ o'clock|noon|midday) on )?"
    r"|(?:due|(?:was|were|meant|supposed) to (?:be|take place|happen|come)|to have been"
    r"|should have been)(?: \w+)? (?:on |by |in )?)(?:the )?$",
    re.IGNORECASE,
)
"""Before a day that something is arranged for, and not done on."""
_AHEAD = re.compile(
    r"\b(?:will|shall|by|due|going to|booked|planned|arranged|fixed|scheduled|would|deadline|'ll"
    r"|before the end|to be|expect\w*|aim|until|let us|please|if|can|(?-i:may)|must|should|next"
    r"|tomorrow|from)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|did|had|came|went|got|gave|took|made|sent|began|has|have|\w{2,20}ed)\b",
    re.IGNORECASE,
)
_OWN_WORK = frozenset(
    {
        "complaint",
        "complaint's",
        "handling",
        "handled",
        "file",
        "records",
        "notes",
        "happened",
        "everything",
        "how",
        "what",
        "letter",
        "answer",
        "why",
        "who",
        "whether",
        "question",
        "questions",
    }
)
_COMING = re.compile(
    r"\b(?:will|shall|due|going to|booked|planned|would|expect\w*|can)\b|'ll\b", re.IGNORECASE
)
_TO = re.compile(r"\b(?:extended|put off|put back|moved|longer|deadline|date|time|extension)\b"
                 r"[^.;]{0,70}\b(?:to|until|till) (?:the )?$", re.IGNORECASE)  # fmt: skip
_LASTS = re.compile(r"\b(?:is|are|it's)\b(?! (?:that|why|because))[^.;,]*$", re.IGNORECASE)
_WITH_WHOM = re.compile(r"\bwith (?:you|us|me|him|her|them)\b.*\b(?:on|in|at|this|last)?$")
_SOON = timedelta(days=200)
_NEAR = 30
SLIP = timedelta(days=7)
"""A day so close to one that a report has may be a slip of the pen."""
GRAVE = {"red": 0, "amber": 1}


def check_text(text: str, ground: Ground, lists: Lists) -> tuple[Mark, ...]:
    """What is marked in a text, the gravest first; places are those of the text as given."""
    lexicon = Lexicon(lists)
    plain = folded(text)
    said = without_quotes(plain)
    days = days_in(said, ground.on)
    cut = sentences(said)
    found: list[Mark] = []
    likeness = Likeness(ground)
    for sentence, after in zip_longest(cut, cut[1:]):
        marks = _of_sentence(text, said, sentence, days, ground, lexicon, likeness)
        if unshown(sentence.words) or (after is not None and doubts(after.words)):
            found += [replace(one, colour="amber") for one in marks if not is_unproven(one)]
        else:
            found += marks
    found += words_marked(text, cut, ground, lists, [day.start for day in days])
    found += no_such_days(text, said)
    return in_order(found)


def is_unproven(mark: Mark) -> bool:
    """Whether it says that no record is attached: what a letter may own of itself."""
    return mark.says.startswith(NO_RECORD)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Red before amber, then by place; the same said twice of one place only once."""
    once = {(each.kind, each.start, each.end, each.key): each for each in marks}
    return tuple(sorted(once.values(), key=lambda one: (GRAVE[one.colour], one.start, one.end)))


def _of_sentence(
    text: str, said: str, sentence: Sentence, days: Sequence[Said], ground: Ground,
    lexicon: Lexicon, likeness: Likeness,
) -> list[Mark]:  # fmt: skip
    """What the entries deny, and what of the rest nothing surely bears out.

    Red stays red only where the words, read in the other way, do not bear it out.
    """
    events = events_in(sentence, lexicon)
    dated = placed(said, sentence, events, days)
    parts = clauses(sentence)
    told = [one for one in stated(said, sentence, parts, events, dated)
            if one.dated is None or not _is_of_law(text, one.dated, sentence)]  # fmt: skip
    read = Read(said, sentence, parts, events, told)
    unread = Unread(ground, likeness, read)
    borne: list[Borne] = []
    found = [
        unread.weighed(one)
        for one in _denied(text, said, sentence, days, ground, lexicon, events, dated, borne)
    ]
    found += otherwise(read, dated, ground)
    found += upheld_marked(text, sentence, ground, borne)
    return found + unread.mark(text, found, borne)


def _denied(
    text: str, said: str, sentence: Sentence, days: Sequence[Said], ground: Ground,
    lexicon: Lexicon, events: Sequence[Event], dated: Sequence[Dated], borne: list[Borne],
) -> Iterator[Mark]:  # fmt: skip
    counts = counts_in(sentence.words, events, lexicon)
    rhythms = rhythms_in(sentence.words, events)
    since = _since(sentence, events, dated)
    yield from _weekdays(text, sentence, dated, ground)
    shared = _shared(events, dated)
    for at, event in enumerate(events):
        place = _place(text, sentence, event)
        own = [one for one in dated if one.event == at] or shared.get(at, [])
        own = [one for one in own
               if not (_is_aim(said, one) or _is_promised(said, one, event, ground))]  # fmt: skip
        own = [one for one in own if not (event.loose and _is_apart(said, event, one, sentence))]
        if own and all(_is_of_law(text, one, sentence) for one in own) and event.loose:
            continue
        if event.row.own_work and _is_own_work(sentence, event):
            continue
        if not own and _decides_here(sentence, event):
            continue
        counted = [one for one in counts if one.event == at]
        steady = [one for one in rhythms if one.event == at]
        if (counted or steady or event.voice == "denied") and not own:
            own = [one for one in since if one.event != at]
        among = answers_meant(sentence, event, days, ground, lexicon) or answers_by_then(
            [(events[one.event], one) for one in dated if one.event is not None], event, own, ground
        )
        listed = sum(len(one.days) for one in dated if one.how == "on" and one.event in (at, None))
        held = Held(ground, event, place, among or _of_both(events, at, sentence, ground), listed)
        marks = list(held.check(own, counted, steady))
        yield from marks
        if not marks:
            borne += bearing(held, at, own, counted, steady)
        yield from other_thing(ground, place, event)
        if event.row.settles:
            yield from not_answered(ground, place, events, at, dated)
        if event.voice == "said":
            yield from sums_marked(text, sentence, event, ground, own)
    whole = Place(text, sentence.words[0].start, sentence.words[0].end, sentence.words)
    yield from related(sentence.words, events, ground, whole, dated, lexicon, borne)
    yield from offers_marked(text, sentence, ground)
    yield from complaints_marked(text, sentence, ground)
    yield from other_amounts(text, sentence, events, ground)
    yield from told_why(text, sentence, events, ground)
    yield from left_open(text, sentence, events, days, ground, lexicon)
    yield from _alone(text, sentence, [one for one in dated if one.event is None], ground)


def _is_apart(said: str, event: Event, dated: Dated, sentence: Sentence) -> bool:
    """Whether a day is of what was done with a thing: "we talked of your complaint on Tuesday"."""
    ends = sentence.words[event.end - 1].end
    between = said[ends : dated.days[0].start].strip().lower()
    return ends < dated.start and bool(_WITH_WHOM.search(between))


def _is_aim(said: str, dated: Dated) -> bool:
    """Whether it is the day to which something was put off: "extended to 2 July"."""
    one = len(dated.days) == 1 and not dated.days[0].whole
    put = dated.how in ("on", "until")
    led = said[max(0, dated.start - 120) : dated.days[0].start]
    return put and bool((one and _TO.search(led)) or _FOR.search(led))


def _is_promised(said: str, dated: Dated, event: Event, ground: Ground) -> bool:
    """Whether it is a day to come of this letter's own: "by 22 May you will have"."""
    day = ahead(dated.days[0])
    soon = timedelta(0) <= day.first - ground.on <= _SOON
    behind = said[dated.end : dated.end + _NEAR]
    led = said[max(0, dated.start - _NEAR) : dated.start]
    lasts = _LASTS.search(led) is not None
    return soon and dated.how == "until" and (lasts or event.loose or " will " in behind)


def _is_own_work(sentence: Sentence, event: Event) -> bool:
    """Whether it is the work behind the letter: "I have looked into your complaint"."""
    near = sentence.words[event.start : event.end + 6]
    return any(one.text in _OWN_WORK for one in near)


def _decides_here(sentence: Sentence, event: Event) -> bool:
    """Whether the letter itself decides: "I have upheld two of your points"."""
    words = [one.text for one in sentence.words]
    led = words[event.start : event.end]
    ours = words[event.start] in ("i", "we", "i've", "we've")
    return ours and led[-1:] == ["upheld"]


def _place(text: str, sentence: Sentence, event: Event) -> Place:
    words = sentence.words
    return Place(text, words[event.start].start, words[event.end - 1].end, words)


def _shared(events: Sequence[Event], dated: Sequence[Dated]) -> dict[int, list[Dated]]:
    """Verbs that stand together share what follows the last: "we called and wrote on 3 May"."""
    found: dict[int, list[Dated]] = {}
    for at in range(len(events) - 2, -1, -1):
        one, after = events[at], events[at + 1]
        if after.head - one.end <= 1 and not one.loose and not after.loose:
            days = [each for each in dated if each.event == at + 1]
            found[at] = days or found.get(at + 1, [])
    return found


def _of_both(
    events: Sequence[Event], at: int, sentence: Sentence, ground: Ground
) -> Sequence[Item]:
    """The entries of both verbs of "we have rung and spoken to you": each time was both."""
    one, last = events[at], events[at - 1] if at else None
    if last is None or last.who is not one.who or last.loose or one.loose:
        return ()
    between = [word.text for word in sentence.words[last.end : one.head]]
    if between != ["and"] or last.row.kind != "contact" or one.row.kind != "contact":
        return ()
    before = matching(ground, last.row, last.who, one.whom)
    return [item for item in matching(ground, one.row, one.who, one.whom) if item in before]


def _since(sentence: Sentence, events: Sequence[Event], dated: Iterable[Dated]) -> list[Dated]:
    """Days from which on the rest is meant: "since we agreed the plan on 10 October"."""
    found = []
    for one in dated:
        if one.event is not None and one.how == "on":
            start = events[one.event].start
            led = sentence.words[max(0, start - 2) : start + 1]
            if any(word.text == "since" for word in led):
                found.append(replace(one, how="since"))
    return found


def _weekdays(
    text: str, sentence: Sentence, dated: Iterable[Dated], ground: Ground
) -> Iterator[Mark]:
    coming = bool(_COMING.search(text, sentence.start, sentence.end))
    for day in (day for one in dated for day in one.days if day.wrong):
        if coming and not ahead(day).wrong:
            continue
        real = day.first.strftime("%A")
        says = f"{in_words(day.first)} was a {real}, not a {day.wrong}."
        if day.first > ground.on:
            says = f"{in_words(day.first)} is a {real}, not a {day.wrong}."
        place = Place(text, day.start, day.end)
        yield mark("red", "date", says, place, instead=f"{real} {in_words(day.first)}")


def _alone(text: str, sentence: Sentence, dated: Iterable[Dated], ground: Ground) -> Iterator[Mark]:
    """Days said with nothing that the check knows: amber where no entry tells of them."""
    coming = sentence.asks or bool(_AHEAD.search(text, sentence.start, sentence.end))
    colour: Colour = "red" if _PAST.search(text, sentence.start, sentence.end) else "amber"
    for one in dated:
        if one.how != "on" or _is_of_law(text, one, sentence) or (coming and not one.account):
            continue
        for day in one.days:
            if one.account:
                yield from _told(text, day, ground)
            elif not day.wrong and not _is_known(day, ground):
                says = f"No entry tells of {in_words(day.first)}."
                shade: Colour = "amber" if day.whole else colour
                yield mark(shade, "date", says, Place(text, day.start, day.end))


def _told(text: str, day: Said, ground: Ground) -> Iterator[Mark]:
    """A day that the resident told us of: amber where a report has another one close to it."""
    if day.whole or day.relative or _is_known(day, ground):
        return
    near = [
        item
        for item in ground.items
        if (told := item.entry.incident_on) and abs(told - day.first) <= SLIP
    ]
    if near:
        says = f"The report has another day: {named(ground, near)}."
        instead = in_words(near[0].entry.incident_on or day.first)
        place = Place(text, day.start, day.end)
        yield mark("amber", "date", says, place, entries=near, instead=instead)


def _is_known(day: Said, ground: Ground) -> bool:
    if day.relative or day.first >= ground.on or day.last >= ground.on:
        return True
    if ground.on_day(day):
        return True
    return any(
        each.holds(one, one) for each in (day, ahead(day)) for one in ground.days | ground.told
    )


def _is_of_law(text: str, dated: Dated, sentence: Sentence) -> bool:
    start = max(sentence.start, dated.start - 60)
    law = _LAW.search(text, start, min(sentence.end, dated.end + 25))
    return bool(law or _STATUTE.search(text, sentence.start, sentence.end))
