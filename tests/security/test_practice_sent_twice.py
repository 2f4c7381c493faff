"""A form that comes again, or too late, leaves nobody behind."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from putright.casework.actions import other_party
from putright.casework.actions.adding import Sent
from putright.casework.queries.cases import near_to
from putright.casework.refused import Changed, SentTwice
from putright.stores.people.models import Person

if TYPE_CHECKING:
    from putright.casework.actor import Actor

pytestmark = pytest.mark.django_db


def test_somebody_added_twice_or_on_an_old_page_is_known_once(
    case: Any, actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    actor, once = actor_of("officer"), uuid4()
    near = near_to(actor, case.id, now=now)
    new = other_party.NewPerson(what="witness", name="Wilf Onlooker")

    def add(**told: Any) -> None:
        other_party.add(actor=actor, sent=Sent(near=near, **told), new=new, now=now)

    with pytest.raises(Changed):
        add(seen=0)
    assert not Person.objects.filter(name="Wilf Onlooker").exists()
    add(form=once)
    with pytest.raises(SentTwice):
        add(form=once)
    assert Person.objects.filter(name="Wilf Onlooker").count() == 1
