"""What a sentence says was done: who did which act to whom, said, denied, or only supposed."""

from collections.abc import Sequence

from msgspec.structs import replace

from putright.core.claims.event import Event, Voice, voice_of
from putright.core.claims.grammar import SEEN
from putright.core.claims.lexicon import BE, HAVE, MAY, UNKNOWN, Lexicon, bare, is_adverb, is_not
from putright.core.claims.parties import STRONG
from putright.core.claims.reading import Sentence
from putright.core.claims.subjects import FAR, Subjects
from putright.core.claims.voices import (
    AFTER,
    BELONG,
    BREAKS,
    MEASURES,
    PREPOSED,
    accounts,
    called_off,
    is_turned,
    opens_never,
    retold,
)
from putright.core.claims.ways import way_before, way_of
from putright.core.policy.practice_claims import ClaimAct, ClaimParty, ClaimVerb

__all__ = ["Event", "events_in"]

BESIDE = frozenset({"to", "you", "with", "your", "home", "the", "police", "by", "phone"})
"""Words that may stand between a noun and the verb that takes it."""
BY_THEM = frozenset({"made", "sent", "raised", "submitted", "given", "written"})
"""What was "your report" was this by the resident; "your complaint was logged" was ours."""
WENT = frozenset({"went", "gone", "happened", "took", "reached", "arrived", "came"})
FITTED = frozenset({"fitted", "installed", "put"})
"""What is fitted in a home, we fitted: nobody else is meant."""
FEWER = frozenset({"fewer", "less", "more", "later"})
HOPES = frozenset({"hoped", "hope", "hoping", "wanted", "meant", "intended", "expected", "wished"})
ABOUT = frozenset({"about", "regarding", "concerning", "against", "over", "on", "to"})
ARRIVES = frozenset({"reached", "arrived", "came"})


def events_in(sentence: Sentence, lexicon: Lexicon) -> tuple[Event, ...]:
    """Every act that the sentence speaks of, in order."""
    return _Reader(sentence, lexicon).read()


SHARED = frozenset({"talked", "asked", "told"})
"""What two have together: "you had a conversation"."""
GOOD = frozenset({"good", "nice", "glad", "pleased", "lovely", "helpful", "great", "grateful"})
HAD = frozenset({"had", "got", "get", "have"})


THEIR = frozenset({"their", "his", "her"})
FORMS_PART = ["forms", "part"]
"""A verb that reads like a noun."""


