"""What was handed from one member of staff to another, read from a case's timeline. Pure.

A promise is handed on by an entry, never by moving a row: whose it is follows from the timeline,
as everything else does. A handover of the whole case asks the next officer to take each open
promise over; what nobody took over is counted on the case's card.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import complaint_holders
from putright.casework.actor import user_of_key
from putright.casework.promises import Promise
from putright.core.events.entry import Entry
from putright.core.practice.complaints import ASSIGNED
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import to_datetime

HANDED = "staff.promise_handed"
PASSED = "staff.handed_over"
WRITTEN = "staff.handover_written"
ACCEPTED = "staff.handover_accepted"
QUERIED = "staff.handover_queried"
FACT = "promises"


class Word(Struct, frozen=True):
    """Something a colleague said at a handover: who, when, what."""

    by: str
    at: datetime
    text: str


class Handover(Struct, frozen=True, kw_only=True):
    """The last time that the case passed to another officer, and what came of it.

    ``to`` is None where no one was named: then whoever acts takes it over. ``asked`` are the
    promises that were open at that time and still are.
    """

    entry: str
    at: datetime
    by: str
    to: UUID | None
    why: str
    asked: frozenset[str]
    accepted: frozenset[str]
    queried: dict[str, Word]

    @property
    def waiting(self) -> frozenset[str]:
        """The promises that nobody took over or asked about."""
        return self.asked - self.accepted - frozenset(self.queried)


def written(keys: Iterable[str]) -> dict[str, str | int | bool]:
    """The facts of an entry about these promises."""
    return {FACT: "\n".join(sorted(keys))}


def roots_handed(entry: Entry) -> set[str]:
    """The entries from which the promises follow that an entry hands on, takes on or asks about."""
    return {root_of(key) for key in str(entry.facts.get(FACT, "")).splitlines()}


def root_of(key: str) -> str:
    """The entry from which a promise follows, by the promise's key."""
    return (*key.split("~"), "")[1]


def holders(timeline: Timeline, promises: Iterable[Promise]) -> dict[str, UUID]:
    """Whom each promise was handed to last; a handover of the case ends what was handed before.

    What a stage of a complaint promises is with whoever handles that stage, however the case goes.
    """
    found: dict[str, UUID] = {}
    handled: dict[str, UUID] = {}
    stages = complaint_holders.of_stages(timeline, promises)
    for item in _in_books(timeline, (HANDED, PASSED, ASSIGNED)):
        if PASSED in item.acts:
            found.clear()
        elif ASSIGNED in item.acts:
            keys = stages.get((item.entry.complaint, item.entry.stage), [])
            found = {key: user for key, user in found.items() if key not in keys}
            if user := complaint_holders.named_in(item):
                handled |= dict.fromkeys(keys, user)
        elif user := _named(item):
            found.update(dict.fromkeys(_keys(item), user))
    return handled | found


def handover(timeline: Timeline, promises: Sequence[Promise]) -> Handover | None:
    """The last handover of the case; None where it never passed to anybody."""
    passed = _in_books(timeline, (PASSED,))
    if not passed:
        return None
    last = passed[-1]
    said = _in_books(timeline, (ACCEPTED, QUERIED))
    since = [item for item in said if _order(item) > _order(last)]
    elsewhere = holders(timeline, promises)
    asked = frozenset(
        one.key
        for one in promises
        if one.is_open and _made_before(one, last, timeline) and one.key not in elsewhere
    )
    accepted = {key for item in since if ACCEPTED in item.acts for key in _keys(item)}
    return Handover(
        entry=last.id,
        at=to_datetime(last.when.last),
        by=last.entry.by,
        to=_named(last),
        why=last.entry.text,
        asked=asked,
        accepted=frozenset(accepted),
        queried=_queried(since, accepted),
    )


def judgement(timeline: Timeline) -> tuple[Word, ...]:
    """What colleagues wrote for the next officer: since the last handover but one."""
    passed = _in_books(timeline, (PASSED,))
    after = _order(passed[-2]) if len(passed) > 1 else (0, 0)
    notes = _in_books(timeline, (WRITTEN,))
    return tuple(_word(item) for item in notes if _order(item) > after)


def _queried(since: Iterable[Item], accepted: set[str]) -> dict[str, Word]:
    asked = [item for item in since if QUERIED in item.acts]
    return {key: _word(item) for item in asked for key in _keys(item) if key not in accepted}


def _made_before(promise: Promise, passed: Item, timeline: Timeline) -> bool:
    made = timeline.by_id.get(promise.entry)
    return made is not None and _order(made) < _order(passed)


def _in_books(timeline: Timeline, acts: tuple[str, ...]) -> list[Item]:
    return sorted(timeline.standing(*acts), key=_order)


def _order(item: Item) -> tuple[int, int]:
    return (item.when.first, item.number)


def _keys(item: Item) -> list[str]:
    return str(item.entry.facts.get(FACT, "")).splitlines()


def _named(item: Item) -> UUID | None:
    users = [user_of_key(key) for key in item.entry.to]
    return next((user for user in users if user is not None), None)


def _word(item: Item) -> Word:
    return Word(by=item.entry.by, at=to_datetime(item.when.last), text=item.entry.text)
