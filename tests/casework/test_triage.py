"""Triage: whose it is, who may know of it, that nothing ends or goes without an outcome."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from factories import made
from factories.incoming import WORDS, make_item, row_of, steps_of

from putright.casework.actions import triage, triage_place
from putright.casework.actions.triage import ENDS, Moved
from putright.casework.actions.triage_place import Placed
from putright.casework.live import load
from putright.casework.queries import triage as read
from putright.casework.queries import triage_page
from putright.casework.refused import NotRight, NotThere
from putright.stores.people.models import Interest
from putright.stores.post.models import Item

pytestmark = pytest.mark.django_db
RAW = b"From: ada@mail.example\r\nSubject: About the noise\r\n\r\nThe music began again.\r\n"


@pytest.fixture
def item(landlord: Any, team: Any, staff: Any) -> Any:
    """A message that waits."""
    staff("team leader")
    return make_item(landlord, team, raw=RAW, files={"diary.txt": b"2am music\n"})


def moved(landlord: Any, item: Any) -> Moved:
    return Moved(item, row_of(landlord, item).version)


def queue(actor: Any, now: datetime) -> list[Any]:
    return [one.id for one in read.open_items(actor, now=now)]


def counts(actor: Any, now: datetime) -> int:
    return read.inbox(actor, now=now).counts["all"]


def test_nothing_that_came_in_can_be_deleted(landlord: Any, item: Any) -> None:
    for found in (Item.objects.filter(id=item), Item.objects.filter(landlord=landlord)):
        with pytest.raises(DatabaseError), transaction.atomic():
            found._raw_delete(using="default")


def test_nothing_ends_without_an_outcome_or_has_one_without_an_end(
    item: Any, now: datetime
) -> None:
    for told in ({"done_at": now}, {"outcome": "answered"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Item.objects.filter(id=item).update(**told)


@pytest.mark.parametrize(("outcome", "why"), [("", WORDS), ("deleted", WORDS), ("answered", "ok")])
def test_ending_needs_a_way_that_is_offered_and_a_reason(
    outcome: str, why: str, landlord: Any, item: Any, actor_of: Any, now: datetime
) -> None:
    with pytest.raises(NotRight):
        triage.end(actor=actor_of("officer"), moved=moved(landlord, item), outcome=outcome,
                   why=why, now=now)  # fmt: skip

    assert row_of(landlord, item).is_open


@pytest.mark.parametrize("outcome", ENDS)
def test_it_ends_with_who_and_why_and_can_be_undone(
    outcome: str, landlord: Any, item: Any, actor_of: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    triage.end(actor=actor, moved=moved(landlord, item), outcome=outcome, why=WORDS, now=now)

    ended = row_of(landlord, item)
    assert (ended.outcome, ended.outcome_why, ended.done_by) == (outcome, WORDS, actor.user_id)
    assert item not in queue(actor, now)

    triage.undo(actor=actor, moved=moved(landlord, item), now=now)

    assert row_of(landlord, item).is_open
    assert item in queue(actor, now)
    assert steps_of(landlord, item) == ["ended", "undone"]
    with pytest.raises(NotRight):
        triage.undo(actor=actor, moved=moved(landlord, item), now=now)


def test_of_two_at_once_the_second_is_told_and_nothing_of_theirs_is_saved(
    landlord: Any, item: Any, case: Any, actor_of: Any, now: datetime
) -> None:
    seen = moved(landlord, item)
    triage.claim(actor=actor_of("officer"), moved=seen, now=now)
    second = actor_of("team leader")

    for act in (
        lambda: triage.claim(actor=second, moved=seen, now=now),
        lambda: triage.end(actor=second, moved=seen, outcome="answered", why=WORDS, now=now),
        lambda: triage.undo(actor=second, moved=seen, now=now),
        lambda: triage_place.place(
            actor=second, moved=seen, told=Placed(case=case.id, whom="resident"), now=now
        ),
    ):
        with pytest.raises(NotRight, match="Somebody else"):
            act()

    assert steps_of(landlord, item) == ["claimed"]
    assert len(load(case).kept) == 1


def test_what_is_put_into_a_case_stands_there_with_all_that_came(
    landlord: Any, item: Any, case: Any, actor_of: Any, now: datetime
) -> None:
    told = Placed(case=case.id, whom="resident", asks=("What will you do?", "Who is coming?"))

    done = triage_place.place(
        actor=actor_of("officer"), moved=moved(landlord, item), told=told, now=now
    )

    kept = [one for one in load(case).kept if one.number >= done.number]
    entry = kept[0].entry
    assert (entry.does, entry.by, entry.channel) == (("contact.received",), "resident", "email")
    assert entry.at == now - timedelta(hours=1)
    assert WORDS in entry.text and "ada@mail.example" in entry.text
    assert [one.kind for one in entry.evidence] == ["email"]
    assert len(kept[0].files) == 2
    assert [ask for one in kept for ask in one.entry.asks] == list(told.asks)
    row = row_of(landlord, item)
    assert (row.outcome, row.case_id, row.entry) == ("on a case", case.id, entry.id)


def test_putting_it_into_the_wrong_case_is_undone_and_owes_nothing_there(
    landlord: Any, item: Any, case: Any, make_case: Any, actor_of: Any, now: datetime
) -> None:
    from putright.casework.queries.case_open import open_for

    actor, right = actor_of("officer"), make_case(title="The right one")
    before = {one.key for one in open_for(actor, case.id, now=now).owed}
    told = Placed(case=case.id, whom="resident", asks=("A call", "A visit"))
    triage_place.place(actor=actor, moved=moved(landlord, item), told=told, now=now)
    assert {one.key for one in open_for(actor, case.id, now=now).owed} > before

    triage.undo(actor=actor, moved=moved(landlord, item), now=now)

    assert {one.key for one in open_for(actor, case.id, now=now).owed} == before
    assert row_of(landlord, item).is_open
    again = Placed(case=right.id, whom="anonymous")
    triage_place.place(actor=actor, moved=moved(landlord, item), told=again, now=now)
    assert row_of(landlord, item).case_id == right.id
    assert load(right).kept[-1].entry.by == "anonymous"


def test_what_was_answered_in_the_case_is_not_taken_out_of_it(
    landlord: Any, item: Any, case: Any, actor_of: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    told = Placed(case=case.id, whom="resident", asks=("A call",))
    triage_place.place(actor=actor, moved=moved(landlord, item), told=told, now=now)
    key = row_of(landlord, item).entry
    made.add_entries(case, made.a_note(now, answers=(key,)), now=now)

    with pytest.raises(NotRight, match="answered"):
        triage.undo(actor=actor, moved=moved(landlord, item), now=now)

    assert row_of(landlord, item).case_id == case.id


def test_it_is_put_off_for_a_while_unless_it_sounds_urgent(
    landlord: Any, team: Any, item: Any, actor_of: Any, now: datetime
) -> None:
    actor, until = actor_of("officer"), now + timedelta(days=1)
    urgent = make_item(landlord, team, text="He came back with a knife.")

    triage.park(actor=actor, moved=moved(landlord, item), until=until, why="a reply", now=now)

    assert [one.id for one in read.inbox(actor, now=now).parked] == [item]
    assert item in [one.id for one in read.inbox(actor, now=until).rows]
    for late in (now, now + timedelta(days=15)):
        with pytest.raises(NotRight):
            triage.park(actor=actor, moved=moved(landlord, item), until=late, why="x", now=now)
    with pytest.raises(NotRight, match="urgent"):
        triage.park(actor=actor, moved=moved(landlord, urgent), until=until, why="x", now=now)


def test_what_sounds_urgent_stands_first_and_is_due_within_the_hour(
    landlord: Any, team: Any, item: Any, actor_of: Any, now: datetime
) -> None:
    urgent = make_item(
        landlord, team, text="They threatened my son.", came_at=now - timedelta(minutes=5)
    )

    found = read.open_items(actor_of("officer"), now=now)

    assert [one.id for one in found] == [urgent, item]
    assert found[0].due_at == now + timedelta(minutes=55)
    assert found[1].due_at == now.replace(hour=17, minute=0)


def test_whoever_is_away_has_it_with_the_cover_at_once(
    landlord: Any, team: Any, officer: Any, staff: Any, now: datetime
) -> None:
    from putright.stores.accounts.models import Away

    cover = made.make_user(landlord, "officer", team=team, name="The cover")
    item = make_item(landlord, team, officer=officer.id)
    Away.objects.create(landlord=landlord, user=officer, starts_on=now.date(), cover=cover,
                        told_by=cover, told_at=now)  # fmt: skip

    found = next(one for one in read.waiting(landlord.id, now=now) if one.id == item)

    assert (found.acting.user, found.acting.instead_of) == (cover.id, officer.id)


def test_with_nobody_named_and_no_leader_it_waits_for_somebody_of_the_team(
    landlord: Any, team: Any, officer: Any, now: datetime
) -> None:
    make_item(landlord, team)

    assert read.waiting(landlord.id, now=now)[0].acting.user == officer.id


STAKES: dict[str, Callable[..., dict[str, Any]]] = {
    "of the person it is guessed to be from": lambda person, home: {
        "guess": {"person": str(person)}},
    "of the home it is about": lambda person, home: {"home": home.id},
    "of whom it names": lambda person, home: {"text": "It is about ada  QUILLFEATHER again."},
    "of whose address it came from": lambda person, home: {"sender": "Ada.Q@home.example"},
    "of whose home it names": lambda person, home: {"text": f"At {home.address} again."},
}  # fmt: skip


@pytest.mark.parametrize("named", STAKES)
def test_whoever_has_a_stake_finds_it_in_no_queue_and_no_count(
    named: str, landlord: Any, team: Any, staff: Any, actor_of: Any, case: Any, now: datetime
) -> None:
    home = made.make_home(landlord)
    person = made.make_person(landlord, "Ada Quillfeather", home=home, email="ada.q@home.example")
    item = make_item(landlord, team, officer=staff("officer").id, **STAKES[named](person, home))
    other = actor_of("contact centre")
    assert item in queue(actor_of("officer"), now)

    Interest.objects.create(
        landlord=landlord, user=staff("officer"), person_id=person, why="my sister", told_at=now
    )

    mine = actor_of("officer")
    assert (queue(mine, now), counts(mine, now)) == ([], 0)
    assert (queue(other, now), counts(other, now)) == ([item], 1)
    with pytest.raises(NotThere):
        triage_page.page(mine, item, now=now)
    with pytest.raises(NotThere):
        triage.claim(actor=mine, moved=Moved(item, 1), now=now)
    assert read.waiting(landlord.id, now=now)[0].acting.user != mine.user_id


def test_whoever_it_complains_of_by_name_does_not_find_it(
    landlord: Any, team: Any, staff: Any, actor_of: Any, now: datetime
) -> None:
    staff("officer"), staff("team leader")
    angry = "I have left five messages and nobody has rung me back. The officer ignored me."
    item = make_item(landlord, team, text=angry)
    quoted = make_item(landlord, team, text="Nobody rang. I am fed up.\n> Yours, The officer")

    assert queue(actor_of("officer"), now) == [quoted]
    assert set(queue(actor_of("team leader"), now)) == {item, quoted}


def test_a_restricted_case_is_hinted_to_nobody_who_may_not_open_it(
    landlord: Any, team: Any, staff: Any, actor_of: Any, now: datetime
) -> None:
    person = made.make_person(landlord, "Ada Quill", email="ada@mail.example")
    case = made.make_case(
        landlord,
        team=team,
        officer=staff("officer"),
        person=person,
        is_restricted=True,
        title="Something secret",
    )
    asked = make_item(landlord, team, text=f"About {case.reference}")
    threaded = make_item(landlord, team, guess={"case": str(case.id), "how": "thread"})
    outside, inside = actor_of("contact centre"), actor_of("officer")

    assert (queue(outside, now), counts(outside, now)) == ([], 0)
    with pytest.raises(NotThere):
        triage_page.page(outside, asked, now=now)
    assert set(queue(inside, now)) == {asked, threaded}
    known = triage_page.page(inside, threaded, now=now)
    assert [one.id for one in known.guesses.cases] == [case.id]


def test_with_nobody_cleared_here_it_waits_for_a_leader_and_not_for_nobody(
    landlord: Any, team: Any, staff: Any, now: datetime
) -> None:
    leader = staff("team leader")
    case = made.make_case(landlord, team=team, officer=None, is_restricted=True)
    make_item(landlord, team, guess={"case": str(case.id), "how": "thread"})

    assert read.waiting(landlord.id, now=now)[0].acting.user == leader.id


def test_a_guess_has_its_reason_and_is_applied_by_nobody(
    landlord: Any, team: Any, officer: Any, actor_of: Any, now: datetime
) -> None:
    person = made.make_person(landlord, "Ada Quill", email="ada@mail.example")
    case = made.make_case(landlord, team=team, officer=officer, person=person)
    item = make_item(landlord, team)

    page = triage_page.page(actor_of("officer"), item, now=now)

    assert "address that is on file" in page.guesses.people[0].why
    assert [(one.id, one.why) for one in page.guesses.cases] == [
        (case.id, "Ada Quill is in it.")
    ]  # fmt: skip
    assert row_of(landlord, item).case_id is None


def test_another_landlords_post_is_not_there(
    landlord: Any, other_landlord: Any, actor_of: Any, now: datetime
) -> None:
    item = make_item(other_landlord, made.make_team(other_landlord))

    assert queue(actor_of("officer"), now) == []
    with pytest.raises(NotThere):
        triage_page.page(actor_of("officer"), item, now=now)
    with pytest.raises(NotThere):
        triage_page.page(actor_of("officer"), uuid4(), now=now)


def test_erasing_the_entry_erases_what_came_in_and_the_count_still_agrees(
    landlord: Any, item: Any, case: Any, actor_of: Any, staff: Any, now: datetime,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    from putright.casework.actions.erasure import erase_entries
    from putright.casework.actions.files import blobs
    from putright.casework.operations.reconcile import count
    from putright.casework.queries.cases import near_to
    from putright.stores.post import arrivals
    from putright.stores.record.ledger.erase import Rule

    told = Placed(case=case.id, whom="resident")
    triage_place.place(actor=actor_of("officer"), moved=moved(landlord, item), told=told, now=now)
    head = actor_of("head of service")
    where = arrivals.addresses(landlord=landlord.id)
    assert len(where) == 2

    with django_capture_on_commit_callbacks(execute=True):
        erase_entries(
            actor=head, near=near_to(head, case.id, now=now), keys=[row_of(landlord, item).entry],
            under=Rule(rule="Article 17", why="asked"), now=now,
        )  # fmt: skip

    row = row_of(landlord, item)
    assert (row.text, row.sender, row.subject, row.outcome) == ("", "", "", "on a case")
    assert arrivals.addresses(landlord=landlord.id) == []
    for folder, name in where:
        assert not blobs().erase(landlord=landlord.id, case=folder, name=name)
    assert count(landlord=landlord.id, now=now).missing == []


def test_what_the_ombudsman_sends_stands_with_what_sounds_urgent(
    landlord: Any, team: Any, item: Any, actor_of: Any, now: datetime
) -> None:
    from putright.stores.post.models import Mailbox

    box = Mailbox.objects.create(
        landlord=landlord, name="Ombudsman", address="o@alder.example", way="forwarded", team=team,
        of_ombudsman=True, since=now,
    )  # fmt: skip
    theirs = make_item(landlord, team, mailbox=box.id, came_at=now, text="A letter follows.")

    found = read.open_items(actor_of("officer"), now=now)

    assert [one.id for one in found] == [theirs, item]
    assert found[0].door == "Housing Ombudsman"
