"""Writing down what we know of a person: how to reach them, needs, who speaks for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, permissions
from putright.casework.actor import Actor
from putright.casework.queries import cases, people
from putright.casework.queries.people_found import candidates
from putright.casework.refused import Changed, NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import Authority, Details, Need, PersonAct, PersonNote
from putright.core.facts.people import known_of
from putright.kit.say import _
from putright.stores.people import writing
from putright.stores.record.ledger.read import notes

NO_SAFE_ADDRESS = _("safe address changed")
SAFE_ADDRESS_ENDED = _("safe address ended")
SAFE_WAYS = "safe-ways"
"""The pledge to ask how it is safe to reach somebody, made where a report did not tell."""
T = TypeVar("T")


class Sent(Struct, frozen=True):
    """What each form of a person carries: whose page it was, the last entry on it, its one use."""

    person: UUID
    seen: int
    how: str
    form: UUID | None = None


def change(
    *, actor: Actor, sent: Sent, sets: Details, now: datetime,
    does: PersonAct = "person.details_changed",
) -> None:  # fmt: skip
    """Write down what we came to know and how; what ``sets`` leaves out stays as it was."""
    _there(actor, sent)
    people.check_reach(actor, sent.person, now=now)
    _write(actor, sent, does, sets, now)


def check_safe_contact(*, actor: Actor, sent: Sent, sets: Details, now: datetime) -> None:
    """Write down how it is safe to reach the person, asked today.

    Where a case promised to ask, that promise is kept by it.
    """
    with transaction.atomic():
        change(actor=actor, sent=sent, sets=sets, now=now, does="person.safe_contact_checked")
        for case_id in cases.owing(actor, person=sent.person, pledge=SAFE_WAYS, now=now):
            asked = Entry(
                id="", does=("contact.safe_ways_asked",), at=now, by=actor.key,
                text=_("Asked how it is safe to reach them; the answer stands on their page."),
                evidence=(Evidence(kind="system record"),),
            )  # fmt: skip
            near = cases.near_to(actor, case_id, now=now)
            desk.add(actor=actor, permission="contact.log", near=near, entries=(asked,), now=now)


def add_need(*, actor: Actor, sent: Sent, need: Need, now: datetime) -> None:
    """A need more, in the person's own words, with what helps."""
    known = _known(actor, sent)
    needs = (*(known.needs or ()), need)
    _write(actor, sent, "person.need_noted", Details(needs=needs), now)


def end_need(*, actor: Actor, sent: Sent, place: int, now: datetime) -> None:
    """The person has that need no more; that it was there stays in the stream."""
    needs = _without(_known(actor, sent).needs, place)
    _write(actor, sent, "person.need_noted", Details(needs=needs), now)


def give_authority(*, actor: Actor, sent: Sent, authority: Authority, now: datetime) -> None:
    """Somebody may speak for the person from now on, and be told what the authority says."""
    if authority.until is not None and authority.until < now.date():
        raise Refused(_("The authority would be over already. Give a day that is still to come."))
    known = _known(actor, sent)
    listed = (*(known.authorities or ()), authority)
    _write(actor, sent, "person.authority_given", Details(authorities=listed), now)


def end_authority(*, actor: Actor, sent: Sent, place: int, now: datetime) -> None:
    """Somebody speaks for the person no more; nobody but us is told (security T18)."""
    left = _without(_known(actor, sent).authorities, place)
    _write(actor, sent, "person.authority_ended", Details(authorities=left), now)


def hold_address(*, actor: Actor, sent: Sent, address: str, since: date, now: datetime) -> None:
    """Keep the person's new address where only those cleared see it; writing it needs no reading.

    The stream says that it changed, and never what it is.
    """
    _there(actor, sent)
    with transaction.atomic():
        _write(actor, sent, "person.details_changed", Details(), now, note=NO_SAFE_ADDRESS)
        writing.set_safe_address(
            landlord=actor.landlord_id, person=sent.person, address=address, since=since,
            how=sent.how, user=actor.user_id, now=now,
        )  # fmt: skip


def release_address(*, actor: Actor, sent: Sent, now: datetime) -> None:
    """The address need be held back no longer; only those who see it can say so."""
    _there(actor, sent)
    if not people.is_cleared(actor, sent.person, now=now):
        raise Refused(_("Only those who may see the safe address can end it."))
    with transaction.atomic():
        _write(actor, sent, "person.details_changed", Details(), now, note=SAFE_ADDRESS_ENDED)
        writing.end_safe_address(landlord=actor.landlord_id, person=sent.person, now=now)


def tell_stake(*, actor: Actor, about: str, typed: str, why: str, now: datetime) -> None:
    """A stake of the actor's own in a person or home: from now on they are not there for them.

    ``about`` must be one of those that ``candidates`` gave for what was typed.
    """
    permissions.check(actor, "staff.interest")
    if about not in {one.key for one in candidates(actor, typed, now=now)}:
        raise NotThere
    kind, _colon, key = about.partition(":")
    writing.tell_interest(
        landlord=actor.landlord_id, user=actor.user_id, why=why, now=now,
        person=UUID(key) if kind == "person" else None,
        home=UUID(key) if kind == "home" else None,
    )  # fmt: skip


def _there(actor: Actor, sent: Sent) -> None:
    permissions.check(actor, "person.change")
    people.row_of(actor, sent.person)


def _known(actor: Actor, sent: Sent) -> Details:
    """What is known now; the lists in it can only be added to as they were on the page."""
    _there(actor, sent)
    written = notes(landlord=actor.landlord_id, stream=sent.person)
    if len(written) > sent.seen:
        raise Changed(sent.seen)
    return known_of(written).details


def _without(listed: Sequence[T] | None, place: int) -> tuple[T, ...]:
    kept = tuple(listed or ())
    if not 0 <= place < len(kept):
        raise NotThere
    return (*kept[:place], *kept[place + 1 :])


def _write(
    actor: Actor, sent: Sent, does: PersonAct, sets: Details, now: datetime, *, note: str = ""
) -> None:
    written = PersonNote(id="", does=does, at=now, by=actor.key, how=sent.how, sets=sets)
    if note:
        written = replace(written, how=f"{note}: {sent.how}")
    desk.write_person(
        actor=actor, person=sent.person, written=(written,), now=now, form=sent.form, seen=sent.seen
    )
