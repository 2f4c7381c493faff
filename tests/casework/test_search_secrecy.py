"""The search tells nobody of what is not there for them (security T12, T15, R3, R4, R7)."""

from datetime import date

import pytest
from factories.made import (
    NOW,
    a_note,
    a_report,
    add_entries,
    as_actor,
    make_case,
    make_home,
    make_person,
    make_team,
    make_user,
    system_of,
)

from putright.casework import desk
from putright.casework.queries import search
from putright.core.events.person import Details, PersonNote
from putright.stores.people.models import Interest
from putright.stores.people.writing import set_safe_address
from putright.stores.record.models import Reading

pytestmark = pytest.mark.django_db
PLANTED = "quaggabell"
"""A word that stands in one case and nowhere else."""


def texts(found: search.Found) -> str:
    """Everything that the search would show, as one text."""
    return repr(found).replace(f"typed={found.typed!r}", "")


@pytest.fixture
def restricted(landlord, team, officer):
    """A restricted case of that officer, with the planted word everywhere."""
    home = make_home(landlord, address=f"7 {PLANTED} Yard")
    person = make_person(landlord, "Ines Tollgate")
    return make_case(
        landlord, team=team, officer=officer, home=home, person=person, is_restricted=True,
        title=f"The {PLANTED} matter", entries=[a_report(NOW, text=f"He keeps a {PLANTED}.")],
    )  # fmt: skip


def test_the_officer_of_a_restricted_case_finds_it(restricted, actor_of) -> None:
    (case,) = search.find(actor_of("officer"), PLANTED, now=NOW).cases

    assert case.title == f"The {PLANTED} matter"
    assert not case.is_restricted


@pytest.mark.parametrize("role", ["team leader", "contact centre", "auditor"])
def test_the_service_is_told_restricted_and_the_reference_alone(
    restricted, actor_of, role: str
) -> None:
    actor = actor_of(role)

    for text in (restricted.reference, restricted.reference.lower()):
        (case,) = search.find(actor, text, now=NOW).cases
        assert case == search.CaseFound(
            id=restricted.id, reference=restricted.reference, is_restricted=True
        )

    notes = Reading.objects.filter(user_id=actor.user_id, case_id=restricted.id, what="search")
    assert [note.detail.upper() for note in notes] == [restricted.reference.upper()] * 2


def test_nobody_asks_a_restricted_case_word_by_word(restricted, actor_of) -> None:
    for text in (PLANTED, "keeps", PLANTED[:-3], "kee", restricted.reference[:-1]):
        assert search.find(actor_of("team leader"), text, now=NOW).cases == ()


def test_a_name_does_not_lead_to_a_restricted_case(restricted, actor_of) -> None:
    found = search.find(actor_of("team leader"), "Tollgate", now=NOW)

    assert [one.name for one in found.people] == ["Ines Tollgate"]
    assert (found.cases, found.calls) == ((), ())


def test_for_whoever_has_a_stake_the_case_is_not_there(restricted, landlord, actor_of) -> None:
    actor = actor_of("team leader")
    Interest.objects.create(
        landlord=landlord, user_id=actor.user_id, home=restricted.home, why="Own home", told_at=NOW
    )

    for text in (PLANTED, restricted.reference, "keeps", "yard"):
        found = search.find(actor, text, now=NOW)
        assert found.count == 0
        assert str(restricted.id) not in texts(found)


def test_another_landlord_finds_nothing(restricted, other_landlord) -> None:
    stranger = as_actor(make_user(other_landlord, "head of service"))

    for text in (PLANTED, restricted.reference, "Tollgate", "yard"):
        assert search.find(stranger, text, now=NOW).count == 0


def test_a_person_in_whom_one_has_a_stake_is_not_there(landlord, actor_of) -> None:
    home = make_home(landlord, address="3 Sorrel Steps")
    person = make_person(landlord, "Ines Tollgate", home=home)
    actor = actor_of("officer")
    Interest.objects.create(
        landlord=landlord, user_id=actor.user_id, person_id=person, why="Sister", told_at=NOW
    )

    assert search.find(actor, "tollgate", now=NOW).count == 0
    (shown,) = search.find(actor, "sorrel", now=NOW).homes
    assert shown.people == ()


