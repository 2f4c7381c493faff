"""A public form is one item with every word of it, however it is sent and whatever fails."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from factories import made
from portal.conftest import PLANTED

from putright.casework.actions.public_items import understand_waiting
from putright.core.events.person import Way
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Arrival, ItemFile

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def number_on(page: Any) -> str:
    return NUMBER.search(page.content.decode().split("<h1")[1])[0]


def test_words_alone_make_an_item_with_the_number_on_the_receipt(front: Any, items: Any) -> None:
    page = front.send(what="He kicks my door at night.")

    assert page.redirect_chain == [(front.path("receipt/"), 302)]
    (item,) = items()
    assert (item.door, item.text) == ("web form", "He kicks my door at night.")
    assert item.fields["reference"] == number_on(page)
    assert number_on(page) in item.subject


def test_all_that_is_told_stands_in_the_item(front: Any, items: Any) -> None:
    front.send(
        what="Glass was thrown.", when_words="about three", where="the yard", hate="yes",
        against="I do not know", for_whom="somebody else", of_whom="my aunt", they_know="no",
        who="Ada", safe=["calls", "post"], phone="01632 960000", language="pl",
    )  # fmt: skip

    (item,) = items()
    for words in ("about three", "the yard", "my aunt", "01632 960000", "Polish", "yes"):
        assert words in item.text
    assert "Safe ways to reach them: calls, letters." in item.text
    assert any("do not know that this was sent" in note for note in item.notes)
    assert item.fields["safe"] == ["calls", "post"]


def test_a_complaint_is_marked_as_unhappy_whatever_its_words(front: Any, items: Any) -> None:
    front.send("complaint/", what="The visit.", outcome="Come on the day that was said.")

    (item,) = items()
    assert item.unhappy and item.fields["form"] == "complaint"
    assert "What would put it right: Come on the day" in item.text


def test_the_receipt_says_by_when_out_of_the_landlords_own_policy(
    front: Any, clock_at: Any
) -> None:
    clock_at(made.NOW)

    told = front.send("complaint/", what="Nobody came.", safe=["post"]).content.decode()
    unsafe = front.send("complaint/", what="Nobody came.", safe=["none"]).content.decode()

    assert "A person will have read it by" in told
    assert "By Tue 21 Apr 2026 you hear from us" in told
    assert "you hear from us" not in unsafe


def test_words_of_danger_are_marked_as_urgent(front: Any, items: Any) -> None:
    front.send(what="He came back with a knife and is outside my door.")

    assert items()[0].urgent


def test_the_same_form_sent_twice_makes_one_and_says_the_same_number(
    front: Any, items: Any
) -> None:
    once = str(uuid4())

    first, second = front.send(once=once), front.send(once=once, what="Shouting, again sent")

    assert number_on(first) == number_on(second)
    assert len(items()) == 1
    with landlord_scope(OPERATOR):
        assert Arrival.objects.filter(landlord=front.landlord).count() == 1


def test_a_form_with_a_broken_id_and_strange_answers_is_taken(front: Any, items: Any) -> None:
    front.send(once="none", what="A\0B", hate="perhaps", safe=["pigeon"], language="xx",
               email="no address at all", phone="x" * 5000)  # fmt: skip

    (item,) = items()
    assert item.text.startswith("AB")
    assert item.fields["email"] == "no address at all"
    assert not {"hate", "safe", "language"} & set(item.fields)


def test_nothing_written_is_the_only_thing_that_comes_back(front: Any, items: Any) -> None:
    page = front.send(what="  ", safe=["calls"])

    assert page.status_code == 200
    assert "<title>Error:" in page.content.decode()
    assert items() == []
    front.send(what="", who="Ada")
    assert len(items()) == 1


def test_a_file_that_is_too_big_costs_no_word(front: Any, items: Any, settings: Any) -> None:
    settings.MOST_BYTES_OF_A_FILE = 1000
    big = SimpleUploadedFile("film.mp4", b"x" * 1001)
    small = SimpleUploadedFile("door.txt", b"The door, at noon.")

    page = front.send(photos=[big, small, SimpleUploadedFile("none.jpg", b"")])

    (item,) = items()
    assert "Shouting" in item.text
    assert "2 files could not be kept" in page.content.decode()
    assert [note for note in item.notes if "film.mp4" in note and "too big" in note]
    with landlord_scope(OPERATOR):
        assert [one.name for one in ItemFile.objects.filter(item=item)] == ["door.txt"]


def test_a_scanner_that_is_down_holds_the_file_and_takes_the_form(
    front: Any, items: Any, settings: Any
) -> None:
    settings.SCANNER = "unix:/nowhere/scanner.sock"

    front.send(photos=[SimpleUploadedFile("door.txt", b"The door, at noon.")])

    with landlord_scope(OPERATOR):
        (kept,) = ItemFile.objects.filter(item=items()[0])
    assert kept.scan == "not scanned"


def test_what_is_added_afterwards_stands_under_the_same_number(front: Any, items: Any) -> None:
    first = front.send(what="Glass was thrown.", who="Ada", email="ada@example.org")
    once = str(uuid4())
    photo = SimpleUploadedFile("glass.txt", b"What it looked like.")
    page = front.send("receipt/", what="And again at noon.", photos=[photo], once=once)
    front.send("receipt/", what="And again at noon.", once=once)

    before, added = items()
    assert number_on(page) == number_on(first) == added.fields["reference"]
    assert "We have what you added" in page.content.decode()
    assert (added.text, added.sender) == ("And again at noon.", before.sender)
    with landlord_scope(OPERATOR):
        assert ItemFile.objects.get(item=added).name == "glass.txt"


def test_what_is_added_when_the_receipt_is_gone_is_taken_all_the_same(
    front: Any, items: Any
) -> None:
    front.send(what="Glass was thrown.")
    del front.client.cookies["receipt"]

    page = front.send("receipt/", what="And again at noon.")

    assert [item.text for item in items()] == ["Glass was thrown.", "And again at noon."]
    assert number_on(page) == items()[1].fields["reference"]


@pytest.mark.on("sqlite")
def test_a_fault_after_it_was_kept_leaves_an_item_a_little_later(front: Any, items: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER hiccup BEFORE INSERT ON post_item BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    page = front.send(what="It must not be lost.",
                      photos=[SimpleUploadedFile("a.txt", b"a")])  # fmt: skip
    assert page.status_code == 200 and number_on(page)
    assert items() == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER hiccup")

    understand_waiting(front.landlord.id, clock.now())
    understand_waiting(front.landlord.id, clock.now())

    (item,) = items()
    assert item.text == "It must not be lost."
    assert item.fields["reference"] == number_on(page)
    assert ItemFile.objects.filter(item=item).count() == 1


def test_what_cannot_be_read_any_more_is_an_item_all_the_same(front: Any, items: Any) -> None:
    from datetime import timedelta

    from putright.casework.actions.files import blobs
    from putright.stores.post import forms
    from putright.stores.post.forms import NewForm

    arrival, landlord = uuid4(), front.landlord.id
    blob = blobs().keep(landlord=landlord, case=arrival, chunks=[b"{not ours"], limit=100)
    new = NewForm(id=arrival, form=uuid4(), blob=blob.name, size=blob.size, salt=blob.salt,
                  digest=blob.salted_digest, came_at=made.NOW)  # fmt: skip
    forms.add(landlord=landlord, new=new)

    for tries in range(4):
        understand_waiting(landlord, clock.now() + timedelta(minutes=5 * tries))

    (item,) = items()
    assert (item.kind, item.arrival) == ("unreadable", arrival)


def test_where_nothing_can_be_saved_every_word_comes_back(
    front: Any, items: Any, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "file").write_text("no folder can be here")
    settings.FILES = tmp_path / "file"
    settings.HELP_LINE = "01632 960999"

    page = front.send(what=f"{PLANTED} shouted.", who="Ada")

    text = page.content.decode()
    assert page.status_code == 503
    assert f"{PLANTED} shouted." in text and 'value="Ada"' in text
    assert "We could not save this" in text and "01632 960999" in text
    assert items() == []


def test_a_typed_address_leads_to_the_officer_of_its_patch(
    front: Any, items: Any, team: Any, staff: Any
) -> None:
    officer, cover = staff("officer"), staff("team leader")
    patch = made.make_patch(front.landlord, team=team, cover=cover, officer=officer)
    home = made.make_home(front.landlord, address="7 Thistle Yard", postcode="ZZ1 1ZZ", patch=patch)
    made.make_home(front.landlord, address="17 Thistle Yard", postcode="ZZ1 1ZZ")

    front.send(address="7 thistle yard, Alderton, zz11zz")

    (item,) = items()
    assert item.guess["home"] == str(home.id)
    assert item.team_id == patch.team_id


def test_a_short_note_goes_by_the_safe_way_and_repeats_no_word(
    front: Any, posts: Any, items: Any
) -> None:
    front.send(what=f"{PLANTED} shouted.", who="Ada", safe=["email", "visit"],
               email="ada@example.org", phone="01632 960000")  # fmt: skip

    (post,) = posts()
    assert (post.way, post.to, post.item) == ("email", ["ada@example.org"], items()[0].id)
    for words in (PLANTED, "Ada", "shouted", "report", "antisocial"):
        assert words not in post.subject + post.body


def test_no_note_goes_where_no_way_is_safe(front: Any, posts: Any, items: Any) -> None:
    page = front.send(safe=["none", "email"], email="ada@example.org")

    assert posts() == []
    assert "we will not write, ring or visit" in page.content.decode()
    assert any("do not write" in note for note in items()[0].notes)


def test_a_stranger_floods_nobody_with_notes(front: Any, posts: Any, items: Any) -> None:
    for _each in range(6):
        front.send(safe=["email"], email="ada@example.org")

    assert len(items()) == 6
    assert len(posts()) == 3


def test_somebody_known_is_answered_as_a_stranger_is(front: Any, posts: Any, known: Any) -> None:
    known(email="walter@example.org", ways={"email": Way(says="not ok")})
    pages = [
        front.send(safe=["email"], email=email).content.decode()
        for email in ("walter@example.org", "nobody@example.org")
    ]

    anew = re.compile(r'name="(?:once|csrfmiddlewaretoken)" value="[^"]+"|\d{1,2}:\d\d[ap]m')
    plain = [anew.sub("", NUMBER.sub("", page)) for page in pages]
    assert plain[0] == plain[1]
    assert [post.to for post in posts()] == [["nobody@example.org"]]
