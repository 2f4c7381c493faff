"""A letter to the other party: drawn from facts, held against the source, kept when it is clean."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from factories import made

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
VISIT = {
    "whom": "neighbour", "behaviour": "noise", "first": "9/4/2026", "last": "14/4/2026",
    "day": "20/4/2026", "time": "2:30pm", "place": "your home", "own_words": "",
}  # fmt: skip
SENDING = {"way": "post", "only_from": "Anybody in the street", "confirmed": "on"}
WARNING = {
    "whom": "neighbour", "behaviour": "treating", "first": "1/3/2026", "last": "14/4/2026",
    "clause": "4.2 You must not be a nuisance.", "asked": "Keep noise down after 11pm.",
    "until": "14/7/2026", "own_words": "",
}  # fmt: skip


@pytest.fixture
def write(send: Any, url: Callable[..., str]) -> Callable[..., Any]:
    """``write(case, "visit", ...)``: that letter's form, filled in and sent."""
    return lambda case, kind, **told: send(f"{url(case, 'letter')}?kind={kind}", **told)


def test_the_letter_is_looked_at_first_and_nothing_is_saved(
    write: Any, two_sided: Any, entries: Any
) -> None:
    case = two_sided()
    page = write(case, "visit", look="yes", **VISIT).content.decode()
    for words in ("An appointment with us", "Dear Craig Dunmallet", "in April 2026", "2:30pm",
                  "Who could this only be from?"):  # fmt: skip
        assert words in page
    assert "There is a problem" not in page and "9 April" not in page
    assert len(entries(case)) == 1


def test_a_kept_appointment_is_a_promise_to_come_and_holds_the_letter(
    write: Any, officers: "Client", two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    from putright.stores.record.models import File

    case = two_sided()
    assert write(case, "visit", **VISIT, **SENDING).status_code == 302
    new, visit = entries(case)[-2:]
    assert (new.does, new.to, new.channel) == (
        ("asb.other_party_written",), ("neighbour",), "letter",
    )  # fmt: skip
    assert visit.does == ("asb.other_party_visit_arranged",) and visit.facts["hour"] == "14:30"
    assert "Anybody in the street" in new.reason
    assert "Next visit: " in officers.get(url(case)).content.decode()
    assert File.objects.get(case=case).name == "An appointment with us.txt"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Mrs Brambletoe was frightened.", "Brambletoe"),
        ("They heard it in flat 7.", "flat 7"),
        ("It was on 9 April.", "9 April"),
        ("It was at 9:40pm.", "9:40pm"),
        ("You said nosy old cow in front of the street.", "nosy old cow in front of the street"),
        ("Do not ring 07700 900 123.", "07700 900 123"),
        ("Kit cannot sleep.", "Kit"),
        ("ask kit about it.", "kit"),
        ("Keep away from Weavers Row.", "Weavers Row"),
        ("It was on Saturday.", "Saturday"),
        ("The woman upstairs minds.", "The woman"),
        ("It made her a cow in front of all.", "cow in front of"),
    ],
)
def test_what_points_to_the_source_is_shown_and_cannot_be_kept(
    words: str, found: str, write: Any, two_sided: Any, entries: Any, landlord: Any, now: Any
) -> None:
    from putright.stores.people.models import Member, Tenancy

    case = two_sided()
    her = case.parties.get(key="resident").person_id
    tenancy = Tenancy.objects.create(
        landlord=landlord, reference="T-1", home=case.home, starts_on=now.date()
    )
    for person, part in ((her, "tenant"), (made.make_person(landlord, "Kit Oke"), "child")):
        Member.objects.create(landlord=landlord, tenancy=tenancy, person_id=person, part=part)
    page = write(case, "visit", **(VISIT | {"own_words": words}), **SENDING).content.decode()
    assert "This letter cannot be kept" in page and f"<mark>{found}</mark>" in page
    assert "Who could this only be from?" not in page
    assert len(entries(case)) == 1


def test_who_it_could_only_be_from_must_be_answered_before_it_goes(
    write: Any, two_sided: Any, entries: Any
) -> None:
    case = two_sided()
    page = write(case, "visit", **VISIT, way="post").content.decode()
    for name in ("only_from", "confirmed"):
        assert f'id="id_{name}-error"' in page
    assert len(entries(case)) == 1


