"""Days, sums, levels and deadlines as they stand in the words of a report."""

import csv
import gzip
from datetime import date
from decimal import Decimal

import pytest

from putright.core.determinations.dates import dates_in, day_in, month_number
from putright.core.determinations.deadlines import deadline_in
from putright.core.determinations.findings import Finding, findings_of, pairs_of
from putright.core.determinations.levels import level_of, outcomes_in
from putright.core.determinations.lines import lines_of
from putright.core.determinations.money import sums_in
from putright.core.determinations.outline import Paragraph
from putright.core.determinations.scope import scheme_in, scope_of
from putright.core.workdays import Calendar
from tests.core.determinations.conftest import SHARED

DAY = date(2025, 6, 24)
DENIED = "An outcome that is only denied, or not one of the levels."


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 11, 18 and 20 October 2022 she rang", ["2022-10-11", "2022-10-18", "2022-10-20"]),
        ("on 30 March and 3 April 2023", ["2023-03-30", "2023-04-03"]),
        ("0 2 December 2025, 2 5 No vember 202 5", ["2025-12-02", "2025-11-25"]),
        ("5 Setpember 2024 and 1st of Febuary 2023", ["2024-09-05", "2023-02-01"]),
        ("12.05.2023 and 3/4/23 and 40.13.2023", ["2023-05-12", "2023-04-03"]),
        ("31 June 2024", []),
        ("section 20 of 2021, room 4 Maple 2020", []),
    ],
)
def test_days_are_read_misspelt_torn_dotted_and_in_lists(text: str, days: list[str]) -> None:
    assert [one.first.isoformat() for one in dates_in(text)] == days
    assert (day_in(text) is None) == (not days)


def test_months_are_times_and_a_month_within_a_day_is_none() -> None:
    found = dates_in("In June or July 2024, then on 3 May 2024 and in Sept 2023.")

    assert [(one.first, one.is_day) for one in found] == [
        (date(2024, 6, 1), False),
        (date(2024, 7, 1), False),
        (date(2024, 5, 3), True),
        (date(2023, 9, 1), False),
    ]
    assert month_number("Zz") == 0


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("£ 1, 01 0 and £2, 4 31.41", ["1010", "2431.41"]),
        ("£ 1 ,900; £ 20 0 for; £1 75 for", ["1900", "200", "175"]),
        ("£500 16 working days, £5 10 days, £2,500, 3 times", ["500", "5", "2500"]),
        ("£100 to £600, £1500 0 and £30 000", ["100", "600", "1500", "30"]),
    ],
)
def test_sums_are_joined_only_where_they_must_be_one(text: str, sums: list[str]) -> None:
    assert [str(one.amount) for one in sums_in(text)] == sums


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("there was serve maladministration in its handling", "severe maladministration"),
        ("there wa sno maladministration in its handling", "no maladministration"),
        ("this did not amount to service failure", ""),
        (
            "there was reasonable redress for the service failures in its handling",
            "reasonable redress",
        ),
        ("offered redress, and the redress resolves it satisfactorily", "reasonable redress"),
        ("maladministration in x and severe maladministration in y", ""),
        ("resolved with the Ombudsman’s intervention", "resolved with intervention"),
        ("service failure, which was resolved with intervention", "service failure"),
        ("service failure (service failure)", "service failure"),
        ("the complaint was withdrawn", "withdrawn"),
        ("nothing is said", ""),
    ],
)
def test_levels_are_read_longest_first_and_denials_decide_nothing(text: str, level: str) -> None:
    assert level_of(text) == level


def test_levels_of_published_sentences_are_read_right() -> None:
    path = SHARED / "data" / "determinations-findings.csv.gz"
    if not path.exists():
        pytest.skip("the published findings are not beside this checkout")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["kind"] == "formal" and row["extracted_from"] == "text"
            and row["mixed_outcomes"] == "0"
        ][::5]  # fmt: skip

    right = sum(level_of(row["complaint"]) == row["finding"].lower() for row in rows)

    print(f"levels: {right} of {len(rows)} right ({right / len(rows):.4f})")
    assert right / len(rows) >= 0.99


