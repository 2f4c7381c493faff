"""A plan is written with the resident on the phone, agreed, sent, and gone through weeks later."""

from datetime import timedelta
from typing import Any

import pytest
from journeys.conftest import ORDINARY
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
NO_PLAN = "Threats over a parking space"
WRITING_ONLY = "Knocking and whispering at the door"


def line(page: Any, number: int, what: str, who: str, due: str) -> None:
    """Fill in one row of the form."""
    row = page.get_by_role("group", name=f"Line {number}", exact=True)
    row.get_by_label("What will be done?").fill(what)
    row.get_by_label("Who does it?").select_option(value=who)
    row.get_by_label("By which day?").fill(due)


def write_it(page: Any) -> None:
    """Three lines, one of them the police's, and what is wanted and cannot be."""
    page.get_by_role("button", name="Write the plan").click()
    page.get_by_role("heading", name="Write the plan", level=1).wait_for()
    page.get_by_label("What does the resident want?").fill("To park and not be shouted at.")
    line(page, 1, "Mark the bay", "us", "30/4/2026")
    line(page, 2, "Walk past on Friday evenings", "police", "24/4/2026")
    line(page, 3, "Speak with the neighbour", "us", "21/4/2026")
    page.get_by_label("What can we not do, and why?").fill("We cannot tow cars: it is no road.")


def agree_by_phone(page: Any, picture: Any) -> None:
    page.get_by_role("button", name="Keep it and agree it").click()
    page.get_by_role("heading", name="Agree the plan", level=1).wait_for()
    expect(page.locator("main")).to_contain_text("Silence is no agreement.")
    picture(page, "plan-to-agree")
    page.get_by_label("By phone").check()
    page.get_by_label("A line of the call log, or a recording of the call").check()
    page.get_by_label("The line of the log").fill("14 Apr 10:12, 9 minutes")
    page.get_by_role("button", name="They agreed to this plan").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_plan_is_agreed_by_phone_sent_and_gone_through(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    address = f"/cases/{site.case(NO_PLAN)}/plan/"
    page = visit(site, DANIEL, script=script, to=address)
    expect(page.locator("main")).to_contain_text("There is no plan yet.")
    write_it(page)
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.locator("main")).to_contain_text("A draft is no plan")
    expect(page.locator("main")).to_contain_text("Say by which day you go through it together")
    picture(page, "plan-draft")

    page.get_by_role("button", name="Go on with the draft").click()
    page.get_by_label("By which day do you go through it").fill("12/5/2026")
    agree_by_phone(page, picture)
    expect(page.locator("main")).to_contain_text("Agreed and not yet sent in writing")

    page.get_by_role("button", name="Send the plan").click()
    expect(page.locator(".pr-letter")).to_contain_text("Mark the bay, by Thu 30 Apr 2026.")
    picture(page, "plan-to-send")
    page.get_by_label("By post").check()
    page.get_by_role("button", name="It was sent like this").click()
    expect(page.locator("main")).to_contain_text("Agreed with the resident and sent in writing.")
    picture(page, "plan-agreed-and-sent")

    site.set_clock(ORDINARY + timedelta(days=14))
    page.goto(site.address + address)
    expect(page.get_by_role("row", name="Speak with the neighbour")).to_contain_text("Overdue")
    review(page, picture)
    expect(page.get_by_role("row", name="Mark the bay")).to_contain_text("Met")
    expect(page.get_by_role("row", name="Walk past")).to_contain_text("Withdrawn")
    expect(page.get_by_role("row", name="Speak with the neighbour")).to_contain_text("Overdue")
    picture(page, "plan-gone-through")


def review(page: Any, picture: Any) -> None:
    """One line is done, one given up, one gets another day: its first day still counts."""
    page.get_by_role("button", name="Go through it again").click()
    page.get_by_role("heading", name="Go through the plan again", level=1).wait_for()
    page.get_by_label("By phone").check()
    page.get_by_label("What did they say, and what was done since?").fill("The bay is marked.")
    page.locator("#id_r0_became-2").check()
    page.locator("#id_r0_words").fill("Painted on Monday")
    page.locator("#id_r1_became-4").check()
    page.locator("#id_r1_words").fill("They have nobody to send")
    page.locator("#id_r2_became-3").check()
    page.locator("#id_r2_due").fill("8/5/2026")
    page.get_by_label("By which day do you go through it again?").fill("26/5/2026")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator("main")).to_contain_text("Given up: Walk past on Friday evenings")
    picture(page, "plan-changes-listed")
    page.get_by_role("button", name="Save the review").click()
    page.get_by_role("heading", name="Plan", level=1, exact=True).wait_for()


def test_nothing_new_is_sent_by_the_way_she_can_use(site_at: Any, visit: Any, picture: Any) -> None:
    site = site_at()
    address = f"/cases/{site.case(WRITING_ONLY)}/updates/"
    page = visit(site, DANIEL, to=address)
    expect(page.locator("main")).to_contain_text("Next update: by")
    picture(page, "updates")

    page.get_by_role("button", name="There is nothing new: say so").click()
    sends = page.get_by_role("group", name="How is it sent?")
    expect(sends.get_by_label("By phone")).to_have_count(0)
    page.get_by_label("What are we waiting for").fill("the camera's pictures")
    page.get_by_label("Until when do we wait?").fill("21/4/2026")
    page.get_by_label("By which day do they hear from us again").fill("24/4/2026")
    sends.get_by_label("By email").check()
    page.get_by_role("button", name="Show the message").click()
    expect(page.locator(".pr-letter")).to_contain_text("the camera's pictures")
    picture(page, "updates-nothing-new")
    page.get_by_role("button", name="It was sent like this").click()
    page.get_by_role("heading", name="Updates", level=1, exact=True).wait_for()

    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text("email")
    expect(first).to_contain_text("Yes")
