"""How far a case is with the Ombudsman."""

from datetime import date
from typing import Any

import pytest
from core.build import calendar, words

from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.redress.ombudsman_stage import Standing, standing
from putright.core.timeline.timeline import build_timeline

OF_IT = {"orders": "say-sorry"}
EMAIL = (Evidence(kind="email"),)
REPORTED = Entry(id="noise", does=("asb.reported",), on=date(2026, 1, 5), by="resident")


def said(day: int, act: str, **told: Any) -> Entry:
    by = {"approached": "resident", "answered": "landlord"}.get(act, "ombudsman")
    named: dict[str, Any] = {"id": f"{act}-{day}", "does": (f"ombudsman.{act}",), "by": by,
                             "on": date(2026, 2, day), "evidence": EMAIL}  # fmt: skip
    return Entry(**(named | told))


def asked(day: int, step: str) -> Entry:
    wants = (Pledge(id=f"want-{day}", what="the call log", due=date(2026, 3, day)),)
    return said(day, "asked", wants=wants, facts={"step": step})


def decided(day: int, *, ordering: bool = True) -> Entry:
    orders = (Pledge(id="say-sorry", what="a written apology"),) if ordering else ()
    return said(day, "determined", orders=orders)


DONE = (
    Entry(id="sorry", does=("order.carried_out",), on=date(2026, 2, 20), by="landlord",
          keeps=("say-sorry",), evidence=EMAIL),
    said(21, "answered", answers=("sorry",)),
)  # fmt: skip


def standing_of(*entries: Entry) -> Standing | None:
    line = build_timeline((REPORTED, *entries), people=(), words=words())
    return standing(line, (), today=date(2026, 3, 1), calendar=calendar())


def more_wanted(day: int) -> Entry:
    wants = (Pledge(id="more", what="who signed it"),)
    return said(day, "asked", wants=wants, facts={"step": "more proof", **OF_IT})


def stands(*entries: Entry) -> Standing:
    found = standing_of(*entries)
    assert found is not None
    return found


def test_a_case_nobody_took_to_the_ombudsman_is_not_with_it() -> None:
    assert standing_of() is None


@pytest.mark.parametrize(
    ("entries", "stage"),
    [
        ((said(1, "approached"),), "approached"),
        ((said(1, "approached"), asked(2, "intervention")), "intervention"),
        ((asked(2, "intervention"), asked(3, "information request")), "information request"),
        ((asked(2, "further questions"), asked(3, "failure order")), "further questions"),
        ((asked(2, "other"),), "approached"),
        ((asked(2, "early resolution"), said(3, "answered")), "early resolution"),
        ((asked(2, "information request"), decided(4, ordering=False)), "determined"),
        ((asked(2, "information request"), decided(4)), "orders open"),
        ((decided(4), asked(6, "further questions")), "orders open"),
        ((decided(4), *DONE), "complied"),
        ((decided(4), *DONE, asked(25, "intervention")), "intervention"),
        ((decided(4), *DONE, asked(25, "review")), "complied"),
        ((decided(4), *DONE, more_wanted(25)), "orders open"),
        ((decided(4), *DONE, more_wanted(25), said(27, "satisfied", facts=OF_IT)), "complied"),
    ],
)
def test_a_case_stands_where_its_last_step_put_it(entries: tuple[Entry, ...], stage: str) -> None:
    assert stands(*entries).stage == stage


def test_a_case_is_over_once_its_proof_was_sent_and_nothing_more_is_wanted() -> None:
    assert stands(decided(4), *DONE).is_over
    assert not stands(decided(4)).is_over
    assert not stands(decided(4), *DONE, asked(25, "review")).is_over
    assert not stands(said(1, "approached")).is_over


def test_what_waits_is_what_the_page_of_the_case_counts() -> None:
    found = stands(asked(2, "information request"), decided(4), DONE[0])

    assert [one.want.id for one in found.waiting] == ["want-2"]
    assert [one.order.state for one in found.open_orders] == ["done, not sent"]
    assert found.determined is not None and found.determined.id == "determined-4"
    assert found.last.id == "determined-4" and found.since.id == "determined-4"
