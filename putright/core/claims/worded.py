"""Words that need proof, and words that a letter is better without."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from putright.core.claims.ground import Ground
from putright.core.claims.lexicon import Lists
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark
from putright.core.claims.phrases import Phrases, anywhere
from putright.core.claims.reading import Sentence
from putright.core.claims.shown import Shown, shown
from putright.core.policy.practice_claims import ClaimWord

THIRD = frozenset({"he", "she", "his", "her", "him", "they", "their", "them", "he's", "she's",
                   "they've", "who"})  # fmt: skip


def words_marked(
    text: str, cut: Iterable[Sentence], ground: Ground, lists: Lists, days: Sequence[int] = ()
) -> Iterator[Mark]:
    """Each place where one of the rows' phrases stands and is not shown to be true.

    ``days`` are the places of days: where one is named, the policy may have been followed in that.
    """
    of_others = _Others(lists)
    rows = [one for one in lists.words if _counts(one, ground)]
    phrases = Phrases((words, one) for one in rows for words in one.words)
    held: dict[str, Shown] = {}
    for sentence in cut:
        place = 0
        while place < len(sentence.words):
            found = phrases.at(sentence.words, place)
            if found is None:
                place += 1
                continue
            end, row = found
            apart = row.only_if == "of others" and not of_others.are_in(sentence, place)
            if not apart and _is_meant(row, sentence):
                where = Place(text, sentence.words[place].start, sentence.words[end - 1].end)
                marks = _of_row(row, where, ground, held)
                is_one = row.shown_by == "duties" and _holds(sentence, days)
                yield from (replace(one, colour="amber") for one in marks) if is_one else marks
            place = end


class _Others:
    """Words of somebody who is neither the reader nor us."""

    def __init__(self, lists: Lists) -> None:
        sides = ("other party", "anonymous")
        self.names = Phrases(
            (words, one)
            for one in lists.parties
            if set(sides) & set(one.sides)
            for words in one.words
        )

    def are_in(self, sentence: Sentence, place: int) -> bool:
        """Whether the sentence speaks of them, and what stands here is not the reader's."""
        words = sentence.words
        if any(
            one.text in ("your", "you", "my", "our") for one in words[max(0, place - 3) : place]
        ):
            return False
        if any(one.text in THIRD for one in words[:place]):
            return True
        return any(self.names.at(words, at) is not None for at in range(place))


def _holds(sentence: Sentence, places: Iterable[int]) -> bool:
    return any(sentence.start <= one < sentence.end for one in places)


def _is_meant(row: ClaimWord, sentence: Sentence) -> bool:
    """Whether the rest of the sentence leaves the words as grave as they are."""
    if any(anywhere(sentence.words, one) for one in row.unless):
        return False
    return not row.objects or any(anywhere(sentence.words, one) for one in row.objects)


def _counts(row: ClaimWord, ground: Ground) -> bool:
    if row.only_to and row.only_to != ground.to:
        return False
    return row.only_if != "failing" or bool(ground.missed)


def _of_row(row: ClaimWord, where: Place, ground: Ground, held: dict[str, Shown]) -> Iterator[Mark]:
    if not row.shown_by:
        yield mark(row.colour, row.kind, row.says, where, instead=row.instead)
        return
    if row.shown_by not in held:
        held[row.shown_by] = shown(row.shown_by, ground)
    state = held[row.shown_by]
    if state.colour is not None:
        says = " ".join(filter(None, (row.says, state.says)))
        yield mark(state.colour, row.kind, says, where, entries=state.entries, instead=row.instead)


def stands(cut: Iterable[Sentence], phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands somewhere in the text."""
    return any(anywhere(one.words, phrase) for one in cut for phrase in phrases)
