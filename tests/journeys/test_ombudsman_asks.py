"""The Ombudsman asks for papers: three questions, each somebody's by its day, and the bundle."""

import re
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from journeys.conftest import ORDINARY
from journeys.site import Site, run_in
from playwright.sync_api import expect

FARIDA = "farida.noorzad@meadowbank.example"
FURTHER = "A complaint about a visit that nobody came to"
QUESTIONS = ("The call log of March", "Each letter about the visit", "What was done after it")
MAKE = """
from putright.cli import application
application.start()
from django.conf import settings
from putright.gateways import clock
clock.use_file(settings.CLOCK_FILE)
from putright.casework.operations import bundling
from putright.stores.accounts import staffing
for landlord, _name, _sample in staffing.landlords():
    bundling.make_all(landlord=landlord, now=clock.now())
"""


def save(page: Any, word: str = "Save") -> None:
    page.locator("main").get_by_role("button", name=word, exact=True).click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def told(day: datetime) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def three_questions(page: Any, by: datetime) -> None:
    page.get_by_role("button", name="The Ombudsman asks").click()
    page.get_by_label("For information").check()
    page.get_by_label("What does it say, in short?").fill("It asks for the papers of the visit.")
    for row, what in enumerate(QUESTIONS, 1):
        if row > 1:
            page.get_by_text(f"Another thing ({row})").click()
        page.locator(f"[name=what_{row}]").fill(what)
        page.locator(f"[name=due_{row}]").fill(told(by))
    save(page)
    expect(page.locator("#waiting")).to_contain_text("3")


def stands_first(page: Any, site: Site, by: datetime) -> None:
    """The day it set stands above our own of that day, and on the list of all such cases."""
    page.goto(f"{site.address}/?most=200")
    rows = page.locator("[data-list] [data-row]")
    first = page.locator("[data-row]", has_text=QUESTIONS[0]).first
    expect(first).to_contain_text(f"{by.day} {by:%b %Y}")
    listed = rows.all_inner_texts()
    last = max(place for place, row in enumerate(listed) if any(q in row for q in QUESTIONS))
    ours = [row for row in listed[: last + 1] if not any(q in row for q in QUESTIONS)]
    assert not any(f"{by.day} {by:%b %Y}" in row for row in ours)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ombudsman").click()
    case = page.locator("[data-row]", has_text=FURTHER)
    expect(case).to_contain_text("Information asked for")
    expect(case).to_contain_text("10 days left")
    expect(case).to_contain_text("Tell the resident")


def given_away(page: Any) -> None:
    """One question goes to a colleague, who then stands beside it."""
    case = page.locator("[data-row]", has_text=FURTHER)
    case.get_by_role("link", name=re.compile(QUESTIONS[2])).click()
    page.get_by_role("radio", name="Gareth Penhallow").check()
    page.get_by_label("Why").fill("He was there.")
    save(page, "Hand them on")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ombudsman").click()
    owed = page.locator("[data-row]", has_text=FURTHER).locator("li", has_text=QUESTIONS[2])
    expect(owed).to_contain_text("Gareth Penhallow")


def answered(page: Any, address: str, question: str, left: int) -> None:
    page.goto(f"{address}answered/")
    page.get_by_role("checkbox", name=question).check()
    page.locator("main [name=words]").fill(f"Sent: {question}")
    page.get_by_label("The email as it was sent").check()
    mail = {"name": f"mail-{left}.txt", "mimeType": "text/plain", "buffer": question.encode()}
    page.locator("main [name=uploads]").set_input_files(mail)
    save(page)
    expect(page.locator("#waiting")).to_contain_text(str(left))


def bundled(page: Any, site: Site, address: str, into: Path) -> zipfile.ZipFile:
    page.goto(f"{address}bundles/")
    page.get_by_role("button", name="Make the evidence bundle").click()
    for number in range(len(QUESTIONS)):
        page.locator(f"[name=none_{number}]").fill("There is none: nobody wrote it down.")
    save(page, "Make the bundle")
    run_in(site.home, MAKE)
    page.goto(f"{address}bundles/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the bundle").click()
    coming.value.save_as(into)
    return zipfile.ZipFile(into)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_ombudsman_asks_three_things_and_each_is_answered_with_its_bundle(
    script: bool, site_at: Any, visit: Any, picture: Any, tmp_path: Path
) -> None:
    site, by = site_at(), ORDINARY + timedelta(days=10)
    address = f"{site.address}/cases/{site.case(FURTHER)}/ombudsman/"
    page = visit(site, FARIDA, script=script, to=address.removeprefix(site.address))
    three_questions(page, by)
    stands_first(page, site, by)
    picture(page, "ombudsman-cases")
    given_away(page)

    page.goto(f"{address}gaps/")
    expect(page.get_by_role("heading", name="What the file lacks")).to_be_visible()
    archive = bundled(page, site, address, tmp_path / "bundle.zip")
    assert "bundle.pdf" in archive.namelist() and archive.testzip() is None

    for left, question in enumerate(QUESTIONS):
        answered(page, address, question, len(QUESTIONS) - 1 - left)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ombudsman").click()
    waits = page.locator("section", has=page.locator("#waiting"))
    expect(waits).to_contain_text(FURTHER)
    expect(waits).to_contain_text("we wrote to the Ombudsman")
