"""From the promise on My work through the risk questions to the level and what follows from it."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

PRIYA = "priya.sundaresh@meadowbank.example"
DO_IT = re.compile("Do it here.*Go through the risk questions")
ANSWERS = (
    "Every week", "Yes", "At you or your home", "Yes", "Yes",
    "A knife or another weapon was used or shown", "Somewhat: sleep, worry, days off",
    "One or two people", "One person", "No, only here", "Very", "No",
)  # fmt: skip


def answer_all(page: Any) -> None:
    for number, words in enumerate(ANSWERS, start=1):
        group = page.get_by_role("group", name=re.compile(f"^{number}\\."))
        group.get_by_role("radio", name=words, exact=True).check()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_promise_leads_to_the_questions_and_a_weapon_to_high_risk(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    page = visit(site_at(), PRIYA, script=script, width=375)

    page.get_by_role("link", name=DO_IT).first.click()
    page.get_by_role("heading", name="Risk questions", level=1).wait_for()
    assert page.locator("main input:checked").count() == 1
    answer_all(page)
    page.get_by_label("What they said to question 6").fill("He had a kitchen knife in his sleeve.")
    page.get_by_role("radio", name="Phone").check()
    picture(page, "risk-questions")
    page.get_by_role("button", name="Finish and see the level").click()

    expect(page.get_by_role("heading", name="How high it is")).to_be_visible()
    expect(page.locator(".pr-identity")).to_contain_text("High risk")
    main = page.locator("main")
    expect(main).to_contain_text("A knife or another weapon was used or shown")
    expect(main).to_contain_text("He had a kitchen knife in his sleeve.")
    expect(main).to_contain_text("Look again by")
    picture(page, "risk-assessed")
    page.get_by_role("link", name="Promises").first.click()
    page.get_by_text("Kept, kept late or excused").click()
    expect(page.locator(".pr-quiet-list")).to_contain_text("Go through the risk questions")
