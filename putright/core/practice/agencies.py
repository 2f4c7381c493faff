"""Which desk of an agency covers a home, and whose names a request says that it does not need."""

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OF = re.compile(r"['’][sS]$")
SHORTEST = 3
"""Letters of a word that can be somebody's name; shorter ones are titles and initials."""
TITLES = frozenset({"mrs", "miss", "councillor", "cllr", "the"})


def plain(text: str) -> str:
    """A place as it is compared: without regard to capitals and spaces."""
    return " ".join(text.split()).casefold()


def district(postcode: str) -> str:
    """The first half of a postcode, or what was typed where it has no second."""
    told = "".join(postcode.split()).casefold()
    return told[:-3] if len(told) > 4 else told


def covers(served: Iterable[str], districts: Iterable[str], *, area: str, postcode: str) -> bool:
    """Whether a desk that serves those areas and postcode districts covers a home there."""
    by_area = bool(plain(area)) and plain(area) in {plain(one) for one in served}
    return by_area or (
        bool(postcode.strip()) and district(postcode) in {district(one) for one in districts}
    )


def serves(
    served: Sequence[str], districts: Sequence[str], *, area: str, postcode: str
) -> tuple[str, ...]:
    """The areas of a desk as a case holds them, in the words of the home's own area.

    A desk that covers the home by its postcode serves the home's area; one that does not, by
    whatever word, never does. A desk of which nothing is known serves nothing that can be wrong.
    """
    others = tuple(one for one in (*served, *districts) if plain(one) != plain(area))
    is_ours = bool(area) and covers(served, districts, area=area, postcode=postcode)
    return (*others, area) if is_ours else others


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of these people whose first or last name stands in a text."""
    said = {_OF.sub("", word).casefold() for word in _WORD.findall(text)}
    return tuple(name for name in names if not said.isdisjoint(_parts(name)))


def _parts(name: str) -> set[str]:
    words = {word.casefold() for word in _WORD.findall(name)}
    return {word for word in words if len(word) >= SHORTEST} - TITLES
