"""A restricted case is found by nobody who may not see it, and opened with a reason by who must."""

import re
from typing import Any

from playwright.sync_api import expect

DANIEL = "daniel.okwuosa@meadowbank.example"
PRIYA = "priya.sundaresh@meadowbank.example"
JODIE = "jodie.harkness@meadowbank.example"
YVONNE = "yvonne.tettehfio@meadowbank.example"
TITLE = "Safety at home"
HOLLY = "select name from people_person where name = 'Holly Fenstanton'"
PLANTED = "Two new keys, handed over at the school gate"
SECRETS = (TITLE, "leaking tap", PLANTED, "kitchen tap", "at her sister")
WHY = "Her sister rings and says he is at the door now."


def read(page: Any) -> str:
    return page.locator("main").inner_text() + page.title()


def found_by_search(page: Any, site: Any, words: str) -> str:
    page.goto(f"{site.address}/search/")
    page.locator("main input[name=q]").fill(words)
    page.locator("main").get_by_role("button", name="Find").click()
    page.wait_for_load_state()
    page.locator("main h2").first.wait_for()
    return " ".join(page.locator("main .pr-rows > li:not(:has(button))").all_inner_texts())


def found_by_bar(page: Any, words: str) -> str:
    page.keyboard.press("Control+k")
    page.locator("#command-q").fill(words)
    page.locator("#command-results [data-said]").filter(has_text=words).wait_for()
    told = " ".join(
        page.locator("#command-results .pr-rows > li:not(:has(button))").all_inner_texts()
    )
    page.keyboard.press("Escape")
    return told


def attach(page: Any, site: Any, case: str) -> str:
    """The officer adds a photo; where it lies."""
    page.goto(f"{site.address}/cases/{case}/evidence/")
    page.locator("input[type=file]").set_input_files(
        {"name": "keys.txt", "mimeType": "text/plain", "buffer": PLANTED.encode()}
    )
    page.get_by_label("What is it?").select_option(label="Document")
    page.get_by_label("What does it show?").fill(PLANTED)
    page.get_by_label("Which day was it?").fill("14/4/2026")
    page.get_by_role("button", name="Save the evidence").click()
    page.wait_for_url(lambda url: "/evidence/" not in url)
    page.goto(f"{site.address}/cases/{case}/timeline/")
    href: str = page.locator("a[href*='/files/']").first.get_attribute("href")
    return href


def test_restricted_case_is_found_by_nobody_who_may_not(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.case(TITLE)
    name = site.ask(HOLLY)[0]
    kept = attach(visit(site, DANIEL), site, case)

    for who in (PRIYA, JODIE):
        page = visit(site, who)
        told = read(page)
        for words in (name, TITLE, "two new keys", "kitchen tap"):
            told += found_by_search(page, site, words) + found_by_bar(page, words)
        for part in ("", "timeline/", "promises/", "people/", "picture/", "entries/3/"):
            page.goto(f"{site.address}/cases/{case}/{part}")
            told += read(page)
            assert name not in read(page)
        page.goto(f"{site.address}/people/{site.person(name)}")
        told += read(page)
        assert PLANTED not in page.request.get(site.address + kept).text()
        assert [one for one in SECRETS if one in told] == []
        assert "Restricted" in told
    leader = visit(site, YVONNE, to="/board/")
    assert [one for one in (*SECRETS, name) if one in read(leader)] == []


def test_somebody_with_a_stake_does_not_even_find_that_there_is_a_case(
    site_at: Any, visit: Any
) -> None:
    site = site_at()
    case = site.case(TITLE)
    name = site.ask(HOLLY)[0]
    page = visit(site, PRIYA, to="/people/interests")
    page.locator("main input[type=text], main input[type=search]").first.fill(name)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.locator("main").get_by_role("radio").first.check()
    page.locator("main textarea, main input[name=why]").first.fill("She is my cousin.")
    page.locator("main").get_by_role("button", name="Save").click()
    page.wait_for_load_state()

    told = found_by_search(page, site, name) + found_by_bar(page, name)
    answer = page.goto(f"{site.address}/cases/{case}/")
    glass = page.goto(f"{site.address}/cases/{case}/break-glass/")

    assert (answer.status, glass.status) == (404, 404)
    assert "Restricted" not in told and name not in told


def test_a_reason_opens_it_for_whoever_must_and_its_officer_is_told(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    address = f"/cases/{site.case(TITLE)}/"
    page = visit(site, YVONNE, to=address)
    assert TITLE not in read(page)

    page.get_by_role("button", name="Open it with this reason").click()
    expect(page).to_have_title(re.compile("^Error:"))
    page.locator("main textarea, main input[type=text]").first.fill(WHY)
    page.get_by_role("button", name="Open it with this reason").click()

    page.get_by_role("heading", name="What we owe").wait_for()
    page.wait_for_load_state()
    assert TITLE in read(page)
    officer = visit(site, DANIEL, to=f"{address}timeline/")
    entry = officer.locator(".pr-entry").filter(has_text=WHY)
    expect(entry.first).to_contain_text("Yvonne Tettehfio")
    officer.goto(f"{site.address}{address}restrict/")
    assert "Opened it with a reason." in read(officer)
    picture(officer, "cases-restrict-opened-with-a-reason")
