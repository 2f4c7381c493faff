"""What was raised to somebody and why: it leaves the list at once when somebody acts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.cover import Staffing
from putright.casework.queries.waits import Ladder, Thing
from putright.core.practice.ladder import Told, by_harm
from putright.gateways import clock
from putright.gateways.clock import LONDON
from putright.kit.dates import moment
from putright.kit.say import N_, _
from putright.stores.post import jobs
from putright.stores.post import told as rows

MOST = 30
OLD = timedelta(minutes=10)
TELLS = "escalate"
"""The routine by which things are raised, each minute."""
AS = {
    "acting": N_("You act on it today."),
    "cover": N_("You are next to whoever owes it."),
    "team leader": N_("You lead the team."),
    "head of service": N_("You lead the service."),
    "administrator": N_("You keep the service running."),
}
"""Why it is this person, by what the rung tells."""


class Raised(Struct, frozen=True, kw_only=True):
    """One thing that was raised to somebody; ``of`` says what it is."""

    of: str
    what: str
    why: str
    due: str
    since: datetime
    case: UUID | None = None
    reference: str = ""
    title: str = ""
    risk: str = ""
    owes: str = ""
    item: UUID | None = None
    is_pressing: bool = False


class RaisedList(Struct, frozen=True):
    """What is shown of it, how much there is in all, and how much of that cannot wait.

    ``old_since`` is since when nothing was raised to anybody, where that stands still: what waits
    longer than it should may then be missing here.
    """

    rows: tuple[Raised, ...] = ()
    count: int = 0
    pressing: int = 0
    old_since: datetime | None = None

    @property
    def first(self) -> Raised | None:
        """What stands before everything else: it cannot wait."""
        return next((one for one in self.rows if one.is_pressing), None)


def raised(
    actor: Actor, *, now: datetime, names: Mapping[UUID, str], staffing: Staffing | None = None,
    initials: bool = False,
) -> RaisedList:  # fmt: skip
    """What was raised to somebody: the oldest harm first; with ``initials`` without senders' names.

    What they owe themselves stands on their own list already and is not said twice.
    """
    old = _old_since(actor.landlord_id)
    told = rows.every(landlord=actor.landlord_id, user=actor.user_id)
    if not told:
        return RaisedList(old_since=old)
    ladder = Ladder(actor.landlord_id, now, staffing)
    known = {(row.told.of, row.told.key, row.told.rung) for row in told}
    cases = {row.told.case for row in told if row.told.case}
    found = [
        (thing, rung)
        for thing in _things(ladder, cases, {row.told.of for row in told})
        if (rung := thing.for_user(actor.user_id)) is not None
        and (thing.of, thing.key, rung.rung.id) in known
        and not _is_own(thing, actor.user_id)
    ]
    found.sort(key=lambda one: _order(one[0], now))
    listed = tuple(_raised(thing, rung, names, initials, now) for thing, rung in found[:MOST])
    pressing = sum(_is_pressing(thing, now) for thing, _rung in found)
    return RaisedList(listed, len(found), pressing, old)


def _old_since(landlord: UUID) -> datetime | None:
    """By the machine's clock, as that is the clock of what runs by itself."""
    since = jobs.stood_since(name=TELLS, landlord=landlord)
    if since is None or clock.machine() - since <= OLD:
        return None
    return since.astimezone(LONDON)


def _order(thing: Thing, now: datetime) -> tuple[bool, tuple[int, int]]:
    return (not _is_pressing(thing, now), by_harm(thing.level, thing.moment))


def _is_pressing(thing: Thing, now: datetime) -> bool:
    """Whether it stands first: an urgent message, or an overdue promise where harm may come."""
    if thing.item is not None:
        return bool(thing.item.urgent)
    return (
        thing.held is not None and thing.since <= now and (thing.level == "high" or thing.is_urgent)
    )


def _things(ladder: Ladder, cases: set[UUID], kinds: set[str]) -> Iterable[Thing]:
    if cases:
        yield from ladder.promises(cases)
    if "message" in kinds:
        yield from ladder.messages()
    if kinds - {"promise", "message"}:
        yield from ladder.service()


def _is_own(thing: Thing, user: UUID) -> bool:
    return thing.held is not None and thing.held.acting.user == user


def _raised(
    thing: Thing, told: Told, names: Mapping[UUID, str], initials: bool, now: datetime
) -> Raised:
    since = thing.since.astimezone(LONDON)
    tells = told.rung.tells
    why = f"{_(told.rung.says)} {_(AS[tells])}"
    if thing.held is not None:
        head, line = thing.held.head, thing.held.line
        acts = thing.held.acting.user
        return Raised(
            of=thing.of, what=line.what.rstrip("."), why=why, due=moment(since), since=since,
            case=head.id, reference=head.reference, title=head.title, risk=head.risk,
            owes=names.get(acts, "") if acts else "", is_pressing=_is_pressing(thing, now),
        )  # fmt: skip
    return Raised(
        of=thing.of, what=_what(thing, initials), why=why, due=moment(since), since=since,
        item=thing.item.id if thing.item else None, is_pressing=_is_pressing(thing, now),
    )  # fmt: skip


def _what(thing: Thing, initials: bool) -> str:
    if thing.item is not None:
        sender = thing.item.sender_name or thing.item.sender
        if initials:
            sender = " ".join(f"{word[0]}." for word in sender.split("@")[0].split() if word)
        return sender or _("somebody who gave no name")
    words = {
        "mailbox": _("The mailbox {name} cannot be read"),
        "job": _("A job of the service stopped: {name}"),
        "count": _("The nightly count does not come out"),
    }
    return words[thing.of].format(name=thing.name)
