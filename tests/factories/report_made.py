"""Reports of an invented ombudsman's kind, with known answers: every layout, format and mishap.

A report is made from a number; the same number makes the same report. The places, landlords and
sentences are ours. `reports_blocks` lays a report out; `report_files` writes it as a file.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

LANDLORDS = (
    "Meadowbank Homes Limited", "Larkrise 2000 Housing Trust", "Tolverne Borough Council",
    "Harrowgate Vale Housing Association", "Ninefields Group (Ninefields Homes)",
    "Saltcombe Living",
)  # fmt: skip
SUBJECTS = (
    "reports of a leak from the flat above", "concerns about a barking dog", "request for a ramp",
    "reports of mould in two bedrooms", "rent account query", "reports of threats by a neighbour",
    "request to be rehoused after a fire", "reports of a broken lift",
)  # fmt: skip
LEVELS = (
    "maladministration", "severe maladministration", "service failure", "no maladministration",
    "reasonable redress", "outside jurisdiction",
)  # fmt: skip
MISHAPS = (
    "", "misspelt month", "leading nought", "amended", "mistyped reference", "split reference",
    "no complaint heading", "one indent", "banner", "logo", "other name", "shouted headings",
)  # fmt: skip
NEW_MISHAPS = ("", "torn words", "banner", "bare list", "one line labels")
WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight")


@dataclass(frozen=True)
class MadeOrder:
    """What an order must be read as."""

    kind: str
    due: date | None
    amount: Decimal | None = None
    parts: tuple[Decimal, ...] = ()
    already: Decimal | None = None


@dataclass
class MadeReport:
    """What a report must be read as."""

    number: int
    is_new: bool
    landlord: str
    header_name: str
    reference: str
    day: date
    mishap: str
    issues: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)
    orders: list[MadeOrder] = field(default_factory=list)
    recommendations: int = 0
    scheme: list[str] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    blocks: list[tuple[str, int, str]] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """Lay down a heading."""
        self.blocks.append(
            ("heading", 0, text.upper() if self.mishap == "shouted headings" else text)
        )

    def plain(self, text: str) -> None:
        """Lay down a paragraph without a number."""
        self.blocks.append(("plain", 0, text))

    def step(self, text: str, depth: int = 1) -> None:
        """Lay down a numbered paragraph."""
        self.blocks.append(("step", depth, text))


def shown(day: date) -> str:
    """A day as a report writes it."""
    return f"{day.day} {day:%B %Y}"


def levels_of(rng: Random, count: int) -> list[str]:
    """Some levels."""
    return [rng.choice(LEVELS) for _ in range(count)]


def money(rng: Random) -> Decimal:
    """A round sum."""
    return Decimal(rng.randint(2, 30) * 25)
