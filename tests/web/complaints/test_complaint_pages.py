"""P23 by the doors: what each page offers, saves and refuses, and what it never asks for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.actor import staff_key
from putright.core.events.parts import Point
from putright.stores.record.ledger.read import entries as in_books

pytestmark = pytest.mark.django_db
SAID = "Nobody rang me back."
THEIR = {"whom": "resident", "channel": "phone", "on": "14/4/2026", "at": "9:50am"}


@pytest.fixture(autouse=True)
def _standing_clock(clock_at: Callable[..., None], now: Any, tmp_path: Any, settings: Any) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def client(signed_in: Any) -> Client:
    return signed_in(Client(), "complaints handler")


@pytest.fixture
def key(case: Any, staff: Any, now: Any) -> str:
    """A complaint of two points that somebody handles, made yesterday."""
    handler = {"handler": staff_key(staff("complaints handler").id)}
    points = (Point(id="P1", what=SAID), Point(id="P2", what="The lock."))
    made.add_entries(
        case,
        made.a_report(now - timedelta(days=1), does=("complaint.raised",), kinds=(), text=SAID,
                      complaint="c-1", stage=1, points=points),
        made.a_note(now, does=("complaint.assigned",), to=(), complaint="c-1", stage=1,
                    channel="internal", facts=handler),
    )  # fmt: skip
    return "c-1"


def address(case: Any, name: str, key: str = "") -> str:
    told = {"case_id": case.id} | ({"complaint": key} if key else {})
    return reverse(f"complaints:{name}", kwargs=told)


def send(client: Client, path: str, **told: Any) -> str:
    fields = {"once": str(uuid4())} | told
    return str(client.post(path, fields, follow=True).content.decode())


def acts(case: Any) -> list[str]:
    books = in_books(landlord=case.landlord_id, stream=case.id)
    return [one.entry.does[0] for one in books]


def test_complaint_is_taken_from_a_contact_in_one_form(client: Client, case: Any, now: Any) -> None:
    first = now - timedelta(days=3)
    said = made.a_note(first, does=("contact.received",), by="resident", to=(), text=SAID)
    made.add_entries(case, said, now=first)
    number = in_books(landlord=case.landlord_id, stream=case.id)[-1].number
    entry = client.get(reverse("cases:entry", kwargs={"case_id": case.id, "number": number}))
    path = f"{address(case, 'log')}?entry={number}"
    assert path in entry.content.decode().replace("&amp;", "&")

    form = client.get(path).content.decode()
    page = send(client, path, text=SAID, points="Nobody rang.\nThe form never came.",
                wants="An apology")  # fmt: skip

    assert SAID in form and "It counts from then" in form
    assert "The complaint of Sat 11 Apr" in page
    assert acts(case)[-2:] == ["complaint.raised", "complaint.logged"]


def test_officer_of_the_case_is_named_and_somebody_must_look_after_it(
    client: Client, case: Any, officer: Any, staff: Any
) -> None:
    leader = staff("team leader")
    told = THEIR | {"text": SAID, "about_staff": str(officer.id)}
    path = address(case, "log")

    without = send(client, path, **(told | {"officer": ""}))
    assert "Error:" in without and "complaint.raised" not in acts(case)
    send(client, path, **told, officer=str(leader.id))

    case.refresh_from_db()
    assert acts(case)[-1] == "staff.handed_over" and case.officer_id == leader.id


def test_tracker_shows_days_and_clocks_and_one_thing_comes_next(
    client: Client, case: Any, key: str
) -> None:
    page = client.get(address(case, "one", key)).content.decode()
    for words in (
        "Stage 1 acknowledged", "Due Mon 20 Apr", "Its clock began on", "Not asked for",
        "The lock.", "Housing Ombudsman", "The complaints handler handles it",
    ):  # fmt: skip
        assert words in page
    assert page.count('role="button"') == 1 and "Write the acknowledgement" in page


@pytest.mark.parametrize(
    ("name", "told", "act"),
    [
        ("define", THEIR | {"points": "Nobody rang.\nThe lock.", "ours_P1": "yes"},
         "complaint.defined"),
        ("point", THEIR | {"text": "The gate too.", "related": "yes"}, "complaint.added_to"),
        ("represent", THEIR | {"helper": "Odile Brack", "text": "All of it"},
         "complaint.represented"),
        ("withdraw", THEIR | {"text": "I have had enough."}, "complaint.withdrawn"),
        ("updates", THEIR | {"every": "1 week"}, "complaint.update_agreed"),
        ("update", THEIR | {"text": "We wait for the police."}, "complaint.updated"),
        ("agree", THEIR | {"until": "30/6/2026", "text": "She said yes."},
         "complaint.extension_agreed"),
        ("weigh", {"ground": "court", "decision": "take", "text": "No claim form."},
         "complaint.refusal_weighed"),
    ],
)  # fmt: skip
def test_each_act_has_its_page_and_its_entry(
    name: str, told: Any, act: str, client: Client, case: Any, key: str
) -> None:
    path = address(case, name, key)
    assert client.get(path).status_code == 200

    page = send(client, path, **told)

    assert acts(case)[-1] == act and "Saved." in page
    assert "Error:" in send(client, path) or act == "complaint.withdrawn"


def test_what_they_were_told_keeps_the_letter_that_shows_it(
    client: Client, case: Any, key: str, settings: Any, tmp_path: Any
) -> None:
    settings.FILES = tmp_path / "files"
    letter = SimpleUploadedFile("told.txt", b"The Ombudsman asked for your papers.")

    send(client, address(case, "update", key), **THEIR, text="We sent the papers.", uploads=letter)

    kept = list(in_books(landlord=case.landlord_id, stream=case.id))[-1]
    assert kept.entry.does == ("complaint.updated",)
    assert {one.kind for one in kept.entry.evidence} == {"note", "document"}
    page = client.get(f"/cases/{case.id}/timeline/").content.decode()
    assert "told.txt" in page


def test_handler_is_chosen_from_those_who_can(
    client: Client, case: Any, key: str, staff: Any
) -> None:
    leader = staff("team leader")
    assert leader.name in client.get(address(case, "assign", key)).content.decode()
    page = send(client, address(case, "assign", key), handler=str(leader.id))
    assert "The team leader handles it" in page


def test_escalation_asks_for_no_reason(client: Client, case: Any, key: str, now: Any) -> None:
    letter = (made.Evidence(kind="letter"),)
    answer = made.a_note(now, does=("complaint.responded",), complaint=key, stage=1,
                         channel="letter", evidence=letter)  # fmt: skip
    made.add_entries(case, answer)
    assert "They are not content" in client.get(address(case, "one", key)).content.decode()

    page = send(client, address(case, "escalate", key), **THEIR)

    assert "Stage 2" in page and acts(case)[-1] == "complaint.escalated"


def test_letters_lead_to_the_page_where_they_are_written(
    client: Client, case: Any, key: str, now: Any
) -> None:
    soon = {"until": "8/5/2026", "reason": "A witness is away."}
    stands = {"what": "Ask the repairs team", "by": "20/4/2026"}
    goes_to_letter(client, address(case, "acknowledge", key))
    made.add_entries(case, made.a_note(
        now, does=("complaint.acknowledged",), complaint=key, stage=1, channel="email",
        evidence=(made.Evidence(kind="email"),),
    ))  # fmt: skip
    for name, told in (("extend", soon), ("standing", stands)):
        goes_to_letter(client, address(case, name, key), **told)


def goes_to_letter(client: Client, path: str, **told: Any) -> None:
    assert client.get(path).status_code == 200
    answer = client.post(path, {"once": str(uuid4())} | told)
    assert answer.status_code == 302 and "/letters/" in answer["Location"]


def test_refusal_for_a_court_wants_the_claim_form_itself_and_keeps_it(
    client: Client, case: Any, key: str
) -> None:
    path = address(case, "refuse", key)
    why = {"ground": "court", "reasons": "A court has it.", "evidence": "A solicitor's letter."}
    assert "Add the file that shows it" in send(client, path, **why)
    assert "note.made" not in acts(case)

    form = SimpleUploadedFile("claim.txt", b"Claim form: Quill against us.")
    goes_to_letter(client, path, **why, uploads=form)

    last = in_books(landlord=case.landlord_id, stream=case.id)[-1]
    assert last.files and (last.entry.does, last.entry.complaint) == (("note.made",), key)
    goes_to_letter(client, path, **why)


def test_refused_complaint_is_taken_up_again_with_a_reason_and_its_old_days(
    client: Client, case: Any, key: str, now: Any
) -> None:
    assert client.get(address(case, "reopen", key)).status_code == 403
    letter = (made.Evidence(kind="letter"),)
    made.add_entries(case, made.a_note(now, does=("complaint.refused",), complaint=key, stage=1,
                                       channel="letter", evidence=letter,
                                       facts={"ground": "court"}))  # fmt: skip
    assert "Take it up again" in client.get(address(case, "one", key)).content.decode()
    path = address(case, "reopen", key)
    assert "Error:" in send(client, path)

    page = send(client, path, text="The Ombudsman told us to take it.")

    assert acts(case)[-1] == "complaint.returned"
    assert "Stage 1</strong>, open" in page and "Write the acknowledgement" in page


def test_extension_after_its_day_says_what_to_do_instead(
    client: Client, case: Any, key: str, clock_at: Any, now: Any
) -> None:
    clock_at(now + timedelta(days=40))
    path = address(case, "extend", key)
    shown, sent = client.get(path), client.post(path, {"until": "30/6/2026", "reason": "Away"})
    assert shown.status_code == sent.status_code == 403
    assert "agree how often they hear from us" in shown.content.decode()
    assert "Agree how often they hear" in client.get(address(case, "one", key)).content.decode()


def test_complaint_without_a_case_opens_one_and_people_of_that_name_are_looked_at(
    client: Client, landlord: Any, team: Any
) -> None:
    from putright.stores.record.models import Case

    known = made.make_person(landlord, "Hana Quill")
    path = reverse("complaints:new")
    told = {"name": "Hana Quill", "channel": "email", "text": SAID}
    asked = send(client, path, **told)
    assert "Is it one of these people?" in asked and not Case.objects.exists()

    page = send(client, path, **told, person=str(known))

    (case,) = Case.objects.all()
    assert SAID in page and acts(case)[:2] == ["complaint.raised", "complaint.logged"]
    assert case.parties.get(key="resident").person_id == known


def test_complaint_of_somebody_new_registers_them(client: Client, team: Any) -> None:
    page = send(client, reverse("complaints:new"), name="Orla Finch", channel="phone", text=SAID)
    assert "Orla Finch" in page and "Name who handles it" in page


def test_new_complaint_asks_where_they_live_and_how_they_are_reached(
    client: Client, landlord: Any, team: Any
) -> None:
    from putright.stores.record.models import Case

    home, path = made.make_home(landlord, address="4 Quill Court"), reverse("complaints:new")
    told = {"name": "Orla Finch", "channel": "phone", "text": SAID, "phone": "01632 960 001"}
    assert "No home of ours" in send(client, path, **told, where="Nowhere Lane")
    assert "Which home is it?" in send(client, path, **told, where="Quill Court")
    send(client, path, **told, where="Quill Court", home=str(home.id))

    (case,) = Case.objects.all()
    person = case.parties.get(key="resident").person
    assert (case.home_id, person.home_id) == (home.id, home.id)


def test_letter_to_somebody_without_an_address_does_not_go_by_post(
    client: Client, landlord: Any, team: Any, staff: Any
) -> None:
    from putright.stores.record.models import Case

    send(client, reverse("complaints:new"), name="Orla Finch", channel="phone", text=SAID)
    (case,) = Case.objects.all()
    key = next(each.complaint for each in entries_of(case) if each.complaint)
    send(client, address(case, "assign", key), handler=str(staff("complaints handler").id))
    written = client.post(address(case, "acknowledge", key), {"once": str(uuid4())})
    page = client.get(f"{written['Location'].rstrip('/')}/send").content.decode()
    assert "By post, in a plain envelope: we know of no address of theirs" in page


def entries_of(case: Any) -> list[Any]:
    return [one.entry for one in in_books(landlord=case.landlord_id, stream=case.id)]


def test_list_shows_each_complaint_and_a_case_without_one_says_what_to_do(
    client: Client, case: Any, make_case: Any, key: str
) -> None:
    other = make_case()
    assert (
        "Nobody has complained in this case" in client.get(address(other, "page")).content.decode()
    )
    page = client.get(address(case, "page")).content.decode()
    assert "The complaint of Mon 13 Apr" in page and "Stage 1, open" in page


def test_complaint_that_is_not_there_is_not_found(client: Client, case: Any) -> None:
    assert client.get(address(case, "one", "c-none")).status_code == 404
