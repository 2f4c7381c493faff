"""A letter is written, stopped where it is false, mended, read by a second person, and goes."""

import hashlib
from typing import Any

import pytest
from journeys.site import run_in
from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
GARETH = "gareth.penhallow@meadowbank.example"
PARKING = "Threats over a parking space"
FALSE = "We rang you on 3 March 2026."
SORRY = "We are sorry that nobody rang you back."
VAGUE = "You told us that you are regularly kept awake."
DIGESTS = """
from putright.cli import application
application.start()
from putright.casework.actions.files import blobs
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import File
import hashlib
with landlord_scope(OPERATOR):
    for row in File.objects.filter(name__startswith="A letter from us", case_id="{case}"):
        with blobs().open(landlord=row.landlord_id, case=row.case_id, name=row.blob) as kept:
            content = kept.read()
        same = hashlib.sha256(bytes(row.salt) + content).digest() == bytes(row.digest)
        print(row.name, same, hashlib.sha256(content).hexdigest())
"""
"""Each file of the letter, whether its salted digest is that of its bytes, and their plain one."""


def begin(page: Any, kind: str = "A letter in your own words") -> None:
    page.get_by_role("button", name="Begin a letter").click()
    page.get_by_role("heading", name="Begin a letter", level=1).wait_for()
    page.get_by_label(kind).check()
    page.get_by_label("By post, in a plain envelope").check()
    page.get_by_role("button", name="Begin the letter").click()
    page.get_by_role("heading", name="The check", level=2).wait_for()


def type_text(page: Any, words: str, *, script: bool) -> None:
    """The whole letter anew, in the editor or in the plain box."""
    if not script:
        page.get_by_label("The letter", exact=True).fill(words)
        return
    editor = page.locator("#letter-editor")  # it takes the place of the plain box
    expect(editor).to_have_accessible_name("The letter")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(words)


def check(page: Any) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_url("**checked=1**")
    page.wait_for_load_state()


def give_reasons(page: Any) -> None:
    """A reason beside each thing that the check asks about."""
    for box in page.get_by_label("Why does it stand all the same?").all():
        box.fill("He told us so himself on the phone")
    check(page)
    expect(page.locator("#checks-found")).to_contain_text("Each thing that needs a reason has one")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_letter_is_stopped_mended_read_by_a_second_person_and_sent(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(PARKING)
    page = visit(site, DANIEL, script=script, to=f"/cases/{case}/letters/")
    begin(page)
    type_text(page, f"Dear Imran\n\n{FALSE}\n\nYours", script=script)
    checks = page.locator("#checks-found")
    if script:  # it follows what is typed by itself, and leaves the caret where it is
        expect(checks).to_contain_text("Cannot be sent")
        expect(page.locator("#letter-editor")).to_be_focused()
    check(page)
    expect(checks).to_contain_text("Cannot be sent")
    expect(checks).to_contain_text("3 March")
    expect(page.get_by_role("button", name="Send this letter")).to_have_count(0)
    picture(page, "letter-stopped" if script else "letter-stopped-plain")

    type_text(page, "Dear Imran\n\nThank you for telling us.\n\nYours", script=script)
    check(page)
    expect(checks).not_to_contain_text("Cannot be sent")
    give_reasons(page)
    page.get_by_role("button", name="Send this letter").click()
    page.get_by_role("heading", name="Send this letter", level=1).wait_for()
    picture(page, "letter-send")
    page.get_by_label("nobody else opens it").check()
    page.get_by_role("button", name="It goes: keep it on the timeline").click()

    expect(page.locator("#sent + ol")).to_contain_text("A letter from us.txt")
    kept = run_in(site.home, DIGESTS.format(case=case)).split("\n")
    told = [line.rsplit(" ", 2) for line in kept if line]
    assert {same for _name, same, _sum in told} == {"True"}
    with page.expect_download() as loading:
        page.get_by_role("link", name="A letter from us.txt").click()
    content = loading.value.path().read_bytes()
    assert hashlib.sha256(content).hexdigest() in {found for *_rest, found in told}
    assert b"Thank you for telling us." in content


def test_amber_needs_a_reason_and_the_second_reader_is_somebody_else(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    daniel = visit(site, DANIEL, to=f"/cases/{site.case(PARKING)}/letters/")
    begin(daniel, "An apology")
    letter = daniel.url.removeprefix(site.address)
    type_text(daniel, f"Dear Imran\n\n{SORRY}\n\n{VAGUE}", script=True)
    check(daniel)
    expect(daniel.locator("#checks-found")).to_contain_text("Needs a reason")
    picture(daniel, "letter-needs-a-reason")
    give_reasons(daniel)
    daniel.get_by_role("button", name="Ask for a second reader").click()
    expect(daniel.locator("main")).to_contain_text("Somebody else reads it")

    gareth = visit(site, GARETH, to=letter)
    picture(gareth, "letter-to-agree")
    gareth.get_by_role("button", name="I agree to this letter").click()
    expect(gareth.locator("main")).to_contain_text("You agreed to this letter as it stands.")
    gareth.get_by_role("button", name="Send this letter").click()
    gareth.get_by_label("By post, in a plain envelope").check()
    gareth.get_by_label("nobody else opens it").check()
    gareth.get_by_role("button", name="It goes: keep it on the timeline").click()

    expect(gareth.locator("#sent + ol")).to_contain_text("An apology from us.txt")


def test_two_people_write_in_one_letter_and_nothing_is_lost(site_at: Any, visit: Any) -> None:
    site = site_at()
    address = f"/cases/{site.case(PARKING)}/letters/"
    daniel = visit(site, DANIEL, to=address)
    begin(daniel)
    gareth = visit(site, GARETH, to=daniel.url.removeprefix(site.address))
    type_text(gareth, "Dear Imran\n\nWhat Gareth wrote.", script=True)
    gareth.get_by_role("button", name="Save", exact=True).click()
    expect(gareth.locator("main")).to_contain_text("Saved. It has not been sent.")

    type_text(daniel, "Dear Imran\n\nWhat Daniel wrote.", script=True)
    daniel.get_by_role("button", name="Save", exact=True).click()

    expect(daniel.locator("main")).to_contain_text("Somebody else changed this letter")
    expect(daniel.locator(".pr-notice")).to_contain_text("What Gareth wrote.")
    expect(daniel.locator("#letter-editor")).to_contain_text("What Daniel wrote.")


def test_something_added_while_a_letter_waits_is_read_before_it_goes(
    site_at: Any, visit: Any
) -> None:
    site = site_at()
    address = f"/cases/{site.case(PARKING)}/letters/"
    page = visit(site, DANIEL, to=address)
    begin(page)
    give_reasons(page)
    page.get_by_role("button", name="Send this letter").click()
    page.get_by_role("heading", name="Send this letter", level=1).wait_for()
    other = visit(site, GARETH, to=address.replace("letters/", "note"))
    other.get_by_label("Your note").fill("He rang: it has stopped.")
    other.get_by_role("button", name="Save the note").click()
    expect(other.locator("main")).to_contain_text("Saved.")
    page.get_by_label("nobody else opens it").check()
    page.get_by_role("button", name="It goes: keep it on the timeline").click()

    expect(page.locator("main")).to_contain_text("Look at this first")
    expect(page.locator("main")).to_contain_text("it has stopped")
