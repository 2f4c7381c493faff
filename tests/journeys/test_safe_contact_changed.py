"""A resident says what is safe now: it is read back, saved, and holds on every page at once."""

from typing import Any

import pytest
from playwright.sync_api import expect

PRIYA = "priya.sundaresh@meadowbank.example"
NOISE = "Music at night from the flat above"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_way_that_became_unsafe_is_read_back_and_then_has_no_choice(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    person = site.person("Walter Embleton")
    page = visit(site, PRIYA, script=script, to=f"/people/{person}/contact")

    page.get_by_role("group", name="Calls").get_by_label("Not OK", exact=True).check()
    page.get_by_label("Whom did we ask?").fill("Himself, at the door")
    page.get_by_label("They told us, face to face").check()
    page.get_by_role("button", name="Read it back").click()
    page.get_by_role("heading", name="Read it back before you save").wait_for()
    expect(page.locator("main li").first).to_contain_text("alls")
    picture(page, "people-contact-read-back")
    page.get_by_role("button", name="Yes, save it").click()

    page.wait_for_url(f"**/people/{person}")
    page.goto(f"{site.address}/contact/{site.case(NOISE)}/log")
    expect(page.get_by_role("group", name="How?").get_by_label("Call")).to_have_count(0)
