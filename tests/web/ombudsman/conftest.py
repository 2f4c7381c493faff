"""A case that the Ombudsman asks about, for the tests of its bundles."""

from datetime import timedelta

import pytest


@pytest.fixture
def bundles(client, signed_in, landlord, make_case, now, clock_at, settings, tmp_path):
    from factories import made

    from tests.web.ombudsman.bundling import NAME, Bundles

    settings.FILES = tmp_path / "files"
    clock_at(now)
    case = make_case(
        person=made.make_person(landlord, "Hana Reed"),
        entries=[made.a_report(now - timedelta(days=3), text=f"{NAME} shouted at 2am.")],
    )
    found = Bundles(signed_in(client, "complaints handler"), case, landlord, now)
    found.asked("What was done about the noise")
    return found


@pytest.fixture
def reads_nothing(monkeypatch):
    """A machine without the program that reads drawn pages, which takes its time."""
    monkeypatch.setenv("PATH", "/nowhere")
