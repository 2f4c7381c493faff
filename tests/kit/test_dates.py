"""Dates, sums and names are written as people say them."""

from datetime import date
from decimal import Decimal

import pytest

from putright.kit.dates import (
    clock,
    days_in_words,
    long_day,
    name_of_code,
    name_of_rule,
    pounds,
    sentence_case,
    with_version,
)


def test_a_day_is_written_out() -> None:
    assert long_day(date(2023, 9, 18)) == "18 September 2023"


def test_an_iso_day_in_a_sentence_is_written_out() -> None:
    assert days_in_words("shown on 2023-09-18.") == "shown on 18 September 2023."


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-04-04T16:50+01:00", "4:50pm on 4 April 2026"),
        ("2026-04-04T00:05+01:00", "12:05am on 4 April 2026"),
        ("2026-04-04T12:00+01:00", "12:00pm on 4 April 2026"),
    ],
)
def test_a_moment_has_its_hour_and_its_day(iso: str, said: str) -> None:
    assert clock(iso) == said


@pytest.mark.parametrize(("sum_", "said"), [("1200", "£1,200"), ("75.50", "£75.50"), ("0", "£0")])
def test_sums_have_pence_only_where_there_are_any(sum_: str, said: str) -> None:
    assert pounds(Decimal(sum_)) == said


def test_names_of_codes_and_rules_are_words() -> None:
    assert name_of_code("late-reply") == "Late reply"
    assert name_of_rule("asb.first_action") == "ASB, first action"
    assert name_of_rule("promises.kept", "to visit") == "Promises, to visit"
    assert name_of_rule("orders") == "Orders"
    assert sentence_case("") == ""


def test_large_sums_and_versions_are_written_in_one_way() -> None:
    assert days_in_words("£12000.50 by 2024-05-01") == "£12,000.50 by 1 May 2024"
    assert with_version("small") == "small"
