"""A letter that is printed and posted for us goes to a confirmed address, or not at all."""

import base64
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from casework.writing import begun, kept_of, send
from factories import made, notify_desk

from putright.casework import desk
from putright.casework.actions.files import blobs
from putright.casework.operations import outbox as running
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge
from putright.core.events.person import Details, PersonNote, Way
from putright.stores.people import writing
from putright.stores.people.models import Member, Tenancy
from putright.stores.post import outbox as rows
from putright.stores.post.models import Post
from putright.stores.record.models import Case, File
from tests.gateways.window import in_window

pytestmark = pytest.mark.django_db
LINES = ("3 Alder Row", "ZZ9 9ZZ")
ADDRESS = ", ".join(LINES)


@pytest.fixture(autouse=True)
def drop(tmp_path: Any, settings: Any, clock_at: Any, now: datetime) -> Path:
    """A folder from which a printer fetches letters."""
    clock_at(now)
    settings.FILES = tmp_path / "files"
    settings.SENDING = {
        **settings.SENDING, "drop": str(tmp_path / "outbox"), "letters": "folder",
        "drop_counts": "1",
    }  # fmt: skip
    return tmp_path / "outbox" / "letter"


@pytest.fixture
def make(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Callable[..., Case]:
    """``make(**details)``: a case of Hana's, with a promise to write to her."""

    def of(**told: Any) -> Case:
        home = made.make_home(landlord, address=LINES[0])
        person = made.make_person(landlord, "Hana Quill", home=home, **told)
        pledge = Pledge(id="p-2", what="Write to you about the gate", due=now.date())
        return make_case(person=person, home=home, entries=[made.a_note(now, promises=(pledge,))])

    return of


@pytest.fixture
def case(make: Callable[..., Case]) -> Case:
    return make()


def printed(actor: Any, case: Case, now: datetime, **told: Any) -> Any:
    keeps = Entry(id="", does=("contact.made", "letter.sent"), keeps=("p-2",))
    letter = begun(actor, case, now, entries=[keeps])
    return send(actor, case, letter, now, **({"way": "printed", "posted_to": ADDRESS} | told))


def owed(actor: Any, case: Case, now: datetime) -> bool:
    return "p-2" in [each.pledge for each in open_for(actor, case.id, now=now).owed]


def note(case: Case, does: Any, now: datetime, **sets: Any) -> None:
    """Somebody writes down something of Hana."""
    party = case.parties.get(key="resident")
    told = PersonNote(id="", does=does, at=now, how="she rang", sets=Details(**sets))
    desk.write_person(
        actor=made.system_of(case.landlord), person=party.person_id, written=[told], now=now
    )


def test_letter_counts_once_a_printer_took_the_pdf_as_kept_with_the_lines_of_the_address(
    actor_of: Any, case: Case, now: datetime, drop: Path
) -> None:
    actor = actor_of("officer")
    printed(actor, case, now)

    page = read.page(actor, case.id, now=now)
    assert owed(actor, case, now) and page.queued[0].evidence == "claimed" and not page.sent
    assert "Nobody has taken it to be printed" in page.queued[0].delivery and page.can_stop
    assert running.send_all(landlord=case.landlord_id) == 1

    assert not owed(actor, case, now)
    page = read.page(actor, case.id, now=now)
    assert page.sent[0].evidence == "evidenced" and not page.queued and not page.can_stop
    assert "to be printed and posted" in page.sent[0].delivery
    assert "letter" in [one.kind for one in kept_of(case)[-1].entry.evidence]
    folder = drop / str(rows.of_case(landlord=case.landlord_id, case=case.id)[0].id)
    assert json.loads((folder / "message.json").read_text())["to"] == ["Hana Quill", *LINES]
    kept = File.objects.get(case_id=case.id, name__endswith=".pdf")
    with blobs().open(landlord=case.landlord_id, case=case.id, name=kept.blob) as file:
        assert (folder / "1-letter.pdf").read_bytes() == file.read()


def test_notify_takes_the_letter_once_and_what_it_cannot_post_is_owed_again(
    actor_of: Any, case: Case, now: datetime, settings: Any
) -> None:
    pytest.importorskip("notifications_python_client", reason="the optional part notify")
    actor = actor_of("officer")
    with notify_desk.opened() as stub:
        settings.SENDING = {
            **settings.SENDING, "letters": "notify", "drop_counts": "",
            "notify_key": notify_desk.KEY, "notify_text_template": "t",
            "notify_address": f"http://127.0.0.1:{stub.server_port}",
        }  # fmt: skip
        by = running.carriers()
        printed(actor, case, now)
        assert running.send_all(landlord=case.landlord_id, by=by) == 1 and not owed(
            actor, case, now
        )
        stub.status = "validation-failed"
        running.ask_all(landlord=case.landlord_id, by=by)
        by["letter"].client.request_session.close()  # type: ignore[attr-defined]

    (kept,) = stub.kept.values()
    assert in_window(base64.b64decode(kept["content"])) == ["Hana Quill", *LINES]
    assert owed(actor, case, now)
    assert "validation-failed" in read.page(actor, case.id, now=now).returned[0].text


def test_folder_that_nobody_fetches_from_sends_nothing_and_the_page_says_so(
    actor_of: Any, case: Case, now: datetime, settings: Any
) -> None:
    settings.SENDING = {**settings.SENDING, "drop_counts": ""}
    actor = actor_of("officer")
    printed(actor, case, now)

    running.send_all(landlord=case.landlord_id)

    page = read.page(actor, case.id, now=now)
    assert "nobody is known to fetch" in page.queued[0].delivery and owed(actor, case, now)


def test_without_a_printer_the_way_is_neither_offered_nor_taken(
    actor_of: Any, case: Case, now: datetime, settings: Any
) -> None:
    settings.SENDING = {**settings.SENDING, "letters": ""}
    actor = actor_of("officer")

    letter = begun(actor, case, now)
    assert "printed" not in dict(read.letter(actor, case.id, letter, now=now).ways)
    with pytest.raises(NotRight):
        send(actor, case, letter, now, way="printed", posted_to=ADDRESS)


def refused(actor: Any, case: Case, now: datetime) -> str:
    """Why it is not offered; sent all the same, it is refused and nothing is kept."""
    before = len(kept_of(case))
    with pytest.raises(NotRight):
        printed(actor, case, now)
    assert len(kept_of(case)) == before and not Post.objects.exists()
    letter = begun(actor, case, now)
    page = read.letter(actor, case.id, letter, now=now)
    assert "printed" not in dict(page.ways)
    return next(words for words in page.left_out if words.startswith("By post, printed"))


def test_address_that_changed_is_posted_to_once_it_was_gone_through_with_them(
    actor_of: Any, case: Case, now: datetime, drop: Path
) -> None:
    actor = actor_of("officer")
    note(case, "person.details_changed", now, post_to="c/o Bea Orme\n9 Elm Way\nzz1 1zz")
    assert "nobody went through" in refused(actor, case, now)

    note(case, "person.safe_contact_checked", now, ways={"post": Way(says="ok")})
    with pytest.raises(NotRight, match="changed meanwhile"):
        printed(actor, case, now)  # the page was drawn before
    printed(actor, case, now, posted_to="c/o Bea Orme, 9 Elm Way, zz1 1zz")

    assert Post.objects.get().to == ["Hana Quill", "c/o Bea Orme", "9 Elm Way", "zz1 1zz"]


@pytest.mark.parametrize(
    ("told", "why"),
    [({"ways": {"post": Way(says="not ok")}}, "not safe"),
     ({"post_to": "the blue door by the yard"}, "postcode"),
     ({"post_to": "1\n2\n3\n4\n5\nZZ9 9ZZ"}, "too long")],
)  # fmt: skip
def test_way_that_was_barred_or_leads_nowhere_is_refused(
    told: Any, why: str, actor_of: Any, make: Callable[..., Case], now: datetime
) -> None:
    assert why in refused(actor_of("officer"), make(**told), now)


def test_address_that_is_held_back_is_refused_and_not_said(
    actor_of: Any, case: Case, now: datetime
) -> None:
    flee(case, now)

    words = refused(actor_of("officer"), case, now)

    assert "held back" in words and "Alder Row" not in words and "Hidden" not in words


@pytest.mark.parametrize("what", ["fled", "barred"])
def test_letter_that_is_not_safe_any_more_when_its_turn_comes_does_not_go(
    what: str, actor_of: Any, case: Case, now: datetime, drop: Path
) -> None:
    actor = actor_of("officer")
    printed(actor, case, now)
    if what == "fled":
        flee(case, now)
    else:
        note(case, "person.safe_contact_checked", now, ways={"post": Way(says="not ok")})

    assert running.send_all(landlord=case.landlord_id) == 0

    assert not drop.exists() and owed(actor, case, now)
    page = read.page(actor, case.id, now=now)
    assert "not safe any more" in page.returned[0].text and not page.sent


def flee(case: Case, now: datetime) -> None:
    writing.set_safe_address(
        landlord=case.landlord_id, person=case.parties.get(key="resident").person_id,
        address="8 Hidden Lane", since=now.date(), how="she said so", user=None, now=now,
    )  # fmt: skip


def test_address_at_which_somebody_else_wants_no_post_is_refused(
    actor_of: Any, case: Case, landlord: Any, now: datetime
) -> None:
    made.make_person(landlord, "Bea Orme", home=case.home, ways={"post": Way(says="not ok")})

    assert "somebody at this address" in refused(actor_of("officer"), case, now)


def test_home_of_a_tenancy_that_ended_is_no_address(
    actor_of: Any, case: Case, landlord: Any, now: datetime
) -> None:
    tenancy = Tenancy.objects.create(
        landlord=landlord, reference="T1", home=case.home, starts_on=date(2020, 1, 6),
        ends_on=now.date() - timedelta(days=1),
    )  # fmt: skip
    person = case.parties.get(key="resident").person
    Member.objects.create(landlord=landlord, tenancy=tenancy, person=person)

    assert "tenancy there has ended" in refused(actor_of("officer"), case, now)
