"""Who looked at a case, what at, when and why: for the auditor, whose own look is in it too."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import open_for
from putright.gateways.clock import LONDON
from putright.kit.dates import moment
from putright.kit.say import _
from putright.stores.record import readings

MOST = 500


class Look(Struct, frozen=True):
    """One line of the log."""

    at: str
    who: str
    what: str
    detail: str
    why: str


class Looks(Struct, frozen=True):
    """The newest looks at a case, and what stands around the page."""

    around: Around
    looks: tuple[Look, ...]
    most: int = MOST


def looks(actor: Actor, case_id: UUID, *, now: datetime) -> Looks:
    """The log of one case, the newest first."""
    permissions.check(actor, "readings.see")
    opened = open_for(actor, case_id, now=now, what="readings")
    found = readings.of_case(landlord=actor.landlord_id, case=case_id, most=MOST)
    gone = _("A member of staff")
    return Looks(
        around(opened, "readings"),
        tuple(
            Look(
                moment(each.at.astimezone(LONDON)), opened.staff.get(each.user_id, gone), each.what,
                each.detail, each.why,
            )
            for each in found
        ),
    )  # fmt: skip
