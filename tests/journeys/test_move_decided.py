"""Somebody asks to move: the right form, a decision by another person, a second look."""

from datetime import timedelta
from typing import Any

import pytest
from journeys.conftest import ORDINARY
from journeys.places import faults_of
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
GARETH = "gareth.penhallow@meadowbank.example"
DOOR = "Knocking and whispering at the door"
ASKED = "We do not sleep. We want to go where nobody knows us."
AREAS = "Near the school\nNot the Weir End"
REASONS = "The police act against the youths now, and the works make the door safe this week."
FOUND = ("The risk was looked at on Monday.", "The police have a statement.", "The works are new.")
DECIDE = "Decide on the move"


def ask(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Take a request to move").click()
    page.get_by_label("Why do they want to move, in their words?").fill(ASKED)
    page.get_by_label("Which areas do they wish for").fill(AREAS)
    page.get_by_label("Management move").check()
    page.get_by_role("button", name="Save the request").click()
    expect(page.locator("blockquote")).to_contain_text(ASKED)


def fill_decision(page: Any) -> None:
    for place, why in enumerate(FOUND):
        page.locator(f"input[name=answer_{place}][value='not met']").check()
        page.locator(f"textarea[name=why_{place}]").fill(why)
    page.get_by_label("Refuse").check()
    page.locator("textarea[name=reasons]").fill(REASONS)
    page.get_by_label("What else will we do?").fill("We fit a second lock")
    page.get_by_label("By which day?").fill("20/4/2026")
    page.locator("input[name=how]").first.check()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_move_is_decided_by_another_person_in_writing(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(DOOR)
    address = f"{site.address}/cases/{case}/moves/"
    officer = visit(site, DANIEL, script=script)
    leader = visit(site, GARETH, script=script)

    ask(officer, address)
    expect(officer.locator("main")).to_contain_text("Not the Weir End")
    expect(officer.locator("main")).to_contain_text("Decide on a request to move")
    expect(officer.locator("main")).to_contain_text("You are the officer of this case")
    assert officer.get_by_role("button", name=DECIDE).count() == 0
    picture(officer, "moves-page-asked")
    refused = officer.request.get(f"{address}decide/")
    assert refused.status == 403

    officer.goto(f"{address}form/?route=management-move")
    expect(officer.locator("main")).to_contain_text("never the resident's")
    assert officer.get_by_role("radio").count() == 1
    officer.get_by_role("button", name="Save that it went").click()
    expect(officer.locator("main")).to_contain_text("Sent a form")

    leader.goto(address)
    leader.get_by_role("button", name=DECIDE).click()
    fill_decision(leader)
    picture(leader, "moves-decide-filled")
    leader.get_by_role("button", name="Look at the letter").click()
    letter = leader.locator(".pr-letter")
    expect(letter).to_contain_text("No. We do not agree to this: Management move.")
    expect(letter).to_contain_text("You can ask us to look at it again.")
    if script:
        assert faults_of(leader) == []
    picture(leader, "moves-letter-checked")
    leader.get_by_role("button", name="Save the decision").click()
    expect(leader.locator("#story ~ ol")).to_contain_text("Decided on the move")
    expect(leader.locator("main")).to_contain_text("The police have a statement.")
    expect(leader.locator("main")).to_contain_text("Our answer to your request.txt")


def test_new_incident_after_a_refusal_makes_somebody_look_again(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(DOOR)
    address = f"{site.address}/cases/{case}/moves/"
    officer, leader = visit(site, DANIEL), visit(site, GARETH)
    ask(officer, address)
    leader.goto(f"{address}decide/")
    fill_decision(leader)
    leader.get_by_role("button", name="Look at the letter").click()
    leader.get_by_role("button", name="Save the decision").click()
    leader.locator("#story").wait_for()

    site.set_clock(ORDINARY + timedelta(days=1))
    officer.goto(f"{site.address}/cases/{case}/incident/")
    officer.get_by_label("What happened, in their words?").fill("A stone went through the window.")
    officer.get_by_role("button", name="Save the incident").click()
    officer.locator(".pr-timeline").first.wait_for()
    leader.goto(address)

    expect(leader.locator("main")).to_contain_text("Something new was reported since")
    expect(leader.locator("main")).to_contain_text("look at the decision again within five")
    assert faults_of(leader) == []
    picture(leader, "moves-page-look-again")
    leader.get_by_role("button", name="Look at the decision again").click()
    leader.get_by_role("heading", name="Look at the decision again").wait_for()
    assert faults_of(leader) == []
    leader.get_by_role("button", name="Look at the letter").click()
    leader.locator(".govuk-error-summary").wait_for()
    assert faults_of(leader) == []
