"""An hour in a letter to the household: that of an appointment of ours, which an entry holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from putright.core.claims.days import ahead, days_in
from putright.core.claims.ground import Ground
from putright.core.claims.lexicon import Lists
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, in_words, mark
from putright.core.claims.phrases import Phrases
from putright.core.claims.reading import Sentence, folded, sentences, without_quotes
from putright.core.timeline.items import Item

_COMING = re.compile(
    r"\b(?:(?:[Ww]e|I|[Oo]ur [a-z]+(?: [a-z]+)?|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    r"(?:'ll| will| shall| (?:are|am|is) going to) (?:\w+ ){0,2}?"
    r"(?:come|visit|call|see|meet|ring|phone|be (?:with you|there))"
    r"|(?:[Oo]ur|[Tt]he|[Yy]our) (?:next )?(?:visit|appointment|meeting) (?:is|will be))\b"
)
SOON = timedelta(days=200)
"""A day without a year that comes within these days is meant to come."""


class Appointments:
    """The sentences of a letter that tell when somebody of ours comes, with their days."""

    def __init__(self, text: str, ground: Ground, lists: Lists) -> None:
        self.text, self.ground = text, ground
        said = without_quotes(folded(text))
        self.cut = sentences(said)
        self.days = days_in(said, ground.on)
        ours = {"landlord", "resident"}
        others = [one for one in lists.parties if ours.isdisjoint(one.sides)]
        self.others = Phrases((words, one) for one in others for words in one.words)

    def told(self, hour: str) -> list[tuple[Sentence, date]]:
        """Where that hour stands, if each time it is that of an appointment; else nothing."""
        if self.ground.to != "resident":
            return []
        found = [self._at(one.start()) for one in re.finditer(re.escape(hour), self.text)]
        told = [one for one in found if one is not None]
        return told if len(told) == len(found) else []

    def _at(self, place: int) -> tuple[Sentence, date] | None:
        for sentence in self.cut:
            if sentence.start <= place < sentence.end and self._is_ours(sentence):
                return next(((sentence, day) for day in self._to_come(sentence)), None)
        return None

    def _is_ours(self, sentence: Sentence) -> bool:
        words = sentence.words
        if any(self.others.at(words, at) is not None for at in range(len(words))):
            return False
        return bool(_COMING.search(self.text, sentence.start, sentence.end))

    def _to_come(self, sentence: Sentence) -> Iterator[date]:
        on = self.ground.on
        for day in self.days:
            if sentence.start <= day.start < sentence.end and not day.whole:
                found = [one.first for one in (day, ahead(day)) if one.first >= on]
                yield from (one for one in found[:1] if one - on <= SOON or day.sure)

    def not_held(self, told: Sequence[tuple[Sentence, date]]) -> Iterator[Mark]:
        """Red where no entry arranges it for that day: what nobody wrote down, nobody keeps."""
        for sentence, day in told:
            if not any(day in _arranged(one) for one in self._entries()):
                says = f"Record the visit first: no entry arranges it for {in_words(day)}."
                words = sentence.words
                place = Place(self.text, words[0].start, words[-1].end)
                yield mark("red", "promise", says, place)

    def _entries(self) -> Iterable[Item]:
        return (one for one in self.ground.items if one.from_landlord)


def _arranged(item: Item) -> set[date | None]:
    visits = {item.entry.until} if "asb.visit_arranged" in item.acts else set()
    return visits | {one.due for one in item.entry.promises}
