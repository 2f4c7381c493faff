"""Writing down a call or a letter, so that it stands in triage with everything else.

Whoever takes a call for a post that is vacant, or for somebody who is away, names the patch, the
home or the colleague; who acts today is worked out from it, and it can be nobody's but a person's.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import Struct

from putright.casework import permissions, triage_words
from putright.casework.actions import item_files
from putright.casework.actions.contacts import Upload
from putright.casework.actions.files import NotKept
from putright.casework.actor import Actor
from putright.casework.queries.reports import details_now, place_for
from putright.casework.queries.staff import staffing_of
from putright.casework.queries.triage_desk import pack_of, team_of
from putright.casework.refused import NotRight, SentTwice
from putright.gateways.blobs import EmptyFile, FileRefused
from putright.kit.say import _
from putright.stores.post import items
from putright.stores.post.items import NewItem, NewItemFile
from putright.stores.record import forms


class Logged(Struct, frozen=True, kw_only=True):
    """A call or a letter: from whom, when, what it says, and for whom it was meant."""

    door: str
    text: str
    at: datetime
    name: str = ""
    reach: str = ""
    subject: str = ""
    person: UUID | None = None
    home: UUID | None = None
    patch: UUID | None = None
    officer: UUID | None = None
    calls_back: bool = False
    is_urgent: bool = False
    in_danger: bool = False
    about_staff: tuple[UUID, ...] = ()


class Kept(Struct, frozen=True):
    """What was made, and the files that could not be kept, with the reason."""

    item: UUID
    not_kept: tuple[str, ...] = ()


def log(
    *, actor: Actor, told: Logged, uploads: Sequence[Upload], form: UUID | None, now: datetime
) -> Kept:
    """Make an item of a call or a letter; one form makes one. Raises ``SentTwice``."""
    permissions.check(actor, "post.triage")
    if told.at > now:
        raise NotRight(_("That has not come yet."), field="on")
    item = uuid4()
    files, faults = _keep(actor, item, uploads)
    if not told.text and not files:
        raise NotRight(_("There is nothing to keep: write what it says, or add the scan. {faults}")
                       .format(faults=" ".join(faults)).strip())  # fmt: skip
    try:
        with transaction.atomic():
            used = None
            if form is not None:
                used = forms.use(landlord=actor.landlord_id, form=form, user=actor.user_id, now=now)
            made = _new(actor, told, now)
            items.make(landlord=actor.landlord_id, item=made, id=item, files=files)
            if used is not None:
                forms.led_to(used, {"item": str(item)})
    except forms.UsedBefore as before:
        raise SentTwice(before.led_to) from None
    return Kept(item, tuple(faults))


def _new(actor: Actor, told: Logged, now: datetime) -> NewItem:
    place = _place(actor, told, now)
    flags = triage_words.flags(pack_of(actor.landlord_id), told.subject, told.text, at=now)
    guess = {}
    if told.person is not None:
        details_now(actor, told.person)
        guess = {"person": str(told.person), "why": _("Whoever took it down says that it is them.")}
    told_by_form = {"calls_back": _("Yes")} if told.calls_back else {}
    return NewItem(
        door=told.door, came_at=told.at, team=place[0], officer=place[1], home=told.home,
        patch=None if told.home else told.patch, sender=told.reach, sender_name=told.name,
        subject=told.subject, text=told.text, urgent=[*_ticked(told), *flags.urgent],
        unhappy=flags.unhappy,
        guess=guess, fields=told_by_form, kept_from=[str(one) for one in told.about_staff],
    )  # fmt: skip


def _ticked(told: Logged) -> Iterator[str]:
    """What whoever took it down said of it: it is urgent whatever its words are."""
    if told.in_danger:
        yield _("somebody in danger; told to ring 999")
    if told.is_urgent:
        yield _("ticked as urgent")


def _place(actor: Actor, told: Logged, now: datetime) -> tuple[UUID, UUID | None]:
    """Whose it is: the patch's team and officer; the named colleague before the patch's."""
    if told.home is not None or (told.person is not None and told.patch is None):
        found = place_for(actor, home=told.home, person=told.person)
        return found.team, told.officer or found.officer
    staffing = staffing_of(actor.landlord_id, today=now.date())
    post = next((one for one in staffing.posts if one.id == told.patch), None)
    if post is not None:
        return post.team, told.officer or post.officer
    return team_of(actor, told.officer, staffing), told.officer


def _keep(
    actor: Actor, item: UUID, uploads: Sequence[Upload]
) -> tuple[list[NewItemFile], list[str]]:
    kept: list[NewItemFile] = []
    faults: list[str] = []
    for one in uploads:
        try:
            kept.append(
                item_files.keep(
                    landlord=actor.landlord_id, item=item, name=one.name, content=one.chunks
                )
            )
        except (EmptyFile, FileRefused) as refused:
            faults.append(NotKept(one.name, str(refused)).reason)
    return kept, faults
