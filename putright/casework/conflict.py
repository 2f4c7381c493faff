"""Conflict of interest: who is complained of neither acts in the complaint nor rings about it.

Asked at the desk, in the transaction of every write, so that no page can forget it (Complaint
Handling Code 5.8). While the complaint is open, whoever it names does not get in touch with the
household at all, save where that cannot be helped, which the entry says (``barred_contact``): the
resident's safety is then somebody else's to look after.
"""

from collections.abc import Iterable

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.live import Live
from putright.casework.refused import Refused
from putright.casework.walls import own_keys
from putright.core.events.entry import Entry
from putright.kit.say import _

SETTLED = ("complaint.withdrawn", "complaint.refused", "complaint.not_wanted")
ACTS = ("complaint.", "redress.")
REACHING = frozenset({"contact.made", "contact.attempted", "form.sent", "letter.sent"})
UNAVOIDABLE = "barred_contact"
"""The fact of an entry that says why somebody who is barred was in touch all the same."""


class Barred(Struct, frozen=True):
    """The complaints of a case that name somebody, and those of them that are still open."""

    complaints: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.complaints)


def barred(actor: Actor, live: Live) -> Barred:
    """Whether a complaint of this case names the actor."""
    if actor.is_system:
        return Barred()
    mine = own_keys(actor, live)
    entries = [one.entry for one in live.kept]
    named = {entry.complaint for entry in entries if mine.intersection(entry.about_staff)}
    return Barred(frozenset(named), frozenset(each for each in named if is_open(each, entries)))


def is_open(complaint: str, entries: Iterable[Entry]) -> bool:
    """Whether a complaint still waits for an answer, or may yet: no final answer, no end."""
    stands = True
    for entry in entries:
        if entry.complaint != complaint:
            continue
        if not set(entry.does).isdisjoint(SETTLED) or "complaint.responded" in entry.does:
            stands = False
        elif any(act in ("complaint.raised", "complaint.escalated", "complaint.returned")
                 for act in entry.does):  # fmt: skip
            stands = True
    return stands


def refuse(actor: Actor, live: Live, added: Iterable[Entry]) -> None:
    """Raise ``Refused`` where the actor may not write one of these because of a complaint."""
    found = barred(actor, live)
    if not found:
        return
    for entry in added:
        if _acts_in_complaint(entry, found):
            raise Refused(_("A complaint names you, so you may not act in it. Nothing was saved. "
                            "Whoever handles it does this."))  # fmt: skip
        if found.open and _reaches_household(entry, live) and UNAVOIDABLE not in entry.facts:
            raise Refused(_("A complaint names you. While it is open somebody else is in touch "
                            "with the household. Nothing was saved. If they rang you, or it could "
                            "not wait, say so where you log the contact."))  # fmt: skip


def _acts_in_complaint(entry: Entry, found: Barred) -> bool:
    if entry.complaint and entry.complaint not in found.complaints:
        return False
    if any(act.startswith(ACTS) for act in entry.does):
        return "complaint.raised" not in entry.does
    return "complaint" in entry.about and not REACHING.isdisjoint(entry.does)


def _reaches_household(entry: Entry, live: Live) -> bool:
    if REACHING.isdisjoint(entry.does):
        return False
    people = live.people
    sides = {people[key].side if key in people else key for key in entry.to}
    return not sides.isdisjoint({"resident", "helper"})
