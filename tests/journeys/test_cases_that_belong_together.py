"""Two neighbours told of one evening: an officer is shown why, joins them, and takes it back."""

from typing import Any

import pytest
from journeys.places import faults_of
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
TOWPATH = "A man shouting along the towpath"
PARKING = "Threats over a parking space"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_officer_joins_the_case_of_a_neighbour_and_takes_it_back(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    told, neighbours = (
        site.ask(f"select reference from record_case where title = '{title}'")[0]
        for title in (TOWPATH, PARKING)
    )
    page = visit(site, DANIEL, script=script, to=f"/cases/{site.case(TOWPATH)}/related/")
    main = page.locator("main")
    expect(main).to_contain_text("This case came after it was closed.")
    expect(main).to_contain_text("both told of the same kind of incident at the same time")
    assert not script or faults_of(page) == []

    page.get_by_role("button", name=f"Join {neighbours}").click()
    expect(main).to_contain_text("Joined by Daniel Okwuosa")
    said = f"{told} and {neighbours} tell of the same incident."
    expect(page.get_by_role("img", name=said)).to_be_visible()
    picture(page, "related-cases")
    assert not script or faults_of(page) == []

    page.goto(f"{site.address}/cases/{site.case(PARKING)}/timeline/")
    expect(main).not_to_contain_text(told)
    page.goto(f"{site.address}/cases/{site.case(PARKING)}/related/")
    page.get_by_role("link", name="They do not belong").filter(has_text=told).click()
    expect(page.get_by_label("Why do they not belong together?")).to_be_visible()
    assert not script or faults_of(page) == []
    page.get_by_label("Why do they not belong together?").fill("Two different evenings.")
    page.get_by_role("button", name="Take it back").click()
    expect(main).to_contain_text("They are not joined any more.")
