"""A card says when something was due and done, by how much it was late, and who counted."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from pages import published

from putright.core.findings.audit import Audit
from putright.core.findings.finding import Finding
from putright.core.policy.rules import Dates
from putright.kit.cards import Card, Cards, _in_force, slug, status_of

MADE: dict[str, Any] = {
    "code": "late-reply", "on": date(2024, 3, 25), "rule": "somebody:contact.reply",
    "source": "A policy, 1", "what": "Answer: due 28 March 2024.", "theme": "communication",
}  # fmt: skip


@pytest.fixture(scope="module")
def cards() -> Cards:
    return Cards(published("westward-202305098"))


def facts_of(cards: Cards, **fields: object) -> dict[str, str]:
    return dict(cards.card(Finding(**(MADE | fields)), "made").facts)


def test_late_is_counted_in_working_days(cards: Cards) -> None:
    facts = facts_of(cards, due=date(2024, 3, 28), done=date(2024, 4, 3), days=5, late_by=2)

    assert facts == {
        "Due": "28 March 2024",
        "Done": "3 April 2024",
        "Late by": "2 working days",
        "Took": "5 working days",
    }


def test_a_clock_in_hours_shows_the_hour(cards: Cards) -> None:
    facts = facts_of(
        cards,
        due=date(2024, 3, 26), due_at="2024-03-26T09:30+00:00",
        done=date(2024, 3, 26), done_at="2024-03-26T16:50+00:00", late_by=0,
    )  # fmt: skip

    assert facts["Due"] == "9:30am on 26 March 2024"
    assert facts["Done"] == "4:50pm on 26 March 2024"
    assert facts["Late by"] == "hours, the same working day"


def test_what_has_no_record_says_until_when_none_was_found(cards: Cards) -> None:
    facts = facts_of(cards, due=date(2024, 3, 28))

    assert facts["Done"] == "No record by 15 January 2025"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (5, "5 working days, as we count"),
        (6, "6 working days; we count 5. Theirs fits: both end days counted, "
            "bank holidays left out"),
        (99, "99 working days; we count 5, and no usual way of counting gives theirs"),
    ],
)  # fmt: skip
def test_a_count_by_others_is_explained(cards: Cards, given: int, said: str) -> None:
    facts = facts_of(
        cards, due=date(2024, 3, 28), done=date(2024, 4, 3), days=5, late_by=2, asserted_days=given
    )

    assert facts["Count by others"] == said


def test_a_status_is_about_time_and_never_about_an_open_question(cards: Cards) -> None:
    overdue = status_of(Finding(**MADE, due=date(2024, 3, 28)))
    late = status_of(Finding(**MADE, due=date(2024, 3, 28), done=date(2024, 4, 3)))

    assert overdue is not None and overdue.word == "Overdue"
    assert late is not None and late.word == "Met late"
    assert status_of(Finding(**MADE)) is None
    assert status_of(Finding(**(MADE | {"code": "disputed-account"}))) is None


def test_the_clause_says_when_it_was_in_force(audit: Audit) -> None:
    stacked = audit.duties[0].rule
    on = date(2024, 5, 1)

    def said(**dates: date) -> str:
        rule = replace(stacked.rule, in_force=Dates(**dates))
        pack = replace(stacked.pack, header=replace(stacked.pack.header, in_force=Dates()))
        return _in_force(replace(stacked, rule=rule, pack=pack), on)

    first, last = date(2024, 4, 1), date(2025, 3, 31)
    assert said(start=first, end=last) == "in force from 1 April 2024 to 31 March 2025"
    assert said(start=first) == "in force from 1 April 2024"
    assert said(end=last) == "in force until 31 March 2025"
    assert said() == "in force on 1 May 2024"


def test_a_rule_that_made_no_duty_still_names_its_source_and_pack(cards: Cards) -> None:
    card: Card = cards.card(Finding(**MADE), "made")

    assert [clause.source for clause in card.clauses] == ["A policy, 1"]
    assert card.clauses[0].pack == "pack somebody"


def test_two_findings_of_a_kind_on_a_day_have_their_own_anchors(audit: Audit) -> None:
    twice = (audit.findings[0], replace(audit.findings[0], what="Another."))
    ids = Cards(replace(audit, findings=twice)).ids

    assert len(set(ids.values())) == 2
    assert slug("Two accounts: £5!") == "two-accounts-5"
    assert slug("£") == "x"
