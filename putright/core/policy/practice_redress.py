"""What a pack says of money: a landlord's matrix, who agrees to how much, by when it is paid.

Each row has the days on which it was in force; the day of the decision chooses. Amounts are in
pounds.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Protocol, TypeVar

from msgspec import Struct, field

from putright.core.policy.rules import Dates, Source


class Cell(Struct, frozen=True, forbid_unknown_fields=True):
    """One cell of a matrix: how serious the failing, how hard it hit, from how much to how much.

    Without ``to`` it is that much and over.
    """

    severity: str
    impact: str
    low: Decimal = field(name="from")
    high: Decimal | None = field(default=None, name="to")
    describes: str = ""


class Matrix(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A landlord's compensation matrix; ``is_partial`` where only some of its cells were seen."""

    id: str
    name: str
    source: Source
    in_force: Dates = Dates()
    cell: tuple[Cell, ...] = ()
    is_partial: bool = False

    @property
    def severities(self) -> tuple[str, ...]:
        """The words for how serious a failing is, in the matrix's own order."""
        return tuple(dict.fromkeys(each.severity for each in self.cell))

    @property
    def impacts(self) -> tuple[str, ...]:
        """The words for how hard it hit, in the matrix's own order."""
        return tuple(dict.fromkeys(each.impact for each in self.cell))

    def at(self, severity: str, impact: str) -> Cell | None:
        """The cell of that severity and impact."""
        found = (each for each in self.cell if (each.severity, each.impact) == (severity, impact))
        return next(found, None)


class ApprovalLimit(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Up to how much somebody of a role may agree to, over all stages; no sum: to any."""

    id: str
    role: str
    up_to: Decimal | None = None
    source: Source
    in_force: Dates = Dates()


class RedressTerms(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """By when an accepted offer is paid, and for how long an offer is held open at least."""

    id: str
    pay_within: str = ""
    open_for: str = ""
    source: Source
    in_force: Dates = Dates()


class SetSum(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sum that the guidance sets for something that can be counted."""

    id: str
    says: str
    amount: Decimal
    per: Literal["day", "week", "each"]
    source: Source
    in_force: Dates = Dates()


class Dated(Protocol):
    """A row with the days on which it was in force."""

    @property
    def in_force(self) -> Dates:
        """Those days."""


Row = TypeVar("Row", bound=Dated)


def rows_on(rows: Iterable[Row], ordinal: int) -> tuple[Row, ...]:
    """The rows in force on that day."""
    return tuple(row for row in rows if row.in_force.holds_on(ordinal))


def may_agree(roles: Iterable[str], limits: Iterable[ApprovalLimit], amount: Decimal) -> bool:
    """Whether one of these roles may agree to that sum; where no limits are known, any may."""
    known = tuple(limits)
    held = set(roles)
    own = [limit for limit in known if limit.role in held]
    return not known or any(limit.up_to is None or amount <= limit.up_to for limit in own)
