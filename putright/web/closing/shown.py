"""What the pages of closing are drawn from."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from msgspec import Struct

from putright.casework.queries.case_entries import Pointer
from putright.casework.queries.closing import ClosingPage, LineSeen, Writing
from putright.kit.say import _
from putright.kit.shown import Link
from putright.sheets.shown import entry_href, place

LOOKS = {"shown": "met", "falls away": "excused", "gap": "barred"}


class LineShown(Struct, frozen=True, kw_only=True):
    """One line of the checklist, with its links."""

    line: LineSeen
    shape: str
    state: str
    proofs: tuple[Link, ...]
    missing: tuple[Link, ...]
    mend: str


def of_page(page: ClosingPage) -> dict[str, Any]:
    """The lines with their links, the gaps first."""
    lines = sorted(page.lines, key=lambda each: each.state != "gap")
    return {
        "page": page,
        "lines": [_line(each, page.around.id) for each in lines],
        "steps": page.steps,
        "entry_href": entry_href,
    }


def barred(offered: Writing, request: HttpRequest) -> frozenset[str]:
    """The ways in writing that whoever it goes to asked us not to use."""
    whom = request.POST.get("whom", offered.people[0][0])
    return offered.barred.get(whom, frozenset())


def links(pointers: tuple[Pointer, ...], case_id: UUID) -> tuple[Link, ...]:
    """Links to entries."""
    return tuple(Link(word=each.words, href=entry_href(case_id, each.number)) for each in pointers)


def _line(each: LineSeen, case_id: UUID) -> LineShown:
    words = {
        "shown": _("Shown"),
        "falls away": _("Nothing to settle"),
        "gap": _("Excused, with a reason") if each.excused else _("Missing"),
    }
    return LineShown(
        line=each,
        shape="due-soon" if each.excused else LOOKS[each.state],
        state=words[each.state],
        proofs=links(each.proofs, case_id),
        missing=links(each.missing, case_id),
        mend=_mend(each, case_id),
    )


def _mend(each: LineSeen, case_id: UUID) -> str:
    """The page that settles a gap; where its area is not there, a contact can be logged."""
    if not each.mend:
        return ""
    return place(each.mend, case_id) or place("contact:log", case_id)
