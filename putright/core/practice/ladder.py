"""When somebody is told that something waits, who is next, and when a mail says so. Pure.

Moments are whole minutes, as ``putright.core.workdays`` counts them, so that no clock change adds
or takes an hour. Nothing here is stored: a rung is reached or not, whenever it is asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from putright.core.policy.opening import Opening
from putright.core.policy.practice_ladder import BY_CLOCK, Digest, LadderRung, Wait, parse_wait
from putright.core.workdays import Calendar, day_of, day_start

USUAL = Opening(
    monday="09:00-17:00", tuesday="09:00-17:00", wednesday="09:00-17:00", thursday="09:00-17:00",
    friday="09:00-17:00",
)  # fmt: skip
"""The hours of an office whose pack tells of none."""
AHEAD = 60
"""So many days are looked at for the next opening; an office that is shut for longer has ended."""
DAY = 1440
UPWARDS = ("acting", "cover", "team leader", "head of service")
"""Each rung tells somebody else; where there is nobody, whoever comes after."""
RANKS = ("high", "medium")
Who = TypeVar("Who", bound=Hashable)


class Office:
    """When the office is open, from the day of one moment to some weeks after another."""

    def __init__(
        self, opening: Opening | None, calendar: Calendar, *, since: int, until: int
    ) -> None:
        hours = opening or USUAL
        days = range(day_of(since), day_of(until) + AHEAD)
        found = [(day, told) for day in days if (told := hours.on(day, calendar)) is not None]
        self._days = [day for day, _told in found]
        self._opens = [told[0] for _day, told in found]
        self._closes = [told[1] for _day, told in found]

    def is_open(self, minute: int) -> bool:
        """Whether somebody is there; nobody is in the minute of closing."""
        place = bisect_right(self._opens, minute) - 1
        return place >= 0 and minute < self._closes[place]

    def next_open(self, minute: int) -> int:
        """That minute, or the next opening; of an office that never opens again, that minute."""
        if self.is_open(minute):
            return minute
        place = bisect_left(self._opens, minute)
        return self._opens[place] if place < len(self._opens) else minute

    def after(self, minute: int, wait: Wait) -> int:
        """The moment so long after another."""
        if wait.unit in BY_CLOCK:
            return minute + wait.minutes
        if wait.unit == "working days":
            place = bisect_right(self._days, day_of(minute)) + wait.number - 1
            short = place >= len(self._opens)
            return minute + wait.number * DAY if short else self._opens[place]
        return self._open_minutes_after(minute, 60 * wait.number)

    def times_since(self, minute: int, wait: Wait, now: int) -> int:
        """How often a wait has passed in between."""
        if wait.unit in BY_CLOCK:
            return (now - minute) // wait.minutes
        openings = bisect_right(self._opens, now) - bisect_right(self._opens, minute)
        return openings // wait.number

    def _open_minutes_after(self, minute: int, left: int) -> int:
        for place in range(max(bisect_right(self._opens, minute) - 1, 0), len(self._opens)):
            begin = max(minute, self._opens[place])
            there = max(self._closes[place] - begin, 0)
            if left <= there:
                return begin + left
            left -= there
        return minute + left


class Told(Struct, frozen=True):
    """A rung that is reached: since when, and how often its repeat has come since."""

    rung: LadderRung
    at: int
    round: int


def reached(
    rungs: Iterable[LadderRung], moments: Mapping[str, int], office: Office, *, now: int
) -> dict[str, Told]:
    """By whom it tells, the last rung that a thing has reached; ``moments`` by ``since``."""
    found: dict[str, Told] = {}
    for rung in rungs:
        since = moments.get(rung.since)
        at = None if since is None else _moment(rung, since, office)
        if at is None or at > now:
            continue
        again = parse_wait(rung.again) if rung.again else None
        told = Told(rung, at, office.times_since(at, again, now) if again else 0)
        before = found.get(rung.tells)
        if before is None or at >= before.at:
            found[rung.tells] = told
    return found


def _moment(rung: LadderRung, since: int, office: Office) -> int:
    at = since - parse_wait(rung.before).minutes if rung.before else since
    if rung.after:
        at = office.after(at, parse_wait(rung.after))
    return at if rung.nights else office.next_open(at)


def who(
    rungs: Iterable[LadderRung], listed: Mapping[str, Sequence[Who]],
    living: Callable[[Who], Who | None],
) -> dict[str, Who]:  # fmt: skip
    """Whom each of these rungs tells: the first who is there, may know, and is on no lower one.

    ``listed`` are those who could be, by what the rung tells; ``living`` says who acts for somebody
    today, and None where nobody does who may know of it. Where nobody is left, whoever comes above
    is told in their place, and somebody else again on the rung above.
    """
    found: dict[str, Who] = {}
    used: set[Who] = set()
    for name in _ordered({rung.tells for rung in rungs}):
        for user in _upwards(name, listed):
            acts = living(user)
            if acts is not None and acts not in used:
                used.add(acts)
                found[name] = acts
                break
    return found


def _ordered(names: Iterable[str]) -> list[str]:
    """From the nearest up; whoever keeps the service running stands beside."""
    return sorted(names, key=lambda name: (name not in UPWARDS, _place(name)))


def _place(name: str) -> int:
    return UPWARDS.index(name) if name in UPWARDS else 0


def _upwards(name: str, listed: Mapping[str, Sequence[Who]]) -> Iterable[Who]:
    """Those of the rung, then of every rung above it."""
    above = UPWARDS[UPWARDS.index(name) + 1 :] if name in UPWARDS else UPWARDS[2:]
    for each in (name, *above):
        yield from listed.get(each, ())


def is_time_to_write(
    digest: Digest, office: Office, *, last: int | None, is_urgent: bool, now: int
) -> bool:
    """Whether somebody gets a mail of what is new for them now; what waits goes with the next.

    ``last`` is when they were last written to.
    """
    if last is None:
        return is_urgent or office.is_open(now)
    if is_urgent and now - last >= parse_wait(digest.urgent_gap).minutes:
        return True
    return office.is_open(now) and last < _part_of(digest, now)


def _part_of(digest: Digest, now: int) -> int:
    """When the part of the day began that it is now."""
    midnight = day_start(day_of(now))
    begun = [midnight + part for part in digest.parts if midnight + part <= now]
    return max(begun, default=midnight)


def by_harm(level: str, moment: int) -> tuple[int, int]:
    """Sorts what waits: high risk first, and of the same level what has waited longest."""
    return (RANKS.index(level) if level in RANKS else len(RANKS), moment)
