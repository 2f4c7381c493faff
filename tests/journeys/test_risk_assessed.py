"""From the promise on My work through the risk questions to the level and what follows from it."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

YVONNE = "yvonne.tettehfio@meadowbank.example"
PRIYA = "priya.sundaresh@meadowbank.example"
DO_IT = re.compile("Do it here.*Go through the risk questions")
ANSWERS = (
    "Every week", "Yes", "At you or your home", "Yes", "Yes",
    "A knife or another weapon was used or shown", "Somewhat: sleep, worry, days off",
    "One or two people", "One person", "No, only here", "Very", "No",
)  # fmt: skip


def answer_all(page: Any, **instead: str) -> None:
    """Answer each question; ``q6`` and the like say another answer."""
    for number, told in enumerate(ANSWERS, start=1):
        words = instead.get(f"q{number}", told)
        group = page.get_by_role("group", name=re.compile(f"^{number}\\."))
        group.get_by_role("radio", name=words, exact=True).check()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_promise_leads_to_the_questions_and_a_weapon_to_high_risk(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    page = visit(site_at(), PRIYA, script=script, width=375)

    page.get_by_role("link", name=DO_IT).first.click()
    page.get_by_role("heading", name="Risk questions", level=1).wait_for()
    assert page.locator("main input:checked").count() == 0
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


def test_lower_level_is_asked_for_and_a_leader_answers_from_my_work(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, PRIYA)
    page.get_by_role("link", name=DO_IT).first.click()
    page.get_by_role("heading", name="Risk questions", level=1).wait_for()
    answer_all(page, q6="Nothing of this")
    page.get_by_role("radio", name="Phone").check()
    page.get_by_role("button", name="Finish and see the level").click()
    page.get_by_role("button", name="Set another level").click()
    page.get_by_role("radio", name="Standard").check()
    page.get_by_label("Why?").fill("He moved out yesterday; the keys are here.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("You asked for it yourself")
    expect(page.locator(".pr-identity")).not_to_contain_text("Standard risk")

    leader = visit(site, YVONNE)
    leader.get_by_role("link", name=re.compile("Do it here.*set lower")).first.click()
    leader.get_by_role("heading", name="May the risk be set lower?").wait_for()
    expect(leader.locator("main")).to_contain_text("the keys are here")
    picture(leader, "risk-agree")
    leader.get_by_role("radio", name="Yes, it may be lower").check()
    leader.get_by_label("Why?", exact=True).fill("Seen the keys.")
    leader.get_by_role("button", name="Save your answer").click()
    expect(leader.locator(".pr-identity")).to_contain_text("Standard risk")
    picture(leader, "risk-lowered")
