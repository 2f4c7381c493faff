"""What the words of something that came in sound like: urgent by the pack, unhappy by the spotter.

Nothing follows from it but its place in the list, and by when somebody is to look at it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from putright.casework.heard import hear
from putright.casework.policies import engine_of
from putright.casework.public_form import text_of
from putright.core.practice.spotting import LONGEST
from putright.core.practice.triage import due_at, urgent_in
from putright.gateways.clock import LONDON
from putright.kit.say import _

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


def told_flags(pack: str, told: Mapping[str, Any], *, at: datetime) -> Flags:
    """The same of a form that was sent: what was ticked there counts without any word of it."""
    found = flags(pack, text_of(told), at=at)
    if told.get("hate") != "yes":
        return found
    return replace(found, urgent=(_("because of who they are: yes"), *found.urgent))


def due(pack: str, came_at: datetime, *, is_urgent: bool) -> datetime:
    """By when something that came then has a case, a person and a first step."""
    engine = engine_of(pack)
    wanted = "urgent" if is_urgent else "ordinary"
    came_at = came_at.astimezone(LONDON)
    rows = engine.stack.practice_on("triage_time", came_at.date())
    row = next(one for one in rows if one.id == wanted)
    return due_at(came_at, row, engine.calendar)
