"""How often complaints were upheld: counts of published findings under a name, as a share.

What counts as upheld: severe maladministration, maladministration, service failure. Reasonable
redress is not upheld (the landlord had put it right itself) and is shown apart; what was outside
the Ombudsman's reach counts on neither side.
"""

from collections.abc import Iterable

from msgspec import Struct

UPHELD = frozenset({"Severe Maladministration", "Maladministration", "Service Failure"})
PUT_RIGHT = frozenset({"Reasonable Redress"})
NOT_UPHELD = frozenset({"No Maladministration"})
FEW = 20
"""With fewer findings than this a share says little, and the page says so."""


class Share(Struct, frozen=True, kw_only=True):
    """Findings under one name: how many were decided, upheld, put right before, not upheld."""

    name: str
    upheld: int = 0
    put_right: int = 0
    not_upheld: int = 0

    @property
    def decided(self) -> int:
        """How many of them were decided at all."""
        return self.upheld + self.put_right + self.not_upheld

    @property
    def percent(self) -> int | None:
        """The upheld share in whole percent; None where nothing was decided."""
        return round(100 * self.upheld / self.decided) if self.decided else None

    @property
    def is_few(self) -> bool:
        """Whether there are too few for the share to say much."""
        return self.decided < FEW


def shares_of(counts: Iterable[tuple[str, str, int]]) -> dict[str, Share]:
    """Shares by name, of counts (name, level, how many)."""
    found: dict[str, list[int]] = {}
    for name, level, count in counts:
        row = found.setdefault(name, [0, 0, 0])
        for place, levels in enumerate((UPHELD, PUT_RIGHT, NOT_UPHELD)):
            row[place] += count if level in levels else 0
    return {
        name: Share(name=name, upheld=row[0], put_right=row[1], not_upheld=row[2])
        for name, row in found.items()
    }


def together(name: str, shares: Iterable[Share]) -> Share:
    """All of them as one."""
    listed = list(shares)
    return Share(
        name=name,
        upheld=sum(one.upheld for one in listed),
        put_right=sum(one.put_right for one in listed),
        not_upheld=sum(one.not_upheld for one in listed),
    )