def test_the_subject_of_a_complaint_does_not_find_it(landlord, make_case, actor_of) -> None:
    actor = actor_of("officer")
    case = make_case(entries=[a_report(NOW, text="Music at night.")])
    complaint = a_note(
        NOW, text=f"The officer shouted, she said: {PLANTED}.", does=("complaint.raised",),
        by="resident", to=("landlord",), complaint="c1", about_staff=(actor.key,),
    )  # fmt: skip
    add_entries(case, complaint)
    add_entries(case, a_note(NOW, text=f"We answered about the {PLANTED}.", replies_to=("e2",)))

    assert search.find(actor, PLANTED, now=NOW).count == 0
    assert search.find(actor, "music", now=NOW).count == 1
    assert search.find(actor_of("head of service"), PLANTED, now=NOW).count == 1


def test_where_somebody_fled_to_is_found_by_nobody(landlord, actor_of) -> None:
    old = make_home(landlord, address="5 Juniper Lane")
    person = make_person(landlord, "Ines Tollgate", home=old, code_word="quaggabell")
    set_safe_address(
        landlord=landlord.id, person=person, address="88 Refuge Street", since=date(2026, 4, 1),
        how="She said", user=None, now=NOW,
    )  # fmt: skip
    change = PersonNote(
        id="", does="person.details_changed", at=NOW, sets=Details(code_word="quaggabell")
    )
    desk.write_person(actor=system_of(landlord), person=person, written=[change], now=NOW)

    officer = actor_of("officer")
    for text in ("refuge", "88", "quaggabell"):
        assert search.find(officer, text, now=NOW).count == 0
    (home,) = search.find(officer, "juniper", now=NOW).homes
    assert home.people == ()
    (shown,) = search.find(officer, "tollgate", now=NOW).people
    assert shown.home == ""


def test_a_case_opened_before_it_was_restricted_leaves_the_recent_ones(
    landlord, team, actor_of
) -> None:
    from putright.casework.queries import cases
    from putright.stores.record.cases import restrict

    actor = actor_of("contact centre")
    case = make_case(landlord, team=team)
    cases.find(actor, case.id, now=NOW)
    restrict(landlord=landlord.id, case=case.id, is_restricted=True)

    assert search.find(actor, "", now=NOW).cases == ()


@pytest.mark.on("postgresql")
@pytest.mark.own_scope
def test_the_database_itself_keeps_the_words_of_landlords_apart() -> None:
    from django.db import connection
    from factories.made import make_landlord

    from putright.stores.accounts.scope import landlord_scope
    from putright.stores.worklist.search_tables import WORDS

    ours, theirs = make_landlord(), make_landlord()
    for landlord in (ours, theirs):
        make_case(landlord, team=make_team(landlord), title=PLANTED)

    with landlord_scope(ours.id), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [WORDS, f"'{PLANTED}'"])
        cursor.execute("SELECT landlord_id FROM worklist_lexeme")
        assert {row[0] for row in cursor.fetchall()} == {ours.id}
        cursor.execute("SELECT landlord_id FROM worklist_findable")
        assert {row[0] for row in cursor.fetchall()} == {ours.id}


def test_what_a_wall_keeps_back_takes_no_places(landlord, make_case, actor_of) -> None:
    actor = actor_of("officer")
    make_case(entries=[a_report(NOW, text=PLANTED)], title="Noise")
    case = make_case(title="Noise")
    about = {"does": ("complaint.raised",), "complaint": "c1", "about_staff": (actor.key,)}
    add_entries(case, *(a_note(NOW, text=PLANTED, **about) for _ in range(search.MOST + 1)))

    found = search.find(actor, PLANTED, now=NOW)

    assert [len(one.line) for one in found.cases] == [1]
