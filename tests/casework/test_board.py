"""The board: nothing is uncovered unseen, counts say who acts today, and nothing leaks."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.made import (
    NOW,
    a_note,
    a_report,
    as_actor,
    make_home,
    make_patch,
    make_team,
    make_user,
)
from msgspec.structs import replace

from putright.casework.actions import staffing as actions
from putright.casework.actions.staffing import Unfit
from putright.casework.cover_rules import Absence
from putright.casework.live import load
from putright.casework.promises import promises_of
from putright.casework.queries import absence as read
from putright.casework.queries.board import Reader, board
from putright.casework.queries.owed import owed_in
from putright.casework.queries.staff import staffing_of
from putright.casework.refused import NotThere, Refused
from putright.core.events.parts import Pledge
from putright.stores.accounts import staffing
from putright.stores.accounts.models import Patch, User
from putright.stores.people.writing import tell_interest
from putright.stores.record import cases
from putright.stores.record.models import Case
from putright.stores.worklist.models import Owed

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


def away(user, cover, *, by, start=TODAY, end=TODAY, leaving=False, now=NOW):
    absence = Absence(user.id, start, None if leaving else end, is_leaving=leaving)
    actions.set_away(
        actor=as_actor(by, now=now), absence=absence, cover=cover.id if cover else None, now=now
    )


def seen_by(user, now=NOW):
    return board(as_actor(user, now=now), now=now)


def person(seen, user):
    return next(one for one in seen.people if one.id == user.id)


@pytest.fixture
def leader(staff):
    return staff("team leader")


@pytest.fixture
def second(landlord, team):
    return make_user(landlord, "officer", team=team, name="Second")


def test_everybody_here_means_nothing_is_uncovered(leader, officer, make_case) -> None:
    make_case()
    seen = seen_by(leader)
    assert seen.uncovered == ()
    assert {one.state for one in seen.people} == {"here"}
    assert person(seen, officer).load.owed == Owed.objects.count()


def test_absence_moves_the_counts_to_the_cover(leader, officer, second, make_case) -> None:
    make_case(entries=[a_report(NOW - 20 * DAY, kinds=("threat",))], now=NOW - 20 * DAY)
    late = person(seen_by(leader), officer).load
    away(officer, second, by=leader, end=TODAY + 3 * DAY)
    seen = seen_by(leader)
    assert (late.overdue > 0, late.high) == (True, 1)
    assert person(seen, second).load == late
    gone = person(seen, officer)
    assert (gone.state, gone.until, gone.cover, gone.load.owed) == (
        "away", TODAY + 3 * DAY, "Second", 0,
    )  # fmt: skip
    assert seen.uncovered == ()


def test_board_counts_what_each_list_holds(landlord, leader, officer, second, make_case) -> None:
    for _each in range(3):
        make_case()
    make_case(officer=second, is_restricted=True)
    loads = Reader(as_actor(second), NOW).loads()
    assert second.id not in loads or loads[second.id].owed == 0
    cleared = make_case(officer=second, is_restricted=True)
    cases.clear(landlord=landlord.id, case=cleared.id, user=leader.id, now=NOW)
    seen = seen_by(leader)
    assert person(seen, officer).load.owed == Owed.objects.filter(case__officer=officer).count()
    assert person(seen, second).load.owed == Owed.objects.filter(case=cleared).count()


def test_saving_an_absence_without_cover_is_an_error_with_words(leader, officer) -> None:
    with pytest.raises(Unfit, match="Nobody can be away without cover") as no:
        away(officer, None, by=leader)
    assert no.value.field == "cover"


def test_cover_who_is_away_then_is_an_error_that_says_until_when(leader, officer, second) -> None:
    away(second, leader, by=leader, end=TODAY + 6 * DAY)
    with pytest.raises(Unfit, match="Second is away from Tue 14 Apr 2026 until Mon 20 Apr 2026"):
        away(officer, second, by=leader)


def test_somebody_back_early_acts_again(leader, officer, second, make_case) -> None:
    make_case()
    away(officer, second, by=leader, end=TODAY + 6 * DAY)
    actions.back_early(actor=as_actor(leader), user=officer.id, now=NOW)
    assert person(seen_by(leader), officer).load.owed > 0
    with pytest.raises(Refused):
        actions.back_early(actor=as_actor(leader), user=officer.id, now=NOW)


def test_leaver_keeps_no_role_after_the_last_day(leader, officer, second, make_case) -> None:
    make_case()
    away(officer, second, by=leader, leaving=True)
    assert as_actor(officer).roles
    assert person(seen_by(leader), officer).state == "leaving"
    assert as_actor(officer, now=NOW + DAY).roles == frozenset()
    tomorrow = seen_by(leader, now=NOW + DAY)
    assert person(tomorrow, officer).state == "left"
    assert person(tomorrow, second).load.owed > 0


def test_leaver_whose_last_day_is_over_is_stopped_at_once(leader, officer, second) -> None:
    away(officer, second, by=leader, start=TODAY - 3 * DAY, leaving=True)
    assert not User.objects.get(id=officer.id).is_active


def test_only_administrator_cannot_leave(staff, second) -> None:
    with pytest.raises(Refused, match="only administrator"):
        away(staff("administrator"), second, by=staff("head of service"), leaving=True)


def test_team_leader_sets_the_own_team_alone(landlord, leader, second, staff) -> None:
    other = make_user(landlord, "officer", team=make_team(landlord))
    with pytest.raises(Refused, match="teams that you lead"):
        away(other, second, by=leader)
    away(other, second, by=staff("head of service"))


def test_officer_says_to_be_away_and_nobody_else(officer, second) -> None:
    away(officer, second, by=officer)
    with pytest.raises(Refused):
        away(second, officer, by=officer)


def test_stranger_of_another_landlord_is_not_there(staff, second, other_landlord) -> None:
    stranger = make_user(other_landlord, "officer")
    with pytest.raises(NotThere):
        away(stranger, second, by=staff("head of service"))


def test_patch_cannot_be_without_cover_and_vacancy_is_acted_on(
    landlord, team, leader, officer, second, make_case
) -> None:
    patch = make_patch(landlord, team=team, cover=second, officer=officer)
    actor = as_actor(leader)
    with pytest.raises(Unfit, match="without cover"):
        actions.set_patch(actor=actor, patch=patch.id, officer=None, cover=None, now=NOW)
    with pytest.raises(Unfit, match="covers for themselves"):
        actions.set_patch(actor=actor, patch=patch.id, officer=second.id, cover=second.id, now=NOW)
    actions.set_patch(actor=actor, patch=patch.id, officer=None, cover=second.id, now=NOW)
    assert Patch.objects.get(id=patch.id).officer is None
    make_case(officer=None, home=make_home(landlord, patch=patch))
    assert person(seen_by(leader), second).load.owed > 0


# --- uncovered ------------------------------------------------------------------------------------


def test_promises_of_nobody_are_shown_with_their_case(
    landlord, team, staff, officer, second, make_case
) -> None:
    case = make_case()
    head = staff("head of service")
    actor = as_actor(head)
    for one, other in ((officer, second), (second, officer)):
        staffing.add_away(
            landlord=landlord.id, user=one.id, starts_on=TODAY, ends_on=TODAY, cover=other.id,
            told_by=head.id, told_at=NOW,
        )  # fmt: skip
    User.objects.filter(id=head.id).update(is_active=False)
    found = board(actor, now=NOW).uncovered
    assert [(one.kind, one.case, one.count) for one in found] == [
        ("promises", case.id, Owed.objects.count())
    ]


def test_uncovered_restricted_case_is_named_by_its_reference_alone(
    landlord, staff, officer, make_case
) -> None:
    case = make_case(officer=None, is_restricted=True)
    leader = staff("team leader")
    found = seen_by(leader).uncovered
    assert [(one.kind, one.name, one.case) for one in found] == [("promises", case.reference, None)]
    home = make_home(landlord)
    Case.objects.filter(id=case.id).update(home=home)
    tell_interest(landlord=landlord.id, user=leader.id, why="a friend", home=home.id, now=NOW)
    assert seen_by(leader).uncovered == ()


def test_patch_where_nobody_is_here_is_uncovered(landlord, team, officer, staff) -> None:
    head = as_actor(staff("head of service"))
    stopped = make_user(landlord, "officer", is_active=False)
    make_patch(landlord, team=team, cover=stopped, name="Mill Row")
    User.objects.filter(id=head.user_id).update(is_active=False)
    found = board(head, now=NOW).uncovered
    assert [(one.kind, one.name) for one in found] == [("patch", "Mill Row")]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_staffing_each_promise_has_somebody_here_or_is_shown(
    seed, landlord, team, make_case
) -> None:
    chance = random.Random(seed)
    users = [
        make_user(landlord, chance.choice(["officer", "officer", "team leader"]), team=team,
                  is_active=chance.random() < 0.7)
        for _each in range(5)
    ]  # fmt: skip
    for one in users:
        cover = chance.choice([other for other in users if other != one])
        if chance.random() < 0.6:
            staffing.add_away(
                landlord=landlord.id, user=one.id, starts_on=TODAY - DAY, ends_on=TODAY + DAY,
                cover=cover.id, told_by=one.id, told_at=NOW,
            )  # fmt: skip
    for _each in range(4):
        patch = make_patch(landlord, team=team, cover=chance.choice(users))
        make_case(
            officer=chance.choice([None, *users]), home=make_home(landlord, patch=patch),
            is_restricted=chance.random() < 0.3,
        )  # fmt: skip
    here = staffing_of(landlord.id, today=TODAY)
    head = replace(as_actor(users[0]), roles=frozenset({"head of service"}))
    every = owed_in(
        Case.objects.filter(landlord=landlord), landlord=landlord.id, pack=landlord.pack,
        staffing=here, now=NOW, reader=head.user_id,
    )  # fmt: skip
    shown = {one.name: one.count for one in board(head, now=NOW).uncovered
             if one.kind == "promises"}  # fmt: skip
    assert every.held
    for held in every.held:
        acts = held.acting.user
        assert held.head.reference in shown if acts is None else here.is_here(acts)
    nobody = [held for held in every.held if held.acting.user is None]
    assert sum(shown.values()) == len(nobody)


# --- giving cases to others ---------------------------------------------------------------


def test_given_case_is_an_entry_with_a_promise_to_tell_the_resident(
    leader, officer, second, make_case
) -> None:
    case = make_case()
    actions.reassign(
        actor=as_actor(leader), moves=[(case.id, second.id)], note="Fewer cases.", now=NOW
    )
    row = Case.objects.get(id=case.id)
    live = load(row)
    entry = live.kept[-1].entry
    assert row.officer == second
    assert (entry.does, entry.text) == (("staff.handed_over",), "Fewer cases.")
    promised = [one.what for one in promises_of(live.run(now=NOW)) if one.pledge]
    assert promised == ["to tell the resident that their contact is now Second"]


def test_promise_to_tell_the_resident_is_kept_by_what_says_so_and_by_no_other_call(
    leader, second, make_case
) -> None:
    from factories.made import add_entries

    case = make_case()
    actions.reassign(actor=as_actor(leader), moves=[(case.id, second.id)], note="x", now=NOW)
    owed = Owed.objects.filter(case=case, pledge__startswith="contact-")
    later = NOW + timedelta(hours=1)
    add_entries(case, a_note(later), now=later)
    pledge = owed.get().pledge
    add_entries(case, a_note(later, keeps=(pledge,)), now=later)
    assert not owed.exists()


def test_several_cases_go_or_none(landlord, leader, officer, second, make_case) -> None:
    home = make_home(landlord)
    moved, barred = make_case(), make_case(home=home)
    tell_interest(landlord=landlord.id, user=second.id, why="a friend", home=home.id, now=NOW)
    moves = [(moved.id, second.id), (barred.id, second.id)]
    with pytest.raises(Unfit):
        actions.reassign(actor=as_actor(leader), moves=moves, note="x", now=NOW)
    assert set(Case.objects.values_list("officer", flat=True)) == {officer.id}


def test_officer_cannot_give_cases_away(officer, second, make_case) -> None:
    case = make_case()
    with pytest.raises(Refused):
        actions.reassign(actor=as_actor(officer), moves=[(case.id, second.id)], note="x", now=NOW)


def test_spreading_proposes_whoever_has_least(landlord, team, leader, officer, make_case) -> None:
    busy = make_user(landlord, "officer", team=team, name="Busy")
    idle = make_user(landlord, "officer", team=team, name="Idle")
    make_case(officer=busy)
    pledges = tuple(Pledge(id=f"p{n}", what=f"thing {n}", within="5 working days") for n in (1, 2))
    heavy = make_case(entries=[a_report(NOW), a_note(NOW, promises=pledges)])
    make_case()
    found = read.spread(as_actor(leader), officer.id, now=NOW)
    assert found.cases[0].case == heavy.id
    assert {one.proposed for one in found.cases} <= {busy.id, idle.id, leader.id}
    assert found.cases[0].proposed in (idle.id, leader.id)


def test_queries_of_the_board_do_not_grow_with_cases(leader, make_case) -> None:
    def queries() -> int:
        actor = as_actor(leader)
        with CaptureQueriesContext(connection) as asked:
            board(actor, now=NOW)
        return len(asked)

    make_case()
    few = queries()
    for _each in range(6):
        make_case()
    assert queries() == few
