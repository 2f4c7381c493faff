"""What came in at the invented landlord and waits: read for its words as all that comes in is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from putright.casework import triage_words
from putright.gateways.sample_values import SampleIncoming
from putright.kit.say import _
from putright.stores.post import items
from putright.stores.post.items import NewItem


def write(
    *, landlord: UUID, pack: str, one: SampleIncoming, ids: Mapping[str, Mapping[str, UUID]],
    now: datetime,
) -> UUID:  # fmt: skip
    """Make one item; ``ids`` are ours by the keys of the sample's file, by table."""
    text, at = one.text.strip(), now - timedelta(hours=one.hours)
    flags = triage_words.flags(pack, one.subject, text, kind=one.kind, at=at)
    person = ids["people"].get(one.person)
    guess = {"person": str(person), "why": _("The address is on file for them.")} if person else {}
    new = NewItem(
        door=one.door, kind=one.kind, came_at=at, team=ids["teams"][one.team],
        sender=one.sender, sender_name=one.name, subject=one.subject, text=text, guess=guess,
        officer=ids["staff"].get(one.officer), patch=ids["patches"].get(one.patch),
        urgent=flags.urgent, unhappy=flags.unhappy,
    )  # fmt: skip
    return items.make(landlord=landlord, item=new)
