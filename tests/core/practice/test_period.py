"""A period names months alone."""

from datetime import date

from putright.core.practice.period import in_months


def test_a_period_is_said_in_months() -> None:
    march, april, last_year = date(2026, 3, 28), date(2026, 4, 2), date(2025, 12, 31)
    assert in_months(march, march) == "in March 2026"
    assert in_months(april, march) == "between March and April 2026"
    assert in_months(last_year, april) == "between December 2025 and April 2026"
