"""The pages of letters without any script: begun, written, read by a second person, sent."""

import html
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from factories.made import a_note, add_entries

from putright.core.events.parts import Evidence
from putright.stores.record.ledger.read import entries
from putright.stores.record.models import Outgoing, Reading

pytestmark = pytest.mark.django_db
WORDS = "Dear Alba\n\nWe read what you sent us with care."


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def save(client: Client, letter: str, body: str, version: int, **told: str) -> Any:
    return client.post(letter, {"body": body, "version": str(version), "do": "save"} | told)


def going(case: Any, **told: str) -> dict[str, str]:
    head = entries(landlord=case.landlord_id, stream=case.id)[-1].number
    return {
        "version": "1", "seen": str(head), "way": "post", "on": "14/4/2026", "at": "10am",
        "is_sure": "on", "once": str(uuid4()),
    } | told  # fmt: skip


def test_letter_is_begun_written_and_sent_and_then_stands_among_the_sent(
    officers: Client, case: Any, letter: str
) -> None:
    assert "Dear Alba Fennimore" in text_of(officers, letter)
    saved = save(officers, letter, WORDS, 1)
    assert saved["Location"] == letter
    assert "Saved. It has not been sent." in text_of(officers, letter)

    answer = officers.post(letter + "send", going(case, version="2"))

    home = f"/cases/{case.id}/letters/"
    assert answer["Location"] == home
    page = text_of(officers, home)
    assert "No letter is being written" in page and "A letter from us.txt" in page
    assert "This letter went to Alba Fennimore" in text_of(officers, letter)


def test_checking_keeps_the_text_and_leads_to_what_was_found(officers: Client, letter: str) -> None:
    answer = officers.post(letter, {"body": WORDS, "version": "1"})

    assert answer["Location"] == f"{letter}?checked=1#checks"
    assert "with care" in text_of(officers, letter)


def test_part_with_the_checks_is_no_page_and_keeps_nothing(officers: Client, letter: str) -> None:
    part = officers.post(letter + "checks", {"body": "Something else"})

    assert b"<html" not in part.content and b"data-said" in part.content
    assert officers.get(letter + "checks").status_code == 405
    assert Outgoing.objects.get().version == 1


def test_second_writer_sees_both_texts_and_loses_none(
    officers: Client, leaders: Client, letter: str
) -> None:
    save(leaders, letter, "The leader wrote this.", 1)

    answer = save(officers, letter, "The officer wrote this.", 1)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Somebody else changed this letter" in page
    assert "The leader wrote this." in page and "The officer wrote this.</textarea>" in page
    assert 'name="version" value="2"' in page

    save(officers, letter, "The officer and the leader wrote this.", 2)
    assert Outgoing.objects.get().version == 3


def test_what_was_typed_and_not_saved_comes_back_and_goes_once_it_is_saved(
    officers: Client, case: Any, letter: str
) -> None:
    page = text_of(officers, letter)
    place = page.partition("drafts/keep?place=")[2].partition('"')[0]
    told = {"body": "Typed, and then the line went down.", "version": "1"}
    assert officers.post(f"/drafts/keep?place={place}", told).status_code == 204

    assert "Typed, and then the line went down.</textarea>" in text_of(officers, letter)
    save(officers, letter, WORDS, 1)
    assert "the line went down" not in text_of(officers, letter)


def test_draft_over_an_older_version_is_shown_beside_the_newer(
    officers: Client, leaders: Client, letter: str
) -> None:
    place = text_of(officers, letter).partition("drafts/keep?place=")[2].partition('"')[0]
    told = {"body": "What the officer wrote, long enough.", "version": "1"}
    officers.post(f"/drafts/keep?place={place}", told)
    save(leaders, letter, "What the leader wrote.", 1)

    page = text_of(officers, letter)

    assert "Somebody else changed this letter" in page
    assert "What the leader wrote." in page and "What the officer wrote" in page


def test_false_day_stops_the_letter_and_the_true_one_is_put_in_by_a_button(
    officers: Client, case: Any, letter: str, now: Any
) -> None:
    call = a_note(now - timedelta(days=8), evidence=(Evidence(kind="call log"),))
    add_entries(case, call)
    save(officers, letter, "We are sorry. We rang you on 3 March 2026.", 1)

    page = text_of(officers, letter)
    assert "Cannot be sent" in page and "Send this letter" not in page
    assert f"/cases/{case.id}/entries/2/" in page and "add proof" in page
    stopped = officers.post(letter + "send", going(case, version="2")).content.decode()
    assert "This letter cannot go" in stopped

    key = page.partition('value="use:')[2].partition('"')[0]
    told = {"body": "We are sorry. We rang you on 3 March 2026.", "version": "2"}
    officers.post(letter, told | {"do": f"use:{key}"})
    page = text_of(officers, letter)
    assert "We rang you on 6 April 2026." in page and "Send this letter" in page


