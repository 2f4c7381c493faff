"""One thing that came in, opened by one reader: its words, its files, and what can be done."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actions.files import blobs
from putright.casework.actor import Actor
from putright.casework.permissions import TAKERS
from putright.casework.queries.cases import visible_to
from putright.casework.queries.staff import colleagues, names_of, staffing_of
from putright.casework.queries.triage import OUTCOMES, Seen, shown
from putright.casework.queries.triage_guess import Guesses, guesses
from putright.casework.queries.triage_who import Standing, standings
from putright.casework.refused import NotThere
from putright.gateways.blobs import NoSuchFile
from putright.gateways.clock import LONDON
from putright.kit.say import N_, _
from putright.stores.accounts.models import Patch, Team
from putright.stores.post import items
from putright.stores.post.items import ItemFileRow, Row, Step
from putright.stores.post.models import Arrival
from putright.stores.record import readings
from putright.stores.record.models import Case

MOST_TEXT = 100_000
"""Characters that a page shows; all the rest stands in the message as it came."""
FIELDS = {
    "what": N_("What happened"), "where": N_("Where"), "when": N_("When"),
    "when_words": N_("When"), "name": N_("Name"), "phone": N_("Number"), "email": N_("Email"),
    "against": N_("Who did it"), "hate": N_("Because of who they are"),
    "wants": N_("What would put it right"), "safe": N_("Safe ways to reach them"),
    "best_time": N_("When it is safe to reach them"), "asked_for": N_("Asked for"),
    "calls_back": N_("Wants to be rung back"), "reference": N_("Reference"),
}  # fmt: skip
"""What a form can have told besides its text, in words."""
STEPS = {
    "read": N_("opened it first"), "claimed": N_("took it"), "passed": N_("passed it on"),
    "parked": N_("put it off"), "unparked": N_("took it up again"),
    "placed": N_("put it into a case"), "ended": N_("ended it"),
    "undone": N_("undid the last step"),
    "reported": N_("took a report from it"), "complained": N_("took a complaint from it"),
    "received": N_("sent a receipt"), "erased": N_("erased its words"),
}  # fmt: skip
UNDONE = frozenset({"claimed", "passed", "parked", "unparked", "placed", "ended"})
"""Steps that can be taken back, the last one alone."""


class FileSeen(Struct, frozen=True, kw_only=True):
    """What came with it; ``held`` says why it is not handed out."""

    id: UUID
    name: str
    size: int
    held: str = ""


class StepSeen(Struct, frozen=True):
    """Something that was done with it."""

    at: datetime
    words: str
    why: str


class Page(Struct, frozen=True, kw_only=True):
    """One item with everything that its page is drawn from."""

    seen: Seen
    subject: str
    address: str
    text: str
    is_cut: bool
    told: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    written_at: datetime | None
    files: tuple[FileSeen, ...]
    raw_size: int
    raw_held: str
    guesses: Guesses
    alike: tuple[Seen, ...]
    steps: tuple[StepSeen, ...]
    undo: str
    outcome: str
    outcome_why: str
    done_at: datetime | None
    done_by: str
    case_id: UUID | None
    case_words: str


class Choices(Struct, frozen=True):
    """Teams and colleagues to whom it can be passed."""

    teams: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    patches: tuple[tuple[str, str], ...] = ()


def find(actor: Actor, item: UUID, *, now: datetime) -> tuple[Row, Standing]:
    """An item that exists for somebody. Raises ``NotThere``, the same for "not yours"."""
    permissions.check(actor, "post.triage")
    row = items.one(landlord=actor.landlord_id, item=item)
    if row is None:
        raise NotThere
    standing = standings(actor.landlord_id, [row], now=now)[row.id]
    if not standing.may(actor.user_id):
        raise NotThere
    return row, standing


def words(actor: Actor, item: UUID, *, now: datetime) -> Row:
    """An item for a page that shows its words: that they were looked at is written down (R7)."""
    row, _standing = find(actor, item, now=now)
    _note(actor, item, "incoming", now)
    return row


def page(actor: Actor, item: UUID, *, now: datetime) -> Page:
    """An item opened: that it was looked at is written down, and who was the first."""
    row, standing = find(actor, item, now=now)
    _note(actor, item, "incoming", now)
    items.read(landlord=actor.landlord_id, item=item, actor=actor.user_id, now=now)
    names = names_of(actor.landlord_id)
    done = items.steps(landlord=actor.landlord_id, item=item)
    files = items.files_of(landlord=actor.landlord_id, items=[item]).get(item, [])
    raw = arrival_of(actor.landlord_id, row)
    return Page(
        seen=shown(actor, [row], {row.id: standing}, now=now)[0],
        subject=row.subject,
        address=row.sender if row.sender != row.sender_name else "",
        text=row.text[:MOST_TEXT],
        is_cut=len(row.text) > MOST_TEXT,
        told=tuple(_told(row)),
        notes=tuple(row.notes),
        written_at=_local(row.written_at),
        files=tuple(_file(each) for each in files),
        raw_size=raw.size if raw is not None else 0,
        raw_held=_raw_held(raw, files),
        guesses=guesses(actor, row, now=now),
        alike=_alike(actor, row, now),
        steps=tuple(
            StepSeen(one.at.astimezone(LONDON), _said(one, names), one.why) for one in done
        ),
        undo=undoable(done, row),
        outcome=_(OUTCOMES.get(row.outcome, row.outcome)) if row.outcome else "",
        outcome_why=row.outcome_why,
        done_at=_local(row.done_at),
        done_by=names.get(row.done_by, _("Putright")) if row.done_by else _("Putright"),
        case_id=row.case_id,
        case_words=case_words(actor, row.case_id, now=now) if row.case_id else "",
    )


def undoable(done: Sequence[Step], row: Row) -> str:
    """The step that can be taken back, in words; "" where there is none."""
    last = last_step(done)
    if last is None or last.what not in UNDONE:
        return ""
    return _(STEPS[last.what])


def last_step(done: Sequence[Step]) -> Step | None:
    """What was done last, but for reading; None where that was undone already."""
    acts = [one for one in done if one.what != "read"]
    return acts[-1] if acts and acts[-1].what != "undone" else None


def choices(actor: Actor, item: UUID, *, now: datetime) -> Choices:
    """Whom it can be passed to: teams, and those here for whom it exists."""
    _row, standing = find(actor, item, now=now)
    staffing = staffing_of(actor.landlord_id, today=now.date())
    return Choices(
        teams=_teams(actor),
        people=tuple(
            (str(one.id), f"{one.name} ({', '.join(one.roles)})")
            for one in colleagues(actor, today=now.date())
            if staffing.is_here(one.id) and standing.may(one.id) and TAKERS.intersection(one.roles)
        ),
    )


def desks(actor: Actor, *, now: datetime) -> Choices:
    """Teams, patches and staff, for writing down what somebody rang or wrote to us about."""
    permissions.check(actor, "post.triage")
    patches = Patch.objects.filter(landlord_id=actor.landlord_id).order_by("name", "id")
    return Choices(
        teams=_teams(actor),
        people=tuple(
            (str(one.id), one.name)
            for one in colleagues(actor, today=now.date())
            if TAKERS.intersection(one.roles)
        ),
        patches=tuple((str(one.id), one.name) for one in patches),
    )


def who_acts(actor: Actor, item: UUID, *, now: datetime) -> str:
    """Whom something waits for, by name; "" where it does not exist for the reader, or nobody."""
    try:
        _row, standing = find(actor, item, now=now)
    except NotThere:
        return ""
    user = standing.acting.user
    return names_of(actor.landlord_id).get(user, "") if user else ""


def case_words(actor: Actor, case: UUID, *, now: datetime) -> str:
    """A case by its reference and title, where it may be seen."""
    found: Case | None = visible_to(actor, now=now).filter(id=case).first()
    return f"{found.reference}: {found.title}" if found is not None else ""


def file_of(
    actor: Actor, item: UUID, file: UUID, *, now: datetime
) -> tuple[str, Iterator[bytes], int]:
    """The name and the bytes of what came with an item; it is held until it was scanned."""
    find(actor, item, now=now)
    row = items.file(landlord=actor.landlord_id, item=item, file=file)
    if row is None or held(row.scan):
        raise NotThere
    _note(actor, item, "incoming file", now)
    return row.name, *_bytes(actor.landlord_id, item, row.blob)


def raw_of(actor: Actor, item: UUID, *, now: datetime) -> tuple[Iterator[bytes], int]:
    """What came in, byte for byte; what is held of it would go out with it, so it is held too."""
    row, _standing = find(actor, item, now=now)
    arrival = arrival_of(actor.landlord_id, row)
    files = items.files_of(landlord=actor.landlord_id, items=[item]).get(item, [])
    if arrival is None or _raw_held(arrival, files):
        raise NotThere
    _note(actor, item, "incoming raw", now)
    return _bytes(actor.landlord_id, arrival.id, arrival.blob)


def arrival_of(landlord: UUID, row: Row) -> Arrival | None:
    """What it was understood from."""
    if row.arrival is None:
        return None
    found = Arrival.objects.filter(landlord_id=landlord, id=row.arrival)
    return found.exclude(blob="").first()


def held(scan: str) -> str:
    """Why a file is not handed out; "" where nothing stands against it."""
    if scan == "infected":
        return _("held: the virus scanner found something in it")
    if scan != "clean" and settings.SCANNER:
        return _("held until the virus scanner has looked at it")
    return ""


def _bytes(landlord: UUID, folder: UUID, blob: str) -> tuple[Iterator[bytes], int]:
    try:
        size = blobs().size(landlord=landlord, case=folder, name=blob)
    except NoSuchFile:
        raise NotThere from None
    return _chunks(landlord, folder, blob), size


def _chunks(landlord: UUID, folder: UUID, blob: str) -> Iterator[bytes]:
    """The bytes, of a file that is opened when the first of them is asked for."""
    yield from blobs().read_range(landlord=landlord, case=folder, name=blob)


def _teams(actor: Actor) -> tuple[tuple[str, str], ...]:
    teams = Team.objects.filter(landlord_id=actor.landlord_id).order_by("name", "id")
    return tuple((str(one.id), one.name) for one in teams)


def _raw_held(raw: Arrival | None, files: Sequence[ItemFileRow]) -> str:
    """Why it is not handed out as it came: a part of it is held, or all of it."""
    scans = [each.scan for each in files] + ([raw.scan] if raw is not None else [])
    return next((why for scan in scans if (why := held(scan))), "")


def _alike(actor: Actor, row: Row, now: datetime) -> tuple[Seen, ...]:
    rows = items.alike(landlord=actor.landlord_id, row=row)
    found = standings(actor.landlord_id, rows, now=now)
    mine = [one for one in rows if found[one.id].may(actor.user_id)]
    return tuple(shown(actor, mine, found, now=now))


def _told(row: Row) -> Iterator[tuple[str, str]]:
    for name, value in row.fields.items():
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if words and name in FIELDS and words not in row.text:
            yield _(FIELDS[name]), words


def _file(row: ItemFileRow) -> FileSeen:
    return FileSeen(id=row.id, name=row.name, size=row.size, held=held(row.scan))


def _said(step: Step, names: dict[UUID, str]) -> str:
    who = names.get(step.actor, _("Putright")) if step.actor else _("Putright")
    return f"{who} {_(STEPS.get(step.what, step.what))}"


def _local(at: datetime | None) -> datetime | None:
    return at.astimezone(LONDON) if at is not None else None


def _note(actor: Actor, item: UUID, what: str, now: datetime) -> None:
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what=what, at=now, detail=str(item)
    )
