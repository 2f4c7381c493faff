"""What the picture is made of: marks, bars and spans with their places, and how they are packed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

LETTER = 6.7
"""How wide a letter of a label is taken to be, in units of the picture; rather too wide."""
LEFT, RIGHT, WIDTH = 10.0, 990.0, 1000.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places along the x axis."""

    start: date
    end: date

    @property
    def month_width(self) -> float:
        """How wide a month is, on the whole."""
        return (RIGHT - LEFT) * 30.4 / max((self.end - self.start).days, 1)

    def x(self, day: date) -> float:
        """Where a day lies; what is outside the picture lies at its edge."""
        whole = max((self.end - self.start).days, 1)
        share = min(max((day - self.start).days / whole, 0.0), 1.0)
        return round(LEFT + share * (RIGHT - LEFT), 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on one day."""

    x: float
    y: float
    shape: str
    title: str
    label: str = ""
    anchor: str = "start"
    label_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time: what was allowed, and from its due moment what was late or never came."""

    x: float
    y: float
    due_x: float
    end_x: float
    kind: str
    title: str
    label: str = ""
    anchor: str = "start"
    label_x: float = 0.0
    done_x: float | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its title, where it lies, and what is in it."""

    title: str
    y: float
    height: float
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    spans: tuple[Bar, ...] = ()

    @property
    def short(self) -> str:
        """The start of its title, which is repeated along the lane on a phone."""
        return self.title.split(":")[0].split(",")[0]


@dataclass(slots=True)
class Packer:
    """Puts things into rows so that none lies over another."""

    gap: float = 8.0
    ends: list[float] = field(default_factory=list)

    def row(self, start: float, end: float) -> int:
        """The first row in which a thing from ``start`` to ``end`` finds room."""
        for number, taken in enumerate(self.ends):
            if start >= taken + self.gap:
                self.ends[number] = end
                return number
        self.ends.append(end)
        return len(self.ends) - 1

    @property
    def rows(self) -> int:
        """How many rows there are, at least one."""
        return max(len(self.ends), 1)


def place_label(x: float, label: str, *, room_from: float = 0.0) -> tuple[float, str, float, float]:
    """Where a label goes: its x, its anchor, and the stretch that it takes up."""
    wide = len(label) * LETTER
    start = x + room_from
    if start + wide <= RIGHT:
        return start, "start", start, start + wide
    end = min(x - room_from, RIGHT) if room_from else RIGHT
    return end, "end", end - wide, end


def bottom(lanes: Iterable[Lane]) -> float:
    """Where the last lane ends."""
    return max((lane.y + lane.height for lane in lanes), default=0.0)
