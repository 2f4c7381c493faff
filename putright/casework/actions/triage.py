"""What is done with something that came in: taken, passed on, put off, ended, and undone.

Nothing is deleted and nothing ends without an outcome that a person chose (P5). Each step names
the version that its page showed: who comes second is told, and nothing of theirs is saved.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import desk
from putright.casework.actor import Actor
from putright.casework.queries import cases, triage_page
from putright.casework.queries.case_open import open_for
from putright.casework.queries.triage_page import last_step, undoable
from putright.casework.refused import NotRight
from putright.casework.triage_words import MAIL
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.kit.say import N_, _
from putright.stores.post import items
from putright.stores.post.items import Overtaken, Row

LONGEST_OFF = timedelta(days=14)
"""Nothing is put off for longer."""
ENDS: Mapping[str, str] = {
    "answered": N_("Answered; it belongs to no case"),
    "not for us": N_("Not for us: they were told who it is for"),
    "nothing to do": N_("Nothing to do: they asked and told nothing that a case needs"),
    "same as another": N_("The same came twice, and the other one is dealt with"),
    "machine": N_("A machine sent it, and it tells nothing"),
    "unwanted": N_("Unwanted advertising or fraud"),
}
"""How something can end that goes into no case, as the form offers it."""
FEWEST = 10
"""Letters of the reason for ending something that goes into no case."""


class Moved(Struct, frozen=True):
    """Which item, and the version of it that the page showed."""

    item: UUID
    version: int


def opened(actor: Actor, moved: Moved, *, now: datetime) -> Row:
    """The item that waits, in the version that the page showed; raises ``NotRight`` otherwise."""
    row, _standing = triage_page.find(actor, moved.item, now=now)
    if row.version != moved.version:
        raise overtaken()
    if not row.is_open:
        raise NotRight(_("This was dealt with already. Undo that first, if it was a mistake."))
    return row


def overtaken() -> NotRight:
    """What whoever came second is told."""
    return NotRight(_("Somebody else did something with this since you opened the page. Nothing of "
                      "yours was saved. Look at it again, then choose."))  # fmt: skip


def change(actor: Actor, row: Row, what: str, *, now: datetime, why: str = "", **told: Any) -> None:
    """Write a step; whoever does something with an item has read it."""
    if row.read_at is None:
        told.setdefault("read_at", now)
    try:
        items.change(landlord=actor.landlord_id, row=row, actor=actor.user_id, what=what, why=why,
                     now=now, **told)  # fmt: skip
    except Overtaken:
        raise overtaken() from None


def claim(*, actor: Actor, moved: Moved, now: datetime) -> None:
    """Take it: it waits for whoever took it, and for whoever covers while they are away."""
    row = opened(actor, moved, now=now)
    change(actor, row, "claimed", now=now, claimed_by_id=actor.user_id, claimed_at=now)


def pass_on(
    *, actor: Actor, moved: Moved, team: UUID | None, officer: UUID | None, why: str, now: datetime
) -> None:
    """Pass it to a team or a colleague; whoever had taken it has it no more."""
    row = opened(actor, moved, now=now)
    if team is None and officer is None:
        raise NotRight(_("Choose a team or a colleague."), field="team")
    allowed = triage_page.choices(actor, row.id, now=now)
    if officer is not None and str(officer) not in dict(allowed.people):
        raise NotRight(_("Choose somebody who is here."), field="officer")
    if team is not None and str(team) not in dict(allowed.teams):
        raise NotRight(_("Choose one of these teams."), field="team")
    change(
        actor, row, "passed", why=why, now=now, team_id=team or row.team, officer_id=officer,
        claimed_by_id=None, claimed_at=None, parked_until=None,
    )  # fmt: skip


def park(*, actor: Actor, moved: Moved, until: datetime, why: str, now: datetime) -> None:
    """Put it off until a time, with the reason; then it stands in the queue again by itself."""
    row = opened(actor, moved, now=now)
    if not now < until <= now + LONGEST_OFF:
        raise NotRight(_("Choose a time to come, within the next fortnight."), field="on")
    if row.urgent:
        raise NotRight(_("It sounds urgent, so it is not put off. Take it, or pass it on."))
    change(
        actor, row, "parked", why=why, now=now, parked_until=until,
        claimed_by_id=row.claimed_by or actor.user_id, claimed_at=row.claimed_at or now,
    )  # fmt: skip


def unpark(*, actor: Actor, moved: Moved, now: datetime) -> None:
    """Take it up again before the time."""
    row = opened(actor, moved, now=now)
    change(actor, row, "unparked", now=now, parked_until=None)


def end(*, actor: Actor, moved: Moved, outcome: str, why: str, now: datetime) -> None:
    """End what goes into no case: how, and why, in a person's words."""
    row = opened(actor, moved, now=now)
    if outcome not in ENDS:
        raise NotRight(_("Choose how it ended."), field="outcome")
    if len(why.strip()) < FEWEST and row.kind in MAIL:
        raise NotRight(_("Say in a few words why nothing of it belongs to a case."), field="why")
    if outcome in ("machine", "unwanted") and row.door in ("phone log", "letter scan"):
        raise NotRight(_("A person rang or wrote. Choose how it was dealt with."), field="outcome")
    change(actor, row, "ended", why=why, now=now, **ended(actor, outcome, now, why=why))


