"""Who did what a verb tells of, and whether it is said, denied or only supposed."""

from msgspec import Struct
from msgspec.structs import replace

from putright.core.claims.event import Voice, voice_of
from putright.core.claims.lexicon import (
    BE,
    HAVE,
    JOINS,
    MAY,
    SUPPOSE,
    UNKNOWN,
    Lexicon,
    bare,
    is_adverb,
    is_not,
)
from putright.core.claims.parties import STRONG, Parties
from putright.core.claims.reading import Sentence
from putright.core.claims.voices import PREPOSED, doubts
from putright.core.policy.practice_claims import ClaimAct, ClaimParty

_TURNED = frozenset({"we", "i", "you", "he", "she", "they", "it", "the", "your", "our"})
_NO_NOTE = frozenset({"given", "thank", "thanks", "based", "regarding", "concerning"})
"""With these a sentence opens in which somebody else may act."""
US = frozenset({"we", "i", "us", "me", "both"})
REPORTED = "asb.reported"
"""What was reported, the resident did, where nobody else is named."""
FAR = 8
"""So many words may stand between a verb and who did it, or what was done."""


class Subject(Struct, frozen=True):
    """Who stands before a verb: None where the sentence does not say."""

    who: ClaimParty | None
    place: int
    voice: Voice = "said"
    passive: bool = False
    joined: bool = False
    known: bool = True


