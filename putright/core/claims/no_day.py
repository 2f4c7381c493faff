"""Days that no calendar has: "31 February", "30 February 2027"."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator

from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark

_LEAP = 2024
_MONTH = "|".join(month_name[1:])
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? ({_MONTH})\b(?:,? (\d{{4}})\b)?",
    re.IGNORECASE,
)


def no_such_days(text: str, said: str) -> Iterator[Mark]:
    """Red where a month has no such day; ``said`` is the text without quotes, sign for sign."""
    for found in _DAY.finditer(said):
        month = list(month_name).index(found[2].capitalize())
        year = int(found[3] or _LEAP)
        if not 1 <= int(found[1]) <= monthrange(max(year, 1), month)[1]:
            says = "There is no such day in the calendar."
            yield mark("red", "date", says, Place(text, *found.span()))
