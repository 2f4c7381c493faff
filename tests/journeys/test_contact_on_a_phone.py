"""An officer logs a contact on a phone, standing at the door, in a few taps."""

from typing import Any

import pytest
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
TRIED_TWICE = "Threats over a parking space"
WRITING_ONLY = "Knocking and whispering at the door"
NINE = "Youths in the yard, and a boy who will not go out"
PHONE = 375
TALKED = "Theresa: quieter this week. Jamie walked to the gate."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_contact_is_logged_in_twenty_seconds(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    address = f"/contact/{site.case(NINE)}/log"
    page = visit(site, DANIEL, width=PHONE, script=script, to=address)

    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill(TALKED)
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("heading", name="What is now promised").wait_for()
    expect(page.locator("main")).to_contain_text("Saved: Reached the person")
    picture(page, "contact-saved-from-a-phone")


def test_talk_that_nothing_shows_leaves_the_promise_overdue_and_says_why(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(TRIED_TWICE)
    page = visit(site, DANIEL, width=PHONE, to=f"/contact/{case}/log")

    page.get_by_label("Spoke").check()
    page.get_by_label("There is no record").check()
    page.get_by_label("Why is there no record?").fill("Met him in the street, without my phone")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("heading", name="What is now promised").wait_for()
    expect(page.locator("main")).to_contain_text("Saved as said, with no record.")
    page.goto(f"{site.address}/cases/{case}/promises/")
    first = page.locator(".pr-promise").filter(has_text="Speak with whoever reports").first
    expect(first).to_contain_text("Overdue")
    expect(first).to_contain_text("said to be done, no record")
    picture(page, "cases-promises-said-to-be-done")


def test_third_try_without_an_answer_offers_another_way(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, DANIEL, width=PHONE, to=f"/contact/{site.case(TRIED_TWICE)}/log")

    page.get_by_label("No answer").check()
    page.get_by_label("A line of the call log").check()
    page.get_by_label("The line of the call log").last.fill("14 Apr 10:12, rang 40 seconds")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Which way next?")
    picture(page, "error-contact-third-try")
    page.get_by_role("group", name="Which way next?").get_by_label("Visit").check()
    page.get_by_label("By which day?").first.fill("15/4/2026")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("heading", name="What is now promised").wait_for()
    page.wait_for_load_state()
    told = page.locator("main").inner_text()
    assert "visit, after three tries without an answer" in told.lower()


def test_way_that_frightens_her_has_no_choice_only_its_reason(
    shared: Any, visit: Any, picture: Any
) -> None:
    case = shared.case(WRITING_ONLY)
    page = visit(shared, DANIEL, width=PHONE, to=f"/contact/{case}/log")

    ways = page.get_by_role("group", name="How?")
    expect(ways.get_by_label("Call")).to_have_count(0)
    expect(ways.get_by_label("Email")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("calls frighten her")
    expect(page.get_by_role("radio", name="No answer")).to_have_count(0)
    picture(page, "contact-in-writing-only")
