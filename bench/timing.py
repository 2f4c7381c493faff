"""Timing two ways of doing one thing: interleaved, best of several, and only if they agree."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import eq
from time import perf_counter
from typing import Any

TURN = 0.1


@dataclass(frozen=True)
class Row:
    """One ratio of one goal of performance: `ours` and `theirs` in seconds, or as `unit` says.

    The ratio is how many times faster we are, and should reach the target; with `at_most` it is
    how many times their time we take, and should not pass it.
    """

    goal: int
    what: str
    ours: float
    theirs: float
    target: float
    at_most: bool = False
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs if self.at_most else self.theirs / self.ours

    @property
    def holds(self) -> bool:
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target

    def __str__(self) -> str:
        limit = f"{'at most' if self.at_most else 'at least'} {self.target:g}x"
        ours, theirs = (said(one, self.unit) for one in (self.ours, self.theirs))
        times = f"{ours:>9} / {theirs:>9}"
        verdict = "holds" if self.holds else "MISSED"
        return f"{self.goal:>2}  {self.what:<64} {times} {self.ratio:>7.2f}x  {limit:<14} {verdict}"


def said(found: float, unit: str) -> str:
    return f"{found / 1e6:.1f} MB" if unit == "B" else in_units(found)


def in_units(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds * 1e6:.1f} us"


def compare(
    goal: int,
    what: str,
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    target: float,
    *,
    at_most: bool = False,
    rounds: int = 9,
    same: Callable[[Any, Any], bool] = eq,
) -> Row:
    """Check that both give the same answer, then time them in turns and keep the best of each."""
    if not same(ours(), theirs()):
        raise AssertionError(f"{what}: the two answers differ, so their times mean nothing")
    our_times, their_times = repeats(ours), repeats(theirs)
    turns = [(seconds(ours, our_times), seconds(theirs, their_times)) for _ in range(rounds)]
    best = [min(side) for side in zip(*turns, strict=True)]
    return Row(goal, what, best[0], best[1], target, at_most)


def repeats(work: Callable[[], Any]) -> int:
    """How often to do the work in one turn, so that a turn lasts long enough to time."""
    return max(1, round(TURN / seconds(work, 1)))


def seconds(work: Callable[[], Any], times: int) -> float:
    """The time of one piece of work, from `times` in a row, with the garbage left alone."""
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        for _ in range(times):
            work()
        return (perf_counter() - start) / times
    finally:
        gc.enable()


def show(rows: Iterable[Row]) -> None:
    print(f"goal what {'ours / theirs':>81}    ratio  target")
    for row in rows:
        print(row)
