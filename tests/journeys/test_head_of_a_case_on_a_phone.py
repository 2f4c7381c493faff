"""On a phone the head of a case is short: which case, whose, what first; nothing is lost by it."""

from typing import Any

from journeys.places import LOOK, TOO_WIDE

PRIYA = "priya.sundaresh@meadowbank.example"
PHONE = {"width": 375, "height": 812}
PAGES = ("", "timeline/", "letters/", "complaints/", "ombudsman/", "audit/")
HATE = "Shouting about where they come from, and paint on the door"
MOST = 560
"""Points above what a page is for; the first screen has 812."""
TOP = "document.querySelector('main').getBoundingClientRect().top"
WHOLE = (HATE, "Yusuf Qaderpour, 9, asthma", "Her son listens to the messages and is frightened",
         "Priya Sundaresh, North neighbourhoods")  # fmt: skip
SMALL = """
() => [...document.querySelectorAll('.pr-identity :is(a, summary), .pr-tabs :is(a, summary)')]
  .filter(e => e.checkVisibility() && !e.closest('.pr-fold details:not([open]) ul')
    && e.getBoundingClientRect().height < 24 && !e.closest('.pr-identity-first'))
  .map(e => e.outerHTML)
"""
"""Targets lower than 24 points; the line of what is owed first is a line of words."""


def test_on_a_phone_what_a_page_is_for_begins_on_the_first_screen(shared: Any, visit: Any) -> None:
    case = f"{shared.address}/cases/{shared.case(HATE)}/"
    page = visit(shared, PRIYA)
    page.set_viewport_size(PHONE)

    told = {}
    for path in PAGES:
        page.goto(case + path)
        told[path] = (page.evaluate(LOOK), page.evaluate(TOO_WIDE), page.evaluate(SMALL))
        assert page.evaluate(TOP) < MOST, path
        here = page.locator(".pr-tabs a[aria-current]")
        assert here.bounding_box()["x"] + here.bounding_box()["width"] <= PHONE["width"]
    assert set(map(str, told.values())) == {"([], '', [])"}

    page.locator(".pr-identity-more summary").click()
    more = page.locator(".pr-identity-more").inner_text()
    assert "Her son listens to the messages" in more
    assert HATE in more


def test_on_a_wide_screen_and_on_paper_all_of_the_head_stands_open(shared: Any, visit: Any) -> None:
    page = visit(shared, PRIYA, to=f"/cases/{shared.case(HATE)}/timeline/")
    head = page.locator(".pr-identity")

    wide = head.inner_text()
    page.set_viewport_size(PHONE)
    page.emulate_media(media="print")

    for shown in (wide, head.inner_text()):
        assert [words for words in WHOLE if words not in shown] == []
        assert "With care" not in shown
