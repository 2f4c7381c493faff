"""Files of homes, people and tenancies: all of a file is brought in, or none of it."""

from collections.abc import Callable
from typing import Any

import pytest
from factories import made

from putright.casework import desk_import
from putright.casework.actions import imports
from putright.casework.actions.imports import Outcome
from putright.casework.refused import NotThere, Refused
from putright.core.events.person import Way
from putright.stores.accounts.models import SecurityEvent
from putright.stores.people.models import Home, Member, Person, Tenancy
from putright.stores.record.ledger.read import notes
from putright.stores.record.models import StoredEntry, Stream

pytestmark = pytest.mark.django_db

HOMES = "uprn,address,postcode,area\n7,1 Alder Row,ZZ1 1ZZ,North\n8,2 Alder Row,ZZ1 1ZZ,\n"
PEOPLE = (
    "reference,name,phone,do_not_use,uprn\n"
    "P1,Ann Loom,07700 900001,voicemail,7\nP2,Bo Loom,07700 900002,,7\n"
)
TENANCIES = (
    "reference,uprn,starts_on,ends_on,person,part\n"
    "T1,7,1/2/2020,,P1,\nT1,7,1/2/2020,,P2,household\n"
)
Bring = Callable[..., Outcome]


@pytest.fixture
def bring(actor_of: Any, now: Any) -> Bring:
    def brought(kind: str, text: str, *, is_dry: bool = False, **told: Any) -> Outcome:
        return imports.bring_in(
            actor=actor_of("head of service"), kind=kind, data=text.encode(), now=now,
            is_dry=is_dry, **told,
        )  # fmt: skip

    return brought


@pytest.fixture
def all_three(bring: Bring) -> list[Outcome]:
    files = (("homes", HOMES), ("people", PEOPLE), ("tenancies", TENANCIES))
    return [bring(kind, text) for kind, text in files]


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.made, outcome.changed, outcome.same, outcome.left_out


def test_homes_people_and_tenancies_come_in_and_hang_together(all_three: list[Outcome]) -> None:
    ann = Person.objects.get(reference="P1")
    tenancy = Tenancy.objects.get()

    assert [counts(one) for one in all_three] == [(2, 0, 0, 0)] * 3
    assert str(ann.home) == "1 Alder Row, ZZ1 1ZZ" and tenancy.home == ann.home
    assert ann.home.uprn == "000000000007"
    assert sorted(Member.objects.values_list("person__reference", "part")) == [
        ("P1", "tenant"),
        ("P2", "household"),
    ]


def test_a_person_who_comes_in_has_a_stream_of_their_own_and_nothing_is_ok(
    all_three: list[Outcome], landlord: Any
) -> None:
    ann = Person.objects.get(reference="P1")
    [note] = notes(landlord=landlord.id, stream=ann.id)

    assert note.sets.phone == "07700 900001" and note.sets.ways == {"voicemail": Way(says="not ok")}
    assert (Stream.objects.get(id=ann.id).head, note.does) == (1, "person.registered")
    assert StoredEntry.objects.get(stream_id=ann.id).source == "import"


def test_the_same_files_twice_change_nothing(all_three: list[Outcome], bring: Bring) -> None:
    entries = StoredEntry.objects.count()

    again = [bring("homes", HOMES), bring("people", PEOPLE), bring("tenancies", TENANCIES)]

    assert [counts(one) for one in again] == [(0, 0, 2, 0)] * 3
    assert StoredEntry.objects.count() == entries


def test_a_dry_run_says_what_would_happen_and_writes_nothing(bring: Bring) -> None:
    outcome = bring("homes", HOMES, is_dry=True)

    assert counts(outcome) == (2, 0, 0, 0) and not outcome.is_written
    assert not Home.objects.exists() and not SecurityEvent.objects.exists()


def test_nothing_is_written_when_one_row_has_a_fault_unless_told_to_leave_it_out(
    bring: Bring,
) -> None:
    text = HOMES + "9,3 Alder Row,nowhere,\n"

    refused = bring("homes", text)
    none_yet = Home.objects.count()
    done = bring("homes", text, leave_out=True)

    assert not refused.is_written and none_yet == 0
    assert done.is_written and Home.objects.count() == 2 and done.left_out == 1
    assert SecurityEvent.objects.get(what="people.imported").detail["left out"] == 1


