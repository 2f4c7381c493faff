"""An officer notes that somebody is unhappy: it is asked about, answered, and asked again."""

from datetime import datetime
from typing import Any

import pytest
from journeys.places import faults_of
from journeys.site import LONDON
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
LEADER = "gareth.penhallow@meadowbank.example"
NINE = "Youths in the yard, and a boy who will not go out"
NOTE = "Spoke with her. She is not happy with us: nobody has rung her back for three weeks."
WEDNESDAY = datetime(2026, 4, 15, 10, 30, tzinfo=LONDON)


def heading(page: Any, words: str) -> None:
    expect(page.get_by_role("heading", name=words, level=1)).to_be_visible()


def whole(page: Any, wrong: dict[str, list[str]]) -> None:
    """Nothing on the page that is open keeps anybody out."""
    if found := faults_of(page):
        wrong[page.url] = found


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_unhappiness_is_asked_about_and_the_answer_is_kept(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site, wrong = site_at(), {}
    case = site.case(NINE)
    page = visit(site, DANIEL, script=script, to=f"/contact/{case}/log")
    look = whole if script else lambda page, wrong: None
    page.get_by_label("Spoke", exact=False).first.check()
    page.get_by_label("What was said or done?").fill(NOTE)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Answer: is this a complaint?").wait_for()
    look(page, wrong)

    page.goto(f"{site.address}/cases/{case}/")
    look(page, wrong)
    picture(page, "recognising-card")
    page.get_by_role("button", name="Answer: is this a complaint?").click()
    heading(page, "Is this a complaint?")
    expect(page.locator("blockquote strong").first).to_be_visible()
    look(page, wrong)
    picture(page, "recognising-ask")
    for link in ("No, because …", "We have not asked them yet"):
        page.get_by_role("link", name=link).click()
        page.get_by_role("link", name="Go back without saving").wait_for()
        look(page, wrong)
        page.go_back()
        heading(page, "Is this a complaint?")
    page.get_by_role("link", name="They said not now").click()
    heading(page, "They said not now")
    look(page, wrong)
    page.get_by_label("What did they say, in their words?").fill("Not before my exams.")
    page.get_by_role("button", name="Save their answer").click()
    expect(page.locator("main")).to_contain_text("Not before my exams.")

    site.set_clock(WEDNESDAY)
    page.goto(f"{site.address}/contact/{case}/log")
    page.get_by_label("They contacted us", exact=False).first.check()
    page.get_by_label("What was said or done?").fill("Asked which day the caretaker comes.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Not before my exams.")
    assert wrong == {}


def test_a_request_is_kept_apart_and_looked_at_again(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site, wrong = site_at(), {}
    page = visit(site, DANIEL, to=f"/cases/{site.case(NINE)}/requests/new/")
    whole(page, wrong)
    page.get_by_label("What do they ask for, in their words?").fill("A light over the yard door.")
    page.get_by_label("Since when do they ask?").fill("2/3/2026")
    page.get_by_role("button", name="Save the request").click()
    expect(page.locator("main")).to_contain_text("A light over the yard door.")
    whole(page, wrong)
    picture(page, "recognising-case")
    page.get_by_role("link", name="It is put right").click()
    heading(page, "What they asked for is put right")
    whole(page, wrong)

    page = visit(site, LEADER, to="/requests/")
    heading(page, "Requests for service")
    expect(page.locator("main")).to_contain_text("A light over the yard door.")
    whole(page, wrong)
    picture(page, "recognising-requests")
    page.get_by_role("link", name="Look at it again").first.click()
    page.get_by_label("What did you see?").fill("The lamp is on order.")
    page.get_by_role("button", name="Save what you saw").click()
    expect(page.locator("main")).to_contain_text("The lamp is on order.")
    assert wrong == {}
