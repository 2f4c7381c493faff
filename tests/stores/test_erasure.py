"""Words can be erased under a rule; that they were is on record, and the chain still verifies."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from factories.made import a_note, add_entries, as_actor, make_person
from walked import walk

from putright.casework.actions import erasure, files
from putright.casework.live import load
from putright.casework.queries.cases import near_to
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.person import Need
from putright.stores.people.models import Person
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.ledger.translate import ERASED
from putright.stores.record.models import Erasure, File, Wording

RULE = Rule(rule="UK GDPR article 17(1)(d)", why="Words of somebody who is no party to the case.")
SECRET = "Her sister Quillan lives at the refuge in Elm Street."

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(staff):
    return as_actor(staff("head of service"))


@pytest.fixture
def told(case, now):
    """A case in which the second entry holds words that should not be there."""
    add_entries(case, a_note(now, SECRET), now=now)
    return case


def erase(actor, case, now, *keys):
    near = near_to(actor, case.id, now=now)
    return erasure.erase_entries(actor=actor, near=near, keys=keys, under=RULE, now=now)


def test_erased_words_are_gone_and_the_chain_verifies(told, head, now):
    erase(head, told, now, "e2")

    (words,) = [row.body for row in Wording.objects.filter(stream_id=told.id, number=1)]
    assert "Music" in words
    assert not Wording.objects.filter(body__contains="Quillan").exists()
    found = walk(told.landlord)
    assert (found.entries, found.erased, found.broken) == (3, 1, ())


def test_who_erased_when_why_and_under_which_rule_is_kept(told, head, now):
    erase(head, told, now, "e2")

    note = Erasure.objects.get(stream_id=told.id)
    assert (note.number, note.rule, note.why) == (2, RULE.rule, RULE.why)
    assert (note.actor_id, note.erased_at) == (head.user_id, now)
    last = load(told).kept[-1].entry
    assert (last.does, last.refs, last.reason) == (("record.erased",), ("e2",), RULE.why)


def test_what_was_promised_and_met_stays_after_the_words_are_gone(told, head, now):
    before = {duty for duty in load(told).run(now=now).duties}

    erase(head, told, now, "e2")

    live = load(told)
    assert live.kept[1].entry.text == ERASED
    assert live.kept[1].is_erased
    assert {duty for duty in live.run(now=now).duties} == before


def test_erased_words_are_in_no_table_any_more(told, head, now):
    erase(head, told, now, "e2")

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            for column in columns:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE CAST("{column.name}" AS'
                               " text) LIKE '%%Quillan%%'", [])  # fmt: skip
                assert cursor.fetchone() == (0,), f"{table}.{column.name}"


def test_files_of_an_erased_entry_leave_the_disk(
    case, head, now, actor_of, django_capture_on_commit_callbacks
):
    officer = actor_of("officer")
    near = near_to(officer, case.id, now=now)
    kept = files.keep(
        actor=officer, near=near, name="Quillan at the refuge.txt", chunks=[b"a secret"], now=now
    )
    add_entries(case, a_note(now), now=now, files={0: (kept,)})
    row = File.objects.get(id=kept.id)
    place = files.blobs()._path(case.landlord_id, case.id, row.blob)
    assert place.exists()

    with django_capture_on_commit_callbacks(execute=True):
        erase(head, case, now, "e2")

    assert not place.exists()
    assert File.objects.get(id=kept.id).name == ERASED


def test_erasing_twice_or_nothing_is_refused(told, head, now):
    erase(head, told, now, "e2")

    with pytest.raises(Refused):
        erase(head, told, now, "e2")
    with pytest.raises(Refused):
        erase(head, told, now, "e99")


@pytest.mark.parametrize("role", ["officer", "team leader", "auditor"])
def test_roles_that_may_not_erase_are_refused(told, actor_of, now, role):
    with pytest.raises(Refused):
        erase(actor_of(role), told, now, "e2")

    assert Wording.objects.filter(body__contains="Quillan").exists()


def test_a_person_can_be_erased_whole_and_the_cases_still_run(landlord, make_case, head, now):
    person = make_person(
        landlord, "Quillan Thorpe", phone="01632 960111", needs=(Need(what="uses a wheelchair"),)
    )
    case = make_case(person=person)

    erasure.erase_person(actor=head, person=person, under=RULE, now=now + timedelta(days=1))

    row = Person.objects.get(id=person)
    assert row.name == ""
    assert row.erased_at is not None
    assert "wheelchair" not in str(row.details)
    assert load(case).people["resident"].needs == ()
    found = walk(landlord)
    assert (found.erased, found.broken) == (1, ())


def test_words_are_never_changed_and_never_deleted_without_a_note(case):
    for attempt in (
        lambda rows: rows.update(body="{}"),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt(Wording.objects.filter(stream_id=case.id))

    assert Wording.objects.filter(stream_id=case.id).count() == 1


def test_papers_that_print_an_erased_entry_go_with_it_and_others_stay(told, head, now):
    def papers(key, *printed):
        return Entry(id=key, does=("order.pack_made",), on=now.date(), by="landlord", refs=printed,
                     about=("complaint",), channel="internal", text="One page.")  # fmt: skip

    add_entries(told, papers("p1", "e1", "e2"), papers("p2", "e1"), now=now)

    erase(head, told, now, "e2")

    gone = {one.entry.id for one in load(told).kept if one.is_erased}
    assert gone == {"e2", "p1"}
    assert load(told).kept[-1].entry.refs == ("e2", "p1")
