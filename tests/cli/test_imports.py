"""`putright import`: what it says, what it writes, how it ends."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from putright.cli import main
from putright.stores.people.models import Home

pytestmark = pytest.mark.django_db
HOMES = "address,postcode\n1 Alder Row,ZZ1 1ZZ\n"
FAULTY = HOMES + '"=cmd|calc",nowhere\n'


@pytest.fixture
def run(landlord: Any, tmp_path: Path) -> Any:
    def ran(text: str, *options: str, slug: str = "") -> Result:
        file = tmp_path / "homes.csv"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(
            main, ["import", "homes", str(file), "--landlord", slug or landlord.slug, *options]
        )

    return ran


def test_a_dry_run_says_what_would_be_and_writes_nothing(run: Any) -> None:
    ran = run(HOMES, "--dry-run")

    assert ran.exit_code == 0 and "1 to make" in ran.output and "Nothing was saved" in ran.output
    assert not Home.objects.exists()


def test_a_fault_keeps_it_from_saving_and_is_named(run: Any) -> None:
    ran = run(FAULTY)

    assert ran.exit_code == 1 and "row 3, postcode: is no postcode" in ran.output
    assert not Home.objects.exists()


def test_faulty_rows_left_out_are_written_guarded(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "faulty.csv"

    ran = run(FAULTY, "--leave-out", "--left-out-to", str(out))

    assert ran.exit_code == 0 and "1 made" in ran.output and Home.objects.count() == 1
    assert "'=cmd|calc" in out.read_text(encoding="utf-8")


def test_a_landlord_that_is_not_there_is_said(run: Any) -> None:
    ran = run(HOMES, slug="nobody")

    assert ran.exit_code == 2 and 'no landlord "nobody"' in ran.output
