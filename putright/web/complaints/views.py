"""The complaints of a case, and one of them with its tracker, its points and what comes next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from putright.casework.queries import complaints as read
from putright.casework.queries.complaints import ComplaintPage
from putright.gateways import clock
from putright.kit.shown import Link
from putright.sheets import shown
from putright.sheets.address import of_entry
from putright.sheets.sending import actor_of, draw

TAGS = {
    "done": "met", "late": "met-late", "due": "due", "overdue": "overdue", "waiting": "due",
    "not asked for": "excused", "ended": "excused",
}  # fmt: skip
"""The shape that stands beside the word of a step's state."""


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every complaint of the case."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    given = {"around": seen.around, "page": seen,
             "ask_href": lambda number: _ask(case_id, number)}  # fmt: skip
    return draw(request, "complaints/page.html.jinja", given)


@require_safe
def one(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """One complaint."""
    seen = read.one(actor_of(request), case_id, complaint, now=clock.now())
    links = list(_links(seen, case_id))
    given = {
        "around": seen.around,
        "page": seen,
        "tags": TAGS,
        "first": next((link for link, primary in links if primary), None),
        "others": [link for link, primary in links if not primary],
        "story": [shown.entry(each, case_id) for each in seen.story],
        "entry_href": lambda number: shown.entry_href(case_id, number),
        "act_href": lambda promise: shown.act_href(promise, case_id),
    }
    return draw(request, "complaints/one.html.jinja", given)


def _ask(case_id: UUID, number: int) -> str:
    """Where somebody is asked whether it is a complaint; "" where there is no such page."""
    try:
        return of_entry("recognising:ask", case_id, number)
    except NoReverseMatch:
        return ""


def address(name: str, case_id: UUID, complaint: str) -> str:
    """The address of a page of a complaint; "" where this service has no such page."""
    try:
        return reverse(name, kwargs={"case_id": case_id, "complaint": complaint})
    except NoReverseMatch:
        return ""


def _links(seen: ComplaintPage, case_id: UUID) -> list[tuple[Link, bool]]:
    """What can be done by this reader; the first that comes next is the one that stands out."""
    found: list[tuple[Link, bool]] = []
    if "complaint.handle" not in seen.around.may and "complaint.log" not in seen.around.may:
        return found
    taken = False
    for each in seen.next:
        href = address(each.name, case_id, seen.key)
        if not href or not _may(each.name, seen.around.may):
            continue
        is_first = each.primary and not taken
        taken = taken or is_first
        found.append((Link(word=each.word, href=href), is_first))
    return found


TOLD = frozenset(
    {"complaints:escalate", "complaints:point", "complaints:represent", "complaints:back"}
)
"""What anybody writes down who may take a complaint; all else is its handler's."""


def _may(name: str, may: frozenset[str]) -> bool:
    return ("complaint.log" if name in TOLD else "complaint.handle") in may
