"""The directory of agencies as its page lists it: what is known to be wrong first."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.agency_words import KINDS
from putright.casework.queries.staff import names_of
from putright.casework.refused import NotThere
from putright.core.practice.agencies import plain
from putright.stores.people import agencies
from putright.stores.people.agencies import Desk
from putright.stores.people.models import Home

OLD = 180
"""Days after which a desk that nobody has checked again is shown as old."""


class Line(Struct, frozen=True, kw_only=True):
    """A desk, who checked it, and whether that was long ago."""

    desk: Desk
    checked_by: str
    is_old: bool


class Group(Struct, frozen=True):
    """The desks of a kind."""

    kind: str
    lines: tuple[Line, ...]


class Directory(Struct, frozen=True, kw_only=True):
    """The page: desks marked wrong, then each kind; areas of homes without a police team."""

    wrong: tuple[Line, ...]
    groups: tuple[Group, ...]
    areas: tuple[str, ...]
    area: str
    uncovered: tuple[str, ...]
    may_change: bool


def directory(actor: Actor, *, now: datetime, area: str = "") -> Directory:
    """The directory, or the desks that serve one area."""
    permissions.check(actor, "agency.see")
    found = agencies.listed(landlord=actor.landlord_id)
    names = names_of(actor.landlord_id)
    areas = _areas(actor)
    lines = [_line(one, names, now.date()) for one in found if _serves(one, area)]
    return Directory(
        wrong=tuple(one for one in lines if one.desk.wrong_at),
        groups=tuple(_groups(one for one in lines if one.desk.wrong_at is None)),
        areas=areas,
        area=area,
        uncovered=tuple(one for one in areas if not _has_police(found, one)),
        may_change=permissions.can(actor, "agency.directory"),
    )


def desk(actor: Actor, agency: UUID) -> Desk:
    """One desk, for whoever may change it."""
    permissions.check(actor, "agency.directory")
    found = agencies.find(landlord=actor.landlord_id, agency=agency)
    if found is None:
        raise NotThere
    return found


def may_add(actor: Actor) -> None:
    """Refuse whoever may not change the directory."""
    permissions.check(actor, "agency.directory")


def _line(one: Desk, names: dict[UUID, str], today: date) -> Line:
    is_old = one.checked_on is None or (today - one.checked_on).days > OLD
    who = names.get(one.checked_by, "") if one.checked_by else ""
    return Line(desk=one, checked_by=who, is_old=is_old)


def _groups(lines: Iterable[Line]) -> Iterable[Group]:
    listed = list(lines)
    for kind in KINDS:
        found = tuple(one for one in listed if one.desk.kind == kind)
        if found:
            yield Group(kind, found)


def _areas(actor: Actor) -> tuple[str, ...]:
    homes = Home.objects.filter(landlord_id=actor.landlord_id).exclude(area="")
    return tuple(sorted(set(homes.values_list("area", flat=True))))


def _serves(one: Desk, area: str) -> bool:
    return not area or plain(area) in {plain(each) for each in one.areas}


def _has_police(found: Iterable[Desk], area: str) -> bool:
    return any(
        one.kind == "police neighbourhood" and one.wrong_at is None and _serves(one, area)
        for one in found
    )
