"""An apology held against the guidance: what passes, what fails, what a person looks at."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from putright.core.claims.apology import Apology, Checked, Rows, check_apology, worst
from putright.core.practice.ombudsman_replies import Finding
from tests.core.build import shipped

PACK = shipped("good-practice").practice
ROWS = Rows(
    checks=PACK["apology_check"], signers=PACK["apology_signer"], conditions=PACK["claim_word"],
    alike=PACK["head_words"],
)  # fmt: skip
GOOD = """Dear Hana Quill

We did not act on your reports of noise for five weeks. We answered your complaint late.

You had to keep ringing us. That was hard for you, and we are sorry.

We have changed how reports are taken.
"""
LETTER = Apology(
    text=GOOD, reader="Hana Quill", due=date(2026, 3, 30), sent_on=date(2026, 3, 20),
    findings=(Finding("maladministration", "the landlord\u2019s handling of reports of noise"),
              Finding("service failure", "the associated complaint")),
    signer="Mira Holt", post="Head of Homes", grade=3, arrived="shown",
)  # fmt: skip


def lines(**told: Any) -> dict[str, Checked]:
    return {one.id: one for one in check_apology(replace(LETTER, **told), ROWS)}


def test_an_apology_that_owns_each_failing_passes() -> None:
    found = lines()

    assert {one.state for one in found.values()} == {"pass"} and worst(found.values()) == "pass"
    assert "five weeks" in found["responsibility"].told
    assert worst(lines(arrived="came back").values()) == "fails"


@pytest.mark.parametrize(
    ("text", "line", "state"),
    [
        (GOOD + "We are sorry if you were upset.", "unconditional", "fails"),
        (GOOD + "Please tell us if you felt that we missed a thing.", "unconditional", "pass"),
        (GOOD + "This was due to staff shortages.", "not-shifted", "look"),
        (GOOD.replace("We have changed how reports are taken.", ""), "changed", "fails"),
        (GOOD.replace("Hana Quill", "Resident"), "personal", "look"),
        (GOOD.replace("reports of noise", "letters"), "names", "fails"),
        ("Dear Hana Quill\n\nThere was noise. Sorry.", "sorry", "fails"),
        ("There was noise, and a complaint. We are sorry.", "names", "look"),
    ],
)  # fmt: skip
def test_each_line_is_settled_by_the_letter_s_own_words(text: str, line: str, state: str) -> None:
    assert lines(text=text)[line].state == state


def test_a_finding_of_no_known_matter_is_looked_for_by_its_own_words() -> None:
    heading = "its handling of a leak under the stairs"
    text = GOOD + "We failed to mend the leak under your stairs."

    assert lines(text=text, findings=(Finding("maladministration", heading),))["names"].state == (
        "pass"
    )
    empty = lines(findings=(Finding("maladministration", "its handling of the response"),))
    assert empty["names"].state == "look"
    assert lines(findings=())["names"].state == "look"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"grade": 1, "post": "Officer"}, "fails"),
        ({"grade": 0, "post": "Lantern keeper"}, "look"),
        ({"signer": "", "post": "", "grade": 0}, "look"),
        ({"findings": (Finding("severe maladministration", "noise"),), "grade": 4}, "fails"),
        ({"findings": (), "grade": 2}, "pass"),
    ],
)
def test_who_signs_is_as_senior_as_the_gravest_finding_asks(
    told: dict[str, Any], state: str
) -> None:
    assert lines(**told)["signer"].state == state


def test_no_rule_of_who_signs_leaves_it_to_a_person() -> None:
    rows = Rows(checks=ROWS.checks, signers=(), conditions=(), alike=())
    (found,) = [one for one in check_apology(LETTER, rows) if one.id == "signer"]

    assert found.state == "look"


@pytest.mark.parametrize(
    ("told", "line", "state", "words"),
    [
        ({"sent_on": date(2026, 3, 31)}, "in-time", "fails", "1 day after"),
        ({"sent_on": date(2026, 4, 2)}, "in-time", "fails", "3 days after"),
        ({"sent_on": None}, "in-time", "look", "not known"),
        ({"arrived": "not shown"}, "arrived", "look", "nothing shows"),
        ({"arrived": "came back"}, "arrived", "fails", "came back"),
    ],
)
def test_the_record_settles_the_rest(
    told: dict[str, Any], line: str, state: str, words: str
) -> None:
    found = lines(**told)[line]

    assert found.state == state and words in found.told


def test_a_letter_whose_words_are_not_kept_is_read_by_a_person() -> None:
    found = lines(text="")

    assert found["sorry"].state == "look" and found["signer"].state == "pass"
    assert worst(found.values()) == "look"
