"""The picture of a case: the audit's, of what this person may see, on the day looked at."""

import logging

from msgspec.structs import replace

from putright.casework.queries.case_open import Open
from putright.core.findings.audit import audit_case
from putright.kit.picture.draw import Picture, draw

log = logging.getLogger("putright.cases")

MOST_ENTRIES = 400
"""A picture of more is a black bar, and slow; the page then says so."""


def drawn_if_it_can_be(opened: Open) -> tuple[Picture | None, bool]:
    """The picture, and whether drawing it broke: then the rest of the page still stands (P8)."""
    try:
        return drawn(opened), False
    except Exception:
        log.exception("a picture could not be drawn", extra={"case": opened.case.id})
        return None, True


def drawn(opened: Open) -> Picture | None:
    """The picture of a case that is open."""
    items = opened.run.timeline.items
    if not items or len(items) > MOST_ENTRIES:
        return None
    day = opened.at.date()
    whole = opened.live.case_file(as_of=day)
    case = replace(whole, entries=tuple(item.entry for item in items))
    return draw(audit_case(case, opened.live.engine, as_of=day))
