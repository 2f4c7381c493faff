"""The clocks of complaints through the books, on the days where counting by hand goes wrong.

Never acknowledged, asked for on a weekend, a holiday between, a notice after its day, a complaint
that left no record, a panel: each with the due day that the rules alone give, for two published
landlords' policies and the Code of the day. No test names a case to the engine.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from factories import made

from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.gateways.clock import LONDON

pytestmark = pytest.mark.django_db
LETTER = (Evidence(kind="letter"),)
SYSTEM = (Evidence(kind="system record"),)


@pytest.fixture
def handled(staff: Any) -> Callable[..., Any]:
    """``handled("hexagon", entries, as_of=day)``: the page of the complaint on that evening."""

    def open_one(pack: str, *entries: Entry, as_of: date) -> Any:
        from putright.casework.queries import staff as staff_queries
        from putright.casework.queries.complaints import page

        now = datetime(as_of.year, as_of.month, as_of.day, 18, 0, tzinfo=LONDON)
        landlord = made.make_landlord(pack=pack)
        team = made.make_team(landlord)
        user = made.make_user(landlord, "complaints handler")
        case = made.make_case(landlord, team=team, officer=None, entries=entries, now=now)
        with made.landlord_scope(made.OPERATOR):
            actor = staff_queries.actor_of(user, today=as_of)
            listed = page(actor, case.id, now=now).complaints
            return Page(actor, case, now, [line.key for line in listed])

    return open_one


class Page:
    """The complaint pages of one case at one moment."""

    def __init__(self, actor: Any, case: Any, now: datetime, keys: list[str]) -> None:
        self.actor, self.case, self.now, self.keys = actor, case, now, keys

    def steps(self, key: str = "c1") -> dict[str, Any]:
        from putright.casework.queries.complaints import one

        with made.landlord_scope(made.OPERATOR):
            return {s.name: s for s in one(self.actor, self.case.id, key, now=self.now).steps}

    def step(self, name: str) -> tuple[str, date | None, date | None]:
        found = self.steps()[name]
        return found.state, found.due and found.due.date(), found.done

    def beside(self, name: str) -> str:
        return " ".join(self.steps()[name].beside)


def told(act: str, on: date, **given: Any) -> Entry:
    """An entry of the complaint c1 on that day, ours by letter, theirs as a record shows it."""
    theirs = act in ("raised", "escalated", "withdrawn")
    named: dict[str, Any] = {
        "id": "", "does": (f"complaint.{act}",), "on": on, "recorded_on": on, "complaint": "c1",
        "by": "resident" if theirs else "landlord", "channel": "letter", "evidence": LETTER,
    }  # fmt: skip
    return Entry(**(named | given))


RAISED_2024 = told("raised", date(2024, 7, 29))
ANSWERED_2024 = told("responded", date(2024, 8, 30), stage=1)
SUNDAY = told("escalated", date(2024, 9, 15), stage=2)


def test_never_acknowledged_the_answer_runs_all_the_same(handled: Callable[..., Any]) -> None:
    page = handled("hexagon", RAISED_2024, ANSWERED_2024, as_of=date(2024, 9, 10))
    assert page.step("Stage 1 acknowledged") == ("overdue", date(2024, 8, 5), None)
    state, due, done = page.step("Stage 1 answered")
    assert (state, due, done) == ("late", date(2024, 8, 12), date(2024, 8, 30))
    assert "19 Aug 2024" in page.beside("Stage 1 answered")


def test_answer_counts_from_the_acknowledgement_where_the_code_alone_speaks(
    handled: Callable[..., Any],
) -> None:
    page = handled("magna", RAISED_2024, ANSWERED_2024, as_of=date(2024, 9, 10))
    assert page.step("Stage 1 answered") == ("late", date(2024, 8, 19), date(2024, 8, 30))


def test_asked_for_on_a_sunday_the_next_working_day_is_the_first(
    handled: Callable[..., Any],
) -> None:
    page = handled(
        "hexagon", RAISED_2024, ANSWERED_2024, SUNDAY,
        told("acknowledged", date(2025, 1, 29), stage=2),
        told("responded", date(2025, 2, 13), stage=2), as_of=date(2025, 2, 20),
    )  # fmt: skip
    assert page.step("Stage 2 acknowledged") == ("late", date(2024, 9, 20), date(2025, 1, 29))
    assert page.step("Stage 2 answered") == ("late", date(2024, 10, 11), date(2025, 2, 13))
    assert "18 Oct 2024" in page.beside("Stage 2 answered")


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        (date(2024, 8, 16), date(2024, 8, 23)),
        (date(2024, 8, 19), date(2024, 8, 27)),
        (date(2024, 8, 26), date(2024, 9, 2)),
    ],
    ids=["before the holiday", "over it", "on it"],
)
def test_the_august_holiday_is_no_working_day(
    raised: date, due: date, handled: Callable[..., Any]
) -> None:
    page = handled("hexagon", told("raised", raised), as_of=date(2024, 8, 27))
    assert page.steps()["Stage 1 acknowledged"].due.date() == due


WESTWARD = (
    told("raised", date(2023, 8, 3)),
    told("logged", date(2023, 8, 3), channel="internal", evidence=SYSTEM),
    told("responded", date(2023, 8, 10), stage=1),
    told("escalated", date(2023, 8, 12), stage=2),
    told("acknowledged", date(2023, 8, 17), stage=2),
)  # fmt: skip


def test_met_in_time_is_met_and_a_saturday_counts_from_monday(
    handled: Callable[..., Any],
) -> None:
    page = handled("westward", *WESTWARD, as_of=date(2023, 9, 1))
    assert page.step("Stage 1 answered") == ("done", date(2023, 8, 17), date(2023, 8, 10))
    assert page.step("Stage 2 acknowledged") == ("done", date(2023, 8, 18), date(2023, 8, 17))
    assert page.step("Stage 2 answered") == ("due", date(2023, 9, 11), None)


def test_notice_after_its_day_moves_nothing_and_its_own_day_is_a_promise(
    handled: Callable[..., Any],
) -> None:
    from putright.casework.queries.complaints import one

    notice = told("extended", date(2023, 9, 14), stage=2, until=date(2023, 9, 28),
                  reason="Waiting for the officer.", contains=("ombudsman details",))  # fmt: skip
    last = told("responded", date(2023, 9, 25), stage=2)
    page = handled("westward", *WESTWARD, notice, last, as_of=date(2023, 10, 2))

    assert page.step("Stage 2 answered") == ("late", date(2023, 9, 11), date(2023, 9, 25))
    assert page.steps()["Stage 2 answered"].was is None
    with made.landlord_scope(made.OPERATOR):
        seen = one(page.actor, page.case.id, "c1", now=page.now)
    named = [each.shown for each in seen.promises if "notice named" in each.shown.what]
    assert [(each.by, each.state) for each in named] == [("Thu 28 Sep 2023", "met")]


def test_notice_in_time_moves_the_day_and_both_are_shown(handled: Callable[..., Any]) -> None:
    notice = told("extended", date(2023, 9, 8), stage=2, until=date(2023, 9, 25),
                  reason="A witness is away.", contains=("ombudsman details",))  # fmt: skip
    page = handled("westward", *WESTWARD, notice, as_of=date(2023, 9, 15))
    step = page.steps()["Stage 2 answered"]
    assert (step.was.date(), step.due.date()) == (date(2023, 9, 11), date(2023, 9, 25))


def test_complaint_that_left_no_record_is_owed_a_logging_from_its_day(
    handled: Callable[..., Any],
) -> None:
    lost = told("raised", date(2023, 5, 4), evidence=(), told_in=("owned",), recorded_on=None)
    owned = Entry(
        id="owned", does=("account.given",), on=date(2023, 8, 3), recorded_on=date(2023, 8, 3),
        by="landlord", channel="letter", evidence=LETTER,
    )  # fmt: skip
    logged = told("logged", date(2023, 8, 3), evidence=SYSTEM)
    page = handled("westward", lost, owned, logged, as_of=date(2023, 8, 4))
    from putright.casework.queries.complaints import one

    with made.landlord_scope(made.OPERATOR):
        seen = one(page.actor, page.case.id, "c1", now=page.now)
    lost_since = [each.shown for each in seen.promises if "left no record" in each.shown.what]
    assert [(each.by, each.state) for each in lost_since] == [("Fri 12 May 2023", "met late")]
    assert seen.received_on == date(2023, 5, 4) and seen.logged_on == date(2023, 8, 3)


def test_panel_of_its_time_is_a_step_and_since_april_2024_there_is_none(
    handled: Callable[..., Any],
) -> None:
    then = handled("westward", *WESTWARD, as_of=date(2023, 9, 1))
    now = handled("westward", told("raised", date(2024, 4, 2)), as_of=date(2024, 4, 3))
    assert "Independent panel asked for" in then.steps()
    assert [name for name in now.steps() if "panel" in name.lower()] == []


@pytest.mark.parametrize(
    ("raised", "due"),
    [(date(2024, 3, 28), date(2024, 4, 15)), (date(2024, 4, 1), date(2024, 4, 22))],
    ids=["older Code, from logging", "Code of 2024, from acknowledging"],
)
def test_the_code_of_the_day_says_from_when_the_answer_counts(
    raised: date, due: date, handled: Callable[..., Any]
) -> None:
    entries = (told("raised", raised), told("logged", raised, evidence=SYSTEM))
    page = handled("magna", *entries, as_of=date(2024, 4, 10))
    assert page.steps()["Stage 1 answered"].due.date() == due
