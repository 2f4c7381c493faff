"""What a published report tells of, beside what our own timeline holds: there, else, or nothing.

An event is there where our timeline has the same act on that day; for a call or a message, one of
the same side. What was brought in from the report before is known by its reference and its day.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.casework.determination_json import EventJson
from putright.core.determinations.events import ACCOUNT
from putright.core.timeline.items import Item
from putright.core.workdays import when_between, when_on

THERE, ELSE, NOTHING, BROUGHT = "there", "else", "nothing", "brought"
CONTACTS = frozenset({"contact.made", "contact.received"})


class Beside(Struct, frozen=True):
    """An event of the report: its place in it, how our timeline stands to it, our entries."""

    place: int
    event: EventJson
    state: str
    ours: tuple[Item, ...]


def besides(events: Sequence[EventJson], items: Sequence[Item], reference: str) -> Iterator[Beside]:
    """Each event with what our timeline holds of its day."""
    standing = [item for item in items if not item.struck_by]
    for place, event in enumerate(events):
        held = [item for item in standing if not item.undated and _is_on(item, event)]
        brought = [item for item in standing if mark_of(event, reference) in item.entry.refs]
        own = [item for item in held if item not in brought and not _is_told(item)]
        same = [item for item in own if _is_same(item, event)]
        state = BROUGHT if brought else THERE if same else ELSE if own else NOTHING
        yield Beside(place, event, state, tuple(brought or same or own))


def mark_of(event: EventJson, reference: str) -> str:
    """By what an entry that was brought in is known again."""
    where = f"{event.under} {event.paragraph}".strip()
    days = event.first.isoformat()
    if event.last != event.first:
        days += f"/{event.last.isoformat()}"
    return f"{reference}: {where}, {days}"


def _is_on(item: Item, event: EventJson) -> bool:
    """Whether an entry falls within the time; one known only roughly has to begin in it."""
    span = when_on(event.first) if event.first == event.last else None
    within = span or when_between(event.first, event.last)
    return within.first <= item.when.first <= within.last


def _is_told(item: Item) -> bool:
    """Whether only a report tells of it: another event of its own day, brought in before."""
    return item.by_side == "ombudsman" and ACCOUNT in item.acts


def _is_same(item: Item, event: EventJson) -> bool:
    if event.does == ACCOUNT:
        return False
    if event.does in CONTACTS:
        return item.by_side == event.by
    return event.does in item.acts
