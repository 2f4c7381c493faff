"""What must hold of a cover: somebody else, who works here, does such work and is here. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework.cover import Staffing, TimeAway
from putright.casework.permissions import TAKERS, WORKERS
from putright.kit.dates import list_day
from putright.kit.say import _

Names = Mapping[UUID, str]


class Absence(Struct, frozen=True):
    """Time away that somebody wants to set: open, or a leaver's last day in ``starts_on``."""

    user: UUID
    starts_on: date
    ends_on: date | None
    is_leaving: bool = False

    @property
    def first(self) -> date:
        """The first day on which the person is not there."""
        return self.starts_on + timedelta(days=1) if self.is_leaving else self.starts_on


def fault_of_time(staffing: Staffing, absence: Absence, names: Names) -> str:
    """Why this time away cannot be; "" where it can."""
    if absence.ends_on is not None and absence.ends_on < absence.first:
        return _("The last day away must not be before the first.")
    for one in _times_of(staffing, absence.user):
        if not one.is_leaving and _overlap(one, absence):
            return _("{name} is already away {when}. End that first, or choose other days.").format(
                name=names[absence.user], when=_when(one)
            )
    return ""


def fault_of_cover(staffing: Staffing, absence: Absence, cover: UUID | None, names: Names) -> str:
    """Why that person cannot cover; "" where they can."""
    if cover is None:
        return _("Choose who covers. Nobody can be away without cover.")
    if cover == absence.user:
        return _("Choose somebody else: nobody covers for themselves.")
    if cover not in staffing.here:
        return _("Choose somebody who works here.")
    name = names[cover]
    if not can_stand_in(staffing, absence.user, cover):
        return _("{name} does not do such work. Choose somebody who does.").format(name=name)
    for one in _times_of(staffing, cover):
        if _hinders(one, absence):
            return _("{name} is away {when}. Choose somebody who is here then.").format(
                name=name, when=_when(one)
            )
    return ""


def can_stand_in(staffing: Staffing, user: UUID, cover: UUID) -> bool:
    """Whether somebody plays such a part as well, or works in cases at all."""
    theirs = _roles(staffing, cover)
    return bool(theirs & WORKERS) or bool(theirs & _roles(staffing, user))


def can_answer(staffing: Staffing, user: UUID) -> bool:
    """Whether somebody may act on whatever comes in out of hours: on messages and in cases."""
    return user in staffing.here and bool(_roles(staffing, user) & WORKERS & TAKERS)


def covers_for(staffing: Staffing, absence: Absence, names: Names) -> list[UUID]:
    """Everybody who can cover, those of the same team first, then by name."""
    team = {user for users in staffing.members.values() if absence.user in users for user in users}
    found = [user for user in staffing.here if not fault_of_cover(staffing, absence, user, names)]
    return sorted(found, key=lambda user: (user not in team, names[user]))


def suggested(
    staffing: Staffing, absence: Absence, names: Names, overdue: Mapping[UUID, int]
) -> UUID | None:
    """The rule for a sudden absence: same team, here, with the least overdue."""
    team = {user for users in staffing.members.values() if absence.user in users for user in users}
    found = covers_for(staffing, absence, names)
    return min(
        found,
        key=lambda user: (user not in team, overdue.get(user, 0), names[user]),
        default=None,
    )


def _times_of(staffing: Staffing, user: UUID) -> list[TimeAway]:
    return [one for one in staffing.away if one.user == user]


def _roles(staffing: Staffing, user: UUID) -> frozenset[str]:
    return frozenset(role for role, users in staffing.holders.items() if user in users)


def _first(one: TimeAway) -> date:
    return one.starts_on + timedelta(days=1) if one.is_leaving else one.starts_on


def _overlap(one: TimeAway, absence: Absence) -> bool:
    ends_before = one.ends_on is not None and one.ends_on < absence.first
    begins_after = absence.ends_on is not None and _first(one) > absence.ends_on
    return not ends_before and not begins_after


def _hinders(one: TimeAway, absence: Absence) -> bool:
    """A leaver is covered for good: a holiday months ahead has its own cover by then."""
    if absence.ends_on is None and not one.is_leaving:
        return one.holds_on(absence.first)
    return _overlap(one, absence)


def _when(one: TimeAway) -> str:
    if one.is_leaving:
        return _("from {day}, having left").format(day=list_day(_first(one)))
    if one.ends_on is None:
        return _("from {day}, with no day of return").format(day=list_day(one.starts_on))
    return _("from {start} until {end}").format(
        start=list_day(one.starts_on), end=list_day(one.ends_on)
    )
