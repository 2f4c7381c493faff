"""Somebody rings: the report is taken while they speak, and they are told what happens by when."""

from datetime import datetime
from typing import Any

import pytest
from journeys.keys import Keys
from journeys.site import LONDON
from playwright.sync_api import expect

JODIE = "jodie.harkness@meadowbank.example"
HEARD = "The music began again at eleven and went on until three. He knocked; they laughed at him."
KEYS_A_SECOND = 5
LONGEST = 120
BEFORE_GOOD_FRIDAY = datetime(2026, 4, 2, 16, 50, tzinfo=LONDON)
SPOKEN = (
    "What happened?", "Was there any of this?", "When was it?", "Which home is it about?",
    "Who did it", "because of who they are", "Which number is safe", "Safe ways",
)  # fmt: skip


def test_report_is_taken_by_phone_in_under_two_minutes_by_keyboard_alone(
    site_at: Any, visit: Any, picture: Any
) -> None:
    page = visit(site_at(), JODIE, to="/reports/new")
    keys = Keys(page)

    assert "What happened?" in keys.at()
    keys.type(HEARD)
    keys.reach("Who is calling?", back=True)
    keys.type("Walter Emb")
    page.get_by_role("radio", name="Walter Embleton").wait_for()
    keys.reach("Is it one of these?")
    keys.press("Space")
    assert "Walter Embleton" in keys.at()
    for asked in SPOKEN:
        keys.reach(asked)
        if asked == "Was there any of this?":
            keys.reach("Noise")
            keys.press("Space")
        if asked == "When was it?":
            keys.type("yesterday")
        if asked == "because of who they are":
            keys.press("ArrowDown")
    keys.press("Control+Enter")

    page.get_by_role("heading", name="Before you ring off").wait_for()
    expect(page.get_by_text("by the end of").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Say this")
    assert keys.count / KEYS_A_SECOND < LONGEST, f"{keys.count} key presses"
    assert len(keys.stops) <= 40, keys.stops
    picture(page, "report-saved")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_hate_report_at_ten_to_five_before_good_friday_shows_both_due_moments(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    page = visit(site_at(BEFORE_GOOD_FRIDAY), JODIE, to="/reports/new", script=script)

    page.get_by_label("Who is calling?").fill("Hana Quill")
    page.get_by_label("What happened?").fill("He shouted at our gate that we should go back.")
    page.get_by_role("group", name="because of who they are").get_by_label("Yes").check()
    page.get_by_label("What makes them feel so?").fill("He said go back where you came from")
    page.get_by_role("button", name="Save the report").click()

    page.get_by_role("heading", name="Before you ring off").wait_for()
    page.wait_for_load_state()
    told = page.locator("main").inner_text()
    assert "We will ring you by 4:50pm on Fri 3 Apr 2026." in told
    assert "how safe you are, by the end of Wed 8 Apr 2026." in told
    if script:
        picture(page, "report-of-hate-before-good-friday")
