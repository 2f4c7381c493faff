"""A letter of a case in the books held against that case, with who it goes to and by which way."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from factories import made

from putright.casework.claims import Drafted, check_letter
from putright.casework.queries.case_open import open_for
from putright.core.claims import Mark
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import Way
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
CALL_LOG = (Evidence(kind="call log"),)


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A threat reported ten days ago, one call with a record, one without; no calls please."""
    person = made.make_person(landlord, "Hana Quill", ways={"text": Way(says="not ok")})
    other = made.make_person(landlord, "Otis Brakespear", phone="07700 900321")
    report = made.a_report(now - timedelta(days=10), kinds=("threat",), id="report",
                           asks=("whether the police were told",))  # fmt: skip
    return make_case(
        person=person, entries=[report, *calls(now)],
        parties=[NewParty(key="neighbour", side="other party", person=other)],
    )  # fmt: skip


def calls(now: datetime) -> list[Entry]:
    told = {"by": "landlord", "to": ("resident",), "channel": "phone", "about": ("asb",)}
    return [
        Entry(id="call", does=("contact.made",), at=now - timedelta(days=6),
              evidence=CALL_LOG, **told),
        Entry(id="try", does=("contact.attempted",), at=now - timedelta(days=3), **told),
    ]  # fmt: skip


def marks(actor: Any, case: Case, now: datetime, body: str, **told: Any) -> tuple[Mark, ...]:
    opened = open_for(actor, case.id, now=now)
    named: dict[str, Any] = {"kind": "general", "to": "resident", "title": "A letter", "body": body}
    return check_letter(opened, Drafted(**(named | told)))


def reds(found: Sequence[Mark]) -> list[str]:
    return [each.kind for each in found if each.colour == "red"]


def said(day: date) -> str:
    return f"{day.day} {day.strftime('%B %Y')}"


