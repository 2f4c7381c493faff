"""What a person is asked about, what settles it, what is asked again; and requests for service."""

from typing import Any

import pytest

from putright.core.events.entry import Entry
from putright.core.practice.recognising import MOST, Request, asked_about, requests_in
from putright.core.practice.spotting import Heard, Mark
from tests.core.build import entry, person, timeline

SON, HELPER = person("son", "resident"), person("cllr", "helper")
LOUD = "unhappy"


def hear(text: str) -> Heard:
    chance = 0.5 if "perhaps" in text else 0.9
    return Heard(chance, LOUD in text, (Mark(0, 7, 2.0),), "plainly" in text)


def said(key: str, when: str, does: str = "contact.received", **told: Any) -> Entry:
    return entry(key, does, when, **({"text": LOUD} | told))


def asked(*entries: Entry, is_open: bool = False) -> list[tuple[str, str]]:
    line = timeline(entries, [SON, HELPER])
    return [(one.item.id, one.why) for one in asked_about(line, is_open=is_open, hear=hear)]


def request(*entries: Entry) -> Request:
    (found,) = requests_in(timeline(entries))
    return found


def test_words_and_what_a_person_heard_are_asked_about_the_newest_first() -> None:
    assert asked(
        said("quiet", "2026-03-02", text="calm"),
        said("words", "2026-03-03"),
        said("flag", "2026-03-04", text="calm", dissatisfied=True),
        said("son", "2026-03-05", by="son"),
        said("cllr", "2026-03-06", by="cllr"),
    ) == [("cllr", "words"), ("son", "words"), ("flag", "person"), ("words", "words")]


@pytest.mark.parametrize(
    "told",
    [
        {"by": "agency"},
        {"by": "other party"},
        {"by": "anonymous"},
        {"does": "complaint.chased"},
        {"does": "redress.accepted"},
        {"complaint": "c1"},
        {"does": "contact.made", "by": "landlord", "to": ["other party"]},
        {"does": "contact.made", "by": "landlord", "to": ["resident"], "channel": "email"},
        {"does": "asb.plan_sent", "by": "landlord", "to": ["resident"]},
        {"does": "agency.replied", "by": "agency", "dissatisfied": True},
    ],
)
def test_others_and_what_is_part_of_a_complaint_are_not_asked_about(told: dict[str, Any]) -> None:
    assert asked(said("one", "2026-03-02", **told)) == []


PROMISE = {"id": "p", "what": "send somebody"}


@pytest.mark.parametrize(
    ("told", "is_asked"),
    [
        ({"does": "service.done"}, False),
        ({"does": "note.made", "about": ["service"], "to": ["resident"]}, False),
        ({"does": "note.made", "to": ["resident"], "promises": [PROMISE]}, False),
        ({"does": "contact.made", "to": ["resident"], "channel": "phone", "promises": [PROMISE]},
         True),
        ({"does": "service.requested", "by": "resident", "about": ["service"]}, True),
    ],
)  # fmt: skip
def test_what_we_wrote_of_a_request_and_promised_is_not_asked_about_and_what_they_said_is(
    told: dict[str, Any], is_asked: bool
) -> None:
    assert bool(asked(said("one", "2026-03-02", **({"by": "landlord"} | told)))) is is_asked


@pytest.mark.parametrize(
    "told",
    [
        {"does": "contact.made", "to": ["resident"], "channel": "phone"},
        {"does": "asb.visited", "to": ["son"], "channel": "visit"},
        {"does": "note.made"},
    ],
)
def test_our_notes_of_what_they_said_are_asked_about(told: dict[str, Any]) -> None:
    assert asked(said("one", "2026-03-02", by="landlord", **told)) == [("one", "words")]


@pytest.mark.parametrize(
    ("words", "by", "is_asked"),
    [
        ("perhaps unhappy", "landlord", False),
        ("perhaps plainly unhappy", "landlord", True),
        ("perhaps unhappy", "resident", True),
        ("calm", "landlord", False),
    ],
)
def test_a_note_of_ours_must_say_it_plainly_or_surely(words: str, by: str, is_asked: bool) -> None:
    does = "note.made" if by == "landlord" else "contact.received"

    assert bool(asked(said("one", "2026-03-02", does=does, by=by, text=words))) is is_asked


def test_while_a_complaint_is_open_only_what_a_person_heard_is_asked_about() -> None:
    entries = [said("words", "2026-03-02"), said("flag", "2026-03-03", dissatisfied=True)]

    assert asked(*entries, is_open=True) == [("flag", "person")]


