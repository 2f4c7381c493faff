"""How near somebody stands to a case: who acts in it works in it."""

from typing import Any

import pytest

from putright.casework import permissions
from putright.casework.queries import cases
from putright.casework.refused import NeedsReason, Refused
from putright.stores.record import cases as rows


def stranger_of(staff: Any) -> Any:
    """An officer of another team."""
    from factories.made import as_actor, make_team, make_user

    return as_actor(make_user(staff.landlord, "officer", team=make_team(staff.landlord)))


def test_an_officer_of_another_team_sees_a_case_and_does_not_work_in_it(
    staff: Any, case: Any, now: Any
) -> None:
    near = cases.near_to(stranger_of(staff), case.id, now=now)

    assert (near.sees, near.works) == (True, False)


def test_who_may_only_read_is_told_that_the_case_is_not_theirs(
    staff: Any, case: Any, now: Any
) -> None:
    stranger = stranger_of(staff)
    near = cases.near_to(stranger, case.id, now=now)

    with pytest.raises(Refused, match="not yours, and not your team's"):
        permissions.check(stranger, "case.risk", near)
    with pytest.raises(Refused, match="These roles may"):
        permissions.check(stranger, "case.sign_closing", near)


def test_the_cover_of_a_vacant_patch_works_in_its_cases(
    staff: Any, make_case: Any, now: Any
) -> None:
    from factories.made import make_home, make_patch

    from putright.stores.accounts.models import User

    cover = stranger_of(staff)
    user = User.objects.get(id=cover.user_id)
    home = make_home(staff.landlord, patch=make_patch(staff.landlord, team=staff.team, cover=user))

    vacant = cases.near_to(cover, make_case(home=home, officer=None).id, now=now)
    taken = cases.near_to(cover, make_case(home=home).id, now=now)

    assert (vacant.works, taken.works) == (True, False)


def test_whoever_broke_the_glass_reads_and_does_not_work_in_the_case(
    staff: Any, make_case: Any, now: Any
) -> None:
    stranger = stranger_of(staff)
    case = make_case(is_restricted=True)
    told = {"landlord": staff.landlord.id, "case": case.id, "user": stranger.user_id, "now": now}

    rows.clear(**told, broke_glass=True, why="She is on the line")
    broken = cases.near_to(stranger, case.id, now=now)
    rows.clear(**told)
    cleared = cases.near_to(stranger, case.id, now=now)

    assert (broken.works, cleared.works) == (False, True)


def test_an_approver_of_no_one_team_agrees_in_any_open_case_and_does_nothing_else(
    staff: Any, make_case: Any, actor_of: Any, now: Any
) -> None:
    from factories.made import as_actor, make_team, make_user

    approver = actor_of("approver")
    other = make_team(staff.landlord)
    theirs = as_actor(make_user(staff.landlord, "approver", team=other))
    case, restricted = make_case(), make_case(is_restricted=True)

    near = cases.near_to(approver, case.id, now=now)

    assert permissions.can(approver, "redress.approve", near)
    assert not permissions.can(approver, "redress.work", near)
    assert not permissions.can(approver, "case.plan", near)
    assert not cases.near_to(theirs, case.id, now=now).works
    with pytest.raises(NeedsReason):
        cases.near_to(approver, restricted.id, now=now)
