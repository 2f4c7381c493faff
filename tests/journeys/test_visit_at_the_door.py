"""A visit on a phone: today's list, the door, nobody in, leaving; and the other party's door."""

import re
from pathlib import Path
from typing import Any

import pytest
from journeys.site import LONDON
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
GARETH = "gareth.penhallow@meadowbank.example"
NINE = "Youths in the yard, and a boy who will not go out"
PATH = "The side path at Cobblers Rise"
PHONE = 375
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\0" * 200
HERS = ("Rosa", "Mateus", "33 Cobblers", "wheelchair", "Beth", "Ijeoma", "side path")


def arrange(page: Any, site: Any, case: str, hour: str) -> None:
    page.goto(f"{site.address}/cases/{case}/visit/arrange/")
    page.get_by_label("Which day?").fill("14/4/2026")
    page.get_by_label("What time?").fill(hour)
    page.get_by_label("What is it for").fill("She asked to be seen.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name=re.compile("^Visit to")).wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_visit_goes_from_todays_list_to_what_was_promised(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    page = visit(site, DANIEL, width=PHONE, script=script)
    arrange(page, site, site.case(NINE), "11am")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Visits").click()
    expect(page.get_by_role("heading", name="Visits today: 1")).to_be_visible()
    picture(page, "visits-of-today")
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".pr-where")).to_contain_text("2 Barge Walk")
    expect(page.locator("main")).to_contain_text("is a child: speak through the adult")
    picture(page, "visit-at-the-door")
    page.get_by_role("button", name="Arrived").click()
    page.get_by_label("Half an hour").check()
    page.get_by_role("button", name="I am here").click()
    expect(page.locator("main")).to_contain_text("Meant to be out by 11:00am")

    page.get_by_role("button", name="Left").click()
    page.get_by_label("What was said and done?").fill(
        "Theresa is calmer. Jamie showed me the yard."
    )
    page.get_by_label("How are they?").fill("Sleeping again")
    page.get_by_text("Send a form").click()
    chip = page.locator("details").filter(has_text="Send a form")
    chip.get_by_label("By which day?").fill("16/4/2026")
    page.get_by_role("button", name="Save, I have left").click()

    page.get_by_role("heading", name="What is now promised").wait_for()
    expect(page.locator("main")).to_contain_text("Send a form")
    page.goto(f"{site.address}/visits/")
    expect(page.locator("main")).to_contain_text("Done today")
    expect(page.get_by_role("heading", name="Out now")).to_have_count(0)


def test_card_through_the_door_proves_the_try(
    site_at: Any, visit: Any, picture: Any, tmp_path: Path
) -> None:
    site = site_at()
    card = tmp_path / "card.jpg"
    card.write_bytes(JPEG)
    page = visit(site, DANIEL, width=PHONE, to=f"/cases/{site.case(NINE)}/visit/")

    page.get_by_role("button", name="No answer").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("take it, or say there is none")
    page.get_by_label("The photo of the card").set_input_files(card)
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("heading", name="What is now promised").wait_for()
    page.goto(f"{site.address}/cases/{site.case(NINE)}/timeline/")
    first = page.locator(".pr-entry").first
    expect(first).to_contain_text("who was not in")
    expect(first).to_contain_text("Record attached")
    expect(first).to_contain_text("card.jpg")


def test_whoever_does_not_come_out_is_seen_by_the_leader(
    site_at: Any, visit: Any, picture: Any
) -> None:
    from datetime import datetime

    site = site_at()
    page = visit(site, DANIEL, width=PHONE, to=f"/cases/{site.case(NINE)}/visit/arrived/")
    page.get_by_label("Half an hour").check()
    page.get_by_role("button", name="I am here").click()
    page.get_by_text("You arrived").wait_for()
    site.set_clock(datetime(2026, 4, 14, 11, 15, tzinfo=LONDON))

    leader = visit(site, GARETH, to="/visits/")
    expect(leader.locator("main")).to_contain_text("Daniel Okwuosa")
    expect(leader.locator("main")).to_contain_text("Not out yet")
    picture(leader, "visits-not-out-yet")
    leader.get_by_role("link", name="Open this visit").click()
    leader.get_by_role("link", name="They are out and safe").click()
    leader.get_by_label("How do you know that they are safe?").fill("I spoke with him, in his car.")
    leader.get_by_role("button", name="Save", exact=True).click()

    expect(leader.locator("main")).to_contain_text("Saved.")
    expect(leader.locator("main")).not_to_contain_text("Nobody said")


def test_other_partys_door_shows_nothing_of_who_spoke(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(PATH)
    reference = site.ask("select reference from record_case where title = ?", PATH)[0]
    page = visit(site, DANIEL, width=PHONE, to=f"/cases/{case}/visit/")
    page.get_by_role("link", name="Gavin Thrupp").click()
    page.get_by_role("heading", name="Visit to Gavin Thrupp").wait_for()
    picture(page, "visit-other-party")
    seen = [page.content()]
    for name in ("arrived", "no-answer", "note", "photo", "left", "arrange"):
        page.goto(f"{site.address}/cases/{case}/visit/{name}/?side=other")
        page.wait_for_load_state()
        seen.append(page.content())

    page.goto(f"{site.address}/cases/{case}/visit/left/?side=other")
    page.get_by_label("Yes").check()
    page.get_by_label("What was said, by you and by them?").fill("He will think about it.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Saved.")
    seen.append(page.content())

    assert [word for text in seen for word in (*HERS, reference, PATH) if word in text] == []
    page.goto(f"{site.address}/cases/{case}/timeline/")
    expect(page.locator(".pr-entry").first).to_contain_text("Put the allegations")
