"""An answer to a complaint: what it lacks before it may go, and words that it does not use."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from putright.core.policy.practice_responses import BarredWords, RemedyKind
from putright.core.policy.rules import Source
from putright.core.practice.response import (
    HANDLING,
    Answered,
    Remedy,
    Response,
    Setting,
    lacks,
    pattern_of,
    points_of,
    unanswered,
)

CODE = Source(document="A code", paragraph="1")
KINDS = (
    RemedyKind(id="explanation", says="An explanation", in_letter=True, source=CODE),
    RemedyKind(id="action", says="Something done", source=CODE),
)
BARRED = (
    BarredWords(
        id="procedure", words=("followed * procedure*",), why="Say what went wrong.",
        only_if_failed=True,
    ),
    BarredWords(id="police", words=("because of the police",), why="They answer for themselves."),
)  # fmt: skip
TODAY = date(2026, 4, 14)
SETTING = Setting(points=("calls",), today=TODAY)
UPHELD = Answered(
    point="calls", decision="upheld", reasons="Nobody rang.", remedy="We ring on Mondays."
)
WHOLE = Response(
    answers=(UPHELD,),
    failings="We did not ring you back.",
    effect="You waited by the phone for a week.",
    sorry="We are sorry.",
    remedies=(Remedy(kind="action", what="Ring on Mondays", who="staff-1", due=TODAY),),
    learning="Calls are now shared out each morning.",
)
REFUSED = Response(
    answers=(replace(UPHELD, decision="not upheld", remedy="", reasons="We rang each day.",
                     weighed="The log of calls.", refers="Our policy, section 4."),)
)  # fmt: skip


def lacked(response: Response, setting: Setting = SETTING) -> list[tuple[str, str]]:
    found = lacks(response, setting, kinds=KINDS, barred=BARRED)
    return [(lack.code, lack.place) for lack in found]


def other(**told: Any) -> Setting:
    return replace(SETTING, **told)


def test_an_answer_that_decides_owns_and_mends_lacks_nothing() -> None:
    assert lacked(WHOLE) == []
    assert unanswered(WHOLE, SETTING) == ()


def test_an_answer_that_upholds_nothing_needs_neither_apology_nor_remedy() -> None:
    assert lacked(REFUSED) == []


def test_an_empty_answer_lacks_decision_and_reasons_on_each_point() -> None:
    assert lacked(Response(), other(points=("calls", "manner"))) == [
        ("no decision", "calls"), ("no reasons", "calls"),
        ("no decision", "manner"), ("no reasons", "manner"),
    ]  # fmt: skip
    assert unanswered(Response(), SETTING) == ("calls",)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"answers": (replace(UPHELD, remedy=" "),)}, "no remedy", "calls"),
        (
            {"answers": (replace(UPHELD, decision="perhaps"),), "learning": ""},
            "no decision",
            "calls",
        ),
        ({"sorry": "We regret it."}, "no apology", "sorry"),
        ({"failings": ""}, "no failings", "failings"),
        ({"effect": ""}, "no effect", "effect"),
        ({"remedies": ()}, "no remedies", "remedies"),
        ({"learning": "  "}, "no learning", "learning"),
    ],
)
def test_what_is_upheld_is_owned_mended_and_learned_from(
    change: dict[str, Any], code: str, place: str
) -> None:
    assert lacked(replace(WHOLE, **change)) == [(code, place)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "gift"}, "no kind"),
        ({"what": ""}, "no what"),
        ({"who": ""}, "no owner"),
        ({"due": None}, "no day"),
        ({"due": date(2026, 4, 13)}, "day is over"),
    ],
)
def test_each_remedy_says_what_who_and_by_when(change: dict[str, Any], code: str) -> None:
    remedy = replace(WHOLE.remedies[0], **change)

    assert lacked(replace(WHOLE, remedies=(remedy,))) == [(code, "remedy 1")]


@pytest.mark.parametrize(("part", "code"), [("weighed", "no weighed"), ("refers", "no refers")])
def test_a_no_says_what_was_looked_at_and_what_it_rests_on(part: str, code: str) -> None:
    bare = replace(REFUSED, answers=(replace(REFUSED.answers[0], **{part: " "}),))

    assert lacked(bare) == [(code, "calls")]


def test_words_that_count_after_others_are_found_only_there_and_only_in_their_texts() -> None:
    but = BarredWords(id="but", words=("but",), after=("sorry",), only_in=("sorry",), why="No.")

    def found(**told: str) -> list[str]:
        held = lacks(replace(WHOLE, **told), SETTING, kinds=KINDS, barred=(but,))
        return [lack.place for lack in held]

    assert found(sorry="We are sorry that we did not ring, but we were busy.") == ["sorry"]
    assert found(sorry="Nothing but silence: we are sorry.") == []
    assert found(effect="You were sorry, but waited.") == []


def test_what_the_letter_itself_does_needs_no_day() -> None:
    said = Remedy(kind="explanation", what="This letter explains it")

    assert lacked(replace(WHOLE, remedies=(said,))) == []


def test_an_offer_of_money_is_a_remedy() -> None:
    assert lacked(replace(WHOLE, remedies=()), other(money=True)) == []


def test_the_handling_is_a_point_where_it_is_due_and_never_twice() -> None:
    due = other(points=("calls", HANDLING), handling=True)

    assert points_of(due) == ("calls", HANDLING)
    assert points_of(replace(due, handling=False)) == ("calls",)
    assert lacked(WHOLE, due) == [("no decision", HANDLING), ("no reasons", HANDLING)]


def test_handling_that_the_audit_faults_cannot_be_denied() -> None:
    due = other(handling=True, handling_failed=True, failed=True)
    denied = Answered(point=HANDLING, decision="not upheld", reasons="All was in time.",
                      weighed="The letters.", refers="The Code, 6.3")  # fmt: skip

    assert lacked(replace(WHOLE, answers=(UPHELD, denied)), due) == [("handling denied", HANDLING)]
    assert lacked(replace(WHOLE, answers=(UPHELD, denied)), other(handling=True)) == []


def test_a_late_answer_names_its_lateness_and_says_sorry_whatever_it_upholds() -> None:
    late = other(is_late=True, days_late=3)

    assert lacked(WHOLE, late) == [("lateness not named", "failings")]
    assert lacked(replace(WHOLE, failings="Our answer is late."), late) == []
    assert lacked(replace(WHOLE, sorry="We are sorry for the delay."), late) == []
    assert ("no apology", "sorry") in lacked(REFUSED, late)


def test_what_is_learned_names_no_member_of_staff() -> None:
    named = replace(WHOLE, learning="Gareth Quill now shares the calls out.")

    assert lacked(named, other(staff=("Gareth Quill",))) == [("names somebody", "learning")]
    assert lacked(named, other(staff=("Hana Lund",))) == []


def test_without_a_definition_there_is_nothing_to_answer() -> None:
    assert lacked(WHOLE, other(has_definition=False)) == [("no definition", "")]


def test_words_that_deny_or_blame_are_stopped_wherever_they_stand() -> None:
    said = replace(UPHELD, reasons="Our team followed its own procedures.")

    assert lacked(replace(WHOLE, answers=(said,))) == []
    found = lacks(replace(WHOLE, answers=(said,)), other(failed=True), kinds=KINDS, barred=BARRED)
    assert [(lack.code, lack.place, lack.why) for lack in found] == [
        ("barred words", "calls", "“followed its own procedures”. Say what went wrong.")
    ]
    blamed = replace(WHOLE, learning="It took long because of the police.")
    assert lacked(blamed) == [("barred words", "learning")]
    remedy = replace(WHOLE.remedies[0], what="Wait, because of the police")
    assert lacked(replace(WHOLE, remedies=(remedy,))) == [("barred words", "remedy 1")]


@pytest.mark.parametrize(
    ("words", "text", "hits"),
    [
        ("followed * procedure*", "We followed the agreed ASB procedure.", True),
        ("followed * procedure*", "followed procedures", True),
        ("followed * procedure*", "we followed up, and a long while later the procedure", False),
        ("short of staff", "We were Short of Staff.", True),
        ("short of staff", "We were short of staffing", False),
        ("sorry if", "we are sorry, if", True),
        ("the police's fault", "It was the police's fault", True),
    ],
)
def test_a_phrase_is_found_with_its_stars(words: str, text: str, hits: bool) -> None:
    assert bool(pattern_of(words).search(text)) is hits
