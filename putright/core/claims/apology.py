"""An apology held against the guidance on apologies: each line passes, fails, or a person looks.

Words are found as in the check of claims; what is not known, such as the post of who signed, is
asked for and never taken as good.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from putright.core.claims.phrases import anywhere
from putright.core.claims.reading import Sentence, folded, sentences, without_quotes, words_of
from putright.core.policy.practice_claims import ClaimWord
from putright.core.policy.practice_orders import ApologyCheck, ApologySigner, HeadWords, Held
from putright.core.practice.ombudsman_replies import Finding, gravest

Settled = Literal["pass", "look", "fails"]
Arrived = Literal["shown", "not shown", "came back"]
KIND = "apology"
STEM = 5
"""Words are the same where they begin with the same letters, so many of them."""
ENOUGH = 0.5
NO_TEXT = "The words of this letter are not kept here, so nothing could be looked for. Read it."
OWNING = ("responsibility", "sorry")
"""Lines of the check whose words own something: a failing is named in such a sentence."""
COUNTED = 3
"""So many quotes are shown of one line."""


class Apology(Struct, frozen=True, kw_only=True):
    """A letter of apology as it went: its words, whom to, for which findings, who signed, when.

    ``grade`` is 0 where nobody knows the post; ``text`` is "" where its words are not kept.
    """

    text: str
    reader: str
    findings: tuple[Finding, ...]
    due: date
    sent_on: date | None
    signer: str
    post: str
    grade: int
    arrived: Arrived


class Checked(Struct, frozen=True, kw_only=True):
    """One line of the check, what it came to, and the words or facts that settled it."""

    id: str
    says: str
    why: str
    state: Settled
    told: str


class Rows(Struct, frozen=True, kw_only=True):
    """The rows of the packs that an apology is held to."""

    checks: tuple[ApologyCheck, ...]
    signers: tuple[ApologySigner, ...]
    conditions: tuple[ClaimWord, ...]
    alike: tuple[HeadWords, ...]


Verdict = tuple[Settled, str]


def check_apology(told: Apology, rows: Rows) -> tuple[Checked, ...]:
    """Every line of the check, in the order of the pack."""
    return _Check(told, rows).lines()


def worst(lines: Iterable[Checked]) -> Settled:
    """What the check comes to as a whole."""
    states = {line.state for line in lines}
    if "fails" in states:
        return "fails"
    return "look" if "look" in states else "pass"


class _Check:
    def __init__(self, told: Apology, rows: Rows) -> None:
        self.told, self.rows = told, rows
        self.text = without_quotes(folded(told.text))
        self.cut = sentences(self.text)
        self.ways: Mapping[Held, Callable[[ApologyCheck], Verdict]] = {
            "says": self._says, "avoids": self._avoids, "unconditional": self._unconditional,
            "findings": self._findings, "reader": self._reader, "in time": self._in_time,
            "signer": self._signer, "arrived": self._arrived,
        }  # fmt: skip

    def lines(self) -> tuple[Checked, ...]:
        """Each line."""
        return tuple(self._line(row) for row in self.rows.checks)

    def _line(self, row: ApologyCheck) -> Checked:
        of_record = row.held in ("in time", "signer", "arrived")
        state, said = self.ways[row.held](row) if self.cut or of_record else ("look", NO_TEXT)
        return Checked(id=row.id, says=row.says, why=row.why, state=state, told=said)

    def _says(self, row: ApologyCheck) -> Verdict:
        found = self._quotes(row.words)
        return ("pass", found) if found else (row.otherwise, "Nothing in the letter says so.")

    def _avoids(self, row: ApologyCheck) -> Verdict:
        found = self._quotes(row.words)
        return (row.otherwise, found) if found else ("pass", "")

    def _unconditional(self, row: ApologyCheck) -> Verdict:
        quotes = [
            self._words(sentence)
            for sentence in self.cut
            for one in self.rows.conditions
            if one.kind == KIND and _stands(sentence, one)
        ]
        return (row.otherwise, _quoted(quotes)) if quotes else ("pass", "")

    def _findings(self, row: ApologyCheck) -> Verdict:
        if not self.told.findings:
            return "look", "The determination's findings are not listed with their levels. Look."
        states = [(one, self._named(one, frozenset(row.words))) for one in self.told.findings]
        for state in (row.otherwise, "look"):
            lacking = [one.heading for one, each in states if each == state]
            if lacking:
                words = (
                    "Not named: " if state == row.otherwise else "Perhaps not named as a failing: "
                )
                return state, words + "; ".join(lacking) + "."
        return "pass", ""

    def _named(self, finding: Finding, empty: frozenset[str]) -> Settled:
        """Whether a sentence that owns something speaks of it; elsewhere, a person looks."""
        wanted = self._stems(finding.heading, empty)
        if not wanted:
            return "look"
        owning = [one for one in self.cut if self._owns(one)]
        if self._share(wanted, owning) >= ENOUGH:
            return "pass"
        return "look" if self._share(wanted, self.cut) >= ENOUGH else "fails"

    def _stems(self, heading: str, empty: frozenset[str]) -> list[frozenset[str]]:
        """What has to be spoken of, each in any of its words: of a known matter, any it has."""
        plain = folded(heading)
        words = [one.text for one in words_of(plain, 0, len(plain))]
        for row in self.rows.alike:
            if any(f" {word} " in f" {' '.join(words)} " for word in row.words):
                every = {each for word in row.words for each in word.split()}
                return [frozenset(word[:STEM] for word in every if word not in empty)]
        return [frozenset({word[:STEM]}) for word in words if word not in empty]

    def _share(self, wanted: Sequence[frozenset[str]], cut: Iterable[Sentence]) -> float:
        there = {word.text[:STEM] for sentence in cut for word in sentence.words}
        return sum(not there.isdisjoint(each) for each in wanted) / len(wanted)

    def _owns(self, sentence: Sentence) -> bool:
        rows = [one for one in self.rows.checks if one.id in OWNING]
        return any(anywhere(sentence.words, words) for one in rows for words in one.words)

    def _reader(self, row: ApologyCheck) -> Verdict:
        names = [one for one in folded(self.told.reader).casefold().split() if len(one) > 1]
        there = {word.text for sentence in self.cut for word in sentence.words}
        if names and there.issuperset(names[-1:]):
            return "pass", ""
        return row.otherwise, "Their name does not stand in it."

    def _in_time(self, row: ApologyCheck) -> Verdict:
        sent, due = self.told.sent_on, self.told.due
        if sent is None:
            return "look", "It is not known on which day it went."
        late = (sent - due).days
        if late <= 0:
            return "pass", ""
        return row.otherwise, f"It went {late} {'day' if late == 1 else 'days'} after its day."

    def _signer(self, row: ApologyCheck) -> Verdict:
        wanted = self._wanted()
        if wanted is None:
            return "look", "No rule here says who signs."
        if not self.told.signer or not self.told.post:
            return "look", f"Who signed it, and their post? It should be {wanted.says}."
        if not self.told.grade:
            return "look", f"{self.told.post}: is that {wanted.says}, or more senior? Look."
        if self.told.grade >= wanted.grade:
            return "pass", f"{self.told.signer}, {self.told.post}."
        return row.otherwise, f"{self.told.post} signed it. It should be {wanted.says}."

    def _wanted(self) -> ApologySigner | None:
        level = gravest(self.told.findings)
        known = {row.finding: row for row in self.rows.signers}
        return known.get(level) or known.get("")

    def _arrived(self, row: ApologyCheck) -> Verdict:
        if self.told.arrived == "shown":
            return "pass", ""
        if self.told.arrived == "came back":
            return "fails", "It came back: nobody has it."
        return row.otherwise, "The letter is kept, and nothing shows that it arrived."

    def _quotes(self, phrases: Iterable[str]) -> str:
        listed = tuple(phrases)
        return _quoted(
            self._words(one) for one in self.cut if any(anywhere(one.words, w) for w in listed)
        )

    def _words(self, sentence: Sentence) -> str:
        return " ".join(self.text[sentence.start : sentence.end].split())


def _stands(sentence: Sentence, row: ClaimWord) -> bool:
    if any(anywhere(sentence.words, words) for words in row.unless):
        return False
    return any(anywhere(sentence.words, words) for words in row.words)


def _quoted(found: Iterable[str]) -> str:
    kept: Iterator[str] = iter(dict.fromkeys(found))
    shown = [f"\u201c{words}\u201d" for words, _n in zip(kept, range(COUNTED), strict=False)]
    return " ".join(shown)
