"""What a letter must say and what must not be in it, beside the truth of what it tells."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from putright.core.claims.appointments import Appointments
from putright.core.claims.check import check_text, in_order
from putright.core.claims.ground import Ground, Missed
from putright.core.claims.lexicon import Lists
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, whole
from putright.core.claims.reading import Sentence, folded, sentences
from putright.core.claims.worded import stands
from putright.core.policy.practice_claims import LetterNeed
from putright.core.practice.other_side import Allowed, Withheld, hits

MOST = 3
SHORT = 70
"""So many promises are named where something was missed, each in no more signs than this."""
SORRY = ("sorry", "apologise", "apologises", "apology", "apologies")
LATE = (
    "late", "later than", "delay", "delays", "delayed", "overdue", "too long", "longer than",
    "should have answered", "should have had _ answer", "should have had _ _ answer",
    "should have written", "should have heard", "kept you waiting", "made you wait", "had to wait",
    "past the day", "after the day", "not in time", "out of time", "missed the day",
    "missed our deadline", "missed the deadline", "sooner",
)  # fmt: skip
KINDS = {
    "name": "a name", "address": "an address", "number": "a number", "reference": "a reference",
    "day": "a day", "hour": "an hour", "words": "words of theirs", "pointer": "a pointer",
}  # fmt: skip


NO_ACCOUNT = frozenset({"contact_now"})
"""Kinds of letter that give a name and how to reach it, and no account of the case."""
NAME_ONLY = 90
"""With more words than this somebody wrote more into such a letter: then all of it is asked for."""


class Asked(Struct, frozen=True):
    """Something the resident asked that nothing answers yet: the words, and the entry."""

    asks: str
    entry: str


class Letter(Struct, frozen=True, kw_only=True):
    """A letter with what is to be held against it.

    ``to`` is the side of its reader; ``title`` is read for names alone. ``hidden`` is what the
    reader may not learn and ``allowed`` what may stand all the same; ``asked`` are open questions;
    ``late`` says what was due before and is answered only now; ``barred_way`` is the channel it
    would go by, where the reader told us not to use it; ``signs`` are names that may not sign.
    """

    kind: str
    text: str
    title: str = ""
    hidden: Withheld = Withheld()
    allowed: Allowed = Allowed()
    asked: tuple[Asked, ...] = ()
    late: str = ""
    barred_way: str = ""
    signs: tuple[str, ...] = ()
    english: bool = True


def check(letter: Letter, ground: Ground, lists: Lists) -> tuple[Mark, ...]:
    """Everything that is marked in a letter, the gravest first."""
    cut = sentences(folded(letter.text))
    found: list[Mark] = list(_not_to_be_told(letter, Appointments(letter.text, ground, lists)))
    found += _ways(letter)
    found += _signed(letter)
    if not letter.english:
        says = "The check reads English only: a person must hold this text against the case."
        return in_order([*found, whole("amber", "wording", says, "language")])
    found += check_text(letter.text, ground, lists)
    found += _needs(letter, cut, lists.needs)
    if ground.to == "resident" and not _gives_a_name(letter, cut):
        found += _left_open(letter, cut)
        found += _owned(letter, cut, ground)
    return in_order(found)


def _gives_a_name(letter: Letter, cut: Sequence[Sentence]) -> bool:
    """Whether it is no place to own up to anything, or to answer what was asked."""
    return letter.kind in NO_ACCOUNT and sum(len(one.words) for one in cut) <= NAME_ONLY


def _not_to_be_told(letter: Letter, appointments: Appointments) -> Iterator[Mark]:
    """Names, homes and numbers that the reader may not learn; when we come, they may."""
    for hit in hits([letter.title, letter.text], letter.hidden, letter.allowed):
        ours = appointments.told(hit.found) if hit.kind == "hour" else []
        if ours:
            yield from appointments.not_held(ours)
            continue
        at = letter.text.find(hit.found)
        end = at + len(hit.found) if at >= 0 else 0
        says = f"The reader may not learn this from us: {KINDS[hit.kind]} of somebody else."
        yield mark("red", "other side", says, Place(letter.text, max(at, 0), end))


def _ways(letter: Letter) -> Iterator[Mark]:
    if letter.barred_way:
        says = f"They told us not to use this way: {letter.barred_way}."
        yield whole("red", "channel", says, letter.barred_way)


def _signed(letter: Letter) -> Iterator[Mark]:
    """Whoever the complaint names does not sign what goes to the household."""
    lines = [line for line in letter.text.rstrip().splitlines() if line.strip()][-4:]
    foot = "\n".join(lines)
    for name in letter.signs:
        if name and name.casefold() in foot.casefold():
            at = letter.text.rfind(name)
            place = Place(letter.text, max(at, 0), at + len(name) if at >= 0 else 0)
            says = "A complaint names them, so somebody else signs."
            yield mark("red", "conflict", says, place)


def _needs(letter: Letter, cut: Sequence[Sentence], needs: Iterable[LetterNeed]) -> Iterator[Mark]:
    for need in needs:
        if letter.kind not in need.letters:
            continue
        groups = [[one.strip() for one in each.split("|")] for each in need.all_of]
        if not all(stands(cut, group) for group in groups):
            yield whole(need.colour, "required", need.says, need.id, instead=need.instead)


def _left_open(letter: Letter, cut: Sequence[Sentence]) -> Iterator[Mark]:
    """Questions that nothing answers and that this letter does not speak of either."""
    said = {word.text for one in cut for word in one.words}
    for asked in letter.asked:
        telling = {word.text for one in sentences(folded(asked.asks)) for word in one.words}
        telling = {word for word in telling if len(word) > 4}
        if not telling or len(telling & said) * 2 < len(telling):
            says = f"They asked, and nothing answers it: {asked.asks}"
            yield whole("amber", "question", says, asked.asks, entries=[asked.entry])


def listed(missed: Sequence[Missed]) -> str:
    """What was missed in short words: the first three, and how many there are beside them."""
    what = list(dict.fromkeys(short(one.what) for one in missed))
    more = f"; and {len(what) - MOST} more" if len(what) > MOST else ""
    return "; ".join(what[:MOST]) + more


def short(what: str) -> str:
    """A promise in a few words: what comes before its conditions, cut at a whole word."""
    said = re.split(r"[;:,(]| unless ", what, maxsplit=1)[0].strip()
    if len(said) <= SHORT:
        return said
    return said[:SHORT].rsplit(" ", 1)[0] + " ..."


def _owned(letter: Letter, cut: Sequence[Sentence], ground: Ground) -> Iterator[Mark]:
    if letter.late and not stands(cut, LATE):
        says = f"This answer is late, and the letter does not say so: {letter.late}."
        instead = "We should have answered you by (the day). We are sorry that we did not."
        yield whole("red", "late", says, "late", instead=instead)
    if ground.missed and not stands(cut, SORRY):
        says = f"Something was missed, and the letter says no sorry: {listed(ground.missed)}."
        entries = list(dict.fromkeys(one.entry for one in ground.missed))[:6]
        yield whole("amber", "apology", says, "no apology", entries=entries)