@pytest.mark.parametrize(
    ("text", "due", "doubt"),
    [
        ("within 4 weeks of the date of this report", date(2025, 7, 22), ""),
        ("within twenty-eight days of this determination", date(2025, 7, 22), ""),
        ("Within 3 months of this report", date(2025, 9, 24), ""),
        ("within 10 working days of the date of this decision", date(2025, 7, 8), ""),
        ("within 2 weeks of this date", date(2025, 7, 8), ""),
        ("no later than 5 January 2026", date(2026, 1, 5), ""),
        ("Within 4 weeks, pay it by 1 May 2026", date(2025, 7, 22), "not said"),
        ("within 4 weeks of receiving this letter", None, "does not give"),
        ("within 4 weeks of the inspection", None, "something else"),
        ("within 0 weeks of this report", None, "worked out"),
    ],
)
def test_a_deadline_is_a_day_only_where_the_report_says_so(
    text: str, due: date | None, doubt: str, calendar: Calendar
) -> None:
    found = deadline_in(text, DAY, calendar)

    assert found is not None
    assert found.day == due
    assert (doubt in found.doubt) if doubt else not found.doubt


def test_without_the_day_of_the_report_weeks_give_no_day(calendar: Calendar) -> None:
    found = deadline_in("within 4 weeks of this report", None, calendar)

    assert found and found.day is None and found.doubt
    assert deadline_in("as soon as it can", DAY, calendar) is None


def read_findings(text: str) -> list[tuple[str, str]]:
    return [
        (one.level, one.heading) if isinstance(one, Finding) else ("", one.what)
        for one in findings_of([Paragraph("1", text)], "Determination")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "There was severe maladministration in its repairs and maladministration in its "
            "complaint handling.",
            [("severe maladministration", "Its repairs"),
             ("maladministration", "Its complaint handling")],
        ),
        ("The landlord offered reasonable redress.", [("reasonable redress", "The landlord")]),
        ("There was partial maladministration.", [("", DENIED)]),
        ("The landlord did well.", [("", "No outcome could be read here.")]),
        ("Maladministration.", [("maladministration", "")]),
    ],
)  # fmt: skip
def test_each_outcome_of_a_sentence_is_a_finding(text: str, found: list[tuple[str, str]]) -> None:
    assert read_findings(text) == found


def test_a_list_under_several_outcomes_keeps_the_last_for_its_lines() -> None:
    lead = Paragraph(
        "1",
        "There was service failure in its letters and maladministration in the landlord’s:",
        (
            Paragraph("1.1", "repairs"),
            Paragraph("1.2", "There was:", (Paragraph("1.2.1", "x"),)),
            Paragraph("1.3", "No maladministration in its visits", (Paragraph("1.3.1", "late"),)),
        ),
    )
    none = Paragraph("2", "It is said that:", (Paragraph("2.1", "nothing"),))

    found = findings_of([lead, none], "D")

    assert [(getattr(one, "level", "unread"), one.paragraph) for one in found] == [
        ("service failure", "1"),
        ("maladministration", "1.1"),
        ("maladministration", "1.2"),
        ("no maladministration", "1.3.1"),
        ("unread", "2.1"),
    ]


def test_lines_after_a_lead_at_their_own_level_are_its_list() -> None:
    steps = [
        Paragraph("1", "In line with the Scheme there was maladministration in the landlord’s:"),
        Paragraph("2", "Handling of the leak"),
        Paragraph("3", "There was service failure in its records."),
    ]

    found = findings_of(steps, "D")

    assert [(one.level, one.heading) for one in found if isinstance(one, Finding)] == [
        ("maladministration", "The landlord’s handling of the leak"),
        ("service failure", "Its records"),
    ]


def test_pairs_of_the_newer_layout_may_share_lines_with_their_labels() -> None:
    text = (
        "Before\nComplaint The landlord’s repairs\nFinding Service failure\nIt was slow.\n"
        "Complaint\nNoise\nFinding\nIt is hard to say.\nComplaint\nDogs\nComplaint\nCats\n"
        "Finding\nNo maladministration"
    )

    found = pairs_of(lines_of(text), "What we found")

    assert [(getattr(one, "level", "unread")) for one in found] == [
        "service failure", "unread", "no maladministration",
    ]  # fmt: skip


def test_the_scheme_is_cited_in_many_ways() -> None:
    assert scheme_in("paragraph 42(a) and 42 (f), and paragraphs 39(e) and (m)") == (
        "42.a", "42.f", "39.e", "39.m",
    )  # fmt: skip
    assert scheme_in("paragraph 53 of the Scheme") == ("53",)


def test_only_what_is_left_out_is_scope() -> None:
    steps = [
        Paragraph("1", "What we can and cannot consider is called jurisdiction."),
        Paragraph("2", "The resident lives here."),
        Paragraph("3", "We cannot consider the rent."),
    ]

    assert [(one.paragraph, one.scheme) for one in scope_of(steps, "Scope")] == [("3", ())]


def test_an_outcome_without_a_level_stands_apart() -> None:
    assert [one.level for one in outcomes_in("no service failure")] == [""]
    assert sums_in("£5.50")[0].amount == Decimal("5.50")
