"""Whether a report that somebody uploads is of this case: what speaks against it, in words.

A reference that stands on another case is told only to whoever may open that case and read its
entry there; to anybody else nothing shows that it exists (security R3).
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from msgspec import Struct

from putright.casework.actions.ombudsman_report import Proposed
from putright.casework.actor import Actor
from putright.casework.live import load_all
from putright.casework.queries.cases import visible_to
from putright.casework.walls import seen_by
from putright.core.practice.ombudsman import ASKED, DETERMINED
from putright.kit.say import _
from putright.stores.record.models import Case, StoredEntry

FEW = 20


class Doubt(Struct, frozen=True):
    """What speaks against it; ``case`` and ``reference`` are of the case that it may belong to."""

    says: str
    case: UUID | None = None
    reference: str = ""


def doubts(
    actor: Actor, case_id: UUID, *, reading: Proposed | None, reference: str, now: datetime
) -> tuple[Doubt, ...]:
    """All that speaks against it, from what was read and the reference on the form."""
    found = [
        Doubt(_("This reference of the Ombudsman’s stands on another case already."),
              one.id, one.reference)
        for one in _elsewhere(actor, case_id, reference, now)
    ]  # fmt: skip
    if reading is not None and reading.is_of_another:
        said = _("The report names another landlord than yours: {landlord}.")
        found.insert(0, Doubt(said.format(landlord=reading.answer.landlord)))
    return tuple(found)


def _elsewhere(actor: Actor, case_id: UUID, reference: str, now: datetime) -> Iterator[Case]:
    """The other cases that hold the reference, of those that this person may read."""
    if not reference:
        return
    seen = visible_to(actor, now=now).exclude(id=case_id)
    held = StoredEntry.objects.filter(
        landlord_id=actor.landlord_id, kind__in=(ASKED, DETERMINED), stream_id__in=seen.values("id")
    ).annotate(told=Cast("data", TextField()))
    ids = held.filter(told__contains=f'"{reference}"').values_list("stream_id", flat=True)
    cases = seen.filter(id__in=ids.distinct()).select_related("landlord", "home")
    for live in load_all(list(cases.prefetch_related("parties").order_by("id")[:FEW])):
        if any(reference in one.entry.refs for one in seen_by(actor, live).live.kept):
            yield live.case