class _Reader(Subjects):
    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self.taken = 0

    def read(self) -> tuple[Event, ...]:
        for place in range(len(self.words)):
            if place >= self.taken:
                event = self._verb(place) or self._noun(place)
                if event is not None:
                    self.found.append(event)
                    self.taken = max(event.end, place + 1)
        told, again = accounts(self.words), retold(self.words)
        ends = [*(one.head for one in self.found[1:]), len(self.words)]
        return tuple(
            replace(one, account=_is_in(one, told), retold=_is_in(one, again),
                    voice=self._voiced(one), ways=self._ways(one, end))
            for one, end in zip(self.found, ends, strict=False)
        )  # fmt: skip

    def _voiced(self, event: Event) -> Voice:
        """Denied where "neither" or "none of" stands before in the clause."""
        if event.loose:
            return event.voice
        if event.voice == "said" and opens_never(self.words, self._begins(event.head), event.head):
            return "denied"
        for back in range(event.head - 1, self._begins(event.head) - 1, -1):
            if self.words[back].text in ("neither", "none") and event.voice == "said":
                return "denied"
        return event.voice

    def _begins(self, place: int) -> int:
        """Where the clause begins in which a word stands: behind the last sign before it."""
        cuts = (at for at in range(place, 0, -1) if self.words[at].gap.strip(" -'"))
        return next(cuts, 0)

    def _ways(self, event: Event, end: int) -> frozenset[str]:
        if not (event.row.kind == "contact" or event.row.theirs):
            return frozenset()
        first = event is self.found[0]
        return way_of(self.words, event.end, end) or way_before(
            self.words, self._opens_at(event) if first else event.start, event.start, event.end
        )

    def _opens_at(self, event: Event) -> int:
        """From where on the way of the first act may stand: "it was by phone, on 3 May, that"."""
        return 0 if self.words[0].text == "it" else self._begins(event.start)

    # --- a verb, with who did it before and what was done behind

    def _verb(self, place: int) -> Event | None:
        own = self.lex.verbs.all_at(self.words, place)
        doing = self.lex.doing.at(self.words, place)
        if doing is not None and (self._is_denied_at(doing[0]) or self._is_helper(place, doing[0])):
            doing = None
        if courtesy := self._courtesy(place):
            return courtesy
        if not own and doing is None:
            return self._after_did(place)
        if doing is not None and (paid := self._made_of_noun(place, doing, own)):
            return paid
        for end, row in own:
            if doing is None or end >= doing[0]:
                event = self._with_subject(place, end, row)
                if event is not None:
                    return self._rather(place, event, doing)
        if doing is None:
            return None
        return self._doing(place, doing[0], doing[1])

    def _made_of_noun(
        self, place: int, doing: tuple[int, ClaimVerb], own: Sequence[tuple[int, ClaimAct]]
    ) -> Event | None:
        """ "Three visits have been paid to you": what was done with a noun that stands before."""
        if self.words[place - 1].text != "been" or any(end > doing[0] for end, _row in own):
            return None
        event = self._passive_noun(place, doing[0], from_others=doing[1].from_others)
        return event if event is not None and event.row.kind == "contact" else None

    def _rather(self, place: int, event: Event, doing: tuple[int, ClaimVerb] | None) -> Event:
        """What was done itself where nobody did it: "an update has reached you"."""
        if doing is None or event.known or self.words[place].text not in ARRIVES:
            return event
        return self._doing(place, doing[0], doing[1]) or event

    def _is_denied_at(self, end: int) -> bool:
        return end < len(self.words) and is_not(self.words[end].text)

    def _is_helper(self, place: int, end: int) -> bool:
        """Whether it is the "had" of "had arranged", which does nothing by itself."""
        if self.words[place].text != "had" or end != place + 1 or end >= len(self.words):
            return False
        after = self.words[end].text
        return (
            (after.endswith("ed") and after not in ("need", "agreed"))
            or self.lex.verbs.at(self.words, end) is not None
            or self.lex.doing.at(self.words, end) is not None
        )

    def _courtesy(self, place: int) -> Event | None:
        """ "It was good to talk", "thank you for seeing me": what both did."""
        led = [one.text for one in self.words[max(0, place - 4) : place]]
        good = led[-1:] == ["to"] and not GOOD.isdisjoint(led[-2:-1])
        thanks = led[-1:] == ["for"] and not {"thank", "thanks", "grateful"}.isdisjoint(led)
        word = self.words[place].text
        if thanks and word.endswith("ing"):
            stem = replace(self.words[place], text=word.removesuffix("ing"))
            own = self.lex.base.at([*self.words[:place], stem, *self.words[place + 1 :]], place)
        else:
            own = self.lex.base.at(self.words, place) if good else None
        if own is None or own[1].kind != "contact" or self._may(place - 1):
            return None
        return Event(row=own[1], start=place - 1, end=own[0], who=self._us(), whom=self._you(),
                     head=place)  # fmt: skip

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
        if any(word in ("did", "didn't") for word in led) or self._is_able(place - 1):
            return True
        if led[-2:] in (["had", "to"], ["yet", "to"]):
            return True
        last = self.found[-1] if self.found else None
        joined = bool(led) and led[-1] in ("or", "and", "nor")
        return joined and last is not None and last.voice == "denied" and place - last.end < 4

    def _doing(self, place: int, end: int, verb: ClaimVerb) -> Event | None:
        event = self._done(place, end, from_others=verb.from_others)
        return None if event and verb.intends and event.row.kind == "contact" else event

    def _done(self, place: int, end: int, *, from_others: bool) -> Event | None:
        if end < len(self.words) and self.words[end].text == "that":
            return None
        noun = self._noun_after(end)
        if noun is None and (back := self._noun_told_of(place)) is not None:
            return self._with_subject(place, end, back)
        if noun is not None:
            event = self._with_subject(place, noun[0], noun[1])
            if event is None and from_others and self._is_theirs(place):
                return Event(row=noun[1], start=place, end=noun[0], who=self._us(),
                             whom=self._you(), head=place)  # fmt: skip
            if event is not None and (self._is_had(end, noun[0]) or self._is_got(event, end, noun)):
                event = replace(event, who=self._us(), whom=event.who, known=True)
                return replace(event, voice="denied") if self._is_none(end, noun[2]) else event
            led = [one.text for one in self.words[end : noun[2]]]
            if event is None or from_others:
                event = event and self._turned(event, noun)
                none = self._is_none(end, noun[2])
                return replace(event, voice="denied") if event and none else event
            ours = event.who is not None and "landlord" in event.who.sides
            had = self.words[end - 1].text in HAD
            if (
                {"our", "my"} & set(led)
                and event.who is not None
                and (had or self._you() is event.who)
            ):
                return event if ours else replace(event, who=self._us(), whom=event.who)
            whose = self._of_whom(noun[0]) or self._whose(noun[2]) or self._theirs(led)
            if ours and had and whose is not None and "agency" in whose.sides:
                return replace(event, who=whose, whom=None)
            row = noun[1]
            if ours and "your" in led and row.theirs and not set(row.acts) & set(row.theirs):
                got = self.words[end - 1].text in ("got", "had", "get")
                return replace(event, who=self._you(), whom=None) if got else None
            return replace(event, voice="denied") if self._is_none(end, noun[2]) else event
        return self._passive_noun(place, end, from_others=from_others)

    def _theirs(self, led: Sequence[str]) -> ClaimParty | None:
        """Whose it is in "we asked the police, and had their answer": whom we asked last."""
        asked = [one.whom for one in reversed(self.found) if one.whom is not None]
        return asked[0] if asked and not THEIR.isdisjoint(led) else None

    def _of_whom(self, end: int) -> ClaimParty | None:
        """Whose it is by the words behind: "the reply of the police"."""
        of = end + 1 < len(self.words) and self.words[end].text in ("of", "from")
        return self._party(end + 1) if of else None

    def _is_none(self, start: int, end: int) -> bool:
        """Whether "no" stands there by itself, and not in "no fewer than"."""
        return any(
            self.words[at].text == "no" and self.words[at + 1].text not in FEWER
            for at in range(start, end)
        )

    def _is_had(self, end: int, behind: int) -> bool:
        """Whether it is "had a reply from us"."""
        after = [one.text for one in self.words[behind : behind + 2]]
        had = self.words[end - 1].text in ("had", "got")
        return had and after[:1] == ["from"] and after[1:] in (["us"], ["me"], ["our"])

    def _is_got(self, event: Event, end: int, noun: tuple[int, ClaimAct, int]) -> bool:
        """Whether it is what the resident had of us: "you had no update", "you have had a call"."""
        who, row = event.who, noun[1]
        from_us = row.kind == "contact" and bool(row.channels) and row.id not in SHARED
        behind = [one.text for one in self.words[noun[0] : noun[0] + 2]]
        return (
            from_us
            and who is not None
            and "resident" in who.sides
            and self.words[end - 1].text in HAD
            and not {"from", "with", "to"} & set(behind)
            and all(one.text != "your" for one in self.words[end : noun[2]])
        )

    def _is_theirs(self, place: int) -> bool:
        """Whether what received it is something of theirs: "your email received a reply"."""
        last = self.found[-1] if self.found else None
        near = last is not None and place - last.end < FAR
        return bool(near and last and last.loose and last.who is self._you())

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
            if not STRONG.isdisjoint(self.words[here].gap) or self._is_clause(here):
                return None
            noun = self._noun_at(here)
            if noun is not None:
                return None if self.words[here - 1].text == "to" else (noun[0], noun[1], here)
            if self._is_more(here):
                continue
            if self.words[here].text in BREAKS or (
                self.words[here].text == "of" and self.words[here - 1].text not in MEASURES
            ):
                return None
        return None

    def _noun_at(self, place: int) -> tuple[int, ClaimAct] | None:
        """A noun of the packs, which is no part of somebody's name: "the mediation service"."""
        noun = self.lex.nouns.at(self.words, place)
        if noun is not None and [one.text for one in self.words[place : place + 2]] == FORMS_PART:
            return None
        party = self.lex.parties.at(self.words, place)
        return None if noun is None or (party is not None and party[0] > noun[0]) else noun

    def _is_more(self, here: int) -> bool:
        """Whether it is the "than" of "no fewer than six"."""
        return self.words[here].text == "than" and self.words[here - 1].text in FEWER

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
        denied |= self._is_not_any(start)
        who, known = self._by_whom(start, end, row, from_others=from_others)
        supposed |= self._is_doubted(start)
        voice = voice_of(supposed=supposed, denied=denied)
        return Event(
            row=row, start=start, end=end, who=who, whom=self._after(end, end + FAR),
            voice=voice, loose=not (is_passive or self._went(place)), head=place, known=known,
            passive=is_passive,
        )  # fmt: skip

    def _is_not_any(self, start: int) -> bool:
        """Whether "no", "not one" or "not a single" stands before the noun."""
        led = [one.text for one in self.words[max(0, start - 3) : start]]
        return "no" in led or ("not" in led and led[-1] in ("one", "a", "single", "any"))

    def _is_topic(self, place: int) -> bool:
        """Whether it is only what something was about: "your reply about mediation came"."""
        back = place - 1
        while back >= 0 and self.words[back].text in BELONG:
            back -= 1
        return back >= 0 and self.words[back].text in ABOUT

    def _went(self, place: int) -> bool:
        """Whether the verb is one that a letter or a visit does by itself: "it went out"."""
        return self.words[place].text in WENT

    def _noun_before(self, place: int) -> tuple[int, ClaimAct] | None:
        """A noun that ends at this word, or before a few words that belong to it."""
        for here in range(place, max(-1, place - FAR), -1):
            found = self.lex.nouns.ending(self.words, here)
            after = self.words[here + 1].text if here + 1 < len(self.words) else ""
            near = place - here < 5 or after in PREPOSED
            if found is not None and near and not self._is_topic(found[0]):
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
        verb = [one.text for one in self.words[max(start, end - 3) : end]]
        arrives = not ARRIVES.isdisjoint(verb) or verb[-1] in ("us", "me")
        if self._whose(start) is self._us():
            return self._us(), True
        if from_others or (self._whose(start) is self._you() and (arrives or not row.acts)):
            return self._you(), True
        if self._whose(start) is self._you() and row.theirs and not row.to_somebody:
            return self._you(), self.words[end - 1].text in BY_THEM
        fitted = not FITTED.isdisjoint(verb)
        return self._us(), fitted or not (row.theirs and not row.to_somebody)

    # --- who did it

    def _with_subject(self, place: int, end: int, row: ClaimAct) -> Event | None:
        subject = self._subject(place)
        if subject is None:
            return None
        who, whom = subject.who, self._after(end, end + FAR) or self._within(place, end)
        known = subject.known
        if subject.passive:
            whom, (who, known) = who, self._passive_doer(end, who, row)
            if who is None and row.acts and not (row.theirs or row.channels):
                who, whom = self._us(), None
        if row.turns:
            ours = who is not None and "landlord" in who.sides
            who, whom = (self._you(), who) if ours else (self._us(), who)
        if who is not None and (self._is_not_of(row, who) or self._is_call_taken(place, row, who)):
            return None
        known = known and not _is_between(row, who, whom)
        begins = 0 if self.words[max(0, subject.place)].text in UNKNOWN else subject.place
        if row.objects and not self._near(row.objects, begins, end + FAR):
            return None
        voice = "denied" if is_turned(self.words, subject.place) else subject.voice
        if any(one.text == "nothing" for one in self.words[place:end]):
            voice = "denied"
        if self._is_supposed(subject.place) or self._is_doubted(subject.place):
            voice = "supposed"
        if who is not None and "landlord" in who.sides and self._is_within(end):
            voice = "supposed"
        return Event(
            row=row, start=max(0, subject.place), end=end, who=who, whom=whom, voice=voice,
            order=self._order(subject.place, end, place), head=place, known=known,
            passive=subject.passive,
        )  # fmt: skip

    # --- a noun with its day: "your report of 3 May", "our last visit was on 9 May"

    def _noun(self, place: int) -> Event | None:
        noun = self._noun_at(place)
        if noun is None:
            return None
        end, row = noun
        if self._is_verb(place, end) or self._is_made(end):
            return None
        whose = self._whose(place)
        led = [one.text for one in self.words[max(0, place - 4) : place]]
        denied = (
            (whose is None and self._is_none(max(0, place - 4), place))
            or not {"without", "instead", "rather"}.isdisjoint(led)
            or (whose is None and any(is_not(word) for word in led))
            or (row.kind == "contact" and called_off(self.words))
        )
        told = [one.text for one in self.words[max(0, place - 6) : place]]
        whose = whose or self._from_whom(end)
        there = "there" in told and any(word in told for word in ("was", "were", "been"))
        return Event(
            row=row, start=max(0, place - (1 if whose else 0)), end=end, who=whose,
            voice="denied" if denied else "supposed" if self._is_unsaid(place) else "said",
            loose=not there, order=self._order(place, end, place), head=place,
            whom=self._after(end, end + 4), opens=self._opens_noun(place),
            known=whose is not None
            and (whose is self._us() or bool(row.theirs) or bool(row.channels)),
        )  # fmt: skip

    def _from_whom(self, end: int) -> ClaimParty | None:
        """Whose it is by the words behind: "five reports have been received from you"."""
        for here in range(end, min(end + FAR, len(self.words) - 1)):
            if self.words[here].gap.strip():
                return None
            if self.words[here].text == "from":
                return self._party(here + 1)
        return None

    def _is_sum(self, end: int) -> bool:
        """Whether it is "of £80"."""
        after = self.words[end + 1].text if end + 1 < len(self.words) else ""
        return self.words[end].text == "of" and after.startswith("£")

    def _opens_noun(self, place: int) -> bool:
        """Whether no verb can stand before it: it begins the clause, or follows "about"."""
        back = place - 1
        while back >= 0 and self.words[back].text in BELONG:
            back -= 1
        if back < 0 or "," in self.words[back + 1].gap:
            return True
        return self.words[back].text in AFTER

    def _is_unsaid(self, place: int) -> bool:
        return self._may(place) or self._is_doubted(place)

    def _may(self, place: int) -> bool:
        """Whether the clause speaks of what will or may be."""
        if self.sentence.asks:
            return True
        for back in range(place - 1, -1, -1):
            word = self.words[back].text
            if word == "can" and self.words[back + 1].text in SEEN:
                continue
            if (word in MAY and word != "to") or word.endswith("'ll") or word in HOPES:
                return True
            if not STRONG.isdisjoint(self.words[back + 1].gap) or word in ("and", "but"):
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
            if not STRONG.isdisjoint(self.words[here].gap):
                return False
            word = self.words[here].text
            if self.lex.doing.at(self.words, here) is not None:
                return True
            led_by_be = self.words[here - 1].text in BE or is_not(self.words[here - 1].text)
            if led_by_be and self.lex.verbs.at(self.words, here) is not None:
                return True
            money = word == "of" or word.startswith("£")
            beside = (
                word in BESIDE
                or (money and self._is_sum(end))
                or (self.words[end].text in ("to", "for") and here - end < 6)
            )
            if not (word in BE | HAVE | MAY or is_adverb(word) or is_not(word) or beside):
                return False
        return False


def _is_between(row: ClaimAct, who: ClaimParty | None, whom: ClaimParty | None) -> bool:
    """Whether the two sides met or wrote to each other: we only hear of it."""
    theirs = who is not None and "resident" in who.sides
    return row.kind == "contact" and theirs and whom is not None and "other party" in whom.sides


def _is_in(event: Event, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start < event.start and event.head < end for start, end in stretches)
