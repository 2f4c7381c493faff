"""Whether a landlord's matrix is there at all, and whether it can reach what the guidance gives."""

from collections.abc import Iterator, Sequence

from putright.core.policy.packs import Band, Scale
from putright.core.policy.practice_redress import Matrix

SEVERE = "severe maladministration"


def matrix_faults(matrices: Sequence[Matrix], scales: Sequence[Scale]) -> Iterator[str]:
    """What to tell whoever keeps the pack: no matrix, or one far below the guidance."""
    if not matrices:
        yield ("no compensation matrix: without one an offer is weighed by the Ombudsman's "
               "guidance alone, and so would the Ombudsman")  # fmt: skip
    for matrix in matrices:
        yield from _short(matrix, scales)


def _short(matrix: Matrix, scales: Sequence[Scale]) -> Iterator[str]:
    """A matrix is far below whose most is less than where a significant impact begins."""
    band = _for_significant(scales)
    tops = [cell for cell in matrix.cell if cell.high is not None]
    is_open = len(tops) < len(matrix.cell)
    top = max(tops, key=lambda cell: cell.high or cell.low, default=None)
    if band is None or top is None or top.high is None or is_open or top.high >= band.low:
        return
    yield (f"the most that {matrix.name} gives, £{top.high} for {top.impact} and {top.severity}, "
           f"is far below the guidance, where {band.name} impact begins: £{band.low}")  # fmt: skip


def _for_significant(scales: Sequence[Scale]) -> Band | None:
    """The lowest band in which severe maladministration can lie, on the last scale with bands."""
    known = [scale for scale in scales if scale.bands]
    bands = [band for scale in known[-1:] for band in scale.bands if SEVERE in band.levels]
    return min(bands, key=lambda band: band.low, default=None)
