"""What a sentence says was done: who did which act to whom, said, denied, or only supposed."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

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
from putright.core.claims.reading import Sentence, Word
from putright.core.claims.voices import (
    AFTER,
    BELONG,
    BREAKS,
    MEASURES,
    PERIODS,
    PREPOSED,
    STOPS,
    accounts,
    doubts,
    retold,
)
from putright.core.policy.practice_claims import ClaimAct, ClaimParty, ClaimVerb

Voice = Literal["said", "denied", "supposed"]
BESIDE = frozenset({"to", "you", "with", "your", "home", "the", "police", "by", "phone"})
"""Words that may stand between a noun and the verb that takes it."""
FAR = 8
"""So many words may stand between a verb and who did it, or what was done."""
_STRONG = frozenset(";:.!?(\n")


class Event(Struct, frozen=True, kw_only=True):
    """One act that a sentence speaks of, by places among its words.

    ``who`` did it: None where the sentence does not say. ``loose`` says that no subject was read,
    only a noun with its day. ``account`` is what somebody else told us, ``retold`` what we said
    before ("we told you that we had called").
    """

    row: ClaimAct
    start: int
    end: int
    who: ClaimParty | None
    whom: ClaimParty | None = None
    voice: Voice = "said"
    loose: bool = False
    account: bool = False
    order: str = ""
    head: int = 0
    retold: bool = False
    known: bool = True
    opens: bool = False


class _Subject(Struct, frozen=True):
    who: ClaimParty | None
    place: int
    voice: Voice = "said"
    passive: bool = False
    joined: bool = False
    known: bool = True


def events_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Event, ...]:
    """Every act that the sentence speaks of, in order."""
    return _Reader(sentence, lexicon).read()


class _Reader:
    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.words, self.lex = sentence, sentence.words, lexicon
        self.found: list[Event] = []
        self.taken = 0
        self.doubts = doubts(sentence.words)

    def read(self) -> tuple[Event, ...]:
        for place in range(len(self.words)):
            if place >= self.taken:
                event = self._verb(place) or self._noun(place)
                if event is not None:
                    self.found.append(event)
                    self.taken = max(event.end, place + 1)
        told, again = accounts(self.words), retold(self.words)
        return tuple(
            replace(one, account=_is_in(one, told), retold=_is_in(one, again)) for one in self.found
        )

    # --- a verb, with who did it before and what was done behind

    def _verb(self, place: int) -> Event | None:
        own = self.lex.verbs.all_at(self.words, place)
        doing = self.lex.doing.at(self.words, place)
        if doing is not None and doing[0] < len(self.words) and is_not(self.words[doing[0]].text):
            doing = None
        if not own and doing is None:
            return self._after_did(place)
        for end, row in own:
            if doing is None or end >= doing[0]:
                event = self._with_subject(place, end, row)
                if event is not None:
                    return event
        if doing is None:
            return None
        return self._doing(place, doing[0], doing[1])

    def _after_did(self, place: int) -> Event | None:
        if not self._is_led_by_did(place):
            return None
        own = self.lex.base.at(self.words, place)
        if own is not None:
            return self._with_subject(place, own[0], own[1])
        doing = self.lex.do.at(self.words, place)
        if doing is None:
            return None
        return self._doing(place, doing[0], doing[1])

    def _is_led_by_did(self, place: int) -> bool:
        led = [one.text for one in self.words[max(0, place - 4) : place]]
        if any(word in ("did", "didn't") for word in led):
            return True
        last = self.found[-1] if self.found else None
        joined = bool(led) and led[-1] in ("or", "and", "nor")
        return joined and last is not None and last.voice == "denied" and place - last.end < 4

    def _doing(self, place: int, end: int, verb: ClaimVerb) -> Event | None:
        event = self._done(place, end, from_others=verb.from_others)
        return None if event and verb.intends and event.row.kind == "contact" else event

    def _done(self, place: int, end: int, *, from_others: bool) -> Event | None:
        noun = self._noun_after(end)
        if noun is None and (back := self._noun_told_of(place)) is not None:
            return self._with_subject(place, end, back)
        if noun is not None:
            event = self._with_subject(place, noun[0], noun[1])
            if event is None or from_others:
                return event and self._turned(event, noun)
            led = [one.text for one in self.words[end : noun[2]]]
            if "our" in led and event.who is not None and "resident" in event.who.sides:
                return replace(event, who=self._us(), whom=event.who)
            ours = event.who is not None and "landlord" in event.who.sides
            row = noun[1]
            if ours and "your" in led and row.theirs and not set(row.acts) & set(row.theirs):
                got = self.words[end - 1].text in ("got", "had", "get")
                return replace(event, who=self._you(), whom=None) if got else None
            return replace(event, voice="denied") if "no" in led else event
        return self._passive_noun(place, end, from_others=from_others)

    def _noun_told_of(self, place: int) -> ClaimAct | None:
        """The noun of "the plan that we agreed", "the calls we made"."""
        subject = self._subject(place)
        if subject is None or subject.passive or subject.joined or subject.place < 1:
            return None
        back = subject.place - 1
        if self.words[back].text in ("that", "which") and back:
            back -= 1
        elif "," in self.words[subject.place].gap:
            return None
        found = self.lex.nouns.ending(self.words, back)
        return found[1] if found is not None else None

    def _turned(self, event: Event, noun: tuple[int, ClaimAct, int]) -> Event:
        """What we received, somebody else sent."""
        whose = self._after(event.end, event.end + FAR) or self._whose(noun[2])
        sides = event.who.sides if event.who else ()
        if "landlord" in sides:
            who = whose if whose and "landlord" not in whose.sides else None
            return replace(event, who=who or self._you(), whom=None, known=who is not None)
        if "resident" in sides:
            return replace(event, who=self._us(), whom=event.who)
        return replace(event, who=None, known=False)

    def _noun_after(self, place: int) -> tuple[int, ClaimAct, int] | None:
        for here in range(place, min(place + FAR, len(self.words))):
            if not _STRONG.isdisjoint(self.words[here].gap) or self._is_clause(here):
                return None
            noun = self.lex.nouns.at(self.words, here)
            if noun is not None:
                return None if self.words[here - 1].text == "to" else (noun[0], noun[1], here)
            if self.words[here].text in BREAKS or (
                self.words[here].text == "of" and self.words[here - 1].text not in MEASURES
            ):
                return None
        return None

    def _is_clause(self, here: int) -> bool:
        """Whether another sentence begins here within this one."""
        return bare(self.words[here].text) in ("we", "i", "because", "but", "when", "so")

    def _passive_noun(self, place: int, end: int, *, from_others: bool) -> Event | None:
        """ "Three calls were made", "the visit carried out on": the noun stands before."""
        back = place - 1
        is_passive = denied = supposed = False
        while back >= 0 and (
            (word := self.words[back].text) in BE | HAVE | MAY or is_adverb(word) or is_not(word)
        ):
            is_passive |= word in BE
            denied |= is_not(word)
            supposed |= word in MAY
            back -= 1
        noun = self._noun_before(back)
        if noun is None or noun[0] < (self.found[-1].end if self.found else 0):
            return None
        start, row = noun
        denied |= any(one.text == "no" for one in self.words[max(0, start - 3) : start])
        who, known = self._by_whom(start, end, row, from_others=from_others)
        voice: Voice = "supposed" if supposed else "denied" if denied else "said"
        return Event(
            row=row, start=start, end=end, who=who, whom=self._after(end, end + FAR),
            voice=voice, loose=not is_passive, head=place, known=known,
        )  # fmt: skip

    def _noun_before(self, place: int) -> tuple[int, ClaimAct] | None:
        """A noun that ends at this word, or before a few words that belong to it."""
        for here in range(place, max(-1, place - 5), -1):
            found = self.lex.nouns.ending(self.words, here)
            if found is not None:
                return found
        return None

    def _by_whom(
        self, start: int, end: int, row: ClaimAct, *, from_others: bool
    ) -> tuple[ClaimParty | None, bool]:
        for here in range(end, min(end + FAR, len(self.words) - 1)):
            if self.words[here].text == "by" or (from_others and self.words[here].text == "from"):
                party = self._party_soon(here + 1)
                if party is not None:
                    return party, True
        if from_others or (self._whose(start) is self._you() and not row.acts):
            return self._you(), True
        if self._whose(start) is self._you() and row.theirs and not row.to_somebody:
            return self._you(), False
        return self._us(), not (row.theirs and not row.to_somebody)

    # --- who did it

    def _with_subject(self, place: int, end: int, row: ClaimAct) -> Event | None:
        subject = self._subject(place)
        if subject is None:
            return None
        who, whom = subject.who, self._after(end, end + FAR) or self._within(place, end)
        known = subject.known
        if subject.passive:
            whom, (who, known) = who, self._passive_doer(end, who)
        if row.turns:
            ours = who is not None and "landlord" in who.sides
            who, whom = (self._you(), who) if ours else (self._us(), who)
        if who is not None and self._is_not_of(row, who):
            return None
        if row.objects and not self._near(row.objects, subject.place, end + FAR):
            return None
        voice = subject.voice
        if any(one.text == "nothing" for one in self.words[place:end]):
            voice = "denied"
        if self._is_supposed(subject.place) or self._is_doubted(subject.place):
            voice = "supposed"
        return Event(
            row=row, start=max(0, subject.place), end=end, who=who, whom=whom, voice=voice,
            order=self._order(subject.place, end), head=place, known=known,
        )  # fmt: skip

    def _is_not_of(self, row: ClaimAct, who: ClaimParty) -> bool:
        if row.only_by and set(row.only_by).isdisjoint(who.sides):
            return True
        return "landlord" in who.sides and not row.acts and not row.channels

    def _passive_doer(self, end: int, subject: ClaimParty | None) -> tuple[ClaimParty | None, bool]:
        for here in range(end, min(end + 4, len(self.words) - 1)):
            if self.words[here].text == "by":
                party = self._party_soon(here + 1)
                if party is not None:
                    return party, True
        if subject is not None and "landlord" in subject.sides:
            return None, False
        return self._us(), True

    def _subject(self, place: int) -> _Subject | None:
        """Who stands before the verb, with what is said of it on the way."""
        denied = supposed = passive = False
        for back in range(place - 1, max(-1, place - 1 - FAR), -1):
            word = self.words[back].text
            if not _STRONG.isdisjoint(self.words[back + 1].gap):
                return self._joined(place)
            if "," in self.words[back + 1].gap and back == place - 1:
                return self._joined(place)
            denied |= is_not(word)
            supposed |= word in MAY or word.endswith("'ll")
            passive |= word in BE and not is_not(word)
            if word in BE | HAVE | MAY or is_adverb(word) or is_not(word):
                if word != "nobody":
                    continue
                return _Subject(self._us(), back, "denied")
            if word in JOINS:
                joined = self._joined(place)
                return replace(joined, voice="supposed") if joined and supposed else joined
            voice: Voice = "supposed" if supposed else "denied" if denied else "said"
            return self._named(back, voice, passive=passive, near=back == place - 1)
        return self._listed() if place == 0 or not self.found else self._joined(place)

    def _named(self, back: int, voice: Voice, *, passive: bool, near: bool) -> _Subject | None:
        word = bare(self.words[back].text)
        if self.words[back].text in ("failed", "fail", "unable"):
            return None
        named = self._party_ending(back)
        if named is not None and named[0] and self.words[named[0] - 1].text in PREPOSED:
            return _Subject(None, back, voice, passive=passive, known=False)
        if named is not None:
            return _Subject(named[1], named[0], voice, passive)
        if word in UNKNOWN:
            before = self._party_ending(back - 1) if word in ("who", "that") and back else None
            who = before[1] if before else None
            if passive:
                return _Subject(None, back, voice, passive=True)
            return _Subject(who, back, voice, known=who is not None)
        if passive:
            return _Subject(None, max(0, back - 2), voice, passive=True)
        return None if near else self._loose_subject(back, voice)

    def _loose_subject(self, back: int, voice: Voice) -> _Subject | None:
        """An unknown subject before "has", "did": somebody of whom the packs do not speak."""
        return _Subject(None, back, voice, known=False)

    def _joined(self, place: int) -> _Subject | None:
        """The subject of the verb before, in "we called and visited"."""
        if self.found and self.found[-1].end <= place and not self.found[-1].loose:
            last = self.found[-1]
            between = [one.text for one in self.words[last.end : place]]
            if not any(bare(word) in ("we", "i", "they", "he", "she") for word in between):
                voice = last.voice if last.voice == "supposed" else self._own_voice(place)
                return _Subject(last.who, place, voice, joined=True, known=last.known)
        return self._far_subject(place)

    def _own_voice(self, place: int) -> Voice:
        led = [one.text for one in self.words[max(0, place - 3) : place]]
        last = self.found[-1]
        if last.voice == "denied" and place - last.end < 4 and "or" in led:
            return "denied"
        return "denied" if any(is_not(word) for word in led) else "said"

    def _far_subject(self, place: int) -> _Subject | None:
        """The last "we" or "I" further back, in "we looked at the file and called you"."""
        for back in range(place - 1, -1, -1):
            word = bare(self.words[back].text)
            if not _STRONG.isdisjoint(self.words[back].gap) and back:
                return None
            if word in ("we", "i") or (word == "you" and self._opens(back)):
                after = [one.text for one in self.words[back : back + 4]]
                may = any(one in MAY or one.endswith("'ll") for one in after)
                denied = any(is_not(one) for one in after)
                voice: Voice = "supposed" if may or denied else "said"
                return _Subject(self._you() if word == "you" else self._us(), place, voice)
        return self._listed()

    def _opens(self, back: int) -> bool:
        before = self.words[back - 1].text if back else ""
        return not back or before in ("when", "that", "as", "because", "after", "and", "but", "how")

    def _listed(self) -> _Subject | None:
        """Who did what stands in a line of a list: as the line above the list has it."""
        if not self.sentence.item or self.found:
            return None
        stem = [bare(one.text) for one in self.sentence.stem]
        if any(word in MAY for word in stem if word != "to") or "agree" in stem:
            return None
        if "you" in stem and "we" not in stem and "i" not in stem:
            return _Subject(self._you(), 0)
        if any(is_not(word) for word in stem):
            return _Subject(self._us(), 0, "denied")
        return _Subject(self._us(), 0)

    def _is_supposed(self, place: int) -> bool:
        led = [one.text for one in self.words[max(0, place - 3) : max(0, place)]]
        return any(word in SUPPOSE for word in led) or self.sentence.asks

    def _is_doubted(self, place: int) -> bool:
        """Whether the sentence says before that it cannot be shown, or is not so."""
        return any(0 <= at < place for at in self.doubts)

    # --- a noun with its day: "your report of 3 May", "our last visit was on 9 May"

    def _noun(self, place: int) -> Event | None:
        noun = self.lex.nouns.at(self.words, place)
        if noun is None:
            return None
        end, row = noun
        if self._is_verb(place, end) or self._is_made(end):
            return None
        whose = self._whose(place)
        led = [one.text for one in self.words[max(0, place - 4) : place]]
        denied = "no" in led or "without" in led or any(is_not(word) for word in led)
        told = [one.text for one in self.words[max(0, place - 6) : place]]
        there = "there" in told and any(word in told for word in ("was", "were", "been"))
        return Event(
            row=row, start=max(0, place - (1 if whose else 0)), end=end, who=whose,
            voice="denied" if denied else "supposed" if self._may(place) else "said",
            loose=not there, order=self._order(place, end), head=place,
            whom=self._after(end, end + 4), opens=self._opens_noun(place),
            known=whose is not None
            and (whose is self._us() or bool(row.theirs) or bool(row.channels)),
        )  # fmt: skip

    def _opens_noun(self, place: int) -> bool:
        """Whether no verb can stand before it: it begins the clause, or follows "about"."""
        back = place - 1
        while back >= 0 and self.words[back].text in BELONG:
            back -= 1
        if back < 0 or "," in self.words[back + 1].gap:
            return True
        return self.words[back].text in AFTER

    def _may(self, place: int) -> bool:
        """Whether the clause speaks of what will or may be."""
        if self.sentence.asks:
            return True
        for back in range(place - 1, -1, -1):
            word = self.words[back].text
            if (word in MAY and word != "to") or word.endswith("'ll"):
                return True
            if not _STRONG.isdisjoint(self.words[back + 1].gap) or word in ("and", "but"):
                return False
        return False

    def _is_verb(self, place: int, end: int) -> bool:
        """Whether it is "will call", "to visit us", or this very letter."""
        led = [bare(one.text) for one in self.words[max(0, place - 3) : place]]
        if led and (led[-1] in ("this", "please") or led[-1] in MAY or is_not(led[-1])):
            return True
        if len(led) > 1 and is_adverb(led[-1]) and led[-2] in MAY:
            return True
        following = self.words[end].text if end < len(self.words) else ""
        return end == place + 1 and following in ("you", "us", "them", "me", "him", "her")

    def _is_made(self, end: int) -> bool:
        """Whether a verb follows that takes the noun: "visits to you were made"."""
        for here in range(end, min(end + FAR, len(self.words))):
            if not _STRONG.isdisjoint(self.words[here].gap):
                return False
            word = self.words[here].text
            if self.lex.doing.at(self.words, here) is not None:
                return True
            led_by_be = self.words[here - 1].text in BE or is_not(self.words[here - 1].text)
            if led_by_be and self.lex.verbs.at(self.words, here) is not None:
                return True
            if not (word in BE | HAVE | MAY or is_adverb(word) or is_not(word) or word in BESIDE):
                return False
        return False

    def _whose(self, place: int) -> ClaimParty | None:
        for one in reversed(self.words[max(0, place - 4) : place]):
            if one.text in ("your", "you"):
                return self._you()
            if one.text in ("our", "my", "we"):
                return self._us()
            if one.text in BE | JOINS or one.text in ("of", "the", "to"):
                return None
        return None

    # --- looking words up

    def _order(self, start: int, end: int) -> str:
        for one in self.words[max(0, start - 4) : min(end + 1, len(self.words))]:
            after = self.words[self.words.index(one) + 1 :][:1]
            if after and after[0].text in PERIODS:
                continue
            if one.text in ("first", "earliest"):
                return "first"
            if one.text in ("second", "third"):
                return one.text
            if one.text in ("last", "latest") and one.start >= self.words[max(0, start - 2)].start:
                return "last"
        return ""

    def _near(self, phrases: Sequence[str], start: int, end: int) -> bool:
        near = self.words[max(0, start - 1) : end]
        money = "£" in phrases
        return any(one.text in phrases or (money and one.text.startswith("£")) for one in near)

    def _after(self, start: int, end: int) -> ClaimParty | None:
        for here in range(start, min(end, len(self.words))):
            gap = self.words[here].gap
            if not _STRONG.isdisjoint(gap) or ("," in gap and here > start + 1):
                return None
            if bare(self.words[here].text) in STOPS:
                return None
            party = self._party(here)
            if party is not None:
                return None if "landlord" in party.sides else party
        return None

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
        return _side(self.lex, "resident")

    def _us(self) -> ClaimParty:
        return _side(self.lex, "landlord")


_BUILT: dict[str, ClaimParty] = {
    side: ClaimParty(id=side, words=(), sides=(side,)) for side in ("resident", "landlord")
}


def _side(lexicon: Lexicon, side: str) -> ClaimParty:
    return _BUILT[side]


def _is_in(event: Event, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start < event.start and event.head < end for start, end in stretches)
