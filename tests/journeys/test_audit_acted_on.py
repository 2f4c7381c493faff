"""An officer sees a case as an outsider would, on two days, and begins to put it right."""

import json
import re
from typing import Any

import pytest
from journeys.site import Site
from playwright.sync_api import expect

INES = "ines@hexagon.example"
SEEDED = "select id from record_case where reference like 'hexagon-%'"
BEFORE, DECIDED = "2023-12-01", "2025-06-24"


def failings(page: Any) -> int:
    found = re.search(r"(\d+) failings? shown", page.locator("main").inner_text())
    return int(found[1]) if found else 0


def on_day(page: Any, day: str, *, only_shown: bool = False) -> int:
    """The audit as of another day, asked for on the page itself."""
    form = page.locator("details", has_text="Audit another day")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    page.get_by_label("As of the end of which day?").fill(day)
    page.get_by_label("Leave out what we say and nothing shows").set_checked(only_shown)
    page.get_by_role("button", name="Audit", exact=True).click()
    page.wait_for_url(f"**on={day}**")
    expect(page.locator("main")).to_contain_text("This is a suggestion from rules and records")
    return failings(page)


def owed_from_gap(page: Any, site: Site, address: str) -> None:
    page.get_by_role("button", name="Put gaps on the worklist").click()
    page.locator("main [name=gaps]").first.check()
    page.get_by_label("By which day?").fill("28/4/2026")
    page.locator("main").get_by_role("button", name="Put them on the worklist").click()
    expect(page.locator("main")).to_contain_text("Put right:")
    page.goto(f"{site.address}/?most=200")
    expect(page.locator("[data-row]", has_text="Put right:").first).to_contain_text("28 Apr 2026")
    page.goto(address)


def saved(page: Any) -> dict[str, Any]:
    """The audit as data; whoever signed in some time ago is asked for the password again."""
    link = page.get_by_role("link", name="As data (JSON)").get_attribute("href") or ""
    with page.expect_download() as coming:
        page.get_by_role("link", name="As data (JSON)").click()
    told: dict[str, Any] = json.loads(coming.value.path().read_text(encoding="utf-8"))
    assert link.endswith(f"on={told['as_of']}")
    return told


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_audit_of_two_days_leads_to_gaps_on_the_worklist_and_an_apology(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    address = f"{site.address}/cases/{site.ask(SEEDED)[0]}/audit/"
    page = visit(site, INES, script=script, to=address.removeprefix(site.address))
    main = page.locator("main")

    early, at_the_end = on_day(page, BEFORE), on_day(page, DECIDED)
    assert 0 < early < at_the_end
    picture(page, "audit-of-a-day")
    told = saved(page)
    assert told["verdict"].startswith(f"{at_the_end} failings shown")
    assert any(pack.startswith("good-practice") for pack in told["packs"])
    without = on_day(page, DECIDED, only_shown=True)
    assert without != at_the_end
    expect(main).to_contain_text("What we say and nothing shows is left out.")
    page.get_by_role("link", name=re.compile("^Records")).click()
    expect(page.locator("h2", has_text="Records")).to_be_in_viewport()

    page.goto(address)
    owed_from_gap(page, site, address)
    page.get_by_role("button", name="Begin an apology").click()
    page.get_by_role("radio").first.check()
    for box in page.locator("main [name=gaps]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Begin the letter").click()
    page.wait_for_url("**/letters/**")
    expect(main).to_contain_text("What we did wrong")