def test_reason_beside_a_mark_is_kept_and_lets_the_letter_go(
    officers: Client, case: Any, letter: str, now: Any
) -> None:
    add_entries(case, a_note(now, by="resident", to=(), does=("contact.received",),
                             asks=("when somebody comes",)))  # fmt: skip
    save(officers, letter, WORDS, 1)
    page = text_of(officers, letter)
    assert "Needs a reason" in page and "Send this letter" not in page

    name = page.partition('name="reason-')[2].partition('"')[0]
    save(officers, letter, WORDS, 2, **{f"reason-{html.unescape(name)}": "Said on the phone"})

    page = text_of(officers, letter)
    assert "Said on the phone</textarea>" in page and "Send this letter" in page


def test_colleague_who_writes_in_the_case_is_named(
    officers: Client, leaders: Client, letter: str
) -> None:
    place = text_of(leaders, letter).partition("drafts/keep?place=")[2].partition('"')[0]
    leaders.post(f"/drafts/keep?place={place}", {"body": WORDS, "version": "1"})

    assert "The team leader is writing in this case just now" in text_of(officers, letter)


def test_markup_in_a_letter_is_text_on_every_page(officers: Client, letter: str) -> None:
    save(officers, letter, "<img src=x onerror=alert(1)> [x](javascript:alert(1))", 1)

    for address in (letter, letter + "send", letter + "print", letter + "language"):
        page = text_of(officers, address)
        assert "<img src=x" not in page and 'href="javascript' not in page
        assert "&lt;img src=x" in page


def test_something_new_is_shown_before_anything_is_sent(
    officers: Client, case: Any, letter: str, now: Any
) -> None:
    told = going(case)
    add_entries(case, a_note(now, text="She rang and said that it stopped."))

    page = officers.post(letter + "send", told).content.decode()

    assert "Look at this first" in page and "said that it stopped" in page
    assert Outgoing.objects.get().state == "writing"


def test_second_reader_agrees_on_the_page_or_sends_it_back(
    officers: Client, leaders: Client, letter: str
) -> None:
    Outgoing.objects.update(needs_second=True)
    assert "Send this letter" not in text_of(officers, letter)
    officers.post(letter + "ask", {"version": "1"})
    home = letter.partition("letters/")[0] + "letters/"
    assert "Waiting for a second reader" in text_of(officers, home)
    assert "I agree to this letter" not in text_of(officers, letter)
    assert "I agree to this letter" in text_of(leaders, letter)

    wordless = leaders.post(letter + "back", {"version": "1", "words": ""})
    assert wordless["Location"].endswith("?words=1")
    leaders.post(letter + "back", {"version": "1", "words": "Say sorry plainly"})
    assert "Say sorry plainly" in text_of(officers, letter)
    officers.post(letter + "ask", {"version": "1"})
    leaders.post(letter + "agree", {"version": "1"})

    page = text_of(officers, letter)
    assert "read this text and agreed to it" in page and "Send this letter" in page


def test_stale_agreement_leads_back_to_the_letter(
    officers: Client, leaders: Client, letter: str
) -> None:
    officers.post(letter + "ask", {"version": "1"})
    save(officers, letter, WORDS, 1)

    for act in ("agree", "ask"):
        answer = leaders.post(letter + act, {"version": "1"})
        assert answer["Location"] == f"{letter}?changed=1"
    assert "Somebody changed this letter" in text_of(leaders, f"{letter}?changed=1")


def test_word_file_is_a_download_that_no_cache_keeps_and_the_log_names(
    officers: Client, case: Any, letter: str
) -> None:
    answer = officers.get(letter + "word")

    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="A letter from us.docx"'
    assert answer.content[:2] == b"PK"
    assert Reading.objects.filter(what="letter as word file").count() == 1


def test_word_file_of_a_letter_that_cannot_go_is_refused(officers: Client, letter: str) -> None:
    Outgoing.objects.update(needs_second=True)

    assert officers.get(letter + "word").status_code == 403


def test_letter_in_another_language_is_shown_beside_and_from_the_right(
    officers: Client, letter: str
) -> None:
    told = {
        "version": "1", "language": "ur", "made_how": "machine", "made_by": "A service",
        "title": "خط", "body": "آپ کا شکریہ",
    }  # fmt: skip
    assert officers.post(letter + "language", told)["Location"] == letter + "language"

    page = text_of(officers, letter + "language")
    assert 'lang="ur" dir="rtl"' in page and "no person has checked it" in page
    assert "Send this letter" not in text_of(officers, letter)
    officers.post(letter + "language/leave-out", {"language": "ur"})
    assert "Send this letter" in text_of(officers, letter)


