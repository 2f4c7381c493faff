"""Who is named among the words of a sentence: us, the resident, or somebody of the packs."""

from collections.abc import Sequence

from msgspec.structs import replace

from putright.core.claims.event import Event
from putright.core.claims.lexicon import BE, JOINS, Lexicon, bare
from putright.core.claims.reading import Sentence, Word
from putright.core.claims.voices import PERIODS, STOPS
from putright.core.policy.practice_claims import ClaimParty

STRONG = frozenset(";:.!?(\n")
"""Signs that end a clause."""


RESIDENT = ClaimParty(id="resident", words=(), sides=("resident",))
LANDLORD = ClaimParty(id="landlord", words=(), sides=("landlord",))


class Parties:
    """The words of a sentence, asked who stands where."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.words, self.lex = sentence, sentence.words, lexicon
        self.found: list[Event] = []

    def _whose(self, place: int) -> ClaimParty | None:
        for one in reversed(self.words[max(0, place - 4) : place]):
            if one.text in ("your", "you"):
                return self._you()
            if one.text in ("our", "my", "we"):
                return self._us()
            if one.text.endswith("'s") and (named := self._owner(one)) is not None:
                return named
            if one.text in BE | JOINS or one.text in ("of", "the", "to"):
                return None
        return None

    def _owner(self, word: Word) -> ClaimParty | None:
        """Whose it is: the officer's visit, your support worker's email."""
        place = self.words.index(word)
        owner = replace(word, text=word.text.removesuffix("'s"))
        found = self.lex.parties.ending([*self.words[:place], owner], place)
        return found[1] if found is not None else None

    def _order(self, start: int, end: int, head: int) -> str:
        for one in self.words[max(0, start - 4) : min(end + 1, len(self.words))]:
            after = self.words[self.words.index(one) + 1 :][:1]
            if after and after[0].text in PERIODS:
                continue
            if self._is_of_other(one, head) or (after and after[0].text == "of"):
                continue
            if one.text in ("first", "earliest"):
                return "first"
            if one.text in ("second", "third"):
                return one.text
            if one.text in ("last", "latest") and one.start >= self.words[max(0, start - 2)].start:
                return "last"
        return ""

    def _is_of_other(self, word: Word, head: int) -> bool:
        """Whether it is the "first" of another noun: "your first diary was answered"."""
        at = self.words.index(word) + 1
        return at < head and self.lex.nouns.at(self.words, at) is not None

    def _near(self, phrases: Sequence[str], start: int, end: int) -> bool:
        near = self.words[max(0, start - 1) : end]
        money = "£" in phrases
        return any(one.text in phrases or (money and one.text.startswith("£")) for one in near)

    def _after(self, start: int, end: int) -> ClaimParty | None:
        for here in range(start, min(end, len(self.words))):
            gap = self.words[here].gap
            if not STRONG.isdisjoint(gap) or ("," in gap and here > start + 1):
                return None
            if bare(self.words[here].text) in STOPS:
                return None
            party = self._meant(here) or self._party(here)
            if party is not None:
                return None if "landlord" in party.sides else party
        return None

    def _meant(self, place: int) -> ClaimParty | None:
        """Whom "her", "him" or "them" means: whoever did what was told of last."""
        if self.words[place].text not in ("her", "him", "them"):
            return None
        doers = [one.who for one in reversed(self.found) if one.who is not None]
        told = [one for one in doers if "landlord" not in one.sides]
        return told[0] if told and told[0].id not in ("you", "resident") else None

    def _within(self, start: int, end: int) -> ClaimParty | None:
        for here in range(start, end):
            party = self._party(here)
            if party is not None and "landlord" not in party.sides:
                return party
            if self.words[here].text == "your":
                return self._you()
        return None

    def _party_soon(self, place: int) -> ClaimParty | None:
        """Who is named here, or behind one word more: "by our own staff"."""
        named = (self._party(at) for at in range(place, min(place + 2, len(self.words))))
        return next((one for one in named if one is not None), None)

    def _party(self, place: int) -> ClaimParty | None:
        found = self.lex.parties.at(self._bare_words(place), 0)
        return found[1] if found else None

    def _bare_words(self, place: int) -> Sequence[Word]:
        own = ("your", "the", "an", "a")
        start = place
        if (
            self.words[place].text in own
            and place + 1 < len(self.words)
            and self.lex.parties.at(self.words, place) is None
        ):
            start = place + 1
        return self.words[start : start + 7]

    def _party_ending(self, place: int) -> tuple[int, ClaimParty] | None:
        word = self.words[place]
        low = bare(word.text)
        if low != word.text:
            cut = [*self.words[:place], replace(word, text=low)]
            return self.lex.parties.ending(cut, place)
        return self.lex.parties.ending(self.words, place)

    def _you(self) -> ClaimParty:
        return RESIDENT

    def _us(self) -> ClaimParty:
        return LANDLORD
