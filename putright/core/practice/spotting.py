"""Whether words sound like displeasure with the landlord's service, and which words do.

A small linear model over what can be pointed at: phrases put together by hand, words by their
stems and parts, pairs of words, words by the class they belong to (who, not, to ring, to promise),
alone and near each other, how a sentence begins, and whom it speaks of beside a phrase. Each weight
is data. It decides nothing: where it says so, a person is asked.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations, product
from math import exp, sqrt

from msgspec import Struct

TOKEN = re.compile(r"[a-z0-9£]+(?:['’][a-z]+)*")
SENTENCE = re.compile(r"[.!?;\n]")
WIDE = 60
"""Tokens that are weighed together: about what somebody says in one breath."""
STEP = 30
GAP = 4
"""So many words may stand where a phrase has ``~``."""
NEAR_BY = "near"
US = "us"
"""A group that says whom it is about, and by itself shows nothing."""
ANY = "~"
MOST_GAPS = 2
MOST_SHOWN = 6
TELLING = 1.0
"""Words that weigh less are not shown, but for the weightiest where none weigh as much."""
BESIDE = frozenset({"you", "staff", "elsewhere", "they", "good", "not", "question"})
"""Classes that tell, beside a phrase, whose doing it was: "you never rang" or "he never rang"."""
BLAMED = frozenset({"you", "staff"})
NOBODY = "noyou"
"""Beside a phrase in a sentence that speaks of neither the reader nor anybody's staff."""
PART = 4
"""Letters of a part of a word: "fobbed" and "fobing" share some."""
SIGNS = "?!"
UNSHOWN = ("~", "^", *SIGNS)
"""What the names of features begin with that show no words by themselves."""
LONGEST = 10_000
"""Characters that are looked at."""
PREFIX = 3
NEAR = 4
"""Words that are no further apart than this, in one sentence, are near each other."""
ENDINGS = ("ing", "edly", "ed", "es", "s", "ly")
SHORTEST_STEM = 4


class Token(Struct, frozen=True):
    """A word as it is weighed, its place in the text, the sentence it stands in."""

    word: str
    start: int
    end: int
    sentence: int

    @property
    def stem(self) -> str:
        """The word without its ending."""
        for ending in ENDINGS:
            left = self.word.removesuffix(ending)
            if left != self.word and len(left) >= SHORTEST_STEM:
                return left
        return self.word


class Mark(Struct, frozen=True):
    """Words of the text that weighed: from and to which character, how much, and as what."""

    start: int
    end: int
    weight: float
    sort: str = ""


class Heard(Struct, frozen=True):
    """What was heard in a text: how likely it is displeasure (0 to 1), whether to ask, why.

    ``is_plain`` says that a phrase was found which is displeasure by itself.
    """

    score: float = 0.0
    asks: bool = False
    marks: tuple[Mark, ...] = ()
    is_plain: bool = False


class Found(Struct, frozen=True):
    """A phrase found at some tokens: the first, and the one after the last."""

    first: int
    after: int
    group: str


class Phrases:
    """Hand-made phrases in groups, ready to be looked for.

    A phrase is words with ``|`` between those that may stand for each other, ``*`` at the end of a
    beginning, and at most two ``~`` for a few words of any kind.
    """

    def __init__(
        self, groups: Mapping[str, Iterable[str]], classes: Mapping[str, str] | None = None
    ) -> None:
        """Index every phrase by the words it can begin with; ``classes`` are words by class."""
        self._classes: dict[str, tuple[str, ...]] = {}
        for name, words in (classes or {}).items():
            for word in words.split():
                self._classes[word] = (*self._classes.get(word, ()), name)
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_prefix: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                self._index(group, tuple(phrase.split()))

    def _index(self, group: str, parts: tuple[str, ...]) -> None:
        if not parts or ANY in (parts[0], parts[-1]) or parts.count(ANY) > MOST_GAPS:
            msg = f'"{" ".join(parts)}" in {group}: two ~ at most, and never first or last'
            raise ValueError(msg)
        for word in parts[0].split("|"):
            if word.endswith("*") and len(word) <= PREFIX:
                msg = f'"{word}" in {group}: write at least {PREFIX} letters before *'
                raise ValueError(msg)
            index = self._by_prefix if word.endswith("*") else self._by_word
            key = word[:PREFIX] if word.endswith("*") else word
            index.setdefault(key, []).append((group, parts))

    def classes_of(self, word: str) -> tuple[str, ...]:
        """The classes of a word."""
        return self._classes.get(word, ())

    def find(self, tokens: list[Token]) -> Iterator[Found]:
        """Every phrase that stands in these tokens, each within one sentence."""
        for place, token in enumerate(tokens):
            word = token.word
            begun = (*self._by_word.get(word, ()), *self._by_prefix.get(word[:PREFIX], ()))
            for group, parts in begun:
                after = _matched(parts, tokens, place)
                if after:
                    yield Found(place, after, group)


