"""Rows of what came in, as triage works on it: made, changed under its version, never deleted.

``guess`` is a plain mapping with any of ``person``, ``case``, ``home`` (ids as text) and ``why``
(the reason in words); ``how`` is "thread" where a token of ours named the case.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Substr
from msgspec import Struct

from putright.stores.post.models import Arrival, Item, ItemFile, ItemStep, StepWords

ERASED = "erased"
"""The step that says that all words were erased; the database lets them go once it is there."""
CUT = 300
"""Characters of a text that a list reads."""
CHANGES = (
    "team_id", "officer_id", "home", "patch", "read_at", "claimed_by_id", "claimed_at",
    "parked_until", "outcome", "outcome_why", "case_id", "entry", "done_at", "done_by", "guess",
    "kept_from",
)  # fmt: skip
"""What can be changed of an item: what came in itself stays as it came."""


class NewItem(Struct, frozen=True, kw_only=True):
    """Something that came in, as it was understood."""

    door: str
    came_at: datetime
    team: UUID
    kind: str = "message"
    arrival: UUID | None = None
    mailbox: UUID | None = None
    written_at: datetime | None = None
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    fields: Mapping[str, Any] = {}
    message_id: str = ""
    thread: Sequence[str] = ()
    notes: Sequence[str] = ()
    urgent: Sequence[str] = ()
    unhappy: Sequence[str] = ()
    guess: Mapping[str, str] = {}
    officer: UUID | None = None
    home: UUID | None = None
    patch: UUID | None = None
    kept_from: Sequence[str] = ()


class NewItemFile(Struct, frozen=True, kw_only=True):
    """What came with it; its bytes are on the disk already, in the folder of the item's id."""

    name: str
    media_type: str
    kind: str
    size: int
    blob: str
    salt: bytes
    digest: str
    scan: str = "not scanned"


class ItemFileRow(Struct, frozen=True, kw_only=True):
    """A file of an item as it is kept."""

    id: UUID
    item: UUID
    name: str
    media_type: str
    kind: str
    size: int
    blob: str
    scan: str


class Row(Struct, frozen=True, kw_only=True):
    """An item as it is kept; on a list ``text`` is the beginning alone."""

    id: UUID
    arrival: UUID | None
    door: str
    kind: str
    mailbox: UUID | None
    came_at: datetime
    written_at: datetime | None
    sender: str
    sender_name: str
    subject: str
    text: str
    fields: dict[str, Any]
    message_id: str
    thread: list[str]
    notes: list[str]
    urgent: list[str]
    unhappy: list[str]
    guess: dict[str, str]
    team: UUID
    officer: UUID | None
    home: UUID | None
    patch: UUID | None
    kept_from: list[str]
    read_at: datetime | None
    claimed_by: UUID | None
    claimed_at: datetime | None
    parked_until: datetime | None
    outcome: str
    outcome_why: str
    case_id: UUID | None
    entry: str
    done_at: datetime | None
    done_by: UUID | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return not self.outcome

    def is_parked(self, now: datetime) -> bool:
        """Whether somebody put it off until a time that has not come."""
        return self.parked_until is not None and self.parked_until > now


class Step(Struct, frozen=True):
    """What somebody did with an item, and what stood there before."""

    id: int
    at: datetime
    actor: UUID | None
    what: str
    why: str
    before: dict[str, Any]


class Overtaken(Exception):
    """Somebody else did something with it since it was read."""


@transaction.atomic
def make(
    *, landlord: UUID, item: NewItem, id: UUID | None = None,  # noqa: A002 - the row's own name
    files: Iterable[NewItemFile] = (), outcome: str = "", outcome_why: str = "",
    done_at: datetime | None = None,
) -> UUID:  # fmt: skip
    """Keep what came in with its files; ``id`` is given where their bytes lie in its folder.

    One that ends by itself (a bounce of our own post) is made with its outcome and ``done_at``.
    """
    told = {name: getattr(item, name) for name in NewItem.__struct_fields__ if name not in _REFS}
    for name in ("thread", "notes", "urgent", "unhappy", "kept_from"):
        told[name] = list(told[name])
    told |= {"fields": dict(item.fields), "guess": dict(item.guess)}
    row = Item.objects.create(
        id=id or uuid4(), landlord_id=landlord, team_id=item.team, officer_id=item.officer,
        outcome=outcome, outcome_why=outcome_why, done_at=done_at, **told,
    )  # fmt: skip
    for one in files:
        kept = {name: getattr(one, name) for name in NewItemFile.__struct_fields__}
        kept["digest"] = bytes.fromhex(one.digest)
        ItemFile.objects.create(landlord_id=landlord, item_id=row.id, **kept)
    return row.id


def one(*, landlord: UUID, item: UUID) -> Row | None:
    """One item, whole."""
    found = Item.objects.filter(landlord_id=landlord, id=item).first()
    return None if found is None else _row(found)


