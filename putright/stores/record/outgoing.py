"""Rows of letters and messages that are being written, until they are sent or dropped."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from msgspec import Struct

from putright.stores.record.models import Outgoing

OPEN = ("writing", "asked", "agreed")
"""States in which a letter can still go out."""
NO_WORDS: dict[str, Any] = {
    "body": "", "entries": [], "reasons": {}, "sent_back": "", "translated_by": "",
    "translation_checked_by": "",
}  # fmt: skip
"""What is left of a letter that went or is not wanted; its English title tells nothing."""


class Begun(Struct, frozen=True, kw_only=True):
    """A letter as it is begun: what it says, to whom, and what sending it writes down."""

    case: UUID
    kind: str
    party: str
    title: str
    body: str
    entries: Sequence[dict[str, Any]]
    permission: str
    channel: str = ""
    language: str = "en"
    needs_second: bool = False
    complaint: str = ""
    leads_to: str = ""
    english: UUID | None = None
    english_version: int | None = None
    translated_by: str = ""
    translated_how: str = ""
    translation_checked_by: str = ""


def begin(*, landlord: UUID, user: UUID, begun: Begun, now: datetime) -> UUID:
    """Keep a new letter; returns its id."""
    row = Outgoing.objects.create(
        id=uuid4(),
        landlord_id=landlord,
        case_id=begun.case,
        kind=begun.kind,
        language=begun.language,
        party=begun.party,
        channel=begun.channel,
        title=begun.title,
        body=begun.body,
        entries=list(begun.entries),
        permission=begun.permission,
        needs_second=begun.needs_second,
        complaint=begun.complaint,
        leads_to=begun.leads_to,
        english_id=begun.english,
        english_version=begun.english_version,
        translated_by=begun.translated_by,
        translated_how=begun.translated_how,
        translation_checked_by=begun.translation_checked_by,
        writers=[str(user)],
        begun_by_id=user,
        changed_by_id=user,
        changed_at=now,
    )
    return row.id


class Row(Struct, frozen=True, kw_only=True):
    """A letter as it is kept until it goes; ``english`` is the one that it says anew.

    ``answered`` holds who gave each reason: the id of a user, by the key of the mark.
    """

    id: UUID
    case_id: UUID
    kind: str
    language: str
    party: str
    channel: str
    title: str
    body: str
    entries: list[dict[str, Any]]
    reasons: dict[str, str]
    answered: dict[str, str]
    permission: str
    needs_second: bool
    complaint: str
    leads_to: str
    state: str
    version: int
    begun_by: UUID
    changed_by: UUID
    changed_at: datetime
    agreed_by: UUID | None
    agreed_version: int | None
    agreed_at: datetime | None
    english: UUID | None
    translated_by: str
    translated_how: str
    translation_checked_by: str
    english_version: int | None
    writers: tuple[str, ...]
    sent_back: str
    sent_back_by: UUID | None
    wrote: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it can still go out."""
        return self.state in OPEN

    @property
    def is_agreed(self) -> bool:
        """Whether a second person agreed to the text as it stands."""
        return self.state == "agreed" and self.agreed_version == self.version


class Overtaken(Exception):
    """Somebody else changed the letter, or it went, since the page was opened."""


def of_case(*, landlord: UUID, case: UUID) -> list[Row]:
    """Every letter of a case that was not dropped, the newest change first."""
    found = Outgoing.objects.filter(landlord_id=landlord, case_id=case).exclude(state="dropped")
    return [_row(each) for each in found.order_by("-changed_at", "id")]


def one(*, landlord: UUID, case: UUID, letter: UUID) -> Row | None:
    """One letter of a case."""
    found = Outgoing.objects.filter(landlord_id=landlord, case_id=case, id=letter).first()
    return None if found is None else _row(found)


def asked(*, landlord: UUID) -> list[Row]:
    """The letters that wait for a second reader, the longest waiting first."""
    found = Outgoing.objects.filter(landlord_id=landlord, state="asked", english__isnull=True)
    return [_row(each) for each in found.order_by("changed_at", "id")]


def translations(*, landlord: UUID, letter: UUID) -> list[Row]:
    """The same letter in other languages, those that can still go."""
    found = Outgoing.objects.filter(landlord_id=landlord, english_id=letter, state__in=OPEN)
    return [_row(each) for each in found.order_by("language", "id")]


def change(*, row: Row, user: UUID, now: datetime, **told: Any) -> None:
    """Write a letter anew, in place of the version that was read: nobody has agreed to it then."""
    writers = [*dict.fromkeys([*row.writers, str(user)])]
    if "reasons" in told:
        told["reasons"] = _answered(row, told["reasons"], user)
    _over(
        row, version=row.version + 1, state="writing", agreed_by_id=None, agreed_version=None,
        agreed_at=None, changed_by_id=user, changed_at=now, writers=writers, **told,
    )  # fmt: skip


def stand(*, row: Row, state: str, **told: Any) -> None:
    """Say how a letter stands now; its words stay as they are."""
    _over(row, state=state, **told)


def empty(*, row: Row, state: str, wrote: Sequence[str] = ()) -> None:
    """The letter went, or is not wanted: its words are not kept here any more."""
    title = "" if row.english else row.title
    _over(row, state=state, wrote=list(wrote), title=title, **NO_WORDS)


def wrote_more(*, landlord: UUID, case: UUID, first: str, keys: Sequence[str]) -> None:
    """More entries tell of the letter whose sending wrote that one: how it went."""
    found = Outgoing.objects.filter(landlord_id=landlord, case_id=case, state="sent")
    for row in found:
        if first in row.wrote:
            Outgoing.objects.filter(id=row.id).update(wrote=[*row.wrote, *keys])


def forget_words(*, landlord: UUID, cases: Iterable[UUID]) -> int:
    """Words of these cases are erased: no letter that is being written keeps any of them."""
    found = Outgoing.objects.filter(landlord_id=landlord, case_id__in=list(cases), state__in=OPEN)
    found.filter(english__isnull=False).update(title="")
    return found.update(state="dropped", version=F("version") + 1, **NO_WORDS)


def _answered(row: Row, reasons: dict[str, str], user: UUID) -> dict[str, Any]:
    """Reasons with who gave each; one that stands as it was stays with whoever gave it."""
    return {
        key: {"why": why, "by": row.answered.get(key, "") if row.reasons.get(key) == why
              else str(user)}
        for key, why in reasons.items()
    }  # fmt: skip


def _over(row: Row, **told: Any) -> None:
    """Write over the version that was read, and no other."""
    found = Outgoing.objects.filter(id=row.id, version=row.version, state=row.state)
    if not found.update(**told):
        raise Overtaken


def _row(found: Outgoing) -> Row:
    named = [name for name in Row.__struct_fields__ if name not in (*_REFS, "answered")]
    told = {name: getattr(found, name) for name in named}
    given = {k: {"why": v} if isinstance(v, str) else v for k, v in found.reasons.items()}
    told["reasons"] = {key: one["why"] for key, one in given.items()}
    told["answered"] = {key: one["by"] for key, one in given.items() if one.get("by")}
    told |= {name: getattr(found, f"{name}_id") for name in _REFS}
    told |= {"writers": tuple(found.writers), "wrote": tuple(found.wrote)}
    return Row(**told)


_REFS = ("begun_by", "changed_by", "agreed_by", "english", "sent_back_by")
