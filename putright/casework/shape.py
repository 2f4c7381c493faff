"""The ground of every JSON answer: its fields are fixed, described, and absent where empty."""

from decimal import Decimal

from msgspec import Struct


class Shape(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An object of a JSON answer; a field left at its default is left out."""


def pounds(amount: Decimal) -> float:
    """A sum as a JSON number: whole pounds without a point."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