def test_a_call_with_a_record_may_be_told_and_one_on_another_day_may_not(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    actor = actor_of("head of service")
    day = said((now - timedelta(days=6)).date())
    wrong = said((now - timedelta(days=5)).date())
    assert reds(marks(actor, case, now, f"We rang you on **{day}**. Sorry.")) == []
    found = marks(actor, case, now, f"We rang you on {wrong}. We are sorry.")
    assert reds(found) == ["date"]
    red = next(each for each in found if each.colour == "red")
    assert len(red.entries) == 1
    assert day in red.says


def test_an_attempt_without_a_record_is_red(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    day = said((now - timedelta(days=3)).date())
    found = marks(actor_of("head of service"), case, now, f"We tried to ring you on {day}.")
    assert reds(found) == ["contact"]
    assert "No record" in found[0].says


def test_names_and_numbers_of_the_other_party_do_not_reach_the_resident(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    body = "We wrote nothing yet to Mr Brakespear, whose number is 07700 900 321."
    found = marks(actor_of("head of service"), case, now, body)
    assert reds(found).count("other side") == 2


def test_names_of_the_household_do_not_reach_the_other_party(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    found = marks(
        actor_of("head of service"), case, now, "Hana Quill told us about you.", to="neighbour"
    )
    assert "other side" in reds(found)


def test_a_way_that_was_refused_stops_the_letter_and_a_promise_to_use_it_too(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    actor = actor_of("head of service")
    found = marks(actor, case, now, "We will text you next week.", channel="text")
    assert reds(found) == ["channel", "channel"]


def test_an_open_question_is_amber_until_the_letter_speaks_of_it(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    actor = actor_of("head of service")
    found = marks(actor, case, now, "Thank you for your report.")
    open_ones = [each for each in found if each.kind == "question"]
    assert [each.colour for each in open_ones] == ["amber"]
    answered = marks(actor, case, now, "You asked whether the police were told. They were not.")
    assert not [each for each in answered if each.kind == "question"]


def test_what_the_letter_itself_does_may_be_said_in_it(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    actor = actor_of("head of service")
    body = "We have closed your case."
    closing = Entry(id="", does=("asb.case_closed",), by="landlord")
    assert "act" in reds(marks(actor, case, now, body))
    found = marks(actor, case, now, body, entries=(closing,))
    assert reds(found) == []
    assert not any(key.startswith("this letter") for each in found for key in each.entries)


def test_a_letter_in_another_language_asks_for_a_person(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    found = marks(actor_of("head of service"), case, now, "Dzień dobry", language="pl")
    assert [(each.colour, each.kind) for each in found] == [("amber", "wording")]


def test_an_answer_after_its_day_says_so_or_stays(
    landlord: Any, make_case: Callable[..., Case],
    actor_of: Callable[..., Any], now: datetime,
) -> None:  # fmt: skip
    note = (Evidence(kind="email"),)
    complained = Entry(id="complaint", does=("complaint.raised",), by="resident", complaint="c1",
                       stage=1, at=now - timedelta(days=90), evidence=note)  # fmt: skip
    taken = Entry(id="ack", does=("complaint.acknowledged",), by="landlord", to=("resident",),
                  complaint="c1", stage=1, at=now - timedelta(days=88), evidence=note)  # fmt: skip
    case = make_case(person=made.make_person(landlord, "Hana Quill"), entries=[complained, taken])
    answer = Entry(id="", does=("complaint.responded",), by="landlord", complaint="c1", stage=1)
    told: dict[str, Any] = {"kind": "complaint_response_1", "complaint": "c1", "entries": (answer,)}
    actor = actor_of("head of service")
    assert "late" in reds(marks(actor, case, now, "We have decided.", **told))
    found = marks(actor, case, now, "This answer is late. We are sorry.", **told)
    assert "late" not in reds(found)
    assert "required" in reds(found)


def test_a_letter_by_and_to_somebody_who_is_no_part_of_the_case_is_checked_too(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    """A member of staff who did nothing in the case yet has a key that no part of it holds."""
    handler = actor_of("complaints handler")
    wrong = said((now - timedelta(days=5)).date())
    by = Entry(id="", does=("contact.made",), by=handler.key, to=(handler.key,))
    for told in ({"to": handler.key}, {"entries": (by,)}, {"to": handler.key, "entries": (by,)}):
        found = marks(actor_of("head of service"), case, now, f"We rang on {wrong}.", **told)
        assert "date" in {each.kind for each in found}


def test_what_was_put_into_a_case_and_undone_asks_nothing(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    email = (Evidence(kind="email"),)
    asked = Entry(
        id="email",
        does=("contact.received",),
        by="resident",
        to=("landlord",),
        at=now - timedelta(days=1),
        asks=("when the gate is mended",),
        evidence=email,
    )
    made.add_entries(case, asked)
    actor, body = actor_of("head of service"), "Thank you for your report."
    assert any("the gate" in each.says for each in marks(actor, case, now, body))

    undone = made.a_note(now, does=("note.made",), to=(), corrects="email",
                         evidence=(Evidence(kind="system record"),))  # fmt: skip
    made.add_entries(case, undone)

    assert not any("the gate" in each.says for each in marks(actor, case, now, body))


@pytest.mark.parametrize(
    ("body", "is_red"),
    [
        ("We will ask for a camera by {gone}.", True),
        ("What we will do:\n\n- Ask for a camera, by {gone}.\n- Ring you, by {coming}.", True),
        ("We will ask for a camera by {coming}.", False),
        ("We should have asked for a camera by {gone}. We are sorry.", False),
        ("What we will do: read it again. You wanted it by {gone}.", False),
        ("What we will do:\n\n- We should have done this by {gone}, and did not.", False),
        ("We will ring you. We will say why the answer due by {gone} is late.", False),
    ],
)
def test_promise_of_a_day_that_is_past_is_red(
    case: Case, actor_of: Callable[..., Any], now: datetime, body: str, is_red: bool
) -> None:
    days = {"gone": said((now - timedelta(days=2)).date()),
            "coming": said((now + timedelta(days=9)).date())}  # fmt: skip
    found = marks(actor_of("head of service"), case, now, body.format(**days))
    assert ("promise" in reds(found)) == is_red


def test_i_is_the_writer_and_no_colleague(
    case: Case, actor_of: Callable[..., Any], now: datetime
) -> None:
    writer, other = actor_of("officer"), actor_of("head of service")
    rang = Entry(id="rang", does=("contact.made",), by=other.key, to=("resident",), channel="phone",
                 at=now - timedelta(days=2), evidence=CALL_LOG)  # fmt: skip
    made.add_entries(case, rang)
    body = f"I rang you on {said((now - timedelta(days=2)).date())}."

    found = marks(writer, case, now, body, writer=writer.key)

    assert [each.colour for each in found if other.name in each.says] == ["amber"]
    own = marks(other, case, now, body, writer=other.key)
    assert not any("not you" in each.says for each in own)
