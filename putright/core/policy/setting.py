"""What patterns and times need to know of their pack, and what a test of an entry is."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from putright.core.facts.facts import Facts
from putright.core.policy.opening import Opening
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar

Test = Callable[[Item, Item, Facts], bool]
"""Tests an item beside the item that started the duty (itself, for a trigger) and the facts."""


class Setting(Struct, frozen=True):
    """Levels by kind of report, their order, opening hours, and the calendar."""

    levels: Mapping[str, str]
    calendar: Calendar
    order: tuple[str, ...] = ()
    opening: Opening | None = None

    def rank(self, level: str) -> int:
        """How high a level stands among the others; one that is on no list is the lowest."""
        return self.order.index(level) if level in self.order else 0
