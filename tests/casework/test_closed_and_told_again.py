"""What is told after a closing is a new case, joined with the old one (semantics 14)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from factories.made import a_report, add_entries, make_home, make_person

if TYPE_CHECKING:
    from putright.casework.actor import Actor
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(landlord: Any) -> UUID:
    return make_person(landlord, "Ada Underwood")


@pytest.fixture
def shut(make_case: Callable[..., "Case"], person: UUID, landlord: Any, now: datetime) -> "Case":
    """A case that closed three weeks ago, with its own promises unkept."""
    from putright.core.events.entry import Entry
    from putright.core.events.parts import Evidence

    then = now - timedelta(days=21)
    case = make_case(
        person=person, home=make_home(landlord), now=then,
        entries=[a_report(then - timedelta(days=30))],
    )  # fmt: skip
    closing = Entry(id="", does=("asb.case_closed",), at=then, by="landlord", channel="internal",
                    evidence=(Evidence(kind="system record"),))  # fmt: skip
    add_entries(case, closing, now=then)
    return case


def take(actor: "Actor", now: datetime, **told: Any) -> Any:
    from putright.casework.actions import reports

    report = reports.Report(what="It began again last night.", **told)
    return reports.take(actor=actor, told=report, form=uuid4(), now=now)


def entries(case_id: UUID) -> list[str]:
    from putright.stores.record.ledger.read import entries as read
    from putright.stores.record.models import Case as Row

    row = Row.objects.get(id=case_id)
    return [one.entry.does[0] for one in read(landlord=row.landlord_id, stream=case_id)]


@pytest.mark.parametrize("role", ["officer", "contact centre"])
def test_report_meant_for_a_closed_case_opens_a_new_one_joined_with_it(
    role: str, actor_of: Callable[[str], "Actor"], shut: "Case", person: UUID, now: datetime
) -> None:
    from putright.casework.queries import links
    from putright.casework.queries.case_open import open_for

    actor = actor_of(role)
    before = entries(shut.id)
    old = [each.key for each in open_for(actor, shut.id, now=now).owed]

    taken = take(actor, now, person=person, home=shut.home_id, join=shut.id)

    assert taken.case_id != shut.id and entries(shut.id) == before
    assert [each.key for each in open_for(actor, shut.id, now=now).owed] == old
    fresh = open_for(actor, taken.case_id, now=now).owed
    assert "report" in {each.root for each in fresh}
    seen = links.page(actor, taken.case_id, now=now)
    assert [one.other.id for one in seen.joined] == [shut.id]


def test_incident_in_a_closed_case_is_refused_with_the_way_on(
    actor_of: Callable[[str], "Actor"], shut: "Case", now: datetime
) -> None:
    from putright.casework.actions import cases
    from putright.casework.queries.cases import near_to
    from putright.casework.refused import Refused

    actor = actor_of("officer")
    sent = cases.Sent(near=near_to(actor, shut.id, now=now))
    before = entries(shut.id)

    with pytest.raises(Refused, match="a new case"):
        cases.incident(
            actor=actor, sent=sent, teller="resident", kinds=(), against=(), channel="phone",
            incident_on=None, text="Again.", now=now,
        )  # fmt: skip
    assert entries(shut.id) == before


def test_closed_case_of_the_caller_is_offered_after_the_open_ones(
    actor_of: Callable[[str], "Actor"], shut: "Case", make_case: Callable[..., "Case"],
    person: UUID, now: datetime,
) -> None:  # fmt: skip
    from putright.casework.queries import reports

    going_on = make_case(person=person, now=now - timedelta(days=60))

    found = reports.open_beside(actor_of("officer"), person=person, home=None, now=now)
    assert [one.id for one in found] == [going_on.id, shut.id]
    assert "becomes a new case" in found[1].hint and "new case" not in found[0].hint
    assert reports.after(actor_of("officer"), shut.id, now=now) == (person, shut.home_id)


def test_report_joins_a_case_that_was_opened_again(
    actor_of: Callable[[str], "Actor"], shut: "Case", person: UUID, now: datetime
) -> None:
    from putright.casework.actions import closing
    from putright.casework.actions.adding import Sent
    from putright.casework.queries.cases import near_to

    actor = actor_of("officer")
    sent = Sent(near=near_to(actor, shut.id, now=now))
    closing.take_back(actor=actor, sent=sent, how="error", reason="It never stopped.", now=now)

    taken = take(actor, now, person=person, join=shut.id)
    assert taken.case_id == shut.id and entries(shut.id)[-1] == "asb.reported"


def test_reports_of_a_closed_case_count_with_those_of_the_new_one_for_a_case_review(
    actor_of: Callable[[str], "Actor"], shut: "Case", person: UUID, now: datetime
) -> None:
    from putright.casework.queries import case_review

    actor = actor_of("officer")
    taken = take(actor, now, person=person, home=shut.home_id, join=shut.id)

    (victim,) = case_review.page(actor, taken.case_id, now=now).victims
    assert victim.count == 2
    assert [each.reference for each in victim.reports] == [shut.reference, ""]
