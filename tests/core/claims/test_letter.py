"""What a whole letter is held to beside the truth: needs, names, ways, questions, lateness."""

from datetime import date
from typing import Any

import pytest
from core.build import entry, words
from core.claims.checked import lists

from putright.core.claims import Asked, Ground, Letter, Mark, Missed, check
from putright.core.events.entry import Entry
from putright.core.practice.other_side import Withheld
from putright.core.timeline.timeline import build_timeline

ON = date(2026, 3, 30)
MISSED = (Missed(rule="contact", what="Ring back in a day", entry="report"),)


def held(text: str, *, kind: str = "general", missed: tuple[Missed, ...] = (), to: str = "resident",
         **told: Any) -> tuple[Mark, ...]:  # fmt: skip
    report = entry("report", "asb.reported", "2026-03-02")
    timeline = build_timeline([report], people=[], words=words())
    ground = Ground(timeline=timeline, on=ON, to=to, steps=words().steps, missed=missed)
    return check(Letter(kind=kind, text=text, **told), ground, lists())


def kinds(found: tuple[Mark, ...]) -> list[tuple[str, str]]:
    return [(each.colour, each.kind) for each in found]


def test_an_answer_without_what_the_code_asks_for_is_red() -> None:
    bare = held("We have decided.", kind="complaint_response_1")
    assert ("red", "required") in kinds(bare)
    full = held(
        "This is our stage 1 answer. Your complaint is about noise. You can go to stage 2. You can "
        "ring the Housing Ombudsman on 0300 111 3000.",
        kind="complaint_response_1",
    )
    assert "required" not in {each.kind for each in full}


def test_a_late_answer_that_does_not_say_so_is_red() -> None:
    assert kinds(held("We uphold it.", late="the answer was due on 3 March")) == [("red", "late")]
    assert held("We uphold it. This is late.", late="the answer was due on 3 March") == ()


def test_something_missed_and_no_sorry_is_amber_for_the_resident_alone() -> None:
    (found,) = held("We will ring.", missed=MISSED)
    assert (found.colour, found.kind, found.entries) == ("amber", "apology", ("report",))
    assert held("We are sorry. We will ring.", missed=MISSED) == ()
    assert held("We will ring.", missed=MISSED, to="agency") == ()


def test_a_letter_that_only_gives_a_name_owns_up_to_nothing() -> None:
    told = {"kind": "contact_now", "missed": MISSED, "asked": (Asked("why me", "report"),)}
    assert held("Your contact here is now Jo.", **told) == ()
    assert kinds(held("Your contact here is now Jo. " * 20, **told)) == [
        ("amber", "question"), ("amber", "apology"),
    ]  # fmt: skip


def test_a_question_is_open_until_the_letter_speaks_of_it() -> None:
    asked = (Asked("whether the police were told", "report"),)
    (found,) = held("Thank you.", asked=asked)
    assert (found.kind, found.entries) == ("question", ("report",))
    assert held("You asked whether the police were told.", asked=asked) == ()
    assert len(held("Thank you.", asked=(Asked("why me", "report"),))) == 1


def test_names_of_others_are_red_in_the_text_and_in_the_title() -> None:
    hidden = Withheld(names=("Otis Brakespear",))
    (found,) = held("Mr Brakespear moved.", hidden=hidden)
    assert (found.colour, found.kind, found.quote) == ("red", "other side", "Brakespear")
    (titled,) = held("Hello.", title="About Brakespear", hidden=hidden)
    assert (titled.start, titled.end) == (0, 0)


def test_a_way_that_is_barred_and_a_hand_that_may_not_sign_are_red() -> None:
    assert kinds(held("Hello.", barred_way="phone")) == [("red", "channel")]
    (found,) = held("Hello.\n\nYours,\nLeo Marsh", signs=("Leo Marsh", ""))
    assert (found.kind, found.quote) == ("conflict", "Leo Marsh")
    (other,) = held("Hello.\nLEO MARSH", signs=("Leo Marsh",))
    assert other.quote == ""
    assert held("Leo Marsh did it.\n\na\nb\nc\nd", signs=("Leo Marsh",)) == ()


def test_another_language_is_for_a_person() -> None:
    assert kinds(held("Dzień dobry", english=False)) == [("amber", "wording")]


@pytest.mark.parametrize(
    ("text", "missed", "colour"),
    [
        ("We followed our policy.", MISSED, "red"),
        ("We followed our policy.", (), "amber"),
        ("We offer this as goodwill. Sorry.", MISSED, "amber"),
        ("We kept you updated.", (), "red"),
        ("We answered every time you rang.", (), "amber"),
        ("Unfortunately he left.", (), "amber"),
        ("We are sorry if you were upset.", (), "amber"),
        ("We carried out a thorough investigation.", (), "red"),
        ("He told us of his health.", (), "red"),
    ],
)
def test_words_that_need_proof_are_as_grave_as_the_case_makes_them(
    text: str, missed: tuple[Missed, ...], colour: str
) -> None:
    assert colour in {each.colour for each in held(text, missed=missed)}


@pytest.mark.parametrize(
    "text",
    [
        "Your health comes first.", "The alleged perpetrator was not named.", "We offer goodwill.",
        "We did not carry out a thorough investigation.", "Tell us of health.",
    ],
)  # fmt: skip
def test_the_same_words_are_harmless_elsewhere(text: str) -> None:
    assert not [each for each in held(text) if each.kind in ("proof word", "other side")]


ARRANGED = "Daniel will come to you on 24 April at 10am."


def at_the_door(text: str, *more: Entry, to: str = "resident") -> tuple[Mark, ...]:
    report = entry("report", "asb.reported", "2026-03-02")
    timeline = build_timeline([report, *more], people=[], words=words())
    ground = Ground(timeline=timeline, on=ON, to=to, steps=words().steps)
    return check(Letter(kind="general", text=text), ground, lists())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ARRANGED, [("red", "promise")]),
        ("Your appointment is on 24 April 2026 at 10am. We will come at 10am.",
         [("red", "other side")]),
        ("We will visit you at 10am.", [("red", "other side")]),
        ("Your neighbour came home at 10am.", [("red", "other side")]),
        ("The police will come on 24 April at 10am.", [("red", "other side")]),
        ("We will visit you in April, at 10am.", [("red", "other side")]),
    ],
)  # fmt: skip
def test_hour_may_be_told_of_our_own_appointment_alone(
    text: str, found: list[tuple[str, str]]
) -> None:
    marks = at_the_door(text)
    assert [one for one in kinds(marks) if one[0] == "red"][:1] == found
    assert not text.startswith("Daniel") or "Record the visit first" in marks[0].says


def test_appointment_that_an_entry_holds_may_be_told() -> None:
    visit = entry("visit", "asb.visit_arranged", "2026-03-28", to="resident",
                  until=date(2026, 4, 24))  # fmt: skip
    assert at_the_door(ARRANGED, visit) == ()
    assert [one.kind for one in at_the_door(ARRANGED.replace("24", "25"), visit)] == ["promise"]
    assert [one.kind for one in at_the_door(ARRANGED, visit, to="other party")] == ["other side"]
