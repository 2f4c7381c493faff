"""A letter goes once, as it was checked, by a safe way; what came back is owed again."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from casework.writing import PLAIN, begun, kept_of, row_of, send, write
from factories import made

from putright.casework.actions import outgoing_sending
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.files import blobs
from putright.casework.actions.outgoing import Overtaken
from putright.casework.queries import cases
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.casework.refused import Changed, NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge
from putright.core.events.person import Way
from putright.stores.record.files import to_check
from putright.stores.record.models import Case, File

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    """A resident who does not want email, with a home."""
    person = made.make_person(
        landlord, "Alba Fennimore", ways={"email": Way(says="not ok"), "post": Way(says="ok")}
    )
    return make_case(person=person, home=made.make_home(landlord))


@pytest.fixture
def letter(actor_of: Any, case: Case, now: datetime) -> Any:
    return begun(actor_of("officer"), case, now)


def test_letter_that_went_is_kept_as_it_went_and_its_words_nowhere_else(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    send(actor_of("officer"), case, letter, now)

    one = kept_of(case)[-1]
    assert one.entry.does == ("contact.made", "letter.sent")
    assert (one.entry.at, one.entry.channel, one.entry.to) == (now, "letter", ("resident",))
    assert one.entry.facts == {"letter": "general", "how": "post"}
    row = row_of(case, letter)
    assert (row.state, row.body, row.entries, row.wrote) == ("sent", "", [], (one.entry.id,))
    assert {file.name for file in File.objects.all()} >= {"A letter from us.txt"}


def test_digest_in_the_books_is_that_of_the_bytes(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    send(actor_of("officer"), case, letter, now)

    for file in kept_of(case)[-1].files:
        row, kept = File.objects.get(id=file), to_check(landlord=case.landlord_id, file=file)
        assert kept is not None
        with blobs().open(landlord=case.landlord_id, case=case.id, name=kept.blob) as opened:
            content = opened.read()
        assert hashlib.sha256(kept.salt + content).digest() == bytes(row.digest)
        if row.name.endswith(".txt"):
            assert "Thank you for what you told us." in content.decode()


@pytest.mark.parametrize(
    "going",
    [
        {"way": "email"},
        {"way": "pigeon"},
        {"is_sure": False},
        {"when": When(on=date(2026, 4, 13))},
        {"when": When(on=date(2026, 4, 15))},
    ],
    ids=["barred way", "no way", "not made sure", "before it was written", "to come"],
)
def test_what_may_not_go_so_does_not_go(
    going: Any, actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    before = len(kept_of(case))

    with pytest.raises(NotRight):
        send(actor_of("officer"), case, letter, now, **going)

    assert len(kept_of(case)) == before
    assert row_of(case, letter).is_open


def test_barred_way_is_no_choice_and_says_why(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    page = read.letter(actor_of("officer"), case.id, letter, now=now)

    assert "email" not in [way for way, _word in page.ways]
    assert any("By email" in words for words in page.left_out)


def test_something_new_since_the_page_was_opened_stops_it(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    seen = open_for(actor_of("officer"), case.id, now=now).head
    made.add_entries(case, made.a_note(now))

    with pytest.raises(Changed):
        send(actor_of("officer"), case, letter, now, seen=seen)

    assert row_of(case, letter).is_open


def test_text_that_changed_since_the_page_was_opened_does_not_go(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    write(actor_of("team leader"), case, letter, "The leader's words", now)

    with pytest.raises(Overtaken):
        send(actor_of("officer"), case, letter, now, version=1)


def test_letter_begun_without_an_entry_is_on_the_timeline_all_the_same(
    actor_of: Any, case: Case, now: datetime
) -> None:
    send(actor_of("officer"), case, begun(actor_of("officer"), case, now, entries=[]), now)

    assert kept_of(case)[-1].entry.does == ("letter.sent",)


def test_letter_goes_once(actor_of: Any, case: Case, letter: Any, now: datetime) -> None:
    send(actor_of("officer"), case, letter, now)

    with pytest.raises(Overtaken):
        send(actor_of("officer"), case, letter, now)
    with pytest.raises(Refused):
        write(actor_of("officer"), case, letter, PLAIN, now)


def test_empty_letter_does_not_go(actor_of: Any, case: Case, letter: Any, now: datetime) -> None:
    write(actor_of("officer"), case, letter, " \n ", now)

    with pytest.raises(NotRight, match="empty"):
        send(actor_of("officer"), case, letter, now)


def test_whoever_lacks_the_letters_own_permission_cannot_send_it(
    actor_of: Any, case: Case, now: datetime
) -> None:
    letter = begun(actor_of("complaints handler"), case, now, permission="complaint.handle")

    for role in ("officer", "contact centre", "auditor"):
        with pytest.raises(Refused):
            send(actor_of(role), case, letter, now)


def test_each_entry_keeps_what_it_was_begun_with_and_a_complaints_letter_lists_its_contents(
    actor_of: Any, case: Case, now: datetime
) -> None:
    pledge = Pledge(id="p-9", what="Ring you", due=now.date() + timedelta(days=5))
    entries = [
        Entry(id="", does=("complaint.acknowledged",), complaint="c1", stage=1,
              contains=("definition", "ombudsman details"), promises=(pledge,)),
        Entry(id="", does=("complaint.assigned",), complaint="c1", evidence=made.NOTE,
              channel="internal"),
    ]  # fmt: skip
    made.add_entries(
        case, made.a_report(now, does=("complaint.raised",), complaint="c1", stage=1, kinds=()),
        made.a_note(now, does=("complaint.defined",), complaint="c1"),
    )  # fmt: skip
    handler = actor_of("complaints handler")
    due = f"{pledge.due:%-d %B %Y}"
    letter = begun(
        handler, case, now, entries=entries, permission="complaint.handle", complaint="c1",
        body=f"{PLAIN}\nI will ring you by {due}.\n",
    )  # fmt: skip
    opened = open_for(handler, case.id, now=now)

    send(handler, case, letter, now, seen=opened.head)

    first, second = (one.entry for one in kept_of(case)[-2:])
    assert first.facts["contents_listed"] is True and first.promises == (pledge,)
    assert (second.channel, second.evidence) == ("internal", made.NOTE)


def test_letter_that_came_back_puts_its_promise_back(
    actor_of: Any, case: Case, now: datetime
) -> None:
    pledge = Pledge(id="p-2", what="Write to you about the gate", due=now.date())
    made.add_entries(case, made.a_note(now, promises=(pledge,)))
    actor = actor_of("officer")
    keeps = Entry(id="", does=("contact.made", "letter.sent"), keeps=("p-2",))
    letter = begun(actor, case, now, entries=[keeps])
    number = send(actor, case, letter, now).numbers[0]
    owed = [each.pledge for each in open_for(actor, case.id, now=now).owed]
    assert "p-2" not in owed

    near = cases.near_to(actor, case.id, now=now)
    told: dict[str, Any] = {
        "actor": actor, "number": number, "how": "Nobody of that name", "now": now,
        "when": When(on=now.date(), at=now),
    }  # fmt: skip
    outgoing_sending.came_back(sent=Sent(near=near, form=uuid4()), **told)

    back = kept_of(case)[-1].entry
    assert (back.does, back.corrects) == (("letter.returned",), f"e{number}")
    assert "p-2" in [each.pledge for each in open_for(actor, case.id, now=now).owed]
    page = read.page(actor, case.id, now=now)
    assert (len(page.sent), len(page.returned)) == (0, 1)
    with pytest.raises(Refused, match="came back before"):
        outgoing_sending.came_back(sent=Sent(near=near, form=uuid4()), **told)


def test_only_a_letter_comes_back(actor_of: Any, case: Case, now: datetime) -> None:
    near = cases.near_to(actor_of("officer"), case.id, now=now)

    with pytest.raises(Refused):
        outgoing_sending.came_back(
            actor=actor_of("officer"), sent=Sent(near=near), number=1, how="Gone", now=now,
            when=When(on=now.date()),
        )  # fmt: skip
