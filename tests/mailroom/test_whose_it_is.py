"""A message waits with whoever acts for whom it was sent to; what it answers is a guess."""

from datetime import timedelta

import pytest
from factories import mails
from factories.made import NOW, make_case, make_home, make_patch, make_person, make_user
from mailrooms import Room

from putright.casework.queries.triage_who import standings
from putright.stores.accounts.models import Away
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import items, outbox
from putright.stores.post.models import Post

OURS = "<abcdefghjk.one@alder.example>"


@pytest.fixture
def posted(room: Room, landlord, team, officer):
    """A letter of a case that we sent to the resident, and that a server took."""

    def post(**told):
        case = make_case(landlord, team=team, officer=officer)
        new = outbox.NewPost(
            **({"way": "email", "purpose": "letter", "to": [mails.MARY], "case_id": case.id,
                "message_id": OURS, "entries": ["e1"], "party": "resident"} | told)
        )  # fmt: skip
        with landlord_scope(OPERATOR):
            made = outbox.put(landlord=landlord.id, post=new, now=NOW)
            Post.objects.filter(id=made).update(state="accepted", accepted_at=NOW)
        return case

    return post


def acting(room: Room, now=NOW):
    """Who acts on the only thing that came."""
    with landlord_scope(OPERATOR):
        [row] = items.open_ones(landlord=room.landlord)
        return standings(room.landlord, [row], now=now)[row.id].acting


def test_message_to_an_officer_who_is_away_is_with_the_cover(room: Room, landlord, team, officer):
    cover = make_user(landlord, "officer", team=team)
    with landlord_scope(OPERATOR):
        Away.objects.create(
            landlord=landlord, user=officer, cover=cover, starts_on=NOW.date(),
            ends_on=NOW.date() + timedelta(days=9), told_by=officer, told_at=NOW,
        )  # fmt: skip
    room.put(mails.packed(mails.plain(Cc=officer.email.upper())))

    room.fetch()

    assert room.items[0].officer_id == officer.id
    assert acting(room).user == cover.id
    assert acting(room).instead_of == officer.id


def test_message_of_somebody_at_a_vacant_patch_is_with_its_cover(room: Room, landlord, team):
    cover = make_user(landlord, "officer", team=team)
    patch = make_patch(landlord, team=team, cover=cover)
    home = make_home(landlord, patch=patch)
    make_person(landlord, "Mary Finch", home=home, email=mails.MARY)
    room.put(mails.packed(mails.plain()))

    room.fetch()

    assert room.items[0].home == home.id
    assert acting(room).user == cover.id


def test_home_of_somebody_in_a_restricted_case_is_not_given_away_by_her_address(
    room: Room, landlord, team, officer
):
    home = make_home(landlord)
    person = make_person(landlord, "Mary Finch", home=home, email=mails.MARY)
    make_case(landlord, team=team, officer=officer, person=person, is_restricted=True)
    room.put(mails.packed(mails.plain()))

    room.fetch()

    assert room.items[0].home is None


@pytest.mark.parametrize(
    "told",
    [{"In_Reply_To": OURS}, {"References": f"<x@y.example> {OURS}"},
     {"Subject": "Re: A message from Alder [abcdefghjk]"}],
)  # fmt: skip
def test_answer_to_our_letter_is_guessed_into_its_case_with_the_reason(room: Room, posted, told):
    case = posted()
    room.put(mails.packed(mails.plain(**told)))

    room.fetch()

    [item] = room.items
    assert item.guess["case"] == str(case.id)
    assert item.guess["how"] == "thread"
    assert "from the address we sent it to" in item.guess["why"]
    assert (item.case_id, item.outcome) == (None, "")


def test_answer_from_another_address_is_guessed_with_its_doubt(room: Room, posted):
    posted()
    room.put(mails.packed(mails.plain(From="sam@other.example", In_Reply_To=OURS)))

    room.fetch()

    assert "comes from another address" in room.items[0].guess["why"]


def test_message_that_answers_nothing_of_ours_has_no_guess(room: Room, posted):
    posted()
    room.put(mails.packed(mails.plain(In_Reply_To="<abcdefghjj.one@alder.example>")))

    room.fetch()

    assert room.items[0].guess == {}


def test_letter_that_came_back_is_owed_again_and_its_bounce_ends(room: Room, posted):
    posted()
    room.put(mails.bounce(OURS))

    room.fetch()

    with landlord_scope(OPERATOR):
        post = Post.objects.get()
    assert (post.state, post.bounced_at) == ("bounced", NOW)
    assert "5.1.1" in post.fault
    [item] = room.items
    assert (item.kind, item.outcome, item.done_at) == ("bounce", "bounce", NOW)


def test_receipt_that_came_back_waits_for_a_person(room: Room, posted):
    posted(purpose="receipt", entries=[])
    room.put(mails.bounce(OURS))

    room.fetch()

    assert [(item.kind, item.outcome) for item in room.items] == [("bounce", "")]


def test_bounce_of_what_we_do_not_know_waits_for_a_person(room: Room, posted):
    posted()
    room.put(mails.bounce("<nobody@alder.example>"), mails.bounce(OURS, 2, action="delayed"))

    room.fetch()

    told = {item.kind: item.outcome for item in room.items}
    assert told == {"bounce": "", "auto reply": ""}
    with landlord_scope(OPERATOR):
        assert Post.objects.get().state == "accepted"


def test_report_of_an_address_that_we_did_not_write_to_waits_for_a_person(room: Room, posted):
    posted()
    room.put(mails.bounce(OURS).replace(mails.MARY.encode(), b"sam@other.example"))

    room.fetch()

    assert [(item.kind, item.outcome) for item in room.items] == [("bounce", "")]
    with landlord_scope(OPERATOR):
        assert Post.objects.get().state == "accepted"


def test_bounce_that_comes_before_the_servers_yes_is_written_waits(room: Room, posted):
    posted()
    with landlord_scope(OPERATOR):
        Post.objects.update(state="queued", accepted_at=None)
    room.put(mails.bounce(OURS))

    room.fetch()

    assert [(item.kind, item.outcome) for item in room.items] == [("bounce", "")]


def test_our_own_message_that_comes_back_is_a_loop_and_still_waits(room: Room, posted):
    posted()
    room.put(mails.packed(mails.plain(Message_ID=OURS)))

    room.fetch()

    assert [(item.kind, item.outcome) for item in room.items] == [("loop", "")]


def test_test_message_of_a_mailbox_ends_by_itself(room: Room, posted):
    posted(purpose="trial", case_id=None)
    room.put(mails.packed(mails.plain(Message_ID=OURS)))

    room.fetch()

    assert [(item.kind, item.outcome) for item in room.items] == [("receipt", "machine")]


def test_words_that_sound_urgent_are_flagged_and_those_of_machines_are_not(room: Room):
    urgent = mails.plain(1)
    urgent.set_content("He said he will kill me tonight. I have called the police.")
    by_itself = mails.plain(2, Auto_Submitted="auto-replied")
    by_itself.set_content("He said he will kill me tonight.")
    room.put(mails.packed(urgent), mails.packed(by_itself))

    room.fetch()

    told = {item.kind: bool(item.urgent) for item in room.items}
    assert told == {"message": True, "auto reply": False}
