"""What was asked of agencies, and for a move, and is not settled: it keeps a case from closing."""

from collections.abc import Sequence

from msgspec import Struct

from putright.core.practice.agency_threads import Thread, threads_of
from putright.core.practice.moves import is_later
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

MOVES = (
    ("move.requested", ("move.decided", "move.withdrawn")),
    ("move.review_asked", ("move.reviewed", "move.withdrawn")),
)
"""What is asked for, and what settles it: a decision is no answer to whoever asks for a review."""


class Asked(Struct, frozen=True):
    """The entries that wait, what settled the others, and what a later entry takes up."""

    waiting: tuple[Item, ...] = ()
    settled: tuple[Item, ...] = ()
    passed_on: frozenset[str] = frozenset()


def agencies_asked(timeline: Timeline, *, now: int) -> Asked:
    """Requests to agencies: one that was sent on waits no longer, the later one does."""
    found = [one for one in threads_of(timeline) if _stands(one.request, now)]
    shown = [one for one in found if one.reply is not None and one.reply.is_settled]
    gone = [one for one in found if one not in shown and _is_sent_on(one, now)]
    return Asked(
        waiting=tuple(one.request for one in found if one not in (*shown, *gone)),
        settled=tuple(one.reply for one in shown if one.reply is not None),
        passed_on=frozenset(key for one in gone for key in one.ids),
    )


def moves_asked(timeline: Timeline, *, now: int) -> Asked:
    """Requests to move, and for a review of a decision about one: each has its own answer."""
    waiting: list[Item] = []
    settled: list[Item] = []
    for act, ends in MOVES:
        answers = [item for item in timeline.standing(*ends) if item.is_settled]
        for item in timeline.doing((act,)):
            if _stands(item, now):
                end = _first_after(item, answers)
                (waiting if end is None else settled).append(end or item)
    return Asked(tuple(waiting), tuple(settled))


def _stands(item: Item, now: int) -> bool:
    return item.can_start and not item.counter and item.when.first <= now


def _is_sent_on(thread: Thread, now: int) -> bool:
    return thread.sent_on is not None and _stands(thread.sent_on, now)


def _first_after(item: Item, answers: Sequence[Item]) -> Item | None:
    return next((each for each in answers if is_later(each, item)), None)
