"""Which kind of order a text is, and which heading a sum is for: suggested by words, no more."""

import re
from collections.abc import Iterable, Iterator, Sequence

from putright.core.policy.practice_orders import HeadWords, OrderKind, StaffPost


def suggested_kind(text: str, kinds: Sequence[OrderKind]) -> str:
    """The kind whose words stand first in the text; "" where no kind's words do."""
    told = _plain(text)
    found = [
        (place, -len(word), kind.id)
        for kind in kinds
        for word in kind.words
        for place in _begins(word, told)
    ]
    return min(found)[2] if found else ""


def kind_of(kind: str, text: str, kinds: Sequence[OrderKind]) -> OrderKind | None:
    """The row of the kind that was chosen, or that the words suggest where none was."""
    wanted = kind or suggested_kind(text, kinds)
    return next((row for row in kinds if row.id == wanted), None)


def suggested_head(text: str, rows: Iterable[HeadWords], known: Iterable[str]) -> str:
    """The heading that the words mean; "" where they mean none, or more than one."""
    there = set(known)
    told, found = _plain(text), set()
    spans = [
        (place, place + len(word), row.id)
        for row in rows
        if row.id in there
        for word in row.words
        for place in _begins(word, told)
    ]
    for start, end, head in spans:
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b, _head in spans)
        if not inside:
            found.add(head)
    return found.pop() if len(found) == 1 else ""


def grade_of(post: str, posts: Iterable[StaffPost]) -> int:
    """The grade of a post by its longest words; 0 where no row knows any of them."""
    told = _plain(post)
    found = [
        (len(word), row.grade)
        for row in posts
        for word in row.words
        if next(_begins(word, told), None) is not None
    ]
    return max(found, default=(0, 0))[1]


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").casefold().split())


def _begins(word: str, told: str) -> Iterator[int]:
    """Where a word, or the beginning of one, stands at the beginning of a word of the text."""
    yield from (found.start() for found in re.finditer(rf"(?<!\w){re.escape(word)}", told))
