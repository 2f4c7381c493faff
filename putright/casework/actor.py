"""Who acts: handed to every action and query, never fetched from anywhere (security R2)."""

from uuid import UUID

from msgspec import Struct


class Actor(Struct, frozen=True):
    """A member of staff, or the system itself under a name of its own.

    ``teams`` are those in which a role is held, ``in_teams`` says which; ``everywhere`` holds the
    roles that are not tied to a team. ``stands_in_for`` are the staff who are away today and
    for whom this person acts.
    """

    user_id: UUID
    landlord_id: UUID
    name: str
    roles: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()
    teams: frozenset[UUID] = frozenset()
    in_teams: frozenset[tuple[UUID, str]] = frozenset()
    stands_in_for: frozenset[UUID] = frozenset()
    is_system: bool = False

    @property
    def key(self) -> str:
        """How the entries of a timeline name this person."""
        return staff_key(self.user_id)

    def roles_in(self, team: UUID) -> frozenset[str]:
        """The roles that are held in a team: those of that team, and those held everywhere."""
        return self.everywhere | {role for each, role in self.in_teams if each == team}

    def holds(self, *roles: str) -> bool:
        """Whether any of these roles is held."""
        return not self.roles.isdisjoint(roles)


def system(landlord: UUID) -> Actor:
    """Putright itself, for what runs without anybody asking."""
    return Actor(user_id=UUID(int=0), landlord_id=landlord, name="Putright", is_system=True)


def staff_key(user_id: UUID) -> str:
    """How the entries of a timeline name a member of staff."""
    return f"staff-{user_id}"


def user_of_key(key: str) -> UUID | None:
    """The member of staff whom a timeline's key names; None for anybody else."""
    if not key.startswith("staff-"):
        return None
    try:
        return UUID(key.removeprefix("staff-"))
    except ValueError:
        return None
