"""Meanings 1 to 5: ranges, doubtful units, units, hours of the day, counting back."""

import pytest

from putright.core.workdays import due_before, parse_span, when_on
from tests.core import build
from tests.core.build import audit, codes, day, duties, entry, minute, pack, rule, state, the_duty

HATE_24H = pack(
    rule(
        "hate.contact",
        """
when = { act = "asb.reported", kinds = "hate" }
within = "24 hours"
by = { act = "contact.made", to = "resident" }
then = { finding = "late-action" }
""",
    )
)


def timed(within: str, *, when: str = "asb.reported", by: str = "contact.made") -> str:
    return rule(
        "asb.first_action",
        f"""
when = {{ act = "{when}" }}
within = {within}
by = {{ act = "{by}" }}
then = {{ finding = "late-action" }}
""",
    )


def test_semantics_01_a_bare_day_warns_from_its_first_minute_and_accuses_at_its_end() -> None:
    report = [entry("report", "asb.reported", "2022-08-04", kinds="hate")]

    duty = the_duty(report, HATE_24H, now="2022-08-05 12:00")

    assert duty.due is not None
    assert duty.due.first == minute("2022-08-05 00:00")
    assert duty.state_at(minute("2022-08-05 00:00")) == "due soon"
    assert duty.state_at(minute("2022-08-05 12:00")) == "may be late"
    assert not duty.is_breached(minute("2022-08-05 23:59"))
    assert duty.is_breached(minute("2022-08-06 00:00"))


def test_semantics_01_lateness_is_found_only_after_the_last_possible_moment() -> None:
    report = entry("report", "asb.reported", "2022-08-04", kinds="hate")
    doubtful = entry("call", "contact.made", "2022-08-05", to="resident")
    late = entry("call", "contact.made", "2022-08-06", to="resident")

    in_doubt = audit([report, doubtful], HATE_24H, as_of="2022-08-10")
    certain = audit([report, late], HATE_24H, as_of="2022-08-10")

    assert codes(in_doubt) == []
    assert [(f.code, f.rule, f.entries[0]) for f in in_doubt.for_review] == [
        ("for-review", "landlord:hate.contact", "report")
    ]
    assert "May be late" in in_doubt.for_review[0].what
    assert codes(certain) == ["late-action"]
    assert certain.for_review == ()


def test_semantics_01_an_about_day_that_can_have_been_in_time_accuses_nobody() -> None:
    report = entry("report", "asb.reported", "2026-03-02 09:00", kinds="hate")
    about = entry("call", "contact.made", "2026-03-03 to 2026-03-06", to="resident")

    found = audit([report, about], HATE_24H, as_of="2026-03-20")

    assert codes(found) == []
    assert len(found.for_review) == 1


def test_semantics_01_a_gap_is_none_where_an_about_day_can_have_ended_it() -> None:
    weekly = pack(
        rule(
            "asb.rhythm",
            """
when = { act = "asb.reported" }
every = "1 week"
by = { act = "contact.made", to = "resident" }
then = { finding = "contact-gap" }
""",
        )
    )
    report = entry("report", "asb.reported", "2026-03-02")
    about = entry("call", "contact.made", "2026-03-01 to 2026-03-12", to="resident")

    assert codes(audit([report, about], weekly, as_of="2026-03-18")) == []
    assert codes(audit([report, about], weekly, as_of="2026-03-20")) == ["contact-gap"]


def test_semantics_02_days_without_a_kind_warn_on_the_shorter_and_find_on_the_longer() -> None:
    doubtful = pack(timed('{ either = ["5 calendar days", "5 working days"] }'))
    report = entry("report", "asb.reported", "2026-03-05")
    between = entry("call", "contact.made", "2026-03-11")
    after = entry("call", "contact.made", "2026-03-13")

    duty = the_duty([report], doubtful, now="2026-03-06 09:00")

    assert duty.due is not None
    assert (duty.due.date, duty.due.last_date) == (day("2026-03-10"), day("2026-03-12"))
    assert codes(audit([report, between], doubtful, as_of="2026-04-01")) == []
    assert len(audit([report, between], doubtful, as_of="2026-04-01").for_review) == 1
    assert codes(audit([report, after], doubtful, as_of="2026-04-01")) == ["late-action"]


