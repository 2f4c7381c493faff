"""Everything that came in and waits: one queue for all doors, its counts, and what ended last.

What may not be known to the reader is neither in the queue nor in any count of it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.cover import Acting
from putright.casework.queries.cases import visible_to
from putright.casework.queries.mail_health import troubled
from putright.casework.queries.people import known_people
from putright.casework.queries.staff import names_of
from putright.casework.queries.triage_likeliest import likeliest
from putright.casework.queries.triage_who import Standing, guessed, standings
from putright.casework.triage_words import MAIL
from putright.gateways.clock import LONDON
from putright.kit.say import N_, _
from putright.stores.accounts.models import Team
from putright.stores.post import counts, items
from putright.stores.post.items import Row
from putright.stores.post.models import Mailbox
from putright.stores.record import readings
from putright.stores.record.models import Case

DONE = 10
MOST = 100
"""Rows that one page shows; the counts are of all there are."""
DOORS: Mapping[str, str] = {
    "mailbox": N_("Email"), "forwarded": N_("Email"), "web form": N_("Web form"),
    "phone log": N_("Call"), "letter scan": N_("Letter"), "portal": N_("Portal"),
    "partner": N_("Partner"),
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "message": N_("Message"), "unreadable": N_("Could not be read"),
    "bounce": N_("Could not be delivered"), "auto reply": N_("Automatic answer"),
    "loop": N_("Came back to us in a loop"), "receipt": N_("Reading receipt"),
}  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "on a case": N_("Put into a case"), "new case": N_("A new case"),
    "complaint": N_("A new complaint"), "same as another": N_("The same as something else here"),
    "answered": N_("Answered; it belongs to no case"),
    "not for us": N_("Not for us; they were told who it is for"),
    "nothing to do": N_("Nothing to do"), "machine": N_("From a machine"),
    "unwanted": N_("Unwanted advertising or fraud"), "bounce": N_("Put back on its case"),
}  # fmt: skip


class Waiting(Struct, frozen=True, kw_only=True):
    """One thing that waits and who acts on it: what reminders and counts are drawn from."""

    id: UUID
    team: UUID
    came_at: datetime
    due_at: datetime
    is_urgent: bool
    is_unhappy: bool
    is_read: bool
    is_from_machine: bool
    claimed_by: UUID | None
    parked_until: datetime | None
    acting: Acting
    standing: Standing


class Seen(Struct, frozen=True, kw_only=True):
    """One thing that waits, as a list shows it to one reader."""

    id: UUID
    door: str
    is_ombudsman: bool
    kind: str
    came_at: datetime
    due_at: datetime
    is_late: bool
    sender: str
    address: str
    subject: str
    beginning: str
    urgent: tuple[str, ...]
    unhappy: tuple[str, ...]
    guess: str
    acts: str
    instead_of: str
    by: str
    is_mine: bool
    claimed_by: str
    is_read: bool
    is_matched: bool
    is_from_machine: bool
    parked_until: datetime | None
    files: int
    version: int


class Ended(Struct, frozen=True):
    """Something that ended: what, how, when and by whom."""

    id: UUID
    words: str
    outcome: str
    at: datetime
    by: str


class Inbox(Struct, frozen=True, kw_only=True):
    """The queue: what needs a person, what machines sent, what was put off, what ended last."""

    rows: tuple[Seen, ...]
    machines: tuple[Seen, ...]
    parked: tuple[Seen, ...]
    counts: Mapping[str, int]
    ended: tuple[Ended, ...]
    silent: tuple[str, ...]
    nobodys: int


SHOWS: Mapping[str, Callable[[Seen], bool]] = {
    "all": lambda one: True,
    "unread": lambda one: not one.is_read,
    "unmatched": lambda one: not one.is_matched,
    "unhappy": lambda one: bool(one.unhappy),
    "urgent": lambda one: bool(one.urgent),
    "mine": lambda one: one.is_mine,
    "late": lambda one: one.is_late,
}
"""What the queue can be narrowed to, each with its count."""


def waiting(landlord: UUID, *, now: datetime) -> tuple[Waiting, ...]:
    """All that waits at a landlord, with who acts on each: for what runs by itself."""
    rows = items.open_ones(landlord=landlord)
    found = standings(landlord, rows, now=now)
    return tuple(
        Waiting(
            id=row.id, team=row.team, came_at=row.came_at, due_at=found[row.id].due_at,
            is_urgent=bool(row.urgent), is_unhappy=bool(row.unhappy),
            is_read=row.read_at is not None, is_from_machine=row.kind not in MAIL,
            claimed_by=row.claimed_by, parked_until=row.parked_until,
            acting=found[row.id].acting, standing=found[row.id],
        )
        for row in rows
    )  # fmt: skip


def open_items(actor: Actor, *, now: datetime) -> tuple[Seen, ...]:
    """All that waits and that somebody may know of: what is unsafe first, then the oldest.

    What the Ombudsman sends stands with what sounds urgent.
    """
    permissions.check(actor, "post.triage")
    rows = items.open_ones(landlord=actor.landlord_id)
    found = standings(actor.landlord_id, rows, now=now)
    mine = [row for row in rows if found[row.id].may(actor.user_id)]
    seen = shown(actor, mine, found, now=now)
    return tuple(sorted(seen, key=_in_order))


def _in_order(one: Seen) -> tuple[bool, bool, datetime]:
    return one.is_from_machine, not (one.urgent or one.is_ombudsman), one.came_at


def inbox(actor: Actor, *, now: datetime, show: str = "all") -> Inbox:
    """The page of triage; that its list was looked at is written down."""
    found = open_items(actor, now=now)
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="triage", at=now)
    off = {one.id for one in found if one.parked_until is not None and one.parked_until > now}
    here = [one for one in found if one.id not in off]
    people = [one for one in here if not one.is_from_machine]
    wanted = [one for one in people if SHOWS.get(show, SHOWS["all"])(one)]
    return Inbox(
        rows=_with_guesses(actor, wanted, now=now),
        machines=tuple(one for one in here if one.is_from_machine)[:MOST],
        parked=tuple(one for one in found if one.id in off),
        counts={name: sum(map(asks, people)) for name, asks in SHOWS.items()},
        ended=ended(actor, now=now),
        silent=silent(actor.landlord_id, now=now),
        nobodys=sum(not one.acts for one in here),
    )


def _with_guesses(actor: Actor, seen: Sequence[Seen], *, now: datetime) -> tuple[Seen, ...]:
    """As many as a page shows; where nobody guessed before, with what their own page guesses."""
    here = seen[:MOST]
    without = [one.id for one in here if not one.guess]
    rows = items.these(landlord=actor.landlord_id, items=without)
    found = likeliest(actor, rows, now=now)
    return tuple(replace(one, guess=found.get(one.id) or one.guess) for one in here)


def ended(actor: Actor, *, now: datetime) -> tuple[Ended, ...]:
    """What ended last, as far as the reader may know of it."""
    rows = items.done(landlord=actor.landlord_id, most=DONE * 3)
    found = standings(actor.landlord_id, rows, now=now)
    names = names_of(actor.landlord_id)
    mine = [row for row in rows if found[row.id].may(actor.user_id)][:DONE]
    return tuple(
        Ended(row.id, _words(row), _(OUTCOMES.get(row.outcome, row.outcome)),
              (row.done_at or now).astimezone(LONDON),
              names.get(row.done_by or row.id, _("Putright")))
        for row in mine
    )  # fmt: skip


def silent(landlord: UUID, *, now: datetime) -> tuple[str, ...]:
    """By which mailboxes nothing comes in, each in a sentence."""
    unread = _(
        "The mailbox {name} has not been read for 15 minutes. What is sent to it does not arrive "
        "here. Tell whoever runs the service, and look into the mailbox itself."
    )
    unheard = _(
        "Nothing takes the mail that is handed on for {name}. Tell whoever runs the service to "
        "start the listener; your mail server tries again meanwhile."
    )
    return tuple(
        (unheard if each.is_handed_on else unread).format(name=f"{each.name} ({each.address})")
        for each in troubled(landlord, now)
    )


def shown(
    actor: Actor, rows: Sequence[Row], found: Mapping[UUID, Standing], *, now: datetime
) -> list[Seen]:
    """These items as their reader sees them; a guess that they may not know of is none."""
    known = _Known(actor, rows, now)
    files = items.files_of(landlord=actor.landlord_id, items=[row.id for row in rows])
    return [_seen(actor, row, found[row.id], known, len(files.get(row.id, ())), now)
            for row in rows]  # fmt: skip


class _Known:
    """What the reader may know of what is guessed, read once for a whole list."""

    def __init__(self, actor: Actor, rows: Sequence[Row], now: datetime) -> None:
        cases = {case for row in rows if (case := row.case_id or guessed(row, "case"))}
        people = {person for row in rows if (person := guessed(row, "person"))}
        self.cases: dict[UUID, Case] = {}
        if cases:
            self.cases = {one.id: one for one in visible_to(actor, now=now).filter(id__in=cases)}
        self.people: dict[UUID, str] = {}
        if people:
            found = known_people(actor).filter(id__in=people)
            self.people = dict(found.values_list("id", "name"))
        self.names = names_of(actor.landlord_id)
        boxes = Mailbox.objects.filter(landlord_id=actor.landlord_id)
        self.ombudsmans = set(boxes.filter(of_ombudsman=True).values_list("id", flat=True))
        self.teams = dict(Team.objects.filter(landlord_id=actor.landlord_id)
                          .values_list("id", "name"))  # fmt: skip


def _seen(
    actor: Actor, row: Row, standing: Standing, known: _Known, files: int, now: datetime
) -> Seen:
    acting = standing.acting
    case = known.cases.get(row.case_id or guessed(row, "case") or row.id)
    person = known.people.get(guessed(row, "person") or row.id, "")
    is_theirs = row.mailbox in known.ombudsmans
    words = [person, f"{case.reference} {case.title}" if case else ""]
    return Seen(
        id=row.id, door=_("Housing Ombudsman") if is_theirs else _(DOORS[row.door]),
        is_ombudsman=is_theirs,
        kind="" if row.kind == "message" else _(KINDS[row.kind]),
        came_at=row.came_at.astimezone(LONDON), due_at=standing.due_at.astimezone(LONDON),
        is_late=standing.due_at < now,
        sender=row.sender_name or row.sender or _("Somebody who gave no name"),
        address=row.sender if row.sender_name not in ("", row.sender) else "",
        subject=row.subject, beginning=" ".join(row.text.split()),
        urgent=tuple(row.urgent), unhappy=tuple(row.unhappy),
        guess=", ".join(one for one in words if one),
        acts=known.names.get(acting.user, "") if acting.user else "",
        instead_of=known.names.get(acting.instead_of, "") if acting.instead_of else "",
        by=known.teams.get(row.team, ""), is_mine=acting.user == actor.user_id,
        claimed_by=known.names.get(row.claimed_by, "") if row.claimed_by else "",
        is_read=row.read_at is not None, is_matched=case is not None,
        is_from_machine=row.kind not in MAIL,
        parked_until=row.parked_until.astimezone(LONDON) if row.parked_until else None,
        files=files, version=row.version,
    )  # fmt: skip


def _words(row: Row) -> str:
    words = row.subject or " ".join(row.text.split()) or row.sender_name or _(DOORS[row.door])
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


class Uncounted(Struct, frozen=True):
    """That the last count found something which stands nowhere: how much, and when."""

    missing: int
    at: datetime


def uncounted(actor: Actor, *, now: datetime) -> Uncounted | None:
    """The alarm of the last count, for whoever leads; None where both sides agree."""
    counted = counts.latest(landlord=actor.landlord_id)
    if counted is None or counted.agrees or not permissions.can(actor, "post.health"):
        return None
    return Uncounted(max(1, len(counted.missing)), counted.at.astimezone(LONDON))
