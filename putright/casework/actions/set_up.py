"""The first run: each step is saved alone, in any order, and what was told is kept.

A patch becomes real when it has a cover, for the tables know none without one; until then it is
planned, and stands among what was told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from putright.casework import desk, permissions
from putright.casework.actor import Actor
from putright.casework.policies import fingerprint
from putright.casework.queries.set_up import overview
from putright.casework.queries.set_up_cover import able_to_act
from putright.casework.queries.set_up_days import calendar_seen
from putright.casework.queries.set_up_policy import choices, pack_fault
from putright.casework.refused import NotThere, Refused
from putright.kit.say import _
from putright.stores.accounts import security_log, setting_up, staffing

AT_ONCE = 50
"""So many cases are read again in one request; the rest follow in the next."""


def name_landlord(*, actor: Actor, name: str, phone: str, prefix: str, now: datetime) -> None:
    """What the landlord is called, whom to ring, and how references begin."""
    with _step(actor, "landlord", now):
        setting_up.write(actor.landlord_id, name=name, phone=phone, prefix=prefix.upper())


def look_at_calendar(*, actor: Actor, now: datetime) -> None:
    """Somebody looked at the list of bank holidays and it is right."""
    version = calendar_seen(today=now.date()).version
    with _step(actor, "calendar", now, version=version):
        pass


def choose_policy(*, actor: Actor, pack: str, now: datetime) -> None:
    """The landlord's own policy, or none beside the Code and good practice."""
    permissions.check(actor, "landlord.set_up")
    if pack and pack not in {each.name for each in choices(actor)}:
        raise Refused(_("There is no such policy here."))
    if fault := pack_fault(pack):
        raise Refused(fault)
    with _step(actor, "policy", now, pack=pack):
        setting_up.write(actor.landlord_id, pack=pack)


def read_again(*, actor: Actor, now: datetime, most: int = AT_ONCE) -> int:
    """Hold some of the cases against the policy as it is now; returns how many were."""
    permissions.check(actor, "landlord.set_up")
    return desk.refresh(landlord=actor.landlord_id, now=now, most=most)


def add_team(*, actor: Actor, name: str, now: datetime) -> None:
    """A team; sent twice, it is still one."""
    with _step(actor, "teams", now):
        if not setting_up.same(name, setting_up.team_names(actor.landlord_id).values()):
            staffing.add_team(landlord=actor.landlord_id, name=name)


def rename_team(*, actor: Actor, team: UUID, name: str, now: datetime) -> None:
    """Call a team something else."""
    with _step(actor, "teams", now):
        others = setting_up.team_names(actor.landlord_id)
        if others.pop(team, None) is None:
            raise NotThere
        if setting_up.same(name, others.values()):
            raise Refused(_("There is another team of that name."))
        setting_up.rename_team(actor.landlord_id, team, name)


def plan_patch(*, actor: Actor, name: str, team: UUID, now: datetime) -> None:
    """An area that a team looks after; who holds and covers it comes with the cover rules."""
    with _step(actor, "teams", now):
        if team not in setting_up.team_names(actor.landlord_id):
            raise NotThere
        planned = _planned(actor)
        if any(_is(each, name, team) for each in planned):
            return
        _check_patch_name(actor, name)
        _plan(actor, [*planned, {"id": str(uuid4()), "name": name, "team": str(team)}])


def rename_patch(*, actor: Actor, patch: UUID, name: str, team: UUID, now: datetime) -> None:
    """Call a patch something else, or give it to another team."""
    with _step(actor, "teams", now):
        if team not in setting_up.team_names(actor.landlord_id):
            raise NotThere
        _check_patch_name(actor, name, but=patch)
        planned = _planned(actor)
        found = next((each for each in planned if each["id"] == str(patch)), None)
        if found is None:
            setting_up.rename_patch(actor.landlord_id, patch, name=name, team=team)
            return
        found |= {"name": name, "team": str(team)}
        _plan(actor, planned)


