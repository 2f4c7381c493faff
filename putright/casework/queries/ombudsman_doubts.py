"""Whether a report that somebody uploads is of this case: what speaks against it, in words.

A reference that stands on another case is told only to whoever may open that case and read its
entry there; to anybody else nothing shows that it exists (security R3).
"""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from msgspec import Struct

from putright.casework import told
from putright.casework.actions.ombudsman_report import Proposed
from putright.casework.actor import Actor
from putright.casework.live import load_all
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.cases import visible_to
from putright.casework.walls import seen_by
from putright.core.practice.complaints import complaints_of
from putright.core.practice.ombudsman import ASKED, DETERMINED
from putright.kit.dates import long_day
from putright.kit.say import _
from putright.stores.record.models import Case, StoredEntry

FEW = 20


class Doubt(Struct, frozen=True):
    """What speaks against it; ``case`` and ``reference`` are of the case that it may belong to."""

    says: str
    case: UUID | None = None
    reference: str = ""


class OnForm(Struct, frozen=True):
    """What the form says of the determination: its reference, its day, of which complaint it is."""

    reference: str
    on: date | None = None
    complaint: str = ""


def doubts(
    actor: Actor, case_id: UUID, *, reading: Proposed | None, form: OnForm, now: datetime
) -> tuple[Doubt, ...]:
    """All that speaks against it, from what was read and what the form says."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    found = [
        Doubt(_("This reference of the Ombudsman’s stands on another case already."),
              one.id, one.reference)
        for one in _elsewhere(actor, case_id, form.reference, now)
    ]  # fmt: skip
    found += [Doubt(says) for says in (_too_early(opened, form), _unknown(opened, reading)) if says]
    if reading is not None and reading.is_of_another:
        said = _("The report names another landlord than yours: {landlord}.")
        found.insert(0, Doubt(said.format(landlord=reading.answer.landlord)))
    return tuple(found)


def _too_early(opened: Open, form: OnForm) -> str:
    """Why its day cannot be that of a determination of this case; "" where it can."""
    timeline = opened.run.timeline
    began = min((i.when.date for i in timeline.items if not i.struck_by), default=None)
    if form.on is None or began is None:
        return ""
    if form.on < began:
        words = _("It is dated {day}, before anything on record here: the first is of {first}.")
        return words.format(day=long_day(form.on), first=long_day(began))
    known = complaints_of(timeline)
    key = form.complaint or (next(iter(known)) if len(known) == 1 else "")
    received = known[key].received if key in known else None
    if received is None or form.on >= received.when.date:
        return ""
    words = _("It is dated {day}, before the complaint that it is about, which came on {came}.")
    return words.format(day=long_day(form.on), came=long_day(received.when.date))


def _unknown(opened: Open, reading: Proposed | None) -> str:
    """Whether nothing of what the report tells of is on our timeline, in words."""
    if reading is None or not reading.answer.events:
        return ""
    answer = reading.answer
    beside = told.besides(answer.events, opened.run.timeline.items, answer.reference)
    if any(one.state != told.NOTHING for one in beside):
        return ""
    return _("On none of the days that the report tells of is anything on our timeline.")


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
