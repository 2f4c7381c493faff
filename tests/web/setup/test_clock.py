"""A clock set by hand gives "now" to every page, says so, and is refused in production."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from factories.made import make_landlord

from putright.gateways import clock
from putright.gateways.clock import LONDON

AT = datetime(2031, 4, 10, 16, 50, tzinfo=LONDON)


@pytest.fixture
def landlord(database: None) -> Any:
    return make_landlord(is_sample=True)


@pytest.mark.django_db
def test_a_set_clock_gives_now_to_a_page_and_a_banner_says_so(
    client: Client, signed_in: Callable[..., Client], clock_at: Any
) -> None:
    clock_at(AT)

    page = signed_in(client, "administrator").get("/set-up/bank-holidays").content.decode()

    assert "The clock stands still at 4:50pm on Thu 10 Apr 2031." in page
    assert "Fri 11 Apr 2031" in page and "Good Friday" in page


@pytest.mark.django_db
def test_a_running_clock_goes_on_from_the_moment_given(
    client: Client, signed_in: Callable[..., Client], clock_at: Any, settings: Any
) -> None:
    clock_at(AT)
    clock.write_time(settings.CLOCK_FILE, at=AT, runs=True)

    page = signed_in(client, "administrator").get("/set-up/").content.decode()

    assert timedelta(0) <= clock.now() - AT < timedelta(minutes=5)
    assert "The clock was set by hand and runs" in page


def test_the_application_reads_the_clock_file_from_its_start(tmp_path: Path) -> None:
    assert started(tmp_path, clock_is_set=True).stdout.strip() == AT.isoformat()


def test_production_neither_reads_a_clock_nor_starts_while_there_is_one(tmp_path: Path) -> None:
    asked = started(tmp_path, clock_is_set=True, PUTRIGHT_PRODUCTION="1")
    refused = started(tmp_path, clock_is_set=True, serve=True, PUTRIGHT_PRODUCTION="1")

    assert asked.returncode == 0 and not asked.stdout.startswith("2031")
    assert refused.returncode != 0 and "A clock was set by hand" in refused.stderr


def started(
    home: Path, *, clock_is_set: bool, serve: bool = False, **told: str
) -> subprocess.CompletedProcess[str]:
    """What a process of the application takes for now; with ``serve``, whether it would serve."""
    if clock_is_set:
        clock.write_time(home / "clock.json", at=AT, runs=False)
    lines = [
        "import django; django.setup()",
        "from putright.config.checks import refuse_unsafe_start",
        "refuse_unsafe_start()" if serve else "",
        "from putright.gateways import clock; print(clock.now().isoformat())",
    ]
    given = {
        "PUTRIGHT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "putright.config.settings",
        "PATH": os.environ["PATH"], "PUTRIGHT_HOSTS": "putright.example", **told,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        capture_output=True, text=True, check=False, env=given, cwd=Path(__file__).parents[3],
    )  # fmt: skip
