"""Published findings: brought in whole or not at all, counted, found by their words."""

import gzip
from pathlib import Path

import pytest

from putright.gateways import published
from putright.gateways.published import NEEDED, NotFindings

HEAD = ",".join(NEEDED)
ROWS = [
    "202300001,Alder Homes,Housing Association,2024-05-01,ASB,Reports of noise at night,"
    "Maladministration,formal,0,https://example.org/1",
    "202300002,Birch Council,Local Authority,2023-02-01,ASB,Handling of noisy neighbours,"
    "No Maladministration,formal,0,javascript:alert(1)",
    "202300003,Birch Council,Local Authority,2023-02-01,Leaks,A leak in the roof,"
    "Service Failure,narrative,0,",
    "202300004,Alder Homes,Housing Association,2023,Leaks,Two outcomes in one,"
    "Service Failure,formal,1,",
    ",Alder Homes,Housing Association,2023,Leaks,Nobody's case,Service Failure,formal,0,",
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    file, into = tmp_path / "findings.csv", tmp_path / "published.sqlite3"
    file.write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    published.bring(file, into, day="2026-11-22", tell=lambda rows: None)
    return into


def test_an_import_says_what_it_kept_and_left_out(tmp_path: Path) -> None:
    file = tmp_path / "findings.csv.gz"
    file.write_bytes(gzip.compress("\n".join([HEAD, *ROWS]).encode()))

    done = published.bring(file, tmp_path / "p.sqlite3", day="2026-11-22", tell=lambda rows: None)

    assert (done.rows, done.kept, done.counted) == (5, 4, 2)
    assert done.left_out == {"case_id": 1}


def test_only_formal_findings_of_one_outcome_are_counted(library: Path) -> None:
    found = {(one.name, one.level): one.count for one in published.tally(library, by="category")}

    assert found == {("ASB", "Maladministration"): 1, ("ASB", "No Maladministration"): 1}


def test_counts_can_be_of_one_landlord(library: Path) -> None:
    found = published.tally(library, by="year", landlord="Birch Council")

    assert [(one.name, one.level, one.count) for one in found] == [
        ("2023", "No Maladministration", 1)
    ]


def test_a_complaint_is_found_by_another_form_of_its_words(library: Path) -> None:
    found = published.alike(library, 'neighbours who are noisy "AND (', most=5)

    assert found[0].reference == "202300002"


def test_what_is_not_counted_is_found_and_says_so(library: Path) -> None:
    (found,) = published.alike(library, "the roof leaks", most=5)[:1]

    assert found.reference == "202300003" and not found.is_counted


def test_a_search_can_keep_to_a_subject(library: Path) -> None:
    found = published.alike(library, "noise or a leak in the roof", most=5, category="Leaks")

    assert {one.category for one in found} == {"Leaks"}


def test_a_day_in_the_place_of_a_name_is_no_landlord(tmp_path: Path) -> None:
    rows = [ROWS[0].replace("Alder Homes", name) for name in ["10 May 2022", "Elm Homes"] * 3]
    file, into = tmp_path / "f.csv", tmp_path / "p.sqlite3"
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    published.bring(file, into, day="2026-11-22", tell=lambda rows: None)

    assert published.landlords(into) == ["Elm Homes"]


def test_words_that_every_complaint_has_find_nothing(library: Path) -> None:
    assert published.alike(library, "the landlord and the resident", most=5) == []


def test_only_an_https_address_is_kept_as_a_link(library: Path) -> None:
    found = {one.reference: one.url for one in published.alike(library, "noise noisy", most=5)}

    assert found == {"202300001": "https://example.org/1", "202300002": ""}


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00bad", b"\x1f\x8bnot gzip"], ids=repr
)
@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz"])
def test_a_foreign_file_gives_one_message_and_changes_nothing(
    library: Path, tmp_path: Path, content: bytes, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(NotFindings, match=r"Nothing was changed"):
        published.bring(file, library, day="2026-11-23", tell=lambda rows: None)

    assert published.told(library)["brought_on"] == "2026-11-22"
    assert not library.with_suffix(".new").exists()


def test_nothing_imported_tells_nothing(tmp_path: Path) -> None:
    assert published.told(tmp_path / "none.sqlite3") == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [("Alder Homes Limited", "Alder Homes"), ("The Birch Council", "Birch Council"), ("Elm", "")],
)
def test_our_own_name_is_known_in_its_other_forms(name: str, found: str) -> None:
    assert published.names_like(["Alder Homes", "Birch Council"], name) == found
