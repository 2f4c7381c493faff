"""An answer to a complaint as it is being written, and what it still lacks.

Every point is decided with reasons, what is upheld is put right, the handling of the complaint
itself is answered where it was late, a late answer says so, and nobody answers for themselves
(Complaint Handling Code 5.8, 6.7, 6.9, 6.13, 6.18, 6.19, 7.1 to 7.3).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from putright.core.policy.practice_responses import BarredWords, RemedyKind
from putright.core.practice.naming import named_in

HANDLING = "own-handling"
"""The point that is always answered at stage 2: how the complaint itself was handled."""
UPHELD = frozenset({"upheld", "partly upheld"})
DECISIONS = ("upheld", "partly upheld", "not upheld")
SORRY = re.compile(r"\b(sorry|apologi[sz]e)\b", re.IGNORECASE)
LATE = re.compile(
    r"\b(late|delay\w*|too long|longer than|overdue|not in time|past its day)\b",
    re.IGNORECASE,
)
BETWEEN = r"\b\W*"
"""What stands between two words of a phrase."""


class Answered(Struct, frozen=True, kw_only=True):
    """Our answer to one point, as far as it is written.

    ``weighed`` is the evidence that was considered, ``refers`` the policy or law, ``remedy`` what
    puts this point right.
    """

    point: str
    decision: str = ""
    reasons: str = ""
    weighed: str = ""
    refers: str = ""
    remedy: str = ""


class Remedy(Struct, frozen=True, kw_only=True):
    """One thing that will put it right: its kind, what, who does it (by key) and by when."""

    kind: str
    what: str
    who: str = ""
    due: date | None = None


class Response(Struct, frozen=True, kw_only=True):
    """An answer as it is being written.

    ``failings`` is what went wrong in the words of the apology, ``effect`` what it meant for the
    resident, ``sorry`` the apology itself. ``writers`` are all who wrote in it.
    """

    answers: tuple[Answered, ...] = ()
    failings: str = ""
    effect: str = ""
    sorry: str = ""
    remedies: tuple[Remedy, ...] = ()
    outstanding: str = ""
    learning: str = ""
    contributors: str = ""
    writers: tuple[str, ...] = ()

    def on(self, point: str) -> Answered:
        """Our answer to a point, empty where nobody wrote one."""
        found = (each for each in self.answers if each.point == point)
        return next(found, Answered(point=point))

    @property
    def is_upheld(self) -> bool:
        """Whether anything is upheld, in whole or in part."""
        return any(each.decision in UPHELD for each in self.answers)


class Setting(Struct, frozen=True, kw_only=True):
    """What an answer is held against.

    ``points`` are those raised. ``handling`` says that the handling of the complaint must be
    answered, ``handling_failed`` that the audit shows a failing of it, ``failed`` that it shows any
    failing at all. ``days_late`` is how late the answer is by now. ``has_definition`` says that
    what the complaint is was agreed or set out; ``money`` that an offer goes with the answer.
    ``staff`` are the names of those who work there: what is learned names none of them.
    """

    points: tuple[str, ...]
    handling: bool = False
    handling_failed: bool = False
    failed: bool = False
    days_late: int = 0
    is_late: bool = False
    has_definition: bool = True
    money: bool = False
    staff: tuple[str, ...] = ()
    today: date


class Lack(Struct, frozen=True):
    """One thing that an answer lacks: its code, where, and a word or reason that goes with it.

    ``part`` is which part of a point or of a remedy it is.
    """

    code: str
    place: str = ""
    why: str = ""
    part: str = ""


def points_of(setting: Setting) -> tuple[str, ...]:
    """Every point to be answered, the handling of the complaint last."""
    raised = tuple(point for point in setting.points if point != HANDLING)
    return (*raised, HANDLING) if setting.handling else raised


def unanswered(response: Response, setting: Setting) -> tuple[str, ...]:
    """The points without a decision or its reasons, in their order."""
    return tuple(
        point
        for point in points_of(setting)
        if response.on(point).decision not in DECISIONS or not response.on(point).reasons.strip()
    )


def lacks(
    response: Response, setting: Setting, *, kinds: Sequence[RemedyKind],
    barred: Sequence[BarredWords],
) -> tuple[Lack, ...]:  # fmt: skip
    """What still keeps an answer from going out; empty where nothing does."""
    found = [lack for point in points_of(setting) for lack in _point(response.on(point))]
    if setting.handling_failed and response.on(HANDLING).decision == "not upheld":
        found.append(Lack("handling denied", HANDLING, part="decision"))
    if not setting.has_definition:
        found.append(Lack("no definition"))
    found += _apology(response, setting)
    found += _remedies(response, setting, {kind.id: kind for kind in kinds})
    if response.is_upheld and not response.learning.strip():
        found.append(Lack("no learning", "learning"))
    if named := named_in(response.learning, setting.staff):
        found.append(Lack("names somebody", "learning", named))
    holds = [each for each in barred if setting.failed or not each.only_if_failed]
    found += _words(response, holds)
    return tuple(found)


def _point(answer: Answered) -> Iterator[Lack]:
    """A decision has reasons; what is upheld is put right; a no says what it rests on."""
    wanted = ["reasons"]
    if answer.decision not in DECISIONS:
        yield Lack("no decision", answer.point, part="decision")
    if answer.decision in UPHELD:
        wanted = ["reasons", "remedy"]
    elif answer.decision == "not upheld":
        wanted = ["reasons", "weighed", "refers"]
    for part in wanted:
        if not getattr(answer, part).strip():
            yield Lack(f"no {part}", answer.point, part=part)


def _apology(response: Response, setting: Setting) -> Iterator[Lack]:
    """What is upheld, and lateness, is apologised for: for what, and what it meant."""
    if not (response.is_upheld or setting.is_late):
        return
    if not SORRY.search(response.sorry):
        yield Lack("no apology", "sorry")
    for name in ("failings", "effect"):
        if not getattr(response, name).strip():
            yield Lack(f"no {name}", name)
    if setting.is_late and not LATE.search(f"{response.failings} {response.sorry}"):
        yield Lack("lateness not named", "failings")


def _remedies(
    response: Response, setting: Setting, kinds: Mapping[str, RemedyKind]
) -> Iterator[Lack]:
    if response.is_upheld and not response.remedies and not setting.money:
        yield Lack("no remedies", "remedies")
    for number, remedy in enumerate(response.remedies, start=1):
        place, kind = f"remedy {number}", kinds.get(remedy.kind)
        if kind is None:
            yield Lack("no kind", place, part="kind")
        if not remedy.what.strip():
            yield Lack("no what", place, part="what")
        if kind is None or not kind.in_letter:
            yield from _promised(remedy, place, setting.today)


def _promised(remedy: Remedy, place: str, today: date) -> Iterator[Lack]:
    if not remedy.who:
        yield Lack("no owner", place, part="who")
    if remedy.due is None:
        yield Lack("no day", place, part="due")
    elif remedy.due < today:
        yield Lack("day is over", place, part="due")


def _words(response: Response, barred: Iterable[BarredWords]) -> Iterator[Lack]:
    texts = list(_texts(response))
    for rule in barred:
        for place, part, text in texts:
            if rule.only_in and place not in rule.only_in:
                continue
            if (hit := _hit(rule, text)) is not None:
                yield Lack("barred words", place, f"“{hit[0]}”. {rule.why}", part)


def _hit(rule: BarredWords, text: str) -> re.Match[str] | None:
    """The first of the words in a text; of those that count after others, only after these."""
    start = 0
    if rule.after:
        befores = (pattern_of(words).search(text) for words in rule.after)
        start = min((each.end() for each in befores if each), default=len(text))
    hits = (pattern_of(words).search(text, start) for words in rule.words)
    return next((each for each in hits if each), None)


def _texts(response: Response) -> Iterator[tuple[str, str, str]]:
    for answer in response.answers:
        for part in ("reasons", "weighed", "remedy"):
            yield answer.point, part, getattr(answer, part)
    for name in ("failings", "effect", "sorry", "outstanding", "learning"):
        yield name, "", getattr(response, name)
    for number, remedy in enumerate(response.remedies, start=1):
        yield f"remedy {number}", "what", remedy.what


@cache
def pattern_of(words: str) -> re.Pattern[str]:
    """A phrase in which a star ends a word in any way, or stands for up to four words."""
    said = ""
    for word in words.split():
        if word == "*":
            said += r"(?:[\w'’]+\W+){0,4}?"
        else:
            said += re.escape(word).replace(r"\*", r"\w*") + BETWEEN
    return re.compile(r"\b" + said.removesuffix(BETWEEN) + r"\b", re.IGNORECASE)