def ended(
    actor: Actor, outcome: str, now: datetime, *, why: str = "", case: UUID | None = None,
    entry: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What is written of an item that ends."""
    return {
        "outcome": outcome, "outcome_why": why[:400], "case_id": case, "entry": entry,
        "done_at": now, "done_by": actor.user_id, "parked_until": None,
    }  # fmt: skip


def undo(*, actor: Actor, moved: Moved, now: datetime) -> None:
    """Take the last step back. What stands in a case stays there, and counts no more."""
    row, _standing = triage_page.find(actor, moved.item, now=now)
    if row.version != moved.version:
        raise overtaken()
    done = items.steps(landlord=actor.landlord_id, item=row.id)
    last = last_step(done)
    if last is None or not undoable(done, row):
        raise NotRight(_("There is nothing here that can be undone. What was opened from it is "
                         "put right in its case."))  # fmt: skip
    before = items.restored(last.before)
    before.pop("read_at", None)
    with transaction.atomic():
        if last.what == "placed":
            _take_out(actor, row, now)
        change(actor, row, "undone", now=now, why=_(triage_page.STEPS[last.what]), **before)


def _take_out(actor: Actor, row: Row, now: datetime) -> None:
    """It was put into the wrong case: the entry stays to be seen, struck by one that says so."""
    assert row.case_id is not None
    near = cases.near_to(actor, row.case_id, now=now)
    case = open_for(actor, row.case_id, now=now, what="writing")
    ours = [
        one for one in case.run.timeline.items
        if (one.id == row.entry or one.id.startswith(f"{row.entry}-")) and not one.struck_by
    ]  # fmt: skip
    keys = {one.id for one in ours}
    if any(not keys.isdisjoint(_refers_to(one.entry)) for one in case.run.timeline.items):
        raise NotRight(_("Somebody has answered it in that case, so it stays there. Open the case, "
                         "and write a note about what is wrong."))  # fmt: skip
    entries = [
        Entry(
            id="", does=("note.made",), at=now, by=actor.key, channel="internal", corrects=one.id,
            text=_("This was put into this case by mistake. It is back in triage."),
            evidence=(Evidence(kind="system record"),),
        )
        for one in ours
    ]  # fmt: skip
    if entries:
        desk.add(actor=actor, permission="contact.log", near=near, entries=entries, now=now)


def _refers_to(entry: Entry) -> tuple[str, ...]:
    return (*entry.answers, *entry.replies_to, *entry.refs)
