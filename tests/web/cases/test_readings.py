"""The log of who looked at a case, for the auditor and for nobody else."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_auditor_sees_who_looked_and_that_this_look_is_written_too(
    signed_in: Any, case: Any, officer: Any, url: Any
) -> None:
    signed_in(Client(), "officer").get(url(case))
    auditor = signed_in(Client(), "auditor")

    page = auditor.get(url(case, "readings")).content.decode()

    assert officer.name in page
    assert "The auditor" in page
    assert "Who looked" in auditor.get(url(case)).content.decode()


def test_an_officer_does_not_see_who_looked(signed_in: Any, case: Any, url: Any) -> None:
    client = signed_in(Client(), "officer")

    assert client.get(url(case, "readings")).status_code == 403
    assert "Who looked" not in client.get(url(case)).content.decode()
