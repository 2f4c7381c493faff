"""Whether a text names somebody of a list: what is learned is told without anybody's name."""

import re
from collections.abc import Iterable

SHORTEST = 3
ORDINARY = frozenset(
    ["April", "August", "Autumn", "Bank", "Bill", "Black", "Brown", "Chance", "Chase",
     "Church", "Dawn", "Day", "Dean", "Drew", "English", "Faith", "Field", "Fields", "Forest",
     "Frank", "French", "Grace", "Green", "Grey", "Guy", "Hall", "Hill", "Hope", "House",
     "Hunt", "Jack", "Joy", "June", "King", "Lane", "Law", "Long", "Lock", "Marsh", "March",
     "Mark", "Max", "May", "Miles", "Moore", "Page", "Park", "Parks", "Pat", "Penny", "Pope",
     "Price", "Rich", "Rob", "Rose", "School", "Short", "Small", "Stone", "Street", "Sue",
     "Summer", "Sunny", "Walls", "Ward", "Wells", "White", "Will", "Winter", "Wood", "Woods",
     "Young"]
)  # fmt: skip
"""Parts of names that are words or months too: alone they name nobody."""


def named_in(text: str, names: Iterable[str]) -> str:
    """The first of the names, or a part of one that is no other word, that stands in a text."""
    words = set(re.findall(r"[\w'’-]+", text))
    for name in names:
        parts = name.split()
        if not parts or not all(part[0].isupper() for part in parts):
            continue  # an account of a team or an office: "The duty line"
        if re.search(rf"\b{re.escape(name)}\b", text):
            return name
        found = (part for part in parts if len(part) >= SHORTEST and part not in ORDINARY)
        if said := next((part for part in found if _is_said(part, words)), ""):
            return said
    return ""


def _is_said(part: str, words: set[str]) -> bool:
    return not words.isdisjoint((part, f"{part}'s", f"{part}’s"))
