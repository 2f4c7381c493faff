"""A name that was only typed: kept for one case, made a person, and erased with its words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from putright.casework.actions import erasure, other_party, reports
from putright.casework.actions.adding import Sent
from putright.casework.actions.other_letters import Told, draw
from putright.casework.actions.other_party import NewPerson
from putright.casework.actions.reports import Report
from putright.casework.actor import Actor
from putright.casework.queries.case_open import open_for
from putright.casework.queries.cases import near_to
from putright.casework.refused import NotRight
from putright.stores.people.models import Person
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.models import Case, Party

pytestmark = pytest.mark.django_db
RULE = Rule(rule="UK GDPR article 17(1)(d)", why="He had nothing to do with it.")
HIM = "Ray Tolland"
KEY = "other-party"


@pytest.fixture
def leader(actor_of: Callable[[str], Actor], team: Any) -> Actor:
    return actor_of("team leader")


@pytest.fixture
def head(actor_of: Callable[[str], Actor]) -> Actor:
    return actor_of("head of service")


@pytest.fixture
def case(leader: Actor, now: datetime) -> Case:
    """A case in which somebody named a man whom we do not know."""
    told = Report(what="He shouted.", name="Hana Quill", against_words=HIM)
    return Case.objects.get(id=reports.take(actor=leader, told=told, form=None, now=now).case_id)


def name_of(actor: Actor, case: Case, now: datetime) -> str:
    return open_for(actor, case.id, now=now).name(KEY)


def call_him(actor: Actor, case: Case, now: datetime, **told: Any) -> None:
    near = near_to(actor, case.id, now=now)
    new = NewPerson(**({"what": "other party", "name": HIM, "whom": KEY} | told))
    other_party.add(actor=actor, sent=Sent(near=near), new=new, now=now)


def erase(actor: Actor, case: Case, now: datetime, *keys: str) -> None:
    near = near_to(actor, case.id, now=now)
    erasure.erase_entries(actor=actor, near=near, keys=keys, under=RULE, now=now)


def test_the_words_of_the_report_are_erased_with_the_name_in_them(
    leader: Actor, head: Actor, case: Case, now: datetime
) -> None:
    assert name_of(leader, case, now) == HIM

    erase(head, case, now, "report")

    assert not Party.objects.filter(core__has_key="name").exists()
    assert name_of(leader, case, now) == "Other party"


def test_words_of_another_entry_leave_the_name(
    leader: Actor, head: Actor, case: Case, now: datetime
) -> None:
    erase(head, case, now, "opened")

    assert name_of(leader, case, now) == HIM


def test_naming_makes_a_person_of_the_part_that_is_there(
    leader: Actor, case: Case, now: datetime
) -> None:
    call_him(leader, case, now, name="Raymond Tolland", role="tenant", is_child=True)

    party = case.parties.get(side="other party")
    assert (party.key, party.person and party.person.name) == (KEY, "Raymond Tolland")
    assert (party.role, party.core) == ("tenant", {"child": True})


def test_whoever_has_a_name_is_not_named_again(leader: Actor, case: Case, now: datetime) -> None:
    call_him(leader, case, now)

    for told in ({"name": "Somebody Else"}, {"whom": "resident"}, {"whom": "nobody"}):
        with pytest.raises(NotRight):
            call_him(leader, case, now, **told)
    assert Person.objects.count() == 2


def test_a_person_erased_leaves_no_name_in_any_part(
    leader: Actor, head: Actor, case: Case, now: datetime
) -> None:
    call_him(leader, case, now)
    party = case.parties.get(side="other party")
    Party.objects.filter(id=party.id).update(core={"name": HIM, "child": True})

    erasure.erase_person(actor=head, person=party.person_id, under=RULE, now=now)

    party.refresh_from_db()
    assert party.core == {"child": True}
    assert name_of(leader, case, now) == "Other party"


def test_a_typed_name_that_tells_who_reported_is_found_in_a_letter(
    leader: Actor, case: Case, now: datetime
) -> None:
    Party.objects.filter(case=case, key=KEY).update(core={"name": "Hana Quill's cousin"})
    told = Told(
        kind="support", whom=KEY, behaviour="noise", first=now.date(), last=now.date(),
        own_words="We can help.",
    )  # fmt: skip

    drawn = draw(actor=leader, case_id=case.id, told=told, now=now)

    assert "Hana Quill" in {hit.found for hit in drawn.hits}
