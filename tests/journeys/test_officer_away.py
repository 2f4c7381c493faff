"""An officer is away: the work is somebody else's at once, is done, and is there on the return."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

YVONNE = "yvonne.tettehfio@meadowbank.example"
PRIYA = "priya.sundaresh@meadowbank.example"
DANIEL = "daniel.okwuosa@meadowbank.example"
HATE = "Shouting about where they come from, and paint on the door"
TOLD = "Rang Nasrin and listened. The paint comes off today; I come on Thursday at half past six."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_officer_is_marked_away_and_the_cover_acts(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(HATE)
    leader = visit(site, YVONNE, script=script, to="/board/")

    leader.get_by_role("link", name=re.compile("Set absence ?: Priya")).click()
    leader.get_by_label("First day away").fill("14/4/2026")
    leader.get_by_role("button", name="Save absence and cover").click()
    expect(leader).to_have_title(re.compile("^Error:"))
    said = leader.locator(".govuk-error-summary")
    expect(said).to_contain_text("Nobody can be away without cover")
    leader.get_by_label("Who covers?").select_option(label="Daniel Okwuosa")
    leader.get_by_role("button", name="Save absence and cover").click()
    row = leader.get_by_role("row").filter(has_text="Priya Sundaresh").first
    expect(row).to_contain_text("Daniel Okwuosa acts")
    picture(leader, "board-officer-away")

    cover = visit(site, DANIEL, script=script)
    hers = cover.locator("section", has=cover.get_by_role("heading", name="Covering for Priya"))
    expect(hers).to_contain_text("Asked by Yvonne Tettehfio")
    picture(cover, "my-work-covering")
    owed = hers.locator("[data-row]").filter(has_text=HATE).first
    owed.get_by_role("link", name="Do it here").click()
    cover.get_by_label("Spoke").check()
    cover.get_by_label("What was said or done?").fill(TOLD)
    cover.get_by_role("button", name="Save", exact=True).click()
    cover.get_by_role("heading", name="What it kept").wait_for()
    expect(cover.locator("main")).to_contain_text("Met")

    leader.goto(f"{site.address}/board/")
    row.get_by_role("button", name="Back today").click()
    officer = visit(site, PRIYA, script=script, to=f"/cases/{case}/timeline/")
    entry = officer.locator(".pr-entry").filter(has_text=TOLD)
    expect(entry).to_contain_text("Daniel Okwuosa")
