"""What is found by what somebody on the phone says."""

from datetime import timedelta
from typing import Any

import pytest
from factories.made import (
    NOW,
    a_note,
    a_report,
    add_entries,
    make_home,
    make_person,
)

from putright.casework.actor import Actor
from putright.casework.queries import search
from putright.casework.refused import Refused
from putright.core.events.parts import Pledge
from putright.stores.people.models import Member, Tenancy
from putright.stores.record.models import Reading

pytestmark = pytest.mark.django_db


def found(actor: Actor, text: str) -> search.Found:
    return search.find(actor, text, now=NOW)


def references(actor: Actor, text: str) -> list[str]:
    return [case.reference for case in found(actor, text).cases]


@pytest.mark.parametrize("text", ["music", "MUSIC until", "two morn", "mornings musical", "mus"])
def test_a_case_is_found_by_words_of_its_entries(make_case, actor_of, text: str) -> None:
    case = make_case(entries=[a_report(NOW, text="Music until two in the morning.")], title="Noise")

    assert references(actor_of("officer"), text) == [case.reference]


def test_all_words_typed_must_be_there(make_case, actor_of) -> None:
    make_case()

    assert references(actor_of("officer"), "music trombone") == []


def test_a_case_is_found_by_its_reference_in_any_spacing(make_case, actor_of) -> None:
    case = make_case()
    written = case.reference

    for text in (written, written.lower(), written.replace("-", ""), written.replace("-", " ")):
        assert references(actor_of("officer"), text) == [written]


def test_a_case_is_found_by_title_and_part_of_its_address(landlord, make_case, actor_of) -> None:
    home = make_home(landlord, address="21 Weavers' Row", postcode="ZY4 8QQ")
    case = make_case(home=home, title="Fires in the yard")

    for text in ("fires", "weavers row", "21 weav", "zy4 8qq", "ZY48QQ", "zy4"):
        assert references(actor_of("officer"), text) == [case.reference], text


def test_a_case_is_found_by_the_crime_reference_of_an_entry(make_case, actor_of) -> None:
    case = make_case()
    add_entries(case, a_note(NOW, text="Police gave a number.", refs=("CR/0042317/26",)))

    for text in ("CR/0042317/26", "cr004231726", "0042317"):
        assert references(actor_of("officer"), text) == [case.reference], text


def test_what_was_promised_is_found_too(make_case, actor_of) -> None:
    pledge = Pledge(id="p1", what="Bring the trombone rota")
    case = make_case(entries=[a_report(NOW, text="", promises=(pledge,))])

    assert references(actor_of("officer"), "trombone") == [case.reference]


def test_the_matching_line_is_shown_with_the_words_marked(make_case, actor_of) -> None:
    long_ago = "It began in the spring and nobody came for a long time after that. "
    make_case(entries=[a_report(NOW, text=f"{long_ago}Then the drumming woke her. {long_ago * 4}")])

    (case,) = found(actor_of("officer"), "drum").cases

    assert [part.text for part in case.line if part.is_match] == ["drumming"]
    assert "".join(part.text for part in case.line).startswith("… ")
    assert len("".join(part.text for part in case.line)) < 200


def test_an_added_entry_is_found_at_once_and_the_newest_line_stands(make_case, actor_of) -> None:
    case = make_case(entries=[a_report(NOW, text="A drum.")])
    add_entries(case, a_note(NOW, text="The drum is gone."))

    (shown,) = found(actor_of("officer"), "drum").cases

    assert "".join(part.text for part in shown.line) == "The drum is gone."


def test_people_are_found_by_name_reference_phone_and_email(landlord, actor_of) -> None:
    make_person(
        landlord, "Zoë Quillfeather", reference="T-00412", phone="07700 900123",
        email="zoe.q@post.example",
    )  # fmt: skip

    for text in ("zoe quill", "QUILLFEATHER", "t-00412", "t00412", "+44 7700 900 123", "900123",
                 "0770 0900 123", "zoe.q@post.example"):  # fmt: skip
        assert [one.name for one in found(actor_of("officer"), text).people] == [
            "Zoë Quillfeather"
        ], text


def test_people_of_agencies_stand_in_a_group_of_their_own(landlord, actor_of) -> None:
    make_person(landlord, "Perry Dunlin", kind="professional", organisation="Harbour Support")

    everything = found(actor_of("officer"), "harbour sup")

    assert [one.name for one in everything.professionals] == ["Perry Dunlin"]
    assert everything.people == ()


def test_a_home_is_found_with_who_lives_there(landlord, actor_of) -> None:
    home = make_home(landlord, address="4 Teasel Court", uprn="100000000042")
    make_person(landlord, "Ada Bracken", home=home)
    lodger = make_person(landlord, "Ben Bracken")
    tenancy = Tenancy.objects.create(
        landlord=landlord, reference="TN1", home=home, starts_on=NOW.date()
    )
    Member.objects.create(landlord=landlord, tenancy=tenancy, person_id=lodger)

    for text in ("teasel", "100000000042"):
        (shown,) = found(actor_of("officer"), text).homes
        assert [one.name for one in shown.people] == ["Ada Bracken", "Ben Bracken"]


