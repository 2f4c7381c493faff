"""What somebody owes now: for whom, in which order, and in as many queries for many as for few."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.made import (
    NOW,
    a_note,
    a_report,
    add_entries,
    as_actor,
    make_home,
    make_patch,
    make_person,
    make_user,
)

from putright.casework import desk
from putright.casework.actions.promises_kept import hand_on
from putright.casework.queries.takers import takers
from putright.casework.queries.worklist import worklist
from putright.casework.refused import Refused
from putright.core.events.parts import Pledge
from putright.stores.accounts import staffing
from putright.stores.people.writing import tell_interest
from putright.stores.record import cases
from putright.stores.worklist.models import Card, Owed

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def listed(user, now=NOW, **told):
    return worklist(as_actor(user, now=now), now=now, **told)


def rows(seen):
    groups = (*seen.groups, *seen.covering)
    return [row for group in groups for row in group.rows]


def pledged(at, *days, **told):
    """We promised something for each of these days."""
    pledges = tuple(
        Pledge(id=f"p{number}", what=f"thing {number}", due=at.date() + timedelta(days=days))
        for number, days in enumerate(days)
    )
    return a_note(at, promises=pledges, **told)


def gone(user, cover, *, start=TODAY, end=TODAY, leaving=False):
    staffing.add_away(
        landlord=user.landlord_id, user=user.id, starts_on=start, ends_on=end, cover=cover.id,
        told_by=cover.id, told_at=NOW, is_leaving=leaving,
    )  # fmt: skip


@pytest.fixture
def second(landlord, team):
    return make_user(landlord, "officer", team=team, name="Second")


def test_overdue_comes_first_with_high_risk_before_the_rest(officer, make_case) -> None:
    at = NOW - timedelta(days=20)
    low = make_case(entries=[a_report(at), pledged(at, 2)], now=at)
    high = make_case(entries=[a_report(at, kinds=("threat",)), pledged(at, 9)], now=at)
    seen = listed(officer)
    overdue = seen.groups[0].rows
    assert overdue[0].reference == high.reference
    assert seen.do_next == overdue[0]
    last_high = max(place for place, row in enumerate(overdue) if row.case == high.id)
    first_low = min(place for place, row in enumerate(overdue) if row.case == low.id)
    assert last_high < first_low
    dues = [row.due_at for row in overdue if row.case == low.id]
    assert dues == sorted(dues)


def test_groups_are_told_by_the_moment_of_reading(officer, make_case) -> None:
    make_case(entries=[a_report(NOW), pledged(NOW, 0, 3, 30)])
    names = [
        {group.name for group in listed(officer, now=NOW + timedelta(days=days)).groups
         for row in group.rows if row.what == "thing 1"}
        for days in (0, 3, 4)
    ]  # fmt: skip
    assert names == [{"week"}, {"today"}, {"overdue"}]


def test_nothing_due_today_names_what_comes_next(officer, make_case) -> None:
    make_case(entries=[a_report(NOW - timedelta(minutes=5)), a_note(NOW), pledged(NOW, 1)])
    seen = listed(officer)
    assert seen.do_next is None
    assert seen.coming is not None
    assert seen.coming.by == "Wed 15 Apr 2026"


def test_cover_sees_the_promises_of_whoever_is_away_and_who_asked(
    officer, second, make_case
) -> None:
    make_case()
    owed = len(rows(listed(officer)))
    gone(officer, second, end=TODAY + timedelta(days=4))
    assert rows(listed(officer)) == []
    covering = listed(second).covering[0]
    assert (covering.name, covering.why, covering.count) == (officer.name, "away", owed)
    assert (covering.asked_by, covering.until) == ("Second", date(2026, 4, 18))


def test_leaver_s_promises_are_the_covers_the_day_after(officer, second, make_case) -> None:
    make_case()
    gone(officer, second, end=None, leaving=True)
    assert rows(listed(officer))
    tomorrow = NOW + timedelta(days=1)
    assert rows(listed(officer, now=tomorrow)) == []
    assert listed(second, now=tomorrow).covering[0].why == "left"


def test_vacant_post_is_on_its_covers_list(landlord, team, second, make_case) -> None:
    patch = make_patch(landlord, team=team, cover=second, name="Mill Row")
    make_case(officer=None, home=make_home(landlord, patch=patch))
    covering = listed(second).covering[0]
    assert (covering.name, covering.why) == ("Mill Row", "vacant")


def test_promise_owed_by_another_role_waits_on_the_officers_list(officer, staff, make_case) -> None:
    handler = staff("complaints handler")
    raised = a_report(NOW, does=("complaint.raised",), complaint="c1", stage=1, to=("landlord",))
    make_case(entries=[a_report(NOW - timedelta(minutes=2)), raised])
    waiting = listed(officer).waiting
    assert {row.waits_for for row in waiting.rows} == {handler.name}
    assert {row.case for row in rows(listed(handler))} == {row.case for row in waiting.rows}


def test_fifty_are_shown_and_more_are_asked_for(officer, make_case) -> None:
    make_case(entries=[a_report(NOW), pledged(NOW, *range(1, 61))])
    seen = listed(officer)
    assert (seen.shown, seen.more) == (50, seen.count - 50)
    assert sum(group.count for group in seen.groups) + seen.waiting.count == seen.count
    assert listed(officer, most=100).more == 0


def test_initials_stand_for_names_where_somebody_wants_them(landlord, officer, make_case) -> None:
    make_case(person=make_person(landlord, "Imaginary Resident"))
    assert {row.person for row in rows(listed(officer))} == {"Imaginary Resident"}
    assert {row.person for row in rows(listed(officer, initials=True))} == {"I. R."}


# --- right without any job ---------------------------------------------------------------------


def test_rows_that_time_has_overtaken_are_worked_out_anew_and_nothing_is_written(
    officer, make_case
) -> None:
    case = make_case()
    before = list(Owed.objects.order_by("pk").values())
    for days in (3, 9, 21, 45):
        later = NOW + timedelta(days=days)
        seen = {row.key for row in rows(listed(officer, now=later))}
        assert list(Owed.objects.order_by("pk").values()) == before
        desk.reassess(case, now=later)
        assert {row.key for row in rows(listed(officer, now=later))} == seen
        Owed.objects.all().delete()
        desk.reassess(case, now=NOW)
    assert listed(officer, now=later).old_since is not None


def test_rows_of_a_changed_policy_are_worked_out_anew(officer, make_case) -> None:
    make_case()
    right = {row.key for row in rows(listed(officer))}
    Card.objects.update(fingerprint="another")
    Owed.objects.filter(rule__startswith="asb").delete()
    seen = listed(officer)
    assert {row.key for row in rows(seen)} == right
    assert (seen.left_old, seen.old_since) == (0, None)


def test_rebuilt_list_equals_the_live_one(landlord, officer, make_case) -> None:
    for days in (1, 8, 30):
        at = NOW - timedelta(days=days)
        make_case(entries=[a_report(at), pledged(at, 3, 40)], now=at)
    live = listed(officer)
    desk.rebuild(landlord=landlord.id, now=NOW)
    rebuilt = listed(officer)
    assert [(row.key, row.state) for row in rows(rebuilt)] == [
        (row.key, row.state) for row in rows(live)
    ]


def test_queries_do_not_grow_with_rows_or_cases(landlord, officer, make_case) -> None:
    def queries() -> int:
        actor = as_actor(officer)
        with CaptureQueriesContext(connection) as asked:
            worklist(actor, now=NOW)
        return len(asked)

    def queries_when_old() -> int:
        actor = as_actor(officer, now=NOW + timedelta(days=30))
        with CaptureQueriesContext(connection) as asked:
            worklist(actor, now=NOW + timedelta(days=30))
        return len(asked)

    make_case(person=make_person(landlord))
    few, few_old = queries(), queries_when_old()
    for _each in range(8):
        make_case(entries=[a_report(NOW), pledged(NOW, 1, 2, 3)], person=make_person(landlord))
    assert (queries(), queries_when_old()) == (few, few_old)


# --- secrecy ------------------------------------------------------------------------------------


def test_restricted_case_is_on_no_list_but_of_those_who_are_cleared(
    landlord, officer, second, staff, make_case
) -> None:
    case = make_case(is_restricted=True)
    assert {row.case for row in rows(listed(officer))} == {case.id}
    for other in (second, staff("team leader"), staff("head of service")):
        assert listed(other).count == 0
    cases.clear(landlord=landlord.id, case=case.id, user=second.id, now=NOW)
    assert listed(second).count == 0
    gone(officer, second)
    assert {row.case for row in rows(listed(second))} == {case.id}


def test_vacant_posts_restricted_case_goes_to_somebody_who_is_cleared(
    landlord, team, second, staff, make_case
) -> None:
    patch = make_patch(landlord, team=team, cover=second)
    case = make_case(officer=None, home=make_home(landlord, patch=patch), is_restricted=True)
    leader = staff("team leader")
    cases.clear(landlord=landlord.id, case=case.id, user=leader.id, now=NOW)
    assert listed(second).count == 0
    assert {row.case for row in rows(listed(leader))} == {case.id}


def test_case_of_somebody_with_a_stake_is_the_next_ones(
    landlord, officer, staff, make_case
) -> None:
    leader = staff("team leader")
    home = make_home(landlord)
    case = make_case(home=home)
    tell_interest(landlord=landlord.id, user=officer.id, why="lives there", home=home.id, now=NOW)
    assert listed(officer).count == 0
    assert {row.case for row in rows(listed(leader))} == {case.id}


def test_complaint_about_the_officer_is_on_no_list_of_the_officer_and_passes_the_case_on(
    officer, staff, make_case
) -> None:
    handler, leader = staff("complaints handler"), staff("team leader")
    case = make_case()
    owed = listed(officer).count
    about = a_report(
        NOW, does=("complaint.raised",), complaint="c1", stage=1, to=("landlord",),
        about_staff=(as_actor(officer).key,),
    )  # fmt: skip
    add_entries(case, about)
    seen = listed(officer)
    assert seen.count == 0 < owed
    assert len(rows(listed(leader))) == owed
    assert all("complaint" not in word for row in rows(seen) for word in row.markers)
    assert listed(handler).count > 0


# --- handing on -----------------------------------------------------------------------------------


def handed(officer, second, make_case):
    case = make_case(entries=[a_report(NOW), pledged(NOW, 3)])
    row = next(row for row in rows(listed(officer)) if row.what == "thing 0")
    hand_on(
        actor=as_actor(officer), promises=[(case.id, row.key)], to=second.id,
        why="You know the family.", now=NOW,
    )  # fmt: skip
    return case, row


def test_promise_handed_on_is_the_colleagues_and_the_officer_sees_with_whom(
    officer, second, make_case
) -> None:
    _case, row = handed(officer, second, make_case)
    assert [one.key for one in rows(listed(second))] == [row.key]
    waiting = {one.key: one.waits_for for one in listed(officer).waiting.rows}
    assert waiting[row.key] == "Second"


def test_promise_handed_on_stays_so_when_rebuilt(landlord, officer, second, make_case) -> None:
    _case, row = handed(officer, second, make_case)
    desk.rebuild(landlord=landlord.id, now=NOW)
    assert [one.key for one in rows(listed(second))] == [row.key]


def test_promise_cannot_go_to_somebody_away_or_outside(
    landlord, officer, second, make_case, other_landlord
) -> None:
    case = make_case(entries=[a_report(NOW), pledged(NOW, 3)])
    key = rows(listed(officer))[0].key
    stranger = make_user(other_landlord, "officer")
    gone(second, officer)
    for to in (second, stranger, officer):
        with pytest.raises(Refused):
            hand_on(actor=as_actor(officer), promises=[(case.id, key)], to=to.id, why="?", now=NOW)


def test_colleagues_with_a_stake_are_not_offered(landlord, officer, second, make_case) -> None:
    home = make_home(landlord)
    case = make_case(home=home)
    assert [one.id for one in takers(as_actor(officer), [case.id], now=NOW)] == [second.id]
    tell_interest(landlord=landlord.id, user=second.id, why="a friend", home=home.id, now=NOW)
    assert takers(as_actor(officer), [case.id], now=NOW) == []
