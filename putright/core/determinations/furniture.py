"""What stands around a report on a saved page: menus before it, links and addresses after it."""

import re
from collections.abc import Sequence

from putright.core.determinations.header import is_complaint, is_label, title_in
from putright.core.determinations.lines import Line
from putright.core.determinations.sections import part_of

_AFTER = re.compile(
    r"(?:back to top|share(?: this)?(?: page| decision)?|print(?: this page)?|related (?:content|"
    r"decisions?|pages?|links?)|you may also (?:like|be interested in)|contact us|follow us|"
    r"sign up\b.*|subscribe\b.*|was this (?:page|information) (?:helpful|useful)\??|"
    r"is this page useful\??|cookies?(?: policy| settings)?|privacy(?: policy| notice)?|"
    r"accessibility(?: statement)?|©.*|\(c\) .*|copyright\b.*|all rights reserved.*|"
    r"(?:previous|next)(?: decision| page)?)",
    re.IGNORECASE,
)
_DECIDED = frozenset({"determination", "orders", "recommendations", "reasons", "learning"})
_NEAR = 14
"""The most lines between the title of a page and the line that names the complaint."""


def without_furniture(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the report itself."""
    kept = list(lines[_start(lines) :])
    return tuple(kept[: _end(kept)])


def _start(lines: Sequence[Line]) -> int:
    """Where the title stands, or the line that names the complaint; the first where none does."""
    named = next((at for at, one in enumerate(lines) if is_complaint(one) or is_label(one)), None)
    if named is None:
        return 0
    near = range(max(0, named - _NEAR), named)
    titled = [at for at in near if title_in(lines[at].text)]
    return titled[-1] if titled else near.start


def _end(lines: Sequence[Line]) -> int:
    """Where the page goes on about other things, once anything was decided."""
    decided = [at for at, one in enumerate(lines) if not one.mark and part_of(one.text) in _DECIDED]
    if not decided:
        return len(lines)
    after = range(decided[0] + 2, len(lines))
    return next((at for at in after if _AFTER.fullmatch(lines[at].text)), len(lines))
