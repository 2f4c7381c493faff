"""The pages of lessons: recorded, said, shown, measured and given up, in a browser's words."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made

from putright.stores.record.models import Lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler(
    client: Client, signed_in: Callable[..., Client], clock_at: Callable[[datetime], None],
    now: datetime,
) -> Client:  # fmt: skip
    clock_at(now)
    return signed_in(client, "complaints handler")


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


@pytest.fixture
def recorded(handler: Client, staff: Any, now: datetime) -> Callable[..., Lesson]:
    def record(**told: str) -> Lesson:
        given = {
            "what": "to staff the duty line on Saturdays", "why": "Nobody rang at weekends.",
            "owner": str(staff("team leader").id), "due": day(now.date() + timedelta(days=20)),
            "answers": "Report of 4 May, paragraph 12", "measure": "asb.first_action",
        }  # fmt: skip
        response = handler.post("/learning/raise/", given | told, follow=True)
        assert "The lesson is recorded." in text_of(response)
        return Lesson.objects.latest("recorded_on", "id")

    return record


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("rota.pdf", b"%PDF-1.4 rota", "application/pdf")


def said(handler: Client, lesson: Lesson, now: datetime, **told: Any) -> str:
    given = {"says": "The rota runs.", "on": day(now.date()), "shown_by": "changed system"}
    return text_of(handler.post(f"/learning/{lesson.id}/done/", given | told, follow=True))


def test_recorded_lesson_stands_in_the_list_and_on_its_page(
    handler: Client, recorded: Callable[..., Lesson]
) -> None:
    lesson = recorded()

    listed = text_of(handler.get("/learning/"))
    page = text_of(handler.get(f"/learning/{lesson.id}/"))

    assert "Still to be done" in listed
    assert "To staff the duty line on Saturdays" in listed
    assert "The team leader" in page
    assert "Report of 4 May, paragraph 12" in page
    assert "It is measured once something shows that it was done." in page


def test_form_left_empty_says_what_is_missing_and_records_nothing(handler: Client) -> None:
    page = text_of(handler.post("/learning/raise/", {"what": "to do better"}))

    assert "<title>Error: Record a lesson" in page
    assert "Who sees to it? Choose an answer" in page
    assert 'value="to do better"' in page
    assert not Lesson.objects.exists()


def test_said_without_a_file_is_shown_as_said(
    handler: Client, recorded: Callable[..., Lesson], now: datetime
) -> None:
    lesson = recorded()

    page = said(handler, lesson, now)

    assert "Said to be done, and nothing shows it" in page
    assert "The complaints handler said that it was done" in page
    assert "Attach what shows it, and it counts as done." in page
    assert "Said to be done, and nothing shows it" in text_of(handler.get("/learning/"))


def test_shared_at_a_meeting_counts_as_told_and_no_more(
    handler: Client, recorded: Callable[..., Lesson], now: datetime
) -> None:
    page = said(handler, recorded(), now, shown_by="shared", uploads=proof())

    assert "People were told. That shows no change: attach what does." in page


def test_proof_makes_it_done_and_can_be_opened(
    handler: Client, recorded: Callable[..., Lesson], now: datetime
) -> None:
    lesson = recorded()

    page = said(handler, lesson, now, uploads=proof())

    assert "<strong>Done, and shown</strong>" in page
    link = page.split('href="/files/')[1].split('"')[0]
    opened = handler.get(f"/files/{link}", follow=True)
    assert b"".join(opened.streaming_content) == b"%PDF-1.4 rota"
    assert "Say what was done" not in page
    assert handler.get(f"/learning/{lesson.id}/done/").status_code == 403


def test_overdue_lesson_comes_first(
    handler: Client, recorded: Callable[..., Lesson], now: datetime,
    clock_at: Callable[[datetime], None],
) -> None:  # fmt: skip
    recorded(what="to write the rota down", due=day(now.date() + timedelta(days=90)))
    recorded(what="to train the night line", due=day(now.date() + timedelta(days=1)))
    clock_at(now + timedelta(days=2))

    page = text_of(handler.get("/learning/"))

    assert page.index("Overdue") < page.index("To train the night line")
    assert page.index("To train the night line") < page.index("To write the rota down")


def test_measure_is_a_picture_a_table_and_words_for_outside(
    handler: Client, recorded: Callable[..., Lesson], make_case: Callable[..., Any],
    now: datetime, clock_at: Callable[[datetime], None],
) -> None:  # fmt: skip
    before, after = now - timedelta(days=20), now + timedelta(days=20)
    make_case(entries=[made.a_report(before)], now=before)
    make_case(entries=[made.a_report(after), made.a_note(after + timedelta(hours=1),
                       about=("asb",))], now=after + timedelta(hours=2))  # fmt: skip
    lesson = recorded()
    said(handler, lesson, now, uploads=proof())
    clock_at(now + timedelta(days=40))

    page = text_of(handler.post(f"/learning/{lesson.id}/measure/", follow=True))

    assert "Counted as of today." in page
    assert "Before: 0%. After: 100%." in page
    assert "do not read much into it yet" in page
    assert "Before and after, to give outside" in page
    assert "fewer than 5" in page
    assert "Kept in time before: 0%, after: 100%" in text_of(handler.get("/learning/"))


def test_given_up_with_a_reason_that_stays(
    handler: Client, recorded: Callable[..., Lesson]
) -> None:
    lesson = recorded()

    gone = handler.post(
        f"/learning/{lesson.id}/give-up/", {"reason": "The team moved."}, follow=True
    )

    assert "The team moved." in text_of(gone)
    assert "Given up" in text_of(handler.get("/learning/"))


def test_raised_from_a_case_begins_with_its_reference(
    handler: Client, make_case: Callable[..., Any]
) -> None:
    case = make_case()

    page = text_of(handler.get(f"/learning/raise/?case={case.id}&code=asb.first_action"))

    assert f"{case.reference} asb.first_action" in page
    assert '<option value="asb.first_action" selected>' in page
    assert handler.get("/learning/raise/?case=nonsense").status_code == 404


def test_case_that_is_restricted_gives_nothing_away(
    handler: Client, make_case: Callable[..., Any]
) -> None:
    case = make_case(is_restricted=True, officer=None)

    answer = handler.get(f"/learning/raise/?case={case.id}")

    assert (answer.status_code, case.reference in text_of(answer)) == (302, False)
    assert answer["Location"] == reverse("cases:break_glass", kwargs={"case_id": case.id})


@pytest.mark.parametrize("role", ["officer", "auditor"])
def test_those_who_only_see_are_offered_nothing_to_do(
    role: str, recorded: Callable[..., Lesson], signed_in: Callable[..., Client]
) -> None:
    lesson, reader = recorded(), signed_in(Client(), role)

    page = text_of(reader.get(f"/learning/{lesson.id}/"))

    assert "Say what was done" not in page
    for path in ("done/", "give-up/"):
        assert reader.get(f"/learning/{lesson.id}/{path}").status_code == 403
    assert reader.post(f"/learning/{lesson.id}/measure/").status_code == 403
    assert reader.get("/learning/raise/").status_code == 403
