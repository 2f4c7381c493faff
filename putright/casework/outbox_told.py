"""What became of a letter is told on the timeline (docs/decisions/0016-what-sent-means.md).

An entry that was queued says so and shows nothing. Taken by a server, it is written again with that
as its proof and at that moment; refused or sent back, it counts no more and is owed again.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec.structs import replace

from putright.casework import desk
from putright.casework.actor import system
from putright.casework.live import Live, load
from putright.casework.permissions import Nearness
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.timeline.items import Item
from putright.kit.dates import moment
from putright.kit.say import _
from putright.stores.post import outbox as rows
from putright.stores.post.outbox import ACCEPTED, LETTER, PostRow
from putright.stores.record import files
from putright.stores.record import outgoing as letters
from putright.stores.record.ledger.translate import Attached
from putright.stores.record.models import Case

SHOWS = {"email": "email", "text": "text", "letter": "letter"}
RETURNED = {"email": "email", "text": "system record", "letter": "system record"}
"""What shows that it came back: the message of the server, or what the service answered us."""


def tell(*, row: PostRow, now: datetime) -> None:
    """Tell the case how its letter went, once."""
    if row.case_id is None or not row.entries:
        return
    with transaction.atomic():
        if not rows.told(row=row, now=now) or row.is_dropped:
            return
        live = _live(row.landlord_id, row.case_id)
        there = live.timeline.by_id
        items = [there[key] for key in row.entries if key in there and not there[key].struck_by]
        if row.state == ACCEPTED:
            _write(live, row, *_shown(live, row, items), now)
        else:
            _write(live, row, [_returned(row, item, now) for item in items], {}, now)


def _write(
    live: Live, row: PostRow, entries: Sequence[Entry],
    held: dict[int, tuple[Attached, ...]], now: datetime,
) -> None:  # fmt: skip
    if not entries:
        return
    landlord, case = row.landlord_id, live.case.id
    saved = desk.add(
        actor=system(landlord), permission="letter.write", entries=entries, now=now, files=held,
        near=Nearness(case, sees=True, works=True), source="post",
    )  # fmt: skip
    keys = [f"e{number}" for number in saved.numbers]
    rows.told_by(landlord=landlord, post=row.id, entries=keys)
    letters.wrote_more(landlord=landlord, case=case, first=row.entries[0], keys=keys)


def _shown(
    live: Live, row: PostRow, items: Sequence[Item]
) -> tuple[list[Entry], dict[int, tuple[Attached, ...]]]:
    """The entries that showed nothing, with their proof; the files stay with the first."""
    waiting = [item for item in items if not item.entry.evidence]
    held = {place: _files(live, item) for place, item in enumerate(waiting)}
    made = [_proven(row, item) for item in waiting]
    return made, {place: found for place, found in held.items() if found}


def _proven(row: PostRow, item: Item) -> Entry:
    entry, at = item.entry, row.accepted_at or row.queued_at
    at = at.astimezone(entry.at.tzinfo) if entry.at else at
    words = (
        _("Queued {queued}; taken {taken} to be printed and posted.") if row.way == LETTER
        else _("Queued {queued}; a server took it {taken}. Whether it was read nobody can tell.")
    )  # fmt: skip
    said = words.format(queued=moment(row.queued_at), taken=moment(at))
    is_then = entry.at is not None and abs(entry.at - row.queued_at).total_seconds() < 60
    return replace(
        entry, id="", corrects=item.id, recorded_at=None, recorded_on=None,
        at=at if is_then else entry.at, evidence=(Evidence(kind=SHOWS[row.way]),),
        reason="\n".join(filter(None, (entry.reason, said))),
    )  # fmt: skip


def _returned(row: PostRow, item: Item, now: datetime) -> Entry:
    words = _("It came back: {says}") if row.bounced_at else _("It was refused: {says}")
    return Entry(
        id="", does=("letter.returned",), at=row.bounced_at or now, by="landlord",
        text=words.format(says=row.fault), about=item.entry.about, to=item.entry.to,
        complaint=item.entry.complaint, corrects=item.id,
        evidence=(Evidence(kind=RETURNED[row.way]),),
        facts={"letter": str(item.entry.facts.get("letter", "letter"))},
    )  # fmt: skip


def _files(live: Live, item: Item) -> tuple[Attached, ...]:
    kept = live.by_key.get(item.id)
    if kept is None or not kept.files:
        return ()
    found = files.named(landlord=live.case.landlord_id, files=kept.files)
    return tuple(Attached(id=key, digest=found[key].digest) for key in kept.files if key in found)


def _live(landlord: UUID, case: UUID) -> Live:
    found = Case.objects.select_related("landlord", "home").get(landlord_id=landlord, id=case)
    return load(found)
