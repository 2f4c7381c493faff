"""Which cases look as if they belong together, for what reason, and for whom."""

from datetime import date, timedelta

import pytest
from factories import made
from factories.made import NOW

from putright.casework.actions import links as actions
from putright.casework.queries import links as read
from putright.core.events.parts import Evidence
from putright.stores.record.cases import NewParty

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LETTER = (Evidence(kind="letter"),)


@pytest.fixture
def actor(actor_of):
    return actor_of("officer")


@pytest.fixture
def patch(landlord, team, officer):
    return made.make_patch(landlord, team=team, cover=officer)


@pytest.fixture
def row(landlord, patch):
    """Homes of one row, in one patch, each with a postcode of its own."""
    return [
        made.make_home(landlord, patch=patch, postcode=f"ZZ{number} 1ZZ") for number in (1, 2, 3)
    ]


@pytest.fixture
def case(make_case, row):
    return make_case(home=row[0])


def suggested(actor, case, now=NOW):
    page = read.page(actor, case.id, now=now)
    return {one.other.reference: [each.what for each in one.reasons] for one in page.suggested}


def words(actor, case, now=NOW):
    page = read.page(actor, case.id, now=now)
    return [each.words for one in page.suggested for each in one.reasons]


def reported(at, **told):
    return [made.a_report(at, **told)]


def test_a_case_alone_is_like_no_other(actor, case, make_case):
    make_case()

    assert suggested(actor, case) == {}


def test_two_cases_about_one_home_may_belong_together(actor, case, make_case, row):
    other = make_case(home=row[0], entries=reported(NOW - 90 * DAY, kinds=("rubbish",)))

    assert suggested(actor, case) == {other.reference: ["same home"]}


def test_somebody_who_is_in_both_is_a_reason_and_is_named(actor, make_case, landlord):
    person = made.make_person(landlord, "Ada Quill")
    first, second = make_case(person=person), make_case(person=person)

    assert suggested(actor, first) == {second.reference: ["same people"]}
    assert words(actor, first) == ["Ada Quill is in both."]


def test_whoever_is_complained_of_here_and_reports_there_has_a_counter_report(
    actor, make_case, landlord
):
    person = made.make_person(landlord, "Ada Quill")
    theirs = make_case(person=person)
    ours = make_case(parties=[NewParty(key="n", side="other party", person=person)])

    assert suggested(actor, ours) == {theirs.reference: ["counter report"]}
    assert suggested(actor, theirs) == {ours.reference: ["counter report"]}


def test_an_agency_that_is_in_many_cases_joins_none(actor, make_case, landlord):
    police = made.make_person(landlord, "Sergeant Vale")
    parties = [NewParty(key="police", side="agency", person=police)]
    first, _second = make_case(parties=parties), make_case(parties=parties)

    assert suggested(actor, first) == {}


def test_neighbours_who_tell_within_a_day_of_the_same_kind_tell_of_one_incident(
    actor, case, make_case, row
):
    near = make_case(home=row[1], entries=reported(NOW - timedelta(hours=20)))
    make_case(home=row[2], entries=reported(NOW - timedelta(hours=20), kinds=("rubbish",)))

    assert suggested(actor, case) == {near.reference: ["same incident"]}


def test_neighbours_who_name_one_day_tell_of_one_incident_however_late_they_ring(
    actor, make_case, row
):
    evening = {"incident_on": date(2026, 4, 3)}
    first = make_case(home=row[0], entries=reported(NOW - 10 * DAY, **evening))
    second = make_case(home=row[1], entries=reported(NOW - DAY, **evening))
    other = make_case(home=row[2], entries=reported(NOW - DAY, incident_on=date(2026, 4, 4)))

    assert suggested(actor, first)[second.reference] == ["same incident"]
    assert suggested(actor, first)[other.reference] == ["patch"]


def test_the_same_kind_nearby_is_a_reason_for_four_weeks(actor, case, make_case, row):
    late = make_case(home=row[1], entries=reported(NOW - 27 * DAY))
    make_case(home=row[2], entries=reported(NOW - 29 * DAY))

    assert suggested(actor, case) == {late.reference: ["patch"]}


def test_a_home_of_the_same_postcode_is_near_without_a_patch(actor, landlord, make_case):
    first, second = (made.make_home(landlord, postcode="ZZ7 7ZZ") for _n in range(2))
    case, near = make_case(home=first), make_case(home=second)

    assert suggested(actor, case) == {near.reference: ["same incident"]}


def test_a_case_of_somewhere_else_is_not_near(actor, case, landlord, make_case):
    make_case(home=made.make_home(landlord, postcode="QQ1 1QQ"))

    assert suggested(actor, case) == {}


def test_a_report_that_was_corrected_counts_no_more(actor, case, make_case, row):
    wrong = made.a_report(NOW - DAY, id="e1")
    right = made.a_report(NOW - 80 * DAY, id="e2", corrects="e1", evidence=LETTER)
    make_case(home=row[1], entries=[wrong, right])

    assert suggested(actor, case) == {}


def test_a_new_case_of_the_home_may_follow_a_closed_one(actor, case, make_case, row):
    closing = {"does": ("asb.case_closed",), "channel": "letter", "evidence": LETTER}
    closed = made.a_note(NOW - 9 * DAY, "We closed it.", **closing)
    old = make_case(home=row[0], entries=[*reported(NOW - 80 * DAY), closed])

    assert suggested(actor, case) == {old.reference: ["follows a closed case", "same home"]}
    assert suggested(actor, old) == {case.reference: ["same home"]}


def test_what_was_called_not_the_same_is_remembered_on_both_sides(actor, case, make_case, row):
    other = make_case(home=row[0])

    actions.refuse(actor=actor, case_id=case.id, other=other.id, whats=["same home"], now=NOW)

    assert suggested(actor, case) == suggested(actor, other) == {}


def test_what_is_joined_is_not_suggested(actor, case, make_case, row):
    other = make_case(home=row[0])

    actions.join(actor=actor, case_id=case.id, other=other.id, what="same people", why="", now=NOW)

    assert suggested(actor, case) == {}


def test_a_new_reason_is_said_of_cases_that_were_told_apart(actor, make_case, row, landlord):
    person = made.make_person(landlord)
    first = make_case(home=row[0], person=person)
    second = make_case(home=row[0], person=person)

    actions.refuse(actor=actor, case_id=first.id, other=second.id, whats=["same home"], now=NOW)

    assert suggested(actor, first) == {second.reference: ["same people"]}


def test_more_than_a_list_holds_are_counted(actor, case, make_case, row):
    for _number in range(read.MOST + 2):
        make_case(home=row[0])

    page = read.page(actor, case.id, now=NOW)

    assert (len(page.suggested), page.more) == (read.MOST, 2)


def test_no_word_of_the_other_case_is_in_a_reason(actor, case, make_case, row):
    entries = reported(NOW - DAY, text="The quillfeather shouted again.")
    make_case(home=row[1], title="Quillfeather at night", entries=entries)

    assert "quillfeather" not in str(read.page(actor, case.id, now=NOW)).lower()
