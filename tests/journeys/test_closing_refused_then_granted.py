"""Closing is refused by the page and by a bare POST with four gaps; settled, it is granted."""

import re
from datetime import timedelta
from typing import Any

from journeys.conftest import ORDINARY
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
GARETH = "gareth.penhallow@meadowbank.example"
CLOSED = "Fires on the towpath behind the bungalows"
TOLD = "A moped went up and down the towpath until midnight."
GAPS = (
    "Cannot close: no look at the risk since the last incident.",
    "Cannot close: no action plan.",
    "Cannot close: nobody has heard what the resident thinks.",
    "Cannot close: no word of the ASB Case Review.",
)


def told_again(page: Any, site: Any, picture: Any) -> str:
    """A new report after a closing: the old case leads to a new one, joined with it."""
    old = site.case(CLOSED)
    page.goto(f"{site.address}/cases/{old}/closing/")
    expect(page.locator("main")).to_contain_text("This case closed on")
    picture(page, "closing-closed")
    page.goto(f"{site.address}/cases/{old}/incident/")
    page.get_by_role("heading", name="This case is closed").wait_for()
    picture(page, "closing-told-again")
    page.get_by_role("button", name="Take a new report").click()
    expect(page.get_by_label(re.compile("Fires on the towpath"))).to_be_checked()
    page.get_by_label("What happened? Their own words").fill(TOLD)
    page.get_by_role("button", name="Save the report").click()
    page.get_by_role("heading", name="Before you ring off").wait_for()
    page.get_by_role("button", name="Open the case").click()
    expect(page.locator("main")).to_contain_text("After")
    return str(page.url.split("/cases/")[1].split("/")[0])


