"""Marks made: their place in the text, their quote, their key, entries in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from putright.core.claims.days import Said
from putright.core.claims.ground import Ground
from putright.core.claims.mark import Colour, Mark
from putright.core.claims.reading import Word
from putright.core.timeline.items import Item

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
NO_RECORD = "No record of it is attached"
"""What a mark begins with that finds an entry and nothing that shows it."""
LONGEST = 160
"""A quote of more signs than this is cut to what matters of it."""


class Place(Struct, frozen=True):
    """A stretch of the text, with the words of its sentence to reach for."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...] = ()

    def with_day(self, day: Said) -> "Place":
        """The same stretch with a day in it; the day alone where that would be long."""
        start, end = min(self.start, day.start), max(self.end, day.end)
        if end - start > LONGEST:
            return replace(self, start=day.start, end=day.end)
        return replace(self, start=start, end=end)

    def with_words(self, first: int, last: int) -> "Place":
        """The same stretch with those words in it."""
        begins, ends = self.words[first].start, self.words[last - 1].end
        start, end = min(self.start, begins), max(self.end, ends)
        if end - start > LONGEST:
            return replace(self, start=begins, end=ends)
        return replace(self, start=start, end=end)


def mark(
    colour: Colour, kind: str, says: str, place: Place, *,
    entries: Iterable[Item] = (), instead: str = "",
) -> Mark:  # fmt: skip
    """A mark at a place of the text."""
    quote = place.text[place.start : place.end]
    return Mark(
        colour=colour, kind=kind, says=says, key=key_of(kind, quote), start=place.start,
        end=place.end, quote=quote, entries=tuple(item.id for item in entries), instead=instead,
    )  # fmt: skip


def key_of(kind: str, quote: str) -> str:
    """What stays the same while the quote and the kind do."""
    return f"{kind}: {' '.join(quote.casefold().split())}"[:200]


def whole(colour: Colour, kind: str, says: str, about: str, *, entries: Sequence[str] = (),
          instead: str = "") -> Mark:  # fmt: skip
    """A mark on the whole letter."""
    return Mark(
        colour=colour, kind=kind, says=says, key=key_of(kind, about), entries=tuple(entries),
        instead=instead,
    )  # fmt: skip


def in_words(day: date) -> str:
    """A day as a letter writes it: 3 May 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def of_day(item: Item) -> str:
    """The day of an entry, or its days."""
    if item.when.day == item.when.last_day:
        return in_words(item.when.date)
    return f"between {in_words(item.when.date)} and {in_words(item.when.last_date)}"


def named(ground: Ground, items: Iterable[Item]) -> str:
    """Entries in words: their day, and what they say was done."""
    return "; ".join(_named(ground, item) for item in items)


def _named(ground: Ground, item: Item) -> str:
    act = ground.timeline.words.acts.get(item.acts[0]) if item.acts else None
    says = act.says if act is not None else "an entry"
    day = "day not given" if item.undated else of_day(item)
    state = "" if item.is_settled or not item.from_landlord else ", no record attached"
    return f"{day} ({says}{state})"
