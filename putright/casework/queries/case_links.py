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

MOST = 12
"""Cases of a group that a picture can hold."""


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


class Tie(Struct, frozen=True):
    """Two cases that were joined, and how, in words that hold for both."""

    one: UUID
    other: UUID
    says: str


class Group(Struct, frozen=True):
    """Cases that hang together, the one that is looked at first."""

    cases: tuple[Other, ...]
    ties: tuple[Tie, ...]


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


def group(actor: Actor, case: Case, *, now: datetime) -> Group:
    """Every case that hangs together with this one, step by step through cases that the reader
    may open: what is reached only through a hidden one is not reached."""
    here = others(actor, [case])[0]
    found: dict[UUID, Other] = {case.id: here}
    ties: dict[tuple[frozenset[UUID], str], Tie] = {}
    edge = {case.id}
    while edge and len(found) < MOST:
        said = [e for e in of_cases(landlord=actor.landlord_id, cases=edge) if e.says == "joined"]
        new = {each.case for each in said} | {each.other for each in said}
        more = others_of(actor, new - found.keys(), now=now)[: MOST - len(found)]
        found |= {one.id: one for one in more}
        for each in said:
            if each.case in found and each.other in found:
                pair = (found[each.case], found[each.other])
                ties.setdefault((frozenset((each.case, each.other)), each.what), _tie(pair, each))
        edge = {one.id for one in more}
    return Group(cases=tuple(found.values()), ties=tuple(ties.values()))


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


def _tie(pair: tuple[Other, Other], link: Link) -> Tie:
    first, second = (one.reference for one in pair)
    words = {
        INCIDENT: _("{first} and {second} tell of the same incident."),
        HOME: _("{first} and {second} are about the same home."),
        PEOPLE: _("The same people are in {first} and {second}."),
        COUNTER: _("{first} and {second} are two sides of one thing."),
        FOLLOWS: _("{first} came after {second} was closed."),
        PATCH: _("{first} and {second} are in the same patch."),
    }[link.what]  # type: ignore[index]
    return Tie(link.case, link.other, words.format(first=first, second=second))