def log_a_call(page: Any, site: Any, case: str) -> None:
    page.goto(f"{site.address}/contact/{case}/log")
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill("He is well. It was one evening.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="What is now promised").wait_for()


def go(page: Any, site: Any, case: str) -> Any:
    """The page of closing, and what is on it."""
    page.goto(f"{site.address}/cases/{case}/closing/")
    page.get_by_role("heading", name="Closing the case", level=1).wait_for()
    return page.locator("main")


def settle(page: Any, gap: str) -> None:
    """Go to the page that settles a gap."""
    row = page.locator("#checklist ~ ul > li").filter(has_text=gap)
    row.get_by_role("link", name="Settle it").click()


def bare_post(page: Any, site: Any, case: str, step: str, **told: str) -> Any:
    """A POST that no form of ours sent, with everything that it asks for."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    address = f"{site.address}/cases/{case}/closing/{step}/"
    form = {"csrfmiddlewaretoken": token, **told}
    return page.request.post(address, form=form, headers={"Referer": site.address + "/"})


def written(page: Any, site: Any, case: str) -> str:
    """All that stands in the timeline of the case."""
    return str(page.request.get(f"{site.address}/cases/{case}/timeline/").text().count("entry-"))


def assess(page: Any) -> None:
    page.get_by_role("heading", name="Risk questions", level=1).wait_for()
    groups = page.get_by_role("group", name=re.compile(r"^\d+\."))
    for place in range(groups.count()):
        groups.nth(place).get_by_role("radio").first.check()
    page.get_by_role("radio", name="Phone").check()
    page.get_by_role("button", name="Finish and see the level").click()
    page.get_by_role("heading", name="How high it is").wait_for()


def plan(page: Any) -> None:
    page.get_by_role("heading", name="Write the plan", level=1).wait_for()
    page.get_by_label("What does the resident want?").fill("To sleep with the window open.")
    row = page.get_by_role("group", name="Line 1", exact=True)
    row.get_by_label("What will be done?").fill("Put the barrier back")
    row.get_by_label("Who does it?").select_option(value="us")
    row.get_by_label("By which day?").fill("21/4/2026")
    page.get_by_label("By which day do you go through it").fill("12/5/2026")
    page.get_by_role("button", name="Keep it and agree it").click()
    page.get_by_role("heading", name="Agree the plan", level=1).wait_for()
    page.get_by_label("By phone").check()
    page.get_by_label("A line of the call log, or a recording of the call").check()
    page.get_by_label("The line of the log").fill("15 Apr 10:12, 9 minutes")
    page.get_by_role("button", name="They agreed to this plan").click()
    page.get_by_role("heading", name="Plan", level=1, exact=True).wait_for()


def carry_out(page: Any, site: Any, case: str) -> None:
    page.goto(f"{site.address}/cases/{case}/plan/done")
    page.get_by_label("Put the barrier back").check()
    page.get_by_label("What was done?").fill("The barrier is back and locked.")
    page.get_by_label("My note of what was done").check()
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("heading", name="Plan", level=1, exact=True).wait_for()


def tell_of_the_review(page: Any) -> None:
    page.get_by_role("heading", name="The ASB Case Review", level=1).wait_for()
    page.get_by_role("button", name="Tell them of it").click()
    page.get_by_label("What was said?").fill("He can ask the council for it. He would rather fish.")
    page.get_by_label("How were they told?").select_option(label="Phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="The ASB Case Review", level=1).wait_for()


def hear(page: Any) -> None:
    page.get_by_role("heading", name="What the resident says about closing").wait_for()
    page.get_by_label("They agree").check()
    page.get_by_label("In their words").fill("Close it, son. They have not been back.")
    page.get_by_label("How were they asked?").select_option(label="Phone")
    page.get_by_role("button", name="Save what they said").click()
    page.get_by_role("heading", name="Closing the case", level=1).wait_for()


def ask(page: Any, picture: Any) -> None:
    page.get_by_role("button", name="Ask to close the case").click()
    page.get_by_label("It has stopped, or is put right").check()
    page.get_by_label("The reasons, as the resident will read them").fill(
        "The barrier is back, and no moped was heard since."
    )
    picture(page, "closing-ask")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.locator("main")).to_contain_text("somebody else decides")


def refused(page: Any, site: Any, case: str, picture: Any) -> None:
    """Four gaps: the page offers no closing, and no bare POST makes one."""
    main = go(page, site, case)
    expect(main).to_contain_text("4 things are missing.")
    for gap in GAPS:
        expect(main).to_contain_text(gap)
    expect(main.get_by_role("button", name="Ask to close the case")).to_have_count(0)
    picture(page, "closing-four-gaps")
    before = written(page, site, case)
    for step in ("ask", "decide", "letter", "close"):
        told = {"ground": "resolved", "reasons": "All done.", "decision": "grant", "reason": "Yes."}
        answer = bare_post(page, site, case, step, **told)
        assert answer.status == 403, step
    said = bare_post(page, site, case, "ask", ground="resolved", reasons="All done.").text()
    assert "nobody has heard what the resident thinks" in said
    assert written(page, site, case) == before


def settled(page: Any, site: Any, case: str, picture: Any) -> None:
    """Each gap on the page that settles it."""
    settle(page, "the risk")
    assess(page)
    go(page, site, case)
    settle(page, "no action plan")
    plan(page)
    expect(go(page, site, case)).to_contain_text("Put the barrier back, due")
    carry_out(page, site, case)
    go(page, site, case)
    settle(page, "ASB Case Review")
    tell_of_the_review(page)
    picture(page, "closing-review")
    expect(go(page, site, case)).to_contain_text("1 thing is missing.")
    settle(page, "nobody has heard")
    hear(page)
    expect(page.locator("main")).to_contain_text("Nothing is missing")
    picture(page, "closing-nothing-missing")


def agree(page: Any, picture: Any) -> None:
    page.get_by_role("button", name="Decide on the closing").click()
    expect(page.locator("main")).to_contain_text("They have not been back.")
    page.get_by_label("The case may close").check()
    page.get_by_label("Why?").fill("Every line is shown.")
    picture(page, "closing-decide")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("main")).to_contain_text("Every line is shown.")


def write_the_letter(page: Any, picture: Any) -> None:
    page.get_by_role("button", name="Look at the letter").click()
    letter = page.locator(".pr-letter")
    for words in ("no moped was heard since", "We agreed a plan with you", "ASB Case Review"):
        expect(letter).to_contain_text(words)
    expect(letter).not_to_contain_text("We visited you")
    page.get_by_label("Words of your own").fill("Good luck with the fish.")
    page.get_by_role("button", name="Show the letter with my words").click()
    expect(page.locator(".pr-letter")).to_contain_text("Good luck with the fish.")
    page.get_by_label("By post").check()
    picture(page, "closing-letter")
    page.get_by_role("button", name="Keep the letter as it went out").click()


def test_closing_is_refused_with_four_gaps_and_granted_when_they_are_settled(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, DANIEL)
    case = told_again(page, site, picture)
    log_a_call(page, site, case)
    site.set_clock(ORDINARY + timedelta(days=1))

    refused(page, site, case, picture)
    settled(page, site, case, picture)
    ask(page, picture)
    agree(visit(site, GARETH, to=f"/cases/{case}/closing/"), picture)
    go(page, site, case)
    write_the_letter(page, picture)
    page.get_by_role("button", name="Close the case").click()
    page.get_by_role("heading", name="Close the case", level=1).wait_for()
    page.get_by_role("button", name="Close the case").click()

    expect(page.locator("main")).to_contain_text("This case closed on 15 April 2026.")
    picture(page, "closing-granted")
