"""Which team takes what belongs to no patch, and by which pack its words are read."""

from uuid import UUID

from putright.casework.actor import Actor
from putright.casework.cover import Staffing
from putright.casework.refused import Refused
from putright.kit.say import _
from putright.stores.accounts.models import Landlord, Team


def pack_of(landlord: UUID) -> str:
    """The name of a landlord's pack."""
    return Landlord.objects.values_list("pack", flat=True).get(id=landlord)


def team_of(actor: Actor, officer: UUID | None, staffing: Staffing) -> UUID:
    """The team of the colleague it was for, else the actor's own, else the first there is."""
    for user in (officer, actor.user_id):
        teams = [team for team, members in staffing.members.items() if user in members]
        if teams:
            return min(teams)
    team = Team.objects.filter(landlord_id=actor.landlord_id).order_by("name", "id").first()
    if team is None:
        raise Refused(_("There is no team yet. Set the landlord up first."))
    return team.id
