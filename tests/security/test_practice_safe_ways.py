"""Closing, the case review and the plan reach nobody by a way that is not safe, nor outsiders."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories import made

from putright.casework.actions import case_review, closing
from putright.casework.actions.adding import Sent, When
from putright.casework.queries import plan_writing, updates
from putright.casework.queries.cases import near_to
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import Way
from putright.stores.record.cases import NewParty
from putright.stores.record.models import StoredEntry

if TYPE_CHECKING:
    from putright.casework.actor import Actor
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
OUTSIDERS = ("witness", "councillor")


@pytest.fixture
def make(make_case: Callable[..., "Case"], landlord: Any, now: datetime) -> Callable[..., "Case"]:
    """A case of somebody whose phone he answers, with a witness, a councillor and a sister."""

    def case(*entries: Entry) -> "Case":
        ways = {"calls": Way(says="not ok", when="he answers her phone")}
        parties = [
            NewParty(key="witness", side="helper", role="witness",
                     person=made.make_person(landlord, "Wilf Onlooker")),
            NewParty(key="councillor", side="helper", role="councillor",
                     core={"name": "Councillor Tansy Oxgang"}),
            NewParty(key="sister", side="helper", role="sister",
                     person=made.make_person(landlord, "Sue Helpwell")),
        ]  # fmt: skip
        return make_case(
            person=made.make_person(landlord, "Ada Quill", ways=ways), parties=parties,
            entries=[made.a_report(now - timedelta(days=9)), *entries],
        )  # fmt: skip

    return case


def step(act: str, now: datetime) -> Entry:
    proof = (Evidence(kind="system record"),)
    return Entry(id="", does=(act,), at=now - timedelta(days=2), by="landlord", evidence=proof)


def sent(actor: "Actor", case: "Case", now: datetime) -> Sent:
    return Sent(near=near_to(actor, case.id, now=now))


def refused(case: "Case", work: Callable[[], Any]) -> None:
    before = StoredEntry.objects.filter(stream_id=case.id).count()
    with pytest.raises(Refused):
        work()
    assert StoredEntry.objects.filter(stream_id=case.id).count() == before


def test_no_step_of_closing_takes_a_way_that_is_not_safe(
    make: Callable[..., "Case"], actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    actor, when = actor_of("officer"), When(on=now.date(), at=now)
    case, shut = make(), make(step("asb.case_closed", now))
    told = {"whom": "resident", "channel": "phone", "text": "She is well.", "when": when}

    for says in ("agrees", "objects"):
        heard = closing.Heard(says=says, again_on=now.date() + timedelta(days=9), **told)
        ways = {"actor": actor, "sent": sent(actor, case, now), "heard": heard, "now": now}
        refused(case, lambda ways=ways: closing.hear(**ways))
    ways = {"actor": actor, "sent": sent(actor, shut, now), "now": now} | told
    refused(shut, lambda: closing.follow_up(unhappy=False, **ways))
    refused(shut, lambda: closing.survey(**ways))
    refused(case, lambda: case_review.tell(**(ways | {"sent": sent(actor, case, now)})))


def test_plan_and_updates_are_for_her_and_her_helper_but_for_no_outsider(
    make: Callable[..., "Case"], actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    actor, case = actor_of("officer"), make()

    offered = [plan_writing.agreeing(actor, case.id, now=now).ways,
               updates.agreeing(actor, case.id, now=now).sends]  # fmt: skip
    for ways in offered:
        assert [key for key, _name in ways.people] == ["resident", "sister"]


@pytest.mark.parametrize("whom", OUTSIDERS)
def test_closing_letter_goes_to_no_outsider(
    whom: str, make: Callable[..., "Case"], actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    actor, case = actor_of("officer"), make()

    refused(
        case,
        lambda: closing.write_first(
            actor=actor, sent=sent(actor, case, now), whom=whom, channel="letter",
            answer_by=now.date() + timedelta(days=9), now=now,
        ),
    )  # fmt: skip
