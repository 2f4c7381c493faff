"""Telling residents who their contact is now: through the check of every letter, by a safe way.

Each case goes by itself. What the check stops, or what has no safe email, is begun as a letter and
finished by hand.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import letters, permissions
from putright.casework.actions import outgoing, outgoing_sending
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.outgoing import Begun
from putright.casework.actions.outgoing_sending import Going
from putright.casework.actor import Actor
from putright.casework.letter_facts import facts_of
from putright.casework.outgoing_rules import open_letter
from putright.casework.queries import contact_now as read
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contact_now import CONTACT, EMAIL, ToTell
from putright.casework.queries.staff import staffing_of
from putright.casework.refused import Changed, NotThere, Refused
from putright.core.events.entry import Entry
from putright.gateways.letter_text import from_letter
from putright.kit.dates import long_day
from putright.kit.say import _
from putright.stores.record.outgoing import Overtaken

KIND = "contact_now"


class Told(Struct, frozen=True):
    """How many went, and which cases' did not go, each with why."""

    sent: int
    not_sent: Mapping[UUID, str]


def tell(*, actor: Actor, cases: Iterable[UUID], is_sure: bool, now: datetime) -> Told:
    """Email the residents of these cases; one that cannot go stops no other."""
    permissions.check(actor, "board.see")
    sent, faults = 0, {}
    for case in dict.fromkeys(cases):
        row = _row(actor, case, now)
        if row is None:
            continue
        try:
            if row.by_hand:
                raise Refused(row.by_hand)
            _send(actor, row, is_sure, now)
        except (Refused, Changed, Overtaken) as no:
            reason = no.reason if isinstance(no, Refused) else _("Somebody added to the case.")
            faults[row.case] = reason
        else:
            sent += 1
    return Told(sent, faults)


def begin(*, actor: Actor, case: UUID, now: datetime) -> UUID:
    """Begin the letter of one case, to be finished on its own page."""
    permissions.check(actor, "board.see")
    row = _row(actor, case, now)
    if row is None:
        raise NotThere
    return _begun(actor, open_for(actor, case, now=now, what="writing"), row, now)


def _row(actor: Actor, case: UUID, now: datetime) -> ToTell | None:
    here = staffing_of(actor.landlord_id, today=now.date())
    return read.one(actor, case, here, now=now)


@transaction.atomic
def _send(actor: Actor, row: ToTell, is_sure: bool, now: datetime) -> None:
    opened = open_for(actor, row.case, now=now, what="writing")
    letter = _begun(actor, opened, row, now)
    begun = open_letter(actor, row.case, letter, now=now).row
    going = Going(
        version=begun.version, way=EMAIL, when=When(on=now.date(), at=now), is_sure=is_sure
    )
    sent = Sent(near=opened.near, seen=opened.head)
    outgoing_sending.send(actor=actor, sent=sent, letter=letter, going=going, now=now)


def _begun(actor: Actor, opened: Open, row: ToTell, now: datetime) -> UUID:
    facts = dict(facts_of(opened, row.whom)) | {
        "contact": row.contact_name, "until": long_day(row.until.date()) if row.until else "",
    }  # fmt: skip
    letter = letters.compose(KIND, facts)
    # it is no news of the case, so no update that is owed is kept by it
    entry = Entry(
        id="", does=("letter.sent",), about=("asb",), keeps=row.pledges,
        facts={CONTACT: str(row.contact)},
    )  # fmt: skip
    begun = Begun(
        kind=KIND, to=row.whom, title=letter.title, body=from_letter(letter), entries=[entry],
        permission="letter.write", channel=EMAIL if row.can_go else "",
    )  # fmt: skip
    return outgoing.begin(actor=actor, near=opened.near, letter=begun, now=now)
