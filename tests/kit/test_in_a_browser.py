"""The gallery in a real browser: nobody is kept out, nothing is lost, one key does what it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn import pages
from gallery import context, frame
from playwright.sync_api import Browser, Page, expect
from served import Desk

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
NOTE = "textarea[name=what]"
TWICE = """save => {
  save.click(); save.click();
  const rests = save.getAttribute("aria-disabled");
  const said = () => [rests, save.form.querySelector(".pr-status").textContent];
  return new Promise((tell) => setTimeout(() => tell(said()), 1200));
}"""
LONG = "She rang and said they shouted again."

pytestmark = pytest.mark.slow


@pytest.fixture
def desk() -> Iterator[Desk]:
    given = context(failed_form=context()["form"], frame=frame(single_keys=True))
    desk = Desk(pages().get_template("gallery.html.jinja").render(given))
    yield desk
    desk.server.shutdown()
    desk.server.server_close()


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.clock.install()
    opened.goto(desk.address)
    # the scripts begin with timers of their own, which stand still until they are told to run
    opened.clock.run_for(100)
    yield opened
    opened.close()
    wrong = [words for words in said if "503" not in words]
    assert not wrong, wrong


@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("is_wrong", [False, True])
def test_a_page_keeps_nobody_out(browser: Browser, width: int, is_wrong: bool) -> None:
    given = context() if is_wrong else context(failed_form=context()["form"])
    desk = Desk(pages().get_template("gallery.html.jinja").render(given))
    page = browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(desk.address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = page.evaluate(f"{AXE};axe.run(document, {{runOnly: {RULES}}})")
    page.close()
    desk.server.shutdown()
    desk.server.server_close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert said == []


def test_control_k_finds_with_the_keyboard_alone(page: Page, desk: Desk) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#command-q")).to_be_focused()
    page.clock.run_for(300)
    expect(page.locator("#command-results a")).to_have_count(2)
    page.keyboard.type("larch")
    with page.expect_response("**/search"):
        page.clock.run_for(1000)
    assert "larch" in desk.posts_to("/search")[-1]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#command-results a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#command")).not_to_be_visible()


def test_results_that_arrive_late_leave_the_focus_where_it_was(page: Page, desk: Desk) -> None:
    page.keyboard.press("Control+k")
    page.clock.run_for(300)
    found = page.locator("#command-results a")
    expect(found).to_have_count(2)
    found.nth(1).evaluate("way => { way.dataset.before = 'yes'; }")
    page.keyboard.type("larch")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_be_focused()
    page.clock.run_for(1000)
    expect(page.locator("#command-results a[data-before]")).to_have_count(0)
    expect(found.nth(1)).to_be_focused()


def test_lists_in_focus_move_by_arrows_and_letters(page: Page) -> None:
    ways = page.locator(".pr-rows [data-row] .pr-row-title a")
    ways.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(ways.nth(1)).to_be_focused()
    page.keyboard.press("j")
    expect(ways.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(ways.nth(1)).to_be_focused()


def test_single_letters_are_typed_in_a_field_and_act_outside_it(page: Page, desk: Desk) -> None:
    page.locator(NOTE).fill("")
    page.locator(NOTE).press_sequentially("2w")
    expect(page.locator(NOTE)).to_have_value("2w")
    expect(page).to_have_url(desk.address)
    page.locator("h1").click()
    page.keyboard.press("2")
    # the browser tells its driver of the new place a moment after the key
    expect(page).to_have_url(re.compile(r"#p$"))


def test_a_double_click_sends_once_and_slowness_is_said(browser: Browser, desk: Desk) -> None:
    desk.takes = 3.0
    page = browser.new_page()
    page.goto(desk.address)
    # asked inside the page: the browser's driver would wait until all is sent and gone
    said = page.locator("button[data-busy]").evaluate(TWICE)
    assert said == ["true", "Still saving your note. Do not close this page."]
    page.wait_for_url("**/gallery")
    assert len(desk.posts_to("/gallery")) == 1
    page.close()


def test_control_enter_sends_the_form_in_focus(page: Page, desk: Desk) -> None:
    page.locator(NOTE).focus()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert len(desk.posts_to("/gallery")) == 1


def test_what_is_typed_is_kept_every_ten_seconds(page: Page, desk: Desk) -> None:
    page.locator(NOTE).fill(LONG)
    page.clock.run_for(11_000)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    (kept,) = desk.posts_to("/draft")
    assert LONG in kept
    page.clock.run_for(11_000)
    assert len(desk.posts_to("/draft")) == 1


def test_a_lost_connection_is_said_and_the_text_stays(page: Page, desk: Desk) -> None:
    desk.fails = True
    page.locator(NOTE).fill(LONG)
    page.clock.run_for(11_000)
    expect(page.get_by_text("Not saved: the connection is down.")).to_be_visible()
    expect(page.locator(NOTE)).to_have_value(LONG)


def test_the_end_of_a_sign_in_is_said_before_and_put_off_by_one_key(page: Page, desk: Desk) -> None:
    expect(page.locator("#timeout")).not_to_be_visible()
    page.clock.run_for(1501 * 1000)
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#timeout")).not_to_be_visible()
    assert len(desk.posts_to("/stay")) == 1


def test_after_a_swap_the_new_heading_has_the_focus_and_is_said(page: Page) -> None:
    page.evaluate("htmx.ajax('GET', '/swapped', {target: '.pr-empty', swap: 'innerHTML'})")
    expect(page.get_by_role("heading", name="A changed heading")).to_be_focused()
    page.clock.run_for(100)
    expect(page.locator("#said")).to_have_text("The plan was changed")


def test_an_error_summary_takes_the_focus_and_leads_to_its_field(browser: Browser) -> None:
    desk = Desk(pages().get_template("gallery.html.jinja").render(context()))
    page = browser.new_page()
    page.goto(desk.address)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.close()
    desk.server.shutdown()
    desk.server.server_close()


def test_without_scripts_a_page_still_searches_and_saves(browser: Browser, desk: Desk) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(desk.address)
    page.get_by_role("search").get_by_label("Find a person, home or case").first.fill("larch")
    with page.expect_navigation():
        page.get_by_role("button", name="Find").click()
    assert "larch" in desk.posts_to("/search")[-1]
    page.context.close()