def open_ones(*, landlord: UUID, whole: bool = False) -> list[Row]:
    """All that waits, the oldest first; ``whole`` with all their words."""
    return _rows(Item.objects.filter(landlord_id=landlord, done_at__isnull=True), whole)


def these(*, landlord: UUID, items: Collection[UUID]) -> list[Row]:
    """These items, the oldest first, with the beginning of their words."""
    return _rows(Item.objects.filter(landlord_id=landlord, id__in=list(items)))


def done(*, landlord: UUID, most: int, since: datetime | None = None) -> list[Row]:
    """What ended last, the newest first."""
    found = Item.objects.filter(landlord_id=landlord, done_at__isnull=False)
    if since is not None:
        found = found.filter(done_at__gte=since)
    return [_row(each) for each in _cut(found).order_by("-done_at", "id")[:most]]


def alike(*, landlord: UUID, row: Row) -> list[Row]:
    """Other items of the same sender or under the same number that we gave, the newest first."""
    same = Q(sender__iexact=row.sender) if row.sender else Q()
    for name in ("reference", "number"):
        if number := str(row.fields.get(name) or "").strip().upper():
            same |= Q(fields__reference=number) | Q(fields__number__iexact=number)
    if not same:
        return []
    found = Item.objects.filter(same, landlord_id=landlord)
    found = found.exclude(id=row.id).order_by("-came_at", "id")[:10]
    return [_row(each) for each in _cut(found)]


def words_of(*, landlord: UUID, items: Collection[UUID]) -> dict[UUID, str]:
    """All the words of these items, to look for a name in them."""
    found = Item.objects.filter(landlord_id=landlord, id__in=list(items))
    columns = ("id", "subject", "text", "sender_name", "sender")
    return {key: "\n".join(words) for key, *words in found.values_list(*columns)}


def of_messages(*, landlord: UUID, ids: Collection[str]) -> list[Row]:
    """The items whose own message ids are among these, for what answers them."""
    found = Item.objects.filter(landlord_id=landlord, message_id__in=[one for one in ids if one])
    return _rows(found)


def change(
    *, landlord: UUID, row: Row, actor: UUID | None, what: str, now: datetime, why: str = "",
    **told: Any,
) -> None:  # fmt: skip
    """Change the version that was read, and no other, and write down who did it and what was.

    Raises ``Overtaken`` where somebody else was faster.
    """
    unknown = set(told) - set(CHANGES)
    if unknown:
        raise ValueError(f"not a thing to change: {sorted(unknown)}")
    with transaction.atomic():
        found = Item.objects.select_for_update().filter(landlord_id=landlord, id=row.id)
        before = found.filter(version=row.version).values(*told).first() if told else {}
        if before is None or not found.filter(version=row.version).update(
            version=F("version") + 1, **told
        ):
            raise Overtaken
        kept = {name: _plain(value) for name, value in before.items()}
        _step(landlord, row.id, actor, what, now, why=why, before=kept)