def test_a_corrected_entry_is_not_asked_about() -> None:
    assert asked(
        said("one", "2026-03-02", by="landlord", does="note.made"),
        entry("two", "note.made", "2026-03-02", corrects="one", text="calm"),
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    "does",
    ["complaint.offered", "complaint.raised", "complaint.logged", "complaint.escalated"],
)
def test_being_asked_or_complaining_since_settles_it(does: str) -> None:
    assert asked(said("one", "2026-03-02"), entry("two", does, "2026-03-02")) == []


def test_being_asked_before_settles_nothing_said_later() -> None:
    entries = [entry("offer", "complaint.offered", "2026-03-02"), said("one", "2026-03-03")]

    assert asked(*entries) == [("one", "words")]


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("complaint.not_one", {"replies_to": ["one"]}),
        ("complaint.not_wanted", {"replies_to": ["one"]}),
        ("complaint.raised", {"refs": ["one"]}),
        ("complaint.offered", {"answers": ["one"]}),
    ],
)
def test_a_decision_about_it_settles_it_whenever_that_is_dated(
    does: str, told: dict[str, Any]
) -> None:
    assert asked(said("one", "2026-03-03"), entry("two", does, "2026-03-02", **told)) == []


def test_what_merely_refers_to_it_settles_nothing() -> None:
    entries = [
        said("one", "2026-03-02"),
        entry("two", "contact.made", "2026-03-03", replies_to="one"),
    ]

    assert asked(*entries) == [("one", "words")]


def test_what_a_person_heard_in_it_takes_its_place() -> None:
    entries = [
        said("one", "2026-03-02"),
        said("two", "2026-03-02", text="calm", dissatisfied=True, replies_to=["one"]),
    ]

    assert asked(*entries) == [("two", "person")]


def test_not_now_is_asked_again_once_they_were_in_touch() -> None:
    answered = entry("later", "complaint.not_wanted", "2026-03-03", replies_to="one", text="Later.")
    before = [said("one", "2026-03-02"), answered]
    rang = entry("rang", "contact.received", "2026-03-05")
    reached = entry("rang", "contact.made", "2026-03-05", to=["resident"])

    assert asked(*before) == []
    assert asked(*before, entry("note", "note.made", "2026-03-05")) == []
    assert asked(*before, rang) == [("later", "again")]
    assert asked(*before, reached) == [("later", "again")]
    assert asked(*before, rang, entry("c", "complaint.raised", "2026-03-06")) == []
    assert asked(
        *before, rang, entry("no", "complaint.not_one", "2026-03-06", replies_to="later")
    ) == []  # fmt: skip


def test_what_they_said_before_is_told_with_what_is_asked_anew() -> None:
    line = timeline(
        [
            said("one", "2026-03-02"),
            entry("later", "complaint.not_wanted", "2026-03-03", replies_to="one", text="Later."),
            said("two", "2026-03-05"),
        ]
    )

    (found,) = asked_about(line, is_open=False, hear=hear)

    assert (found.item.id, found.why) == ("two", "words")
    assert found.said is not None and found.said.entry.text == "Later."


def test_only_the_newest_entries_are_listened_to() -> None:
    calm = [said(f"n{day}", f"2026-03-01 10:{day:02}", text="calm") for day in range(MOST)]

    assert asked(said("old", "2026-02-01"), *calm) == []
    assert asked(said("old", "2026-02-01"), *calm[1:]) == [("old", "words")]


def test_a_request_is_open_until_something_shows_that_it_is_done() -> None:
    wanted = entry("r", "service.requested", "2026-03-02")
    claimed = entry("d", "service.done", "2026-03-05", answers="r", evidence=[], disputes=["r"])
    shown = entry("d2", "service.done", "2026-03-06", answers="r")

    assert request(wanted).is_open
    assert request(wanted, entry("other", "service.done", "2026-03-05")).is_open
    assert request(wanted, claimed).is_open
    assert not request(wanted, shown).is_open


def test_a_request_knows_who_looked_at_it_and_that_it_became_a_complaint() -> None:
    found = request(
        entry("r", "service.requested", "2026-03-02"),
        entry("v", "service.reviewed", "2026-03-05", replies_to="r"),
        entry("c", "complaint.raised", "2026-03-06", refs=["r"]),
    )

    assert [item.id for item in found.reviews] == ["v"]
    assert found.complaint is not None and found.complaint.id == "c"
    assert found.is_open
