"""Rows of a landlord that is being set up: what it is called, what it goes by, its areas."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.stores.accounts.models import Landlord, Patch, Team


class Told(Struct, frozen=True):
    """A landlord as it was set up so far; ``steps`` is what each step of the first run was told."""

    name: str
    prefix: str
    phone: str
    pack: str
    is_sample: bool
    steps: dict[str, Any]


def told(landlord: UUID) -> Told:
    """What is known of a landlord, locked until the transaction ends."""
    found = Landlord.objects.select_for_update().get(id=landlord)
    return Told(
        found.name, found.prefix, found.phone, found.pack, found.is_sample, dict(found.set_up)
    )


def pack_of(landlord: UUID) -> str:
    """The name of the landlord's policy."""
    return Landlord.objects.values_list("pack", flat=True).get(id=landlord)


def write(landlord: UUID, **columns: Any) -> None:
    """Change a landlord."""
    Landlord.objects.filter(id=landlord).update(**columns)


def note(landlord: UUID, step: str, value: Any) -> None:
    """Keep what a step was told beside what the others were."""
    steps = told(landlord).steps
    write(landlord, set_up={**steps, step: value})


def team_names(landlord: UUID) -> dict[UUID, str]:
    """The landlord's teams."""
    return dict(Team.objects.filter(landlord_id=landlord).values_list("id", "name"))


def rename_team(landlord: UUID, team: UUID, name: str) -> None:
    """Call a team something else."""
    Team.objects.filter(landlord_id=landlord, id=team).update(name=name)


def patches(landlord: UUID) -> list[tuple[UUID, str, UUID]]:
    """The landlord's patches: id, name, team."""
    found = Patch.objects.filter(landlord_id=landlord).order_by("name", "id")
    return list(found.values_list("id", "name", "team_id"))


def rename_patch(landlord: UUID, patch: UUID, *, name: str, team: UUID) -> None:
    """Call a patch something else, or give it to another team."""
    Patch.objects.filter(landlord_id=landlord, id=patch).update(name=name, team_id=team)


def same(one: str, others: Iterable[str]) -> bool:
    """Whether somebody reading would take it for one of the others."""
    return one.casefold() in {each.casefold() for each in others}
