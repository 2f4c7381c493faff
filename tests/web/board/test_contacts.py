"""Residents hear who their contact is now: by a safe way, through the check of every letter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from factories.made import NOW, a_note, a_report, make_person, make_user

from putright.casework.actions.staffing import reassign
from putright.core.events.parts import Pledge
from putright.core.events.person import Way
from putright.stores.accounts import staffing
from putright.stores.post.models import Post
from putright.stores.record import cases
from putright.stores.worklist.models import Owed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAFE = {"ways": {"email": Way(says="ok")}, "email": "alba@fennimore.example"}


@pytest.fixture(autouse=True)
def _standing(clock_at, tmp_path, settings):
    clock_at(NOW)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def cover(landlord, team):
    return make_user(landlord, "officer", team=team, name="Jo Marsh")


@pytest.fixture
def away(officer, cover):
    staffing.add_away(
        landlord=officer.landlord_id, user=officer.id, starts_on=NOW.date(),
        ends_on=NOW.date() + 9 * DAY, cover=cover.id, told_by=officer.id, told_at=NOW,
    )  # fmt: skip


@pytest.fixture
def leader(client, signed_in, staff):
    return signed_in(client, staff("team leader"))


def text(answer):
    return answer.content.decode()


def page(client):
    return text(client.get(reverse("board:contacts")))


def send(client, *found, sure="on"):
    told = {"cases": [str(case.id) for case in found], "is_sure": sure}
    return client.post(reverse("board:contacts"), told, follow=True)


def test_resident_of_an_absent_officer_is_emailed_the_name_of_the_cover_once(
    leader, landlord, make_case, away
) -> None:
    case = make_case(person=make_person(landlord, "Alba Fennimore", **SAFE))
    assert "the contact is now Jo Marsh" in page(leader)

    assert "1 message is on its way." in text(send(leader, case))
    (post,) = Post.objects.filter(purpose__startswith="letter")
    assert post.to == ["alba@fennimore.example"]
    said = f"{post.subject}\n{post.body}".lower()
    assert not any(word in said for word in ("noise", "music", "away", case.reference.lower()))
    assert "Every resident knows" in page(leader)
    send(leader, case)
    assert Post.objects.filter(purpose__startswith="letter").count() == 1


def test_case_that_went_to_another_officer_keeps_its_promise_by_it(
    leader, staff, landlord, officer, cover, make_case, actor_of
) -> None:
    case = make_case(person=make_person(landlord, "Alba Fennimore", **SAFE))
    reassign(actor=actor_of("team leader"), moves=[(case.id, cover.id)], note="Moved", now=NOW)
    assert Owed.objects.filter(case=case, pledge__startswith="contact-").exists()

    send(leader, case)
    assert "Every resident knows" in page(leader)


@pytest.mark.parametrize(
    "ways",
    [
        {"ways": {"email": Way(says="not ok")}, "email": "alba@fennimore.example"},
        {"email": "alba@fennimore.example"},
        {"ways": {"email": Way(says="ok")}},
        {"ways": {"email": Way(says="only when", when="mornings")}, "email": "a@b.example"},
    ],
    ids=["barred", "never asked", "no address", "at some times"],
)
def test_no_email_goes_where_none_is_known_to_be_safe(
    ways, leader, landlord, make_case, away
) -> None:
    case = make_case(person=make_person(landlord, "Alba Fennimore", **ways))
    assert "an email address of theirs that is safe" in page(leader)

    answer = send(leader, case)
    assert not Post.objects.filter(purpose__startswith="letter").exists()
    assert "Error:" in text(answer)
    begun = leader.post(reverse("board:contact_letter", kwargs={"case_id": case.id}), follow=True)
    assert "Jo Marsh" in text(begun) and "Who to talk to here" in text(begun)


def test_restricted_case_is_looked_at_by_itself(leader, landlord, make_case, away, staff) -> None:
    case = make_case(person=make_person(landlord, "Alba Fennimore", **SAFE), is_restricted=True)
    assert case.reference not in page(leader)

    cases.clear(landlord=landlord.id, case=case.id, user=staff("team leader").id, now=NOW)
    assert "The case is restricted." in page(leader)
    send(leader, case)
    assert not Post.objects.filter(purpose__startswith="letter").exists()


def test_nothing_goes_before_somebody_looked_at_the_addresses(
    leader, landlord, make_case, away
) -> None:
    case = make_case(person=make_person(landlord, "Alba Fennimore", **SAFE))
    assert "Make sure that each address" in text(send(leader, case, sure=""))
    assert not Post.objects.filter(purpose__startswith="letter").exists()


def test_missed_promises_of_the_case_stop_no_message_that_only_gives_a_name(
    leader, landlord, make_case, away
) -> None:
    missed = Pledge(id="p1", what="Ring you about the noise", due=(NOW - 5 * DAY).date())
    entries = [a_report(NOW - 30 * DAY), a_note(NOW - 9 * DAY, promises=(missed,))]
    person = make_person(landlord, "Alba Fennimore", **SAFE)
    case = make_case(person=person, entries=entries, now=NOW - 9 * DAY)

    assert "1 message is on its way." in text(send(leader, case))


def test_message_that_the_check_stops_leads_to_its_own_letter(
    leader, landlord, make_case, cover, away
) -> None:
    cover.name = "Jo. We visited you on 3 March 2026"  # as words would be that nothing shows
    cover.save()
    case = make_case(person=make_person(landlord, "Alba Fennimore", **SAFE))
    page = text(send(leader, case))

    assert "did not go: " in page and "Begin its letter below." in page
    place = reverse("board:contact_letter", kwargs={"case_id": case.id})
    assert f'action="{place}"' in page
    assert "We visited you" in text(leader.post(place, follow=True))
    assert not Post.objects.filter(purpose__startswith="letter").exists()
