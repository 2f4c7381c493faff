"""An answer to a complaint is written beside what the timeline shows, kept, and made a letter."""

from typing import Any

import pytest
from journeys.places import faults_of
from playwright.sync_api import expect

FARIDA = "farida.noorzad@meadowbank.example"
TOM = "tom.ashdown-lyle@meadowbank.example"
DOGS = "Dogs left barking all day, and a call that never came"


def opened(site: Any) -> str:
    return f"/cases/{site.case(DOGS)}/complaints/c1/answer"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_answer_is_pulled_from_the_audit_written_and_made_a_letter(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, FARIDA, script=script, to=opened(site))
    main = page.locator("main")
    expect(main).to_contain_text("Nobody rang back")
    page.get_by_role("button", name="Pull in what the audit shows").click()
    expect(main).to_contain_text("The draft is kept.")
    picture(page, "answer-pulled")
    page.get_by_role("button", name="Make it a letter").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()

    for place in range(3):
        page.locator(f"main [name=p{place}_decision][value=upheld]").check()
        page.locator(f"[name=p{place}_reasons]").fill("This was not done, and should have been.")
        page.locator(f"[name=p{place}_remedy]").fill("Calls are returned the same day.")
    page.get_by_label("What went wrong?").fill("We did not ring you back.")
    page.get_by_label("What did it mean for them?").fill("You did not know what happens.")
    page.get_by_label("Our apology").fill("We are sorry.")
    page.get_by_label("What did we learn").fill("Calls to be returned are shared out each day.")
    row = page.get_by_role("group", name="Remedy 1", exact=True)
    row.get_by_label("What kind is it?").select_option(value="action")
    row.get_by_label("What will be done, or was done?").fill("Ring each Monday")
    row.get_by_label("Who sees to it?").select_option(label="Yvonne Tettehfio")
    row.get_by_label("By which day?").fill("27/4/2026")
    page.get_by_role("button", name="Make it a letter").click()

    page.wait_for_url("**/letters/**")
    expect(page.locator("main")).to_contain_text("Nobody rang back")
    picture(page, "answer-as-a-letter")


def test_the_page_of_an_answer_keeps_nobody_out(shared: Any, visit: Any) -> None:
    page = visit(shared, FARIDA, to=opened(shared))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Our answer at stage 1")
    assert faults_of(page) == []


def test_the_officer_complained_of_finds_no_answer(shared: Any, visit: Any) -> None:
    page = visit(shared, TOM)

    assert page.request.get(shared.address + opened(shared)).status in (403, 404)
