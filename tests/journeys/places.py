"""Every page there is, with something to stand in each address, and what each page must keep to."""

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
RESTRICTED = "Safety at home"
OWN = ("/account/password/", "/account/factor/", "/account/factor/app/", "/account/again/")
WITHOUT_PAGE = {"files:get", "files:read", "people:left_out", "drafts:keep", "drafts:forget"}


def addresses(site: Site, role: str, *, is_empty: bool) -> Iterator[tuple[str, str]]:
    """The name and the path of every page, as far as this landlord has what it asks for."""
    ids = ids_of(**({} if is_empty else _there(site)))
    for door in doors():
        if door.name in WITHOUT_PAGE or (is_empty and any(k == "uuid" for _n, k in door.asks)):
            continue
        yield door.name.replace(":", "-").replace("_", "-"), door.path(ids) + _more(site, door.name)
    if role == "officer":
        for path in OWN:
            yield path.strip("/").replace("/", "-"), path


def _there(site: Site) -> dict[str, Any]:
    case = site.case(NINE)
    return {
        "case_id": case,
        "person_id": _resident(site),
        "user_id": site.user("Marcia Bellweather"),
        "patch_id": site.ask("select id from accounts_patch where name = 'Weir End'")[0],
        "team_id": site.ask("select id from accounts_team where name like 'South%'")[0],
        "number": 1,
    }


def _resident(site: Site) -> str:
    return site.ask("select id from people_person where reference = 'theresa'")[0]


def _more(site: Site, name: str) -> str:
    """Some pages ask which promise they are about."""
    if name not in ("cases:excuse", "handover:ask", "work:hand_on"):
        return ""
    owed = "select o.root from worklist_owed o join record_case c on o.case_id = c.id"
    key = next(iter(site.ask(f"{owed} where c.title = ? and o.rule = 'promises.kept'", NINE)), "")
    return f"?promise={site.case(NINE)}~{key}" if name == "work:hand_on" else f"?promise={key}"


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
