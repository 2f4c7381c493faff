"""How cases hang together, as one picture: a row for each case, and an arc for each joining.

Everything in it is said in words as well: the picture's own name says all its arcs.
"""

from msgspec import Struct

from putright.casework.queries.case_links import Group, Other
from putright.kit.say import _

ROW, TOP, RIGHT, MARGIN = 40, 24, 110, 8
"""Units from row to row, above the first, to the column of the cases, and beside the arcs."""
NARROWEST, WIDER, WIDEST = 22, 14, 100
"""How far an arc reaches to the left: over one row, more for each further one, at most."""


class Node(Struct, frozen=True):
    """A case: where its row lies, how it is called, and whether it is open or the one looked at."""

    y: int
    words: str
    is_open: bool
    is_here: bool


class Picture(Struct, frozen=True):
    """Rows and arcs, with the sentence that says the same."""

    left: int
    height: int
    x: int
    nodes: tuple[Node, ...]
    arcs: tuple[str, ...]
    says: str


def picture(group: Group) -> Picture | None:
    """The picture of a group; None for a case that stands alone."""
    if not group.ties:
        return None
    rows = {case.id: TOP + place * ROW for place, case in enumerate(group.cases)}
    drawn = sorted({tuple(sorted((rows[tie.one], rows[tie.other]))) for tie in group.ties})
    return Picture(
        left=RIGHT - max(_reach(start, end) for start, end in drawn) - MARGIN,
        height=2 * TOP + (len(group.cases) - 1) * ROW,
        x=RIGHT,
        nodes=tuple(
            Node(rows[case.id], _words(case), case.is_open, is_here=place == 0)
            for place, case in enumerate(group.cases)
        ),
        arcs=tuple(_arc(start, end) for start, end in drawn),
        says=" ".join(tie.says for tie in group.ties),
    )


def _words(case: Other) -> str:
    if case.is_open:
        return case.reference
    return _("{reference}, closed").format(reference=case.reference)


def _reach(start: int, end: int) -> int:
    return min(NARROWEST + ((end - start) // ROW - 1) * WIDER, WIDEST)


def _arc(start: int, end: int) -> str:
    left = RIGHT - _reach(start, end) * 4 // 3
    return f"M{RIGHT} {start}C{left} {start} {left} {end} {RIGHT} {end}"
