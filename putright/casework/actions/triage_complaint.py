"""Putting what came in into a case and taking it as a complaint there, both or neither.

Until the complaint is saved nothing has become of what came: whoever leaves the page half-way
leaves it in the queue.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework.actions import complaints
from putright.casework.actions.adding import Sent
from putright.casework.actions.complaints import Made
from putright.casework.actions.triage import Moved
from putright.casework.actions.triage_place import Done, Placed, place, words_of
from putright.casework.actor import Actor
from putright.casework.queries import cases
from putright.stores.post.items import Row


class Complaining(Struct, frozen=True, kw_only=True):
    """Where it goes, and the complaint in it as a person read it."""

    placed: Placed
    points: tuple[str, ...] = ()
    about_staff: tuple[UUID, ...] = ()
    officer: UUID | None = None


def complain_here(
    *, actor: Actor, moved: Moved, row: Row, told: Complaining, now: datetime
) -> tuple[Done, str]:
    """Put it there and take the complaint; raises ``NotRight``, and then nothing was saved."""
    text = words_of(row)
    with transaction.atomic():
        done = place(actor=actor, moved=moved, told=told.placed, now=now)
        near = cases.near_to(actor, done.case_id, now=now)
        made = Made(whom=told.placed.whom, text=text, points=told.points or (text,),
                    about_staff=told.about_staff, officer=told.officer)  # fmt: skip
        made = replace(made, entry=done.number)
        logged = complaints.log(actor=actor, sent=Sent(near=near), told=made, now=now)
    return done, logged.complaint
