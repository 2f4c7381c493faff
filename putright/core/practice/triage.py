"""What came in: which of its words sound urgent, and by when somebody has looked at it.

It decides nothing. Words bring something to the top of the list, and a person reads it.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct

from putright.core.policy.practice_triage import TriageTime, UrgentWords
from putright.core.workdays import Calendar

MOST = 6
"""Words that are shown of one text."""
LONGEST = 200_000
"""Characters that are looked at."""


class Urgent(Struct, frozen=True):
    """Words that sound urgent, as they stand in the text, and what they are about."""

    words: str
    says: str


def urgent_in(text: str, rows: Iterable[UrgentWords]) -> tuple[Urgent, ...]:
    """The words of a text that sound urgent, each once, in the order in which they stand."""
    table = tuple(rows)
    pattern = _pattern(tuple(phrase for row in table for phrase in row.phrases))
    if pattern is None:
        return ()
    whose = [row.says for row in table for _phrase in row.phrases]
    found: dict[str, str] = {}
    for one in pattern.finditer(" ".join(text[:LONGEST].replace("’", "'").split())):
        assert one.lastindex is not None
        found.setdefault(one[0].casefold(), whose[one.lastindex - 1])
        if len(found) == MOST:
            break
    return tuple(Urgent(words, says) for words, says in found.items())


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """One look for all phrases; the group that fits says which of them it was."""
    if not phrases:
        return None
    either = "|".join(f"({_written(one)})" for one in phrases)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _written(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", " ")


def due_at(came_at: datetime, row: TriageTime, calendar: Calendar) -> datetime:
    """By when what came then is dealt with, in the local time that ``came_at`` is in."""
    if row.hours:
        # hours that pass, whatever the clocks on the wall do meanwhile
        return (came_at.astimezone(UTC) + timedelta(hours=row.hours)).astimezone(came_at.tzinfo)
    day = came_at.date()
    if not calendar.is_working(day) or came_at.time() > time.fromisoformat(row.until):
        day = calendar.add(day, 1)
    return datetime.combine(day, time.fromisoformat(row.closes), came_at.tzinfo)
