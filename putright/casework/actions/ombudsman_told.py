"""What the Ombudsman's report tells of, brought into the timeline: as told by it, written now.

Nothing is made to fill a gap. Such an entry is an account of the Ombudsman's, with the report that
was uploaded as its only source; it shows nothing of ours, and stands in the books from today.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from putright.casework import told
from putright.casework.actions import ombudsman_report as report
from putright.casework.actions.adding import Saved, Sent, add, opened_for
from putright.casework.actions.files import kept_before
from putright.casework.actor import Actor
from putright.casework.determination_json import EventJson
from putright.casework.queries.ombudsman_told import source_of
from putright.casework.refused import NotRight
from putright.core.determinations.events import ACCOUNT
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.gateways import files
from putright.kit.dates import list_day
from putright.kit.say import _
from putright.stores.record.ledger.translate import Attached


def bring(*, actor: Actor, sent: Sent, chosen: Sequence[str], now: datetime) -> Saved:
    """Write down the chosen events of the report that this person read last."""
    opened = opened_for(actor, sent, report.PERMISSION, now)
    reading = report.proposed(actor, sent.near.case_id, report.TOLD)
    if reading is None:
        raise NotRight(_("Read the report first."), field="chosen")
    reference = reading.answer.reference
    there = {
        str(one.place): one.event
        for one in told.besides(reading.answer.events, opened.run.timeline.items, reference)
        if one.state in (told.ELSE, told.NOTHING) and one.event.first <= now.date()
    }
    if not chosen or not there.keys() >= set(chosen):
        raise NotRight(_("Choose from what stands there now. It may have changed."), field="chosen")
    source = source_of(opened, reading)
    entries = [] if source else [_the_report(reading, now)]
    key = source or entries[0].id
    entries += [_account(there[one], key, reference, now) for one in dict.fromkeys(chosen)]
    kept: tuple[Attached, ...] = ()
    if not source:
        kept = tuple(kept_before(actor=actor, near=sent.near, ids=[reading.file]))
    return add(actor, sent, entries, now, permission=report.PERMISSION, kept=kept, source="import")


def _the_report(reading: report.Proposed, now: datetime) -> Entry:
    """The report itself, as a paper that came."""
    answer = reading.answer
    on = min(answer.date or now.date(), now.date())
    said = _("The Ombudsman’s report {reference}, as it was uploaded.")
    return Entry(
        id=f"report-{uuid4().hex[:10]}", does=(ACCOUNT,), on=on, by="ombudsman", to=("landlord",),
        text=said.format(reference=answer.reference).replace("  ", " "), recorded_on=now.date(),
        refs=(answer.reference,) if answer.reference else (),
        evidence=(Evidence(kind="document"),),
    )  # fmt: skip


def _account(event: EventJson, source: str, reference: str, now: datetime) -> Entry:
    """One event, as told: on its day where that can be counted from, else on none."""
    calendar = files.load_calendar()
    last = min(event.last, now.date())
    where = f"{event.under} {event.paragraph}".strip()
    said = _("As told by the Ombudsman’s report ({where}): {text}")
    text = said.format(where=where, text=event.text)
    is_counted = calendar.first <= event.first
    if not is_counted:
        days = f"{list_day(event.first)} – {list_day(event.last)}"
        text = (
            f"{days}. {text}" if event.last != event.first else f"{list_day(event.first)}. {text}"
        )
    is_day = is_counted and event.first == last
    return Entry(
        id="", does=(ACCOUNT,), by="ombudsman", text=text, told_in=(source,),
        on=event.first if is_day else None,
        between=(event.first, last) if is_counted and not is_day else None,
        recorded_on=now.date(), refs=(told.mark_of(event, reference),),
    )  # fmt: skip
