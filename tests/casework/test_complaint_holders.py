"""Whoever handles a stage holds what it promises; whoever answered the one before never does."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.casework.test_complaints import Doing

if TYPE_CHECKING:
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def doing(actor_of: Callable[[str], Any], case: "Case", now: Any) -> Callable[..., Doing]:
    return lambda role="complaints handler", days=0: Doing(
        actor_of(role), case, now + timedelta(days=days)
    )


def rows(case: Any, stage: int = 1) -> list[Any]:
    from putright.stores.worklist.models import Owed

    return list(Owed.objects.filter(case_id=case.id, rule__startswith=f"complaints.stage_{stage}"))


def test_promises_of_a_stage_are_with_whoever_handles_it(
    doing: Callable[..., Doing], case: Any, staff: Any
) -> None:
    handler, leader = staff("complaints handler"), staff("team leader")
    worker = doing()
    key = worker.logs(handler=handler.id)
    assert {row.holder for row in rows(case)} == {handler.id}

    worker("complaint_handling", "assign", key=key, handler=leader.id)

    assert {row.holder for row in rows(case)} == {leader.id}


def test_stage_2_never_waits_for_whoever_answered_stage_1_and_goes_to_its_own_handler(
    doing: Callable[..., Doing], case: Any, staff: Any
) -> None:
    first, leader = staff("complaints handler"), staff("team leader")
    key = doing().logs(handler=first.id)
    doing().answered(key)
    later = doing(days=4)
    later("complaints", "escalate", key=key, says=later.says())
    second = rows(case, 2)
    assert second
    assert all(row.holder is None and f"not {first.id}" in row.kept_from for row in second)

    leading = doing("team leader", days=4)
    leading("complaint_handling", "assign", key=key, handler=leader.id)

    assert {row.holder for row in rows(case, 2)} == {leader.id}
    assert not any(one.name == "responses:page" for one in doing(days=4).one(key).next)
    assert any(one.name == "responses:page" for one in leading.one(key).next)


def test_handing_the_case_on_leaves_the_complaint_with_its_handler(
    doing: Callable[..., Doing], case: Any, officer: Any, staff: Any, now: Any
) -> None:
    handler, leader = staff("complaints handler"), staff("team leader")
    worker = doing()
    worker.logs(handler=handler.id)

    worker.logs("Another matter", about_staff=(officer.id,), officer=leader.id)

    held = [row.holder for row in rows(case)]
    assert handler.id in held and leader.id not in held
