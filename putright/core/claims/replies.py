"""Told from its end, whether what somebody asked or sent was answered: "your questions were"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from putright.core.claims.days import Said
from putright.core.claims.event import Event
from putright.core.claims.grammar import HERE
from putright.core.claims.ground import (
    TRIES,
    Ground,
    answered,
    fits,
    in_order,
    is_such,
)
from putright.core.claims.lexicon import BE, MAY, Lexicon, is_not
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.phrases import Phrases
from putright.core.claims.placing import Dated
from putright.core.claims.reading import Sentence, Word
from putright.core.events.entry import HOUSEHOLD
from putright.core.policy.practice_claims import ClaimAct
from putright.core.timeline.items import Item

ASKED = Phrases(
    (one, True)
    for one in ("question/questions", "query/queries", "matter/matters", "point/points",
                "concern/concerns", "issue/issues", "things you asked")
)  # fmt: skip
"""What somebody put to us, whatever it came in."""
RECEIPT = "contact.acknowledged"
SOON = timedelta(days=7)
"""So long after it a word from us may have acknowledged it, whatever else that said."""
_LISTED = 4
WH = frozenset({"what", "why", "which", "when", "who", "whether", "how", "where"})
_SMALL = WH | {"the", "that", "this", "these", "with", "will", "would", "you", "your", "our",
               "are", "is", "was", "were", "has", "have", "had", "been", "and", "for", "now", "not",
               "can", "could", "did", "does", "about", "from", "they", "them", "him", "her", "his",
               "she", "any", "into", "what's"}  # fmt: skip
_CUTS = frozenset(";:,.(")


def left_open(
    text: str, sentence: Sentence, events: Sequence[Event], days: Sequence[Said],
    ground: Ground, lexicon: Lexicon,
) -> Iterator[Mark]:  # fmt: skip
    """Red where a thing is said to have been answered or acknowledged and no entry does so."""
    for event in events:
        settles = event.row.settles
        if event.voice != "said" or event.retold or not (settles or RECEIPT in event.row.acts):
            continue
        if not HERE.isdisjoint(word.text for word in sentence.words[event.end :]):
            continue
        words = _of_what(sentence.words, event)
        asked = _asked(words, days, ground, lexicon, event.row)
        whole = settles and not event.loose and not _is_partly(sentence.words)
        if asked and not any(_is_settled(ground, one, event, whole=whole) for one in asked):
            says = f"No entry answers it: {named(ground, asked[:_LISTED])}."
            place = Place(text, words[0].start, words[-1].end)
            yield mark("red", "question", says, place, entries=asked[:_LISTED])


def answers_meant(
    sentence: Sentence, event: Event, days: Sequence[Said], ground: Ground, lexicon: Lexicon
) -> list[Item]:
    """The entries that answer what the words name, where one thing is named and was answered."""
    if event.voice != "said" or not event.row.settles:
        return []
    words = _of_what(sentence.words, event)
    asked = _asked(words, days, ground, lexicon, event.row)
    if len(asked) > 1:
        asked = _ordered(words, asked)
    return _answering(ground, asked[0]) if len(asked) == 1 else []


def answers_by_then(
    told: Iterable[tuple[Event, Dated]], event: Event, own: Iterable[Dated], ground: Ground
) -> list[Item]:
    """The entries that answer what came first, in "you wrote on 3 May, and by 9 May we replied"."""
    if not event.row.settles or not any(one.how == "until" for one in own):
        return []
    asked = [
        item
        for one, dated in told
        if one.who is not None and "landlord" not in one.who.sides and dated.how == "on"
        for item in ground.items
        if is_such(ground, item, one.row, one.who, None)
        and any(fits(item, day) for day in dated.days)
    ]
    return _answering(ground, asked[0]) if len(asked) == 1 else []


def _is_partly(words: Sequence[Word]) -> bool:
    return any(one.text in ("part", "partly", "partially", "half", "some") for one in words)


def _answering(ground: Ground, asked: Item) -> list[Item]:
    return [
        item for item in ground.items if item.from_landlord and asked.id in item.entry.responds_to
    ]


_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1, "latest": -1}


def _ordered(words: Sequence[Word], asked: Sequence[Item]) -> list[Item]:
    """The one that "your second diary" means."""
    place = next((_PLACES[one.text] for one in words if one.text in _PLACES), None)
    listed = list(in_order(asked))
    return [] if place is None or place >= len(listed) else [listed[place]]


def told_why(
    text: str, sentence: Sentence, events: Sequence[Event], ground: Ground
) -> Iterator[Mark]:
    """ "We told you why nobody came": red where that was asked and nothing answers it."""
    for event in events:
        ours = event.who is not None and "landlord" in event.who.sides
        told = _told(sentence.words, event)
        if not ours or event.loose or event.voice != "said" or event.retold or not _asks(told[:3]):
            continue
        said = {one.text for one in told} - _SMALL
        asked = [
            item for item in ground.items if any(_is_same(said, one) for one in item.entry.asks)
        ]
        if asked and not any(answered(ground, one) for one in asked):
            says = f"No entry answers it: {named(ground, asked[:_LISTED])}."
            words = sentence.words[event.start :]
            place = Place(text, words[0].start, words[-1].end)
            yield mark("red", "question", says, place, entries=asked[:_LISTED])


def _told(words: Sequence[Word], event: Event) -> Sequence[Word]:
    """What was told: the words behind the verb, or before "was explained to you"."""
    is_passive = any(one.text in BE for one in words[max(0, event.head - 2) : event.head])
    return words[1 : event.head] if is_passive and len(words) > 1 else words[event.end :]


def _asks(words: Sequence[Word]) -> bool:
    return any(one.text in WH for one in words)


def _is_same(said: set[str], asks: str) -> bool:
    """Whether the clause speaks of what was asked: most of its words, and two at least."""
    wanted = {one for one in re.findall(r"[a-z']+", asks.lower()) if len(one) > 2} - _SMALL
    both = wanted & said
    return len(both) > 1 and len(both) * 2 >= len(wanted)


def _of_what(words: Sequence[Word], event: Event) -> Sequence[Word]:
    """The words that name it: before "was answered", or behind "a reply to"."""
    if any(one.text in BE for one in words[max(0, event.head - 3) : event.head]):
        start = event.head
        while start and _CUTS.isdisjoint(words[start].gap):
            start -= 1
        return words[start : event.head]
    for at in range(event.end, min(event.end + 5, len(words))):
        if words[at].text == "to" and _has_gone(words, event):
            return words[at + 1 : at + 10]
    return ()


def _has_gone(words: Sequence[Word], event: Event) -> bool:
    """Whether the reply is said to be there: "was issued", "you received a reply to"."""
    behind = {one.text for one in words[event.end :]}
    if behind & MAY - {"to"} or any(is_not(word) for word in behind):
        return False
    had = any(one.text in ("received", "had") for one in words[event.start : event.end])
    return had or bool(behind & BE)


def _asked(
    words: Sequence[Word], days: Sequence[Said], ground: Ground, lexicon: Lexicon, done: ClaimAct
) -> list[Item]:
    """What the household asked or sent that those words name."""
    if not words:
        return []
    within = [one for one in days if words[0].start <= one.start < words[-1].end]
    nouns = (lexicon.nouns.at(words, at) for at in range(len(words)))
    rows = [noun[1] for noun in nouns if noun is not None and noun[1] is not done]
    asks = any(ASKED.at(words, at) is not None for at in range(len(words)))
    found = [
        item
        for item in ground.items
        if item.by_side in HOUSEHOLD
        and (not within or any(fits(item, day) for day in within))
        and ((asks and item.entry.asks) or _is_one(item, rows, ground, dated=bool(within)))
    ]
    return found if all(set(item.acts) <= SENT for item in found) else []


SENT = frozenset({"contact.received", "asb.diary_returned", "asb.reported"})
"""What an answer is owed to by name; complaints and requests have answers of their own."""


def _is_one(item: Item, rows: Iterable[ClaimAct], ground: Ground, *, dated: bool) -> bool:
    return any(
        (dated or set(row.theirs[:1]) & set(item.acts))
        and (row.theirs or row.channels)
        and is_such(ground, item, row, None, None)
        for row in rows
        if not row.settles
    )


def _is_settled(ground: Ground, item: Item, event: Event, *, whole: bool) -> bool:
    if answered(ground, item, wholly=whole):
        return True
    if event.row.settles:
        return False
    last = item.when.last_date + SOON
    return any(
        one.from_landlord
        and one.proven
        and not set(one.acts) <= TRIES
        and bool(one.to_sides & HOUSEHOLD)
        and item.when.date <= one.when.date <= last
        for one in ground.items
    )
