"""No page keeps anybody out: full, empty and after a mistake, for officer, leader, administrator."""

from typing import Any

import pytest
from journeys.conftest import take_picture
from journeys.places import EMPTY, FULL, addresses, faults_of

SEND_NOTHING = """
token => {
  const form = document.createElement('form');
  form.method = 'post'; form.action = location.href;
  form.innerHTML = '<input name="csrfmiddlewaretoken" type="hidden">';
  form.firstChild.value = token;
  document.body.append(form); form.submit();
}
"""


def is_page(page: Any, path: str, site: Any) -> bool:
    """Whether a page of its own is there for this person; if so, it is opened."""
    answer = page.request.get(site.address + path, max_redirects=0)
    if answer.status != 200 or "<title>" not in answer.text():
        return False
    page.goto(site.address + path)
    return True


@pytest.mark.parametrize("role", FULL)
def test_every_page_in_use_keeps_nobody_out(role: str, shared: Any, visit: Any) -> None:
    page = visit(shared, FULL[role])
    faults, seen = {}, 0

    for name, path in addresses(shared, role, is_empty=False):
        if not is_page(page, path, shared):
            continue
        seen += 1
        take_picture(page, name)
        if found := faults_of(page):
            faults[path] = found

    assert faults == {}
    assert seen >= 15


@pytest.mark.parametrize("role", EMPTY)
def test_every_page_of_a_landlord_with_nothing_keeps_nobody_out(
    role: str, shared: Any, visit: Any
) -> None:
    page = visit(shared, EMPTY[role])
    faults, seen = {}, 0

    for name, path in addresses(shared, role, is_empty=True):
        if not is_page(page, path, shared):
            continue
        seen += 1
        take_picture(page, f"empty-{name}")
        if found := faults_of(page):
            faults[path] = found

    assert faults == {}
    assert seen >= 5


@pytest.mark.parametrize("role", FULL)
def test_every_page_after_a_mistake_keeps_nobody_out(
    role: str, site_at: Any, visit: Any
) -> None:
    site = site_at()
    page = visit(site, FULL[role])
    faults, seen = {}, 0

    for name, path in addresses(site, role, is_empty=False):
        if not is_page(page, path, site) or not page.locator("main form[method=post]").count():
            continue
        with page.expect_navigation():
            page.evaluate(SEND_NOTHING, page.locator("body").get_attribute("data-csrf"))
        if not page.title().startswith("Error:"):
            continue
        seen += 1
        take_picture(page, f"error-{name}")
        if found := faults_of(page):
            faults[path] = found

    assert faults == {}
    assert seen >= 5
