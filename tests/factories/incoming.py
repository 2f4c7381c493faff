"""Things that came in, made straight through the rows of triage."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from putright.casework import triage_words
from putright.casework.actions.files import blobs
from putright.stores.accounts.models import Landlord, Team
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import items
from putright.stores.post.items import NewItem, NewItemFile, Row
from putright.stores.post.models import Arrival

from .made import NOW

WORDS = "The music began again at two in the morning. What will you do about it?"


@landlord_scope(OPERATOR)
def make_item(
    landlord: Landlord, team: Team, *, text: str = WORDS, now: datetime = NOW,
    files: Mapping[str, bytes] | None = None, raw: bytes = b"", **told: Any,
) -> UUID:  # fmt: skip
    """A message that came an hour ago, from an address that nobody knows."""
    usual: dict[str, Any] = {
        "door": "mailbox", "came_at": now - timedelta(hours=1), "sender": "ada@mail.example",
        "sender_name": "Ada Quill", "subject": "About the noise", "kind": "message",
    }  # fmt: skip
    told = usual | told
    flags = triage_words.flags(landlord.pack, told["subject"], text, kind=told["kind"], at=now)
    told = {"urgent": flags.urgent, "unhappy": flags.unhappy} | told
    item = uuid4()
    arrival = make_arrival(landlord, raw, now=told["came_at"], item=item) if raw else None
    new = NewItem(team=team.id, text=text, arrival=arrival, **told)
    kept = [_file(landlord, item, name, body) for name, body in (files or {}).items()]
    return items.make(landlord=landlord.id, item=new, id=item, files=kept)


def make_arrival(
    landlord: Landlord, raw: bytes, *, now: datetime, item: UUID | None = None, **told: Any
) -> UUID:
    """Something kept raw; by default it was understood as that item."""
    arrival = uuid4()
    blob = blobs().keep(landlord=landlord.id, case=arrival, chunks=[raw], limit=10**8)
    usual: dict[str, Any] = {"door": "mailbox", "state": "understood" if item else "kept"}
    Arrival.objects.create(
        id=arrival, landlord=landlord, blob=blob.name, size=blob.size, salt=blob.salt,
        digest=bytes.fromhex(blob.salted_digest), came_at=now, item=item, **(usual | told),
    )  # fmt: skip
    return arrival


def row_of(landlord: Landlord, item: UUID) -> Row:
    """The item as it is now."""
    found = items.one(landlord=landlord.id, item=item)
    assert found is not None
    return found


def steps_of(landlord: Landlord, item: UUID) -> Sequence[str]:
    """What was done with it, in order."""
    return [one.what for one in items.steps(landlord=landlord.id, item=item)]


def _file(landlord: Landlord, item: UUID, name: str, body: bytes) -> NewItemFile:
    blob = blobs().keep(landlord=landlord.id, case=item, chunks=[body], limit=10**8)
    return NewItemFile(
        name=name, media_type="text/plain", kind="text", size=blob.size, blob=blob.name,
        salt=blob.salt, digest=blob.salted_digest, scan="clean",
    )  # fmt: skip
