"""Somebody without an account tells their landlord something, on a phone, without any script."""

import re
from pathlib import Path
from typing import Any

import pytest
from factories.browser import PATIENCE
from journeys.conftest import take_picture
from journeys.places import faults_of

FRONT = "/r/meadowbank/"
WHAT = "The bins were set on fire under our window."


def test_a_report_on_a_phone_without_script_is_in_triage_with_its_photo(
    site_at: Any, visit: Any, tmp_path: Path
) -> None:
    site = site_at()
    photo = tmp_path / "bins.txt"
    photo.write_text("What it looked like.", encoding="utf-8")
    page = visit(site, "", width=320, script=False, to=FRONT)

    page.get_by_role("link", name="Something happened").click()
    page.get_by_label("What happened?").fill(WHAT)
    page.get_by_label("Photos, sound or papers").set_input_files(photo)
    page.get_by_label("A text message").check()
    page.get_by_label("Phone number").fill("01632 960123")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="We have your message").wait_for()

    number = page.locator(".pr-number-given").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", number)
    assert page.url == f"{site.address}{FRONT}receipt/"
    assert site.ask("select text from post_item where subject like ?", f"%{number}%")[0].startswith(
        WHAT
    )
    assert site.ask("select name from post_itemfile") == ["bins.txt"]
    page.go_back()
    assert WHAT not in page.content()


@pytest.mark.parametrize("script", [True, False])
def test_leaving_ends_on_a_page_elsewhere_and_takes_the_receipt_away(
    shared: Any, browser: Any, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    asked: list[dict[str, str]] = []
    context.route(
        "https://www.bbc.co.uk/**",
        lambda route: (asked.append(route.request.headers), route.fulfill(body="Mild and dry.")),
    )
    page = context.new_page()
    page.goto(shared.address + FRONT + "complaint/")
    page.get_by_label("What went wrong?").fill("Nobody came.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="We have your message").wait_for()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Mild and dry.").wait_for()

    assert "referer" not in asked[0]
    page.goto(shared.address + FRONT + "receipt/")
    assert "Nothing to show here" in page.content()
    context.close()


def test_every_public_page_keeps_nobody_out(shared: Any, visit: Any) -> None:
    page = visit(shared, "", to=FRONT)
    told = {}

    for name, path in (
        ("start", FRONT), ("report", f"{FRONT}report/?lang=ur"),
        ("complaint", f"{FRONT}complaint/"), ("no-receipt", f"{FRONT}receipt/"),
        ("not-found", "/r/nobody-here/"),
    ):  # fmt: skip
        page.goto(shared.address + path)
        take_picture(page, f"public-{name}")
        told[name] = faults_of(page)
    page.goto(f"{shared.address}{FRONT}report/")
    page.get_by_role("button", name="Send").click()
    page.locator(".govuk-error-summary").wait_for()
    take_picture(page, "error-public-report")
    told["mistake"] = faults_of(page)
    page.get_by_label("What happened?").fill(WHAT)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="We have your message").wait_for()
    take_picture(page, "public-receipt")
    told["receipt"] = faults_of(page)
    page.get_by_role("button", name="Add this").click()
    page.locator(".govuk-error-summary").wait_for()
    told["nothing added"] = faults_of(page)
    page.get_by_label("Anything you forgot to say?").fill("It smelt of petrol.")
    page.get_by_role("button", name="Add this").click()
    page.get_by_text("We have what you added, too.").wait_for()
    told["added"] = faults_of(page)

    assert {name: faults for name, faults in told.items() if faults} == {}
