"""P13: what does not show an agreement, ways that are not safe, and what was being written."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from factories.made import as_actor

from putright.casework.actions import drafts
from putright.casework.live import load

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
LINE = {
    "l0_what": "Fit a second lock", "l0_who": "us", "l0_due": "20/4/2026",
    "review_on": "10/5/2026",
}  # fmt: skip


def url(case: "Case", name: str = "page") -> str:
    return reverse(f"plan:{name}", kwargs={"case_id": case.id})


def fields(page: str) -> dict[str, str]:
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def send(client: "Client", case: "Case", name: str, **told: Any) -> Any:
    page = client.get(url(case, name)).content.decode()
    return client.post(url(case, name), fields(page) | {"on": "14/4/2026", "at": "9am"} | told)


@pytest.mark.parametrize(
    ("how", "record", "fault"),
    [
        ("phone", "signed", "Choose what fits the way"),
        ("signature", "note", "Choose what fits the way"),
        ("phone", "call log", "The line or the message: fill this in, or add the file"),
        ("portal", "message", "The line or the message: fill this in, or add the file"),
        ("signature", "signed", "Files: add the signed plan, or a photo of it"),
        ("visit", "signed", "Files: add the signed plan, or a photo of it"),
    ],
)
def test_an_agreement_needs_the_record_of_its_own_way(
    officers: "Client", case: "Case", how: str, record: str, fault: str
) -> None:
    send(officers, case, "write", **LINE, keep="yes")
    page = send(officers, case, "agree", how=how, whom="resident", record=record).content.decode()

    assert fault in page
    assert len(load(case).kept) == 1


def test_a_plan_is_not_read_out_by_phone_to_somebody_who_must_not_be_rung(
    officers: "Client", barred: "Case"
) -> None:
    send(officers, barred, "write", **LINE, keep="yes")
    told = {"how": "portal", "whom": "resident", "record": "message", "words": "Yes"}
    send(officers, barred, "agree", **told)
    page = officers.get(url(barred, "send")).content.decode()

    assert not re.search(r'name="channel" type="radio" value="phone"', page)
    assert "he answers her phone" in page
    assert send(officers, barred, "send", channel="phone", whom="resident").status_code == 200
    assert len(load(barred).kept) == 2


def test_what_was_being_written_when_the_browser_crashed_comes_back(
    officers: "Client", officer: Any, case: "Case", now: datetime
) -> None:
    place = f"plan-write:{case.id}"
    told = {"l0_what": ["Mend the gate before the winter"], "rows": ["5"]}
    drafts.keep(actor=as_actor(officer), place=place, fields=told, now=now, case=case.id)

    page = officers.get(url(case, "write")).content.decode()

    assert 'value="Mend the gate before the winter"' in page


def test_a_form_about_a_plan_that_is_not_there_leads_to_what_comes_first(
    officers: "Client", case: "Case"
) -> None:
    for name, first in (("agree", "write"), ("send", "page"), ("review", "page"), ("done", "page")):
        assert officers.get(url(case, name))["Location"] == url(case, first)
