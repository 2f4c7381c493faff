"""What the check could not hold against the timeline: how it is asked, and what was answered."""

import html
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from factories.made import a_note, add_entries
from kit.served import Desk
from playwright.sync_api import Browser, expect

from putright.casework.outgoing_rules import Drafting, open_letter
from putright.casework.queries.outgoing import marks_seen
from putright.core.claims import Mark
from putright.core.claims.mark import UNCHECKED
from putright.core.events.parts import Evidence
from putright.stores.record.ledger.read import entries
from putright.stores.record.models import Outgoing
from putright.web.letters.forms import reasons_in
from putright.web.letters.views import _checked

pytestmark = pytest.mark.django_db
LOG = (Evidence(kind="call log"),)


def mark(at: int = 1, *entries: str) -> Mark:
    return Mark(
        colour="amber", kind=UNCHECKED, says="No entry surely bears this out.", key=f"m{at}",
        quote=f"There were {at} of them", entries=entries,
    )  # fmt: skip


@pytest.fixture
def drafting(case: Any, letter: str, actor_of: Any, now: Any) -> Drafting:
    add_entries(
        case,
        a_note(now - timedelta(days=8), "She told us <b>of it</b>.", evidence=LOG, id="call"),
        a_note(now - timedelta(days=7), evidence=(), id="bare"),
    )
    key = UUID(letter.rstrip("/").rpartition("/")[2])
    return open_letter(actor_of("officer"), case.id, key, now=now)


def drawn(drafting: Drafting, *marks: Mark, **typed: str) -> str:
    given = _checked(typed, drafting.opened.case.id, marks_seen(drafting, marks))
    return render_to_string("letters/checks.html.jinja", given, using="pages")


def test_likely_entry_is_offered_without_typing_and_one_without_a_record_is_not(
    drafting: Drafting,
) -> None:
    page = drawn(drafting, mark(1, "call", "bare"), mark(2))

    assert "Look at 2 things yourself." in page
    assert 'name="reason-m1" value="entry:2"' in page and "entry:3" not in page
    assert "She told us &lt;b&gt;of it" in page and "Shown by: Reached the person on" in page
    assert "which has no record yet" in page and '<option value="3"' not in page
    assert page.count("Another entry shows it") == 1 and page.count("An entry shows it") == 1


def test_chosen_entry_is_kept_by_the_page_without_any_words(
    officers: Any, drafting: Drafting, letter: str
) -> None:
    told = {"body": "Thank you.", "version": "1", "do": "check", "reason-m1": "entry:2"}
    officers.post(letter, told | {"another-m1": "", "because-m1": ""})

    assert Outgoing.objects.get().reasons["m1"]["why"] == "entry:2"


def test_answer_that_is_kept_is_folded_and_says_who_gave_it(
    officers: Any, case: Any, drafting: Drafting, letter: str, actor_of: Any, now: Any
) -> None:
    told = {"body": "Thank you.", "version": "1", "reason-m1": "entry:2", "another-m1": ""}
    officers.post(letter, told | {"reason-m2": "another", "another-m2": "3"})
    again = open_letter(actor_of("officer"), case.id, drafting.row.id, now=now)

    page = drawn(again, mark(1, "call"), mark(2))

    name = again.opened.staff_name(again.opened.actor.user_id)
    assert "Reached the person on Mon 6 Apr 2026</a>" in page and f"Answered by {name}." in page
    assert page.count("Change this answer") == 1
    assert "Entry 3 has no record beside it" in page and "Look at 1 thing yourself." in page
    answered = drawn(again, mark(1, "call"))
    assert "Each thing that needs a reason has one." in answered


def test_choice_that_was_not_saved_yet_still_stands_when_the_check_follows(
    drafting: Drafting,
) -> None:
    page = drawn(
        drafting, mark(1, "call"), mark(2), m1="entry:2", m2="The minutes say so", m3="entry:x"
    )

    assert 'value="entry:2" checked' in page and "The minutes say so</textarea>" in page
    assert "Change this answer" not in page


