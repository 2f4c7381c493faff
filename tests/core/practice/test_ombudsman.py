"""What the Ombudsman asked and ordered, and how far each is."""

from datetime import date
from typing import Any

import pytest
from core.build import words

from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.practice.ombudsman import determined_on, orders, wanted
from putright.core.timeline.timeline import Timeline, build_timeline

EMAIL = (Evidence(kind="email"),)
ORDERED = Entry(
    id="report", does=("ombudsman.determined",), on=date(2026, 3, 2), by="ombudsman",
    orders=(Pledge(id="say-sorry", what="a written apology", due=date(2026, 3, 30)),),
)  # fmt: skip
ASKED = Entry(
    id="asked", does=("ombudsman.asked",), on=date(2026, 2, 2), by="ombudsman",
    wants=(Pledge(id="papers", what="the call log"), Pledge(id="plan", what="the plan")),
    facts={"step": "information request"},
)  # fmt: skip


def line(*entries: Entry) -> Timeline:
    return build_timeline(entries, people=(), words=words())


def did(act: str, **told: Any) -> Entry:
    named: dict[str, Any] = {"id": act, "does": (act,), "on": date(2026, 3, 9), "channel": "email",
                             "evidence": EMAIL}  # fmt: skip
    return Entry(**(named | told))


def test_each_thing_asked_for_waits_until_a_record_answers_it() -> None:
    papers, plan = wanted(line(ASKED, did("ombudsman.answered", keeps=("papers",))))

    assert papers.is_answered and not plan.is_answered
    assert papers.step == "information request"


def test_what_was_asked_without_a_step_is_something_else() -> None:
    asked = Entry(id="asked", does=("ombudsman.asked",), on=date(2026, 2, 2), by="ombudsman",
                  wants=(Pledge(id="papers", what="the call log"),))  # fmt: skip

    assert [one.step for one in wanted(line(asked))] == ["other"]


def test_what_does_what_was_wanted_answers_it_too() -> None:
    want = Pledge(id="answer", what="a stage 2 answer", does=("complaint.responded",))
    asked = Entry(id="asked", does=("ombudsman.asked",), on=date(2026, 2, 2), by="ombudsman",
                  wants=(want,))  # fmt: skip
    before = did("complaint.responded", id="before", on=date(2026, 1, 5))

    (waits,) = wanted(line(before, asked))
    (one,) = wanted(line(before, asked, did("complaint.responded")))

    assert not waits.is_answered and one.answered_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("entries", "state", "on"),
    [
        ((), "to do", None),
        ((did("order.carried_out", keeps=("say-sorry",), evidence=()),), "said to be done", None),
        ((did("order.carried_out", keeps=("say-sorry",)),), "done, not sent", date(2026, 3, 9)),
        (
            (
                did("order.carried_out", keeps=("say-sorry",)),
                did("ombudsman.answered", answers=("order.carried_out",)),
            ),
            "sent",
            date(2026, 3, 9),
        ),
    ],
)
def test_an_order_is_over_when_its_proof_was_sent(
    entries: tuple[Entry, ...], state: str, on: date | None
) -> None:
    (order,) = orders(line(ORDERED, *entries))

    assert (order.state, order.done_on) == (state, on)


def test_an_answer_about_something_else_sends_no_proof() -> None:
    carried = did("order.carried_out", keeps=("say-sorry",))
    (order,) = orders(line(ORDERED, carried, did("ombudsman.answered", answers=("report",))))

    assert order.state == "done, not sent"


def test_a_determination_of_a_day_is_known_by_that_day() -> None:
    assert determined_on(line(ORDERED), date(2026, 3, 2))
    assert not determined_on(line(ORDERED), date(2026, 3, 3))
