"""Every page there is, with something to stand in each address, and what each page must keep to."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from census.doors import doors, ids_of
from journeys.site import Site

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
LOOK = f"""{AXE}; axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}}).then(
  found => found.violations.filter(one => ['serious', 'critical'].includes(one.impact))
    .map(one => `${{one.id}}: ${{one.nodes[0].html.slice(0, 160)}}`))"""
TOO_WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? '' :
  [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth
    && !e.closest('[tabindex="0"]')).map(e => e.outerHTML.slice(0, 120)).slice(-1)[0] || 'wider'
"""
IN_COLOUR = """
() => [...document.querySelectorAll('main *, .pr-identity *')].filter(e => {
  const look = getComputedStyle(e), words = [...e.childNodes].some(
    n => n.nodeType === 3 && n.textContent.trim());
  return words && e.checkVisibility() && !e.closest('svg') && !(look.color === 'rgb(0, 0, 0)'
    && ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(look.backgroundColor));
}).map(e => e.outerHTML.slice(0, 100))[0] || ''
"""
LEADS = "nav, .pr-search, .pr-menu, .govuk-skip-link, button"
FULL = {
    "officer": "daniel.okwuosa@meadowbank.example",
    "team leader": "gareth.penhallow@meadowbank.example",
    "administrator": "stefan.kowalczuk-reed@meadowbank.example",
}
EMPTY = {role: f"{role.replace(' ', '.')}@barewold.example" for role in FULL}
NINE = "Youths in the yard, and a boy who will not go out"
FURTHER = "A complaint about a visit that nobody came to"
LETTERS = (
    "select letter.id from record_outgoing letter join record_case owner"
    " on letter.case_id = owner.id and letter.state = 'writing'"
)
OWN = ("/account/password/", "/account/factor/", "/account/factor/app/", "/account/again/")
WITHOUT_PAGE = {
    "files:get",
    "files:read",
    "people:left_out",
    "drafts:keep",
    "drafts:forget",
    "letters:word",
    "ombudsman:bundle_agree",
    "ombudsman:bundle_download",
    "triage:raw",
    "triage:file",
}


COMPLAINT = "/cases/{complained}/complaints/c1/"
LINKED = (
    {
        "cases:excuse": ("/", r"/cases/[^/]+/excuse/[?]promise=[^\"]+"),
        "work:hand_on": ("/", r"/work/hand-on/[?]promise=[^\"]+"),
        "handover:ask": ("/handover/{case_id}/", r"/handover/[^/]+/ask/[?]promise=[^\"]+"),
        "agencies:ask": (
            "/cases/{case_id}/agencies/ask/",
            r"/cases/[^/]+/agencies/ask/[?]kind=[^\"]+",
        ),
    }
    | {
        f"agencies:{act}": ("/cases/{case_id}/agencies/", rf"/cases/[^/]+/agencies/\d+/{act}/")
        for act in ("chase", "higher", "reply", "back")
    }
    | {
        f"complaints:{act}": (COMPLAINT, rf"/cases/[^/]+/complaints/c1/{path}/")
        for act, path in (
            ("escalate", "escalate"),
            ("point", "point"),
            ("represent", "speaker"),
            ("withdraw", "withdraw"),
            ("define", "define"),
            ("assign", "handler"),
            ("update", "update"),
            ("weigh", "weigh"),
            ("extend", "longer"),
            ("refuse", "refuse"),
        )
    }
    | {
        "complaints:one": ("/cases/{complained}/complaints/", r"/cases/[^/]+/complaints/c1/"),
        "responses:page": (COMPLAINT, r"/cases/[^/]+/complaints/c1/(?:answer|response)[^\"]*"),
    }
)
"""What is about one promise is reached by a link: on which page, and what it looks like."""


def addresses(page: Any, site: Site, *, is_empty: bool = False) -> Iterator[tuple[str, str]]:
    """The name and the path of every page, as far as this landlord has what it asks for."""
    there = {} if is_empty else _there(site)
    for door in doors():
        if door.name in WITHOUT_PAGE or (is_empty and any(k == "uuid" for _n, k in door.asks)):
            continue
        path = door.path(ids_of(**there))
        if door.name in LINKED and there:
            path = _linked(page, site, door.name, there) or path
        yield door.name.replace(":", "-").replace("_", "-"), path
    for path in OWN:
        yield path.strip("/").replace("/", "-"), path


def is_page(page: Any, path: str, site: Site) -> bool:
    """Whether a page of its own is there for this person; if so, it is opened."""
    answer = page.request.get(site.address + path, max_redirects=0)
    if answer.status != 200 or "<title>" not in answer.text():
        return False
    page.goto(site.address + path)
    return True


def _there(site: Site) -> dict[str, Any]:
    return {
        "case_id": site.case(NINE),
        "complained": site.case(FURTHER),
        "person_id": site.person("Theresa Gallowhill"),
        "user_id": site.user("Marcia Bellweather"),
        "patch_id": site.ask("select id from accounts_patch where name = 'Weir End'")[0],
        "team_id": site.ask("select id from accounts_team where name like 'South%'")[0],
        "agency_id": site.ask("select id from people_agency where name like '%South%'")[0],
        "lesson_id": site.ask("select id from record_lesson where state = 'to do'")[0],
        "letter_id": site.ask(f"{LETTERS} where owner.title = ?", NINE)[0],
        "item_id": site.ask("select id from post_item where subject like 'The yard%'")[0],
        "mailbox_id": site.ask("select id from post_mailbox")[0],
        "number": 1,
        "slug": "meadowbank",
    }


def _linked(page: Any, site: Site, name: str, there: dict[str, Any]) -> str:
    source, link = LINKED[name]
    found = re.search(link, page.request.get(site.address + source.format(**there)).text())
    return html.unescape(found[0]) if found else ""


def faults_of(page: Any) -> list[str]:
    """What keeps somebody out of the page that is open; its pictures are the caller's."""
    faults = list(page.evaluate(LOOK))
    if page.title().startswith("Error:") != bool(page.locator(".govuk-error-summary").count()):
        faults.append(f"title {page.title()!r} and error summary do not agree")
    page.set_viewport_size({"width": 320, "height": 800})
    if wide := page.evaluate(TOO_WIDE):
        faults.append(f"320 px: {wide}")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="print")
    if page.locator(LEADS).filter(visible=True).count():
        faults.append(f"printed: {page.locator(LEADS).filter(visible=True).first.inner_text()}")
    if words := page.evaluate(IN_COLOUR):
        faults.append(f"printed in colour: {words}")
    page.emulate_media(media="screen")
    return faults
