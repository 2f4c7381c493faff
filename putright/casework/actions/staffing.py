"""Who is away, who leaves, who holds a patch, whose case it is: none of it without cover."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from putright.casework import desk, permissions
from putright.casework.actor import Actor, staff_key
from putright.casework.cover import Staffing
from putright.casework.cover_rules import Absence, can_stand_in, fault_of_cover, fault_of_time
from putright.casework.handed import PASSED
from putright.casework.queries.board import teams_of
from putright.casework.queries.cases import near_to
from putright.casework.queries.staff import names_of, staffing_of
from putright.casework.queries.takers import takers
from putright.casework.refused import NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.kit.say import _
from putright.stores.accounts import accounts, security_log, sessions, staffing
from putright.stores.record import cases


class Unfit(Refused):
    """An answer of the form that cannot stand: which, and why."""

    def __init__(
        self, field: Literal["cover", "starts_on", "ends_on", "officer"], why: str
    ) -> None:
        """``field`` is where the page says it."""
        super().__init__(why)
        self.field = field


@transaction.atomic
def set_away(*, actor: Actor, absence: Absence, cover: UUID | None, now: datetime) -> None:
    """Somebody is not there for a while, or leaves; who covers acts from the first day on."""
    here = staffing_of(actor.landlord_id, today=now.date())
    check_may_set(actor, absence.user, here)
    names = names_of(actor.landlord_id)
    if why := fault_of_time(here, absence, names):
        raise Unfit("ends_on", why)
    why = fault_of_cover(here, absence, cover, names)
    if why or cover is None:
        raise Unfit("cover", why)
    staffing.add_away(
        landlord=actor.landlord_id, user=absence.user, starts_on=absence.starts_on,
        ends_on=absence.ends_on, cover=cover, told_by=actor.user_id, told_at=now,
        is_leaving=absence.is_leaving,
    )  # fmt: skip
    if absence.is_leaving:
        _end_account(actor, absence, now)
    _log(actor, "staff.leaving" if absence.is_leaving else "staff.away", absence.user, now)


@transaction.atomic
def back_early(*, actor: Actor, user: UUID, now: datetime) -> None:
    """Somebody is back before the day: from now on they act themselves again."""
    here = staffing_of(actor.landlord_id, today=now.date())
    check_may_set(actor, user, here)
    away = here.away_today(user)
    if away is None or away.is_leaving:
        raise Refused(_("They are not away today."))
    staffing.end_away(landlord=actor.landlord_id, away=away.id, now=now)
    _log(actor, "staff.back", user, now)


@transaction.atomic
def set_patch(
    *, actor: Actor, patch: UUID, officer: UUID | None, cover: UUID | None, now: datetime
) -> None:
    """Who holds a patch (None: the post is vacant) and who covers it."""
    permissions.check(actor, "staff.patch")
    here = staffing_of(actor.landlord_id, today=now.date())
    found = staffing.patch_of(landlord=actor.landlord_id, patch=patch)
    if found is None or found[1] not in teams_of(actor, here):
        raise NotThere
    if cover is None:
        raise Unfit("cover", _("Choose who covers. A patch cannot be without cover."))
    for field, user in (("officer", officer), ("cover", cover)):
        if user is not None and not _works(here, user):
            raise Unfit(field, _("Choose somebody who works in cases here."))  # type: ignore[arg-type]
    if officer == cover:
        raise Unfit("cover", _("Choose somebody else: nobody covers for themselves."))
    staffing.set_patch(landlord=actor.landlord_id, patch=patch, officer=officer, cover=cover)
    _log(actor, "patch.set", patch, now)


def reassign(
    *, actor: Actor, moves: Sequence[tuple[UUID, UUID]], note: str, now: datetime,
    form: UUID | None = None,
) -> int:  # fmt: skip
    """Give cases to other officers, all or none; each is told in its timeline, with a promise.

    The promise is that the resident hears who their contact is now.
    """
    here = staffing_of(actor.landlord_id, today=now.date())
    with transaction.atomic():
        for case, officer in moves:
            _reassign(actor, here, case, officer, note, now, form)
            form = None
    return len(moves)


def check_may_set(actor: Actor, user: UUID, here: Staffing) -> None:
    """Raise unless that person's absence may be set: one's own, or of a team one leads."""
    if user == actor.user_id:
        permissions.check(actor, "staff.away_self")
        return
    permissions.check(actor, "staff.away")
    if user not in names_of(actor.landlord_id):
        raise NotThere
    everywhere = actor.holds("head of service", "administrator")
    led = {one for team in teams_of(actor, here) for one in here.members.get(team, ())}
    if not everywhere and user not in led:
        raise Refused(_("You may set this for the teams that you lead."))


def _reassign(
    actor: Actor, here: Staffing, case: UUID, officer: UUID, note: str, now: datetime,
    form: UUID | None,
) -> None:  # fmt: skip
    near = near_to(actor, case, now=now)
    able = {one.id: one.name for one in takers(actor, [case], now=now)}
    if here.is_here(actor.user_id) and officer == actor.user_id:
        able[officer] = actor.name
    if officer not in able:
        raise Unfit("officer", _("That colleague is not here today, or may not see the case."))
    team = cases.team_of(landlord=actor.landlord_id, case=case)
    desk.add(
        actor=actor, permission="case.assign", near=near, now=now, form=form,
        entries=[passing(actor, officer, able[officer], note, now)],
        also=lambda: cases.assign(
            landlord=actor.landlord_id, case=case, officer=officer, team=team
        ),
    )  # fmt: skip


def passing(actor: Actor, officer: UUID, name: str, note: str, now: datetime) -> Entry:
    """The entry that gives a case on; only what says so keeps its promise: no other call does."""
    contact = Pledge(
        id=f"contact-{officer}-{int(now.timestamp())}",
        what=_("to tell the resident that their contact is now {name}").format(name=name),
    )
    return Entry(
        id="",
        does=(PASSED,),
        at=now,
        by=actor.key,
        to=(staff_key(officer),),
        channel="internal",
        text=note,
        evidence=(Evidence(kind="system record"),),
        promises=(contact,),
    )


def _works(here: Staffing, user: UUID) -> bool:
    return user in here.here and can_stand_in(here, user, user)


def _end_account(actor: Actor, absence: Absence, now: datetime) -> None:
    """Roles end with the last day; where that is over, so does every session."""
    landlord, user = actor.landlord_id, absence.user
    before = accounts.administrators(landlord, today=now.date())
    staffing.end_roles(landlord=landlord, user=user, last_day=absence.starts_on)
    if before and not accounts.administrators(landlord, today=now.date()):
        raise Refused(_("They are the only administrator. Give somebody else that role first."))
    if absence.starts_on < now.date():
        accounts.set_active(landlord, user, active=False)
        sessions.end_all(landlord, user)


def _log(actor: Actor, what: str, subject: UUID, now: datetime) -> None:
    security_log.write(
        what, landlord=actor.landlord_id, at=now, actor=actor.user_id, subject=subject
    )
