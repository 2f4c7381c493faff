"""A browser, a running service, and somebody signed in."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from factories.browser import PATIENCE
from journeys.site import LONDON, PASSWORD, Site, prepare

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "full" or "PUTRIGHT_PICTURES" in os.environ
"""Whether everything is gone through in every way, as `make test-full` does."""
MANY = 8
"""So many journeys are asked for at once that each is gone in one way only, if not thorough."""
PICTURES = os.environ.get("PUTRIGHT_PICTURES", "")
"""The folder for pictures; where it is not told, none are taken."""
TALLEST, SHORTER = 1600, 800
"""Points of a page that a picture shows; fewer of one that is empty or shows a mistake."""
ALIKE = ("empty-account-", "empty-setup-")
"""Pages that look the same where a landlord has nothing."""
ORDINARY = datetime(2026, 4, 14, 10, 30, tzinfo=LONDON)
"""A Tuesday without a bank holiday near."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the short run a journey is gone with script or without, by turns; in the full, both."""
    both: list[Any] = [
        one for one in items if "script" in getattr(getattr(one, "callspec", None), "params", {})
    ]
    names = sorted({str(one.originalname) for one in both})
    if THOROUGH or len(names) < MANY:
        return
    turn = {name: bool(place % 2) for place, name in enumerate(names)}
    left = {one for one in both if one.callspec.params["script"] is turn[one.originalname]}
    config.hook.pytest_deselected(items=list(left))
    items[:] = [one for one in items if one not in left]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime], Path]:
    """``prepared(moment)``: an installation loaded at that moment, made once."""
    made: dict[datetime, Path] = {}

    def make(at: datetime) -> Path:
        if at not in made:
            made[at] = prepare(tmp_path_factory.mktemp("prepared") / "home", at)
        return made[at]

    return make


@pytest.fixture
def site_at(prepared: Callable[[datetime], Path], tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """``site_at(moment)``: a running copy of its own."""
    running: list[Site] = []

    def start(at: datetime = ORDINARY) -> Site:
        site = Site(prepared(at), tmp_path / f"site{len(running)}").start()
        running.append(site)
        return site

    yield start
    for site in running:
        site.stop()


@pytest.fixture(scope="session")
def shared(
    prepared: Callable[[datetime], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """One running copy for all who only read."""
    site = Site(prepared(ORDINARY), tmp_path_factory.mktemp("shared") / "site").start()
    yield site
    site.stop()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """``visit(site, "priya.sundaresh@meadowbank.example")``: a page with that person signed in.

    Whatever the browser complains of (a refused script, a lost file), and any request that leaves
    the site, fails the journey.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def sign_in(
        site: Site, email: str, *, width: int = 1280, script: bool = True, to: str = "/"
    ) -> Any:
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, java_script_enabled=script)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: _complain(complaints, said, site))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: _stays(complaints, sent.url, site.address))
        page.goto(site.address + to)
        if email:
            enter(page, email)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def picture() -> Callable[..., None]:
    """``picture(page, "my-work")``: taken at 1280 and 375 px wide, with the page's title."""
    return take_picture


def enter(page: Any, email: str, password: str = PASSWORD) -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".pr-menu, .govuk-error-summary").first.wait_for()


def take_picture(page: Any, name: str) -> None:
    if not PICTURES or name.startswith(ALIKE):
        return
    folder = Path(PICTURES)
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    most = SHORTER if name.startswith(("error-", "empty-")) else TALLEST
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        height = page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, most)}
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True, clip=clip)
    page.set_viewport_size(before)
    (folder / f"{name}.txt").write_text(page.title(), encoding="utf-8")


def _complain(complaints: list[str], said: Any, site: Site) -> None:
    refused = said.type == "error" and "the server responded with a status of 40" in said.text
    if refused or said.text.startswith("Clear-Site-Data header"):
        return
    complaints.append(said.text)
    if "status of 50" in said.text:
        complaints.append((site.home / "server.log").read_text(encoding="utf-8")[-2000:])


def _stays(complaints: list[str], url: str, address: str) -> None:
    if not url.startswith((address, "data:", "blob:", "about:")):
        complaints.append(f"a request left the site: {url}")
