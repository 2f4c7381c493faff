"""Letters and messages before they go out: begun from a page, written, read by a second person.

Every area that writes to somebody begins a letter here and leads to its page (``letters:write``):
there it is changed, checked against the timeline, agreed to and sent. Sending it writes the entries
that it was begun with; the first of them holds the letter as it went.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness
from putright.core.events.entry import Entry
from putright.stores.record import outgoing as rows


class Begun(Struct, frozen=True, kw_only=True):
    """A letter that somebody begins.

    ``to`` is the key of whom it goes to, ``body`` Markdown. ``entries`` are what sending it will
    write, without ``id``, ``at``, ``by``, ``to``, ``channel`` and ``evidence``, which sending fills
    in on each that leaves them empty. ``permission`` is a line of the permissions table that
    whoever sends it needs. ``needs_second`` asks for a second reader. ``leads_to`` is the address
    where sending leads.
    """

    kind: str
    to: str
    title: str
    body: str
    entries: Sequence[Entry]
    permission: str
    channel: str = ""
    needs_second: bool = False
    complaint: str = ""
    leads_to: str = ""


def begin(*, actor: Actor, near: Nearness, letter: Begun, now: datetime) -> UUID:
    """Begin a letter of a case; returns the id for its page. Raises ``Refused``."""
    permissions.check(actor, letter.permission, near)
    begun = rows.Begun(
        case=near.case_id,
        kind=letter.kind,
        party=letter.to,
        title=letter.title,
        body=letter.body,
        entries=msgspec.to_builtins(list(letter.entries)),
        permission=letter.permission,
        channel=letter.channel,
        needs_second=letter.needs_second,
        complaint=letter.complaint,
        leads_to=letter.leads_to,
    )
    return rows.begin(landlord=actor.landlord_id, user=actor.user_id, begun=begun, now=now)
