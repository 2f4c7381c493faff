"""Pounds and pence: read from what people type, and added up without ever passing a float."""

import re
from collections.abc import Iterable
from decimal import Decimal

PENCE = -2
NOTHING = Decimal(0)
_POUNDS = re.compile(
    r"£?\s*(?P<pounds>\d{1,6}|\d{1,3}(?:,\d{3}){1,2})(?P<pence>\.\d{2})?", re.ASCII
)


def pounds(text: str) -> Decimal:
    """A sum as people write it: "£1,350", "75", "12.50". Raises ``ValueError`` for anything else.

    Pence have two figures or are left out, so that "12.5" is asked about and never guessed.
    """
    found = _POUNDS.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not pounds and pence; write 12.50")
    return Decimal(found["pounds"].replace(",", "") + (found["pence"] or ""))


def exact(amount: Decimal) -> Decimal:
    """The same sum, once it is sure to be one: a ``Decimal`` of whole pence.

    Raises ``TypeError`` for a float, or for anything else that is no ``Decimal``.
    """
    if not isinstance(amount, Decimal):
        raise TypeError(f"{amount!r} is no sum of money: it must be a Decimal")
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < PENCE:
        raise ValueError(f"{amount} is not pounds and pence")
    return amount


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Sums added up."""
    return sum((exact(each) for each in amounts), start=NOTHING)
