"""What was so at a moment: level, open case, complaint, needs."""

from putright.core.facts.facts import Facts
from tests.core.build import day, entry, minute, person, timeline, words

LEVELS = {"threat": "high", "drugs": "medium"}


def facts(*entries: object, people: tuple[object, ...] = ()) -> Facts:
    return Facts(timeline(entries, people), words().levels)  # type: ignore[arg-type]


REPORT = entry("report", "asb.reported", "2026-03-02", kinds=["drugs", "threat", "noise"])


def test_the_level_is_the_highest_of_the_reports_kinds_else_the_lowest_there_is() -> None:
    assert facts(REPORT).level_at(minute("2026-03-02"), LEVELS) == "high"
    assert facts(REPORT).level_at(minute("2026-03-01"), LEVELS) == "low"
    assert Facts(timeline([REPORT]), ()).level_at(minute("2026-03-01"), {}) == ""


def test_a_closing_ends_the_level_and_undoing_it_brings_it_back() -> None:
    closing = entry("closing", "asb.case_closed", "2026-03-10")
    reopened = entry("reopened", "asb.case_reopened", "2026-03-20")
    held = facts(REPORT, closing, reopened)

    assert held.level_at(minute("2026-03-15"), LEVELS) == "low"
    assert held.level_at(minute("2026-03-21"), LEVELS) == "high"


def test_what_the_other_party_says_changes_nothing() -> None:
    people = (person("neighbour", "other party"),)
    counter = entry("counter", "asb.reported", "2026-03-02", by="neighbour", kinds="threat")
    held = facts(counter, people=people)

    assert held.level_at(minute("2026-03-03"), LEVELS) == "low"
    assert not held.case_is_open(minute("2026-03-03"))


def test_a_case_is_on_record_once_the_landlord_is_shown_to_have_opened_one() -> None:
    opened = entry("opened", "asb.case_opened", "2026-03-03")
    claimed = entry("claimed", "asb.case_opened", "2026-03-05", evidence=[])
    closing = entry("closing", "asb.case_closed", "2026-03-10")
    held = facts(REPORT, opened, claimed, closing)

    assert not held.case_on_record(minute("2026-03-02"))
    assert held.case_on_record(minute("2026-03-06"))
    assert not held.case_on_record(minute("2026-03-11"))


def test_a_complaint_is_open_until_it_is_shown_to_be_answered_or_withdrawn() -> None:
    hers = entry("hers", "complaint.raised", "2026-03-02", complaint="c1")
    unproved = entry("other", "complaint.raised", "2026-03-02", complaint="c2", evidence=[])
    claimed = entry("claimed", "complaint.responded", "2026-03-05", complaint="c1", evidence=[])
    answer = entry("answer", "complaint.responded", "2026-03-09", complaint="c1")
    held = facts(hers, unproved, claimed, answer)

    assert held.complaint_is_open(minute("2026-03-06"))
    assert not held.complaint_is_open(minute("2026-03-09"))


def test_a_refused_complaint_and_a_refused_next_stage_are_open_no_more() -> None:
    hers = entry("hers", "complaint.raised", "2026-03-02", complaint="c1")
    refused = entry("no", "complaint.refused", "2026-03-05", complaint="c1", channel="letter")
    further = entry("more", "complaint.escalated", "2026-03-09", complaint="c1")
    ended = entry("end", "complaint.escalation_refused", "2026-03-12", complaint="c1")
    held = facts(hers, refused, further, ended)

    days = ("2026-03-04", "2026-03-06", "2026-03-10", "2026-03-13")
    assert [held.complaint_is_open(minute(day)) for day in days] == [True, False, True, False]


def test_needs_are_known_from_their_day_and_only_those_of_the_household() -> None:
    people = (
        person("ann", "resident", needs=["asthma"], known_from=day("2026-03-05")),
        person("neighbour", "other party", needs=["asthma"], child=True),
    )
    held = facts(REPORT, people=people)

    assert not held.needs_known(minute("2026-03-04"))
    assert held.needs_known(minute("2026-03-05"))
    assert not held.has_child()
