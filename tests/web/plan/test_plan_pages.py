"""P13 by the doors: a plan is written, agreed with a record, sent, done and gone through again."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories.made import a_note, add_entries

from putright.casework.live import load
from putright.casework.promises import Promise, promises_of
from putright.core.events.entry import Entry

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
LINES = {
    "wants": "To sleep, and to know that somebody comes.",
    "cannot": "We cannot move anybody this month: no home is free.",
    "review_on": "10/5/2026",
    "l0_what": "Fit a second lock", "l0_who": "us", "l0_due": "20/4/2026",
    "l0_why": "She is afraid",
    "l1_what": "Keep a diary", "l1_who": "resident", "l1_due": "30/4/2026", "l1_offered": "on",
    "l2_what": "Walk past at night", "l2_who": "police", "l2_due": "1/5/2026",
}  # fmt: skip
CALL = {
    "how": "phone", "whom": "resident", "on": "14/4/2026", "at": "9:00am", "record": "call log",
    "words": "09:00 01632 960123 4m",
}  # fmt: skip
POST = {"channel": "letter", "whom": "resident", "on": "14/4/2026", "at": "9:30am"}
TALK = {
    "channel": "phone", "whom": "resident", "on": "14/4/2026", "at": "9:45am",
    "says": "We went through it.", "review_on": "12/5/2026",
}  # fmt: skip
STAYS = {f"r{n}_became": "stays" for n in range(3)}


def url(case: "Case", name: str = "page") -> str:
    return reverse(f"plan:{name}", kwargs={"case_id": case.id})


def fields(page: str) -> dict[str, str]:
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def seen(client: "Client", case: "Case", name: str = "page") -> str:
    return text(client.get(url(case, name)))


def send(client: "Client", case: "Case", name: str, **told: Any) -> Any:
    return client.post(url(case, name), fields(seen(client, case, name)) | told)


def entries(case: "Case") -> list[Entry]:
    return [one.entry for one in load(case).kept]


def owed(case: "Case", rule: str, now: datetime) -> list[Promise]:
    return [each for each in promises_of(load(case).run(now=now)) if each.rule == rule]


def agreed(client: "Client", case: "Case", **told: str) -> None:
    """Write the lines and agree to them by phone, with a line of the call log."""
    assert send(client, case, "write", **LINES, agree="yes").status_code == 302
    answer = send(client, case, "agree", **(CALL | told))
    assert answer.status_code == 302, text(answer)


def test_a_draft_is_kept_for_colleagues_and_is_no_plan(
    officers: "Client", signed_in: Any, case: "Case", now: datetime
) -> None:
    send(officers, case, "write", **LINES, keep="yes")

    assert len(entries(case)) == 1
    assert owed(case, "asb.action_plan", now)[0].is_open
    assert "A draft is no plan: the clock runs until it is agreed." in seen(officers, case)
    signed_in(officers, "team leader")
    assert 'value="Fit a second lock"' in seen(officers, case, "write")


def test_a_plan_agreed_by_phone_with_its_record_keeps_the_promise_and_makes_those_of_its_lines(
    officers: "Client", case: "Case", now: datetime
) -> None:
    agreed(officers, case)

    plan = entries(case)[-1]
    assert plan.does == ("asb.plan_agreed", "contact.made")
    assert (plan.until, plan.facts) == (date(2026, 5, 10), {"how": "phone"})
    assert [(p.what, p.who, p.due) for p in plan.promises] == [
        ("Fit a second lock", "", date(2026, 4, 20)),
        ("Keep a diary", "resident", date(2026, 4, 30)),
        ("Walk past at night", "police", date(2026, 5, 1)),
    ]
    assert owed(case, "asb.action_plan", now)[0].over == "met"
    assert [each.what for each in owed(case, "promises.kept", now)] == ["Fit a second lock"]
    page = seen(officers, case)
    assert "Agreed and not yet sent in writing" in page
    assert "To sleep, and to know that somebody comes." in page
    assert "We cannot move anybody this month" in page


def test_a_note_of_the_talk_alone_is_saved_as_said_and_the_promise_stays_open(
    officers: "Client", case: "Case", now: datetime
) -> None:
    agreed(officers, case, record="note", words="")

    promise = owed(case, "asb.action_plan", now)[0]
    assert promise.is_open
    assert promise.claimed_by
    assert [entry.does for entry in entries(case)[1:]] == [("asb.plan_agreed",), ("contact.made",)]
    assert "Agreed by our word alone" in seen(officers, case)


def test_silence_is_no_way_to_agree_and_a_letter_none(officers: "Client", case: "Case") -> None:
    send(officers, case, "write", **LINES, keep="yes")
    page = seen(officers, case, "agree")

    assert set(re.findall(r'name="how" type="radio" value="(\w+)"', page)) == {
        "phone", "visit", "portal", "signature",
    }  # fmt: skip
    assert "Silence is no agreement." in page
    for how in ("letter", "silence", ""):
        assert send(officers, case, "agree", **(CALL | {"how": how})).status_code == 200
    assert len(entries(case)) == 1


@pytest.mark.parametrize(
    ("lines", "lack"),
    [
        ({"l0_due": ""}, "Line 1: say by which day."),
        ({"l0_who": ""}, "Line 1: say who does it."),
        ({"l0_due": "1/4/2026"}, "Line 1: that day is over."),
        ({"l1_offered": ""}, "Line 2: the resident owes us nothing for our help."),
        ({"review_on": ""}, "Say by which day you go through it together again."),
    ],
)
def test_a_line_without_a_day_or_a_name_or_put_on_the_resident_cannot_be_agreed(
    officers: "Client", case: "Case", lines: dict[str, str], lack: str
) -> None:
    send(officers, case, "write", **(LINES | lines), keep="yes")

    page = seen(officers, case, "agree")
    assert lack in page
    assert "They agreed to this plan" not in page
    officers.post(url(case, "agree"), CALL | {"mark": fields(page)["mark"], "once": ""})
    assert len(entries(case)) == 1


def test_a_draft_that_a_colleague_changed_meanwhile_is_read_again_first(
    officers: "Client", case: "Case"
) -> None:
    send(officers, case, "write", **LINES, keep="yes")
    stale = fields(seen(officers, case, "agree"))
    send(officers, case, "write", **(LINES | {"l0_due": "29/4/2026"}), keep="yes")

    answer = officers.post(url(case, "agree"), stale | CALL)

    assert "The draft was changed meanwhile" in text(answer)
    assert "Wed 29 Apr 2026" in text(answer)
    assert len(entries(case)) == 1


def test_two_who_write_at_once_do_not_write_over_each_other_unread(
    officers: "Client", case: "Case"
) -> None:
    stale = fields(seen(officers, case, "write"))
    send(officers, case, "write", **LINES, keep="yes")

    mine = LINES | {"l0_what": "Fit a camera", "keep": "yes"}
    answer = officers.post(url(case, "write"), stale | mine)

    page = text(answer)
    assert "The draft was changed meanwhile" in page
    assert "<li>Fit a second lock." in page
    assert 'value="Fit a camera"' in page
    assert officers.post(url(case, "write"), fields(page) | mine).status_code == 302


def test_rows_are_added_moved_and_taken_from_the_toolkit_without_a_script(
    officers: "Client", case: "Case"
) -> None:
    more = text(send(officers, case, "write", **LINES, more="yes"))
    moved = text(send(officers, case, "write", **LINES, down="0"))
    taken = text(send(officers, case, "write", **LINES, take="yes", taken="verbal-warning"))

    assert "Line 10" in more
    assert re.search(r'name="l1_what"[^>]*value="Fit a second lock"', moved)
    assert re.search(r'name="l3_what"[^>]*value="Spoken warning"', taken)
    assert "There is a problem" not in more + moved + taken
    assert len(entries(case)) == 1


def test_a_tool_that_never_fits_what_was_reported_is_not_offered_and_the_page_says_why(
    officers: "Client", case: "Case"
) -> None:
    page = seen(officers, case, "write")

    assert 'value="mediation"' not in page
    assert "Not here: this case tells of threat." in page


def test_advice_that_we_gave_stands_in_the_entry_for_a_second_person(
    officers: "Client", case: "Case", now: datetime
) -> None:
    told = LINES | {"advice": "Take the children to the park"}
    send(officers, case, "write", **told, agree="yes")
    send(officers, case, "agree", **CALL)

    assert entries(case)[-1].advice == ("Take the children to the park",)
    assert "A second person looks at advice" in seen(officers, case)


def test_the_plan_goes_out_as_it_was_agreed_and_is_kept(
    officers: "Client", case: "Case", now: datetime
) -> None:
    agreed(officers, case)
    letter = seen(officers, case, "send")
    assert "Fit a second lock, by Mon 20 Apr 2026. Why: She is afraid." in letter
    assert "What you offered to do. You do not have to." in letter

    assert send(officers, case, "send", **POST, words="Ring me any time.").status_code == 302

    entry = entries(case)[-1]
    assert (entry.does, entry.channel) == (("asb.plan_sent",), "letter")
    kept = load(case).kept[-1].files
    href = reverse("files:get", kwargs={"file_id": kept[0]})
    assert "What we agreed.txt" in seen(officers, case) or officers.get(href).status_code < 400
    assert owed(case, "asb.plan_sent", now)[0].over == "met"
    assert "Agreed with the resident and sent in writing." in seen(officers, case)


def test_reading_it_out_sends_nothing_in_writing(
    officers: "Client", case: "Case", now: datetime
) -> None:
    agreed(officers, case)
    send(officers, case, "send", **(POST | {"channel": "phone"}))

    assert owed(case, "asb.plan_sent", now)[0].is_open
    assert "Agreed and not yet sent in writing" in seen(officers, case)


def test_a_way_they_asked_us_not_to_use_has_no_choice_and_the_reason_is_shown(
    officers: "Client", barred: "Case"
) -> None:
    send(officers, barred, "write", **LINES, keep="yes")
    page = seen(officers, barred, "agree")

    assert not re.search(r'name="how" type="radio" value="phone"', page)
    assert "he answers her phone" in page
    assert send(officers, barred, "agree", **CALL).status_code == 200
    assert len(entries(barred)) == 1


def test_a_review_lists_what_changes_before_it_saves_anything(
    officers: "Client", case: "Case", now: datetime
) -> None:
    agreed(officers, case)
    told = TALK | {
        "r0_became": "done", "r0_words": "Fitted on Monday", "r0_record": "note",
        "r1_became": "moved", "r1_due": "5/5/2026",
        "r2_became": "dropped", "r2_words": "They have no car",
        "l0_what": "Ask for a lamp", "l0_who": "us", "l0_due": "1/5/2026",
    }  # fmt: skip
    listed = text(send(officers, case, "review", **told))

    assert "What changes" in listed
    for words in ("Done: Fit a second lock", "Another day: Keep a diary", "Given up: Walk past",
                  "New: Ask for a lamp"):  # fmt: skip
        assert words in listed
    assert len(entries(case)) == 2
    assert officers.post(url(case, "review"), fields(listed) | told).status_code == 302

    done, review = entries(case)[-2:]
    plan = entries(case)[1]
    assert (done.does, done.keeps) == (("asb.plan_action_done",), (plan.promises[0].id,))
    assert review.drops == (plan.promises[2].id,)
    assert [(p.what, p.repeats) for p in review.promises] == [
        ("Keep a diary", plan.promises[1].id),
        ("Ask for a lamp", ""),
    ]
    states = {each.what: each.over for each in owed(case, "promises.kept", now)}
    assert states == {"Fit a second lock": "met", "Ask for a lamp": ""}


def test_answers_changed_after_the_list_are_listed_again(officers: "Client", case: "Case") -> None:
    agreed(officers, case)
    told = TALK | STAYS
    listed = text(send(officers, case, "review", **told))
    other = told | {"r0_became": "dropped", "r0_words": "Not wanted"}

    answer = officers.post(url(case, "review"), fields(listed) | other)

    assert "Given up: Fit a second lock" in text(answer)
    assert len(entries(case)) == 2


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"r0_became": "dropped"}, "Say why it is given up"),
        ({"r0_became": "done"}, "Say what was done"),
        ({"r0_became": "moved"}, "Another day: write one that is still to come"),
        ({"r0_became": "done", "r0_words": "Yes", "r0_record": "file"}, "Files: add what shows"),
        ({"l0_what": "Lamp", "l0_who": "us"}, "By which day? Write one that is still to come"),
        ({"l0_what": "Lamp", "l0_due": "1/5/2026"}, "Who does it? Choose an answer"),
        (
            {"l0_what": "Diary", "l0_who": "resident", "l0_due": "1/5/2026"},
            "The resident owes us nothing for our help",
        ),
    ],
)
def test_a_review_that_says_too_little_is_not_listed(
    officers: "Client", case: "Case", told: dict[str, str], fault: str
) -> None:
    agreed(officers, case)
    page = text(send(officers, case, "review", **(TALK | STAYS | told)))

    assert "There is a problem" in page
    assert fault in page
    assert len(entries(case)) == 2


def test_a_line_done_with_a_photo_is_kept_and_one_without_a_record_stays_open(
    officers: "Client", case: "Case", now: datetime
) -> None:
    agreed(officers, case)
    lock = entries(case)[1].promises[0].id
    told = {"line": lock, "text": "Fitted", "on": "14/4/2026", "at": "9:50am"}
    send(officers, case, "done", **told, record="none")
    assert owed(case, "promises.kept", now)[0].is_open
    assert "said to be done, no record" in seen(officers, case)

    photo = SimpleUploadedFile("lock.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 200)
    send(officers, case, "done", **told, record="file", uploads=photo)

    assert owed(case, "promises.kept", now)[0].over == "met"


def test_a_resident_who_wants_no_plan_excuses_it_in_their_own_words(
    officers: "Client", case: "Case", now: datetime
) -> None:
    told = {"whom": "resident", "channel": "phone", "text": "No more papers, please.",
            "on": "14/4/2026", "at": "9:00am"}  # fmt: skip
    assert send(officers, case, "not_wanted", **told).status_code == 302

    assert owed(case, "asb.action_plan", now)[0].over == "excused"
    page = seen(officers, case)
    assert "The resident does not want a plan." in page
    assert "No more papers, please." in page


def test_a_plan_not_gone_through_for_over_a_month_is_late(
    officers: "Client", case: "Case", clock_at: Any, now: datetime
) -> None:
    agreed(officers, case)
    send(officers, case, "send", **POST)
    clock_at(now + timedelta(days=40))

    assert "It has not been gone through for too long." in seen(officers, case)


def test_what_a_colleague_added_meanwhile_comes_before_the_agreement(
    officers: "Client", case: "Case", now: datetime
) -> None:
    send(officers, case, "write", **LINES, keep="yes")
    stale = fields(seen(officers, case, "agree"))
    add_entries(case, a_note(now, "She rang: another threat."))

    page = text(officers.post(url(case, "agree"), stale | CALL))

    assert "She rang: another threat." in page
    assert len(entries(case)) == 2


@pytest.mark.parametrize("name", ["write", "agree", "send", "review", "done", "not_wanted"])
def test_who_may_not_plan_gets_no_form(
    client: "Client", signed_in: Callable[..., "Client"], case: "Case", name: str
) -> None:
    signed_in(client, "contact centre")

    assert client.get(url(case, name)).status_code == 403
    assert client.get(url(case)).status_code == 200
