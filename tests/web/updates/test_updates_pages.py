"""P14 by the doors: the next update, what counts as one, and what leaves one out."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from factories.made import a_note, add_entries

from putright.casework.live import load
from putright.casework.promises import promises_of
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
CALL_LOG = (Evidence(kind="call log"),)
AGREED = {
    "every": "2 weeks", "channel": "text", "best": "Mornings, please", "whom": "resident",
    "how": "phone", "on": "14/4/2026", "at": "9:00am",
}  # fmt: skip
NOTHING = {
    "waiting": "the crime report from the police", "until": "22/4/2026",
    "then": "we ask their manager", "next_on": "24/4/2026", "channel": "text",
    "whom": "resident", "on": "14/4/2026", "at": "9:30am",
}  # fmt: skip
WISH = {
    "whom": "resident", "channel": "phone", "text": "I am at my sister's until May.",
    "until": "12/5/2026", "on": "14/4/2026", "at": "9:45am",
}  # fmt: skip


def url(case: "Case", name: str = "page") -> str:
    return reverse(f"updates:{name}", kwargs={"case_id": case.id})


def fields(page: str) -> dict[str, str]:
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<h1", 1)[1]))


def send(client: "Client", case: "Case", name: str, **told: Any) -> Any:
    return client.post(url(case, name), fields(text(client.get(url(case, name)))) | told)


def entries(case: "Case") -> list[Entry]:
    return [one.entry for one in load(case).kept]


def next_due(case: "Case", now: datetime) -> date:
    found = [e for e in promises_of(load(case).run(now=now)) if e.rule == "asb.contact_rhythm"]
    due = next(each.due_at for each in found if each.is_open)
    assert due is not None
    return due.date()


def tried(at: datetime, **told: Any) -> Entry:
    return a_note(at, does=("contact.attempted",), evidence=CALL_LOG, **told)


def test_the_next_update_is_said_in_one_sentence_with_the_risk_and_the_clause(
    officers: "Client", case: "Case"
) -> None:
    page = words(text(officers.get(url(case))))

    assert "Next update: by Thu 16 Apr 2026, by a way that is safe for them, from" in page
    assert "We are in touch each week." in page
    assert "because the risk is high, as Antisocial behaviour policy, 3.2 says." in page
    assert "Last heard from the resident on Thu 9 Apr 2026, 3 working days ago." in page


def test_what_reached_nobody_or_somebody_else_is_listed_and_says_why_it_does_not_count(
    officers: "Client", case: "Case", now: datetime
) -> None:
    before = next_due(case, now)
    add_entries(
        case,
        tried(now - timedelta(days=3)),
        a_note(now - timedelta(days=2), "Emailed", channel="email", evidence=()),
        a_note(now - timedelta(days=1), "Rang her mother", to=("helper",)),
        tried(now - timedelta(hours=2), channel="voicemail"),
    )
    page = words(text(officers.get(url(case))))

    assert next_due(case, now) == before
    assert page.count("No. A try that reached nobody.") == 2
    assert "No. No record shows it." in page
    assert "No. It went to Somebody who helps the resident." in page


def test_a_way_that_is_not_safe_is_no_update_however_well_it_is_shown(
    officers: "Client", barred: "Case", now: datetime
) -> None:
    before = next_due(barred, now)
    add_entries(barred, a_note(now - timedelta(days=1), evidence=CALL_LOG))
    assert next_due(barred, now) == before
    assert "No. By a way they asked us not to use." in words(text(officers.get(url(barred))))

    told = a_note(now - timedelta(hours=1), channel="text", evidence=(Evidence(kind="text"),))
    add_entries(barred, told)
    assert next_due(barred, now) == date(2026, 4, 21)


def test_two_tries_in_a_row_show_what_they_have_led_to(
    officers: "Client", case: "Case", now: datetime
) -> None:
    add_entries(case, tried(now - timedelta(days=1)), tried(now - timedelta(hours=3)))
    page = words(text(officers.get(url(case))))

    assert "2 in a row to reach Hana Quill." in page
    assert "After two tries that reach nobody, try another way" in page


def test_a_rhythm_agreed_by_phone_holds_from_then_on(
    officers: "Client", case: "Case", now: datetime
) -> None:
    assert send(officers, case, "agree", **AGREED).status_code == 302

    entry = entries(case)[-1]
    assert entry.does == ("asb.update_schedule_agreed", "contact.made")
    assert (entry.every, entry.given[0].answer) == ("2 weeks", "text")
    assert next_due(case, now) == date(2026, 4, 28)
    page = words(text(officers.get(url(case))))
    assert "Next update: by Tue 28 Apr 2026, by text, from" in page
    assert "“Mornings, please”" in page
    assert "Without an agreement it would be each week" in page


def test_a_way_that_is_not_safe_has_no_choice_and_its_reason_is_shown(
    officers: "Client", barred: "Case"
) -> None:
    page = text(officers.get(url(barred, "agree")))

    for name in ("channel", "how"):
        assert not re.search(rf'name="{name}" type="radio" value="phone"', page)
    assert "he answers her phone" in page
    assert send(officers, barred, "agree", **AGREED).status_code == 200
    assert len(entries(barred)) == 1


def test_nothing_new_is_shown_first_and_kept_as_it_was_sent(
    officers: "Client", case: "Case", now: datetime
) -> None:
    shown = text(send(officers, case, "nothing_new", **NOTHING))
    assert "Nothing is saved yet." in shown
    assert "We are waiting for this: the crime report from the police. We expect it by" in shown
    assert "If it does not come by then, we will do this: we ask their manager." in shown
    assert len(entries(case)) == 1

    assert officers.post(url(case, "nothing_new"), fields(shown) | NOTHING).status_code == 302

    entry = entries(case)[-1]
    assert (entry.does, entry.channel) == (("contact.made",), "text")
    assert entry.promises[0].due == date(2026, 4, 24)
    assert len(load(case).kept[-1].files) == 1
    assert next_due(case, now) == date(2026, 4, 21)


@pytest.mark.parametrize("name", ["until", "next_on"])
def test_an_update_without_news_names_days_that_are_to_come(
    officers: "Client", case: "Case", name: str
) -> None:
    page = text(send(officers, case, "nothing_new", **(NOTHING | {name: "14/4/2026"})))

    assert "There is a problem" in page
    assert len(entries(case)) == 1


def test_an_update_is_left_out_only_by_their_wish_in_their_words(
    officers: "Client", case: "Case", now: datetime
) -> None:
    assert send(officers, case, "skip", **(WISH | {"text": ""})).status_code == 200
    assert send(officers, case, "skip", **WISH).status_code == 302

    wish, agreed = entries(case)[-2:]
    assert (wish.does, wish.by, wish.text) == (
        ("asb.update_not_wanted",), "resident", "I am at my sister's until May.",
    )  # fmt: skip
    assert agreed.until == date(2026, 5, 12)
    assert next_due(case, now) == date(2026, 5, 12)
    assert "They once did not want an update" in words(text(officers.get(url(case))))


def test_a_long_silence_is_drawn_with_its_days(
    officers: "Client", case: "Case", clock_at: Any, now: datetime
) -> None:
    clock_at(now + timedelta(days=30))
    page = words(text(officers.get(url(case))))

    assert "Since Thu 9 Apr 2026:" in page
    assert "without a contact that a record shows, and still going on." in page
    assert "Overdue" in page


def test_no_schedule_after_the_risk_assessment_is_overdue(
    officers: "Client", case: "Case", clock_at: Any, now: datetime
) -> None:
    told = a_note(now, does=("asb.risk_assessed",), evidence=(Evidence(kind="form"),), level="high")
    add_entries(case, told)
    clock_at(now + timedelta(days=9))

    page = words(text(officers.get(url(case))))
    assert "Agree with the resident how, and how often, we will be in touch" in page


@pytest.mark.parametrize("name", ["agree", "nothing_new", "skip"])
def test_who_may_not_agree_updates_gets_no_form(
    client: "Client", signed_in: Callable[..., "Client"], case: "Case", name: str
) -> None:
    signed_in(client, "contact centre")

    assert client.get(url(case, name)).status_code == 403
    assert client.get(url(case)).status_code == 200