def _step(
    landlord: UUID, item: UUID, actor: UUID | None, what: str, now: datetime, *, why: str = "",
    before: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """What was done is kept for ever; why, and what stood there, apart from it: they are words."""
    step = ItemStep.objects.create(
        landlord_id=landlord, item=item, at=now, actor_id=actor, what=what
    )
    if why or before:
        StepWords.objects.create(
            step=step, landlord_id=landlord, item=item, why=why[:400], before=dict(before or {})
        )


def read(*, landlord: UUID, item: UUID, actor: UUID, now: datetime) -> None:
    """Somebody opened it for the first time; nothing that others do with it is overtaken by it."""
    found = Item.objects.filter(landlord_id=landlord, id=item, read_at__isnull=True)
    if found.update(read_at=now):
        _step(landlord, item, actor, "read", now)


def steps(*, landlord: UUID, item: UUID) -> list[Step]:
    """What was done with it, the oldest first."""
    found = ItemStep.objects.filter(landlord_id=landlord, item=item).order_by("id")
    columns = ("id", "at", "actor_id", "what", "words__why", "words__before")
    return [
        Step(key, at, actor, what, why or "", before or {})
        for key, at, actor, what, why, before in found.values_list(*columns)
    ]


def restored(before: Mapping[str, Any]) -> dict[str, Any]:
    """What a step changed, as it was before it."""
    told: dict[str, Any] = {}
    for name, value in before.items():
        if name.endswith("_at") or name == "parked_until":
            value = datetime.fromisoformat(value) if value else None
        elif name in _IDS:
            value = UUID(value) if value else None
        told[name] = value
    return told


def files_of(*, landlord: UUID, items: Collection[UUID]) -> dict[UUID, list[ItemFileRow]]:
    """What came with these items, by item, in a steady order."""
    told: dict[UUID, list[ItemFileRow]] = {}
    found = ItemFile.objects.filter(landlord_id=landlord, item_id__in=list(items))
    for row in found.order_by("name", "id"):
        told.setdefault(row.item_id, []).append(_file(row))
    return told


def file(*, landlord: UUID, item: UUID, file: UUID) -> ItemFileRow | None:
    """One file of an item."""
    found = ItemFile.objects.filter(landlord_id=landlord, item_id=item, id=file).first()
    return None if found is None else _file(found)


def files_not_scanned(*, landlord: UUID) -> list[ItemFileRow]:
    """What a scanner has not answered for."""
    found = ItemFile.objects.filter(landlord_id=landlord, scan="not scanned")
    return [_file(row) for row in found.order_by("id")]


def scanned(*, landlord: UUID, file: UUID, scan: str) -> None:
    """Keep what the scanner said."""
    ItemFile.objects.filter(landlord_id=landlord, id=file).update(scan=scan)


def of_entries(*, landlord: UUID, case: UUID, keys: Collection[str]) -> list[UUID]:
    """The items that became one of these entries of a case."""
    found = Item.objects.filter(landlord_id=landlord, case_id=case, entry__in=list(keys))
    return list(found.values_list("id", flat=True))


def began(*, landlord: UUID, case: UUID, key: str) -> bool:
    """Whether a report in a case was taken from something that had come in."""
    found = Item.objects.filter(landlord_id=landlord, case_id=case, outcome="new case")
    return (found.filter(entry=key) if key else found).exists()


def of_person(*, landlord: UUID, person: UUID, addresses: Collection[str]) -> list[UUID]:
    """The items that ended and came from somebody's address, or were thought to be from them."""
    wanted = Q(guess__person=str(person))
    for one in addresses:
        wanted |= Q(sender__iexact=one) | Q(fields__phone=one) | Q(fields__email__iexact=one)
    found = Item.objects.filter(wanted, landlord_id=landlord, done_at__isnull=False)
    return list(found.values_list("id", flat=True))


def forget_words(
    *, landlord: UUID, items: Collection[UUID], rule: str, actor: UUID | None, now: datetime
) -> list[tuple[UUID, str]]:
    """Leave of these items that they came, when, what was done with them, and how they ended.

    Returns where the bytes lie that are to go as well: folder and name. That it came stays known,
    so that the same message is not taken for a new one. A step says that its words were erased,
    under which rule and by whom; the reasons typed on all steps before it go.
    """
    for one in items:
        _forget_reasons(landlord, one, rule, actor, now)
    found = Item.objects.filter(landlord_id=landlord, id__in=list(items))
    files = ItemFile.objects.filter(landlord_id=landlord, item_id__in=list(items))
    came = Arrival.objects.filter(landlord_id=landlord, item__in=list(items)).exclude(blob="")
    gone = [*files.values_list("item_id", "blob"), *came.values_list("id", "blob")]
    found.update(
        sender="", sender_name="", subject="", text="", fields={}, notes=[], urgent=[], unhappy=[],
        guess={}, outcome_why="", version=F("version") + 1,
    )  # fmt: skip
    files.delete()
    came.update(blob="", salt=b"", digest=b"", size=0, envelope={}, fault="")
    return gone


def _forget_reasons(
    landlord: UUID, item: UUID, rule: str, actor: UUID | None, now: datetime
) -> None:
    """Say that it is erased, and then let the words of all other steps go."""
    told = ItemStep.objects.create(
        landlord_id=landlord, item=item, at=now, actor_id=actor, what=ERASED
    )
    words = StepWords.objects.filter(landlord_id=landlord, item=item)
    words.exclude(step__what=ERASED).delete()
    StepWords.objects.create(step=told, landlord_id=landlord, item=item, why=rule[:400])


_REFS = ("team", "officer", "fields", "guess")
_IDS = ("team_id", "officer_id", "home", "patch", "claimed_by_id", "case_id", "done_by")


def _cut(found: QuerySet[Item]) -> QuerySet[Item]:
    return found.defer("text").annotate(beginning=Substr("text", 1, CUT))


def _rows(found: QuerySet[Item], whole: bool = False) -> list[Row]:
    asked = found if whole else _cut(found)
    return [_row(each) for each in asked.order_by("came_at", "id")]


def _row(found: Item) -> Row:
    cut = found.__dict__.get("beginning")
    told = {name: getattr(found, name) for name in Row.__struct_fields__ if name not in _ROW_REFS}
    told |= {name: getattr(found, f"{name}_id") for name in ("team", "officer", "claimed_by")}
    return Row(text=found.text if cut is None else cut, **told)


_ROW_REFS = ("text", "team", "officer", "claimed_by")


def _file(row: ItemFile) -> ItemFileRow:
    told = {name: getattr(row, name) for name in ItemFileRow.__struct_fields__ if name != "item"}
    return ItemFileRow(item=row.item_id, **told)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