class Subjects(Parties):
    """The verbs of a sentence, asked who did it."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self.doubts = doubts(sentence.words)

    def _subject(self, place: int) -> Subject | None:
        """Who stands before the verb, with what is said of it on the way."""
        denied = supposed = passive = False
        for back in range(place - 1, max(-1, place - 1 - FAR), -1):
            word = self.words[back].text
            if not STRONG.isdisjoint(self.words[back + 1].gap):
                return self._joined(place)
            if "," in self.words[back + 1].gap and back == place - 1:
                return self._behind_clause(place) or self._joined(place)
            denied |= is_not(word) or self._is_yet(back)
            if self._is_passed(back):
                continue
            supposed |= (word in MAY or word.endswith("'ll")) and not self._is_by_now(back)
            passive |= word in BE and not is_not(word) and self.words[back + 1].text != "able"
            if word in BE | HAVE | MAY or is_adverb(word) or is_not(word):
                if word != "nobody":
                    continue
                return Subject(self._us(), back, "denied")
            if word in JOINS:
                joined = self._joined(place)
                return replace(joined, voice="supposed") if joined and supposed else joined
            voice = voice_of(supposed=supposed, denied=denied)
            passive |= self._is_label(back, place)
            return self._named(back, voice, passive=passive, near=back == place - 1)
        if opening := self._opening(place):
            return opening
        voice = voice_of(supposed=supposed, denied=denied)
        return self._listed() or (None if passive else self._implied(place, voice))

    def _implied(self, place: int, voice: Voice) -> Subject | None:
        """Ourselves, where a note leaves it out: "Rang you on 3 May, no answer"."""
        after = self.words[place + 1].text if place + 1 < len(self.words) else ""
        if self.sentence.item or after in ("by", "as") or self.words[place].text in _NO_NOTE:
            return None
        return Subject(self._us(), 0, voice)

    def _behind_clause(self, place: int) -> Subject | None:
        """Who did it before a clause of its own: "the police, who were asked, wrote back"."""
        whos = (at for at in range(1, place) if self.words[at].text == "who")
        at = next((at for at in whos if "," in self.words[at].gap), None)
        named = self._party_ending(at - 1) if at is not None else None
        return Subject(named[1], named[0]) if named is not None else None

    def _is_label(self, back: int, place: int) -> bool:
        """Whether it is a line of a list of days: "Police asked: 11 March"."""
        if place + 1 >= len(self.words) or back != place - 1:
            return False
        after, opens = self.words[place + 1], not back or "," in self.words[back].gap
        dated = after.text.isdigit() and "," not in after.gap
        return opens and (":" in after.gap or dated)

    def _is_by_now(self, back: int) -> bool:
        """Whether it is the "will" of "you will have had my letter", which tells of the past."""
        after = [one.text for one in self.words[back + 1 : back + 3]]
        is_will = self.words[back].text == "will" or self.words[back].text.endswith("'ll")
        told = after[:1] == ["have"] and after[-1] in ("had", "seen", "received", "got", "heard")
        return is_will and told

    def _is_able(self, place: int) -> bool:
        """Whether it is the "to" of "was able to ring you", which says that we did."""
        led = self.words[place - 1].text if 0 < place < len(self.words) else ""
        return led in ("able", "managed") and self.words[place].text == "to"

    def _is_passed(self, place: int) -> bool:
        """Whether it is a word of "was able to", "had to", "has yet to", which name nobody."""
        near = self._is_able(place) or self._is_able(place + 1) or self._is_forced(place)
        return near or self._is_yet(place) or (place > 0 and self._is_yet(place - 1))

    def _is_yet(self, place: int) -> bool:
        """Whether it is the "yet" of "we have yet to hear from you"."""
        after = self.words[place + 1].text if place + 1 < len(self.words) else ""
        return self.words[place].text == "yet" and after == "to"

    def _is_forced(self, place: int) -> bool:
        """Whether it is the "to" of "had to be chased", which was done."""
        return self.words[place].text == "to" and place > 0 and self.words[place - 1].text == "had"

    def _named(self, back: int, voice: Voice, *, passive: bool, near: bool) -> Subject | None:
        word = bare(self.words[back].text)
        if self.words[back].text in ("failed", "fail", "unable"):
            return None
        named = self._party_ending(back)
        if named is not None and word in ("us", "me") and passive:
            return Subject(None, max(0, back - 2), voice, passive=True)
        if named is not None and named[0] and self.words[named[0] - 1].text in PREPOSED:
            return Subject(None, back, voice, passive=passive, known=False)
        if named is not None:
            return Subject(self._owner_of(named), named[0], voice, passive)
        if word in UNKNOWN:
            before = self._party_ending(back - 1) if word in ("who", "that") and back else None
            who = before[1] if before else None
            if passive:
                return Subject(None, back, voice, passive=True)
            return Subject(who, back, voice, known=who is not None)
        if passive:
            return Subject(None, max(0, back - 2), voice, passive=True)
        return None if near else self._loose_subject(back, voice)

    def _owner_of(self, named: tuple[int, ClaimParty]) -> ClaimParty:
        """Whose team it is: "the council's noise team" is none of ours."""
        for one in reversed(self.words[max(0, named[0] - 3) : named[0]]):
            if one.text.endswith("'s") and (owner := self._owner(one)) is not None:
                return owner
        return named[1]

    def _loose_subject(self, back: int, voice: Voice) -> Subject | None:
        """An unknown subject before "has", "did": somebody of whom the packs do not speak."""
        return Subject(None, back, voice, known=False)

    def _joined(self, place: int) -> Subject | None:
        """The subject of the verb before, in "we called and visited"."""
        if self.found and self.found[-1].end <= place and not self.found[-1].loose:
            last = self.found[-1]
            between = [one.text for one in self.words[last.end : place]]
            if not any(bare(word) in ("we", "i", "they", "he", "she") for word in between):
                voice = last.voice if last.voice == "supposed" else self._own_voice(place)
                if last.passive and not self._is_by(last.end, place):
                    return Subject(self._us(), place, voice, joined=True)
                return Subject(last.who, place, voice, joined=True, known=last.known)
        return self._far_subject(place)

    def _is_by(self, start: int, end: int) -> bool:
        return any(one.text == "by" for one in self.words[start:end])

    def _own_voice(self, place: int) -> Voice:
        led = [one.text for one in self.words[max(0, place - 3) : place]]
        last = self.found[-1]
        if last.voice == "denied" and place - last.end < 4 and "or" in led:
            return "denied"
        return "denied" if any(is_not(word) for word in led) else "said"

    def _far_subject(self, place: int) -> Subject | None:
        """The last "we" or "I" further back, in "we looked at the file and called you"."""
        for back in range(place - 1, -1, -1):
            word = bare(self.words[back].text)
            if not STRONG.isdisjoint(self.words[back].gap) and back:
                return None
            if word in ("we", "i") or (word == "you" and self._opens(back)):
                after = [one.text for one in self.words[back : back + 4]]
                may = any(one in MAY or one.endswith("'ll") for one in after)
                denied = any(is_not(one) for one in after)
                voice: Voice = "supposed" if may or denied else "said"
                return Subject(self._you() if word == "you" else self._us(), place, voice)
        return self._listed()

    def _opens(self, back: int) -> bool:
        before = self.words[back - 1].text if back else ""
        return not back or before in ("when", "that", "as", "because", "after", "and", "but", "how")

    def _opening(self, place: int) -> Subject | None:
        """Who is named behind "having met the police in June,"."""
        if self.found or place > 2 or "having" not in [one.text for one in self.words[:place]]:
            return None
        for here in range(place, len(self.words)):
            if "," in self.words[here].gap:
                party = self._party(here)
                return Subject(party, place) if party is not None else None
        return None

    def _listed(self) -> Subject | None:
        """Who did what stands in a line of a list: as the line above the list has it."""
        if not self.sentence.item or self.found:
            return None
        stem = [bare(one.text) for one in self.sentence.stem]
        if any(word in MAY for word in stem if word != "to") or "agree" in stem:
            return None
        if "you" in stem and "we" not in stem and "i" not in stem:
            return Subject(self._you(), 0)
        if any(is_not(word) for word in stem):
            return Subject(self._us(), 0, "denied")
        return Subject(self._us(), 0)

    def _is_supposed(self, place: int) -> bool:
        led = [one.text for one in self.words[max(0, place - 3) : max(0, place)]]
        first = max(0, place - 3)
        turned = any(
            word == "were" and bare(self.words[first + at + 1].text) in _TURNED
            for at, word in enumerate(led)
        )
        return turned or any(word in SUPPOSE for word in led) or self.sentence.asks

    def _is_doubted(self, place: int) -> bool:
        """Whether the sentence says before that it cannot be shown, or is not so."""
        return any(0 <= at < place for at in self.doubts)

    def _is_call_taken(self, place: int, row: ClaimAct, who: ClaimParty) -> bool:
        """Whether it is "we rang and you answered", which answers nothing else."""
        last = self.found[-1] if self.found else None
        if last is None or not row.settles or "landlord" in who.sides:
            return False
        return not last.loose and last.row.id in ("phone", "called") and place - last.end < FAR

    def _is_within(self, end: int) -> bool:
        """Whether it was among ourselves: "I spoke to the officer"."""
        for here in range(end, min(end + 2, len(self.words))):
            if self.words[here].text == "by":
                return False
            party = self._party(here)
            if party is not None:
                return "landlord" in party.sides and self.words[here].text not in US
        return False

    def _is_not_of(self, row: ClaimAct, who: ClaimParty) -> bool:
        if row.only_by and set(row.only_by).isdisjoint(who.sides):
            return True
        return "landlord" in who.sides and not row.acts and not row.channels

    def _passive_doer(
        self, end: int, subject: ClaimParty | None, row: ClaimAct
    ) -> tuple[ClaimParty | None, bool]:
        for here in range(end, min(end + 4, len(self.words) - 1)):
            if self.words[here].text == "by":
                party = self._party_soon(here + 1)
                if party is not None:
                    return party, True
        if subject is not None and "landlord" in subject.sides:
            return None, True
        return (self._you() if row.theirs[:1] == (REPORTED,) else self._us()), True
