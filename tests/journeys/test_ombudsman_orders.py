"""A determination is uploaded, put right by a person, obeyed and proven, and the list says so."""

from typing import Any

import pytest
from journeys.conftest import ORDINARY
from journeys.site import Site
from playwright.sync_api import expect

FARIDA = "farida.noorzad@meadowbank.example"
FURTHER = "A complaint about a visit that nobody came to"
REPORT = """\
Meadowbank Homes (202500612)

REPORT

COMPLAINT 202500612

Meadowbank Homes

7 April 2026

Our approach

We looked at what happened.

The complaint

1. The complaint is about the landlord's handling of:
    a. Reports of noise nuisance.

Determination

2. In line with paragraph 52 of the Scheme, there was service failure by the landlord in its
handling of reports of noise nuisance.

Orders

3. Within 4 weeks of the date of this report the landlord must:
    a. Write to the resident to apologise for the failings set out in this report.
    b. Pay the resident £150 for its handling of the reports of noise nuisance.
    c. Review its staff's training needs.

Recommendations

4. The landlord should look at how it keeps records of visits.
"""
LETTER = """\
Dear Pauline

I am writing to say sorry to you for what we did wrong.

We said that we would come, and nobody came. We did not write to you for two weeks.

You waited at home for us. That was hard for you, and we are sorry.

We have changed how visits are put into the diary.

Bernadette Achebe-Cole, Head of Service
"""
WHOLE = "its staff's training needs on visits that are missed"


def paper(name: str, words: str) -> Any:
    return {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": words.encode()}


def save(page: Any, word: str = "Save") -> None:
    page.locator("main").get_by_role("button", name=word, exact=True).click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def put_right(page: Any, address: str) -> None:
    """What was read is proposed beside its source; a person corrects an order and confirms."""
    page.goto(f"{address}read/")
    page.locator("main [name=report]").set_input_files(paper("report", REPORT))
    page.locator("main form button").first.click()
    page.wait_for_url("**/determined/")
    main = page.locator("main")
    expect(main).to_contain_text("nothing is on record yet")
    expect(main).to_contain_text("202500612")
    expect(page.locator("[name=due_1]")).to_have_value("05/05/2026")
    expect(page.locator("[name=amount_2]")).to_have_value("150.00")
    page.locator("[name=what_3]").fill(f"Review {WHOLE}")
    page.locator("[name=head_2]").select_option("asb")
    page.locator("[name=inside_2]").select_option("no")
    page.locator("[name=channel][value=portal]").check()
    save(page)
    expect(main).to_contain_text(WHOLE)


def obeyed(page: Any, site: Site, address: str) -> None:
    """Paid on the page of money, sorry said in a letter that is checked, the review attached."""
    page.goto(f"{address.replace('ombudsman/', 'money/pay/')}")
    page.locator("main [name=amount]").fill("150")
    page.locator("main [name=uploads]").set_input_files(paper("bank", "Paid 150.00, ref 88."))
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)

    page.goto(address)
    page.get_by_role("link", name="Check and record the apology").click()
    page.locator("main [name=letter]").select_option("")
    page.locator("main [name=signer]").fill("Bernadette Achebe-Cole")
    page.locator("main [name=post]").fill("Head of Service")
    page.locator("main [name=on]").fill(f"{ORDINARY:%d/%m/%Y}")
    page.locator("main [name=uploads]").set_input_files(paper("letter", LETTER))
    page.locator("main [name=reason]").fill("It went by hand and she signed for it.")
    save(page)

    page.goto(address)
    page.get_by_role("link", name="It was carried out, or a part of it").click()
    page.locator("main [name=words]").fill("The review was held with the team.")
    page.locator("main [name=proof][value=document]").check()
    page.locator("main [name=uploads]").set_input_files(paper("review", "Who took part."))
    save(page)


def listed(page: Any) -> Any:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ombudsman").click()
    return page.locator("[data-row]", has_text=FURTHER)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_orders_of_a_determination_are_obeyed_proven_and_stand_as_complied(
    script: bool, site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    address = f"{site.address}/cases/{site.case(FURTHER)}/ombudsman/"
    page = visit(site, FARIDA, script=script, to=address.removeprefix(site.address))
    put_right(page, address)
    row = listed(page)
    expect(row).to_contain_text("3 of 3 open")
    expect(row).to_contain_text("21 days left")
    expect(row).to_contain_text("A review can be asked for until")

    obeyed(page, site, address)
    row = listed(page)
    expect(row.get_by_text("Done; its proof has not gone")).to_have_count(3)

    page.goto(f"{address}proof/")
    for box in page.locator("main [name=chosen]").all():
        box.check()
    page.locator("main [name=words]").fill("Bank record, letter and review.")
    page.locator("main [name=uploads]").set_input_files(paper("mail", "Our mail to it."))
    save(page)
    row = listed(page)
    expect(row).to_contain_text("Complied")
    over = page.locator("section", has=page.locator("#over"))
    expect(over).to_contain_text(FURTHER)
    picture(page, "ombudsman-complied")
