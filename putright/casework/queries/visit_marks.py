"""What the entries of a visit say: to whose side it went, since when somebody is there, until when.

Somebody who arrived and has not left is out: the next entry that says they left ends it.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import to_datetime

OTHER = "other"
FORGOTTEN = timedelta(days=1)
"""Nobody stays so long: after that a visit is one whose end was never written down."""


def is_to_other(item: Item) -> bool:
    """Whether a visit went to the person complained of."""
    return item.entry.facts.get("side") == OTHER


def until_of(item: Item) -> datetime | None:
    """By when somebody meant to be out again."""
    try:
        return datetime.fromisoformat(str(item.entry.facts.get("expected_until", "")))
    except ValueError:
        return None


def begun_in(timeline: Timeline, *, now: datetime) -> Iterator[Item]:
    """The visits for which somebody arrived and has not left."""
    ended = {key for item in timeline.doing(("asb.visit_ended",)) for key in item.entry.answers}
    for item in timeline.doing(("asb.visit_begun",)):
        fresh = now - to_datetime(item.when.first) < FORGOTTEN
        if fresh and not item.struck_by and item.id not in ended:
            yield item


def hour_of(item: Item) -> time | None:
    """The time of day for which a visit was arranged."""
    try:
        return time.fromisoformat(str(item.entry.facts.get("hour", "")))
    except ValueError:
        return None
