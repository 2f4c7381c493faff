"""Conflict of interest: who is complained of neither acts in the complaint nor rings about it.

Asked at the desk, in the transaction of every write, so that no page can forget it (Complaint
Handling Code 5.8). While the complaint is open, whoever it names does not turn to the household at
all, save where that cannot be helped, which the entry says (``barred_contact``): the resident's
safety is then somebody else's to look after, and the lists of work pass over whoever is named. What
the resident says may be written down by anybody. Stage 2 is another person's than stage 1 (6.13).
"""

from collections.abc import Iterable
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor, user_of_key
from putright.casework.handed import ACCEPTED, HANDED, PASSED
from putright.casework.live import Live
from putright.casework.queries.staff import names_of
from putright.casework.refused import Refused
from putright.casework.walls import own_keys
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.practice.complaints import (
    ASSIGNED,
    DECIDED,
    ESCALATED,
    HANDLER,
    LOGGED,
    NOT_FURTHER,
    RAISED,
    RESPONDED,
)
from putright.core.timeline.items import Item
from putright.kit.say import _

MONEY = "redress."
ACTS = ("complaint.", "ombudsman.", "order.", MONEY)
HEARD = frozenset({RAISED, ESCALATED, LOGGED, "complaint.chased"})
"""What anybody may write down, so that a complaint is never lost with whoever heard it first."""
DECIDES = frozenset({RESPONDED, DECIDED, ASSIGNED, NOT_FURTHER, "complaint.refusal_weighed"})
"""Acts in which a stage is decided, or given to somebody to decide."""
INSIDE = frozenset({"note.made", LOGGED, ASSIGNED})
"""Acts that reach nobody, though their entry may say whom they are about."""
UNAVOIDABLE = "barred_contact"
"""The fact of an entry that says why somebody who is barred was in touch all the same."""


class Barred(Struct, frozen=True):
    """The complaints of a case that name somebody, those of them still open, who handles them."""

    complaints: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    handlers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.complaints)


def barred(actor: Actor, live: Live) -> Barred:
    """Whether a complaint of this case names the actor."""
    if actor.is_system or not _names_anybody(live):
        return Barred()
    return _barred(own_keys(actor, live), live)


def kept_away(live: Live) -> frozenset[UUID]:
    """The staff whom an open complaint of the case names: nothing of it waits for them."""
    if not _names_anybody(live):
        return frozenset()
    keys = {key for each in live.complaints.values() if each.is_open for key in each.about_staff}
    return frozenset(user for key in keys if (user := user_meant(live, key)) is not None)


def refuse(actor: Actor, live: Live, added: Iterable[Entry]) -> None:
    """Raise ``Refused`` where the actor may not write one of these because of a complaint."""
    if actor.is_system:
        return
    items = [live.timeline.by_id[entry.id] for entry in added]
    found = barred(actor, live)
    away = {f"staff-{user}" for user in kept_away(live)}
    for item in items:
        _refuse_own(found, item)
        _refuse_handing(item, away)
        _refuse_second_decision(live, item)


def user_meant(live: Live, key: str) -> UUID | None:
    """The member of staff whom a key means, by whichever name the case knows them."""
    users = {party.key: party.user_id for party in live.case.parties.all() if party.user_id}
    return users.get(key) or user_of_key(key)


def _meant(live: Live, keys: Iterable[str]) -> set[UUID | str]:
    """The same of several, whoever is nobody of ours by their key."""
    return {user_meant(live, key) or key for key in keys}


def _names_anybody(live: Live) -> bool:
    return any(one.entry.about_staff for one in live.kept)


def _barred(mine: frozenset[str], live: Live) -> Barred:
    found = {
        key: each for key, each in live.complaints.items() if not mine.isdisjoint(each.about_staff)
    }
    if not found:
        return Barred()
    parties, names = live.case.parties.all(), names_of(live.case.landlord_id)
    keys = [each.handler(each.stage) for each in found.values()]
    users = [user_meant(live, key) for key in keys if key]
    users += [party.user_id for party in parties if party.role == "complaints handler"]
    told = [names[user] for user in users if user in names]
    return Barred(
        complaints=frozenset(found),
        open=frozenset(key for key, each in found.items() if each.is_open),
        handlers=tuple(dict.fromkeys(told)),
    )


def _refuse_own(found: Barred, item: Item) -> None:
    """What somebody may not do because a complaint names them."""
    if _acts_in_complaint(item, found):
        raise Refused(_in_complaint(found))
    if found.open and _reaches_household(item) and UNAVOIDABLE not in item.entry.facts:
        raise Refused(_in_touch(found))
    if found.open and ACCEPTED in item.acts:
        raise Refused(_in_touch(found))


def _refuse_handing(item: Item, away: set[str]) -> None:
    """Neither the case nor a promise of it goes to whoever an open complaint names."""
    if {HANDED, PASSED}.isdisjoint(item.acts) or away.isdisjoint(item.entry.to):
        return
    raise Refused(_("An open complaint names them, so neither this case nor a promise of it can go "
                    "to them. Nothing was saved. Choose somebody else."))  # fmt: skip


def _refuse_second_decision(live: Live, item: Item) -> None:
    """Whoever decided one stage decides no later one, nor handles it; nor does who is named."""
    if DECIDES.isdisjoint(item.acts):
        return
    complaint = live.complaints.get(item.entry.complaint)
    if complaint is None:
        return
    before = _meant(live, complaint.decided_before(item.entry.stage))
    told = [item.entry.by] if ASSIGNED not in item.acts else []
    told += [str(item.entry.facts[HANDLER])] if HANDLER in item.entry.facts else []
    named = _meant(live, told)
    if not named.isdisjoint(before):
        raise Refused(_("They decided this complaint at an earlier stage. Each stage is another "
                        "person's. Nothing was saved. Choose somebody else."))  # fmt: skip
    if not named.isdisjoint(_meant(live, complaint.about_staff)):
        raise Refused(_("The complaint names them, so they cannot handle it. Nothing was saved. "
                        "Choose somebody else."))  # fmt: skip


def _acts_in_complaint(item: Item, found: Barred) -> bool:
    entry = item.entry
    if found and any(act.startswith(MONEY) for act in item.acts):
        return True  # money weighs the whole case, whichever complaint it is offered for
    if not found or (entry.complaint and entry.complaint not in found.complaints):
        return False
    if any(act.startswith(ACTS) for act in item.acts):
        return HEARD.isdisjoint(item.acts)
    return "complaint" in entry.about and _reaches_household(item)


def _reaches_household(item: Item) -> bool:
    """Whether we turned to the household in it; what its people tell us is not this."""
    if not item.from_landlord or item.entry.channel == "internal" or INSIDE.issuperset(item.acts):
        return False
    return not HOUSEHOLD.isdisjoint(item.to_sides)


def _in_complaint(found: Barred) -> str:
    told = _("A complaint names you, so you may not act in it. Nothing was saved.")
    return f"{told} {_handled(found)}"


def _in_touch(found: Barred) -> str:
    told = _("A complaint names you. While it is open somebody else is in touch with the "
             "household. Nothing was saved. If they rang you, or it could not wait, say so where "
             "you log the contact.")  # fmt: skip
    return f"{told} {_handled(found)}"


def _handled(found: Barred) -> str:
    if not found.handlers:
        return _("The complaints team handles it.")
    return _("It is handled by {names}.").format(names=", ".join(found.handlers))
