"""The two scales side by side: the landlord's own matrix and the Ombudsman's guidance, by day.

They are put beside each other with their reasons; a person names the sum, nothing works it out.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from putright.core.policy.packs import Band, Scale
from putright.core.policy.practice_redress import Cell, Matrix, rows_on
from putright.core.redress.impact import Assessed
from putright.core.redress.money import exact
from putright.core.redress.offers import band_named, scale_on

Place = Literal["below", "within", "above", "no band"]


class Beside(Struct, frozen=True, kw_only=True):
    """Both scales on one day for one heading, each with the place that a person chose on it."""

    scale: Scale | None
    band: Band | None
    matrix: Matrix | None
    cell: Cell | None

    @property
    def is_matrix_short(self) -> bool:
        """Whether the most that the matrix's cell gives is below where the band begins."""
        if self.band is None or self.cell is None or self.cell.high is None:
            return False
        return self.cell.high < self.band.low

    def under(self, amount: Decimal) -> tuple[Band | Cell, ...]:
        """The chosen cell and band, as far as a sum lies below where they begin."""
        chosen = (self.cell, self.band)
        return tuple(each for each in chosen if each and place_in(amount, each) == "below")


def beside(
    scales: Sequence[Scale], matrices: Sequence[Matrix], chosen: Assessed | None, ordinal: int
) -> Beside:
    """The scales in force on a day, and where a person placed the heading on each."""
    scale = scale_on(scales, ordinal)
    matrix = next(iter(rows_on(matrices, ordinal)), None)
    return Beside(
        scale=scale,
        band=band_named(scale, chosen.band) if chosen else None,
        matrix=matrix,
        cell=matrix.at(chosen.severity, chosen.impact) if matrix and chosen else None,
    )


def place_in(amount: Decimal, band: Band | Cell | None) -> Place:
    """Where a sum lies beside a band or a cell."""
    sum_ = exact(amount)
    if band is None:
        return "no band"
    if sum_ < band.low:
        return "below"
    return "above" if band.high is not None and sum_ > band.high else "within"


def named_bands(scales: Sequence[Scale], ordinal: int) -> tuple[Band, ...]:
    """The words to choose an impact by: those of the day's scale, or of the last that had any.

    A guidance whose bands nobody here has read leaves the question all the same: how hard was it?
    """
    today = scale_on(scales, ordinal)
    if today is not None and today.bands:
        return today.bands
    known = [scale for scale in scales if scale.bands]
    known.sort(key=lambda scale: scale.in_force.start.toordinal() if scale.in_force.start else 0)
    return known[-1].bands if known else ()
