"""A resident asks for a bolt: the order alone ends nothing, and both accounts of its end stay."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from journeys.site import LONDON
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
NINE = "Youths in the yard, and a boy who will not go out"
BOLT = "A bolt at the top of the front door, he kicked it in."
MONDAY = datetime(2026, 4, 20, 9, 0, tzinfo=LONDON)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\0" * 200


def photo(folder: Path) -> Path:
    path = folder / "bolt.jpg"
    path.write_bytes(JPEG)
    return path


def save(page: Any, word: str = "Save") -> None:
    page.get_by_role("button", name=word, exact=True).click()
    page.get_by_role("heading", name="Works and costs").wait_for()
    page.wait_for_load_state()


def asked_and_ordered(page: Any) -> None:
    page.get_by_role("button", name="Somebody asks for works").click()
    expect(page.locator("main")).to_contain_text("must be ordered by the end of Wed 15 Apr 2026")
    page.get_by_label("What do they ask for, in their words?").fill(BOLT)
    page.get_by_label("Yes").check()
    save(page)
    page.get_by_role("link", name="Raise the order").click()
    page.get_by_label("The order's reference").fill("R-20417")
    page.get_by_label("Which day did the repairs team name?").fill("24/4/2026")
    save(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_bolt_is_late_until_it_is_fitted_and_both_accounts_stand(
    script: bool, site_at: Any, visit: Any, picture: Any, tmp_path: Path
) -> None:
    site = site_at()
    address = f"/cases/{site.case(NINE)}/works/"
    page = visit(site, DANIEL, script=script, to=address)
    asked_and_ordered(page)
    main = page.locator("main")
    expect(main).to_contain_text("Fri 17 Apr 2026")
    expect(main).to_contain_text("(after the target)")
    expect(page.get_by_role("heading", name="Still to be done: 1")).to_be_visible()
    picture(page, "works-ordered")

    site.set_clock(MONDAY)
    page.goto(site.address + address)
    expect(page.locator(".pr-promise-overdue")).to_contain_text("1 working day late")
    page.get_by_role("link", name="Nobody was let in").click()
    page.get_by_label("What happened at the door?").fill("Rang twice and left a card.")
    page.get_by_label("I saw it myself").check()
    page.get_by_label("A photo of the card that was left").check()
    page.get_by_label("Photo or file").set_input_files(photo(tmp_path))
    save(page)
    expect(page.locator(".pr-promise-overdue")).to_have_count(1)
    picture(page, "works-overdue")

    page.get_by_role("link", name="It is done").click()
    page.get_by_label("What was done?").fill("Two bolts fitted, top and bottom.")
    page.get_by_label("The repairs team, or its contractor").check()
    page.get_by_label("A photo", exact=True).check()
    page.get_by_label("Photo or file").set_input_files(photo(tmp_path))
    save(page)
    expect(page.get_by_role("heading", name="Done: 1")).to_be_visible()
    expect(main).to_contain_text("Met late")

    page.get_by_role("link", name="Add another account").click()
    page.get_by_label("What do they say, in their words?").fill("I fitted them myself.")
    save(page)
    expect(main).to_contain_text("What our record says")
    expect(main).to_contain_text("I fitted them myself.")
    expect(main).to_contain_text("Two accounts")
    picture(page, "works-two-accounts")


def test_what_she_paid_for_a_lock_is_added_up_and_answered(
    site_at: Any, visit: Any, picture: Any, tmp_path: Path
) -> None:
    site = site_at()
    page = visit(site, DANIEL, width=375, to=f"/cases/{site.case(NINE)}/works/")
    page.get_by_role("button", name="The resident spent money").click()
    page.get_by_label("What was bought?").first.fill("Two bolts")
    page.get_by_label("What did it cost, in pounds?").first.fill("24.50")
    page.get_by_label("What do they say about it").fill("I could not wait any longer.")
    page.get_by_label("Receipts").set_input_files(photo(tmp_path))
    save(page)
    expect(page.locator(".pr-sums")).to_contain_text("£24.50")

    page.get_by_role("link", name="Answer whether it is paid back").click()
    page.get_by_label("Paid back in full").check()
    page.get_by_label("What were they told, and why?").fill("It is paid by Friday, with thanks.")
    save(page, "Save the answer")

    expect(page.locator("main")).to_contain_text("Paid back in full: £24.50")
    picture(page, "works-costs-answered")
