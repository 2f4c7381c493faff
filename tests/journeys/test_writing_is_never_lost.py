"""Somebody writes, and whatever happens meanwhile the words are still there, once."""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
GARETH = "gareth.penhallow@meadowbank.example"
NINE = "Youths in the yard, and a boy who will not go out"
MINE = "Rang Theresa: he walked to the gate by himself."
THEIRS = "The lamp in the yard was mended this morning."
DRAFTS_EVERY = timedelta(seconds=11)
WARNED = "You will be signed out soon."


def writing(visit: Any, site: Any, who: str = DANIEL, **told: Any) -> Any:
    page = visit(site, who, to=f"/contact/{site.case(NINE)}/log", **told)
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill(MINE)
    return page


def entries(page: Any, site: Any) -> int:
    page.goto(f"{site.address}/cases/{site.case(NINE)}/timeline/")
    count: int = page.locator(".pr-entry").filter(has_text=MINE).count()
    return count


def test_what_a_colleague_added_meanwhile_is_shown_first_and_mine_is_kept(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = writing(visit, site)
    other = visit(site, GARETH, to=f"/cases/{site.case(NINE)}/note/")
    other.locator("main textarea").first.fill(THEIRS)
    other.locator("main").get_by_role("button", name="Save").first.click()
    other.wait_for_url(lambda url: "/note/" not in url)

    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("heading", name="Somebody added to this case").wait_for()
    expect(page.locator("main")).to_contain_text(THEIRS)
    expect(page.get_by_label("What was said or done?")).to_have_value(MINE)
    picture(page, "contact-somebody-added-meanwhile")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="What is now promised").wait_for()
    assert entries(page, site) == 1


def test_double_click_makes_one_entry(site_at: Any, visit: Any) -> None:
    site = site_at()
    page = writing(visit, site)

    page.get_by_role("button", name="Save", exact=True).dblclick()

    page.get_by_role("heading", name="What is now promised").wait_for()
    assert entries(page, site) == 1


def kept(page: Any) -> None:
    """Let the time pass after which what was typed is kept."""
    with page.expect_response("**/drafts/keep**"):
        page.clock.run_for(DRAFTS_EVERY.seconds * 1000)
    page.locator(".pr-status").filter(has_text="Draft saved at").wait_for()


def test_draft_survives_a_closed_browser(site_at: Any, visit: Any) -> None:
    site = site_at()
    page = visit(site, DANIEL)
    page.clock.install()
    page.goto(f"{site.address}/contact/{site.case(NINE)}/log")
    page.get_by_label("What was said or done?").fill(MINE)
    kept(page)
    page.context.close()

    again = visit(site, DANIEL, to=f"/contact/{site.case(NINE)}/log")

    again.locator(".pr-notice").filter(has_text="This is what you were writing before.").wait_for()
    expect(again.get_by_label("What was said or done?")).to_have_value(MINE)


def test_end_of_a_sign_in_is_said_before_and_keeps_the_draft(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, DANIEL)
    page.clock.install()
    page.goto(f"{site.address}/contact/{site.case(NINE)}/log")
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill(MINE)
    kept(page)
    seconds = int(page.locator("body").get_attribute("data-session") or 0)
    page.clock.run_for((seconds - 299) * 1000)
    page.locator("#timeout").filter(has_text=WARNED).wait_for()

    page.context.clear_cookies(name=re.compile("session"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Sign in").wait_for()
    back = visit(site, DANIEL, to=f"/contact/{site.case(NINE)}/log")

    expect(back.get_by_label("What was said or done?")).to_have_value(MINE)
