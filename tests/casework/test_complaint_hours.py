"""What is written of a complaint without its hour counts after what is on record of that day."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from putright.casework.refused import Refused
from tests.casework.test_complaints import Doing

if TYPE_CHECKING:
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def doing(actor_of: Any, case: "Case", now: Any) -> Any:
    return lambda days=0: Doing(actor_of("complaints handler"), case, now + timedelta(days=days))


def no_hour(worker: Doing, day: Any = None) -> Any:
    from putright.casework.actions.adding import When

    return worker.says("They said so.", when=When(day or worker.now.date()))


@pytest.mark.parametrize("days", [0, 3])
def test_going_on_without_an_hour_begins_stage_2_on_the_day_of_the_answer(
    doing: Any, days: int
) -> None:
    key = doing().logs()
    doing().answered(key)
    worker = doing(days)

    worker("complaints", "escalate", key=key, says=no_hour(worker, doing().now.date()))

    page = worker.one(key)
    assert page.is_open and page.stage == "Stage 2"
    with pytest.raises(Refused, match="There is no further stage"):
        worker("complaints", "escalate", key=key, says=no_hour(worker))


@pytest.mark.parametrize("days", [0, 3])
def test_taking_back_without_an_hour_on_the_day_it_was_made_ends_it(doing: Any, days: int) -> None:
    key = doing().logs()
    worker = doing(days)

    worker("complaints", "withdraw", key=key, says=no_hour(worker, doing().now.date()))

    assert worker.one(key).ended.startswith("withdrawn by them")


def test_points_put_anew_without_an_hour_are_the_points(doing: Any) -> None:
    from putright.casework.actions.complaint_handling import Defined
    from putright.core.events.parts import Point

    worker = doing()
    key = worker.logs()
    told = Defined(says=no_hour(worker), points=(Point(id="P1", what="Put anew"),))

    worker("complaint_handling", "define", key=key, told=told)

    assert [point.what for point in worker.one(key).points] == ["Put anew"]
    assert worker.entries()[-1].at == worker.now
