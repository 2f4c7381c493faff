"""Entries at or after another one, found by act, by answer and by complaint without a search."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

from putright.core.timeline.items import Item

EVER = -(10**12)
"""Where one looks from for an undated entry, which happened some day before it was told of."""
Key = tuple[str, str]


class Shelf:
    """Items in order of when they happened, of which those since a moment are found at once.

    ``_reach`` holds the last minute that any item up to a place can have happened at: one of
    several days may stand before a moment and yet have come after it.
    """

    __slots__ = ("_firsts", "_items", "_reach")

    def __init__(self, items: Sequence[Item]) -> None:
        """Keep the items, which are in order."""
        self._items = list(items)
        self._firsts = [item.when.first for item in items]
        self._reach = list(accumulate((item.when.last for item in items), max))

    def near(self, minute: int) -> list[Item]:
        """All that can have happened at that minute or later, and some that cannot."""
        return self._items[bisect_left(self._reach, minute) :]

    def since(self, minute: int, own: Item) -> list[Item]:
        """The items that can have happened at that minute or later, without ``own``."""
        low = bisect_left(self._reach, minute)
        begun = bisect_left(self._firsts, minute, low)
        after = self._items[begun:]
        if low < begun:
            after = [*(i for i in self._items[low:begun] if i.when.last >= minute), *after]
        if own in after:
            after.remove(own)
        return after


class Shelves:
    """The items of a timeline by the acts they prove or only claim, and by what they answer."""

    __slots__ = ("all", "answering", "claiming", "proving")

    def __init__(self, items: Sequence[Item]) -> None:
        """Sort the items onto their shelves; what proves an act stands by its complaint, too."""
        proving: dict[Key, list[Item]] = defaultdict(list)
        claiming: dict[str, list[Item]] = defaultdict(list)
        answering: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            complaint = item.entry.complaint
            for act in item.acts:
                if act not in item.proven:
                    claiming[act].append(item)
                    continue
                proving[act, ""].append(item)
                if complaint:
                    proving[act, complaint].append(item)
            for key in item.entry.answers:
                answering[key].append(item)
        self.all = Shelf(items)
        self.proving = {key: Shelf(found) for key, found in proving.items()}
        self.claiming = {act: Shelf(found) for act, found in claiming.items()}
        self.answering = {key: Shelf(found) for key, found in answering.items()}


class Since(Sequence[Item]):
    """Entries that can have happened at or after ``item``, itself left out."""

    __slots__ = ("_first", "_item", "_listed", "_shelves")

    def __init__(self, shelves: Shelves, item: Item) -> None:
        """Look for nothing yet."""
        self._shelves = shelves
        self._first = EVER if item.undated else item.when.first
        self._listed: list[Item] | None = None
        self._item = item

    def proving(self, act: str, complaint: str = "") -> list[Item]:
        """Those that prove the act, of one complaint or of all, in order."""
        shelf = self._shelves.proving.get((act, complaint))
        return shelf.since(self._first, self._item) if shelf is not None else []

    def claiming(self, act: str) -> list[Item]:
        """Those that say the act was done and do not prove it, in order."""
        shelf = self._shelves.claiming.get(act)
        return shelf.since(self._first, self._item) if shelf is not None else []

    def answering(self, key: str) -> list[Item]:
        """Those that answer the entry with that id, in order."""
        shelf = self._shelves.answering.get(key)
        return shelf.since(self._first, self._item) if shelf is not None else []

    def _all(self) -> list[Item]:
        if self._listed is None:
            self._listed = self._shelves.all.since(self._first, self._item)
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
