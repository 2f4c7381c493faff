"""What came in lands with a person and gets its case; nothing that it holds runs or fetches."""

import re
from typing import Any

import pytest
from journeys.site import run_in
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
GARETH = "gareth.penhallow@meadowbank.example"
HOSTILE = """
from putright.cli import application
application.start()
from factories.incoming import make_item
from putright.stores.accounts.models import Landlord, Team
landlord = Landlord.objects.get(slug="meadowbank")
make_item(
    landlord, Team.objects.filter(landlord=landlord).first(), subject="<b>Read me</b>",
    text="<script>fetch('http://evil.example/')</script><img src='http://evil.example/pixel.png'>"
    "<iframe src='http://evil.example'></iframe><a hx-get='http://evil.example' hx-trigger='load'>",
    sender_name="<img src=x onerror=alert(1)>",
)
"""
ASKED = "Who comes this week?"


def test_what_came_in_gets_its_case_from_a_person_without_script(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, DANIEL, script=False, to="/triage/")
    row = page.locator("li[data-row]").filter(has_text="The yard again last night")
    expect(row).to_contain_text("It may be: Theresa Gallowhill")
    expect(page.locator("li[data-row]").filter(has_text="third time this month")).to_contain_text(
        "It waits for Gareth Penhallow"
    )
    expect(page.locator("li[data-row]").filter(has_text="stairwell light")).to_contain_text(
        "It waits for Priya Sundaresh. They act for Tom Ashdown-Lyle, who is away."
    )
    row.get_by_role("link", name=re.compile("Look at it here")).click()
    expect(page.locator("#preview")).to_contain_text("Reaching them")
    picture(page, "triage-preview")

    page.locator("#preview").get_by_role("button", name="Open it").click()
    picture(page, "triage-item")
    page.get_by_role("link", name=re.compile("Put it into this case")).first.click()
    page.get_by_role("radio", name="Theresa Gallowhill").check()
    page.get_by_label("What do they ask for?").fill(ASKED)
    page.get_by_role("button", name="Put it into this case").click()
    expect(page.get_by_text("It stands in the case")).to_be_visible()

    ended = page.locator("section", has=page.get_by_role("heading", name="Ended last"))
    ended.get_by_role("link", name="The yard again last night").click()
    page.locator(".pr-notice-good").get_by_role("link").click()
    page.get_by_role("link", name="Timeline").first.click()
    expect(page.locator(".pr-entry").filter(has_text="They were in the yard")).to_have_count(1)


def test_hostile_mail_runs_nothing_and_fetches_nothing(site_at: Any, visit: Any) -> None:
    site = site_at()
    run_in(site.home, HOSTILE)
    page = visit(site, GARETH, to="/triage/")
    page.on("dialog", lambda dialog: pytest.fail("it opened a dialog"))

    page.get_by_role("link", name=re.compile("Look at it here ?: <b>Read me")).click()
    expect(page.locator("#preview .pr-incoming")).to_contain_text("<script>fetch(")
    page.locator("#preview").get_by_role("button", name="Open it").click()
    page.get_by_role("heading", name="<b>Read me</b>").wait_for()
    page.wait_for_load_state("networkidle")

    expect(page.locator("main :is(img, iframe, script, [hx-get])")).to_have_count(0)
