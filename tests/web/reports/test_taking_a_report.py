"""P7 by the doors: what a report needs, what it makes, and what is read out."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.live import load
from putright.core.events.entry import Entry
from putright.gateways.clock import LONDON
from putright.stores.people.models import Person
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
BEFORE_GOOD_FRIDAY = datetime(2026, 4, 2, 16, 50, tzinfo=LONDON)


def send(client: Client, **told: Any) -> Any:
    fields = {"once": str(uuid4()), "who": "Hana Quill", "what": "He shouted at our gate."} | told
    return client.post(reverse("reports:new"), fields, follow=True)


def only_case() -> Case:
    return Case.objects.select_related("landlord", "home").get()


def entry(case: Case, key: str = "report") -> Entry:
    return load(case).timeline.by_id[key].entry


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_name_and_what_happened_are_enough_for_a_case(client: Client, team: Any) -> None:
    answer = send(client)

    case = only_case()
    assert answer.redirect_chain[-1][0].startswith(f"/reports/{case.id}/done")
    assert case.team == team
    assert Person.objects.get().name == "Hana Quill"
    assert entry(case).does == ("asb.reported",)
    assert load(case).timeline.doing(("asb.case_opened",))
    assert case.reference in text_of(answer)


def test_hate_before_good_friday_reads_out_both_due_moments(
    client: Client, team: Any, clock_at: Any
) -> None:
    clock_at(BEFORE_GOOD_FRIDAY)

    answer = send(client, hate="yes", because="He said go back")

    read = text_of(answer)
    assert "We will ring you by 4:50pm on Fri 3 Apr 2026." in read
    assert "how safe you are, by the end of Wed 8 Apr 2026." in read
    assert entry(only_case()).kinds == ("hate",)
    assert "because of who they are: He said go back" in entry(only_case()).text


def test_safe_time_that_the_caller_gave_is_read_back_and_stands_on_the_case(
    client: Client, team: Any
) -> None:
    read = text_of(send(client, safe=["calls"], best_time="after 6pm, when he is out."))

    assert "safe and good to reach you: after 6pm, when he is out. We will keep to that." in read
    page = text_of(client.get(reverse("cases:page", args=[only_case().id])))
    assert "Best time: after 6pm, when he is out." in page


def test_only_the_callers_view_makes_it_hate(client: Client, team: Any) -> None:
    send(client, hate="not sure", because="A word he used")

    told = entry(only_case())
    assert "hate" not in told.kinds
    assert "not sure" in told.text


def test_a_caller_without_a_name_has_a_case_all_the_same(client: Client, team: Any) -> None:
    answer = send(client, who="", nameless="on")

    assert entry(only_case()).by == "anonymous"
    assert not Person.objects.exists()
    assert answer.status_code == 200


def test_who_gives_no_name_but_a_number_can_be_answered(client: Client, team: Any) -> None:
    send(client, who="", nameless="on", phone="01632 960123")

    assert entry(only_case()).by == "resident"
    assert Person.objects.get().details["phone"] == "01632 960123"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"who": ""}, "Write who is calling"),
        ({"what": ""}, "Fill this in"),
        ({"day": "1/5/2026"}, "still to come"),
        ({"day": "soon"}, "Write a day such as"),
        ({"safe": ["calls"], "unsafe": ["calls"]}, "either that it is safe or that it is not"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    client: Client, team: Any, told: dict[str, Any], words: str
) -> None:
    answer = send(client, because="Their own reason", **told)

    page = text_of(answer)
    assert words in page
    assert "Their own reason" in page
    assert not Case.objects.exists()


def test_a_home_brings_team_officer_and_patch(client: Client, landlord: Any, staff: Any) -> None:
    team = made.make_team(landlord, "A team of the far end")
    mine = made.make_user(landlord, "officer", team=team)
    patch = made.make_patch(landlord, team=team, officer=mine, cover=staff("officer"))
    home = made.make_home(landlord, patch=patch)

    send(client, home=str(home.id))

    case = only_case()
    assert (case.team, case.officer, case.home) == (team, mine, home)


def test_a_vacant_patch_leaves_the_case_to_whoever_covers(
    client: Client, landlord: Any, team: Any, staff: Any
) -> None:
    patch = made.make_patch(landlord, team=team, cover=staff("officer"))

    send(client, home=str(made.make_home(landlord, patch=patch).id))

    assert only_case().officer is None


def test_without_a_home_the_callers_own_decides(client: Client, landlord: Any, staff: Any) -> None:
    team = made.make_team(landlord, "Zz last of all")
    patch = made.make_patch(landlord, team=team, cover=staff("officer"))
    home = made.make_home(landlord, patch=patch)
    person = made.make_person(landlord, "Hana Quill", home=home)

    send(client, person=str(person))

    case = only_case()
    assert (case.team, case.home) == (team, home)
    assert Person.objects.count() == 1


def test_safe_and_unsafe_ways_are_kept_and_the_words_follow(client: Client, team: Any) -> None:
    answer = send(client, unsafe=["calls", "voicemail"], safe=["text"], best_time="After 3pm")

    ways = Person.objects.get().details["ways"]
    assert ways["calls"]["says"] == "not ok"
    assert ways["text"]["says"] == "ok"
    assert "We will not ring." in text_of(answer)
    assert "We will ring you" not in text_of(answer)


def test_ways_asked_about_before_stay(client: Client, landlord: Any, team: Any) -> None:
    from putright.core.events.person import Way

    person = made.make_person(landlord, "Hana Quill", ways={"post": Way(says="not ok")})

    send(client, person=str(person), safe=["text"])

    ways = Person.objects.get().details["ways"]
    assert ways["post"]["says"] == "not ok"
    assert ways["text"]["says"] == "ok"


def test_somebody_calls_for_another_and_the_same_clocks_run(client: Client, team: Any) -> None:
    answer = send(client, helper="Omar Quill", helper_is="brother", kinds=["threat"])

    case = only_case()
    told = entry(case)
    assert (told.by, told.victims) == ("helper", ("resident",))
    assert "We will ring you by" in text_of(answer)
    assert {p.name for p in Person.objects.all()} == {"Hana Quill", "Omar Quill"}


def test_whoever_is_complained_of_stands_apart(client: Client, landlord: Any, team: Any) -> None:
    other = made.make_person(landlord, "Dean Marl")

    send(client, against="Dean", against_person=str(other))

    case = only_case()
    party = case.parties.get(side="other party")
    assert party.person_id == other
    assert entry(case).against == (party.key,)


@pytest.mark.parametrize("words", ["", "They don't know", "unknown", "?"])
def test_a_stranger_is_nobody_to_approach(client: Client, team: Any, words: str) -> None:
    send(client, against=words)

    assert not only_case().parties.filter(side="other party").exists()


def test_a_description_is_kept_as_the_other_party(client: Client, team: Any) -> None:
    send(client, against="The man at number 9")

    case = only_case()
    assert entry(case).against == ("other-party",)
    assert "in their words: The man at number 9" in entry(case).text


def test_who_did_it_by_a_name_nobody_knows_is_named_on_every_page(
    client: Client, team: Any, signed_in: Callable[..., Client]
) -> None:
    send(client, against="Ray Tolland")

    case = only_case()
    party = case.parties.get(side="other party")
    assert (party.person, party.core) == (None, {"name": "Ray Tolland"})
    leader = signed_in(Client(), "team leader")
    for page in ("cases:people", "tools:page", "visits:page"):
        answer = leader.get(reverse(page, args=[case.id]), {"side": "other"})
        assert "Ray Tolland" in text_of(answer), page


def test_sent_twice_it_is_one_case_and_still_reads_out(client: Client, team: Any) -> None:
    once = str(uuid4())

    send(client, once=once)
    again = send(client, once=once)

    assert Case.objects.count() == 1
    assert Person.objects.count() == 1
    assert "We will ring you by" in text_of(again)


def test_needs_interpreter_police_and_complaint_are_taken_along(client: Client, team: Any) -> None:
    send(
        client, needs="Son, autistic", language="Tigrinya", police_reference="CR/1", complains="on",
        email="hana@mail.example", in_danger="on", when_words="about ten", day="yesterday",
    )  # fmt: skip

    case, details = only_case(), Person.objects.get().details
    assert details["needs"][0]["what"] == "Son, autistic"
    assert details["language"] == "Tigrinya"
    assert entry(case).gives == ("crime reference",)
    assert entry(case).incident_on == date(2026, 4, 13)
    assert "told to ring 999" in entry(case).text
    assert entry(case, "complaint").does == ("complaint.raised",)


def test_a_file_comes_along_and_a_bad_one_loses_nothing(client: Client, team: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    good, empty = SimpleUploadedFile("door.txt", b"paint"), SimpleUploadedFile("x.jpg", b"")

    answer = send(client, papers=[good])
    refused = send(client, papers=[empty], person="none")

    case = Case.objects.order_by("opened_at").first()
    assert case is not None
    assert case.files.count() == 1
    assert answer.status_code == refused.status_code == 200


@pytest.mark.parametrize("role", ["auditor", "administrator", "approver"])
def test_who_may_not_take_reports_gets_no_form(
    client: Client, signed_in: Callable[..., Client], role: str
) -> None:
    signed_in(client, role)

    for method in (client.get, client.post):
        assert method(reverse("reports:new")).status_code == 403
    assert client.post(reverse("reports:who"), {"who": "Hana"}).status_code == 403


def test_the_form_stands_in_speaking_order_with_the_caret_in_what_happened(client: Client) -> None:
    page = text_of(client.get(reverse("reports:new")))

    order = [page.index(f'name="{name}"') for name in
             ("in_danger", "who", "what", "day", "where", "against", "hate", "safe")]  # fmt: skip
    assert order == sorted(order)
    assert page.index("Is anyone in danger now?") < order[1]
    assert 'name="what"' in page[page.index("<textarea") :][:400]
    assert page.count("data-focus") == 1


def test_a_search_without_result_hands_its_words_over(client: Client) -> None:
    page = text_of(client.post(reverse("reports:new"), {"who": "Hana Quill"}))

    assert 'value="Hana Quill"' in page
    assert "There is a problem" not in page


def test_looking_up_without_javascript_keeps_what_was_typed(client: Client, landlord: Any) -> None:
    made.make_person(landlord, "Hana Quill")
    fields = {"once": str(uuid4()), "who": "Quill", "what": "Paint", "kinds": ["threat"],
              "look": "yes"}  # fmt: skip

    page = text_of(client.post(reverse("reports:new"), fields))

    assert "Is it one of these?" in page
    assert "Paint" in page
    assert str(fields["once"]) in page
    assert not Case.objects.exists()


def test_a_draft_of_another_call_is_offered_and_never_mixed_in(client: Client) -> None:
    once = str(uuid4())
    kept = {"what": "He stood there and shouted", "once": once, "kinds": ["threat", "noise"]}
    client.post(f"{reverse('drafts:keep')}?place=report:{once}", kept)

    fresh = text_of(client.get(reverse("reports:new")))
    resumed = text_of(client.get(reverse("reports:new"), {"draft": once}))

    assert "He stood there" not in fresh
    assert f"draft={once}" in fresh
    assert "He stood there" in resumed
    assert resumed.count(" checked") >= 2


def test_a_saved_report_forgets_its_draft(client: Client, team: Any) -> None:
    once = str(uuid4())
    client.post(f"{reverse('drafts:keep')}?place=report:{once}", {"what": "x" * 40})

    send(client, once=once)

    assert f"draft={once}" not in text_of(client.get(reverse("reports:new")))


def test_the_done_page_of_an_unknown_case_is_not_there(client: Client) -> None:
    address = reverse("reports:done", kwargs={"case_id": UUID(int=7)})

    assert client.get(address).status_code == 404