def drop_patch(*, actor: Actor, patch: UUID, now: datetime) -> None:
    """Take a planned patch away; one that is covered has homes and cases, and stays."""
    with _step(actor, "teams", now):
        planned = _planned(actor)
        left = [each for each in planned if each["id"] != str(patch)]
        if len(left) == len(planned):
            raise Refused(_("Only a patch that nobody covers yet can be taken away."))
        _plan(actor, left)


def cover_patch(
    *, actor: Actor, patch: UUID, officer: UUID, cover: UUID, now: datetime
) -> None:  # fmt: skip
    """Who holds a patch, and who acts when that person is not there."""
    permissions.check(actor, "staff.patch")
    able = {each.id for each in able_to_act(actor, now=now)}
    if not {officer, cover} <= able:
        raise Refused(_("Choose people who work here and have a role in which to act on a case."))
    if officer == cover:
        raise Refused(_("Whoever covers must be somebody else: nobody covers for themselves."))
    with _step(actor, "cover", now):
        planned = _planned(actor)
        found = next((each for each in planned if each["id"] == str(patch)), None)
        if found is None:
            _set_patch(actor, patch, officer, cover)
            return
        staffing.add_patch(
            landlord=actor.landlord_id, name=found["name"], team=UUID(found["team"]),
            officer=officer, cover=cover,
        )  # fmt: skip
        _plan(actor, [each for each in planned if each is not found])


def drove(*, actor: Actor, now: datetime) -> None:
    """Somebody looked at the promises of the test drive and they are the landlord's."""
    permissions.check(actor, "landlord.set_up")
    pack = setting_up.pack_of(actor.landlord_id)
    if fault := pack_fault(pack):
        raise Refused(fault)
    with _step(actor, "drive", now, fingerprint=fingerprint(pack)):
        pass


def finish(*, actor: Actor, now: datetime) -> None:
    """The landlord can take its first real case; refused while anything is missing."""
    with _step(actor, "finished", now):
        if not overview(actor, now=now).is_ready:
            raise Refused(_("The set-up can be finished once every step is done."))


@contextmanager
def _step(actor: Actor, name: str, now: datetime, **told: str) -> Iterator[None]:
    """One step in one transaction: that it was done, by whom and when, is kept and logged."""
    permissions.check(actor, "landlord.set_up")
    with transaction.atomic():
        setting_up.told(actor.landlord_id)
        yield
        value = {"on": now.date().isoformat(), "by": str(actor.user_id), **told}
        setting_up.note(actor.landlord_id, name, value)
        security_log.write(
            "landlord.set_up", landlord=actor.landlord_id, at=now, actor=actor.user_id,
            detail={"step": name},
        )  # fmt: skip


def _planned(actor: Actor) -> list[dict[str, Any]]:
    return [dict(each) for each in setting_up.told(actor.landlord_id).steps.get("planned", ())]


def _plan(actor: Actor, planned: list[dict[str, Any]]) -> None:
    setting_up.note(actor.landlord_id, "planned", planned)


def _is(planned: dict[str, Any], name: str, team: UUID) -> bool:
    return setting_up.same(name, [planned["name"]]) and planned["team"] == str(team)


def _check_patch_name(actor: Actor, name: str, but: UUID | None = None) -> None:
    real = [each for key, each, _team in setting_up.patches(actor.landlord_id) if key != but]
    planned = [each["name"] for each in _planned(actor) if each["id"] != str(but)]
    if setting_up.same(name, [*real, *planned]):
        raise Refused(_("There is another patch of that name."))


def _set_patch(actor: Actor, patch: UUID, officer: UUID, cover: UUID) -> None:
    if patch not in {key for key, _name, _team in setting_up.patches(actor.landlord_id)}:
        raise NotThere
    staffing.set_patch(landlord=actor.landlord_id, patch=patch, officer=officer, cover=cover)
