"""Two cases are joined by a person who may open both; nobody else comes to know of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from factories import made

from putright.casework.actions import links as actions
from putright.casework.actions import samples
from putright.casework.queries import case_file
from putright.casework.queries import links as read
from putright.casework.queries.case_links import MOST
from putright.casework.refused import NotThere, Refused, SentTwice
from putright.stores.accounts.models import User
from putright.stores.record.models import Case, CaseLink

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NO_SUCH = "There is no other case with that reference that you can open."


@pytest.fixture
def actor(actor_of):
    return actor_of("officer")


@pytest.fixture
def other(make_case):
    return make_case(title="Bins on the stairs")


def joined(actor, case, now):
    return [one.other.reference for one in read.page(actor, case.id, now=now).joined]


def join(actor, case, other, now, **told):
    named = {"what": "same incident", "why": "Same evening, next door."} | told
    actions.join(actor=actor, case_id=case.id, other=other.id, now=now, **named)


def test_joined_cases_stand_on_the_pages_of_both_with_who_and_why(actor, case, other, now):
    join(actor, case, other, now)

    (here,), (there,) = (read.page(actor, one.id, now=now).joined for one in (case, other))

    assert (here.other.reference, there.other.reference) == (other.reference, case.reference)
    assert here.says == there.says == "Both tell of the same incident."
    assert (here.by, here.why, here.at) == ("The officer", "Same evening, next door.", now)


def test_neither_timeline_tells_of_a_joining(actor, case, other, now):
    before = case_file.page(actor, case.id, now=now).entries

    join(actor, case, other, now)

    assert case_file.page(actor, case.id, now=now).entries == before


@pytest.mark.parametrize("what", [what for what, _words in read.choices() if "follow" not in what])
def test_what_two_cases_share_reads_the_same_from_both(actor, case, other, now, what):
    join(actor, case, other, now, what=what)

    here, there = (read.page(actor, one.id, now=now).joined[0].says for one in (case, other))

    assert here == there


def test_what_was_joined_is_parted_by_a_further_row(actor, case, other, now):
    join(actor, case, other, now)

    told = {"case_id": other.id, "other": case.id, "what": "same incident", "why": "Two parties."}
    actions.part(actor=actor, now=now + HOUR, **told)

    assert joined(actor, case, now) == joined(actor, other, now) == []
    rows = CaseLink.objects.order_by("id").values_list("says", "actor_id")
    assert list(rows) == [("joined", actor.user_id), ("parted", actor.user_id)]


def test_what_was_parted_can_be_joined_again(actor, case, other, now):
    told = {"case_id": case.id, "other": other.id, "what": "same home", "why": "Again."}
    for step in (actions.join, actions.part, actions.join):
        step(actor=actor, now=now, **told)

    assert joined(actor, case, now) == [other.reference]


def test_only_what_was_joined_can_be_parted(actor, case, other, now):
    join(actor, case, other, now)

    with pytest.raises(Refused, match="not joined in that way"):
        actions.part(
            actor=actor, case_id=case.id, other=other.id, what="same home", why="", now=now
        )


@pytest.mark.parametrize("what", ["", "enemies"])
def test_two_cases_are_joined_in_a_known_way(actor, case, other, now, what):
    with pytest.raises(Refused, match="Choose how"):
        join(actor, case, other, now, what=what)


def test_a_case_is_not_joined_with_itself(actor, case, now):
    with pytest.raises(Refused, match="itself"):
        join(actor, case, case, now)


def test_a_form_sent_twice_joins_once(actor, case, other, now):
    form = uuid4()
    join(actor, case, other, now, form=form)

    with pytest.raises(SentTwice):
        join(actor, case, other, now, form=form)

    assert CaseLink.objects.count() == 1


@pytest.mark.parametrize("role", ["contact centre", "approver", "auditor"])
def test_whoever_does_not_work_in_cases_joins_none(actor_of, case, other, now, role):
    with pytest.raises(Refused, match="You may not say that two cases belong together"):
        join(actor_of(role), case, other, now)


def test_an_officer_of_another_team_may_not_join_this_one(landlord, case, other, now):
    elsewhere = made.make_user(landlord, "officer", team=made.make_team(landlord))

    with pytest.raises(Refused):
        join(made.as_actor(elsewhere), case, other, now)


def test_the_other_case_may_be_another_teams(actor, landlord, case, now):
    theirs = made.make_case(landlord, team=made.make_team(landlord))

    join(actor, case, theirs, now)

    assert joined(actor, case, now) == [theirs.reference]


def test_by_its_reference_a_case_is_found_however_it_is_typed(actor, case, other, now):
    actions.join_named(
        actor=actor, case_id=case.id, reference=f" {other.reference.lower()} ",
        what="same home", why="", now=now,
    )  # fmt: skip

    assert joined(actor, case, now) == [other.reference]


def test_a_case_that_cannot_be_opened_is_refused_like_one_that_is_not(
    landlord, staff, case, make_case, other_landlord, now
):
    plain = made.as_actor(made.make_user(landlord, "officer", team=staff.team))
    hidden = make_case(is_restricted=True)
    strange = made.make_case(other_landlord, team=made.make_team(other_landlord))
    told = {"actor": plain, "case_id": case.id, "what": "same home", "why": "", "now": now}

    for reference in (hidden.reference, strange.reference, "NO-SUCH"):
        with pytest.raises(Refused, match=NO_SUCH):
            actions.join_named(reference=reference, **told)
    for each in (hidden.id, strange.id, uuid4()):
        for step in (actions.join, actions.part):
            with pytest.raises(Refused, match=NO_SUCH):
                step(other=each, **told)
    assert not CaseLink.objects.exists()


def test_a_case_that_is_not_there_for_somebody_is_not_joined_from_its_side(
    actor, other, other_landlord, now
):
    strange = made.make_case(other_landlord, team=made.make_team(other_landlord))

    with pytest.raises(NotThere):
        join(actor, strange, other, now)


def test_a_new_case_says_after_which_one_it_comes(actor, actor_of, make_case, case, now):
    closed = made.a_note(now - HOUR, "We closed it.", does=("asb.case_closed",))
    old = make_case(entries=[made.a_report(now - 30 * 24 * HOUR), closed])

    actions.follow(actor=actor_of("contact centre"), old=old.id, new=case.id, why="", now=now)

    (after,) = case_file.page(actor, case.id, now=now).after
    assert (after.reference, after.is_open) == (old.reference, False)
    assert after.closed_on == (now - HOUR).date()
    assert case_file.page(actor, old.id, now=now).after == ()
    assert "came after this case" in read.page(actor, old.id, now=now).joined[0].says


def test_cases_that_hang_together_are_told_step_by_step(actor, case, other, make_case, now):
    third, alone = make_case(), make_case()
    join(actor, case, other, now)
    join(actor, other, third, now, what="follows a closed case")
    join(actor, case, other, now, what="same home")

    group = read.page(actor, case.id, now=now).group

    assert [one.id for one in group.cases] == [case.id, other.id, third.id]
    assert {tie.says for tie in group.ties} == {
        f"{case.reference} and {other.reference} tell of the same incident.",
        f"{case.reference} and {other.reference} are about the same home.",
        f"{other.reference} came after {third.reference} was closed.",
    }
    assert read.page(actor, alone.id, now=now).group.ties == ()


def test_a_group_holds_no_more_than_a_picture_can(actor, case, make_case, now):
    for _number in range(MOST + 1):
        join(actor, case, make_case(), now)

    group = read.page(actor, case.id, now=now).group

    assert len(group.cases) == MOST
    ids = {one.id for one in group.cases}
    assert {tie.one for tie in group.ties} | {tie.other for tie in group.ties} == ids


@pytest.mark.slow
def test_the_sample_landlord_comes_with_cases_that_belong_together(now):
    samples.load_meadowbank(now=now)
    towpath = Case.objects.get(title="A man shouting along the towpath")
    daniel = made.as_actor(User.objects.get(email__startswith="daniel"))

    page = read.page(daniel, towpath.id, now=now)

    (joined,) = page.joined
    assert (joined.what, joined.other.is_open) == ("follows a closed case", False)
    reasons = {each.what for one in page.suggested for each in one.reasons}
    assert "same incident" in reasons
