"""Patches, who holds and who covers each; planned ones among them, that nobody covers yet."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.cover import Staffing
from putright.casework.permissions import WORKERS
from putright.casework.queries.staff import Colleague, colleagues, staffing_of
from putright.casework.refused import NotThere
from putright.kit.say import _
from putright.stores.accounts.models import Landlord, Patch, Team


class PatchLine(Struct, frozen=True, kw_only=True):
    """A patch as the set-up shows it. A planned one has a name and a team, and nobody yet."""

    id: UUID
    name: str
    team: UUID
    team_name: str
    officer: UUID | None = None
    cover: UUID | None = None
    officer_name: str = ""
    cover_name: str = ""
    problems: tuple[str, ...] = ()
    is_planned: bool = False


def patches_of(actor: Actor, *, today: date) -> list[PatchLine]:
    """Every patch of the landlord by name, with what is wrong with its cover."""
    landlord = actor.landlord_id
    told = Landlord.objects.values_list("set_up", flat=True).get(id=landlord)
    teams = dict(Team.objects.filter(landlord_id=landlord).values_list("id", "name"))
    people = {each.id: each for each in colleagues(actor, today=today)}
    staffing = staffing_of(landlord, today=today)
    planned = [
        PatchLine(
            id=UUID(each["id"]), name=each["name"], team=UUID(each["team"]),
            team_name=teams[UUID(each["team"])], is_planned=True,
            problems=(_("Nobody holds it and nobody covers it."),),
        )
        for each in told.get("planned", ())
    ]  # fmt: skip
    real = [
        _line(patch, teams, people, staffing)
        for patch in Patch.objects.filter(landlord_id=landlord)
    ]
    return sorted([*planned, *real], key=lambda each: (each.name.casefold(), str(each.id)))


def patch_of(actor: Actor, patch: UUID, *, now: datetime) -> PatchLine:
    """One patch, planned or not; raises ``NotThere``."""
    permissions.check(actor, "landlord.set_up")
    for each in patches_of(actor, today=now.date()):
        if each.id == patch:
            return each
    raise NotThere


def able_to_act(actor: Actor, *, now: datetime) -> tuple[Colleague, ...]:
    """Everybody who can hold or cover a patch: a working account with a role in cases."""
    permissions.check(actor, "landlord.set_up")
    today = now.date()
    staffing = staffing_of(actor.landlord_id, today=today)
    return tuple(
        each
        for each in colleagues(actor, today=today)
        if not any(_why_not(each, staffing))
    )  # fmt: skip


def _line(
    patch: Patch, teams: dict[UUID, str], people: dict[UUID, Colleague], staffing: Staffing
) -> PatchLine:
    officer = people[patch.officer_id] if patch.officer_id else None
    cover = people[patch.cover_id]
    return PatchLine(
        id=patch.id,
        name=patch.name,
        team=patch.team_id,
        team_name=teams[patch.team_id],
        officer=patch.officer_id,
        cover=patch.cover_id,
        officer_name=officer.name if officer else "",
        cover_name=cover.name,
        problems=tuple(_problems(officer, cover, staffing)),
    )


def _problems(officer: Colleague | None, cover: Colleague, staffing: Staffing) -> Iterator[str]:
    if officer is None:
        yield _("Nobody holds it.")
    else:
        yield from _why_not(officer, staffing)
    yield from _why_not(cover, staffing)
    is_away = staffing.is_here(cover.id) is False
    if is_away and staffing.acting_for(cover.id) is None and not any(_why_not(cover, staffing)):
        yield _("{name}, who covers it, is away, and nobody covers for {name}.").format(
            name=cover.name
        )


def _why_not(person: Colleague, staffing: Staffing) -> Iterator[str]:
    """Why a person cannot hold or cover a patch."""
    away = staffing.away_today(person.id)
    if not person.is_active or (away is not None and away.is_leaving):
        yield _("{name} has left.").format(name=person.name)
    elif WORKERS.isdisjoint(person.roles):
        yield _("{name} has no role in which to act on a case.").format(name=person.name)
