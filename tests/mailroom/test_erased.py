"""What an erased entry was made of goes with it: the words, the files, the message as it came."""

import pytest
from factories import mails
from factories.made import NOW, a_note, add_entries, as_actor, make_case, make_person, make_user
from mailrooms import Room

from putright.casework.actions import erasure
from putright.casework.operations import chains
from putright.casework.queries.cases import near_to
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import items
from putright.stores.record.ledger.erase import Rule

RULE = Rule(rule="UK GDPR article 17(1)(d)", why="Words of somebody who is no party to the case.")


@pytest.fixture
def head(landlord, fresh_database):
    return as_actor(make_user(landlord, "head of service"))


def end(room: Room, *, outcome: str, case=None, entry: str = "") -> None:
    with landlord_scope(OPERATOR):
        [row] = items.open_ones(landlord=room.landlord)
        items.change(
            landlord=room.landlord, row=row, actor=None, what="ended", now=NOW, outcome=outcome,
            case_id=case, entry=entry, done_at=NOW,
        )  # fmt: skip


def on_the_disk(room: Room):
    return [path for path in room.store.root.rglob("*") if path.is_file()]


def test_erasing_an_entry_erases_the_message_that_it_was_made_of(
    room: Room, landlord, team, officer, head
):
    case = make_case(landlord, team=team, officer=officer)
    add_entries(case, a_note(NOW, "She wrote."))
    room.put(mails.photo(1, 1000))
    room.fetch()
    end(room, outcome="on a case", case=case.id, entry="e2")

    with landlord_scope(OPERATOR):
        near = near_to(head, case.id, now=NOW)
        erasure.erase_entries(actor=head, near=near, keys=["e2"], under=RULE, now=NOW)

    [item] = room.items
    assert (item.sender, item.subject, item.text, list(item.files.all())) == ("", "", "", [])
    assert on_the_disk(room) == []
    [found] = chains.verify_all()
    assert found.found.broken == ()


def test_erasing_a_person_erases_what_came_from_their_address_and_is_dealt_with(
    room: Room, landlord, head
):
    person = make_person(landlord, "Mary Finch", email=mails.MARY)
    room.put(mails.packed(mails.plain(1)), mails.packed(mails.plain(2, From="sam@x.example")))
    room.fetch()
    with landlord_scope(OPERATOR):
        for row in items.open_ones(landlord=room.landlord):
            items.change(
                landlord=room.landlord, row=row, actor=None, what="ended", now=NOW,
                outcome="nothing to do", done_at=NOW,
            )  # fmt: skip
        erasure.erase_person(actor=head, person=person, under=RULE, now=NOW)

    assert [(item.sender, bool(item.text)) for item in room.items] == [
        ("", False), ("sam@x.example", True),
    ]  # fmt: skip
    assert len(on_the_disk(room)) == 1
