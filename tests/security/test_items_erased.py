"""What came by a form is found by the number that was told on it, and no word about it is left."""

from typing import Any

import pytest
from factories import made
from factories.incoming import make_item, row_of
from factories.made import NOW

from putright.casework.actions import erasure
from putright.stores.post import items
from putright.stores.post.models import Item
from putright.stores.record.ledger.erase import Rule

pytestmark = pytest.mark.django_db
PLANTED = "Quillfeather"
RULE = Rule(rule="UK GDPR article 17(1)(d)", why="They asked.")


@pytest.mark.parametrize("fields", [{"phone": "07700 900123"}, {"email": "Q@mail.example"}])
def test_a_form_goes_with_the_person_whose_number_was_told_on_it(
    landlord: Any, team: Any, fields: dict[str, str]
) -> None:
    head = made.as_actor(made.make_user(landlord, "head of service"))
    person = made.make_person(landlord, PLANTED, phone="07700 900123", email="q@mail.example")
    item = make_item(landlord, team, door="web form", sender="", sender_name=PLANTED,
                     text=PLANTED, fields={**fields, "who": PLANTED})  # fmt: skip
    items.change(
        landlord=landlord.id, row=row_of(landlord, item), actor=None, what="ended", now=NOW,
        outcome="answered", outcome_why=f"{PLANTED} was rung", done_at=NOW,
    )  # fmt: skip

    erasure.erase_person(actor=head, person=person, under=RULE, now=NOW)

    assert PLANTED not in str(Item.objects.filter(id=item).values().get())
