"""A letter that is being written: begun from the case, changed by several, given up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from casework.writing import (
    PLAIN,
    agree,
    ask,
    begun,
    begun_by_hand,
    kept_of,
    row_of,
    write,
)
from factories import made

from putright.casework.actions import outgoing
from putright.casework.actions.outgoing import Overtaken, Text
from putright.casework.queries import outgoing as read
from putright.casework.refused import NotRight, NotThere, Refused, SentTwice
from putright.core.claims import Mark
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case, Outgoing

pytestmark = pytest.mark.django_db
LOG = (Evidence(kind="call log"),)
SECRET = "She drinks, I would not believe a word."


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A case with a call that is shown, a promise to the resident, and a note for ourselves."""
    person = made.make_person(landlord, "Alba Fennimore")
    promise = Pledge(id="p-1", what="Ring about the gate", due=now.date() + timedelta(days=3))
    return make_case(
        person=person,
        entries=[
            made.a_report(now - timedelta(days=9)),
            made.a_note(now - timedelta(days=8), text=SECRET, evidence=LOG, promises=(promise,)),
            made.a_note(now - timedelta(days=7), does=("note.made",), to=(), text=SECRET),
        ],
        parties=[NewParty(key="boy", side="resident", role="son", core={"child": True})],
    )


def test_letter_begun_by_hand_says_the_chosen_steps_and_promises_and_no_note(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    before = read.beginning(actor, case.id, now=now)

    letter = begun_by_hand(
        actor, case, now, entries=tuple(key for key, _word in before.entries),
        promises=tuple(key for key, _word in before.promises),
    )  # fmt: skip

    body = row_of(case, letter).body
    assert "We were in touch with you on 6 April 2026." in body
    assert "Ring about the gate, by 17 April 2026." in body
    assert SECRET not in body and "Music until two" not in body


def test_promise_whose_day_is_past_is_listed_without_a_day_and_only_if_it_is_ticked(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor, later = actor_of("officer"), now + timedelta(days=5)
    other = Pledge(id="p-2", what="Ask for a camera", due=now.date() + timedelta(days=9))
    made.add_entries(case, made.a_note(now, evidence=LOG, promises=(other,)))
    before = read.beginning(actor, case.id, now=later)
    late = next(key for key, word in before.promises if "Ring about the gate (late:" in word)
    assert "Ask for a camera" in [word for _key, word in before.promises]

    for kind, says in (("general", "Ring about the gate."), ("apology", "")):
        letter = begun_by_hand(actor, case, later, kind=kind, promises=(late,))
        body = row_of(case, letter).body
        assert says in body and "17 April" not in body and "camera" not in body


def test_every_kind_that_may_be_chosen_can_be_begun_for_each_reader(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    before = read.beginning(actor, case.id, now=now)
    promises = tuple(key for key, _word in before.promises)
    assert {"general", "apology"} <= {kind for kind, _word in before.kinds}

    for kind, _word in before.kinds:
        letter = begun_by_hand(actor, case, now, kind=kind, promises=promises)
        row = row_of(case, letter)
        assert "Dear Alba Fennimore" in row.body and "{" not in row.body
        assert "letter.sent" in row.entries[0]["does"]


def test_letter_is_for_adults_of_the_case_and_of_a_kind_that_may_be_chosen(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")

    for wrong in ({"whom": "boy"}, {"whom": "nobody"}, {"kind": "closing"}, {"kind": "../x"}):
        with pytest.raises(NotRight):
            begun_by_hand(actor, case, now, **wrong)

    assert not Outgoing.objects.exists()


def test_case_without_an_adult_has_nobody_to_write_to(
    actor_of: Any, landlord: Any, make_case: Any, now: datetime
) -> None:
    child = made.make_person(landlord, "Bobby", is_child=True)

    with pytest.raises(Refused, match="Add an adult"):
        read.beginning(actor_of("officer"), make_case(person=child).id, now=now)


def test_double_click_begins_one_letter(actor_of: Any, case: Case, now: datetime) -> None:
    form = uuid4()
    chosen = outgoing.Chosen(kind="general", whom="resident")
    told: dict[str, Any] = {"case_id": case.id, "chosen": chosen, "form": form, "now": now}
    letter = outgoing.begin_by_hand(actor=actor_of("officer"), **told)

    with pytest.raises(SentTwice) as again:
        outgoing.begin_by_hand(actor=actor_of("officer"), **told)

    assert again.value.led_to["letter"] == str(letter)
    assert Outgoing.objects.count() == 1


def test_second_writer_is_told_and_overwrites_nothing(
    actor_of: Any, case: Case, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now)
    write(actor_of("officer"), case, letter, "The officer's words", now)

    with pytest.raises(Overtaken):
        write(actor_of("team leader"), case, letter, "The leader's words", now, version=1)

    row = row_of(case, letter)
    assert (row.body, row.version) == ("The officer's words\n", 2)


def test_same_words_saved_again_are_no_change(actor_of: Any, case: Case, now: datetime) -> None:
    letter = begun(actor_of("officer"), case, now)

    write(actor_of("officer"), case, letter, PLAIN.replace("\n", "\r\n"), now)

    assert row_of(case, letter).version == 1


def test_reasons_stay_by_the_key_of_their_mark_and_ask_for_a_new_reader(
    actor_of: Any, case: Case, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now, needs_second=True)
    ask(actor_of("officer"), case, letter, now)
    agree(actor_of("head of service"), case, letter, now)

    write(actor_of("officer"), case, letter, PLAIN, now, reasons={"m1": "The log shows two"})

    row = row_of(case, letter)
    assert (row.reasons, row.state) == ({"m1": "The log shows two"}, "writing")


@pytest.mark.parametrize(
    ("body", "start", "becomes"),
    [
        ("We rang several times in May.", 0, "We rang twice in May."),
        ("We rang several times. We rang several times.", 24,
         "We rang several times. We rang twice."),
        ("We rang **several** times", 0, None),
    ],
)  # fmt: skip
def test_offered_words_stand_where_the_mark_was(
    body: str, start: int, becomes: str | None, now: datetime
) -> None:
    quote = "We rang several times"
    mark = Mark(
        colour="red", kind="count", says="x", key="k", start=start, end=start + len(quote),
        quote=quote, instead="twice",
    )  # fmt: skip

    assert outgoing.mended(body, mark, now.date()) == becomes


def test_offered_words_that_nobody_offers_any_more_change_nothing_but_what_was_typed(
    actor_of: Any, case: Case, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now)

    with pytest.raises(NotRight):
        outgoing.use_instead(
            actor=actor_of("officer"), case_id=case.id, letter=letter, now=now, key="gone",
            text=Text(version=1, body="Typed meanwhile"),
        )  # fmt: skip

    assert row_of(case, letter).body == "Typed meanwhile\n"


def test_dropped_letter_keeps_no_words_and_tells_only_if_it_was_agreed(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor, before = actor_of("officer"), len(kept_of(case))
    plain, agreed = (begun(actor, case, now, needs_second=n) for n in (False, True))
    ask(actor, case, agreed, now)
    agree(actor_of("team leader"), case, agreed, now)

    for letter in (plain, agreed):
        outgoing.drop(
            actor=actor, case_id=case.id, letter=letter, version=1, why="She rang", now=now
        )

    gone = [row_of(case, letter) for letter in (plain, agreed)]
    assert [(row.state, row.body, row.entries) for row in gone] == [("dropped", "", [])] * 2
    new = [one.entry for one in kept_of(case)[before:]]
    assert [(entry.does, entry.reason) for entry in new] == [(("note.made",), "She rang")]
    with pytest.raises(NotThere):
        read.letter(actor, case.id, plain, now=now)


def test_words_are_for_writers_and_second_readers_alone(
    actor_of: Any, case: Case, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now)

    listed = read.page(actor_of("contact centre"), case.id, now=now).writing
    assert [(one.title, one.may_read) for one in listed] == [("A letter from us", False)]
    for role in ("contact centre", "auditor"):
        with pytest.raises(Refused):
            read.letter(actor_of(role), case.id, letter, now=now)
    assert read.letter(actor_of("complaints handler"), case.id, letter, now=now).body == PLAIN


def test_letter_of_another_case_or_landlord_is_not_there(
    actor_of: Any, case: Case, make_case: Any, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now)

    with pytest.raises(NotThere):
        read.letter(actor_of("officer"), make_case().id, letter, now=now)


def test_complaint_handlers_letter_is_not_the_officers_to_write(
    actor_of: Any, case: Case, now: datetime
) -> None:
    entry = Entry(id="", does=("complaint.acknowledged",), complaint="c1")
    letter = begun(
        actor_of("complaints handler"), case, now, permission="complaint.handle", complaint="c1",
        entries=[entry],
    )  # fmt: skip

    with pytest.raises(Refused):
        write(actor_of("officer"), case, letter, "Mine now", now)
