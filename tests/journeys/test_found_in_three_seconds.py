"""Somebody on the phone is found by keyboard, or by the plain page where no script runs."""

from typing import Any

from journeys.keys import Keys
from playwright.sync_api import expect

PRIYA = "priya.sundaresh@meadowbank.example"
PAGE = "main .pr-rows a"


def test_person_is_found_from_anywhere_by_keyboard(shared: Any, visit: Any, picture: Any) -> None:
    page = visit(shared, PRIYA)
    keys = Keys(page)

    keys.press("Control+k")
    keys.type("walter")
    page.locator("#command-results a[href^='/people/']").first.wait_for()
    picture(page, "command-bar")
    keys.press("ArrowDown")
    assert "Walter Embleton" in keys.at()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Enter")

    page.get_by_role("heading", name="Walter Embleton").first.wait_for()
    assert keys.count < 3 * 5, "more than three seconds of pressing keys"


def test_command_bar_opens_on_the_cases_looked_at_last_and_closes_by_escape(
    site_at: Any, visit: Any
) -> None:
    site = site_at()
    case = site.case("Music at night from the flat above")
    page = visit(site, PRIYA, to=f"/cases/{case}/")

    page.keyboard.press("Control+k")

    page.locator(f"#command-results a[href='/cases/{case}/']").wait_for()
    page.keyboard.press("Escape")
    page.locator("#command").wait_for(state="hidden")


def test_what_is_not_found_becomes_a_report_with_the_words_carried_over(
    shared: Any, visit: Any
) -> None:
    page = visit(shared, PRIYA)

    page.keyboard.press("Control+k")
    page.keyboard.type("Hana Quill")
    page.locator("#command-results").get_by_role("button", name="New report for").click()

    page.get_by_role("heading", name="New report").wait_for()
    expect(page.get_by_label("Who is calling?")).to_have_value("Hana Quill")


def test_person_is_found_without_script(shared: Any, visit: Any) -> None:
    page = visit(shared, PRIYA, script=False)

    page.get_by_role("search").get_by_label("Find a person, home or case").fill("Lapwing")
    page.get_by_role("button", name="Find").click()
    page.locator(PAGE).filter(has_text="Walter Embleton").first.click()

    expect(page.locator("h1")).to_contain_text("Walter Embleton")
