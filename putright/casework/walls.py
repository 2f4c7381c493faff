"""What a member of staff who is complained of may not read: the entries of that complaint.

One function decides. Whatever is shown of a case is drawn from ``seen_by``, so that the timeline,
the story, the files, the picture and every past day leave out the same (security T12).
"""

from collections.abc import Iterable

from msgspec import Struct

from putright.casework.actor import Actor, user_of_key
from putright.casework.handed import roots_handed
from putright.casework.live import Live
from putright.core.events.entry import Entry
from putright.core.practice.ombudsman import CARRIED_OUT
from putright.core.practice.ombudsman_replies import OF_ORDERS

HEARD = ("contact.received",)
REFERS = ("answers", "replies_to", "told_in", "disputes", "contradicts", "admits", "refs")


class Seen(Struct, frozen=True):
    """A case as one person may see it, and the keys of the entries that are kept back."""

    live: Live
    withheld: frozenset[str]


def seen_by(actor: Actor, live: Live) -> Seen:
    """The case without what this person may not read."""
    hidden = withheld(actor, live)
    if not hidden:
        return Seen(live, hidden)
    kept = [one for one in live.kept if one.entry.id not in hidden]
    return Seen(Live(live.case, kept=kept, people=live.people), hidden)


def withheld(actor: Actor, live: Live) -> frozenset[str]:
    """The entries of every complaint that names this person, and what refers to them."""
    if actor.is_system:
        return frozenset()
    mine = own_keys(actor, live)
    entries = [one.entry for one in live.kept]
    hidden = {entry.id for entry in entries if mine.intersection(entry.about_staff)}
    if not hidden:
        return frozenset()
    complaints = {entry.complaint for entry in entries if entry.id in hidden}
    hidden |= {entry.id for entry in entries if _is_part(entry, complaints)}
    hidden |= _first_said(actor, live, hidden)
    return frozenset(_with_what_refers(entries, hidden))


def kept_from(live: Live) -> dict[str, tuple[str, ...]]:
    """For each entry that somebody may not read: the ids of those members of staff."""
    named = {key for one in live.kept for key in one.entry.about_staff}
    parties = live.case.parties.all() if named else ()
    users = {party.user_id for party in parties if party.key in named and party.user_id}
    users |= {user for key in named if (user := user_of_key(key)) is not None}
    hidden: dict[str, tuple[str, ...]] = {}
    for user in sorted(users):
        somebody = Actor(user_id=user, landlord_id=live.case.landlord_id, name="")
        for key in withheld(somebody, live):
            hidden[key] = (*hidden.get(key, ()), str(user))
    return hidden


def own_keys(actor: Actor, live: Live) -> frozenset[str]:
    """The keys under which the entries of a case know this member of staff."""
    parties = live.case.parties.all()
    named = {party.key for party in parties if party.user_id == actor.user_id}
    return frozenset({actor.key, *named})


def _is_part(entry: Entry, complaints: Iterable[str]) -> bool:
    """Whether an entry belongs to one of them; one without a name is meant by every such act."""
    if entry.complaint:
        return entry.complaint in complaints
    return "" in complaints and any(act.startswith("complaint.") for act in entry.does)


def _first_said(actor: Actor, live: Live, hidden: set[str]) -> set[str]:
    """The contacts in which it was first said, unless this person wrote them down."""
    told = {
        key
        for one in live.kept
        if one.entry.id in hidden and "complaint.raised" in one.entry.does
        for key in one.entry.refs
    }
    return {
        one.entry.id
        for one in live.kept
        if one.entry.id in told and one.entry.does == HEARD and one.actor_id != actor.user_id
    }


def _with_what_refers(entries: list[Entry], hidden: set[str]) -> set[str]:
    """An answer to a complaint tells of it, and so does the answer to that answer.

    So does what is about orders of several determinations, when only one of them is of it.
    """
    made = {pledge.id: entry.id for entry in entries for pledge in (*entry.wants, *entry.orders)}
    orders = {entry.id: [made[one] for one in _orders(entry) if one in made] for entry in entries}
    grew = True
    while grew:
        more = {
            entry.id
            for entry in entries
            if entry.id not in hidden
            and (_refers(entry, hidden) or not hidden.isdisjoint(orders[entry.id]))
        }
        grew = bool(more)
        hidden = hidden | more
    return hidden


def _refers(entry: Entry, hidden: set[str]) -> bool:
    single = (entry.corrects, entry.repeats, entry.passes_on)
    several = (key for name in REFERS for key in getattr(entry, name))
    return not hidden.isdisjoint((*single, *several, *roots_handed(entry)))


def _orders(entry: Entry) -> list[str]:
    """The orders that an entry is about."""
    kept = entry.keeps if CARRIED_OUT in entry.does else ()
    return [*str(entry.facts.get(OF_ORDERS, "")).split(), *kept]
