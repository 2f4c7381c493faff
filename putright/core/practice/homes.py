"""The ways in which a home is known in a text: its number, door and postcode, its street."""

import re
from collections.abc import Iterator

ROADS = frozenset({
    "avenue", "buildings", "close", "court", "crescent", "drive", "gardens", "green", "grove",
    "hill", "house", "lane", "lodge", "mews", "park", "place", "rise", "road", "row", "square",
    "street", "terrace", "tower", "view", "walk", "way", "yard",
})  # fmt: skip
_HOME = re.compile(r"\b(\d+\s?[a-z]?)\b[\s,]+([^\W\d_]+)", re.IGNORECASE)
_DOOR = re.compile(r"\b(?:flat|apartment|unit|room)\s+(\w+)", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\d+\s?[a-z]?\b\s*", re.IGNORECASE)


def places(address: str) -> Iterator[str]:
    """Patterns by which a home is known: its number and street, its door, its postcode."""
    for postcode in _POSTCODE.findall(address):
        outer, inner = postcode.replace(" ", "")[:-3], postcode[-3:]
        yield rf"\b{re.escape(outer)}\s*{re.escape(inner)}\b"
    for door in _DOOR.findall(address):
        yield rf"\b(?:flat|apartment|unit|room|number|no\.?)\s+{re.escape(door)}\b"
        for street in named(address):
            yield rf"\b{re.escape(door)}\W+{_spaced(street)}\b"
    for number, street in _HOME.findall(_POSTCODE.sub("", _DOOR.sub("", address))):
        house = re.escape(number.replace(" ", ""))
        yield rf"\b{house}\W+{re.escape(street)}\b"
        yield rf"\b(?:number|no\.?|flat)\s+{house}\b"


def streets(address: str) -> Iterator[str]:
    """Patterns of the names of its street and its block by themselves."""
    yield from (rf"\b{_spaced(name)}\b" for name in named(address))


def named(address: str) -> Iterator[str]:
    """The street and the block, but not the town, which is anybody's."""
    lines = [_DOOR.sub("", line) for line in _POSTCODE.sub("", address).split(",")]
    lines = [line.strip() for line in lines if line.strip()]
    last = next((at for at, line in enumerate(lines) if _NUMBERED.match(line)), 0)
    for at, line in enumerate(lines):
        name = _NUMBERED.sub("", line).casefold()
        is_road = name.split()[-1:] and name.split()[-1] in ROADS
        if (at <= last or is_road) and len(name) > 2 and name not in ROADS:
            yield name


def _spaced(name: str) -> str:
    return r"\W+".join(re.escape(word) for word in name.split())
