"""The page of related cases: joined, suggested, refused and parted from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from factories import made

from putright.stores.record.models import CaseLink

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _standing_clock(clock_at, now):
    clock_at(now)


@pytest.fixture
def home(landlord):
    return made.make_home(landlord)


@pytest.fixture
def case(make_case, home, landlord):
    return make_case(home=home, person=made.make_person(landlord, "Ada Quill"))


@pytest.fixture
def other(make_case, home):
    return make_case(home=home, title="Quillfeather on the stairs")


@pytest.fixture
def client(client, signed_in):
    return signed_in(client)


def address(case, name="page"):
    return reverse(f"links:{name}", kwargs={"case_id": case.id})


def shown(client, case):
    answer = client.get(address(case))
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client, case, other, says, **told):
    sent = {"other": str(other.id), "says": says, "once": str(uuid4())} | told
    return client.post(address(case, "decide"), sent, follow=True).content.decode()


def test_what_looks_alike_is_shown_with_its_reason_and_none_of_its_words(client, case, other):
    page = shown(client, case)

    assert other.reference in page
    assert "Both are about the same home." in page
    assert "Quillfeather" not in page


def test_a_suggestion_is_joined_with_one_press(client, case, other):
    page = decide(client, case, other, "join", what="same home")

    assert "Joined. Neither timeline says so" in page
    assert "Joined by The officer" in page
    assert CaseLink.objects.get().what == "same home"


def test_a_suggestion_is_joined_for_its_first_reason_where_none_is_chosen(client, case, other):
    decide(client, case, other, "join")

    assert CaseLink.objects.get().what == "same home"


def test_how_cases_hang_together_is_drawn_and_said(client, case, other, make_case):
    assert "How they hang together" not in shown(client, case)
    decide(client, case, other, "join")

    page = shown(client, case)

    says = f"{case.reference} and {other.reference} are about the same home."
    assert f'aria-label="{says}"' in page
    assert f'<figcaption class="pr-quiet">{says}</figcaption>' in page
    assert (page.count('<circle cx="110"'), page.count('<path d="M110')) == (2, 1)


def test_what_is_not_the_same_is_not_suggested_again(client, case, other):
    page = decide(client, case, other, "refuse")

    assert "Remembered: not the same" in page
    assert other.reference not in page.split("<h1")[1]


def test_a_case_is_joined_by_its_reference(client, case, make_case):
    far = make_case()
    told = {"reference": far.reference, "what": "same incident", "why": "Same evening."}

    page = client.post(address(case), {**told, "once": str(uuid4())}, follow=True).content.decode()

    assert far.reference in page
    assert "Same evening." in page
    assert "Both tell of the same incident." in page


def test_a_reference_that_is_none_comes_back_with_all_that_was_typed(client, case):
    told = {"reference": "NO-SUCH", "what": "same incident", "why": "Same evening."}

    page = client.post(address(case), told).content.decode()

    assert "There is no other case with that reference that you can open." in page
    assert "Same evening." in page
    assert "NO-SUCH" in page
    assert "<title>Error:" in page


def test_an_empty_form_says_what_is_missing(client, case):
    page = client.post(address(case), {"reference": ""}).content.decode()

    for words in ("Write the reference of the other case", "Choose how the two cases belong"):
        assert words in page


def test_a_joining_is_taken_back_with_a_reason(client, case, other):
    decide(client, case, other, "join")
    way = f"{address(case, 'part')}?other={other.id}&what=same%20home"
    assert "Do these two cases not belong together?" in client.get(way).content.decode()
    told = {"other": str(other.id), "what": "same home"}
    assert "Error:" in client.post(address(case, "part"), {**told, "why": ""}).content.decode()

    page = client.post(
        address(case, "part"), {**told, "why": "Two stairs.", "once": str(uuid4())}, follow=True
    ).content.decode()

    assert "They are not joined any more." in page
    assert "No case that you may open was joined with this one." in page


def test_what_was_never_joined_cannot_be_parted(client, case, other):
    way = f"{address(case, 'part')}?other={other.id}&what=same%20home"

    assert client.get(way).status_code == 404
    assert client.post(address(case, "part"), {"other": "x"}).status_code == 404


def test_what_is_no_longer_suggested_cannot_be_decided(client, case, other, make_case):
    for told in ({"other": str(make_case().id), "says": "join"}, {"other": "x"}, {}):
        assert client.post(address(case, "decide"), told).status_code == 404
    page = client.post(address(case, "decide"), {"other": str(other.id)}).content.decode()
    assert "There is a problem" in page
    assert not CaseLink.objects.exists()


def test_whoever_only_reads_sees_the_page_without_its_buttons(client, signed_in, case, other):
    signed_in(client, "auditor")

    page = shown(client, case)

    assert other.reference in page
    for words in ("Not the same", "Join another case", "They do not belong together"):
        assert words not in page


def test_the_new_case_says_on_its_own_page_after_which_it_comes(client, case, make_case, now):
    closed = made.a_note(now - HOUR, "Closed.", does=("asb.case_closed",))
    old = make_case(entries=[made.a_report(now - 2 * HOUR), closed])
    told = {"reference": old.reference, "what": "follows a closed case", "why": "Again."}
    client.post(address(case), {**told, "once": str(uuid4())})

    page = client.get(reverse("cases:page", kwargs={"case_id": case.id})).content.decode()

    assert "After" in page
    assert old.reference in page
    assert "closed on Tue 14 Apr" in page
