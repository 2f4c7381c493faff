"""An officer goes from a fresh report to the other party heard, tools weighed, a letter that says
nothing of who spoke."""

from typing import Any

from playwright.sync_api import expect

OFFICER = "priya.sundaresh@meadowbank.example"
TITLE = "Shouting about where they come from, and paint on the door"
HER = "Nasrin Qaderpour"


def tools_of(page: Any, site: Any, case: str, name: str = "") -> None:
    page.goto(f"{site.address}/cases/{case}/tools/{name}")


def saved(page: Any) -> None:
    expect(page.locator(".pr-notice-good").first).to_contain_text("Saved.")


def weigh(page: Any) -> None:
    """With a reason that is none first."""
    page.get_by_role("button", name="Weigh the tools").click()
    page.locator("#id_outcome_injunction").select_option(label="Not used, because")
    page.get_by_label("Why? Civil injunction").fill("No police action.")
    page.get_by_role("button", name="Save what was weighed").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("civil standard")
    page.get_by_label("Why? Civil injunction").fill("One report so far; a warning comes first.")
    page.get_by_role("button", name="Save what was weighed").click()
    saved(page)


def talk(page: Any, site: Any, case: str) -> None:
    tools_of(page, site, case, "talk/")
    page.get_by_label("I put to them what was reported").check()
    page.get_by_label("What was said?").fill("He says that he was asleep.")
    page.get_by_role("button", name="Save the talk").click()
    saved(page)


def test_toolkit_is_weighed_and_a_letter_leaves_out_the_source(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(TITLE)
    page = visit(site, OFFICER)

    tools_of(page, site, case)
    expect(page.locator("h1")).to_have_text("Other party and tools")
    expect(page.locator(".pr-promise").filter(has_text="Weigh the tools")).to_have_count(1)
    mediation = page.locator(".pr-tool").filter(has_text="Mediation")
    expect(mediation).to_contain_text("Ask the resident first")

    weigh(page)
    expect(page.locator(".pr-promise").filter(has_text="Weigh the tools")).to_have_count(0)
    picture(page, "toolkit-weighed")

    talk(page, site, case)
    tools_of(page, site, case, "letter/?kind=warning")
    page.get_by_label("What does the tenancy agreement say?").fill("4.2 Be no nuisance to others.")
    page.get_by_label("What do we ask, or offer?").fill("Speak civilly to everybody.")
    page.get_by_label("Until when does it hold").fill("14 July 2026")
    page.get_by_label("Anything else, in your own words").fill(f"{HER} is afraid.")
    page.get_by_role("button", name="Show the letter").click()
    expect(page.locator("mark").first).to_contain_text(HER.split()[0])
    expect(page.get_by_role("button", name="Keep the letter as it goes")).to_have_count(0)
    picture(page, "letter-that-tells")

    page.get_by_label("Anything else, in your own words").fill("")
    page.get_by_role("button", name="Show the letter").click()
    expect(page.locator(".pr-letter")).to_contain_text("This is a warning.")
    page.get_by_label("By post").check()
    page.get_by_label("Who could this only be from?").fill("Anybody on the stairs.")
    page.get_by_label("I have read the letter as they will").check()
    page.get_by_role("button", name="Keep the letter as it goes").click()
    saved(page)
    warning = page.locator(".pr-tool").filter(has_text="Written warning")
    expect(warning).to_contain_text("Done")
    expect(page.get_by_role("heading", name="To look at again")).to_be_visible()
