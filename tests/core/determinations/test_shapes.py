"""The shape of a page: lines, headings, numbers, the head of a report, the draft of a timeline."""

import tomllib
from datetime import date

import pytest

from putright.core.determinations import NotAReport, read
from putright.core.determinations.draft import case_file
from putright.core.determinations.events import Event, events_of
from putright.core.determinations.header import header_of
from putright.core.determinations.issues import issues_of
from putright.core.determinations.lines import lines_of
from putright.core.determinations.outline import Paragraph, is_flat, tree_of, walk
from putright.core.determinations.sections import part_of, sections_of
from putright.core.workdays import Calendar

KNOWN = (date(2015, 1, 1), date(2032, 12, 31))


def numbers(text: str) -> list[str]:
    lines = lines_of(text)
    return [one.number for one in walk(tree_of(lines, flat=is_flat(lines)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. a:\n1. b\n2. c\n2. We have also looked", ["1", "1.1", "1.2", "2"]),
        ("1. a:\n1. b\n2. c\n3. d\n2. e", ["1", "1.1", "1.2", "1.3", "2"]),
        ("1. x\na. y\nb. z\n2. w", ["1", "1.a", "1.b", "2"]),
        ("1. x\n  (a) y\n    (i) z\n    (ii) w\n  (b) v", ["1", "1.a", "1.a.i", "1.a.ii", "1.b"]),
        ("1.1 x\n1.2 y", ["1.1", "1.2"]),
        ("1.\nx\n2.\n3. y", ["1", "2"]),
        ("1. x\n  - y\n  - z", ["1", "1.1", "1.2"]),
        ("- x\n  - y\n- z", ["1", "1.1", "2"]),
        ("words\n1. x\n1. y", ["", "1", "1.1"]),
        ("words\na. x\n1. y", ["", "a", "a.1"]),
        ("ix. x\nx. y\niix. z", ["ix", "x", "x.iix"]),
        ("- x:\n- £5\nand more\n- Then", ["1", "1.1", "2"]),
        ("words\nwords\n- x\nmore", ["", "", "1"]),
        ("5. x\n5. y\n1. z\n9. w\n9. v", ["5", "5", "5.1", "5.9", "5.9"]),
    ],
)
def test_paragraphs_are_numbered_as_the_page_has_them(text: str, found: list[str]) -> None:
    assert numbers(text) == found


def test_lines_lose_what_stands_at_their_head() -> None:
    found = lines_of("# Orders\n**Bold**\n1.\na. x\n- y\n|one | two|\n\u200bT he end")

    assert [(one.mark, one.text) for one in found] == [
        ("", "Orders"), ("", "Bold"), ("1", "a. x"), ("-", "y"), ("", "one"), ("", "two"),
        ("", "The end"),
    ]  # fmt: skip
    assert found[0].hinted


def test_headings_are_known_in_any_case_and_others_are_short() -> None:
    lines = lines_of(
        "Background\nSCOPE OF INVESTIGATION:\n1. x\nAssessment and findings\nScope\n1. y\n"
        "## a hinted heading.\nThe roof\nThis is a sentence, and no heading.\nsmall words\nThe "
        "complaint\n"
        "Determination\nBackground\n1. z"
    )

    found = [(one.part, one.heading) for one in sections_of(lines, is_new=False)]

    assert found == [
        ("background", "Background"),
        ("scope", "SCOPE OF INVESTIGATION"),
        ("assessment", "Assessment and findings"),
        ("scope", "Scope"),
        ("assessment", "a hinted heading."),
        ("assessment", "The roof"),
        ("assessment", "The complaint"),
        ("determination", "Determination"),
        ("determination", "Background"),
    ]
    assert part_of("The leak in the roof") == ""


def test_the_head_is_found_without_a_title() -> None:
    old = header_of(lines_of("REPORT\nCOMPLAINT 202312345\nAny Homes\n3.4.2024\nOur approach"))
    bare = header_of(
        lines_of("REPORT\nAny Homes\nMarch 2024\nOur approach"), address="x-202212345.pdf"
    )

    assert (old.landlord, old.reference, old.day) == ("Any Homes", "202312345", date(2024, 4, 3))
    assert (bare.landlord, bare.reference, bare.day) == ("Any Homes", "202212345", None)
    assert bare.day_text == "March 2024"
    assert header_of(lines_of("REPORT\nCOMPLAINT 202312345\nAny Homes")).day is None


def test_what_is_no_report_is_refused(calendar: Calendar) -> None:
    endless = "Determination\n" + "1 and " * 1000
    for text in (
        endless,
        "word\n" * 100_001,
        "",
        "Dear resident,\nThank you for your letter.",
        "Background\nA tale.",
    ):
        with pytest.raises(NotAReport):
            read(text, calendar=calendar)


def unread(text: str, calendar: Calendar) -> list[str]:
    return [one.what for one in read(text, calendar=calendar).unread]


def test_what_is_not_sure_is_named(calendar: Calendar) -> None:
    said = unread(
        "Some Homes (202312345)\nREPORT\nCOMPLAINT 2023123456\nOther Homes\nJune 2023\n"
        "Our approach\n1. The approach.\nDetermination\n1. Maladministration.\nOrders\n"
        "1. Pay £300 for the delay. Pay £200 for the noise.\n"
        "2. Within 2 weeks of this report, inspect it.\n3. Do the works after the survey.",
        calendar,
    )

    assert said == [
        "The reference in the header is not that of the title (202312345).",
        "The day of the report could not be read.",
        "The landlord's name in the header is not that of the title.",
        "The complaint as defined could not be read.",
        "What a finding is of could not be read.",
        "No day is given for this order.",
        "It runs from the report's day, which could not be read.",
        "No day is given for this order.",
        "It depends on an earlier step.",
        "More than one sum stands here.",
    ]


def test_a_report_without_head_or_findings_says_so(calendar: Calendar) -> None:
    said = unread(
        "REPORT\nCOMPLAINT 12345678901234\nOur approach\nDetermination\nReasons", calendar
    )

    assert said[:3] == [
        "The landlord could not be read.",
        "The reference could not be read.",
        "The day of the report could not be read.",
    ]
    assert "No findings could be read." in said


NEW = (
    "Any Homes (202512345)\nDecision\nCase ID\n202512345\nDecision type\n{kind}\nLandlord\nAny "
    "Homes\n"
    "Date\n1 December 2025\nWhat the complaint is about\nThe complaint is about noise.\n"
    "Our decision (determination)\n{decision}\n"
)


def test_the_newer_layout_without_pairs_is_read_from_its_decision(calendar: Calendar) -> None:
    text = NEW.format(
        kind="Investigation", decision="We looked.\n- There was service failure in its letters."
    )

    report = read(text, calendar=calendar)

    assert [(one.level, one.heading) for one in report.findings] == [
        ("service failure", "Its letters")
    ]


def test_a_decision_that_no_pair_has_is_named(calendar: Calendar) -> None:
    text = NEW.format(
        kind="Investigation", decision="- We found severe maladministration in its letters."
    )

    said = unread(
        text + "What we found and why\nComplaint\nLetters\nFinding\nService failure\nSlow.",
        calendar,
    )

    assert said == ["The decision names an outcome that no finding has."]


def test_a_report_gives_its_own_draft(calendar: Calendar) -> None:
    text = NEW.format(kind="Investigation", decision="- There was service failure in its letters.")
    told = "The complaint procedure\nDate\nWhat happened\n4 May 2025\nThe resident complained."

    draft = read(text + told, calendar=calendar).draft(calendar)

    (entry,) = tomllib.loads(draft)["entry"]
    assert (entry["on"], entry["by"]) == (date(2025, 5, 4), "resident")
    assert entry["text"] == "4 May 2025: The resident complained."


def test_a_case_resolved_with_intervention_needs_no_findings(calendar: Calendar) -> None:
    kind = "Resolved with the Ombudsman’s intervention"
    text = NEW.format(kind=kind, decision="The landlord agreed.")

    report = read(
        text + "Our recommendations\nThe landlord should pay the £90 it offered.", calendar=calendar
    )

    assert not (report.findings or report.unread)
    assert len(report.recommendations) == 1


def issues(text: str) -> list[tuple[str, bool]]:
    lines = lines_of(text)
    return [(one.text, one.is_own) for one in issues_of(tree_of(lines, flat=is_flat(lines)))]


def test_issues_stand_in_lists_sentences_and_lists_within_lists() -> None:
    nested = issues(
        "1. The complaint is about the landlord’s:\n  a. Handling of:\n    i. leaks\n    ii. ASB\n"
        "  b. We have also looked at:\n    i. its records"
    )
    two = issues("The complaint is about the leak, and its handling of the complaint.")

    assert nested == [
        ("The landlord’s handling of leaks", False),
        ("The landlord’s handling of ASB", False),
        ("Its records", True),
    ]
    assert two == [("The leak", False), ("Its handling of the complaint", False)]


def event_of(text: str) -> list[Event]:
    return list(events_of([Paragraph("1", text)], "Background"))


def test_an_event_says_who_acted_only_where_the_sentence_does() -> None:
    found = event_of(
        "On 4 May 2023 the resident raised a complaint. The landlord gave its stage two reply on "
        "5 May 2023. On 6 May 2023, the resident’s son rang. On 7 May 2023 it rained. "
        "On 8 May 2023, the landlord was told, and on 9 May 2023 it wrote. She danced on 10 May "
        "2023. "
        "Between 1 May 2023 and 3 May 2023 it was loud, and since 2019 worse. Again on 4 May 2023."
    )

    assert [(one.first.day, one.by, one.act, one.stage) for one in found] == [
        (4, "resident", "complaint.raised", 0),
        (5, "landlord", "complaint.responded", 2),
        *((day, "ombudsman", "account.given", 0) for day in (6, 7, 8, 9, 10, 1, 1)),
    ]
    assert [(one.first.year, one.last.day) for one in found[-2:]] == [(2023, 3), (2019, 31)]


def test_a_draft_holds_what_can_be_counted_and_tells_of_what_cannot() -> None:
    events = [
        Event(date(2006, 1, 1), date(2006, 12, 31), "Moved “in”.", "1", "Background"),
        Event(date(2025, 6, 1), date(2025, 6, 30), "June.", "2", "Background"),
        Event(
            date(2024, 5, 4),
            date(2024, 5, 4),
            "Rang.",
            "3",
            "Background",
            "resident",
            "contact.received",
            1,
        ),
        Event(date(2026, 1, 1), date(2026, 1, 1), "Later.", "4", "Background"),
        Event(date(2025, 6, 2), date(2025, 6, 3), "Two days.", "5", "Background"),
    ]
    day = date(2025, 6, 24)

    text = case_file(events, reference="20/1", landlord="Any", day=day, title="", known=KNOWN)

    found = tomllib.loads(text)
    assert [one["id"] for one in found["entry"]] == ["report", "t1", "e1", "e2", "e3"]
    assert found["entry"][1]["told_in"] == "report"
    assert found["entry"][3]["between"] == [date(2025, 6, 1), day]
    assert found["entry"][4]["recorded_on"] == day
    assert found["case"]["id"] == "draft-20-1"


def test_a_draft_without_a_day_has_no_day_of_audit() -> None:
    event = Event(
        date(2024, 5, 4), date(2024, 5, 4), "Rang.", "", "", "resident", "contact.received"
    )

    found = tomllib.loads(
        case_file([event], reference="", landlord="", day=None, title="x", known=KNOWN)
    )

    assert "as_of" not in found["case"] and found["entry"][0]["on"] == date(2024, 5, 4)
