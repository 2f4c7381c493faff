"""Who and what is near somebody who has a stake: told of, or following from home and household.

A stake in a person is one in those who live or lived with them, and in the home they share; a
stake in a home is one in everybody who lives or lived there (security T11).
"""

from typing import Any

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.casework.actor import Actor
from putright.stores.people.models import Interest, Member, Person, Tenancy

Values = QuerySet[Any, Any]


class Near(Struct, frozen=True):
    """Ids, each asked of the database from the few stakes that there are."""

    people: tuple[Values, ...]
    homes: tuple[Values, ...]

    def as_people(self, column: str) -> Q:
        """Rows whose person, in that column, is near or lives in a home that is."""
        found = _any(f"{column}_id", self.people) if column else _any("id", self.people)
        return found | self.as_home(f"{column}__home" if column else "home")

    def as_home(self, column: str) -> Q:
        """Rows whose home, in that column, is near."""
        return _any(f"{column}_id", self.homes) & Q(**{f"{column}_id__isnull": False})


def has_told(actor: Actor) -> bool:
    """Whether the actor told of any stake; most have not, and then nothing is near."""
    told = Interest.objects.filter(landlord_id=actor.landlord_id, user_id=actor.user_id)
    return told.exists()


def near(actor: Actor) -> Near:
    """All that is near the actor. Each is one plain query: they stand inside others, many deep."""
    told = Interest.objects.filter(landlord_id=actor.landlord_id, user_id=actor.user_id)
    members = Member.objects.filter(landlord_id=actor.landlord_id)
    lived_with = members.filter(**_told(actor, "tenancy__members__person__"))
    lived_there = members.filter(**_told(actor, "tenancy__home__"))
    return Near(
        people=(
            told.filter(person__isnull=False).values("person_id"),
            lived_with.values("person_id"),
            lived_there.values("person_id"),
        ),
        homes=(told.filter(home__isnull=False).values("home_id"), *_homes_of_people(actor)),
    )


def _homes_of_people(actor: Actor) -> tuple[Values, Values]:
    """Where those people live now; of a home that was left, others may be the tenants."""
    theirs = Person.objects.filter(landlord_id=actor.landlord_id, home__isnull=False)
    held = Tenancy.objects.filter(landlord_id=actor.landlord_id, ends_on__isnull=True)
    return (
        theirs.filter(**_told(actor, "")).values("home_id"),
        held.filter(**_told(actor, "members__person__")).values("home_id"),
    )


def _told(actor: Actor, way: str) -> dict[str, Any]:
    """That the actor told of a stake in what a way leads to."""
    return {
        f"{way}interest__landlord_id": actor.landlord_id,
        f"{way}interest__user_id": actor.user_id,
    }


def _any(column: str, found: tuple[Values, ...]) -> Q:
    asked = Q()
    for values in found:
        asked |= Q(**{f"{column}__in": values})
    return asked
