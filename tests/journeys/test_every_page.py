"""No page keeps anybody out, full, empty or after a mistake, whoever of the staff it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from journeys.conftest import THOROUGH, take_picture
from journeys.places import EMPTY, FULL, addresses, faults_of, is_page

WALKED = list(FULL) if THOROUGH else ["team leader", "administrator"]
"""A leader sees every page that an officer sees; `make test-full` walks as both, and looks at each
page both as it is and after a mistake. The short run looks at each in one of the two ways, and an
administrator in the other way than a leader."""
IN_USE, AFTER_A_MISTAKE = ({role: (at + way) % 2 for at, role in enumerate(FULL)} for way in (0, 1))
PRIYA = "priya.sundaresh@meadowbank.example"
SEND_NOTHING = """
() => {
  const shown = form => [...form.elements].filter(
    e => e.name && e.type !== 'hidden' && e.type !== 'submit');
  const form = [...document.querySelectorAll('main form[method=post]')].find(
    one => shown(one).length);
  if (!form) return false;
  for (const field of shown(form)) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (field.tagName === 'SELECT') field.selectedIndex = 0;
    else field.value = '';
  }
  form.requestSubmit();
  return true;
}
"""
"""What the page's first form asks is emptied, and sent."""


def looked_at(page: Any, names: Iterator[str]) -> dict[str, list[str]]:
    """What is wrong with each page of these, as they open one after the other."""
    told = {}
    for name in names:
        take_picture(page, name)
        told[page.url] = faults_of(page)
    return told


def opened(
    page: Any, site: Any, prefix: str = "", turn: int | None = None, **told: Any
) -> Iterator[str]:
    """Each page as it opens; in the short run only every other one, where a turn is named."""
    for at, (name, path) in enumerate(addresses(page, site, **told)):
        if turn is not None and not THOROUGH and at % 2 != turn:
            continue
        if is_page(page, path, site):
            yield prefix + name


def asked_again(page: Any) -> bool:
    """Whether the page, sent with nothing filled in, came back with what to put right."""
    before = page.evaluate("performance.timeOrigin")
    if not page.evaluate(SEND_NOTHING):
        return False
    page.wait_for_function(f"performance.timeOrigin > {before}")
    page.wait_for_load_state()
    return bool(page.title().startswith("Error:"))


def searched(page: Any, site: Any) -> Iterator[str]:
    """Pages that are reached by what somebody types or may not do."""
    for path, name in (("/search/", "search-found"), ("/people/", "people-found")):
        page.goto(site.address + path)
        page.locator("main input[name=q]").fill("Walter")
        page.locator("main").get_by_role("button", name="Find").click()
        page.locator("main h2").first.wait_for()
        yield name
    page.goto(f"{site.address}/cases/{site.case('Safety at home')}/")
    yield "restricted"
    page.goto(f"{site.address}/nothing-is-here/")
    yield "not-found"
    page.goto(f"{site.address}/staff/accounts/")
    yield "not-allowed"
    page.locator(".pr-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{site.address}/account/login/")
    yield "sign-in"
    page.get_by_label("Email address").fill(PRIYA)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".govuk-error-summary").wait_for()
    yield "error-sign-in"


@pytest.mark.parametrize("role", WALKED)
def test_every_page_in_use_keeps_nobody_out(role: str, shared: Any, visit: Any) -> None:
    page = visit(shared, FULL[role])

    told = looked_at(page, opened(page, shared, turn=IN_USE[role]))

    assert {url: faults for url, faults in told.items() if faults} == {}
    assert len(told) >= 15


@pytest.mark.parametrize("role", WALKED)
def test_every_page_of_a_landlord_with_nothing_keeps_nobody_out(
    role: str, shared: Any, visit: Any
) -> None:
    page = visit(shared, EMPTY[role])

    told = looked_at(page, opened(page, shared, "empty-", is_empty=True))

    assert {url: faults for url, faults in told.items() if faults} == {}
    assert len(told) >= 5


@pytest.mark.parametrize("role", WALKED)
def test_every_page_after_a_mistake_keeps_nobody_out(role: str, site_at: Any, visit: Any) -> None:
    site = site_at()
    page = visit(site, FULL[role])

    there = opened(page, site, "error-", AFTER_A_MISTAKE[role])
    told = looked_at(page, (name for name in there if asked_again(page)))

    assert {url: faults for url, faults in told.items() if faults} == {}
    assert len(told) >= 3


def test_what_is_searched_for_or_kept_from_somebody_keeps_nobody_out(
    shared: Any, visit: Any
) -> None:
    page = visit(shared, PRIYA)

    told = looked_at(page, searched(page, shared))

    assert {url: faults for url, faults in told.items() if faults} == {}
