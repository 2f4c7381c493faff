"""Each fault of a row is told by row, column and reason."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from putright.casework.importing.check import Around, Good, check
from putright.casework.importing.plan import Is, differing, plan, plan_tenancies, without_kept

HOME, PERSON, PATCH = uuid4(), uuid4(), uuid4()
AROUND = Around(
    patches={"north": PATCH},
    homes={"000000000007": HOME},
    people={"P1": PERSON},
    today=date(2026, 4, 14),
)
LINES = {
    "homes": "uprn,address,postcode,area,patch\n7,1 A Row,zz11zz,,North\n",
    "people": "reference,name,born_on,phone,email,is_child,kind,do_not_use,uprn\n",
    "tenancies": "reference,uprn,starts_on,ends_on,person,part\n",
}


def faults(kind: str, *rows: str) -> list[tuple[int, str, str]]:
    found = check(kind, (LINES[kind] + "\n".join(rows)).encode(), AROUND)
    return [(each.row, each.column, each.reason) for each in found.faults]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("1234567890123,2 B Row,ZZ1 1ZZ,,", "uprn", "12 digits"),
        ("١٢٣,2 B Row,ZZ1 1ZZ,,", "uprn", "12 digits"),
        (",,ZZ1 1ZZ,,", "address", "is empty"),
        (f",{'x' * 300},ZZ1 1ZZ,,", "address", "is 300 letters long; the most is 200"),
        (",2 B Row,nowhere,,", "postcode", "no postcode"),
        (",2 B Row,ZZ1 1ZZ,,Nowhere", "patch", "no patch of this name"),
        ("000000000007,2 B Row,ZZ1 1ZZ,,", "uprn", "the same as in row 2"),
    ],
)
def test_a_fault_of_a_home_is_told(row: str, column: str, says: str) -> None:
    [(number, where, why)] = faults("homes", row)

    assert (number, where) == (3, column) and says in why


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (",Ann,,,,,,,", "reference", "is empty"),
        (f"P2,{'x' * 300},,,,,,,", "name", "300 letters"),
        ("P2,Ann,31/02/1990,,,,,,", "born_on", "no day"),
        ("P2,Ann,1/1/90,,,,,,", "born_on", "no day"),
        ("P2,Ann,1/1/2030,,,,,,", "born_on", "still to come"),
        ("P2,Ann,,call me,,,,,", "phone", "no phone number"),
        ("P2,Ann,,,ann at home,,,,", "email", "no email"),
        ("P2,Ann,,,,perhaps,,,", "is_child", "yes or no"),
        ("P2,Ann,,,,,friend,,", "kind", "one of: resident"),
        ("P2,Ann,,,,,,pigeon,", "do_not_use", "some of: calls"),
        ("P2,Ann,,,,,,,8", "uprn", "no home with this UPRN"),
    ],
)
def test_a_fault_of_a_person_is_told(row: str, column: str, says: str) -> None:
    [(number, where, why)] = faults("people", row)

    assert (number, where) == (2, column) and says in why


def test_a_reference_that_comes_twice_is_told() -> None:
    assert faults("people", "P2,Ann,,,,,,,", "p2,Bob,,,,,,,") == [
        (3, "reference", "is the same as in row 2")
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["T1,7,2/1/2024,1/1/2024,P1,"], (2, "ends_on", "is before it starts")),
        (["T1,7,2/1/2024,,P9,"], (2, "person", "there is no person of this reference")),
        (["T1,7,,,P1,"], (2, "starts_on", "is empty")),
        (["T1,7,2/1/2024,,P1,guest"], (2, "part", "must be one of: ")),
        (
            ["T1,7,2/1/2024,,P1,", "T1,7,3/1/2024,,P1,household"],
            (3, "starts_on", "differs from row 2"),
        ),
    ],
)
def test_a_fault_of_a_tenancy_is_told(rows: list[str], fault: tuple[int, str, str]) -> None:
    found = faults("tenancies", *rows)

    assert any((n, c) == fault[:2] and why.startswith(fault[2]) for n, c, why in found)


def test_good_rows_are_kept_apart_from_the_faulty_ones() -> None:
    data = LINES["people"] + "P2,=cmd|' /C calc'!A0,,,,,,,\nP3,,,,,,,,\n"

    found = check("people", data.encode(), AROUND)

    assert [row.says["name"] for row in found.good] == ["=cmd|' /C calc'!A0"]
    assert [row.number for row in found.left] == [3] and not found.is_unusable


def one(**says: Any) -> dict[str, Any]:
    return {"reference": "P1", "name": "Ann", **says}


def test_an_empty_cell_changes_nothing_and_one_more_barred_way_does() -> None:
    told = one(phone="1", do_not_use=("calls",))

    assert differing(one(phone="", do_not_use=()), told) == {}
    assert differing(one(do_not_use=("calls", "text")), told) == {"do_not_use": ("calls", "text")}


def test_what_staff_wrote_since_is_left_alone_and_said() -> None:
    rows = check("people", (LINES["people"] + "P1,Ann,,07700 1,,,,,\n").encode(), AROUND).good
    planned = plan(rows, lambda row: Is(PERSON, one(name="Anne", phone="2")))

    left = without_kept(planned, {PERSON: {"phone"}})
    alone = without_kept(planned, {PERSON: {"phone", "name"}})

    assert dict(left.changed[0].sets) == {"name": "Ann"} and left.kept == ((2, "phone"),)
    assert not alone.changed and alone.same == 1


def test_a_tenancy_is_made_once_with_each_of_its_members() -> None:
    other = uuid4()

    def row(number: int, person: UUID, part: str) -> Good:
        says = {
            "reference": "T1", "home_id": HOME, "starts_on": date(2024, 1, 1), "ends_on": None,
            "person_id": person, "part": part,
        }  # fmt: skip
        return Good(number, says)

    rows = [row(2, PERSON, ""), row(3, other, "household")]
    first = plan_tenancies(rows, {}, {})
    tenancy = uuid4()
    there = {"T1": Is(tenancy, rows[0].says)}
    again = plan_tenancies(rows, there, {(tenancy, PERSON): "tenant", (tenancy, other): "lodger"})

    assert list(first.tenancies) == ["T1"] and first.made == 2
    assert first.members == {("T1", PERSON): "tenant", ("T1", other): "household"}
    assert again.made == 0 and again.same == 1 and again.altered == {3: ("part",)}
