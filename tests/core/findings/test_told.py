"""What an audit shows for an answer: the findings of its handling, of a point, and their words."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.findings.told import (
    Told,
    of_handling,
    of_others,
    placed,
    told_of,
)
from putright.core.policy.practice_responses import FailingWords, PointTopic
from tests.core.build import audit, entry, pack, rule

RULES = pack(
    rule(
        "complaints.answer",
        'when = { act = "complaint.raised" }\nwithin = "10 working days"\n'
        'by = { act = "complaint.responded", same = ["complaint"] }\n'
        'then = { finding = "late-response" }',
        promise="Answers in ten days.",
    ),
    rule(
        "contact.reply",
        'when = { act = ["contact.received", "complaint.chased"] }\nwithin = "5 working days"\n'
        'by = { act = "contact.made" }\nthen = { finding = "unanswered-contact" }',
    ),
    rule(
        "complaints.heard",
        'when = { act = "contact.received", dissatisfied = true }\nwithin = "5 working days"\n'
        'by = { act = "complaint.offered" }\nthen = { finding = "unrecognised-complaint" }',
    ),
    rule(
        "asb.note", 'when = { act = "note.made" }\nthen = { finding = "wrong-form" }', verb="bar"
    ),
    rule(
        "redress.none",
        'when = { act = "redress.offered" }\nthen = { finding = "offer-below-band" }',
        verb="bar",
    ),
    rule("asb.told", 'check = "undisputed"\nthen = { finding = "disputed-account" }', verb="bar"),
)  # fmt: skip
WORDS = (
    FailingWords(id="any", late="late", missed="missed", plain="plain"),
    FailingWords(id="reply", code="unanswered-contact", missed="no answer"),
    FailingWords(id="answer", code="late-response", missed="not answered", late="answered late"),
    FailingWords(id="rule", code="late-response", rule="complaints.answer", late="by its rule"),
)
TODAY = "2026-04-14"
RAISED = entry("raised", "complaint.raised", "2026-03-02", complaint="c1")
ASKED = entry("asked", "contact.received", "2026-03-02", asks=["when do you come"])
CHASED = entry("chased", "complaint.chased", "2026-03-16", complaint="c1")
LATE = entry("late", "complaint.responded", "2026-03-19", complaint="c1", stage=1)


def told(*entries: Entry) -> tuple[tuple[Told, ...], Any]:
    found = audit(entries, RULES, as_of=TODAY)
    promises = {"landlord:complaints.answer": "Answers in ten days."}
    kept = told_of(found.findings, found.run, WORDS, promises, today=date.fromisoformat(TODAY))
    return kept, found.run


def codes(found: tuple[Told, ...]) -> list[tuple[str, str]]:
    return [(each.finding.code, each.entry) for each in found]


def test_a_late_answer_is_told_with_its_days_and_the_words_of_its_rule() -> None:
    (found,), _run = told(RAISED, LATE)

    assert (found.words, found.promise) == ("by its rule", "Answers in ten days")
    assert (found.due, found.done, found.days) == (date(2026, 3, 16), date(2026, 3, 19), 3)
    assert not found.is_open


def test_what_is_still_open_is_late_by_today() -> None:
    (found,), _run = told(RAISED)

    assert (found.words, found.done, found.is_open) == ("not answered", None, True)
    assert found.days == 19


def test_an_act_that_is_barred_has_no_day_and_takes_the_words_of_any() -> None:
    (found,), _run = told(entry("note", "note.made", "2026-03-02"))

    assert (found.words, found.promise, found.due, found.days) == ("plain", "", None, None)


def test_two_accounts_are_no_failing_and_the_same_thing_is_told_once() -> None:
    said = entry("said", "contact.made", "2026-03-03", by="landlord", told_in=["note"], evidence=[])
    denied = entry("denied", "contact.received", "2026-04-13", disputes=["said"])

    found, _run = told(said, denied)

    assert "disputed-account" not in [each.finding.code for each in found]
    one, run = told(ASKED)
    again = told_of(
        [each.finding for each in (*one, *one)], run, WORDS, {}, today=date(2026, 4, 14)
    )
    assert len(again) == len(one)


def test_handling_is_the_complaints_rules_and_what_else_touches_its_entries() -> None:
    other = entry("other", "complaint.raised", "2026-03-02", complaint="c2")
    unhappy = entry("unhappy", "contact.received", "2026-02-02", dissatisfied=True)
    found, run = told(unhappy, RAISED, other, ASKED, CHASED)

    assert codes(of_handling(found, run, "c1")) == [
        ("unrecognised-complaint", "unhappy"),
        ("late-response", "raised"),
        ("unanswered-contact", "chased"),
    ]


def test_the_rest_is_about_the_case_without_money() -> None:
    offer = entry("offer", "redress.offered", "2026-03-20")
    found, run = told(RAISED, ASKED, CHASED, offer)

    assert codes(of_others(found, run)) == [("unanswered-contact", "asked")]


TOPICS = (
    PointTopic(id="contact", words=("call", "rang", "reply"), areas=("contact",)),
    PointTopic(id="works", words=("lock",), areas=("works",)),
    PointTopic(id="forms", codes=("wrong-form",), alike=True),
    PointTopic(id="manner", words=("rude",), apart=True),
)


def under(points: dict[str, str], *entries: Entry) -> dict[str, list[str]]:
    found, run = told(*entries)
    texts = {key: item.entry.text for key, item in run.timeline.by_id.items()}
    by_point = placed(found, points, TOPICS, texts)
    return {point: [each.entry for each in those] for point, those in by_point.items()}


def test_a_finding_goes_to_the_one_point_that_it_fits_best() -> None:
    garage = replace(ASKED, text="When is the garage cleared?")
    points = {"a": "Nobody called", "b": "Nobody called me about the garages"}

    assert under(points, garage) == {"a": [], "b": ["asked"]}
    assert under({"a": "Nobody called", "b": "Nobody rang"}, ASKED) == {"a": ["asked"], "b": []}


def test_a_finding_that_fits_no_point_is_in_none() -> None:
    assert under({"a": "The paint", "b": "The lock"}, ASKED) == {"a": [], "b": []}
    assert under({}, ASKED) == {}


def test_how_somebody_was_spoken_to_has_no_finding() -> None:
    assert under({"a": "You were rude when you called"}, ASKED) == {"a": []}


def test_what_says_little_by_its_code_needs_a_word_that_both_use() -> None:
    note = entry("note", "note.made", "2026-03-02", text="Sent the transfer form.")

    assert under({"a": "The transfers"}, note) == {"a": ["note"]}
    assert under({"a": "The paint"}, note) == {"a": []}
