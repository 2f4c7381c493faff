"""A stretch of time said so widely that no single incident can be read from it."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def in_months(first: date, last: date) -> str:
    """The months that a period touches: never a day, never an hour."""
    start, end = min(first, last), max(first, last)
    if (start.year, start.month) == (end.year, end.month):
        return f"in {_month(start)} {start.year}"
    if start.year == end.year:
        return f"between {_month(start)} and {_month(end)} {end.year}"
    return f"between {_month(start)} {start.year} and {_month(end)} {end.year}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1]
