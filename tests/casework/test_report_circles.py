"""What a report draws round its case from the first minute, and what it promises to ask."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from putright.casework.actions import people, reports
from putright.casework.actions.reports import Report
from putright.casework.queries import cases
from putright.casework.refused import NeedsReason
from putright.core.events.person import Details, Way
from putright.stores.worklist.models import Owed


def report(**told: Any) -> Report:
    return Report(**({"what": "He shouted at her again.", "name": "Ada Fennimore"} | told))


def taken(actor: Any, now: Any, **told: Any) -> Any:
    return reports.take(actor=actor, told=report(**told), form=None, now=now).case_id


@pytest.mark.parametrize("told", [{"hate": "yes"}, {"kinds": ("domestic abuse",)}])
def test_a_hate_or_domestic_abuse_report_is_seen_by_taker_and_leader_and_by_no_other_officer(
    told: dict[str, Any], staff: Any, actor_of: Any, now: Any
) -> None:
    from factories.made import as_actor, make_home, make_patch, make_team, make_user

    leader, officer = staff("team leader"), staff("officer")
    staff("head of service")
    patch = make_patch(staff.landlord, team=staff.team, cover=leader, officer=officer)
    home = make_home(staff.landlord, patch=patch).id
    other = as_actor(make_user(staff.landlord, "officer", team=make_team(staff.landlord)))

    case_id = taken(actor_of("contact centre"), now, home=home, **told)

    for role in ("officer", "contact centre", "team leader", "head of service"):
        assert cases.visible_to(actor_of(role), now=now).filter(id=case_id).exists(), role
    with pytest.raises(NeedsReason):
        cases.near_to(other, case_id, now=now)


def test_a_report_of_noise_is_open_to_the_service(staff: Any, actor_of: Any, now: Any) -> None:
    case_id = taken(actor_of("contact centre"), now, kinds=("noise",))

    assert cases.visible_to(actor_of("officer"), now=now).filter(id=case_id).exists()


def test_a_report_that_did_not_tell_of_safe_ways_promises_to_ask_and_asking_keeps_it(
    staff: Any, actor_of: Any, now: Any
) -> None:
    officer = actor_of("officer")
    case_id = taken(officer, now)
    owed = Owed.objects.filter(case_id=case_id, pledge=people.SAFE_WAYS)
    assert "how it is safe" in owed.get().what

    person = cases.find(officer, case_id, now=now)[0].parties.get(side="resident").person_id
    sent = people.Sent(person=person, seen=1, how="She said so")
    people.check_safe_contact(
        actor=officer, sent=sent, sets=Details(ways={"calls": Way(says="ok")}),
        now=now + timedelta(hours=1),
    )  # fmt: skip

    assert not owed.exists()


def test_a_report_that_told_of_safe_ways_promises_nothing_of_the_kind(
    staff: Any, actor_of: Any, now: Any
) -> None:
    case_id = taken(actor_of("officer"), now, safe=("calls",))

    assert not Owed.objects.filter(case_id=case_id, pledge=people.SAFE_WAYS).exists()


def test_whoever_took_a_hate_report_hears_its_promises_read_out(
    staff: Any, signed_in: Any, now: Any, clock_at: Any
) -> None:
    clock_at(now)
    client = signed_in(Client(), "contact centre")

    answer = client.post(
        "/reports/new", {"who": "Ada Fennimore", "what": "He shouted.", "hate": "yes"}, follow=True
    )

    assert answer.status_code == 200
    assert b"Say this" in answer.content
