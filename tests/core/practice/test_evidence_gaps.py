"""What a file lacks before it goes anywhere, of each kind."""

from typing import Any

from core.build import engine, entry, minute, pack, rule, timeline

from putright.core.events.entry import Entry
from putright.core.practice.evidence_gaps import Gap, gaps_of

ANSWER = rule(
    "asb.answered",
    'when = { act = "asb.reported" }\nwithin = "5 working days"\n'
    'by = { act = "contact.made" }\nthen = { finding = "late-reply" }\n'
    'owner = "case officer"\ntheme = "communication"',
)


def gaps(*entries: Entry, now: str = "2024-03-29T12:00") -> list[Gap]:
    run = engine(pack(ANSWER)).run(timeline(entries), now=minute(now))
    return list(gaps_of(run))


def kinds(found: list[Gap]) -> list[tuple[str, str]]:
    return [(one.kind, one.entry) for one in found]


def report(**given: Any) -> Entry:
    return entry("report", "asb.reported", "2024-03-04", **given)


def call(**given: Any) -> Entry:
    named = {"channel": "phone", "to": ["resident"], "evidence": ["call log"]}
    return entry("call", "contact.made", "2024-03-05", **(named | given))


def test_a_whole_file_lacks_nothing() -> None:
    assert gaps(report(), call()) == []


def test_a_call_on_somebodys_word_has_no_record_and_ends_nothing() -> None:
    found = gaps(report(), call(evidence=[]))

    assert kinds(found) == [("no record", "call"), ("never done", "report")]


def test_what_is_not_yet_due_is_no_gap() -> None:
    assert gaps(report(), now="2024-03-05T12:00") == []


def test_what_had_not_happened_by_then_is_no_gap() -> None:
    assert gaps(report(), call(evidence=[]), now="2024-03-04T12:00") == []


def test_what_another_account_stands_against_names_that_account() -> None:
    other = entry("other", "contact.received", "2024-03-06", by="resident", disputes=["call"],
                  evidence=["note"])  # fmt: skip
    found = gaps(report(), call(), other)

    assert [(one.kind, one.told_in) for one in found if one.entry == "call"] == [
        ("two accounts", ("other",))
    ]


def test_what_was_written_down_days_later_says_by_how_many() -> None:
    (found,) = gaps(report(), call(recorded_on="2024-03-09"))

    assert (found.kind, found.days) == ("written late", 4)


def test_an_entry_that_was_corrected_is_no_gap_any_more() -> None:
    right = entry("right", "contact.made", "2024-03-06", corrects="call", channel="phone",
                  to=["resident"], evidence=["call log"])  # fmt: skip

    assert gaps(report(), call(evidence=[]), right) == []
