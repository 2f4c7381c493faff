"""Sums of money in a text, also those whose figures a page has torn apart ("£ 1, 01 0")."""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

_SIGN = re.compile(r"£\s*(?=\d)")
_DIGITS = re.compile(r"\d+")
_THOUSANDS = re.compile(r" ?,(?:\d{3}| ?\d ?\d ?\d)(?! ?\d)")
_MORE = re.compile(r" (\d+)")
_PENCE = re.compile(r"\s?\.\s?(\d\d)(?!\d)")
_UNIT = re.compile(r"\s*(?:[-–]|%|\b(?:weeks?|days?|months?|years?|working|times|occasions)\b)")


class Money(Struct, frozen=True):
    """A sum, and where in the text it stands."""

    amount: Decimal
    start: int
    end: int


def sums_in(text: str) -> tuple[Money, ...]:
    """Every sum in pounds, in the order of the text."""
    found: list[Money] = []
    for sign in _SIGN.finditer(text):
        digits, end = _figures(text, sign.end())
        pence = _PENCE.match(text, end)
        if pence:
            digits, end = f"{digits}.{pence[1]}", pence.end()
        found.append(Money(Decimal(digits), sign.start(), end))
    return tuple(found)


def total(sums: Sequence[Decimal]) -> Decimal:
    """What some sums come to."""
    return sum(sums, Decimal(0))


def _figures(text: str, at: int) -> tuple[str, int]:
    """The figures from here on, joined as far as they must be one number, and where they end."""
    first = _DIGITS.match(text, at)
    assert first
    digits, end = first[0], first.end()
    while more := _THOUSANDS.match(text, end) or _torn(digits, text, end):
        digits, end = digits + re.sub(r"\D", "", more[0]), more.end()
    return digits, end


def _torn(digits: str, text: str, end: int) -> re.Match[str] | None:
    """The next figures, where a gap before them can only be the page's."""
    more = _MORE.match(text, end)
    if more is None or len(digits) > 3:
        return None
    if more[1].startswith("0"):
        return more if len(digits) + len(more[1]) <= 4 else None
    alone = len(digits) == 1 and len(more[1]) <= 2
    return more if alone and not _UNIT.match(text, more.end()) else None
