"""Somebody opens the Hexagon case cold, as of 10 November 2023, and knows what to do next."""

from typing import Any

FIRST_SCREENFUL = """
[...document.querySelectorAll('body *')]
  .filter(e => !e.children.length && e.getBoundingClientRect().top < innerHeight)
  .map(e => e.textContent.trim()).join(' ')
"""


def test_the_hexagon_case_as_of_10_november_2023_is_understood_from_the_first_screenful(
    shared: Any, visit: Any, picture: Any
) -> None:
    page = visit(shared, "ines@hexagon.example")
    case = page.locator("a[href^='/cases/']").first.get_attribute("href")

    page.goto(f"{page.url.rstrip('/')}{'/'.join(case.split('/')[:3])}/?on=2023-11-10")

    picture(page, "case-hexagon-10-november-2023")
    seen = page.evaluate(FIRST_SCREENFUL)
    for told in (
        "10 November 2023",
        "Child",
        "High risk",
        "5 promises are overdue",
        "action plan",
        "18 Sep 2023",
    ):
        assert told in seen, f"{told} is not on the first screenful"
    assert " 2024" not in seen