def test_a_warning_letter_waits_for_the_hearing_and_then_has_its_review(
    write: Any, send: Any, officers: "Client", two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    case = two_sided()
    page = write(case, "warning", **WARNING, **SENDING).content.decode()
    assert 'id="id_anyway-error"' in page and len(entries(case)) == 1
    assert "listened to your answer" not in page and "you can still tell us your side" in page
    send(url(case, "talk"), whom="neighbour", heard="on", text="He denies it.", channel="visit")
    look = write(case, "warning", look="yes", **WARNING).content.decode()
    assert "listened to your answer" in look and "tell us your side" not in look
    assert write(case, "warning", **WARNING, **SENDING).status_code == 302
    new = entries(case)[-1]
    assert new.does == ("asb.warning_given",) and new.until is not None
    assert "To look at again" in officers.get(url(case)).content.decode()


@pytest.mark.parametrize(
    "told",
    [{}, {"heard": "", "text": "He was out."}, {"on": "10/2/2026"}],
    ids=["nobody spoke with him", "he was not heard", "he was heard of something earlier"],
)
def test_a_warning_says_that_he_was_heard_only_where_he_was(
    told: dict[str, str],
    write: Any,
    send: Any,
    two_sided: Any,
    url: Callable[..., str],
    officers: "Client",
) -> None:
    from putright.stores.record.models import File

    case = two_sided()
    if told:
        talk = {"whom": "neighbour", "heard": "on", "text": "He denies it.", "channel": "visit"}
        kept = {name: value for name, value in (talk | told).items() if value}
        assert send(url(case, "talk"), **kept).status_code == 302
    sending = SENDING | {"anyway": "A bat was swung; it could not wait."}
    assert write(case, "warning", **WARNING, **sending).status_code == 302
    kept_file = File.objects.get(case=case)
    text = officers.get(f"/files/{kept_file.id}/", follow=True).getvalue().decode()
    assert "Dear Craig Dunmallet" in text
    assert "listened to your answer" not in text and "you can still tell us your side" in text


def test_offers_of_an_agreement_and_of_help_stand_on_the_ladder(
    write: Any, officers: "Client", two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    case = two_sided()
    asked = {"asked": "Speak with somebody about drink.", "own_words": "", "whom": "neighbour"}
    assert write(case, "support", **asked, **SENDING).status_code == 302
    told = {name: value for name, value in WARNING.items() if name != "clause"}
    assert write(case, "agreement", **told, **SENDING).status_code == 302
    assert [one.does[0] for one in entries(case)[1:]] == [
        "asb.support_offered", "asb.tool_offered",
    ]  # fmt: skip
    assert officers.get(url(case)).content.decode().count("Offered") >= 2


def test_a_letter_about_a_child_goes_to_the_tenant_and_never_to_the_child(
    write: Any, officers: "Client", two_sided: Any, url: Callable[..., str], landlord: Any, now: Any
) -> None:
    from factories.made import add_entries

    from putright.stores.people.models import Member, Tenancy
    from putright.stores.record.cases import NewParty

    case = two_sided()
    home = made.make_home(landlord, address="3 Cobblers Rise")
    boy = made.make_person(landlord, "Tam Fennimore", is_child=True, home=home)
    mother = made.make_person(landlord, "Dot Fennimore", home=home)
    tenancy = Tenancy.objects.create(
        landlord=landlord, reference="T-2", home=home, starts_on=now.date()
    )
    for person, part in ((mother, "tenant"), (boy, "child")):
        Member.objects.create(landlord=landlord, tenancy=tenancy, person_id=person, part=part)
    party = NewParty(key="boy", side="other party", person=boy, core={"child": True})
    add_entries(case, made.a_note(now), parties=[party])
    page = officers.get(url(case, "letter")).content.decode()
    assert 'value="boy"' not in page and "Dot Fennimore, the tenant, about Tam Fennimore" in page
    chosen = f"tenant-of:boy:{mother}"
    look = write(case, "visit", look="yes", **(VISIT | {"whom": chosen})).content.decode()
    assert "Dear Dot Fennimore" in look and "somebody in your household" in look
    assert write(case, "visit", **(VISIT | {"whom": chosen}), **SENDING).status_code == 302
    assert case.parties.get(person_id=mother).side == "other party"


def test_a_child_whose_tenant_nobody_knows_gets_no_letter(
    officers: "Client", two_sided: Any, url: Callable[..., str], send: Any
) -> None:
    case = two_sided()
    send(url(case, "add"), what="other party", name="Tam Fennimore", is_child="on")
    page = officers.get(url(case, "letter")).content.decode()
    assert "Add the tenant to the case" in page and "Tam Fennimore" in page
    assert 'value="other-party"' not in page
