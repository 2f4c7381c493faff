"""Entries at or after another one, found by act, by answer and by complaint without a search."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from putright.core.timeline.items import Item

EVER = -(10**12)


class Shelf:
    """Items in order of when they happened, of which those since a moment are found at once.

    ``_reach`` holds the last minute that any item up to a place can have happened at: one of
    several days may stand before a moment and yet have come after it.
    """

    __slots__ = ("_firsts", "_items", "_reach")

    def __init__(self, items: list[Item]) -> None:
        """Keep the items, which are in order."""
        self._items = items
        self._firsts = [item.when.first for item in items]
        self._reach = list(accumulate((item.when.last for item in items), max))

    def since(self, minute: int) -> list[Item]:
        """The items that can have happened at that minute or later."""
        low = bisect_left(self._reach, minute)
        begun = bisect_left(self._firsts, minute, low)
        after = self._items[begun:]
        if low == begun:
            return after
        return [*(i for i in self._items[low:begun] if i.when.last >= minute), *after]


class Shelves:
    """The items of a timeline by the acts they prove, what they answer, and their complaint."""

    __slots__ = ("all", "answering", "of_complaint", "proving")

    def __init__(self, items: Iterable[Item]) -> None:
        """Sort the items onto their shelves."""
        every: list[Item] = []
        proving: dict[str, list[Item]] = defaultdict(list)
        answering: dict[str, list[Item]] = defaultdict(list)
        of_complaint: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            every.append(item)
            for act in item.proven:
                proving[act].append(item)
            for key in item.entry.answers:
                answering[key].append(item)
            if item.entry.complaint:
                of_complaint[item.entry.complaint].append(item)
        self.all = Shelf(every)
        self.proving = {act: Shelf(found) for act, found in proving.items()}
        self.answering = {key: Shelf(found) for key, found in answering.items()}
        self.of_complaint = {key: Shelf(found) for key, found in of_complaint.items()}


class Since(Sequence[Item]):
    """Entries that can have happened at or after ``item``, itself left out.

    An undated entry happened some day before it was told of, so that any may have come after.
    """

    __slots__ = ("_first", "_listed", "_shelves", "item")

    def __init__(self, shelves: Shelves, item: Item) -> None:
        """Look for nothing yet."""
        self._shelves = shelves
        self._first = EVER if item.undated else item.when.first
        self._listed: list[Item] | None = None
        self.item = item

    def proving(self, act: str) -> list[Item]:
        """Those that prove the act, in order."""
        return self._of(self._shelves.proving.get(act))

    def answering(self, key: str) -> list[Item]:
        """Those that answer the entry with that id, in order."""
        return self._of(self._shelves.answering.get(key))

    def of_complaint(self, key: str) -> list[Item]:
        """Those of that complaint, in order."""
        return self._of(self._shelves.of_complaint.get(key))

    def _of(self, shelf: Shelf | None) -> list[Item]:
        if shelf is None:
            return []
        found = shelf.since(self._first)
        own = self.item
        return [each for each in found if each is not own] if own in found else found

    def _all(self) -> list[Item]:
        if self._listed is None:
            self._listed = self._of(self._shelves.all)
        return self._listed

    def __iter__(self) -> Iterator[Item]:
        """Each in order."""
        return iter(self._all())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> list[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | list[Item]:
        """The one at a place in order, or those of several places."""
        return self._all()[place]
