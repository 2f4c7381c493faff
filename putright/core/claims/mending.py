"""A marked wording with what would be true in its place: one day, or how often, and no more.

Other marks say what to write; only a person can put that into a sentence.
"""

import re
from datetime import date

from putright.core.claims.days import days_in
from putright.core.claims.mark import Mark
from putright.core.claims.reading import folded

_OFTEN = re.compile(
    r"\b(?:on )?(?:at least |more than |over )?(?:a number of|a few|\w+) (?:times|occasions)\b"
    r"|\b(?:twice|thrice|repeatedly|regularly|frequently|often|constantly)\b",
    re.IGNORECASE,
)


def mended(mark: Mark, on: date) -> str:
    """The quote of a mark as it would be true; "" where that is for a person to word.

    ``on`` is the day of the letter, from which days without a year are counted.
    """
    place = _place(mark, on) if mark.quote and mark.instead else None
    if place is None:
        return ""
    start, end = place
    before, new = mark.quote[:start], mark.instead
    if before.endswith("on ") and new.startswith("on "):
        new = new.removeprefix("on ")
    return before + new + mark.quote[end:]


def _place(mark: Mark, on: date) -> tuple[int, int] | None:
    """Where in the quote the one thing stands that is wrong."""
    found: list[tuple[int, int]] = []
    if mark.kind == "date" and days_in(folded(mark.instead), on):
        found = [(day.start, day.end) for day in days_in(folded(mark.quote), on) if not day.whole]
    elif mark.kind == "count":
        found = [each.span() for each in _OFTEN.finditer(mark.quote)]
    return found[0] if len(found) == 1 else None
