"""Who is told that something waits, when, how often, and who is never told."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from factories.made import (
    NOW,
    a_note,
    a_report,
    add_entries,
    as_actor,
    make_home,
    make_patch,
    make_person,
    make_team,
    make_user,
)

from putright.casework.escalation import escalate
from putright.casework.jobs import routines
from putright.casework.queries.raised import raised
from putright.casework.queries.staff import names_of
from putright.core.events.parts import Pledge
from putright.gateways import clock
from putright.gateways.clock import LONDON
from putright.stores.accounts import staffing
from putright.stores.people.writing import tell_interest
from putright.stores.post import items, turns
from putright.stores.post.items import NewItem
from putright.stores.post.models import Count, Job, Mailbox, Post, Told
from putright.stores.record import cases

pytestmark = pytest.mark.django_db
MORNING = NOW.replace(hour=9, minute=30)


@pytest.fixture
def everybody(landlord, team, staff, officer):
    """The officer of a patch with a cover, a leader and a head of service; whom each name means."""
    cover = make_user(landlord, "officer", team=team, name="The cover")
    patch = make_patch(landlord, team=team, officer=officer, cover=cover)
    return {
        "officer": officer, "cover": cover, "leader": staff("team leader"),
        "head": staff("head of service"), "patch": patch,
    }  # fmt: skip


@pytest.fixture
def overdue(landlord, everybody, make_case):
    """``overdue(days)``: a case that has owed one promise for so many days."""

    def make(days, *, now=NOW, **told):
        home = make_home(landlord, patch=everybody["patch"])
        at = now - timedelta(days=days + 2)
        due = (now - timedelta(days=days)).date()
        promise = Pledge(id=f"p-{uuid4().hex[:6]}", what="Ring Ada Brook about her son", due=due)
        case = make_case(
            home=home, now=at, entries=[a_note(at, promises=(promise,))],
            title="Ada Brook threatened", **told,
        )  # fmt: skip
        return case

    return make


def told(user, of="promise"):
    return sorted(set(Told.objects.filter(user=user, of=of).values_list("rung", flat=True)))


def shown(user, now=NOW):
    found = raised(as_actor(user, now=now), now=now, names=names_of(user.landlord_id))
    return [row.reference or row.what for row in found.rows]


def mails(user=None):
    found = Post.objects.filter(purpose="digest")
    return list((found.filter(user_id=user.id) if user else found).order_by("queued_at"))


def gone(user, cover, *, start, end):
    staffing.add_away(
        landlord=user.landlord_id, user=user.id, starts_on=start, ends_on=end, cover=cover.id,
        told_by=cover.id, told_at=NOW,
    )  # fmt: skip


def message(landlord, team, *, at=NOW, **made):
    named = {"door": "mailbox", "sender": "ada@brook.example", "subject": "Please ring me"}
    return items.make(
        landlord=landlord.id, item=NewItem(came_at=at, team=team.id, **(named | made))
    )


# -- promises ------------------------------------------------------------------------------------


def test_overdue_promise_climbs_from_the_officer_to_the_head(landlord, everybody, overdue) -> None:
    overdue(1)
    escalate(landlord=landlord.id, now=NOW)
    assert told(everybody["officer"]) == ["promise-due"]
    assert not told(everybody["leader"])

    for days, name in ((1, "cover"), (2, "leader"), (14, "head")):
        escalate(landlord=landlord.id, now=NOW + timedelta(days=days))
        assert told(everybody[name])


def test_what_was_raised_says_why_and_leaves_the_list_when_somebody_acts(
    landlord, everybody, overdue
) -> None:
    case = overdue(5)
    escalate(landlord=landlord.id, now=NOW)
    found = raised(as_actor(everybody["leader"]), now=NOW, names=names_of(landlord.id))

    assert [row.reference for row in found.rows] == [case.reference]
    assert "two working days" in found.rows[0].why
    assert found.rows[0].owes == everybody["officer"].name
    # what somebody owes stands on their own list, once
    assert not shown(everybody["officer"])

    pledge = Told.objects.filter(user=everybody["leader"]).count()
    keep = a_note(NOW, keeps=(_pledge_of(case),))
    add_entries(case, keep)
    assert not shown(everybody["leader"])
    escalate(landlord=landlord.id, now=NOW + timedelta(days=7))
    assert Told.objects.filter(user=everybody["leader"]).count() == pledge


def _pledge_of(case):
    from putright.stores.worklist.models import Owed

    return Owed.objects.filter(case=case).exclude(pledge="").get().pledge


def test_it_is_told_again_until_somebody_acts_and_on_working_days_alone(
    landlord, everybody, overdue
) -> None:
    overdue(1)
    for day in range(8):
        for hour in (3, 10, 16):
            escalate(landlord=landlord.id, now=NOW.replace(hour=hour) + timedelta(days=day))

    sent = mails(everybody["officer"])
    days = [post.queued_at.astimezone(LONDON).strftime("%a") for post in sent]
    assert days == ["Tue", "Thu", "Mon"]
    assert len(mails(everybody["cover"])) == 1
    # of what repeats itself the first and the last time are kept
    kept = Told.objects.filter(user=everybody["officer"], rung="promise-due")
    assert sorted(kept.values_list("round", flat=True)) == [0, 2]


def test_three_dead_days_over_a_bank_holiday_send_each_person_one_mail_oldest_harm_first(
    landlord, everybody, overdue, team
) -> None:
    thursday = datetime(2026, 4, 2, 16, 0, tzinfo=LONDON)
    back = datetime(2026, 4, 7, 11, 0, tzinfo=LONDON)  # the Tuesday after Easter
    low = [overdue(days, now=thursday).reference for days in (3, 8, 20)]
    high = overdue(1, now=thursday)
    add_entries(high, a_report(thursday - timedelta(hours=2), kinds=("assault",)), now=thursday)
    message(landlord, team, at=thursday + timedelta(days=1), urgent=["knife"])

    for minutes in range(4):
        escalate(landlord=landlord.id, now=back + timedelta(minutes=minutes))

    after = mails()
    assert len(after) == len({post.user_id for post in after})
    assert {everybody[name].id for name in ("officer", "leader", "head")} <= {
        post.user_id for post in after
    }
    body = mails(everybody["leader"])[-1].body
    assert body.index(high.reference) < min(body.index(one) for one in low if one in body)


def test_mail_names_nobody_and_tells_nothing_of_a_case(landlord, everybody, overdue, team) -> None:
    overdue(20)
    message(landlord, team, at=NOW - timedelta(days=3), text="He has a knife", urgent=["knife"])
    escalate(landlord=landlord.id, now=NOW)

    assert mails()
    for post in mails():
        said = f"{post.subject}\n{post.body}".lower()
        for word in ("ada", "brook", "ring", "son", "threat", "knife", "please", "noise"):
            assert word not in said.split() and f"{word}@" not in said
        assert post.to and post.case_id is None and post.party == ""


# -- who may not know ----------------------------------------------------------------------------


def test_cover_with_a_stake_is_never_told_and_the_leader_is(landlord, everybody, make_case) -> None:
    person = make_person(landlord)
    tell_interest(
        landlord=landlord.id, user=everybody["cover"].id, person=person, home=None, why="sister",
        now=NOW,
    )  # fmt: skip
    home = make_home(landlord, patch=everybody["patch"])
    at = NOW - timedelta(days=5)
    promise = Pledge(id="p-1", what="write", due=(NOW - timedelta(days=3)).date())
    make_case(home=home, person=person, now=at, entries=[a_note(at, promises=(promise,))])
    for day in range(12):
        escalate(landlord=landlord.id, now=NOW + timedelta(days=day))

    assert not told(everybody["cover"])
    assert "promise-cover" in told(everybody["leader"])
    assert told(everybody["head"])
    assert not mails(everybody["cover"])


def test_restricted_case_is_told_to_those_cleared_and_to_nobody_else(
    landlord, everybody, overdue
) -> None:
    case = overdue(20, is_restricted=True)
    escalate(landlord=landlord.id, now=NOW)
    assert {row.user_id for row in Told.objects.all()} == {everybody["officer"].id}

    cases.clear(
        landlord=landlord.id, case=case.id, user=everybody["leader"].id, why="works on it",
        now=NOW, given_by=everybody["officer"].id,
    )  # fmt: skip
    escalate(landlord=landlord.id, now=NOW + timedelta(minutes=1))
    assert {row.user_id for row in Told.objects.all()} == {
        everybody["officer"].id, everybody["leader"].id,
    }  # fmt: skip


def test_whoever_a_complaint_names_is_not_told_and_the_next_one_up_is(
    landlord, everybody, overdue
) -> None:
    case = overdue(20)
    leader = everybody["leader"]
    complaint = a_note(
        NOW - timedelta(days=1), does=("complaint.raised",), by="resident", to=(), about_staff=(
            f"staff-{leader.id}",), complaint="c1", dissatisfied=True, text="Your leader was rude.",
    )  # fmt: skip
    add_entries(case, complaint)
    escalate(landlord=landlord.id, now=NOW + timedelta(days=20))

    assert not told(leader)
    assert told(everybody["head"])
    assert not shown(leader, NOW + timedelta(days=20))


def test_what_was_told_is_hidden_from_whoever_may_not_know_any_more(
    landlord, everybody, overdue
) -> None:
    case = overdue(5)
    escalate(landlord=landlord.id, now=NOW)
    assert shown(everybody["leader"])

    cases.restrict(landlord=landlord.id, case=case.id, is_restricted=True)
    assert not shown(everybody["leader"])


# -- out of hours --------------------------------------------------------------------------------


def test_promise_by_the_hour_is_told_at_night_to_whoever_answers_then(
    landlord, everybody, make_case, team
) -> None:
    night = datetime(2026, 4, 17, 22, 0, tzinfo=LONDON)  # a Friday
    on_call = make_user(landlord, "officer", name="On call tonight")
    turns.add(
        landlord=landlord.id, team=None, user=on_call.id, starts_at=night - timedelta(hours=5),
        ends_at=night + timedelta(days=3), by=everybody["leader"].id,
    )  # fmt: skip
    home = make_home(landlord, patch=everybody["patch"])
    case = make_case(home=home, now=night, entries=[a_report(night, kinds=("hate",))])
    if not case.owed_set.filter(in_hours=True).exists():
        pytest.skip("the policy of the sample landlord has no promise by the hour")
    escalate(landlord=landlord.id, now=night + timedelta(minutes=1))

    assert told(on_call) == ["hours-begun"]
    assert not told(everybody["officer"])
    assert len(mails(on_call)) == 1
    assert shown(on_call, night + timedelta(minutes=1)) == [case.reference] * len(
        shown(on_call, night + timedelta(minutes=1))
    )

    saturday = night + timedelta(hours=25)
    escalate(landlord=landlord.id, now=saturday)
    assert told(everybody["leader"]) and told(everybody["head"])


# -- what came in --------------------------------------------------------------------------------


def test_urgent_message_to_an_absent_officer_is_with_the_cover_at_once_and_the_leader_that_day(
    landlord, everybody, team
) -> None:
    monday = datetime(2026, 4, 13, 16, 40, tzinfo=LONDON)
    gone(everybody["officer"], everybody["cover"], start=date(2026, 4, 6), end=date(2026, 4, 24))
    message(landlord, team, at=monday, officer=everybody["officer"].id, urgent=["threatened"])

    escalate(landlord=landlord.id, now=monday + timedelta(minutes=1))
    assert told(everybody["cover"], "message") == ["urgent-came"]
    assert shown(everybody["cover"], monday + timedelta(minutes=1)) == ["ada@brook.example"]
    assert len(mails(everybody["cover"])) == 1
    assert not told(everybody["officer"], "message")

    for minute in (2, 21, 46, 59):
        escalate(landlord=landlord.id, now=monday + timedelta(minutes=minute))
    # the cover acts already, so the next one up is told in the cover's place
    assert told(everybody["leader"], "message") == ["urgent-cover"]
    when = Told.objects.get(user=everybody["leader"]).at
    assert when.astimezone(LONDON).date() == monday.date()
    assert told(everybody["head"], "message") == ["urgent-leader"]


def test_ordinary_message_that_nobody_takes_is_with_the_leader_before_the_day_ends(
    landlord, everybody, team
) -> None:
    message(landlord, team, at=MORNING, officer=everybody["officer"].id)
    for hour in range(10, 19):
        escalate(landlord=landlord.id, now=NOW.replace(hour=hour))

    assert told(everybody["officer"], "message") == ["message-came"]
    assert told(everybody["leader"], "message") == ["message-leader"]
    assert not told(everybody["head"], "message")


def test_message_stops_at_once_when_somebody_takes_it_and_waits_for_its_end(
    landlord, everybody, team
) -> None:
    item = message(landlord, team, at=MORNING, officer=everybody["officer"].id, urgent=["knife"])
    late = NOW + timedelta(hours=4)
    escalate(landlord=landlord.id, now=late)
    assert shown(everybody["leader"], late)

    row = items.one(landlord=landlord.id, item=item)
    items.change(
        landlord=landlord.id, row=row, actor=everybody["cover"].id, what="claimed", now=late,
        claimed_by_id=everybody["cover"].id, claimed_at=late,
    )  # fmt: skip
    assert not shown(everybody["leader"], late)
    before = Told.objects.count()
    escalate(landlord=landlord.id, now=late + timedelta(hours=1))
    assert Told.objects.count() == before

    escalate(landlord=landlord.id, now=late + timedelta(days=6))
    assert "claimed-waits" in told(everybody["cover"], "message")
    assert "claimed-leader" in told(everybody["leader"], "message")


def test_message_about_somebody_is_kept_from_whoever_has_a_stake(landlord, everybody, team) -> None:
    message(
        landlord, team, at=MORNING, officer=everybody["officer"].id, urgent=["knife"],
        kept_from=[str(everybody["officer"].id), str(everybody["leader"].id)],
    )  # fmt: skip
    escalate(landlord=landlord.id, now=NOW + timedelta(hours=6))

    assert not told(everybody["officer"], "message")
    assert not told(everybody["leader"], "message")
    assert told(everybody["head"], "message")


def test_call_to_a_vacant_patch_lands_with_its_cover(landlord, team, staff) -> None:
    cover = make_user(landlord, "officer", team=team, name="Covers the vacancy")
    staff("team leader")
    vacant = make_patch(landlord, team=team, cover=cover)
    message(landlord, team, at=MORNING, door="phone log", patch=vacant.id)
    escalate(landlord=landlord.id, now=NOW)

    assert told(cover, "message") == ["message-came"]
    assert shown(cover) == ["ada@brook.example"]


def test_urgent_message_of_a_turn_that_nobody_may_act_on_is_with_the_next_who_may(
    landlord, everybody, team, staff
) -> None:
    night = datetime(2026, 4, 17, 22, 0, tzinfo=LONDON)
    on_leave = make_user(landlord, "officer", team=team)
    barred = [staff("administrator"), staff("auditor"), staff("approver"), on_leave]
    gone(on_leave, staff("administrator"), start=night.date(), end=night.date())
    for user in barred:
        turns.add(
            landlord=landlord.id, team=None, user=user.id, starts_at=night - timedelta(hours=5),
            ends_at=night + timedelta(days=1), by=everybody["leader"].id,
        )  # fmt: skip
    make_user(landlord, "auditor", team=team)
    message(landlord, team, at=night, officer=everybody["officer"].id, urgent=["knife"])
    later = night + timedelta(minutes=50)
    escalate(landlord=landlord.id, now=later)

    reached = [everybody["officer"].id, everybody["cover"].id, everybody["leader"].id]
    assert set(Told.objects.values_list("user", flat=True)) == set(reached)
    assert shown(everybody["leader"], later) == ["ada@brook.example"]


def test_urgent_message_that_complains_of_the_leader_is_with_the_head_at_once(
    landlord, everybody, team
) -> None:
    kept = [str(everybody["leader"].id)]
    message(landlord, team, at=MORNING, urgent=["knife"], kept_from=kept)
    escalate(landlord=landlord.id, now=MORNING)

    assert told(everybody["head"], "message") == ["urgent-came"]
    assert shown(everybody["head"], MORNING) == ["ada@brook.example"]
    assert not told(everybody["leader"], "message") and not told(everybody["officer"], "message")


def test_where_no_head_is_the_leader_of_another_team_has_it_at_once(
    landlord, team, staff, officer
) -> None:
    leader = staff("team leader")
    other = make_user(landlord, "team leader", team=make_team(landlord))
    message(landlord, team, at=MORNING, urgent=["knife"], kept_from=[str(leader.id)])
    escalate(landlord=landlord.id, now=MORNING)

    assert told(other, "message") == ["urgent-came"]
    assert shown(other, MORNING) == ["ada@brook.example"] and not told(leader, "message")


# -- the service itself --------------------------------------------------------------------------


def test_stopped_job_and_a_count_that_does_not_come_out_are_told(landlord, staff) -> None:
    keeper, head = staff("administrator"), staff("head of service")
    Job.objects.create(
        landlord=landlord, name="send", key=f"k-{landlord.id}", due_at=MORNING, state="stopped"
    )
    Count.objects.create(landlord=landlord, at=MORNING, came={}, stands={}, missing=["a"])
    escalate(landlord=landlord.id, now=NOW)

    assert told(keeper, "job") == ["job-keeper"]
    assert told(head, "count") == ["count-head"]
    assert len(mails(keeper)) == 1


def test_mailbox_that_is_not_read_is_known_to_the_keeper_at_once_and_to_the_leader_by_day(
    landlord, team, staff
) -> None:
    keeper, leader = staff("administrator"), staff("team leader")
    night = datetime(2026, 4, 13, 22, 0, tzinfo=LONDON)
    Mailbox.objects.create(
        landlord=landlord, name="Homes", address="homes@alder.example", way="imap", team=team,
        since=night - timedelta(days=9), tried_at=night, worked_at=night, fault="no such host",
    )  # fmt: skip
    escalate(landlord=landlord.id, now=night + timedelta(minutes=14))
    assert not told(keeper, "mailbox")

    escalate(landlord=landlord.id, now=night + timedelta(minutes=16))
    assert told(keeper, "mailbox") == ["mailbox-keeper"]
    assert len(mails(keeper)) == 1 and not told(leader, "mailbox")
    escalate(landlord=landlord.id, now=MORNING)
    assert told(leader, "mailbox") == ["mailbox-leader"]
    assert shown(leader, MORNING) == ["The mailbox homes@alder.example cannot be read"]


def test_service_that_stood_still_reads_its_mailboxes_before_it_alarms(
    landlord, team, staff
) -> None:
    keeper = staff("administrator")
    Mailbox.objects.create(
        landlord=landlord, name="Homes", address="homes@alder.example", way="imap", team=team,
        since=NOW - timedelta(days=9), worked_at=NOW - timedelta(days=3),
    )  # fmt: skip
    job = Job.objects.create(
        landlord=landlord, name="escalate", key=str(landlord.id), every=60, due_at=NOW,
        worked_at=clock.machine() - timedelta(days=3),
    )  # fmt: skip
    routines()["escalate"].run(landlord.id, NOW)
    assert not told(keeper, "mailbox")

    job.worked_at = clock.machine()
    job.save()
    routines()["escalate"].run(landlord.id, NOW)
    assert told(keeper, "mailbox") == ["mailbox-keeper"]


def test_ladder_is_climbed_by_a_job_of_every_minute(landlord, everybody, overdue) -> None:
    overdue(1)
    job = routines()["escalate"]
    job.run(landlord.id, NOW)

    assert job.every <= 60
    assert told(everybody["officer"]) == ["promise-due"]
