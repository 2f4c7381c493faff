"""A text whose lines were broken at the edge of a page, and its pages: put together again.

What a program takes out of a PDF often looks so. A line goes on with the one above where the first
word of it would not have stood on that line; what heads or ends each page is left out.
"""

import re
from collections import Counter
from itertools import pairwise

_FOLIO = re.compile(
    r"page \d{1,3}(?: (?:of|/) ?\d{1,3})?|\d{1,3} ?(?:of|/) ?\d{1,3}|- ?\d{1,3} ?-", re.I
)
_FEWEST, _NARROWEST, _WIDEST = 3, 50, 140
_RAGGED = 8
"""So many signs short of the edge a line may end: letters are not of one width."""
_MOSTLY, _NEARLY = 0.6, 0.7
_ENDS = re.compile(r"[.;:?!][”’\"')]?$")
_DEEP = 2


def unwrapped(text: str, marked: re.Pattern[str]) -> str:
    """The text with whole paragraphs; ``marked`` tells a line that begins one of its own."""
    lines = _without_edges(text) if "\f" in text else text.splitlines()
    lines = [line for line in lines if not _FOLIO.fullmatch(line.strip())]
    width = _width(lines)
    if not width:
        return "\n".join(lines)
    pairs = [_goes_on(above, line, width, marked) for above, line in pairwise(lines)]
    near = [
        one
        for one, (above, line) in zip(pairs, pairwise(lines), strict=True)
        if line.strip() and len(above) > _NEARLY * width and not marked.match(line.strip())
    ]
    if sum(near) < _FEWEST or sum(near) < _MOSTLY * len(near):
        return "\n".join(lines)
    whole = lines[:1]
    for goes_on, line in zip(pairs, lines[1:], strict=True):
        if goes_on:
            whole[-1] = f"{whole[-1]} {line.strip()}"
        else:
            whole.append(line)
    return "\n".join(whole)


def _width(lines: list[str]) -> int:
    """How many signs the fullest lines have; 0 where lines are of any length."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < _FEWEST or lengths[-1] > _WIDEST:
        return 0
    width = lengths[int(len(lengths) * 0.95) - 1]
    return width if width >= _NARROWEST else 0


def _goes_on(above: str, line: str, width: int, marked: re.Pattern[str]) -> bool:
    said, word = line.strip(), line.split()[:1]
    if not above.strip() or not word or marked.match(said):
        return False
    is_over = _ENDS.search(above.rstrip()) and not said[:1].islower()
    if is_over and (
        above.rstrip().endswith(":") or (len(said.split()) < 7 and said[-1] not in ".;,")
    ):
        return False
    return len(above.rstrip()) + 1 + len(word[0]) > width - _RAGGED


def _without_edges(text: str) -> list[str]:
    """The lines of all pages, without what stands at the head or the foot of most of them."""
    pages = [[line for line in page.splitlines()] for page in text.split("\f")]
    held = [[line for line in page if line.strip()] for page in pages]
    counts = Counter(said for page in held for said in {_plain(one) for one in _edges(page)})
    often = {said for said, count in counts.items() if count > 1 and 2 * count > len(pages)}
    kept: list[str] = []
    for page, lines in zip(held, pages, strict=True):
        edges = {id(one) for one in _edges(page) if _plain(one) in often}
        shown = [line for line in lines if id(line) not in edges]
        while shown and not shown[0].strip():
            shown.pop(0)
        while shown and not shown[-1].strip():
            shown.pop()
        if kept and shown and _ENDS.search(kept[-1].rstrip()):
            kept.append("")
        kept += shown
    return kept


def _edges(page: list[str]) -> list[str]:
    return [*page[:_DEEP], *page[-_DEEP:]]


def _plain(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))
