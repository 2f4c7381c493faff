"""The two published reports, read whole; skipped where they are not beside this checkout."""

import re
from datetime import date
from decimal import Decimal

import pytest

from putright.core.determinations import Report, read
from putright.core.workdays import Calendar
from tests.core.determinations.conftest import seed

# The days and months that the background of each report names, read off by hand.
DAYS = {
    "202427054": {
        "2006-01-01/2006-12-31", "2024-07-29", "2023-09-01/2023-09-30", "2024-08-30", "2024-09-15",
        "2025-01-21", "2025-02-13", "2024-09-01/2024-09-30", "2025-02-23", "2025-03-01/2025-03-31",
        "2025-06-01/2025-06-30",
    },
    "202305098": {
        "2011-08-01/2011-08-31", "2022-08-04", "2022-09-12", "2022-09-09", "2022-10-01/2022-10-31",
        "2022-11-17", "2022-11-22", "2022-12-13", "2023-03-24", "2023-03-30", "2023-05-11",
        "2023-05-04", "2023-06-06", "2023-06-13", "2023-06-28", "2023-07-11", "2023-07-30",
        "2022-08-04/2023-07-27", "2023-08-03", "2023-08-07", "2023-08-08", "2023-08-10",
        "2023-05-01/2023-05-31", "2023-08-12", "2023-08-17", "2023-09-14", "2023-09-25",
        "2024-06-25", "2024-07-08",
    },
}  # fmt: skip


def report_of(reference: str, calendar: Calendar) -> Report:
    return read(seed(reference), calendar=calendar)


def test_hexagon_is_read_whole(calendar: Calendar) -> None:
    report = report_of("202427054", calendar)

    assert report.header.landlord == "Hexagon Housing Association Limited"
    assert (report.header.reference, report.header.day) == ("202427054", date(2025, 6, 24))
    assert [one.is_own for one in report.issues] == [False, True]
    assert [one.level for one in report.findings] == ["maladministration"] * 2
    assert [one.paragraph for one in report.findings] == ["1", "2"]
    assert [one.scheme for one in report.scope] == [("42.a",), ("42.f",)]
    assert {one.due.day for one in report.orders if one.due} == {date(2025, 7, 22)}
    assert [one.kind for one in report.orders] == ["apology", "payment"]
    award = report.orders[1].award
    assert (award.amount, award.already_offered) == (Decimal(1350), Decimal(750))
    assert [(one.amount, one.already_offered, one.additional) for one in award.parts] == [
        (Decimal(1200), Decimal(700), Decimal(500)),
        (Decimal(150), Decimal(50), Decimal(100)),
    ]
    assert not (report.recommendations or report.unread or report.sums_wrong)


def test_westward_is_read_whole(calendar: Calendar) -> None:
    report = report_of("202305098", calendar)

    assert report.header.landlord == "Westward Housing Group Limited"
    assert (report.header.reference, report.header.day) == ("202305098", date(2025, 1, 15))
    assert [one.level for one in report.findings] == ["maladministration"] * 2
    assert [one.paragraph for one in report.findings] == ["1.1", "1.2"]
    assert {one.due.day for one in report.orders if one.due} == {date(2025, 2, 12)}
    kinds = ["apology", "payment", "review", "update", "other", "training"]
    assert [one.kind for one in report.orders] == kinds
    award = report.orders[1].award
    assert (award.amount, award.already_offered) == (Decimal(500), None)
    assert [one.amount for one in award.parts] == [Decimal(350), Decimal(150)]
    assert not (report.recommendations or report.unread or report.sums_wrong)


@pytest.mark.parametrize("reference", DAYS)
def test_every_numbered_paragraph_stands_under_its_heading(
    reference: str, calendar: Calendar
) -> None:
    text = seed(reference)

    report = read(text, calendar=calendar)

    printed = re.findall(r"(?m)^ +(\d+)\. +(.+)$", text)
    read_out = [(one.number.rsplit(".", 1)[-1], one.text) for one in report.paragraphs]
    assert read_out == [(number, " ".join(said.split())) for number, said in printed]
    assert all(one.heading for one in report.paragraphs)


@pytest.mark.parametrize("reference", DAYS)
def test_the_rendering_without_numbers_is_read_to_the_same(
    reference: str, calendar: Calendar
) -> None:
    text = seed(reference)
    lines = [re.sub(r"^\s*\d+\.\s+", "- ", line) for line in text.splitlines() if line.strip()]

    numbered, flat = (read(each, calendar=calendar) for each in (text, "\n".join(lines)))

    assert numbered.header == flat.header
    assert (numbered.issues, numbered.scope) == (flat.issues, flat.scope)
    assert (numbered.findings, numbered.orders) == (flat.findings, flat.orders)
    right = sum(one in flat.paragraphs for one in numbered.paragraphs)
    assert right / len(numbered.paragraphs) > 0.98
    assert flat.is_counted and flat.unread


@pytest.mark.parametrize("reference", DAYS)
def test_the_dates_of_the_background_are_covered_and_none_is_made_up(
    reference: str, calendar: Calendar
) -> None:
    report = report_of(reference, calendar)

    found = {
        one.first.isoformat() + ("" if one.first == one.last else f"/{one.last.isoformat()}")
        for one in report.events
    }
    recall = len(found & DAYS[reference]) / len(DAYS[reference])
    precision = len(found & DAYS[reference]) / len(found)
    print(
        f"{reference}: recall {recall:.3f}, precision {precision:.3f}, {len(report.events)} events"
    )
    assert recall >= 0.95
    assert precision >= 0.95
