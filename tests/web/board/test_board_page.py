"""The board's pages: nothing is saved without cover, and what is wrong is said at its field."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from factories.made import NOW, as_actor, make_patch, make_team, make_user

from putright.casework.actions import staffing as actions
from putright.casework.cover_rules import Absence
from putright.stores.accounts.models import Away, Patch, SecurityEvent
from putright.stores.post import turns
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOARD = "/board/"


@pytest.fixture(autouse=True)
def _standing_clock(clock_at):
    clock_at(NOW)


@pytest.fixture
def second(landlord, team):
    return make_user(landlord, "officer", team=team, name="Second")


@pytest.fixture
def board(client, signed_in, officer):
    return signed_in(client, "team leader")


def shown(client, address=BOARD):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def asked(user, cover="", start="14/4/2026", end="17/4/2026"):
    return {"user": str(user.id), "starts_on": start, "ends_on": end,
            "cover": str(cover.id) if cover else "", "once": str(uuid4())}  # fmt: skip


def test_everybody_here_and_covered_is_said(board, case) -> None:
    assert "Everyone is here and every patch has cover." in shown(board)


def test_nights_that_nobody_answers_are_said_from_the_first_day(board, landlord, second) -> None:
    page = shown(board)
    assert "Nights that nobody answers" in page and "14 nights of the next two weeks" in page
    assert "Nobody has these nights" in shown(board, reverse("board:rota"))

    told = {"landlord": landlord.id, "team": None, "by": second.id}
    times = {"starts_at": NOW, "ends_at": NOW + 20 * DAY}
    turn = turns.add(user=make_user(landlord, "auditor").id, **told, **times)
    assert "Nights that nobody answers" in shown(board)
    turns.drop(landlord=landlord.id, turn=turn)
    turns.add(user=second.id, **told, **times)
    assert "Nights that nobody answers" not in shown(board)


def test_absence_is_saved_with_cover_and_shown(board, officer, second, case) -> None:
    address = reverse("board:away")
    assert board.post(address, asked(officer, second)).status_code == 302
    page = shown(board)
    for words in (f"{officer.name} is away. Second acts meanwhile.", "Away until Fri 17 Apr 2026",
                  f"covers for {officer.name}",
                  "Every patch and every promise has somebody who is here."):  # fmt: skip
        assert words in page, words
    assert SecurityEvent.objects.filter(what="staff.away", subject_id=officer.id).exists()


def test_absence_without_cover_is_an_error_and_nothing_is_saved(board, officer) -> None:
    answer = board.post(reverse("board:away"), asked(officer))
    page = answer.content.decode()
    assert "Error: " in page
    assert "Choose who covers. Nobody can be away without cover." in page
    assert not Away.objects.exists()


def test_cover_who_is_away_is_named_until_when(board, officer, second) -> None:
    board.post(reverse("board:away"), asked(second, officer))
    page = board.post(reverse("board:away"), asked(officer, second)).content.decode()
    assert "Second is away from Tue 14 Apr 2026 until Fri 17 Apr 2026" in page
    assert Away.objects.count() == 1


def test_days_that_are_no_days_are_asked_for_again(board, officer, second) -> None:
    wrong = asked(officer, second, start="soon", end="14/4/2026")
    assert "Write a day such as" in board.post(reverse("board:away"), wrong).content.decode()
    wrong = asked(officer, second, start="17/4/2026", end="14/4/2026")
    page = board.post(reverse("board:away"), wrong).content.decode()
    assert "must not be before the first" in page


def test_away_today_shows_the_cover_by_rule_before_anything_is_saved(
    board, officer, second
) -> None:
    page = shown(board, f"{reverse('board:away')}?today={officer.id}")
    assert "Picked by rule: " in page
    assert not Away.objects.exists()


def test_away_today_with_nobody_left_says_so(board, landlord, officer, staff) -> None:
    leader = staff("team leader")
    actions.set_away(
        actor=as_actor(leader), absence=Absence(leader.id, NOW.date(), NOW.date()),
        cover=officer.id, now=NOW,
    )  # fmt: skip
    page = shown(board, f"{reverse('board:away')}?today={officer.id}")
    assert "The rule finds nobody who could cover today" in page


def test_back_early_is_one_button(board, officer, second) -> None:
    board.post(reverse("board:away"), asked(officer, second))
    address = reverse("board:back", kwargs={"user_id": officer.id})
    assert "Back today" in shown(board)
    assert board.get(address).status_code == 405
    assert board.post(address).status_code == 302
    assert "is back and acts again" in shown(board)


def test_leaving_leads_to_the_handover_of_each_case(board, officer, second, case) -> None:
    address = reverse("board:leaving", kwargs={"user_id": officer.id})
    page = board.post(address, {"last_day": "13/4/2026", "cover": ""}).content.decode()
    assert "Nobody can be away without cover." in page
    told = {"last_day": "13/4/2026", "cover": str(second.id)}
    answer = board.post(address, told)
    assert answer["Location"] == reverse("handover:leaver", kwargs={"user_id": officer.id})
    page = shown(board, answer["Location"])
    assert case.reference in page
    assert "Second acts today" in page
    assert "Left, last day Mon 13 Apr 2026" in shown(board)


def test_patch_is_given_and_vacated_but_never_without_cover(
    board, landlord, team, officer, second
) -> None:
    patch = make_patch(landlord, team=team, officer=officer, cover=second, name="Mill Row")
    address = reverse("board:patch", kwargs={"patch_id": patch.id})
    page = board.post(address, {"officer": "", "cover": ""}).content.decode()
    assert "A patch cannot be without cover." in page
    both = {"officer": str(second.id), "cover": str(second.id)}
    assert "nobody covers for themselves" in board.post(address, both).content.decode()
    assert board.post(address, {"officer": "", "cover": str(second.id)}).status_code == 302
    assert "Vacant" in shown(board)
    assert Patch.objects.get().officer is None


def test_case_goes_to_another_officer_with_a_note(board, second, case) -> None:
    address = reverse("board:assign", kwargs={"case_id": case.id})
    assert "Second" in shown(board, address)
    told = {"officer": str(second.id), "note": "Fewer cases.", "once": str(uuid4())}
    assert board.post(address, told).status_code == 302
    assert Case.objects.get().officer == second
    page = shown(board, reverse("handover:page", kwargs={"case_id": case.id}))
    assert "wait for Second" in page


def test_work_is_spread_after_a_preview(board, officer, second, make_case) -> None:
    first, other = make_case(), make_case()
    address = reverse("board:spread", kwargs={"user_id": officer.id})
    page = shown(board, address)
    assert first.reference in page
    assert "nothing moves before you save" in page
    assert set(Case.objects.values_list("officer", flat=True)) == {officer.id}
    nothing = board.post(address, {"note": "x", "once": str(uuid4())}).content.decode()
    assert "Choose who takes at least one case." in nothing
    told = {"note": "Too many.", f"to-{first.id}": str(second.id), f"to-{other.id}": "",
            "once": str(uuid4())}  # fmt: skip
    assert board.post(address, told).status_code == 302
    assert Case.objects.get(id=first.id).officer == second
    assert Case.objects.get(id=other.id).officer == officer


def test_somebody_says_to_be_away_themselves(client, signed_in, officer, second) -> None:
    client = signed_in(client, "officer")
    address = reverse("board:away_me")
    assert officer.name not in shown(client, address).split("<main")[1].split("</main")[0]
    told = {"starts_on": "15/4/2026", "ends_on": "", "cover": str(second.id)}
    assert client.post(address, told).status_code == 302
    away = Away.objects.get()
    assert (away.user, away.cover, away.ends_on) == (officer, second, None)


def test_who_may_not_is_told_who_may(client, signed_in, officer, case) -> None:
    signed_in(client, "officer")
    for name, kwargs in (("page", {}), ("away", {}), ("leaving", {"user_id": officer.id}),
                         ("spread", {"user_id": officer.id})):  # fmt: skip
        assert client.get(reverse(f"board:{name}", kwargs=kwargs)).status_code == 403, name


def test_team_leader_finds_nothing_of_other_teams(client, signed_in, landlord, team, case) -> None:
    outside = make_team(landlord)
    other = make_user(landlord, "team leader", team=outside)
    patch = make_patch(landlord, team=team, cover=other)
    signed_in(client, other)
    assert case.reference not in shown(client)
    assert client.get(reverse("board:patch", kwargs={"patch_id": patch.id})).status_code == 404


def test_one_posted_twice_counts_once(board, officer, second, case) -> None:
    told = {"officer": str(second.id), "note": "x", "once": str(uuid4())}
    address = reverse("board:assign", kwargs={"case_id": case.id})
    board.post(address, told)
    again = told | {"officer": str(officer.id)}
    board.post(address, again)
    assert Case.objects.get().officer == second
