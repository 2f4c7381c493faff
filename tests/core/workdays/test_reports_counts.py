"""The twelve counts of working days that the two published reports assert."""

from datetime import date

import pytest

from putright.core.workdays import CONVENTIONS, Calendar, reconcile

# from, to, the figure asserted, what conventions A to E give, and the letters that explain it.
COUNTS = {
    "report to risk assessment": ("2023-09-18", "2023-11-02", 35, (33, 34, 33, 34, 32), ""),
    "email to reply": ("2023-11-06", "2023-11-28", 16, (16, 17, 16, 17, 15), "AC"),
    "later promise to request": ("2024-07-31", "2024-08-09", 8, (7, 8, 7, 8, 6), "BD"),
    "first promise to request": ("2023-11-28", "2024-08-09", 178, (176, 177, 183, 184, 182), ""),
    "complaint to stage 1": ("2024-07-29", "2024-08-30", 25, (23, 24, 24, 25, 23), "D"),
    "Ombudsman to contact": ("2025-01-21", "2025-01-29", 6, (6, 7, 6, 7, 5), "AC"),
    "Sunday to stage 2": ("2024-09-15", "2025-02-13", 106, (106, 106, 109, 109, 108), "AB"),
    "chase over the funeral": ("2022-09-12", "2022-11-22", 50, (50, 51, 51, 52, 50), "AE"),
    "report to neighbour": ("2022-08-04", "2022-12-13", 92, (91, 92, 93, 94, 92), "BE"),
    "due date to letter": ("2023-09-11", "2023-09-14", 3, (3, 4, 3, 4, 2), "AC"),
    "Saturday to stage 2": ("2023-08-12", "2023-09-25", 30, (30, 30, 31, 31, 30), "ABE"),
    "days over target": ("2023-09-11", "2023-09-25", 10, (10, 11, 10, 11, 9), "AC"),
}


@pytest.mark.parametrize("named", COUNTS)
def test_each_asserted_count_is_computed_and_explained(calendar: Calendar, named: str) -> None:
    start, end, asserted, (computed, *_), letters = COUNTS[named]

    found = reconcile(date.fromisoformat(start), date.fromisoformat(end), asserted, calendar)

    assert found.computed == computed
    assert found.agrees == (computed == asserted)
    assert found.explained_by == tuple(letters)


@pytest.mark.parametrize("named", COUNTS)
def test_each_convention_gives_its_own_figure(calendar: Calendar, named: str) -> None:
    start, end, _, figures, _ = COUNTS[named]

    for letter, figure in zip(CONVENTIONS, figures, strict=True):
        found = reconcile(date.fromisoformat(start), date.fromisoformat(end), figure, calendar)
        assert letter in found.explained_by


def test_seven_of_twelve_are_counted_as_we_count(calendar: Calendar) -> None:
    found = [
        reconcile(date.fromisoformat(start), date.fromisoformat(end), asserted, calendar)
        for start, end, asserted, *_ in COUNTS.values()
    ]

    assert sum(one.agrees for one in found) == 7
    assert sum(not one.explained_by for one in found) == 2


def test_a_single_day_with_both_ends_out_is_no_day(calendar: Calendar) -> None:
    monday = date(2024, 7, 29)

    assert reconcile(monday, monday, 0, calendar).explained_by == ("A", "C", "E")
    assert reconcile(monday, monday, 1, calendar).explained_by == ("B", "D")


def test_a_count_that_ends_before_it_starts_is_refused(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="give the earlier date first"):
        reconcile(date(2024, 7, 29), date(2024, 7, 28), 1, calendar)
