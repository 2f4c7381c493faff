"""A case with nine open promises goes to a new officer, and nothing of it is lost."""

from typing import Any

import pytest
from playwright.sync_api import expect

GARETH = "gareth.penhallow@meadowbank.example"
DANIEL = "daniel.okwuosa@meadowbank.example"
NINE = "Youths in the yard, and a boy who will not go out"
WHAT = ".pr-promises > li .pr-promise-line"


def promises(page: Any) -> set[str]:
    return set(page.locator(WHAT).all_inner_texts())


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_handover_with_nine_open_promises_loses_none(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    address = f"{site.address}/handover/{site.case(NINE)}/"
    leader = visit(site, GARETH, script=script, to=address.removeprefix(site.address))
    before = promises(leader)
    assert len(before) >= 9

    leader.get_by_role("button", name="Give the case to another officer").click()
    leader.get_by_label("Who takes the case?").select_option(label="Daniel Okwuosa")
    leader.get_by_label("Why, and what should they know?").fill("Marcia has left. Jamie first.")
    leader.get_by_role("button", name="Give the case").click()
    leader.wait_for_load_state()

    officer = visit(site, DANIEL, script=script)
    officer.get_by_role("link", name="Take on ").filter(has_text="MEA-").first.click()
    officer.wait_for_load_state()
    assert before <= promises(officer)
    picture(officer, "handover-to-accept")
    boxes = officer.get_by_role("checkbox", name="I take this on")
    waiting = boxes.count()
    assert waiting >= 9
    for place in range(waiting - 1):
        boxes.nth(place).check()
    officer.get_by_role("button", name="Take the ticked promises on").click()
    expect(officer.locator("main")).to_contain_text("1 promise waits")
    officer.get_by_role("link", name="Ask about it").first.click()
    officer.get_by_label("What do you need to know").fill("Which lamp is meant?")
    officer.get_by_role("button", name="Ask").click()

    all_taken = "Every promise of the handover was taken on or asked about."
    expect(officer.locator("main")).to_contain_text(all_taken)
    officer.wait_for_load_state()
    assert before <= promises(officer)
    leader.goto(address)
    assert before <= promises(leader)
    expect(leader.locator("main")).to_contain_text("Which lamp is meant?")
    picture(leader, "handover-accepted")