@pytest.mark.parametrize(
    ("asked", "means"),
    [
        ("reason-m=entry:7&another-m=&because-m=", {"m": "entry:7"}),
        ("reason-m=entry:7&another-m=4&because-m=said", {"m": "entry:7"}),
        ("reason-m=another&another-m=4&because-m=", {"m": "entry:4"}),
        ("reason-m=another&another-m=&because-m=said", {"m": "entry:"}),
        ("reason-m=because&another-m=4&because-m=said", {"m": "said"}),
        ("another-m=4&because-m=", {"m": "entry:4"}),
        ("another-m=&because-m=said", {"m": "said"}),
        ("another-m=&because-m=", {}),
        ("reason-m=because", {"m": "because"}),
    ],
)
def test_fields_of_an_answer_come_to_one_reason(asked: str, means: dict[str, str]) -> None:
    assert reasons_in(QueryDict(asked)) == means


def test_many_entries_are_named_by_number_from_one_list(
    drafting: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("putright.web.letters.views.MOST_OPTIONS", 0)

    page = drawn(drafting, mark(1), mark(2))

    assert page.count("<datalist") == 1 and page.count('list="entries-known"') == 2
    assert "<select" not in page


@pytest.mark.slow
def test_answers_without_a_script_on_a_narrow_phone(
    officers: Any, drafting: Drafting, letter: str, browser: Browser
) -> None:
    page = officers.get(letter).content.decode()
    before, start, rest = page.partition('hx-swap="innerHTML">')
    part = drawn(drafting, *(mark(at, "call", "bare") for at in range(1, 6)))
    desk = Desk(before + start + part + rest.partition("</section>")[2])
    shown = browser.new_page(viewport={"width": 320, "height": 800}, java_script_enabled=False)
    shown.goto(desk.address)
    first = shown.get_by_role("group", name="What shows it? There were 1 of them")

    expect(first.get_by_role("combobox")).to_be_hidden()
    first.get_by_label("Another entry shows it").check()
    expect(first.get_by_role("combobox")).to_be_visible()
    first.get_by_label("It is so, because").check()
    expect(first.get_by_role("textbox")).to_be_visible()
    expect(first.get_by_role("combobox")).to_be_hidden()
    assert shown.locator("html").bounding_box()["width"] <= 320
    shown.close()
    desk.server.shutdown()
    desk.server.server_close()


def test_letter_that_went_still_says_what_was_answered_and_by_whom(
    officers: Any, case: Any, letter: str, now: Any
) -> None:
    add_entries(case, a_note(now, by="resident", to=(), does=("contact.received",),
                             asks=("when somebody comes",)))  # fmt: skip
    told = {"body": "Thank you.", "version": "1", "do": "save"}
    officers.post(letter, told)
    page = officers.get(letter).content.decode()
    name = "reason-" + html.unescape(page.partition('name="reason-')[2].partition('"')[0])
    officers.post(letter, told | {"version": "2", name: "Said <b>on the phone</b>"})
    head = entries(landlord=case.landlord_id, stream=case.id)[-1].number
    going = {"version": "3", "seen": str(head), "way": "post", "on": "14/4/2026", "at": "10am",
             "is_sure": "on", "once": str(uuid4())}  # fmt: skip
    assert officers.post(letter + "send", going).status_code == 302

    page = officers.get(letter).content.decode()

    assert "Said &lt;b&gt;on the phone&lt;/b&gt;. Answered by" in page


def test_what_the_check_cannot_read_is_asked_about_answered_by_an_entry_and_then_sent(
    officers: Any, case: Any, letter: str, now: Any
) -> None:
    seen = a_note(now - timedelta(days=8), "The bailiff saw the hall.", evidence=LOG, id="call")
    add_entries(case, seen)
    told = {"body": "Nineteen bailiffs stood in the hall.", "version": "1", "do": "save"}
    officers.post(letter, told)
    page = officers.get(letter).content.decode()
    assert "Not checked" in page and "Cannot be sent" not in page
    name = "reason-" + html.unescape(page.partition('name="reason-')[2].partition('"')[0])
    offered = page.partition(f'name="{html.escape(name)}" value="')[2].partition('"')[0]
    assert offered.startswith("entry:")
    head = entries(landlord=case.landlord_id, stream=case.id)[-1].number
    going = {"version": "2", "seen": str(head), "way": "post", "on": "14/4/2026", "at": "10am",
             "is_sure": "on", "once": str(uuid4())}  # fmt: skip
    officers.post(letter + "send", going)
    assert Outgoing.objects.get().state == "writing"

    officers.post(letter, told | {"version": "2", name: offered})
    assert officers.post(letter + "send", going | {"version": "3"}).status_code == 302
    assert "Answered by" in officers.get(letter).content.decode()
