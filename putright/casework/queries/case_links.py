"""The cases that belong to a case, as far as the reader may open them too.

A joined case that the reader may not see does not exist here: no line, no count (security R4, T8).
Of the other case stand its reference, its home and how it is joined; none of its words.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.live import Live, load_all
from putright.casework.queries import cases
from putright.casework.queries.staff import names_of
from putright.casework.walls import seen_by
from putright.core.workdays import to_datetime
from putright.kit.say import _
from putright.stores.record.links import (
    COUNTER,
    FOLLOWS,
    HOME,
    INCIDENT,
    PATCH,
    PEOPLE,
    Link,
    of_cases,
)
from putright.stores.record.models import Case


class Other(Struct, frozen=True, kw_only=True):
    """Another case that the reader may open: how it is called, where it is, whether it is open."""

    id: UUID
    reference: str
    home: str
    is_open: bool
    closed_on: date | None = None


class Linked(Struct, frozen=True, kw_only=True):
    """A case that somebody joined with this one: how, in words from this side, and why."""

    other: Other
    what: str
    says: str
    why: str
    by: str
    at: datetime


def linked(actor: Actor, case: Case, *, now: datetime) -> tuple[Linked, ...]:
    """The cases joined with this one, the oldest joining first; the case itself was opened."""
    said = of_cases(landlord=actor.landlord_id, cases=[case.id])
    joined = [each for each in said if each.says == "joined"]
    others = {one.id: one for one in others_of(actor, {e.far(case.id) for e in joined}, now=now)}
    staff = names_of(actor.landlord_id) if others else {}
    return tuple(
        Linked(
            other=others[each.far(case.id)],
            what=each.what,
            says=words_of(each.what, is_first=each.case == case.id),
            why=each.why,
            by=staff.get(each.by, "") if each.by else "",
            at=each.at,
        )
        for each in joined
        if each.far(case.id) in others
    )


def after(actor: Actor, case: Case, *, now: datetime) -> tuple[Other, ...]:
    """The closed cases that this one comes after, for whoever may open them."""
    said: Sequence[Link] = of_cases(landlord=actor.landlord_id, cases=[case.id])
    earlier = {
        each.other
        for each in said
        if each.what == FOLLOWS and each.says == "joined" and each.case == case.id
    }
    return tuple(others_of(actor, earlier, now=now))


def others_of(actor: Actor, ids: Collection[UUID], *, now: datetime) -> list[Other]:
    """Those of the cases that the reader may open, by reference."""
    if not ids:
        return []
    seen = cases.visible_to(actor, now=now).filter(id__in=ids)
    return others(actor, seen.select_related("landlord", "home", "card").order_by("reference"))


def others(actor: Actor, found: Collection[Case]) -> list[Other]:
    """Cases that the reader may open, put for a list; of closed ones the day is read."""
    closed = [case for case in found if not is_open(case)]
    days = {live.case.id: closed_on(actor, live) for live in load_all(closed)}
    return [
        Other(
            id=case.id,
            reference=case.reference,
            home=str(case.home) if case.home else "",
            is_open=is_open(case),
            closed_on=days.get(case.id),
        )
        for case in found
    ]


def is_open(case: Case) -> bool:
    """Whether a case is still worked on."""
    card = getattr(case, "card", None)
    return card is None or card.is_open


def closed_on(actor: Actor, live: Live) -> date | None:
    """The day on which a case was last closed, as far as the reader may read of it."""
    closings = seen_by(actor, live).live.timeline.doing(("asb.case_closed",))
    last = next((item for item in reversed(closings) if item.can_start), None)
    return to_datetime(last.when.first).date() if last else None


def words_of(what: str, *, is_first: bool) -> str:
    """How two cases belong together, said from the side of one of them."""
    if what == FOLLOWS:
        return (
            _("This case came after it was closed.")
            if is_first
            else _("It came after this case was closed.")
        )
    plain = {
        INCIDENT: _("Both tell of the same incident."),
        HOME: _("Both are about the same home."),
        PEOPLE: _("The same people are in both."),
        COUNTER: _("They are two sides of one thing: each reports the other."),
        PATCH: _("Both are in the same patch."),
    }
    return plain[what]  # type: ignore[index]