def test_the_faulty_rows_come_back_with_their_reasons_and_no_formula(
    actor_of: Any, now: Any, bring: Bring
) -> None:
    text = 'address,postcode\n"=HYPERLINK(""http://x.example"")",nowhere\n1 A Row,ZZ1 1ZZ\n'

    out = imports.left_out(
        actor=actor_of("head of service"), kind="homes", data=text.encode(), now=now
    )

    lines = out.splitlines()
    assert len(lines) == 2 and "postcode is no postcode" in lines[1]
    assert lines[1].startswith("\"'=HYPERLINK(")


def test_a_changed_row_changes_that_and_nothing_else(
    all_three: list[Outcome], bring: Bring, landlord: Any
) -> None:
    text = "reference,name,email,do_not_use\nP1,Ann Weaver,,text\n"

    outcome = bring("people", text)

    ann = Person.objects.get(reference="P1")
    assert outcome.altered == {2: ("name", "do_not_use")}
    assert ann.name == "Ann Weaver" and ann.details["phone"] == "07700 900001"
    assert {way: rule["says"] for way, rule in ann.details["ways"].items()} == {
        "voicemail": "not ok",
        "text": "not ok",
    }
    assert len(notes(landlord=landlord.id, stream=ann.id)) == 2


def test_what_staff_wrote_down_since_is_not_undone_by_an_older_file(
    all_three: list[Outcome], bring: Bring, actor_of: Any, now: Any
) -> None:
    from putright.casework.actions import people
    from putright.core.events.person import Details

    ann = Person.objects.get(reference="P1")
    people.change(
        actor=actor_of("officer"), sent=people.Sent(ann.id, 1, "she rang"), now=now,
        sets=Details(phone="07700 900999"),
    )  # fmt: skip

    outcome = bring("people", PEOPLE)

    ann.refresh_from_db()
    assert ann.details["phone"] == "07700 900999"
    assert outcome.kept == ((2, "phone"),) and counts(outcome) == (0, 0, 2, 0)


def test_a_home_is_known_by_its_address_where_it_had_no_number(bring: Bring) -> None:
    bring("homes", "address,postcode\n1 alder row,ZZ1 1ZZ\n")

    outcome = bring("homes", "uprn,address,postcode\n7,1 Alder Row,zz11zz\n")

    assert counts(outcome) == (0, 1, 0, 0)
    assert Home.objects.get().uprn == "000000000007"


def test_a_tenancy_that_ended_is_changed_once_for_all_its_members(
    all_three: list[Outcome], bring: Bring
) -> None:
    text = TENANCIES.replace("1/2/2020,,", "1/2/2020,3/4/2026,")

    outcome = bring("tenancies", text)

    assert counts(outcome) == (0, 2, 0, 0)
    assert str(Tenancy.objects.get().ends_on) == "2026-04-03"


def test_a_file_that_cannot_be_used_writes_nothing_even_if_rows_may_be_left_out(
    bring: Bring,
) -> None:
    outcome = bring("homes", "address\n1 Alder Row\n", leave_out=True)

    assert outcome.is_unusable and not outcome.is_written


@pytest.mark.parametrize("role", ["officer", "team leader", "auditor"])
def test_others_may_not_bring_anything_in(role: str, actor_of: Any, now: Any) -> None:
    with pytest.raises(Refused):
        imports.bring_in(
            actor=actor_of(role), kind="homes", data=HOMES.encode(), now=now, is_dry=True
        )
    with pytest.raises(Refused):
        desk_import.import_people(actor=actor_of(role), people=(), now=now)


def test_two_landlords_may_have_the_same_references(all_three: list[Outcome], now: Any) -> None:
    other = made.make_landlord()

    with imports.operator_of(other.slug) as actor:
        outcome = imports.bring_in(
            actor=actor, kind="homes", data=HOMES.encode(), now=now, is_dry=False
        )
        tenancies = imports.bring_in(
            actor=actor, kind="tenancies", data=TENANCIES.encode(), now=now, is_dry=True
        )

    assert counts(outcome) == (2, 0, 0, 0)
    assert {fault.column for fault in tenancies.faults} == {"person"}


def test_a_landlord_that_is_not_there_is_not_there() -> None:
    with pytest.raises(NotThere), imports.operator_of("nobody"):
        raise AssertionError


def test_many_at_once_are_told_of_as_they_go(landlord: Any, now: Any) -> None:
    rows = "".join(f"R{n},Person {n}\n" for n in range(4_500))
    told: list[int] = []

    with imports.operator_of(landlord.slug) as actor:
        imports.bring_in(
            actor=actor, kind="people", data=f"reference,name\n{rows}".encode(), now=now,
            is_dry=False, step=told.append,
        )  # fmt: skip

    assert told == [2_000, 4_000, 4_500] and Person.objects.count() == 4_500
