"""What we ship of others is what we looked at, bears nobody's signs, and is light."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "putright/kit/static"
LETTERS = ROOT / "putright/letters/fonts"
HOMES = (STATIC / "kit/vendor", ROOT / "tests/vendor", LETTERS)
KEPT = [
    (home, *line.split("  "))
    for home in HOMES
    for line in (home / "VERSIONS").read_text(encoding="utf-8").splitlines()
]
SHIPPED = sorted(path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"})
FIRST_PAINT = 150_000
OWN_SCRIPT = 30_000


@pytest.mark.parametrize(("home", "digest", "name", "package", "licence"), KEPT)
def test_a_kept_file_is_the_one_that_was_fetched(
    home: Path, digest: str, name: str, package: str, licence: str
) -> None:
    assert hashlib.sha256((home / name).read_bytes()).hexdigest() == digest
    assert re.search(r"@\d+\.\d+\.\d+$", package)
    assert licence in {"MIT", "0BSD", "OFL-1.1", "MPL-2.0"}


@pytest.mark.parametrize("home", HOMES, ids=["shipped", "tests", "letters"])
def test_every_kept_file_is_in_the_list(home: Path) -> None:
    told = {name for at, _digest, name, *_rest in KEPT if at == home}
    found = {path.name for path in home.iterdir()} - {"VERSIONS", "LICENCE.govuk-frontend.txt"}
    assert found <= told


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_nothing_shipped_bears_a_governments_signs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"GDS Transport|crest|crown|sourceMappingURL|\.map\b(?!\()", text, re.I)
    assert not re.search(r"url\(['\"]?(?:https?:)?//", text)


def test_the_base_has_no_letters_of_its_own() -> None:
    assert "@font-face" not in (STATIC / "kit/vendor/base.css").read_text(encoding="utf-8")


def test_our_own_script_is_small_and_evaluates_nothing() -> None:
    script = (STATIC / "kit/putright.js").read_text(encoding="utf-8")
    assert len(script.encode()) < OWN_SCRIPT
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write|localStorage", script)


def test_a_first_page_is_light() -> None:
    packed = [gzip.compress(path.read_bytes()) for path in SHIPPED if path.parent.name != "static"]
    letters = [path.read_bytes() for path in STATIC.glob("fonts/*.woff2")]
    assert sum(len(one) for one in [*packed, *letters]) < FIRST_PAINT


def test_the_faces_of_letters_are_light_and_each_has_its_licence_beside_it() -> None:
    faces = list(LETTERS.glob("*.woff2"))
    licences = [path.name.split(".")[1] for path in LETTERS.glob("OFL.*.txt")]

    assert sum(path.stat().st_size for path in faces) < 1_500_000
    assert all(any(path.name.startswith(one) for one in licences) for path in faces)