def test_a_person_leads_to_their_cases_and_to_logging_a_call(landlord, make_case, actor_of) -> None:
    person = make_person(landlord, "Ada Bracken")
    case = make_case(person=person)

    everything = found(actor_of("officer"), "bracken")

    assert [one.reference for one in everything.cases] == [case.reference]
    assert [(one.name, one.case_id) for one in everything.calls] == [("Ada Bracken", case.id)]
    assert everything.may_report


def test_an_auditor_is_offered_nothing_that_writes(landlord, make_case, actor_of) -> None:
    make_case(person=make_person(landlord, "Ada Bracken"))

    everything = found(actor_of("auditor"), "bracken")

    assert everything.count == 2
    assert everything.calls == ()
    assert not everything.may_report


def test_nothing_typed_shows_the_cases_opened_last(make_case, actor_of) -> None:
    from putright.casework.queries import cases

    officer = actor_of("officer")
    first, last = make_case(), make_case()
    for case in (first, last):
        cases.find(officer, case.id, now=NOW)

    for text in ("", " ", "\0", "x", "…"):
        assert references(officer, text) == [last.reference, first.reference]


def test_a_changed_name_is_found_and_the_old_one_is_not(landlord, actor_of) -> None:
    from factories.made import system_of

    from putright.casework import desk
    from putright.core.events.person import Details, PersonNote

    person = make_person(landlord, "Ada Bracken")
    change = PersonNote(
        id="", does="person.details_changed", at=NOW, sets=Details(name="Ada Furze")
    )
    desk.write_person(actor=system_of(landlord), person=person, written=[change], now=NOW)

    assert found(actor_of("officer"), "furze").people
    assert not found(actor_of("officer"), "bracken").people


AWKWARD = [
    '"*', '*', 'NEAR(', "NEAR(a b, 2)", "a AND", "OR", "NOT x", "words:x", "-x", "^a", "'", "''",
    "\0", "a\0b", "10" * 500, "1" + "0" * 30, "%", "_%", "\\", "{a}", "x" * 10_000, "a:* & !b",
    "<->", "('x')", ")", "\ud800", "𝔘𝔫𝔦", "ㅤㅤ", "مرحبا", "; DROP TABLE record_case", "½²", "a|b",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_awkward_text_is_looked_for_and_breaks_nothing(make_case, actor_of, text: str) -> None:
    make_case()

    found(actor_of("officer"), text)


@pytest.mark.parametrize("text", ["مرحبا", "𝔘𝔫𝔦code", "Ålesund", "naïveté"])
def test_words_of_other_scripts_are_found(make_case, actor_of, text: str) -> None:
    case = make_case(entries=[a_report(NOW, text=f"She wrote {text} on the form.")])

    assert references(actor_of("officer"), text) == [case.reference]


def test_a_search_is_written_down(make_case, actor_of) -> None:
    officer = actor_of("officer")

    found(officer, "trombone")

    note = Reading.objects.get(user_id=officer.user_id, what="search")
    assert (note.detail, note.case_id, note.at) == ("trombone", None, NOW)


def test_an_administrator_may_not_search(actor_of) -> None:
    with pytest.raises(Refused):
        found(actor_of("administrator"), "music")


def test_more_searches_than_a_person_types_are_slowed(actor_of, settings: Any) -> None:
    officer = actor_of("officer")

    quick = [search.is_too_fast(officer, at=NOW) for _ in range(search.MOST_A_MINUTE + 1)]

    assert quick.count(True) == 1 and quick[-1]
    assert not search.is_too_fast(actor_of("team leader"), at=NOW)


def test_rebuilding_writes_the_same_words_in_the_order_they_came(
    landlord, make_case, actor_of
) -> None:
    from putright.casework import desk
    from putright.stores.worklist.models import Findable

    case = make_case(home=make_home(landlord, address="9 Osier Walk"))
    make_person(landlord, "Ada Bracken")
    later = NOW + timedelta(hours=1)
    make_case(entries=[a_report(NOW, text="More music.", about_staff=("staff-x",))], now=later)
    add_entries(case, a_note(NOW + timedelta(days=1), text="Music again."), now=NOW + timedelta(1))
    asked = "music", "osier", "bracken", "more"
    before = [found(actor_of("officer"), text) for text in asked]
    rows = set(Findable.objects.values_list("kind", "of", "number", "words"))
    Findable.objects.all().delete()

    desk.rebuild(landlord=landlord.id, now=NOW)

    assert set(Findable.objects.values_list("kind", "of", "number", "words")) == rows
    assert [found(actor_of("officer"), text) for text in asked] == before
    assert len(before[0].cases) == 2