@pytest.mark.parametrize(
    ("within", "start", "due"),
    [
        ("10 working days", "2024-03-25", "2024-04-10"),
        ("5 calendar days", "2024-03-25", "2024-03-30"),
        ("2 weeks", "2024-03-25", "2024-04-08"),
        ("1 month", "2026-01-31", "2026-02-28"),
        ("less than 1 month", "2023-11-28", "2023-12-27"),
        ("1 month", "2023-11-28", "2023-12-28"),
        ("1 working day", "2024-03-28", "2024-04-02"),
    ],
)
def test_semantics_03_units_fall_due_at_the_end_of_their_day(
    within: str, start: str, due: str
) -> None:
    duty = the_duty(
        [entry("report", "asb.reported", start)], pack(timed(f'"{within}"')), now="2026-12-01"
    )

    assert duty.due is not None
    assert (duty.due.date, duty.due.last) == (day(due), minute(due))


def test_semantics_03_hours_are_elapsed_ones_through_the_night_the_clocks_change() -> None:
    report = [entry("report", "asb.reported", "2026-03-28 18:00", kinds="hate")]

    duty = the_duty(report, HATE_24H, now="2026-03-29 20:00")

    assert duty.due is not None
    assert duty.due.last == minute("2026-03-29 19:00")


def test_semantics_03_the_last_contact_of_28_november_leaves_until_27_december() -> None:
    monthly = pack(
        rule(
            "asb.rhythm",
            """
when = { act = "asb.reported" }
every = "less than 1 month"
by = { act = "contact.made", to = "resident" }
then = { finding = "contact-gap" }
""",
        )
    )
    entries = [
        entry("report", "asb.reported", "2023-11-20"),
        entry("call", "contact.made", "2023-11-28", to="resident"),
    ]

    (gap,) = audit(entries, monthly, as_of="2023-12-28").findings

    assert (gap.on, gap.due) == (day("2023-11-28"), day("2023-12-27"))


def test_semantics_04_the_same_day_runs_to_midnight() -> None:
    same_day = pack(timed('"same day"'))
    report = entry("report", "asb.reported", "2026-03-06 23:00")

    duty = the_duty([report], same_day, now="2026-03-07")

    assert duty.due is not None
    assert duty.due.last == minute("2026-03-06 23:59")


def test_semantics_04_the_office_being_shut_touches_no_working_day_of_the_code() -> None:
    complaint = [entry("complaint", "complaint.raised", "2025-12-22", complaint="c1")]

    found = duties(complaint, build.shipped("code-2024"), now="2025-12-23")

    due = {duty.id: duty.due.last_date for duty in found if duty.due}
    assert due["complaints.stage_1_acknowledgement"] == day("2025-12-31")


NOTICE = pack(
    rule(
        "moves.panel_letter",
        """
when = { act = "move.decided" }
unless = { first = { act = "form.sent", notice = "5 calendar days" } }
then = { finding = "late-notice" }
""",
        verb="bar",
    )
)


@pytest.mark.parametrize(("sent", "found"), [("2026-03-15", []), ("2026-03-16", ["late-notice"])])
def test_semantics_05_notice_is_found_short_by_the_plain_difference(
    sent: str, found: list[str]
) -> None:
    entries = [
        entry("letter", "form.sent", sent, to="resident"),
        entry("panel", "move.decided", "2026-03-20"),
    ]

    assert codes(audit(entries, NOTICE, as_of="2026-04-01")) == found


def test_semantics_05_live_work_warns_a_day_sooner_because_days_are_clear() -> None:
    panel = when_on(day("2026-03-20"))
    five = parse_span("5 calendar days")

    assert due_before(five, panel, build.calendar(), clear=True).date == day("2026-03-14")
    assert due_before(five, panel, build.calendar(), clear=False).date == day("2026-03-15")


def test_semantics_05_a_letter_that_is_only_claimed_gives_no_notice() -> None:
    entries = [
        entry("letter", "form.sent", "2026-03-01", to="resident", evidence=[]),
        entry("panel", "move.decided", "2026-03-20"),
    ]

    assert codes(audit(entries, NOTICE, as_of="2026-04-01")) == ["late-notice"]


def test_semantics_01_a_state_before_the_range_is_due() -> None:
    report = [entry("report", "asb.reported", "2022-08-04", kinds="hate")]

    assert state(report, HATE_24H, now="2022-08-04 09:00") == "due"


def test_semantics_04_received_when_shut_the_next_open_day_is_the_late_edge() -> None:
    hours = "".join(f'{d} = "09:00-17:00"\n' for d in ("monday", "tuesday", "wednesday"))
    same_day = pack(timed('"same day"'), head=f"[opening]\n{hours}")
    saturday = entry("report", "asb.reported", "2026-03-07 23:00")

    duty = the_duty([saturday], same_day, now="2026-03-08")

    assert duty.due is not None
    assert (duty.due.first, duty.due.last_date) == (minute("2026-03-07 23:59"), day("2026-03-09"))
