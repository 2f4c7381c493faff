"""P2 by the doors: from an empty landlord to one that can take its first case."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from factories import made

from putright.casework.queries import set_up
from putright.gateways import files
from putright.stores.accounts.models import Away, Landlord, Patch, SecurityEvent, Team, User

pytestmark = pytest.mark.django_db
STEPS = (
    "landlord",
    "bank-holidays",
    "policy",
    "teams",
    "people",
    "cover",
    "mailboxes",
    "test-drive",
)


@pytest.fixture
def landlord(database: None) -> Any:
    return made.make_landlord("Fennel Homes", pack="")


@pytest.fixture
def administrator(client: Client, signed_in: Callable[..., Client], clock_at: Any, now: Any) -> Any:
    clock_at(now)
    return signed_in(client, "administrator")


@pytest.fixture
def two(landlord: Any, staff: Any) -> tuple[User, User]:
    """An officer and a team leader."""
    return staff("officer"), staff("team leader")


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def send(client: Client, path: str, **told: str) -> Any:
    return client.post(f"/set-up/{path}", told)


def state(actor: Any, name: str, now: Any) -> str:
    return set_up.overview(actor, now=now).step(name).state


def test_a_landlord_with_one_empty_team_shows_each_step_and_what_is_missing(
    administrator: Client, team: Team
) -> None:
    page = text(administrator.get("/set-up/"))

    assert "Set up Fennel Homes" in page
    assert page.count("</svg>Not started") == 7
    assert f"{team.name} has no patch yet." in page
    assert "Finish the set-up" not in page


@pytest.mark.parametrize("step", ["", *STEPS])
def test_whoever_does_not_administer_is_shown_no_step(
    step: str, client: Client, signed_in: Any, landlord: Any
) -> None:
    page = signed_in(client, "team leader").get(f"/set-up/{step}")

    assert page.status_code == 403


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_a_page_of_its_own_before_any_other_is_done(
    step: str, administrator: Client
) -> None:
    assert "All steps of the set-up" in text(administrator.get(f"/set-up/{step}"))


def test_a_landlord_is_named_and_its_references_begin_in_capitals(
    administrator: Client, landlord: Landlord, actor_of: Any, now: Any
) -> None:
    answer = send(administrator, "landlord", name="Fennel", phone="020 7946 0000", begins="fen")

    landlord.refresh_from_db()
    assert answer["Location"] == "/set-up/"
    assert (landlord.name, landlord.phone, landlord.prefix) == ("Fennel", "020 7946 0000", "FEN")
    assert state(actor_of("administrator"), "landlord", now) == "done"
    assert SecurityEvent.objects.filter(landlord=landlord, what="landlord.set_up").count() == 1


def test_a_wrong_number_and_prefix_are_told_beside_the_text_that_was_typed(
    administrator: Client, landlord: Landlord
) -> None:
    page = text(send(administrator, "landlord", name="Fennel", phone="ring Jo", begins="F!"))

    assert "Error: " in page and "Write a phone number" in page
    assert 'value="ring Jo"' in page and 'value="F!"' in page
    landlord.refresh_from_db()
    assert landlord.name == "Fennel Homes"


def test_a_policy_shows_its_clauses_and_times_before_it_is_saved(
    administrator: Client, landlord: Landlord
) -> None:
    page = text(administrator.get("/set-up/policy?pack=meadowbank"))

    assert "Antisocial behaviour policy, 2.2" in page and "2 working days" in page
    assert "Complaint Handling Code 2024, 6.2" in page
    assert "It names no time: that is from" in page
    landlord.refresh_from_db()
    assert landlord.pack == ""


def test_a_saved_policy_is_held_against_every_case_with_how_many_are_done(
    administrator: Client, landlord: Landlord, make_case: Any, actor_of: Any, now: Any
) -> None:
    make_case()
    before = set_up.reading(actor_of("administrator"))

    answer = send(administrator, "policy", pack="meadowbank")
    page = text(administrator.get("/set-up/policy/reading"))
    send(administrator, "policy/reading")

    after = set_up.reading(actor_of("administrator"))
    assert before.left == 0
    assert answer["Location"] == "/set-up/policy/reading"
    assert "0 of 1 cases" in page
    assert (after.left, after.of) == (0, 1)
    assert "Your cases are up to date" in text(administrator.get("/set-up/policy/reading"))


def test_a_policy_that_is_not_offered_is_not_taken(
    administrator: Client, landlord: Landlord
) -> None:
    page = text(send(administrator, "policy", pack="../../elsewhere"))

    assert "Choose one of the answers here" in page
    landlord.refresh_from_db()
    assert landlord.pack == ""


def test_teams_and_planned_patches_are_added_renamed_and_taken_away(
    administrator: Client, landlord: Landlord, actor_of: Any, now: Any
) -> None:
    send(administrator, "teams", adds="team", team_name="North")
    send(administrator, "teams", adds="team", team_name="north")
    team = Team.objects.get(landlord=landlord, name="North")
    for name in ("Weavers", "weavers", "Quay"):
        send(administrator, "teams", adds="patch", patch_name=name, team=str(team.id))
    first, second = set_up.teams(actor_of("administrator"), now=now)[0].patches
    assert (first.name, second.name) == ("Quay", "Weavers")

    send(administrator, f"patches/{first.id}", patch_name="Old Quay", team=str(team.id))
    send(administrator, f"patches/{second.id}/drop")
    send(administrator, f"teams/{team.id}", team_name="North side")

    line = set_up.teams(actor_of("administrator"), now=now)[0]
    assert (line.name, [each.name for each in line.patches]) == ("North side", ["Old Quay"])
    assert not Patch.objects.filter(landlord=landlord).exists()


def test_two_patches_may_not_share_a_name(
    administrator: Client, landlord: Landlord, team: Team, actor_of: Any, now: Any
) -> None:
    for name in ("Weavers", "Quay"):
        send(administrator, "teams", adds="patch", patch_name=name, team=str(team.id))
    quay = set_up.teams(actor_of("administrator"), now=now)[0].patches[0]

    page = text(send(administrator, f"patches/{quay.id}", patch_name="WEAVERS", team=str(team.id)))

    assert "There is another patch of that name." in page


def test_a_patch_without_officer_and_cover_stays_a_problem_until_both_are_there(
    administrator: Client, landlord: Landlord, team: Team, two: Any, actor_of: Any, now: Any
) -> None:
    officer, leader = two
    actor = actor_of("administrator")
    send(administrator, "teams", adds="patch", patch_name="Weavers", team=str(team.id))
    before = state(actor, "cover", now)
    page = text(administrator.get("/set-up/cover"))
    patch = set_up.teams(actor, now=now)[0].patches[0]

    same = text(
        send(administrator, f"cover/{patch.id}", officer=str(officer.id), cover=str(officer.id))
    )
    send(administrator, f"cover/{patch.id}", officer=str(officer.id), cover=str(leader.id))

    made_now = Patch.objects.get(landlord=landlord)
    assert before == "problem" and "Nobody holds it and nobody covers it." in page
    assert "choose somebody else than the officer" in same
    assert (made_now.name, made_now.officer, made_now.cover) == ("Weavers", officer, leader)
    assert state(actor, "cover", now) == "done"


def test_a_vacant_patch_and_a_cover_without_a_role_are_problems(
    administrator: Client, landlord: Landlord, team: Team, staff: Any, actor_of: Any, now: Any
) -> None:
    made.make_patch(landlord, team=team, cover=staff("auditor"), name="Weavers")

    page = text(administrator.get("/set-up/cover"))

    assert "Nobody holds it." in page
    assert "The auditor has no role in which to act on a case." in page
    assert state(actor_of("administrator"), "cover", now) == "problem"


def test_a_cover_who_has_left_is_a_problem_again(
    administrator: Client, landlord: Landlord, team: Team, two: Any, actor_of: Any, now: Any
) -> None:
    officer, leader = two
    patch = made.make_patch(landlord, team=team, officer=officer, cover=leader, name="Weavers")
    today = now.date()
    Away.objects.create(
        landlord=landlord, user=leader, cover=officer, starts_on=today - timedelta(days=3),
        told_by=leader, told_at=now, is_leaving=True,
    )  # fmt: skip

    page = text(administrator.get("/set-up/"))

    assert "Weavers: The team leader has left." in page
    choice = text(administrator.get(f"/set-up/cover/{patch.id}"))
    assert f'value="{leader.id}"' not in choice


def test_people_tell_which_roles_nobody_holds(
    administrator: Client, two: Any, actor_of: Any, now: Any
) -> None:
    page = text(administrator.get("/set-up/people"))

    assert "There must be somebody who answers complaints." in page
    assert "There must be somebody who leads." not in page
    assert state(actor_of("administrator"), "people", now) == "in progress"


def test_the_test_drive_shows_dated_promises_of_the_landlords_policy_and_saves_nothing(
    administrator: Client, landlord: Landlord, make_case: Any
) -> None:
    Landlord.objects.filter(id=landlord.id).update(pack="meadowbank")

    page = text(administrator.get("/set-up/test-drive"))

    assert "Antisocial behaviour policy, 2.1" in page
    assert "10:00am on Wed 15 Apr 2026" in page
    assert "Complaint Handling Code 2024" in page or "Complaints policy, 2.1" in page
    assert not landlord.case_set.exists()


def test_a_changed_policy_asks_for_another_test_drive(
    administrator: Client, landlord: Landlord, actor_of: Any, now: Any
) -> None:
    actor = actor_of("administrator")
    send(administrator, "test-drive")
    done = state(actor, "drive", now)

    send(administrator, "policy", pack="meadowbank")

    assert (done, state(actor, "drive", now)) == ("done", "in progress")


def test_the_set_up_is_finished_only_when_every_step_is_done(
    administrator: Client, landlord: Landlord, team: Team, two: Any, staff: Any, actor_of: Any,
    now: Any,
) -> None:  # fmt: skip
    too_early = send(administrator, "finish")
    banner = text(administrator.get("/set-up/people"))
    staff("complaints handler")
    officer, leader = two
    made.make_patch(landlord, team=team, officer=officer, cover=leader)
    send(administrator, "landlord", name="Fennel", phone="020 7946 0000", begins="FEN")
    send(administrator, "bank-holidays")
    send(administrator, "policy", pack="none")
    send(administrator, "mailboxes/none")
    send(administrator, "test-drive")

    ready = text(administrator.get("/set-up/"))
    send(administrator, "finish")

    assert too_early.status_code == 403
    assert "is not set up yet" in banner
    assert ready.count("</svg>Done") == 8 and "Finish the set-up" in ready
    landlord.refresh_from_db()
    assert landlord.set_up["finished"]["on"] == "2026-04-14"
    after = text(administrator.get("/set-up/people"))
    assert "is not set up yet" not in after
    assert "Finished on 14 April 2026" in text(administrator.get("/set-up/"))


def test_a_patch_of_another_landlord_is_not_there(
    administrator: Client, other_landlord: Landlord, two: Any
) -> None:
    officer, leader = two
    team = made.make_team(other_landlord)
    theirs = made.make_user(other_landlord, "officer")
    patch = made.make_patch(other_landlord, team=team, cover=theirs)

    answers = [
        administrator.get(f"/set-up/cover/{patch.id}"),
        administrator.get(f"/set-up/patches/{patch.id}"),
        administrator.get(f"/set-up/teams/{team.id}"),
        send(
            administrator, f"cover/{patch.id}", officer=str(officer.id), cover=str(leader.id)
        ),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.parametrize("path", ["landlord", "bank-holidays", "policy", "policy/reading", "teams",
                                  "test-drive", "finish"])  # fmt: skip
def test_whoever_does_not_administer_can_save_no_step(
    path: str, client: Client, signed_in: Any, landlord: Landlord
) -> None:
    told = {"name": "X", "phone": "999", "begins": "XX", "pack": "none", "adds": "team",
            "team_name": "X"}  # fmt: skip

    answer = send(signed_in(client, "team leader"), path, **told)

    landlord.refresh_from_db()
    assert answer.status_code == 403
    assert (landlord.name, landlord.set_up) == ("Fennel Homes", {})


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Path]:
    """A folder of packs of this installation alone."""
    from django.conf import settings

    files.use_packs(tmp_path)
    yield tmp_path
    files.use_packs(settings.HOME / "packs")


def own_pack(packs: Path, name: str, text: str) -> None:
    (packs / name).mkdir(exist_ok=True)
    (packs / name / "pack.toml").write_text(text, encoding="utf-8")


def test_a_policy_of_the_installations_folder_is_offered_and_chosen(
    administrator: Client, landlord: Landlord, packs: Path
) -> None:
    shipped = (files.PACKS / "magna" / "pack.toml").read_text(encoding="utf-8")
    own_pack(packs, "fennel", shipped.replace('"magna"', '"fennel"', 1))

    page = text(administrator.get("/set-up/policy"))
    answer = send(administrator, "policy", pack="fennel")

    landlord.refresh_from_db()
    assert "From the folder “fennel” of this installation." in page
    assert (answer.status_code, landlord.pack) == (302, "fennel")


def test_a_policy_with_a_fault_is_told_of_by_line_and_cannot_be_chosen(
    administrator: Client, landlord: Landlord, packs: Path, actor_of: Any, now: Any
) -> None:
    own_pack(packs, "fennel", '[pack]\nname = "fennel"\nnonsense = 3\n')

    page = text(administrator.get("/set-up/policy"))
    Landlord.objects.filter(id=landlord.id).update(pack="fennel")

    assert "A policy that cannot be read: fennel" in page and "nonsense" in page
    assert 'value="fennel"' not in page
    assert state(actor_of("administrator"), "policy", now) == "problem"
    assert state(actor_of("administrator"), "drive", now) == "not started"
    assert "cannot be read" in text(administrator.get("/set-up/test-drive"))
    assert text(administrator.get("/set-up/"))
