"""Who may write, decide and read an answer to a complaint: nobody for themselves, and a further
stage by nobody who had a part in the one before (Complaint Handling Code 5.8, 6.13)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor, staff_key, user_of_key
from putright.casework.conflict import barred
from putright.casework.queries.case_open import Open
from putright.casework.queries.staff import colleagues_of
from putright.core.events.entry import Entry
from putright.core.practice.complaints import NOT_FURTHER, RESPONDED, Complaint, complaints_of
from putright.kit.say import _

DRAFTED = "drafted_by"
"""The fact of an answer that names who wrote it, by their keys."""
DECIDING = frozenset({RESPONDED, NOT_FURTHER})
"""What settles a stage: a refusal of the next one is its answer too."""


class Handlers(Struct, frozen=True):
    """Who can be given something to do in the answer: keys and names, nobody complained of."""

    choices: tuple[tuple[str, str], ...]

    def name(self, key: str) -> str:
        """The name behind a key; "" for nobody."""
        return dict(self.choices).get(key, "")


def handlers_of(opened: Open, complaint: Complaint, *, today: date) -> Handlers:
    """The staff who can own a remedy."""
    named = {user_of_key(key) for key in complaint.about_staff} | _users_of(opened, complaint)
    found = colleagues_of(opened.case.landlord_id, today=today)
    return Handlers(
        tuple(
            (f"staff-{each.id}", each.name)
            for each in found
            if each.is_active and each.id not in named
        )
    )


def writers_before(complaint: Complaint, stage: int) -> frozenset[str]:
    """Who decided, sent or drafted the answer of a stage before this one."""
    drafted = {
        key
        for item in complaint.doing(RESPONDED)
        if item.entry.stage < stage
        for key in str(item.entry.facts.get(DRAFTED, "")).split()
    }
    return complaint.decided_before(stage) | drafted


def drafted_by(entry: Entry, writers: Iterable[str]) -> str:
    """Who wrote an answer: in its draft, and by their ids in the letter that it became."""
    drafted = str(entry.facts.get(DRAFTED, "")).split()
    return " ".join(dict.fromkeys([*drafted, *(staff_key(UUID(each)) for each in writers)]))


def why_not_answer(opened: Open, complaint: Complaint, stage: int) -> str:
    """Why the reader may neither write nor decide this answer; "" where they may."""
    return _why_not(opened.actor, opened, complaint, stage)


def why_not_read(opened: Open, entries: Iterable[Entry]) -> str:
    """Why the reader may not agree, as the second person, to an answer that sending these entries
    writes; "" where they may, and of any other letter."""
    actor = opened.actor
    for entry in entries:
        if RESPONDED in entry.does and actor.key in str(entry.facts.get(DRAFTED, "")).split():
            return _("You wrote in this answer, so somebody else reads it.")
    return why_not_send(opened, entries)


def why_not_send(opened: Open, entries: Iterable[Entry]) -> str:
    """Why the reader may not send an answer; "" where they may, and of any other letter."""
    for entry in entries:
        found = complaints_of(opened.run.timeline).get(entry.complaint)
        if not DECIDING.isdisjoint(entry.does) and found is not None:
            return _why_not(opened.actor, opened, found, entry.stage)
    return ""


def _why_not(actor: Actor, opened: Open, complaint: Complaint, stage: int) -> str:
    if complaint.key in barred(actor, opened.whole).complaints:
        return _("A complaint names you, so you take no part in the answer.")
    if actor.key in writers_before(complaint, stage):
        return _("You decided or wrote the answer of an earlier stage. Somebody else answers this "
                 "one.")  # fmt: skip
    return ""


def _users_of(opened: Open, complaint: Complaint) -> set[UUID | None]:
    """The accounts of those complained of whom entries name by a part that they play."""
    return {row.user_id for row in opened.rows if row.key in complaint.about_staff}
