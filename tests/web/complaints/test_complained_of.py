"""Whoever an open complaint names is offered no way to the household, and told why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.actor import staff_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(
    case: Any, officer: Any, staff: Any, now: Any, clock_at: Callable[..., None]
) -> Callable[[], None]:
    """A complaint that names the officer of the case, who is asked for something too."""
    clock_at(now)
    handler = {"handler": staff_key(staff("complaints handler").id)}
    made.add_entries(
        case,
        made.a_report(now - timedelta(days=1), does=("complaint.raised",), kinds=(),
                      text="Rude", complaint="c-1", stage=1, about_staff=(staff_key(officer.id),)),
        made.a_note(now, does=("complaint.assigned",), to=(), complaint="c-1", stage=1,
                    channel="internal", facts=handler),
    )  # fmt: skip

    def answer() -> None:
        letter = (made.Evidence(kind="letter"),)
        made.add_entries(case, made.a_note(now, does=("complaint.responded",), complaint="c-1",
                                           stage=1, channel="letter", evidence=letter))  # fmt: skip

    return answer


def shown(client: Client, name: str, case: Any) -> str:
    found = client.get(reverse(name, kwargs={"case_id": case.id}))
    return " ".join(found.content.decode().split())


def test_nothing_leads_them_to_the_household_until_it_is_answered(
    named: Callable[[], None], case: Any, signed_in: Any, staff: Any
) -> None:
    client = signed_in(Client(), "officer")
    page, visit = shown(client, "cases:page", case), shown(client, "visits:page", case)
    promises = shown(client, "cases:promises", case)
    for words in (page, promises):
        assert "Do this now" not in words
        assert "somebody else is in touch with the household" in words
    assert "Visit, or arrange a visit" not in page
    assert f"{staff('complaints handler').name}. While it is open" in page
    assert "You do not visit them" in visit
    for word in (">Arrived<", ">Arrange a visit<", ">No answer<"):
        assert word not in visit

    named()

    assert "Do this now" in shown(client, "cases:promises", case)
    assert ">Arrived<" in shown(client, "visits:page", case)


def test_somebody_else_goes_on_as_before(named: object, case: Any, signed_in: Any) -> None:
    client = signed_in(Client(), "team leader")
    assert "Do this now" in shown(client, "cases:promises", case)
    assert ">Arrived<" in shown(client, "visits:page", case)
