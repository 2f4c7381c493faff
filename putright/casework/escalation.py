"""Tells the right living person that something waits: on their list at once, by mail seldom.

It runs again and again and finds out for itself who was told of what. After days in which nothing
ran, everybody gets one mail of all that is new, and nothing of what repeated itself meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from putright.casework.actions import outbox
from putright.casework.actions.outbox import StaffMail
from putright.casework.queries.waits import Ladder, Thing
from putright.casework.refused import Refused
from putright.core.practice.ladder import Told, by_harm, is_time_to_write
from putright.core.workdays import when_at
from putright.gateways.clock import LONDON
from putright.kit.dates import moment
from putright.kit.say import _, ngettext
from putright.stores.post import told as rows
from putright.stores.post.told import DIGEST, Row, Telling

KEPT = timedelta(days=90)
"""So long it stays on record who was told of what has ended."""
Mine = list[tuple[Thing, Told]]


@transaction.atomic
def escalate(*, landlord: UUID, now: datetime, is_back: bool = False) -> int:
    """Tell everybody what waits for them; returns how many mails were written.

    Where the service ``is_back`` after it stood still, mailboxes have their turn first.
    """
    ladder = Ladder(landlord, now)
    mine: dict[UUID, Mine] = defaultdict(list)
    for thing in ladder.things():
        if is_back and thing.of == "mailbox":
            continue
        for user, told in thing.those_told:
            mine[user].append((thing, told))
    known = rows.every(landlord=landlord)
    _tell(landlord, mine, known, now)
    _forget(landlord, mine, known, now)
    last = rows.last_mails(landlord=landlord)
    new = _unwritten(landlord, mine)
    return sum(_write(ladder, user, found, last.get(user)) for user, found in new)


def telling(user: UUID, thing: Thing, told: Told) -> Telling:
    """What is kept of it."""
    return Telling(
        user=user, of=thing.of, key=thing.key, rung=told.rung.id, round=told.round, case=thing.case
    )


def _tell(landlord: UUID, mine: Mapping[UUID, Mine], known: Sequence[Row], now: datetime) -> None:
    before = {row.told.name: row.told.round for row in known}
    fresh = [
        one
        for user, found in mine.items()
        for thing, told in found
        if before.get((one := telling(user, thing, told)).name, -1) < one.round
    ]
    rows.write(landlord=landlord, told=fresh, now=now, known=known)


def _forget(landlord: UUID, mine: Mapping[UUID, Mine], known: Iterable[Row], now: datetime) -> None:
    """What nobody waits for any more is not looked for after a while."""
    held = {(thing.of, thing.key) for found in mine.values() for thing, _told in found}
    old = [
        row.id for row in known
        if now - row.at > KEPT and (row.told.of, row.told.key) not in held
    ]  # fmt: skip
    rows.forget(landlord=landlord, rows=old)


def _unwritten(
    landlord: UUID, mine: Mapping[UUID, Mine]
) -> Iterable[tuple[UUID, list[tuple[Thing, Told, Row | None]]]]:
    """By person: all that waits for them, with the row of what no mail told them yet."""
    waiting = {row.told: row for row in rows.every(landlord=landlord) if row.post is None}
    for user, found in mine.items():
        listed = [(thing, told, waiting.get(telling(user, thing, told))) for thing, told in found]
        if any(row is not None for _thing, _told, row in listed):
            yield user, listed


def _write(
    ladder: Ladder, user: UUID, found: Sequence[tuple[Thing, Told, Row | None]],
    last: datetime | None,
) -> bool:  # fmt: skip
    """One mail of all that is new to somebody, where it is time for one."""
    new = [(thing, told, row) for thing, told, row in found if row is not None]
    urgent = any(thing.is_urgent and told.rung.nights for thing, told, _row in new)
    if not is_time_to_write(
        ladder.digest, ladder.office, last=when_at(last).first if last else None,
        is_urgent=urgent, now=ladder.minute,
    ):  # fmt: skip
        return False
    new.sort(key=lambda one: by_harm(one[0].level, one[0].moment))
    listed = [(thing, told) for thing, told, _row in new]
    mail = StaffMail(
        user=user, subject=_subject(len(new)), purpose=DIGEST,
        body=_body(listed, len(found) - len(new), ladder.digest.most, ladder.now),
    )  # fmt: skip
    try:
        post = outbox.queue(landlord=ladder.landlord, mail=mail, now=ladder.now)
    except Refused:  # no address: it stands on their list all the same
        return False
    rows.mailed(landlord=ladder.landlord, rows=[row.id for _thing, _told, row in new], post=post)
    return True


def _subject(new: int) -> str:
    return ngettext("Putright: {n} thing waits", "Putright: {n} things wait", new)


def _body(listed: Sequence[tuple[Thing, Told]], others: int, most: int, now: datetime) -> str:
    """References, moments and the words of the ladder: nobody's name, and nothing of a case."""
    said = [_line(thing, told, now) for thing, told in listed[:most]]
    if (left := len(listed) - most) > 0:
        said.append(ngettext("{n} more is new.", "{n} more are new.", left))
    if others:
        once = _("Besides, {n} waits of which you were told before.")
        said.append(ngettext(once, _("Besides, {n} wait of which you were told before."), others))
    where = _("All of it, with why it came to you: {address}").format(address=settings.ADDRESS)
    return "\n\n".join([*said, where, _("It stops as soon as somebody acts.")]) + "\n"


def _line(thing: Thing, told: Told, now: datetime) -> str:
    at = moment(thing.since.astimezone(LONDON))
    return f"{_what(thing, at)} {_(told.rung.says)}"


def _what(thing: Thing, at: str) -> str:
    if thing.held is not None:
        reference = thing.held.head.reference
        return _("{reference}: a promise, due {at}.").format(reference=reference, at=at)
    words = {
        "message": _("Something that came in: {at}."),
        "mailbox": _("A mailbox, last read {at}."),
        "job": _("A job of the service, {at}."),
        "count": _("The nightly count, {at}."),
    }
    return words[thing.of].format(at=at)
