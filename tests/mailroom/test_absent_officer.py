"""A message that sounds urgent, sent to an officer who is away: whom it reaches, and how soon."""

from datetime import timedelta

import pytest
from factories import mails
from factories.made import NOW, as_actor, make_user
from mailrooms import Room

from putright.casework.jobs import routines
from putright.casework.queries.raised import raised
from putright.casework.queries.staff import names_of
from putright.stores.accounts.models import Away
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Post, Told

MINUTE = timedelta(minutes=1)


@pytest.fixture
def cover(room: Room, landlord, team, officer, staff):
    """Who acts for the officer, who is away for weeks; a leader and a head are there."""
    staff("team leader"), staff("head of service")
    cover = make_user(landlord, "officer", team=team, name="Covers for weeks")
    with landlord_scope(OPERATOR):
        Away.objects.create(
            landlord=landlord, user=officer, cover=cover, starts_on=NOW.date() - timedelta(days=9),
            ends_on=NOW.date() + timedelta(days=20), told_by=officer, told_at=NOW,
        )  # fmt: skip
    return cover


def climb(landlord, now):
    """The job of a minute, in the scope in which it runs."""
    with landlord_scope(landlord.id):
        routines()["escalate"].run(landlord.id, now)


def on_the_list(user, now):
    with landlord_scope(OPERATOR):
        names = names_of(user.landlord_id)
        found = raised(as_actor(user, now=now), now=now, names=names)
    return [row.why for row in found.rows]


def test_it_is_with_the_cover_in_two_minutes_and_with_the_manager_before_the_day_ends(
    room: Room, landlord, officer, cover, staff
) -> None:
    words = "It is urgent. He threatened me again and I am scared."
    message = mails.plain(To=officer.email)
    message.set_content(words)
    room.put(mails.packed(message))
    room.fetch()

    climb(landlord, NOW + MINUTE)
    assert len(on_the_list(cover, NOW + MINUTE)) == 1
    for minutes in range(5, 180, 5):
        climb(landlord, NOW + minutes * MINUTE)
    with landlord_scope(OPERATOR):
        told = {row.user_id: row.at for row in Told.objects.order_by("-at")}
        mails_to = set(Post.objects.filter(purpose="digest").values_list("user_id", flat=True))
    leader = staff("team leader")
    assert told[cover.id] == NOW + MINUTE
    assert told[leader.id] - NOW < timedelta(hours=1)
    assert {cover.id, leader.id} <= mails_to
    assert officer.id not in told and officer.id not in mails_to
