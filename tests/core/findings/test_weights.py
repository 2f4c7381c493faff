"""What raises and lowers a level, the suggestion for a heading, and the first contact's echo."""

from typing import Any

import pytest

from putright.core.timeline.casefile import Heading, Impact
from tests.core.build import audit, codes, day, entry, pack, rule, shipped

HEADING = Heading(id="asb", title="the case", areas=("asb", "redress"))
JUDGED = Heading(
    id="asb",
    title="the case",
    areas=("asb", "redress"),
    impact=Impact(band="minor", by="manager", on=day("2026-03-01")),
)
FACTORS = "".join(
    f'[[factor]]\nid = "{key}"\nsays = "{key}"\neffect = "{effect}"\n{more}\n'
    for key, effect, more in (
        ("r1", "raises", 'codes = ["missed-visit"]'),
        ("r2", "raises", 'codes = ["missed-visit", "late-action"]'),
        ("r3", "raises", "at_least = 1"),
        ("r4", "raises", 'codes = ["missed-visit"]\nat_least = 1'),
        ("sorry", "lowers", 'acts = ["apology.given"]'),
    )
)


def promise(key: str, act: str, code: str) -> str:
    return rule(
        f"asb.{key}",
        f"""
when = {{ act = "asb.reported" }}
within = "1 week"
by = {{ act = "{act}" }}
then = {{ finding = "{code}" }}
""",
    )


VISIT = promise("visit", "asb.visited", "missed-visit")
PLAN = promise("plan", "asb.plan_agreed", "no-action-plan")
RISK = promise("risk", "asb.risk_assessed", "no-risk-assessment")
REPORT = entry("report", "asb.reported", "2026-03-02")
SORRY = entry("sorry", "apology.given", "2026-03-20")


@pytest.mark.parametrize(
    ("rules", "head", "more", "suggestion"),
    [
        ((PLAN,), "", [entry("plan", "asb.plan_agreed", "2026-03-03")], "no maladministration"),
        ((PLAN,), "", [], "service failure"),
        ((PLAN, RISK), "", [], "service failure"),
        ((PLAN, RISK, VISIT), "", [], "maladministration"),
        ((VISIT,), FACTORS, [], "severe maladministration"),
        ((VISIT,), FACTORS, [SORRY], "maladministration"),
    ],
)
def test_a_level_is_suggested_from_what_raises_and_lowers(
    rules: tuple[str, ...], head: str, more: list[Any], suggestion: str
) -> None:
    held = pack(*rules, head=head)

    found = audit([REPORT, *more], held, as_of="2026-04-01", headings=[HEADING])

    assert found.headings[0].suggestion == suggestion
    assert "A person decides" in found.notice


def test_an_offer_in_its_band_with_an_apology_is_reasonable_redress() -> None:
    answer = entry(
        "answer",
        ["complaint.responded", "redress.offered"],
        "2026-03-20",
        complaint="c1",
        offers=[{"head": "asb", "amount": 75}],
    )
    held = pack(VISIT, head=FACTORS)

    found = audit(
        [REPORT, SORRY, answer],
        held,
        shipped("good-practice"),
        as_of="2026-03-25",
        headings=[JUDGED],
    )

    (heading,) = found.headings
    assert heading.suggestion == "reasonable redress"
    assert heading.offered == 75
    assert heading.impact == "minor"


FIRST = rule(
    "asb.first_action",
    """
when = { act = "asb.reported" }
within = "1 working day"
by = { act = "asb.visited" }
unless = { excused_by = { act = "asb.offer_refused" } }
then = { finding = "late-action" }
""",
)
RHYTHM = rule(
    "asb.rhythm",
    """
when = { act = "asb.reported" }
every = "1 week"
by = { act = "contact.made" }
opens_with = "asb.first_action"
then = { finding = "contact-gap" }
""",
)


def test_a_gap_stands_where_the_first_contact_was_excused() -> None:
    refused = entry("refused", "asb.offer_refused", "2026-03-02")
    held = pack(FIRST, RHYTHM)

    assert codes(audit([REPORT], held, as_of="2026-04-01")) == ["late-action"]
    assert codes(audit([REPORT, refused], held, as_of="2026-04-01")) == ["contact-gap"]


def test_a_duty_for_a_person_without_a_question_asks_nothing_in_the_audit() -> None:
    timeless = pack(
        rule("asb.plan", 'when = { act = "asb.reported" }\nby = { act = "asb.plan_agreed" }')
    )

    found = audit([REPORT], timeless, as_of="2026-04-01")

    assert found.for_review == ()
    assert found.findings == ()


def test_good_practice_beside_a_landlords_bar_is_not_heard_twice() -> None:
    bar = 'when = { act = "asb.case_closed" }\nthen = { finding = "premature-closure" }'
    landlord = pack(rule("asb.closing_steps", bar, verb="bar"))
    closing = entry(
        "closing", "asb.case_closed", "2026-03-02", channel="letter", contains=["reasons"]
    )

    (found,) = audit([closing], landlord, shipped("good-practice"), as_of="2026-03-03").findings

    assert found.rules == ("landlord:asb.closing_steps",)