def test_letter_given_up_leaves_the_list(officers: Client, case: Any, letter: str) -> None:
    assert "There is a problem" in officers.post(letter + "drop", {"version": "1"}).content.decode()

    officers.post(letter + "drop", {"version": "1", "why": "She rang instead"})

    assert "No letter is being written" in text_of(officers, f"/cases/{case.id}/letters/")
    assert officers.get(letter).status_code == 404


def test_returned_letter_is_told_on_a_page_of_its_own(
    officers: Client, case: Any, letter: str
) -> None:
    officers.post(letter + "send", going(case))
    number = entries(landlord=case.landlord_id, stream=case.id)[-1].number
    address = f"/cases/{case.id}/letters/returned/{number}"
    assert "A letter came back" in text_of(officers, address)

    told = {"how": "Gone away, says the envelope", "on": "14/4/2026", "at": "10am"}
    answer = officers.post(address, told | {"seen": str(number), "once": str(uuid4())})

    assert answer["Location"] == f"/cases/{case.id}/letters/"
    assert "Gone away, says the envelope" in text_of(officers, f"/cases/{case.id}/letters/")


def test_letters_of_one_case_are_not_found_under_another(
    officers: Client, make_case: Any, letter: str
) -> None:
    mine = UUID(letter.rstrip("/").rpartition("/")[2])
    other = make_case()

    for act in ("", "send", "print", "word", "drop", "language"):
        assert officers.get(f"/cases/{other.id}/letters/{mine}/{act}").status_code == 404


def test_reason_once_given_is_said_and_typed_ones_are_never_dropped(
    officers: Client, case: Any, letter: str, now: Any
) -> None:
    add_entries(case, a_note(now, by="resident", to=(), does=("contact.received",),
                             asks=("when somebody comes",)))  # fmt: skip
    save(officers, letter, WORDS, 1)
    page = text_of(officers, letter)
    assert page.count('name="reason-') == 1 and "The check (1)" in page
    name = "reason-" + html.unescape(page.partition('name="reason-')[2].partition('"')[0])
    told = {"body": WORDS, "version": "2", "do": "save", name: ["Said on the phone", ""]}
    officers.post(letter, told)
    page = text_of(officers, letter)
    assert "Reason given" in page and "Said on the phone</textarea>" in page

    told = {
        "body": WORDS,
        "version": "1",
        name: "Typed over",
        "reason-gone: a": "Kept as well",
    }
    page = officers.post(letter, told).content.decode()
    assert "Typed over</textarea>" in page
    assert 'name="reason-gone: a" value="Kept as well"' in page


def test_reason_typed_and_not_saved_comes_back(
    officers: Client, case: Any, letter: str, now: Any
) -> None:
    add_entries(case, a_note(now, by="resident", to=(), does=("contact.received",),
                             asks=("when somebody comes",)))  # fmt: skip
    save(officers, letter, WORDS, 1)
    page = text_of(officers, letter)
    place = page.partition("drafts/keep?place=")[2].partition('"')[0]
    name = "reason-" + html.unescape(page.partition('name="reason-')[2].partition('"')[0])
    told = {"body": WORDS, "version": "2", name: "Typed and not saved"}
    assert officers.post(f"/drafts/keep?place={place}", told).status_code == 204
    assert "Typed and not saved</textarea>" in text_of(officers, letter)


def test_second_reader_is_not_offered_or_asked_while_the_check_fails(
    officers: Client, letter: str
) -> None:
    Outgoing.objects.update(needs_second=True)
    save(officers, letter, "We are sorry. We rang you on 3 March 2026.", 1)
    page = text_of(officers, letter)
    assert "Ask for a second reader" not in page and "You can ask for one once" in page

    answer = officers.post(letter + "ask", {"version": "2"}, follow=True)
    assert answer.status_code == 200 and "Mend what the check found" in answer.content.decode()

    save(officers, letter, WORDS, 2)
    assert "Ask for a second reader" in text_of(officers, letter)


def test_letter_that_waits_for_a_second_reader_is_on_their_list(
    officers: Client, leaders: Client, letter: str
) -> None:
    Outgoing.objects.update(needs_second=True)
    save(officers, letter, WORDS, 1)
    officers.post(letter + "ask", {"version": "2"})
    assert f'href="{letter}"' in text_of(leaders, "/")
    assert f'href="{letter}"' not in text_of(officers, "/")
