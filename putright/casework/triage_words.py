"""What the words of something that came in sound like: urgent by the pack, unhappy by the spotter.

Nothing follows from it but its place in the list, and by when somebody is to look at it.
"""

from datetime import datetime

from msgspec import Struct

from putright.casework.heard import hear
from putright.casework.policies import engine_of
from putright.core.practice.spotting import LONGEST
from putright.core.practice.triage import due_at, urgent_in
from putright.gateways.clock import LONDON

MOST = 6
MAIL = frozenset({"message", "unreadable"})
"""Kinds of what people wrote; the words of machines are nobody's."""


class Flags(Struct, frozen=True):
    """The words that sound urgent, and those that sound unhappy, as a page shows them."""

    urgent: tuple[str, ...] = ()
    unhappy: tuple[str, ...] = ()


def flags(pack: str, *texts: str, kind: str = "message", at: datetime) -> Flags:
    """What these texts (a subject, a body) sound like by a landlord's pack."""
    if kind not in MAIL:
        return Flags()
    text = "\n".join(one for one in texts if one)
    rows = engine_of(pack).stack.practice_on("urgent_words", at.date())
    heard = hear(text[:LONGEST])
    marks = sorted((one for one in heard.marks if heard.asks and one.weight > 0),
                   key=lambda one: -one.weight)  # fmt: skip
    marks = [one for one in marks if one.sort] or marks[:1]
    words = [" ".join(text[mark.start : mark.end].split()) for mark in marks]
    return Flags(
        urgent=tuple(one.words for one in urgent_in(text, rows)),
        unhappy=tuple(dict.fromkeys(words))[:MOST],
    )


def due(pack: str, came_at: datetime, *, is_urgent: bool) -> datetime:
    """By when something that came then has a case, a person and a first step."""
    engine = engine_of(pack)
    wanted = "urgent" if is_urgent else "ordinary"
    came_at = came_at.astimezone(LONDON)
    rows = engine.stack.practice_on("triage_time", came_at.date())
    row = next(one for one in rows if one.id == wanted)
    return due_at(came_at, row, engine.calendar)
