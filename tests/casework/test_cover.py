"""Who acts today: never somebody who is not there, and nobody only where nobody is."""

from datetime import timedelta

import pytest
from casework.staffings import TEAM, TODAY, away, post, staffing, user
from hypothesis import given
from hypothesis import strategies as st

from putright.casework.cover import acting_on
from putright.casework.cover_rules import (
    Absence,
    covers_for,
    fault_of_cover,
    fault_of_time,
    suggested,
)

WEEK = timedelta(days=7)
NAMES = {user(letter): letter.upper() for letter in "abcdefghlxyz"}
LETTERS = st.sampled_from("abcdef")


def acts(here, officer="a", owner="", **told):
    officer = user(officer) if officer else None
    return acting_on(here, owner=owner, officer=officer, team=TEAM, **({"post": None} | told))


def test_officer_who_is_here_acts_alone() -> None:
    found = acts(staffing("ab"))
    assert (found.user, found.instead_of, found.by) == (user("a"), None, "own")


def test_officer_who_is_away_leaves_it_to_the_cover_by_name() -> None:
    found = acts(staffing("ab", away("a", "b")))
    assert (found.user, found.instead_of, found.by) == (user("b"), user("a"), "cover")


def test_cover_who_is_away_too_leaves_it_to_their_cover() -> None:
    found = acts(staffing("abc", away("a", "b"), away("b", "c")))
    assert (found.user, found.instead_of) == (user("c"), user("a"))


def test_covers_who_cover_each_other_leave_it_to_the_patch_then_the_leader() -> None:
    times = (away("a", "b"), away("b", "a"))
    at_patch = acts(staffing("abc", *times), post=post("a", "c"))
    assert (at_patch.user, at_patch.instead_of) == (user("c"), user("a"))
    assert acts(staffing("abl", *times, leaders="l")).user == user("l")


def test_head_of_service_acts_where_everybody_else_is_gone() -> None:
    found = acts(staffing("ah", away("a", "a"), heads="h"))
    assert (found.user, found.by) == (user("h"), "head of service")


def test_nobody_acts_only_where_nobody_is_here() -> None:
    assert acts(staffing("ab", away("a", "b"), away("b", "a"))).user is None


def test_leaver_acts_on_the_last_day_and_the_cover_from_the_next() -> None:
    last = away("a", "b", leaving=True)
    assert acts(staffing("ab", last)).user == user("a")
    gone = away("a", "b", start=TODAY - timedelta(days=1), leaving=True)
    assert acts(staffing("b", gone)).user == user("b")


def test_vacant_post_is_its_covers() -> None:
    found = acts(staffing("bc"), officer="", post=post("", "c"))
    assert (found.user, found.instead_of, found.by) == (user("c"), None, "cover of the patch")


def test_account_that_was_stopped_without_cover_leaves_it_to_the_patch() -> None:
    assert acts(staffing("bc"), post=post("a", "c")).user == user("c")


def test_promise_handed_to_a_colleague_is_theirs_and_their_covers() -> None:
    assert acts(staffing("abc"), holder=user("b")).user == user("b")
    found = acts(staffing("abc", away("b", "c")), holder=user("b"))
    assert (found.user, found.instead_of) == (user("c"), user("b"))


def test_role_is_acted_on_by_whoever_holds_it_and_is_here() -> None:
    here = staffing("abd", away("a", "b"), complaints_handler="ad")
    assert acts(here, owner="complaints handler").user == user("b")
    assert acts(staffing("abd", complaints_handler="d"), owner="complaints handler").user == user(
        "d"
    )


def test_whoever_may_not_see_the_case_is_passed_over() -> None:
    here = staffing("abl", leaders="l")
    assert acts(here, may=lambda who: who != user("a")).user == user("l")


