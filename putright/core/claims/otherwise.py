"""What the entries themselves tell otherwise: that they were reached, how high the risk was."""

import re
from collections.abc import Iterator, Sequence

from putright.core.claims.event import Event
from putright.core.claims.ground import TALKS, TRIES, Ground, channels_of, fits, settled
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.nearby import Read
from putright.core.claims.placing import Dated
from putright.core.timeline.items import Item

_UNREACHED = re.compile(
    r"\b(?:nobody|no one|no-one) (?:picked|answered|was (?:in|at|there)|came to)\b"
    r"|\b(?:no answer|went unanswered|(?:not|n't) (?:answer|pick up|reach|get (?:through|hold)|in\b"
    r"|at home)|went to voicemail|rang out|unable to (?:reach|speak))",
    re.IGNORECASE,
)
"""Words by which a call or visit is said to have found nobody."""
_RISK = "asb.risk_assessed"
_GRADE = re.compile(
    r"\b(?:as|was|is|at|to be|being|came out|scored|rated|graded|assessed|risk:?)"
    r" (?P<grade>very high|high|medium|low)\b(?! level)"
    r"|\b(?P<led>very high|high|medium|low)[ -]risk\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"\b(?:not|if|whether|would|should|ought|n't|nobody|treat\w*)\b", re.IGNORECASE
)
_DECIDED = {"move.decided", "move.reviewed"}
_YES = re.compile(r"\b(?:agreed?|approved?|granted?|accepted|allowed)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:refused?|refusal|declined?|turned (?:it )?down|rejected|not agreed?)\b",
                 re.IGNORECASE)  # fmt: skip
_FAR = 60
"""So many signs behind an act its outcome may stand."""


def otherwise(read: Read, dated: Sequence[Dated], ground: Ground) -> Iterator[Mark]:
    """Red where an entry with a record says that they were reached, or another grade of risk."""
    for at, event in enumerate(read.events):
        days = [day for one in dated if one.event == at and one.how == "on" for day in one.days]
        if event.row.channels and event.voice == "said" and len(days) == 1 and not days[0].whole:
            found = [item for item in ground.items if fits(item, days[0])]
            yield from _reached(read, event, settled(found, event.row), days[0].end, ground)
        if event.voice == "said" and not event.account and _DECIDED & set(event.row.acts):
            yield from _turned_down(read, event, ground)
    yield from _graded(read, ground)


def _reached(
    read: Read, event: Event, found: Sequence[Item], end: int, ground: Ground
) -> Iterator[Mark]:
    """ "We rang you on 2 June, but nobody answered" of a call in which they were spoken to."""
    ours = event.who is not None and "landlord" in event.who.sides
    words = read.sentence.words
    start = max(end, words[event.end - 1].end)
    said = _UNREACHED.search(read.text, start, min(start + _FAR, read.sentence.end))
    by_way = [item for item in found if item.from_landlord
              and channels_of(item) & set(event.row.channels) & TALKS]  # fmt: skip
    if said is None or not ours or not by_way or " that " in read.text[start : said.start()]:
        return
    if any(not TRIES.isdisjoint(item.acts) for item in by_way):
        return
    says = f"The entry shows that they were reached: {named(ground, by_way[:3])}."
    yield mark("red", "contact", says, Place(read.text, *said.span()), entries=by_way[:3])


def _graded(read: Read, ground: Ground) -> Iterator[Mark]:
    """A grade of the risk that no assessment with a record has."""
    text, sentence = read.text, read.sentence
    if not any(word.text in ("risk", "risks") for word in sentence.words) or sentence.asks:
        return
    assessed = [item for item in ground.items if _RISK in item.proven and item.entry.level]
    for said in _GRADE.finditer(text, sentence.start, sentence.end):
        grade = (said["grade"] or said["led"]).lower()
        led = text[max(sentence.start, said.start() - _FAR) : said.start()]
        if not assessed or _NOT_SAID.search(led):
            continue
        if all(item.entry.level != grade for item in assessed):
            says = f"The assessment says otherwise: {assessed[-1].entry.level}."
            yield mark("red", "act", says, Place(text, *said.span()), entries=assessed[-1:])


def _turned_down(read: Read, event: Event, ground: Ground) -> Iterator[Mark]:
    """ "Your move has been agreed" where every decision on record refuses it, or the reverse."""
    words = read.sentence.words
    start, end = words[event.start].start, words[event.end - 1].end
    said = read.text[start:end]
    decided = [item for item in ground.items if _DECIDED & item.proven]
    for mine, other in ((_YES, _NO), (_NO, _YES)):
        if not mine.search(said) or other.search(said):
            continue
        told = [item.entry.text for item in decided]
        if told and all(other.search(one) and not mine.search(one) for one in told):
            says = f"The entry shows the other answer: {named(ground, decided[:3])}."
            place = Place(read.text, start, end)
            yield mark("red", "act", says, place, entries=decided[:3])
