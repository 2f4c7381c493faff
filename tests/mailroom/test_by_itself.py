"""Nobody does anything, and what was sent to somebody who is away is with the cover."""

from datetime import timedelta

from factories import mails
from factories.made import NOW, make_user
from mailrooms import Room

from putright.casework import jobs as registry
from putright.casework.operations import jobs
from putright.casework.queries import triage
from putright.stores.accounts.models import Away
from putright.stores.accounts.scope import OPERATOR, landlord_scope

WORKS = ("fetch", "understand")
TWO_MINUTES = 120


def test_message_to_an_officer_who_is_away_is_with_the_cover_within_two_minutes(
    room: Room, landlord, team, officer, clock_at, monkeypatch
):
    found = {name: registry.routines()[name] for name in WORKS}
    monkeypatch.setattr(registry, "routines", lambda: found)
    cover = make_user(landlord, "officer", team=team)
    with landlord_scope(OPERATOR):
        Away.objects.create(
            landlord=landlord, user=officer, cover=cover, starts_on=NOW.date(),
            ends_on=NOW.date() + timedelta(days=9), told_by=officer, told_at=NOW,
        )  # fmt: skip
    clock_at(NOW)
    room.put(mails.packed(mails.plain(To=officer.email)))

    for _look in range(2):
        jobs.run_due()

    with landlord_scope(OPERATOR):
        [waiting] = triage.waiting(landlord.id, now=NOW)
    assert waiting.acting.user == cover.id
    assert sum(each.every for each in found.values()) < TWO_MINUTES
