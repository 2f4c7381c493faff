"""Where somebody sounds unhappy: what a person is asked about in a case, and which words."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from putright.casework import permissions
from putright.casework.heard import asked_in
from putright.casework.queries.case_open import Open
from putright.core.events.entry import HOUSEHOLD
from putright.core.practice.recognising import Asked, Why
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime

ROUND = 120
"""Characters that are shown before the first and after the last word that weighed."""
MOST = 600
"""Characters of a text that are shown where a person said it, and no word weighed."""


class Piece(Struct, frozen=True):
    """A part of a text, and whether it is among the words that were marked."""

    text: str
    is_marked: bool = False


class SaidBefore(Struct, frozen=True):
    """What somebody said when they were asked before: when, who, in their words."""

    on: date
    who: str
    words: str


class AskedSeen(Struct, frozen=True, kw_only=True):
    """An entry that a person is asked about: "is this a complaint?"

    ``why`` is "person" where somebody said that they are unhappy, "words" where only the words
    sound so, "again" where they had said not now and were in touch since.
    """

    number: int
    why: Why
    happened: date
    who: str
    is_note: bool
    pieces: tuple[Piece, ...]
    said: SaidBefore | None = None


def asked_about(opened: Open) -> tuple[AskedSeen, ...]:
    """What is to be asked in a case, the newest first.

    Nothing for whoever may not log a complaint in it, nor for whom a complaint in it names.
    """
    return tuple(seen(opened, each) for each in _asked(opened))


def find(opened: Open, number: int) -> Asked | None:
    """What is asked about the entry of that number; None where nothing is, or no longer."""
    return next((one for one in _asked(opened) if number_of(opened, one.item) == number), None)


def seen(opened: Open, asked: Asked) -> AskedSeen:
    """One of them as pages show it."""
    item, said = asked.item, asked.said
    return AskedSeen(
        number=number_of(opened, item),
        why=asked.why,
        happened=_day(item),
        who=opened.name(recipient_of(opened, item)),
        is_note=item.from_landlord,
        pieces=tuple(pieces_of(asked)),
        said=SaidBefore(_day(said), opened.name(said.entry.by), said.entry.text) if said else None,
    )


def pieces_of(asked: Asked) -> Iterator[Piece]:
    """The words that weighed with what stands round them; without any, how the text begins."""
    text, marks = asked.item.entry.text, asked.heard.marks
    start = _cut_before(text, max(0, marks[0].start - ROUND)) if marks else 0
    end = marks[-1].end + ROUND if marks else MOST
    place, left = start, "…" if start else ""
    for mark in marks:
        yield Piece(left + text[place : mark.start])
        yield Piece(text[mark.start : mark.end], is_marked=True)
        place, left = mark.end, ""
    yield Piece(left + text[place:end] + ("…" if end < len(text) else ""))


def recipient_of(opened: Open, item: Item) -> str:
    """Who said it: of a note of ours, whoever it was with."""
    if not item.from_landlord:
        return item.entry.by
    with_whom = (key for key in item.entry.to if opened.live.side_of(key) in HOUSEHOLD)
    residents = (part.key for part in opened.parts.values() if part.side == "resident")
    return next(with_whom, None) or next(residents, "resident")


def number_of(opened: Open, item: Item) -> int:
    """The number of an entry in the books."""
    kept = opened.kept(item.id)
    return kept.number if kept else 0


def _asked(opened: Open) -> list[Asked]:
    if opened.withheld or not permissions.can(opened.actor, "complaint.log", opened.near):
        return []
    return asked_in(opened.run)


def _day(item: Item) -> date:
    at: datetime = to_datetime(item.when.first)
    return at.date()


def _cut_before(text: str, place: int) -> int:
    """No word is cut in two at the beginning."""
    if place == 0:
        return 0
    space = text.find(" ", place)
    return place if space < 0 else space + 1
