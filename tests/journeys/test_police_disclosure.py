"""What the police hold: promised by phone, asked of the wrong team, bounced, asked of the right
one, chased, received, told; at each step the list, the case and the agencies' page say so."""

from datetime import datetime
from typing import Any

import pytest
from journeys.site import LONDON
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
CASE = "Threats over a parking space"
ASK = "Ask the police what they hold"
PROMISED = "Promised to the resident and not sent"
NORTH = "Aldermere North neighbourhood policing team"
SOUTH = "Aldermere South neighbourhood policing team"
DAYS = {
    "promised": datetime(2026, 4, 14, 10, 30, tzinfo=LONDON),
    "came back": datetime(2026, 4, 15, 9, 30, tzinfo=LONDON),
    "not chased": datetime(2026, 4, 23, 9, 0, tzinfo=LONDON),
    "answered": datetime(2026, 4, 27, 15, 0, tzinfo=LONDON),
    "told": datetime(2026, 4, 28, 10, 0, tzinfo=LONDON),
}


class Officer:
    """Daniel at work: his list (P3), the case (P8), and its page of agencies (P15)."""

    def __init__(self, site: Any, page: Any, picture: Any) -> None:
        self.site, self.page, self.picture = site, page, picture
        self.case = site.case(CASE)

    def on(self, day: str) -> None:
        self.site.set_clock(DAYS[day])

    def go(self, path: str) -> Any:
        self.page.goto(self.site.address + path)
        return self.page.locator("main")

    def agencies(self) -> Any:
        return self.go(f"/cases/{self.case}/agencies/")

    def sees(self, words: str, *, name: str) -> None:
        """The list and the case both say so."""
        expect(self.go("/")).to_contain_text(words)
        self.picture(self.page, f"work-list-{name}")
        expect(self.go(f"/cases/{self.case}/")).to_contain_text(words)
        self.picture(self.page, f"cases-page-{name}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_police_disclosure_goes_astray_and_is_brought_home(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    officer = Officer(site, visit(site, DANIEL, script=script), picture)

    promised_by_phone(officer)
    asked_of_the_wrong_team(officer)
    came_back_and_sent_on(officer)
    chased(officer)
    answered_and_told(officer)


def promised_by_phone(officer: Officer) -> None:
    page = officer.page
    officer.go(f"/contact/{officer.case}/log")
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill("I will ask the police what they hold.")
    page.get_by_text("Ask the police", exact=True).click()
    chip = page.locator("details").filter(has_text="Ask the police")
    chip.get_by_label("Promised").check()
    chip.get_by_label("By which day?").fill("16/4/2026")
    chip.get_by_label("In your words").fill(ASK)
    officer.press("Save")
    page.get_by_role("heading", name="What is now promised").wait_for()

    officer.sees(ASK, name="promised-to-ask-the-police")
    told = officer.agencies()
    expect(told.get_by_role("heading", name=PROMISED)).to_be_visible()
    expect(told).to_contain_text(f"The police team that covers this home: {SOUTH}")
    officer.picture(page, "agencies-page-promised-not-sent")


def asked_of_the_wrong_team(officer: Officer) -> None:
    page = officer.page
    officer.follow("Ask now")
    officer.follow("Police disclosure")
    page.get_by_role("radio", name=f"{NORTH}: does NOT cover this home").check()
    officer.press("Show me the letter")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Why this desk?")
    officer.picture(page, "error-agencies-ask-wrong-team")
    page.get_by_label("Why this desk, and how").fill("Their sergeant rang me about it last year")
    officer.press("Show me the letter")
    expect(page.locator("main")).to_contain_text(f"{NORTH} does not cover this home")
    expect(page.locator(".pr-letter")).to_contain_text("Section 115")
    expect(page.locator(".pr-letter")).not_to_contain_text("sergeant")
    officer.picture(page, "agencies-ask-the-letter")
    page.get_by_role("radio", name="Email").check()
    officer.press("Save: it went")

    told = page.locator("main")
    expect(told).to_contain_text("Waiting for 0 working days")
    expect(told.get_by_role("heading", name=PROMISED)).to_be_visible()
    officer.picture(page, "agencies-page-wrong-team-asked")
    officer.sees(ASK, name="police-asked-of-the-wrong-team")


def came_back_and_sent_on(officer: Officer) -> None:
    page = officer.page
    officer.on("came back")
    officer.agencies()
    officer.follow("It came back, or is not their team's")
    page.get_by_role("radio", name="It bounced").check()
    page.get_by_label("What does it say?").fill("No such mailbox.")
    officer.press("Save, and choose the right desk")

    expect(page.get_by_role("radio", name=f"{SOUTH}: covers this home")).to_be_checked()
    officer.picture(page, "agencies-ask-the-next-team")
    officer.sees("Send a request that came back", name="police-request-came-back")
    expect(officer.agencies()).to_contain_text("send it to the right desk now")
    officer.picture(page, "agencies-page-came-back")
    expect(officer.go("/agencies/")).to_contain_text("On 15 April 2026 a message")
    officer.agencies()
    officer.follow("Send it to the right desk")
    officer.press("Show me the letter")
    expect(page.locator(".pr-letter")).to_contain_text("which came back to us")
    page.get_by_role("checkbox", name=ASK).check()
    officer.press("Save: it went")

    told = page.locator("main")
    expect(told).to_contain_text("Waiting for 0 working days")
    expect(told.get_by_role("heading", name=PROMISED)).to_have_count(0)
    expect(told).to_contain_text("Came back after 1 working day, then sent on")
    officer.picture(page, "agencies-page-sent-on")


def chased(officer: Officer) -> None:
    page = officer.page
    officer.on("not chased")
    officer.sees("Chase the police", name="police-not-chased")
    expect(officer.agencies().locator(".pr-ladder").first).to_contain_text("was due")
    officer.picture(page, "agencies-page-chase-overdue")
    officer.follow("Chase")
    expect(page.locator(".pr-letter")).to_contain_text("We have not had an answer")
    officer.press("Save: it went")
    expect(page.locator(".pr-ladder").first).to_contain_text("Chased on Thu 23 Apr 2026")
    officer.picture(page, "agencies-page-chased")


def answered_and_told(officer: Officer) -> None:
    page = officer.page
    officer.on("answered")
    officer.agencies()
    officer.follow("Log their answer")
    page.get_by_role("radio", name="Yes, or they refuse to").check()
    page.get_by_label("What did they say?").fill("Two visits, words of advice, no charge.")
    officer.press("Save the answer")
    expect(page.locator("main")).to_contain_text("Answered after 8 working days")
    officer.picture(page, "agencies-page-answered")

    officer.on("told")
    officer.sees("Tell the resident what an agency answered", name="police-answer-to-tell")
    officer.agencies()
    officer.follow("Tell the resident")
    page.get_by_role("radio").first.check()
    page.get_by_label("What did you tell them?").fill("The police went round twice.")
    officer.picture(page, "agencies-tell")
    officer.press("Save: they were told")
    told = page.locator("main")
    expect(told).to_contain_text("No agency owes an answer in this case.")
    expect(told.locator(".pr-ladder").first).to_contain_text("Resident told")
    officer.picture(page, "agencies-page-told")
    expect(officer.go(f"/cases/{officer.case}/")).not_to_contain_text("what an agency answered, as")