@given(
    here=st.sets(LETTERS),
    times=st.lists(st.tuples(LETTERS, LETTERS, st.booleans()), max_size=8),
    officer=st.one_of(st.just(""), LETTERS),
    patch=st.one_of(st.none(), st.tuples(st.one_of(st.just(""), LETTERS), LETTERS)),
    leaders=st.lists(LETTERS, max_size=2),
    heads=st.lists(LETTERS, max_size=2),
    owner=st.sampled_from(["", "team leader", "complaints handler", "repairs team"]),
    holder=st.one_of(st.none(), LETTERS),
)
def test_whatever_the_staffing_who_acts_is_here(
    here, times, officer, patch, leaders, heads, owner, holder
) -> None:
    gone = [away(a, b, start=TODAY - WEEK, leaving=left) for a, b, left in times]
    staff = staffing("".join(here), *gone, leaders="".join(leaders), heads="".join(heads))
    found = acts(
        staff, officer, owner, post=post(*patch) if patch else None,
        holder=user(holder) if holder else None,
    )  # fmt: skip
    if found.user is not None:
        assert staff.is_here(found.user)
        return
    named = [officer, holder, *leaders, *heads, *([patch[1]] if patch else ())]
    assert all(staff.acting_for(user(one)) is None for one in named if one)


# --- what must hold of a cover -------------------------------------------------------------


def asked(start=0, end=0, leaving=False):
    day = TODAY + timedelta(days=start)
    last = None if end is None else TODAY + timedelta(days=end)
    return Absence(user("a"), day, None if leaving else last, is_leaving=leaving)


def fault(here, cover, absence=None):
    cover = user(cover) if cover else None
    return fault_of_cover(here, absence or asked(), cover, NAMES)


def test_absence_without_cover_cannot_be() -> None:
    assert fault(staffing("ab"), "") == "Choose who covers. Nobody can be away without cover."
    assert "covers for themselves" in fault(staffing("ab"), "a")
    assert "works here" in fault(staffing("ab"), "x")


def test_cover_who_is_away_then_is_named_with_until_when() -> None:
    later = away("b", "c", start=TODAY + WEEK, end=TODAY + 2 * WEEK)
    here = staffing("abc", later)
    assert fault(here, "b", asked(0, 6)) == ""
    assert fault(here, "b", asked(0, 7)) == (
        "B is away from Tue 21 Apr 2026 until Tue 28 Apr 2026. Choose somebody who is here then."
    )
    assert "B is away" in fault(staffing("abc", away("b", "c")), "b", asked(0, None))


def test_leaver_may_be_covered_by_somebody_with_a_holiday_months_ahead() -> None:
    later = away("b", "c", start=TODAY + 9 * WEEK, end=TODAY + 10 * WEEK)
    assert fault(staffing("abc", later), "b", asked(leaving=True)) == ""
    leaves = away("b", "c", start=TODAY + WEEK, leaving=True)
    assert "having left" in fault(staffing("abc", leaves), "b", asked(leaving=True))


def test_somebody_of_another_kind_of_work_cannot_cover() -> None:
    here = staffing("ab", auditor="y")
    here = type(here)(day=here.day, here=here.here | {user("y")}, holders=here.holders)
    assert "does not do such work" in fault(here, "y")


def test_days_in_the_wrong_order_or_taken_are_refused() -> None:
    here = staffing("ab", away("a", "b", end=TODAY + WEEK))
    assert "before the first" in fault_of_time(here, asked(3, 1), NAMES)
    assert "already away" in fault_of_time(here, asked(2, 4), NAMES)
    assert fault_of_time(here, asked(8, 9), NAMES) == ""


def test_rule_picks_somebody_here_with_the_least_overdue() -> None:
    here = staffing("abcd", away("d", "b"))
    picked = suggested(here, asked(), NAMES, {user("b"): 4, user("c"): 1})
    assert picked == user("c")
    assert covers_for(here, asked(), NAMES) == [user("b"), user("c")]
    assert suggested(staffing("a"), asked(), NAMES, {}) is None


@pytest.mark.parametrize("ending", [0, 3, None])
def test_whoever_is_offered_can_cover(ending) -> None:
    here = staffing("abcd", away("d", "b", end=TODAY + WEEK))
    for cover in covers_for(here, asked(0, ending), NAMES):
        assert fault_of_cover(here, asked(0, ending), cover, NAMES) == ""