class Spotter:
    """The phrases with all weights: what a text is heard with."""

    def __init__(
        self, *, phrases: Phrases, weights: Mapping[str, float], bias: float, threshold: float,
        plain: Collection[str] = (),
    ) -> None:  # fmt: skip
        """``threshold`` is the score from which on a person is asked, ``plain`` groups of phrases
        that are displeasure by themselves."""
        self.plain = frozenset(plain)
        self.phrases, self.weights = phrases, weights
        self.bias, self.threshold = bias, threshold

    def hear(self, text: str) -> Heard:
        """What is heard in a text: in the part of it that sounds most like displeasure."""
        read = Reading(text, self.phrases)
        best, found = None, Heard()
        for window in read.windows():
            score = self.score(read.features(window))
            if best is None or score > best:
                best, found = score, self._heard(read, window, score)
        return found

    def score(self, features: Collection[str]) -> float:
        """What features come to; of a long text no more than of a short one."""
        told = sum(self.weights.get(name, 0.0) for name in features)
        return self.bias + told / sqrt(max(1, len(features)))

    def _heard(self, read: "Reading", window: range, score: float) -> Heard:
        chance = round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 4)
        if chance < self.threshold:
            return Heard(chance)
        marks = self._marks(read, window)
        is_plain = any(mark.sort in self.plain for mark in marks)
        # Whole phrases say more to a reader than words that only weigh near each other.
        phrases = [mark for mark in marks if mark.sort != NEAR_BY]
        return Heard(chance, True, _apart(phrases or marks), is_plain) if marks else Heard(chance)

    def _marks(self, read: "Reading", window: range) -> list[Mark]:
        """What can be shown: the same words as one sort weigh all that they weigh together."""
        weights: dict[tuple[int, int, str], float] = {}
        for name, first, after in read.places(window):
            weight, sort = self.weights.get(name, 0.0), _sort(name)
            if weight and sort not in ("", US):
                key = (first, after, sort)
                weights[key] = weights.get(key, 0.0) + weight
        marks = [
            Mark(read.tokens[first].start, read.tokens[after - 1].end, round(weight, 2), sort)
            for (first, after, sort), weight in weights.items()
            if weight > 0
        ]
        most = max((mark.weight for mark in marks), default=0.0)
        return [mark for mark in marks if mark.weight >= min(TELLING, most)]


