"""The pages that ask "is this a complaint?": where they are offered, and what each answer does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from factories import made

pytestmark = pytest.mark.django_db
WORDS = "I have left five messages and nobody has rung me back. It is not good enough."
CARD = "Answer: is this a complaint?"


@pytest.fixture
def officers(client: Client, signed_in: Callable[..., Client]) -> Client:
    return signed_in(client, "officer")


@pytest.fixture
def unhappy(case: Any, now: datetime) -> Any:
    """The case, with a message that sounds unhappy as its second entry."""
    made.add_entries(case, message(now))
    return case


@pytest.fixture(autouse=True)
def _at_that_moment(clock_at: Callable[[datetime], None], now: datetime) -> None:
    clock_at(now)


def message(now: datetime, text: str = WORDS, **told: Any) -> Any:
    from putright.core.events.entry import Entry

    usual: dict[str, Any] = {
        "id": "", "does": ("contact.received",), "at": now - timedelta(days=1), "by": "resident",
        "channel": "email", "text": text, "evidence": made.NOTE,
    }  # fmt: skip
    return Entry(**(usual | told))


def url(case: Any, name: str = "page", number: int = 0) -> str:
    return reverse(f"recognising:{name}", args=[case.id, number] if number else [case.id])


def get(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def send(client: Client, address: str, **told: str) -> str:
    answer = client.post(address, {"once": str(uuid4()), **told}, follow=True)
    return answer.content.decode()


def entries(case: Any) -> list[Any]:
    from putright.casework.live import load

    return [one.entry for one in load(case).kept]


def test_the_card_stands_on_the_case_and_leads_to_the_question(
    officers: Client, unhappy: Any
) -> None:
    page = get(officers, reverse("cases:page", args=[unhappy.id]))

    assert CARD in page and url(unhappy, "ask", 2) in page
    assert "Only the words were looked at: you decide." in page
    assert "Sounds unhappy" in page


def test_as_it_was_known_on_a_past_day_nothing_is_asked(
    officers: Client, unhappy: Any, now: datetime
) -> None:
    day = (now - timedelta(hours=24)).date().isoformat()

    assert CARD not in get(officers, f"{reverse('cases:page', args=[unhappy.id])}?on={day}")


def test_the_case_is_on_my_work_until_it_is_answered(officers: Client, unhappy: Any) -> None:
    assert f"Somebody sounds unhappy in {unhappy.reference}" in get(officers, "/")

    send(officers, url(unhappy, "no", 2), why="He means the bus company.")

    assert f"Somebody sounds unhappy in {unhappy.reference}" not in get(officers, "/")


def test_the_question_marks_the_words_and_saves_nothing_by_being_looked_at(
    officers: Client, unhappy: Any
) -> None:
    page = get(officers, url(unhappy, "ask", 2))

    assert "<strong>" in page.split("<blockquote", 1)[1].split("</blockquote>")[0]
    for words in ("Yes, log it now", "They said not now", "No, because", "not asked them yet"):
        assert words in page
    assert "?entry=2" in page
    assert len(entries(unhappy)) == 2


def test_their_words_are_wanted_for_not_now_and_read_back_at_the_next_contact(
    officers: Client, unhappy: Any, now: datetime
) -> None:
    told = {"whom": "resident", "channel": "phone", "on": now.strftime("%d/%m/%Y")}

    empty = send(officers, url(unhappy, "not_now", 2), **told)
    send(officers, url(unhappy, "not_now", 2), words="Not while mum is ill.", **told)

    assert "What did they say, in their words?" in empty and "There is a problem" in empty
    assert [one.does[0] for one in entries(unhappy)[2:]] == [
        "complaint.offered", "complaint.not_wanted"
    ]  # fmt: skip
    assert CARD not in get(officers, url(unhappy))
    later = now + timedelta(days=2)
    made.add_entries(unhappy, message(now, "Hello.", at=now), now=later)
    assert "Not while mum is ill." in get(officers, reverse("cases:page", args=[unhappy.id]))


def test_no_needs_a_reason_which_is_kept(officers: Client, unhappy: Any) -> None:
    empty = send(officers, url(unhappy, "no", 2), why=" ")
    page = send(officers, url(unhappy, "no", 2), why="He means the bus company.")

    assert "There is a problem" in empty
    assert "He means the bus company." in page
    assert officers.get(url(unhappy, "ask", 2)).status_code == 404


def test_not_asked_yet_puts_asking_on_the_list(officers: Client, unhappy: Any) -> None:
    send(officers, url(unhappy, "not_asked", 2))

    assert entries(unhappy)[-1].dissatisfied
    page = get(officers, url(unhappy, "ask", 3))
    assert "offered the choice to complain" in page
    assert "No, because" not in page and "They said not now" in page
    assert "/recognising/" in officers.get(
        reverse("contact:log", args=[unhappy.id]),
        {"promise": _offer(unhappy)},
    ).headers.get("Location", "")  # fmt: skip


def _offer(case: Any) -> str:
    from factories.made import NOW

    from putright.casework.live import load
    from putright.casework.promises import promises_of

    owed = promises_of(load(case).run(now=NOW))
    return next(one.key for one in owed if one.rule == "complaints.dissatisfaction_offered")


def test_what_two_people_answer_at_once_is_saved_once(officers: Client, unhappy: Any) -> None:
    send(officers, url(unhappy, "no", 2), why="He means the bus company.")

    assert officers.post(url(unhappy, "no", 2), {"why": "Me too."}).status_code == 404
    assert len(entries(unhappy)) == 3


def test_right_after_a_contact_the_question_is_there(officers: Client, case: Any) -> None:
    page = send(
        officers, reverse("contact:log", args=[case.id]), whom="resident", outcome="spoke",
        channel="phone", day="14/4/2026", at="9:50am", proof="note", seen="1",
        note="She is not happy with the wait.",
    )  # fmt: skip

    assert CARD in page


def test_a_member_of_staff_whom_a_complaint_names_is_shown_no_card(
    officers: Client, unhappy: Any, officer: Any, now: datetime
) -> None:
    raised = message(now, does=("complaint.raised",), complaint="c1",
                     at=now - timedelta(days=2),
                     about_staff=(made.as_actor(officer).key,))  # fmt: skip
    made.add_entries(unhappy, raised, message(now, dissatisfied=True, at=now))

    assert CARD not in get(officers, reverse("cases:page", args=[unhappy.id]))
    assert "Sounds unhappy" not in get(officers, reverse("cases:page", args=[unhappy.id]))
    assert officers.get(url(unhappy, "ask", 4)).status_code == 404
    assert "Somebody sounds unhappy" not in get(officers, "/")


def test_hostile_words_are_shown_as_words(officers: Client, case: Any, now: datetime) -> None:
    made.add_entries(case, message(now, "<script>x</script> nobody has rung me back, a disgrace"))

    page = get(officers, url(case, "ask", 2))

    assert "<script>x</script>" not in page
    assert "&lt;script&gt;" in page
