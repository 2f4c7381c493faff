"""The page of related cases: those that were joined, and those that look as if they belong here.

What looks alike is worked out when the page is read, from cases that the reader may open, and is
kept nowhere; a person joins, never the service. No word of one case is shown in the other
(security R9): only why it may belong here, its reference and its home.
"""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries import cases
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_links import Group, Linked, Other, group, linked, others
from putright.casework.queries.case_open import open_for
from putright.casework.queries.links_alike import Reason, alike
from putright.casework.refused import Refused
from putright.kit.say import _
from putright.stores.record.links import WHATS, of_cases
from putright.stores.record.models import Case

MOST = 12


class Suggested(Struct, frozen=True):
    """A case that may belong to this one, and why; the strongest reason first."""

    other: Other
    reasons: tuple[Reason, ...]


class LinksPage(Struct, frozen=True, kw_only=True):
    """The related cases of a case; ``more`` suggestions are left out of the list."""

    around: Around
    joined: tuple[Linked, ...]
    group: Group
    suggested: tuple[Suggested, ...]
    more: int


def page(actor: Actor, case_id: UUID, *, now: datetime) -> LinksPage:
    """What belongs to this case, and what may."""
    opened = open_for(actor, case_id, now=now, what="links")
    said = of_cases(landlord=actor.landlord_id, cases=[case_id])
    joined_with = {each.far(case_id) for each in said if each.says == "joined"}
    settled = {(each.far(case_id), each.what) for each in said}
    found: list[tuple[Case, tuple[Reason, ...]]] = []
    for case, reasons in alike(opened, now=now):
        left = tuple(each for each in reasons if (case.id, each.what) not in settled)
        if left and case.id not in joined_with:
            found.append((case, left))
    told = {one.id: one for one in others(actor, [case for case, _reasons in found[:MOST]])}
    return LinksPage(
        around=around(opened, "links"),
        joined=linked(actor, opened.case, now=now),
        group=group(actor, opened.case, now=now),
        suggested=tuple(Suggested(told[case.id], left) for case, left in found[:MOST]),
        more=max(0, len(found) - MOST),
    )


def named(actor: Actor, reference: str, *, now: datetime) -> UUID:
    """The case with that reference; ``Refused`` where the reader can open none."""
    seen = cases.visible_to(actor, now=now)
    found = seen.filter(reference__iexact=reference.strip()).values_list("id", flat=True).first()
    if found is None:
        raise Refused(_("There is no other case with that reference that you can open."))
    return found


def choices() -> list[tuple[str, str]]:
    """How two cases can belong together, for a form about the first of them."""
    words = {
        "same incident": _("Both tell of the same incident"),
        "same home": _("Both are about the same home"),
        "same people": _("The same people are in both"),
        "counter report": _("They are two sides of one thing: each reports the other"),
        "follows a closed case": _("This case came after the other was closed"),
        "patch": _("Both are in the same patch"),
    }
    return [(what, words[what]) for what in WHATS]
