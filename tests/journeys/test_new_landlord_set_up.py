"""The first administrator of a new landlord sets it up in one sitting."""

import re
import subprocess
import sys
from typing import Any

from factories.sign_in import code_of
from journeys.site import Site, environment
from playwright.sync_api import expect

ADA = "ada@fennel.example"
WORDS = "a-long-word-for-ada-9"
FIRST = "from putright.cli.admin import first; first()"
STAFF = (
    ("Bea Oduya", "Officer"), ("Cal Wren", "Officer"), ("Dot Farrow", "Team leader"),
    ("Eli Marsh", "Complaints handler"),
)  # fmt: skip


def one_time_link(site: Site) -> str:
    """What the operator's command prints for the administrator of a new landlord."""
    asked = [
        sys.executable, "-c", FIRST, "--landlord", "Fennel Homes", "--name", "Ada Fenn",
        "--email", ADA, "--address", site.address,
    ]  # fmt: skip
    told = subprocess.run(
        asked, env=environment(site.home), check=True, capture_output=True, text=True
    )
    return re.findall(r"http\S+/account/\S+", told.stdout)[0]


def sign_in_for_the_first_time(page: Any, site: Site) -> None:
    page.goto(one_time_link(site))
    for field in ("New password", "New password again"):
        page.get_by_label(field, exact=True).fill(WORDS)
    page.get_by_role("button", name="Set password").click()
    page.wait_for_url("**/password/set/")
    page.goto(f"{site.address}/account/login/")
    page.get_by_label("Email address").fill(ADA)
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    key = page.locator("code").inner_text().strip()
    page.get_by_label("The code that the app shows now").fill(code_of(key))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def send(page: Any, path: str, button: str, **told: str) -> None:
    """Fill in one step and save it."""
    page.goto(path)
    for label, value in told.items():
        page.locator(f"main [name={label}]").first.fill(value)
    page.get_by_role("button", name=button, exact=True).click()


def add_staff(page: Any, site: Site) -> None:
    for name, role in STAFF:
        page.goto(f"{site.address}/staff/accounts/new/")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Work email address").fill(f"{name.split()[0].lower()}@fennel.example")
        page.get_by_label("Role").select_option(label=role)
        page.get_by_role("button", name="Make the account").click()
        page.get_by_role("heading", name=name).first.wait_for()


def test_first_administrator_sets_a_new_landlord_up(site_at: Any, visit: Any, picture: Any) -> None:
    site = site_at()
    page = visit(site, "")
    sign_in_for_the_first_time(page, site)
    setup = f"{site.address}/set-up"
    page.goto(f"{setup}/")
    expect(page.locator("main")).to_contain_text("0 of 8 steps are done")
    picture(page, "empty-set-up-of-a-new-landlord")

    send(
        page, f"{setup}/landlord", "Save", name="Fennel Homes", phone="020 7946 0000", begins="FEN"
    )
    send(page, f"{setup}/bank-holidays", "These days are right")
    page.goto(f"{setup}/policy?pack=meadowbank")
    page.get_by_role("button", name="Save this policy").click()
    page.wait_for_url("**/set-up/")
    send(page, f"{setup}/teams", "Add the team", team_name="North")
    send(page, f"{setup}/teams", "Add the patch", patch_name="Weavers Lane")
    add_staff(page, site)
    page.goto(f"{setup}/cover")
    page.locator("main a[href*='/cover/']").first.click()
    page.get_by_label("Officer").select_option(index=1)
    page.get_by_label("Cover").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("choose somebody else")
    page.get_by_label("Cover").select_option(index=2)
    page.get_by_role("button", name="Save").click()
    send(page, f"{setup}/mailboxes", "We have no mailbox yet")
    send(page, f"{setup}/test-drive", "These are the promises we mean to keep")
    page.goto(f"{setup}/")
    picture(page, "set-up-ready-to-finish")
    page.get_by_role("button", name="Finish the set-up").click()

    page.get_by_text("Finished on").wait_for()
    expect(page.locator("body")).not_to_contain_text("not set up yet")