class Reading:
    """A text cut into tokens, with the phrases that stand in it."""

    def __init__(self, text: str, phrases: Phrases) -> None:
        """Cut it up; what comes after ``LONGEST`` characters is left out."""
        self._text = text[:LONGEST]
        self.tokens = list(tokens_of(self._text))
        self.stems = [token.stem for token in self.tokens]
        self.kinds = [phrases.classes_of(token.word) for token in self.tokens]
        self._phrases = phrases

    @cached_property
    def found(self) -> list[Found]:
        """The phrases in it."""
        return list(self._phrases.find(self.tokens))

    @cached_property
    def speaks_of(self) -> dict[int, list[str]]:
        """The classes of words in each sentence."""
        told: dict[int, set[str]] = {}
        for token, kinds in zip(self.tokens, self.kinds, strict=True):
            told.setdefault(token.sentence, set()).update(kinds)
        return {sentence: sorted(kinds) for sentence, kinds in told.items()}

    @cached_property
    def beside(self) -> dict[int, list[str]]:
        """For each sentence the classes that tell whose doing something was."""
        return {
            sentence: [kind for kind in kinds if kind in BESIDE]
            + ([] if BLAMED.intersection(kinds) else [NOBODY])
            for sentence, kinds in self.speaks_of.items()
        }

    def windows(self) -> Iterator[range]:
        """Stretches that are weighed each by itself: all of it where it is short."""
        count, start = len(self.tokens), 0
        while start < count:
            yield range(start, min(start + WIDE, count))
            if start + WIDE >= count:
                return
            start = self._next(start)

    def _next(self, start: int) -> int:
        """A sentence begins there, where one does not too far on."""
        for place in range(start + STEP, start + WIDE):
            if self.tokens[place].sentence != self.tokens[place - 1].sentence:
                return place
        return start + STEP

    def features(self, window: range) -> set[str]:
        """The features of a stretch."""
        return {name for name, _first, _after in self.places(window)}

    def places(self, window: range) -> Iterator[tuple[str, int, int]]:
        """Each feature with the tokens it stands at, phrases first."""
        for found in self.found:
            if window.start <= found.first and found.after <= window.stop:
                yield f"#{found.group}", found.first, found.after
                for kind in self.beside[self.tokens[found.first].sentence]:
                    yield f"#{found.group}&{kind}", found.first, found.after
        for place in window:
            yield from self._at(place, window.stop)

    def _at(self, place: int, stop: int) -> Iterator[tuple[str, int, int]]:
        """A word with its classes, then what is near it in the same sentence."""
        yield self.stems[place], place, place + 1
        for kind in self.kinds[place]:
            yield f"@{kind}", place, place + 1
        for name in self._of_word(place):
            yield name, place, place + 1
        for other in range(place + 1, min(place + NEAR + 1, stop)):
            if self.tokens[other].sentence != self.tokens[place].sentence:
                return
            for name in self._pairs(place, other):
                yield name, place, other + 1

    def _of_word(self, place: int) -> Iterator[str]:
        """Parts of a word, the sign that follows it, and what it begins where it begins one."""
        token = self.tokens[place]
        word, is_last = f"<{token.word}>", place + 1 == len(self.tokens)
        yield from (f"~{word[at : at + PART]}" for at in range(len(word) - PART + 1))
        follows = self._text[token.end : None if is_last else self.tokens[place + 1].start]
        yield from (sign for sign in SIGNS if sign in follows)
        if place and self.tokens[place - 1].sentence == token.sentence:
            return
        together = combinations(self.speaks_of[token.sentence], 2)
        yield from (f"^@{kind}&@{other}" for kind, other in together)
        yield f"^{self.stems[place]}"
        yield from (f"^@{kind}" for kind in self.kinds[place])
        if not is_last and self.tokens[place + 1].sentence == token.sentence:
            yield f"^{self.stems[place]} {self.stems[place + 1]}"
            pairs = product(self.kinds[place], self.kinds[place + 1])
            yield from (f"^@{kind} @{other}" for kind, other in pairs)

    def _pairs(self, place: int, other: int) -> Iterator[str]:
        stem, near = self.stems[place], self.stems[other]
        kinds, near_kinds = self.kinds[place], self.kinds[other]
        if other == place + 1:
            yield f"{stem} {near}"
        if other < place + NEAR:
            yield from (f"@{kind}>{near}" for kind in kinds)
            yield from (f"{stem}>@{kind}" for kind in near_kinds)
        yield from (f"@{kind}>@{other_kind}" for kind in kinds for other_kind in near_kinds)


def tokens_of(text: str) -> Iterator[Token]:
    """The words of a text in small letters, without apostrophes; a number is ``0``."""
    small, sentence, before = text.lower(), 0, 0
    if len(small) != len(text):  # a letter that grows when it is made small moves every place
        small = "".join(each if len(each.lower()) != 1 else each.lower() for each in text)
    for match in TOKEN.finditer(small):
        if SENTENCE.search(small, before, match.start()):
            sentence += 1
        before = match.end()
        word = match[0].replace("'", "").replace("’", "")
        yield Token("0" if word.isdigit() else word, match.start(), match.end(), sentence)


def _matched(parts: tuple[str, ...], tokens: list[Token], place: int) -> int:
    """The place after the last token of a phrase that begins here; 0 where it does not."""
    sentence = tokens[place].sentence
    if ANY not in parts:
        return _follows(parts, tokens, place, sentence)
    split = parts.index(ANY)
    middle = _follows(parts[:split], tokens, place, sentence)
    if not middle:
        return 0
    tries = range(middle, min(middle + GAP + 1, len(tokens)))
    ends = (_matched(parts[split + 1 :], tokens, at) for at in tries)
    return next((end for end in ends if end and tokens[end - 1].sentence == sentence), 0)


def _follows(parts: tuple[str, ...], tokens: list[Token], place: int, sentence: int) -> int:
    if place + len(parts) > len(tokens):
        return 0
    for part, token in zip(parts, tokens[place : place + len(parts)], strict=True):
        if token.sentence != sentence or not _is_like(part, token.word):
            return 0
    return place + len(parts)


def _is_like(part: str, word: str) -> bool:
    return any(
        word.startswith(each[:-1]) if each.endswith("*") else word == each
        for each in part.split("|")
    )


def _sort(name: str) -> str:
    """The group of a phrase; "near" for words near each other; "" for a single word."""
    if name.startswith("#"):
        return name.removeprefix("#").partition("&")[0]
    if name.startswith(UNSHOWN):
        return ""
    return NEAR_BY if " " in name or ">" in name else ""


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The weightiest that do not lie in each other, in the order of the text."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (-one.weight, one.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
        if len(kept) == MOST_SHOWN:
            break
    return tuple(sorted(kept, key=lambda one: one.start))
