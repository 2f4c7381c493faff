"""Days, sums and counts in words, as the screens of the command write them."""

from datetime import date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date) -> str:
    """A day as 18 Sep 2023."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """A day as Monday 18 Sep 2023."""
    return f"{DAYS[day.weekday()]} {short_day(day)}"


def several(number: int, noun: str, nouns: str = "") -> str:
    """A number and its noun, in the plural unless it is one."""
    return f"{number} {noun if abs(number) == 1 else nouns or f'{noun}s'}"


def money(amount: float) -> str:
    """A sum as £1,200 or £12.50."""
    return f"£{amount:,.2f}".removesuffix(".00")
