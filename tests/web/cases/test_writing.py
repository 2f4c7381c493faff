"""Adding to a case by its forms: nothing is changed, nothing is lost, nothing counts twice."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.made import a_note, a_report, add_entries

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\0" * 200


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that a page is about."""
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def send(client: "Client", address: str, **told: Any) -> Any:
    hidden = fields(client.get(address).content.decode())
    return client.post(address, hidden | {"on": "14/4/2026"} | told)


def entries(case: "Case") -> list[Any]:
    from putright.stores.record.ledger.read import entries as read

    return read(landlord=case.landlord_id, stream=case.id)


def jpeg(name: str = "door.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTO, "image/jpeg")


def test_a_note_is_an_entry_by_its_writer(
    officers: "Client", officer: Any, case: "Case", url: Callable[..., str]
) -> None:
    answer = send(officers, url(case, "note"), text="The lift is broken.")
    assert answer.status_code == 302 and answer["Location"].endswith("#entry-2")
    new = entries(case)[-1].entry
    assert (new.does, new.by, new.text) == (
        ("note.made",), f"staff-{officer.id}", "The lift is broken.",
    )  # fmt: skip


def test_a_form_sent_twice_makes_one_entry(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    address = url(case, "note")
    hidden = fields(officers.get(address).content.decode())
    for _time in range(2):
        told = hidden | {"on": "14/4/2026", "text": "Once", "seen": ""}
        assert officers.post(address, told).status_code == 302
    assert len(entries(case)) == 2


def test_what_somebody_else_added_comes_first_and_the_text_is_kept(
    officers: "Client", case: "Case", url: Callable[..., str], now: datetime
) -> None:
    address = url(case, "note")
    hidden = fields(officers.get(address).content.decode())
    add_entries(case, a_note(now, "Spoke with the neighbour"))
    told = hidden | {"on": "14/4/2026", "text": "My own words", "uploads": jpeg()}
    page = officers.post(address, told).content.decode()
    assert "Spoke with the neighbour" in page and "My own words" in page
    assert "Kept already, with this form:" in page and "door.jpg" in page
    assert len(entries(case)) == 2
    again = fields(page) | {"on": "14/4/2026", "text": "My own words"}
    assert officers.post(address, again).status_code == 302
    assert len(entries(case)[-1].files) == 1


def test_a_file_survives_a_mistake_elsewhere_in_the_form(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    answer = send(officers, url(case, "note"), text="", uploads=jpeg())
    page = answer.content.decode()
    assert 'id="id_text-error"' in page and "door.jpg" in page
    told = fields(page) | {"on": "14/4/2026", "text": "With the photo"}
    assert officers.post(url(case, "note"), told).status_code == 302
    assert len(entries(case)[-1].files) == 1


def test_an_empty_file_gets_kind_words_and_the_others_are_kept(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    empty = SimpleUploadedFile("empty.pdf", b"")
    answer = send(officers, url(case, "note"), text="Two files", uploads=[jpeg(), empty])
    page = answer.content.decode()
    assert "empty.pdf: This file is empty" in page
    assert "door.jpg" in page and "Two files" in page
    assert len(entries(case)) == 1


def test_a_file_that_is_too_large_is_not_kept(
    officers: "Client", case: "Case", url: Callable[..., str], settings: Any
) -> None:
    settings.MOST_BYTES_OF_A_FILE = 100
    page = send(officers, url(case, "note"), text="Big", uploads=jpeg()).content.decode()
    assert "larger than" in page and "Big" in page


def test_another_persons_kept_files_cannot_be_taken_over(
    officers: "Client", staff: Any, case: "Case", url: Callable[..., str], now: datetime
) -> None:
    from factories.made import as_actor

    from putright.casework.actions.files import keep
    from putright.casework.queries.cases import near_to

    other = as_actor(staff("team leader"))
    theirs = keep(
        actor=other, near=near_to(other, case.id, now=now), name="a.jpg", chunks=[PHOTO], now=now
    )
    send(officers, url(case, "note"), text="Mine", kept_files=str(theirs.id))
    assert entries(case)[-1].files == ()


def test_no_day_that_is_yet_to_come(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    page = send(officers, url(case, "note"), text="Soon", on="15/4/2026").content.decode()
    assert "It has not come yet" in page and len(entries(case)) == 1


def test_a_new_incident_starts_its_own_promises(
    officers: "Client", case: "Case", url: Callable[..., str], clock_at: Any, now: datetime
) -> None:
    clock_at(now + timedelta(days=1))
    answer = send(
        officers, url(case, "incident"), teller="resident", channel="phone",
        text="Shouted a threat on the stairs", kinds=["threat"], incident_on="14/4/2026",
    )  # fmt: skip
    assert answer.status_code == 302
    new = entries(case)[-1].entry
    assert (new.does, new.by, new.kinds) == (("asb.reported",), "resident", ("threat",))
    said = officers.get(answer["Location"]).content.decode()
    assert "New promises:" in said


def test_evidence_wants_a_file_or_the_place_where_it_lies(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    told = {"kind": "photo", "source": "resident", "text": "A broken door"}
    page = send(officers, url(case, "evidence"), **told).content.decode()
    assert "Add the file, or say where the record is kept" in page
    answer = send(officers, url(case, "evidence"), held="The safe, box 4", **told)
    assert answer.status_code == 302
    new = entries(case)[-1].entry
    assert new.does == ("asb.diary_returned",) and "The safe, box 4" in new.text


def test_proof_that_comes_later_counts_from_the_day_it_came(
    officers: "Client", make_case: Any, url: Callable[..., str], now: datetime, clock_at: Any
) -> None:
    from putright.casework.live import load

    tried = a_note(
        now, "Rang, no answer", does=("contact.attempted",), evidence=()
    )  # fmt: skip
    case = make_case(entries=[a_report(now - timedelta(hours=1)), tried])
    key = entries(case)[1].entry.id
    later = now + timedelta(days=2)
    clock_at(later)
    send(officers, url(case, "proof", number=2), kind="call log", uploads=jpeg("log.jpg"))
    live = load(case)
    new = live.timeline.items[-1]
    assert new.entry.corrects == key and new.is_evidenced
    assert live.timeline.by_id[key].struck_by == new.id
    before = live.run_as_known(at=now + timedelta(days=1)).timeline
    assert [item.state for item in before.items] == ["evidenced", "claimed"]


def test_proof_of_what_others_answer_stands_beside_it(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    send(officers, url(case, "proof", number=1), kind="recording", text="Her message", held="safe")
    new = entries(case)[-1].entry
    assert new.does == ("note.made",) and new.refs == (entries(case)[0].entry.id,)
    page = officers.get(url(case, "entry", number=2)).content.decode()
    assert "Is about" in page and "Reported antisocial behaviour" in page


def test_our_own_entry_is_corrected_by_another_and_stays(
    officers: "Client", make_case: Any, url: Callable[..., str], now: datetime
) -> None:
    hour = timedelta(hours=1)
    case = make_case(entries=[a_report(now - hour), a_note(now - hour / 2, "Rang at nine")])
    answer = send(
        officers, url(case, "correct", number=2), text="Rang at ten", at="9:45am",
        why="The log says so",
    )  # fmt: skip
    assert answer.status_code == 302
    page = officers.get(url(case, "timeline")).content.decode()
    assert "Rang at nine" in page and "Rang at ten" in page
    assert "Corrected by a later entry" in page


def test_what_the_resident_told_is_not_replaced_by_our_word(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    from putright.casework.live import load

    send(officers, url(case, "correct", number=1), text="It was ten o'clock", why="Misheard")
    live = load(case)
    assert entries(case)[-1].entry.does == ("note.made",)
    assert not live.timeline.by_id[entries(case)[0].entry.id].struck_by


def test_another_account_stands_beside_the_first(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    send(
        officers, url(case, "dispute", number=1), by="", channel="visit",
        text="The flat was empty that night",
    )  # fmt: skip
    page = officers.get(url(case, "timeline")).content.decode()
    assert "Two accounts" in page
    assert "The other account:" in page and "The flat was empty that night" in page


def test_a_promise_is_excused_by_what_its_clause_names(
    officers: "Client", make_case: Any, url: Callable[..., str], now: datetime
) -> None:
    report = a_report(now - timedelta(hours=1), kinds=("threat", "weapon"))
    case = make_case(entries=[report])
    page = officers.get(url(case, "promises")).content.decode()
    links = re.findall(r'href="([^"]*excuse/\?promise=[^"]*)"', page)
    assert links
    said = [officers.get(link.replace("&amp;", "&")).content.decode() for link in links]
    assert any("No clause lets this promise go" in one for one in said)
    assert officers.get(url(case, "excuse") + "?promise=none").status_code == 404


def test_the_words_being_written_come_back_after_a_crash(
    officers: "Client", case: "Case", url: Callable[..., str]
) -> None:
    page = officers.get(url(case, "note")).content.decode()
    place = re.findall(r'data-draft="([^"]+)"', page)[0]
    officers.post(place, {"text": "A long text that nobody wants to write again"})
    assert "nobody wants to write again" in officers.get(url(case, "note")).content.decode()
