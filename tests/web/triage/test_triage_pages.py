"""The pages of triage: what came in is shown as words alone, dealt with, and written down."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made
from factories.incoming import WORDS, make_item, row_of, steps_of

from putright.casework.live import load
from putright.casework.queries import triage as read
from putright.stores.post.models import Item, Mailbox, Post
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<script>alert(1)</script><img src=http://evil.example/x.png onerror=alert(1)>"
    "<form action=//evil.example><style>@import 'http://evil.example'</style>{{ 7777*3 }}"
)
RAW = b"Subject: <script>alert(1)</script>\r\n\r\n<img src=http://evil.example/x.png>"


@pytest.fixture(autouse=True)
def _at_that_moment(clock_at: Callable[[datetime], None], now: datetime) -> None:
    clock_at(now)


@pytest.fixture
def officers(client: Client, signed_in: Callable[..., Client], staff: Any) -> Client:
    staff("team leader")
    return signed_in(client, "officer")


@pytest.fixture
def item(landlord: Any, team: Any) -> Any:
    return make_item(landlord, team, raw=RAW, files={"x.html": b"<script>alert(1)</script>"})


def url(name: str, item: Any, **told: Any) -> str:
    return reverse(f"triage:{name}", kwargs={"item_id": item, **told})


def get(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def send(client: Client, landlord: Any, act: str, item: Any, **told: Any) -> str:
    place = {"case_id": told.pop("case_id")} if "case_id" in told else {}
    given = {"once": str(uuid4()), "version": row_of(landlord, item).version, **told}
    return client.post(url(act, item, **place), given, follow=True).content.decode()


def test_the_queue_counts_and_shows_what_waits(
    officers: Client, landlord: Any, team: Any, item: Any
) -> None:
    make_item(landlord, team, text="He came with a knife.", subject="Help")
    make_item(landlord, team, kind="auto reply", subject="Out of office")

    page = get(officers, reverse("triage:list"))

    assert page.index("Help") < page.index("About the noise") < page.index("From machines")
    for counted in ("All <strong>2", "Not yet read <strong>2", "Sound urgent <strong>1"):
        assert counted in page
    urgent = get(officers, reverse("triage:list") + "?show=urgent")
    assert "Help" in urgent and "About the noise" not in urgent
    beside = get(officers, reverse("triage:list") + f"?item={item}")
    assert WORDS in beside.partition('id="preview"')[2]


def test_an_empty_queue_says_when_the_last_was_dealt_with(
    officers: Client, landlord: Any, item: Any
) -> None:
    send(officers, landlord, "end", item, outcome="answered", why="Sent the bin days.")

    page = get(officers, reverse("triage:list"))

    assert "All dealt with: the last at" in page and "by The officer" in page


def test_hostile_words_are_words(officers: Client, landlord: Any, team: Any) -> None:
    item = make_item(landlord, team, text=HOSTILE, subject=HOSTILE[:200], sender_name=HOSTILE[:90],
                     sender="a@b.example", notes=[HOSTILE],
                     fields={"what": HOSTILE[1:]})  # fmt: skip

    for address in (reverse("triage:list"), reverse("triage:list") + f"?item={item}",
                    url("page", item), url("complaint", item)):  # fmt: skip
        page = get(officers, address)
        main = page[page.index("<main") : page.index("</main>")]
        for tag in ("<script", "<img", "<form action=//", "<style", "23331"):
            assert tag not in main, (address, tag)
        assert "&lt;script&gt;" in main


def test_what_came_with_it_goes_out_as_a_download_that_nothing_runs(
    officers: Client, landlord: Any, item: Any
) -> None:
    from putright.stores.post.models import ItemFile

    file = ItemFile.objects.get(item=item)
    for address in (url("raw", item), url("file", item, file_id=file.id)):
        response = officers.get(address)
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content) in (RAW, b"<script>alert(1)</script>")


def test_a_file_that_the_scanner_has_not_looked_at_is_held(
    officers: Client, landlord: Any, item: Any, settings: Any
) -> None:
    from putright.stores.post.models import ItemFile

    settings.SCANNER = "unix:/nowhere"
    ItemFile.objects.filter(item=item).update(scan="not scanned")
    file = ItemFile.objects.get(item=item)

    assert "held until the virus scanner has looked at it" in get(officers, url("page", item))
    assert officers.get(url("file", item, file_id=file.id)).status_code == 404


def test_opening_it_marks_it_read_once_and_taking_it_says_who(
    officers: Client, landlord: Any, item: Any
) -> None:
    get(officers, url("page", item)), get(officers, url("page", item))

    page = send(officers, landlord, "claim", item)

    assert steps_of(landlord, item) == ["read", "claimed"]
    assert "The officer has it." in page
    assert "undone" in send(officers, landlord, "undo", item)


def test_it_is_passed_on_with_a_note_and_put_off(
    officers: Client, landlord: Any, item: Any, staff: Any
) -> None:
    officers.get(reverse("triage:list"))
    send(officers, landlord, "pass", item, officer=str(staff("team leader").id), why="Yours?")

    assert row_of(landlord, item).officer == staff("team leader").id
    assert "Choose a team or a colleague" in send(officers, landlord, "pass", item)
    said = send(officers, landlord, "park", item, on="20/4/2026", why="The police answer then")
    assert "Put off" in said
    assert "Choose a time to come" in send(officers, landlord, "park", item, on="1/4/2026", why="x")


def test_a_page_that_was_overtaken_saves_nothing_and_says_so(
    officers: Client, landlord: Any, item: Any
) -> None:
    answer = officers.post(url("end", item), {
        "once": str(uuid4()), "version": 7, "outcome": "answered", "why": WORDS,
    })  # fmt: skip

    assert "Somebody else did something" in answer.content.decode()
    pressed = officers.post(url("claim", item), {"version": ""}, follow=True)
    assert "Somebody else did something" in pressed.content.decode()
    assert row_of(landlord, item).is_open


def test_it_goes_into_a_case_and_on_to_the_complaint(
    officers: Client, landlord: Any, item: Any, case: Any
) -> None:
    found = send(officers, landlord, "page", item, q=case.reference)
    assert url("place", item, case_id=case.id) in found
    assert 'name="then"' in get(officers, url("place", item, case_id=case.id))

    answer = officers.post(url("place", item, case_id=case.id), {
        "once": str(uuid4()), "version": row_of(landlord, item).version, "whom": "resident",
        "asks": "A call\n\nA visit", "then": "complaint",
    })  # fmt: skip

    assert "It stays in triage until you save the complaint" in answer.content.decode()
    assert row_of(landlord, item).is_open and len(load(case).kept) == 1

    saved = send(officers, landlord, "place", item, case_id=case.id, complains="yes",
                 whom="resident", asks="A call\n\nA visit")  # fmt: skip

    raised = [one.entry for one in load(case).kept if "complaint.raised" in one.entry.does]
    assert [one.at for one in raised] == [row_of(landlord, item).came_at]
    assert "complaint" in saved.lower()
    assert [one.entry.asks for one in load(case).kept if one.entry.asks] == [
        ("A call",),
        ("A visit",),
    ]
    assert "Put into a case" in get(officers, url("page", item))


def test_a_report_taken_from_it_counts_from_when_it_came(
    officers: Client, landlord: Any, item: Any, now: datetime
) -> None:
    answer = officers.post(url("report", item), {"version": row_of(landlord, item).version})
    page = get(officers, answer["Location"])
    assert WORDS in page and "Ada Quill" in page

    officers.post(reverse("reports:new"), {
        "once": str(item), "who": "Ada Quill", "what": WORDS, "email": "ada@mail.example",
    })  # fmt: skip

    case = Case.objects.get()
    report = load(case).kept[0].entry
    assert (report.at, report.channel) == (now - timedelta(hours=1), "email")
    assert [one.kind for one in report.evidence] == ["email"]
    assert sum(len(one.files) for one in load(case).kept) == 2
    row = row_of(landlord, item)
    assert (row.outcome, row.case_id, row.entry) == ("new case", case.id, "report")
    assert "Undo" not in get(officers, url("page", item))
    officers.post(reverse("reports:new"), {"once": str(item), "who": "Ada", "what": WORDS})
    assert Case.objects.count() == 1


def test_a_complaint_taken_from_it_counts_from_when_it_came(
    officers: Client, landlord: Any, item: Any, now: datetime, staff: Any
) -> None:
    page = send(officers, landlord, "complaint", item, name="Ada Quill", text=WORDS,
                about_staff=str(staff("team leader").id))  # fmt: skip

    case = Case.objects.get()
    assert "complaint" in page.lower()
    assert load(case).kept[0].entry.at == now - timedelta(hours=1)
    assert row_of(landlord, item).outcome == "complaint"


def test_a_receipt_goes_once_to_people_and_never_to_machines(
    officers: Client, landlord: Any, team: Any, item: Any
) -> None:
    assert "on its way" in send(officers, landlord, "receipt", item)
    assert "one went already" in send(officers, landlord, "receipt", item)
    machine = make_item(landlord, team, kind="auto reply")
    assert "No receipt" in send(officers, landlord, "receipt", machine)

    post = Post.objects.get()
    assert (post.to, post.item, post.purpose) == (["ada@mail.example"], item, "receipt")
    assert WORDS not in post.body and "noise" not in post.subject + post.body


def test_a_mailbox_that_is_silent_is_named_in_red(
    officers: Client, landlord: Any, team: Any, now: datetime
) -> None:
    Mailbox.objects.create(
        landlord=landlord,
        name="Repairs desk",
        address="desk@alder.example",
        way="imap",
        team=team,
        since=now - timedelta(days=1),
        worked_at=now - timedelta(minutes=16),
    )

    assert "Repairs desk (desk@alder.example) has not been read" in get(
        officers, reverse("triage:list")
    )


def test_three_calls_to_a_vacant_patch_each_land_with_a_person(
    officers: Client, landlord: Any, team: Any, staff: Any, now: datetime
) -> None:
    cover = made.make_user(landlord, "officer", team=team, name="Rosalind Cover")
    patch = made.make_patch(landlord, team=team, cover=cover, name="Weir Side")
    home = made.make_home(landlord, address="3 Quarry Steps", patch=patch)
    caller = {"name": "Ivo Lantern", "reach": "07700 900123", "on": "14/4/2026"}

    for told in (
        {"text": "Rang about the gate, nobody calls back.", "patch": str(patch.id)},
        {"text": "Rang again.", "where": "Quarry", "home": str(home.id)},
        {"text": "Third call. Still nobody.", "patch": str(patch.id), "calls_back": "on"},
    ):
        page = officers.post(reverse("triage:call"), {"once": str(uuid4()), **caller, **told},
                             follow=True)  # fmt: skip
        assert "It waits for Rosalind Cover." in page.content.decode()

    found = read.waiting(landlord.id, now=now)
    assert [one.acting.user for one in found] == [cover.id] * 3


def test_a_message_to_an_absent_officer_is_with_the_cover_at_once(
    officers: Client, landlord: Any, team: Any, staff: Any, now: datetime
) -> None:
    from putright.stores.accounts.models import Away

    away = made.make_user(landlord, "officer", team=team, name="Marius Away")
    cover = made.make_user(landlord, "officer", team=team, name="Rosalind Cover")
    Away.objects.create(landlord=landlord, user=away, starts_on=now.date(), cover=cover,
                        told_by=cover, told_at=now)  # fmt: skip
    make_item(landlord, team, officer=away.id, text="They attacked us on the stairs.",
              came_at=now - timedelta(minutes=1))  # fmt: skip

    page = get(officers, reverse("triage:list"))

    assert "It waits for Rosalind Cover." in page
    assert "They act for Marius Away, who is away." in page
    assert read.waiting(landlord.id, now=now)[0].due_at == now + timedelta(minutes=59)


def test_a_letter_is_kept_with_its_scan_and_sent_twice_makes_one(
    officers: Client, landlord: Any, staff: Any
) -> None:
    once = str(uuid4())
    for _again in range(2):
        scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 scanned")
        page = officers.post(reverse("triage:letter"), {
            "once": once, "on": "14/4/2026", "name": "Ivo Lantern", "uploads": scan,
            "officer": str(staff("team leader").id),
        }, follow=True)  # fmt: skip

    made_item = Item.objects.get()
    assert (made_item.door, made_item.files.count()) == ("letter scan", 1)
    assert "letter.pdf" in page.content.decode()
    empty = officers.post(reverse("triage:letter"), {"once": str(uuid4()), "on": "14/4/2026"})
    assert "There is nothing to keep" in empty.content.decode()


def test_a_call_about_a_colleague_is_kept_from_them(
    officers: Client, client: Client, signed_in: Any, landlord: Any, staff: Any
) -> None:
    officers.post(reverse("triage:call"), {
        "once": str(uuid4()), "on": "14/4/2026", "text": "About the leader.",
        "about_staff": str(staff("team leader").id),
    })  # fmt: skip

    leaders = signed_in(Client(), "team leader")
    assert "About the leader" in get(officers, reverse("triage:list"))
    assert "About the leader" not in get(leaders, reverse("triage:list"))


def test_a_call_that_was_begun_is_there_again_until_it_is_saved(
    officers: Client, landlord: Any
) -> None:
    address = reverse("triage:call")
    kept = officers.post(reverse("drafts:keep") + "?place=triage-call", {"text": WORDS})
    assert kept.status_code < 300

    assert WORDS in get(officers, address)
    officers.post(address, {"once": str(uuid4()), "on": "14/4/2026", "text": WORDS})

    assert WORDS not in get(officers, address)


def test_what_a_machine_sent_ends_with_one_click_once_somebody_looked(
    officers: Client, landlord: Any, team: Any
) -> None:
    machine = make_item(landlord, team, kind="auto reply", subject="Out of office")
    click = "It tells nothing: end it"
    assert click not in get(officers, reverse("triage:list"))
    assert click in get(officers, url("page", machine))
    assert click in get(officers, reverse("triage:list"))

    officers.post(url("end", machine), {"version": 1, "outcome": "machine"})

    assert row_of(landlord, machine).outcome == "machine"


def test_whom_a_complaint_names_does_not_read_it_in_triage_either(
    officers: Client, landlord: Any, item: Any, case: Any, staff: Any, signed_in: Any
) -> None:
    leaders = signed_in(Client(), "team leader")
    assert leaders.get(url("page", item)).status_code == 200

    send(officers, landlord, "place", item, case_id=case.id, complains="yes", whom="resident",
         about_staff=str(staff("team leader").id))  # fmt: skip

    assert any(one.entry.about_staff for one in load(case).kept)
    assert leaders.get(url("page", item)).status_code == 404
    assert "About the noise" not in get(leaders, reverse("triage:list"))
    assert "About the noise" in get(officers, reverse("triage:list"))


def test_of_two_reports_begun_from_one_message_the_second_is_told(
    officers: Client, landlord: Any, item: Any, signed_in: Any
) -> None:
    leaders = signed_in(Client(), "team leader")
    for client in (officers, leaders):
        client.post(url("report", item), {"version": row_of(landlord, item).version})
    told = {"once": str(item), "who": "Ada Quill", "what": WORDS}
    officers.post(reverse("reports:new"), told)

    answer = leaders.post(reverse("reports:new"), told | {"who": "Somebody Else"})

    assert "A colleague has dealt with this message" in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_complaint_that_is_refused_leaves_it_in_triage(
    officers: Client, landlord: Any, item: Any, case: Any
) -> None:
    page = send(officers, landlord, "place", item, case_id=case.id, complains="yes",
                whom="anonymous")  # fmt: skip

    assert "This was not said by the resident or for them" in page
    assert row_of(landlord, item).is_open and len(load(case).kept) == 1


@pytest.mark.parametrize("door", ["call", "letter"])
def test_what_is_written_down_asks_for_danger_first_and_can_be_ticked_urgent(
    officers: Client, landlord: Any, team: Any, now: datetime, door: str
) -> None:
    page = get(officers, reverse(f"triage:{door}"))
    assert page.index("Is anyone in danger now?") < page.index("999") < page.index('name="text"')

    for ticked in ("is_urgent", "in_danger"):
        told = {"once": str(uuid4()), "on": "14/4/2026", "text": "About the gate.", ticked: "on"}
        officers.post(reverse(f"triage:{door}"), told)

    found = read.waiting(landlord.id, now=now)
    assert [one.is_urgent for one in found] == [True, True]
    assert all(one.due_at - one.came_at == timedelta(hours=1) for one in found)


def test_the_reason_for_an_end_is_not_said_to_be_optional(
    officers: Client, landlord: Any, item: Any
) -> None:
    page = get(officers, url("end", item))
    assert "(if you can)" not in page[page.index("<main") : page.index("</main>")]

    page = send(officers, landlord, "end", item, outcome="answered")
    assert "Say in a few words why" in page and row_of(landlord, item).is_open


def test_it_can_be_put_off_until_tomorrow(
    officers: Client, landlord: Any, item: Any, now: datetime
) -> None:
    send(officers, landlord, "park", item, on="Tomorrow", why="They ring back")

    until = row_of(landlord, item).parked_until
    assert until is not None and until.date() == now.date() + timedelta(days=1)
