"""The plan of a case as the casework reads it: imported plans, drafts apart, what a letter says."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from factories import made

from putright.casework import plan_draft
from putright.casework.actions import plan_sending
from putright.casework.actions import plans as actions
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.plans import Agreement, Doing
from putright.casework.plan_draft import Draft, Line
from putright.casework.queries import cases, plan_writing, plans
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.letters import plain
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
LOCK = Line(what="Fit a lock", who="us", due=date(2026, 4, 20), why="She is afraid")
DRAFT = Draft(wants="To sleep", review_on=date(2026, 5, 10), lines=(LOCK,))


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A threat by a neighbour, with both sides named."""
    person = made.make_person(landlord, "Hana Quill")
    other = made.make_person(landlord, "Otis Brakespear")
    report = made.a_report(now - timedelta(days=5), kinds=("threat",), id="report")
    return make_case(
        person=person, entries=[report],
        parties=[NewParty(key="neighbour", side="other party", person=other)],
    )  # fmt: skip


def sent(actor: Any, case: Case, now: datetime) -> Sent:
    return Sent(near=cases.near_to(actor, case.id, now=now), form=uuid4())


def agree(actor: Any, case: Case, now: datetime, draft: Draft = DRAFT, **told: Any) -> None:
    actions.keep_draft(actor=actor, case_id=case.id, draft=draft, now=now)
    named: dict[str, Any] = {"how": "signature", "whom": "resident", "record": "message"}
    named |= {"words": "Yes", "when": When(on=now.date(), at=now)}
    named |= {"mark": plan_draft.mark_of(draft)}
    agreement = Agreement(**(named | told))
    actions.agree(actor=actor, sent=sent(actor, case, now), told=agreement, now=now)


def test_a_plan_of_an_imported_case_has_no_lines_and_says_how_it_was_agreed(
    actor_of: Any, case: Case, now: datetime
) -> None:
    old = Entry(
        id="", does=("asb.plan_agreed", "asb.plan_sent"), at=now - timedelta(days=3),
        by="landlord", to=("resident",), channel="email", evidence=(Evidence(kind="email"),),
    )  # fmt: skip
    made.add_entries(case, old)

    plan = plans.page(actor_of("officer"), case.id, now=now).plan

    assert (plan.stage, plan.lines, plan.how) == ("sent", (), "by email with Hana Quill")


def test_drafts_of_two_landlords_and_of_two_cases_are_apart(
    actor_of: Any, case: Case, make_case: Callable[..., Case], other_landlord: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    actions.keep_draft(actor=actor, case_id=case.id, draft=DRAFT, now=now)

    assert plan_draft.found(landlord=case.landlord_id, case=make_case().id) is None
    assert plan_draft.found(landlord=other_landlord.id, case=case.id) is None
    assert plan_writing.writing(actor, case.id, now=now).draft == DRAFT


def test_the_draft_is_gone_once_it_was_agreed(actor_of: Any, case: Case, now: datetime) -> None:
    agree(actor_of("officer"), case, now)

    assert plan_draft.found(landlord=case.landlord_id, case=case.id) is None


@pytest.mark.parametrize(
    ("draft", "told", "why"),
    [
        (Draft(), {}, "It has no line yet."),
        (DRAFT, {"mark": "another"}, "The draft was changed meanwhile."),
        (Draft(lines=(Line(what="Fit a lock"),)), {}, "say who does it"),
    ],
)
def test_what_may_not_be_agreed_is_refused_by_the_action_too(
    actor_of: Any, case: Case, now: datetime, draft: Draft, told: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused) as refused:
        agree(actor_of("officer"), case, now, draft, **told)

    assert why in refused.value.reason


def test_nothing_is_sent_and_no_line_is_done_before_a_plan_is_agreed(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor, when = actor_of("officer"), When(on=now.date(), at=now)
    with pytest.raises(Refused):
        plan_sending.send(
            actor=actor, sent=sent(actor, case, now), whom="resident", channel="letter",
            when=when, words="", now=now,
        )  # fmt: skip
    doing = Doing(line="p-unknown", when=when, text="Done", record="note")
    with pytest.raises(Refused):
        actions.done(actor=actor, sent=sent(actor, case, now), told=doing, now=now)


def test_the_letter_says_what_was_agreed_and_nothing_of_the_other_side(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    agree(actor, case, now)
    told = made.a_note(
        now, "Brakespear owned up to it.", does=("asb.other_party_heard",), to=("neighbour",)
    )
    made.add_entries(case, told)

    letter = plain(plan_writing.sending(actor, case.id, now=now).letter)

    assert "Fit a lock, by Mon 20 Apr 2026. Why: She is afraid." in letter
    assert "Brakespear" not in letter
    assert "neighbour" not in letter
    assert "ASB" not in letter


def test_who_can_do_a_line_never_is_the_other_party(
    actor_of: Any, case: Case, now: datetime
) -> None:
    whos = plan_writing.writing(actor_of("officer"), case.id, now=now).whos

    assert "neighbour" not in dict(whos)
    assert {"us", "resident", "police"} <= set(dict(whos))
