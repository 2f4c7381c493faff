"""An offer is weighed, built, agreed to by another, put by a letter, answered yes to, and paid."""

from pathlib import Path
from typing import Any

import pytest
from journeys.places import faults_of
from playwright.sync_api import expect

FARIDA = "farida.noorzad@meadowbank.example"
MALCOLM = "malcolm.prewett@meadowbank.example"
TOM = "tom.ashdown-lyle@meadowbank.example"
DOGS = "Dogs left barking all day, and a call that never came"
WHY = "For the weeks in which nobody told you who deals with your complaint."


def saved(page: Any) -> Any:
    page.get_by_role("heading", name="Money", exact=True, level=1).wait_for()
    page.wait_for_load_state()
    return page.locator("main")


def assess(page: Any) -> None:
    page.get_by_role("button", name="Assess the impact").click()
    page.locator("[name=head][value=complaint]").check()
    page.locator("[name=band][value=minor]").check()
    page.locator("[name=severity][value='one slip']").check()
    page.locator("[name=impact][value=low]").check()
    page.get_by_label("Why do you find so?").fill("A few weeks, and it was put right.")
    page.get_by_role("button", name="Save the impact").click()
    expect(saved(page)).to_contain_text("One slip, low: £25 to £75")


def build(page: Any) -> None:
    page.get_by_role("button", name="Build an offer").click()
    page.get_by_label("Complaint handling: how much, in pounds?").fill("50.5")
    page.get_by_label("Complaint handling: what is it for").fill(WHY)
    page.get_by_label("It adds to what was offered before").check()
    page.get_by_role("button", name="Ask for agreement").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write pounds and pence")
    page.get_by_label("Complaint handling: how much, in pounds?").fill("£50.50")
    page.get_by_role("button", name="Ask for agreement").click()
    expect(saved(page)).to_contain_text("Waits for agreement: £50.50")


def agree(page: Any, *, script: bool) -> None:
    page.get_by_role("button", name="Decide on this offer").click()
    expect(page.locator("main")).to_contain_text(WHY)
    assert not script or faults_of(page) == []
    page.get_by_label("Agree: it may be put to the resident").check()
    page.get_by_label("Why?").fill("Inside the matrix.")
    page.get_by_role("button", name="Save the decision").click()
    expect(saved(page)).to_contain_text("Agreed to, not put yet")


def put(page: Any, site: Any, *, script: bool) -> None:
    page.get_by_role("button", name="Put it by a letter").click()
    expect(page.get_by_label("Until when is it held open?")).to_be_visible()
    assert not script or faults_of(page) == []
    page.get_by_role("button", name="Write the letter").click()
    page.wait_for_url("**/letters/**")
    expect(page.locator("main")).to_contain_text("still open to talk")
    page.get_by_role("button", name="Send this letter").click()
    page.get_by_label("By email").check()
    page.get_by_label("nobody else opens it").check()
    page.get_by_role("button", name="It goes: keep it on the timeline").click()
    expect(page.locator("main")).to_contain_text("no record: does not count")
    site.post_goes()
    page.reload()
    expect(page.locator("main")).to_contain_text(
        "Antisocial behaviour £125, Complaint handling £50.50"
    )


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_offer_is_agreed_to_put_by_a_letter_answered_and_paid(
    script: bool, site_at: Any, visit: Any, picture: Any, tmp_path: Path
) -> None:
    site = site_at()
    address = f"/cases/{site.case(DOGS)}/money/"
    page = visit(site, FARIDA, script=script, to=address)
    assess(page)
    build(page)
    picture(page, "money-waits")
    agree(visit(site, MALCOLM, script=script, to=address), script=script)
    page.goto(site.address + address)
    put(page, site, script=script)
    picture(page, "money-put")

    page.get_by_role("button", name="Log their answer").click()
    page.get_by_label("They say yes").check()
    page.get_by_label("Their words").fill("Thank you, yes.")
    page.get_by_role("button", name="Save their answer").click()
    expect(saved(page)).to_contain_text("Pay £175.50")
    record = tmp_path / "run.txt"
    record.write_text("Payment run 7: 175.50", encoding="utf-8")
    page.get_by_role("button", name="Record a payment").click()
    page.get_by_label("How much was paid, in pounds?").fill("175.50")
    page.get_by_label("The record of the payment").set_input_files(record)
    page.get_by_role("button", name="Save the payment").click()

    expect(saved(page)).to_contain_text("Paid £175.50")
    expect(page.locator("main")).to_contain_text("They said yes to the last offer.")
    assert not script or faults_of(page) == []
    picture(page, "money-paid")


def test_the_pages_of_money_keep_nobody_out(shared: Any, visit: Any) -> None:
    home = f"/cases/{shared.case(DOGS)}/money/"
    page = visit(shared, FARIDA, to=home)

    faults = {}
    for name in ("", "impact/", "offer/", "answer/", "pay/"):
        page.goto(shared.address + home + name)
        faults[name] = faults_of(page)

    assert not any(faults.values()), faults


def test_the_officer_complained_of_sees_none_of_its_money(shared: Any, visit: Any) -> None:
    page = visit(shared, TOM)
    answer = page.request.get(f"{shared.address}/cases/{shared.case(DOGS)}/money/")

    assert answer.status in (403, 404) or "£125" not in answer.text()
