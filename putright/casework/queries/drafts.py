"""What somebody was writing, for its author alone; and who is writing in a case just now."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.queries import cases
from putright.casework.queries.staff import names_of
from putright.stores.record import drafts, forms
from putright.stores.worklist.models import Card

JUST_NOW = timedelta(minutes=2)
"""An editor keeps its draft every ten seconds; silent for so long, nobody writes any more."""
LONG_AGO = timedelta(days=7)


class Draft(Struct, frozen=True):
    """What was written, field by field, and when it was last kept."""

    place: str
    fields: dict[str, list[str]]
    saved_at: datetime


def restore(actor: Actor, place: str) -> Draft | None:
    """What the actor was writing there, and nobody else ever."""
    kept = drafts.of_place(landlord=actor.landlord_id, user=actor.user_id, place=place)
    return None if kept is None else Draft(kept.place, kept.fields, kept.saved_at)


def unfinished(actor: Actor, start: str, *, now: datetime) -> tuple[Draft, ...]:
    """The actor's own drafts of the last days in places that begin so, the newest first."""
    kept = drafts.beginning(landlord=actor.landlord_id, user=actor.user_id, start=start)
    recent = [one for one in kept if one.saved_at >= now - LONG_AGO]
    return tuple(Draft(one.place, one.fields, one.saved_at) for one in recent)


def was_sent(actor: Actor, form: UUID) -> bool:
    """Whether a form of the actor's, by its one-use id, was saved already."""
    return forms.is_used(landlord=actor.landlord_id, form=form, user=actor.user_id)


def writing_now(actor: Actor, case_id: UUID, *, now: datetime) -> tuple[str, ...]:
    """Names of colleagues who have an editor open on a case; nobody for who may not see it.

    Nor for whoever a complaint of it names: it may be the answer that is being written.
    """
    if not cases.visible_to(actor, now=now).filter(id=case_id).exists():
        return ()
    named = Card.objects.filter(case_id=case_id).values_list("kept_from", flat=True).first()
    if named and str(actor.user_id) in named:
        return ()
    writing = drafts.writers(
        landlord=actor.landlord_id, case=case_id, since=now - JUST_NOW, besides=actor.user_id
    )
    names = names_of(actor.landlord_id)
    return tuple(names[user] for user in writing if user in names)
