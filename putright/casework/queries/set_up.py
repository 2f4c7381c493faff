"""How far a landlord is set up: each step, how it stands, and what is still missing."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.policies import fingerprint
from putright.casework.queries import mailboxes
from putright.casework.queries.set_up_cover import PatchLine, patches_of
from putright.casework.queries.set_up_days import calendar_state
from putright.casework.queries.set_up_policy import pack_fault
from putright.casework.queries.staff import colleagues
from putright.kit.say import _
from putright.stores.accounts.models import Landlord, Team
from putright.stores.worklist.models import Card

State = Literal["not started", "in progress", "done", "problem"]
STEPS = ("landlord", "calendar", "policy", "teams", "people", "cover", "mailboxes", "drive")
NEEDED = (
    (_("somebody who works cases as an officer"), ("officer",)),
    (_("somebody who leads"), ("team leader", "head of service")),
    (_("somebody who answers complaints"), ("complaints handler",)),
)
"""What no landlord can do without: promises of these roles would have no owner."""


class Step(Struct, frozen=True):
    """One step: its short name, how it stands, and in words what is missing or wrong."""

    name: str
    state: State
    missing: tuple[str, ...] = ()


class SetUp(Struct, frozen=True):
    """Where a landlord stands on the way to its first real case."""

    landlord: str
    prefix: str
    phone: str
    pack: str
    is_sample: bool
    steps: tuple[Step, ...]
    finished_on: date | None = None

    @property
    def is_ready(self) -> bool:
        """Whether every step is done."""
        return all(step.state == "done" for step in self.steps)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state == "done" for step in self.steps)

    def step(self, name: str) -> Step:
        """The step of that name."""
        return next(step for step in self.steps if step.name == name)


class TeamLine(Struct, frozen=True):
    """A team and its patches."""

    id: UUID
    name: str
    patches: tuple[PatchLine, ...]


class RoleCount(Struct, frozen=True):
    """How many working accounts hold a role."""

    role: str
    count: int


class Reading(Struct, frozen=True):
    """How far the cases have been read again since the policy changed."""

    left: int
    of: int

    @property
    def done(self) -> int:
        """How many are done."""
        return self.of - self.left


def overview(actor: Actor, *, now: datetime) -> SetUp:
    """Every step of the set-up and how it stands."""
    permissions.check(actor, "landlord.set_up")
    found = Landlord.objects.get(id=actor.landlord_id)
    told = found.set_up
    finished = told.get("finished")
    return SetUp(
        landlord=found.name,
        prefix=found.prefix,
        phone=found.phone,
        pack=found.pack,
        is_sample=found.is_sample,
        steps=(
            Step("landlord", "done" if "landlord" in told and found.phone else "not started"),
            Step("calendar", *calendar_state(told.get("calendar", {}), today=now.date())),
            _policy(found),
            _teams(actor, now),
            _people(actor, now),
            _cover(actor, now),
            _mailboxes(actor, now),
            _drive(found),
        ),
        finished_on=date.fromisoformat(finished["on"]) if finished else None,
    )


def teams(actor: Actor, *, now: datetime) -> tuple[TeamLine, ...]:
    """The landlord's teams with their patches, those not yet covered among them."""
    permissions.check(actor, "landlord.set_up")
    patches = patches_of(actor, today=now.date())
    found = Team.objects.filter(landlord_id=actor.landlord_id).order_by("name", "id")
    return tuple(
        TeamLine(team.id, team.name, tuple(each for each in patches if each.team == team.id))
        for team in found
    )


def roles(actor: Actor, *, now: datetime) -> tuple[RoleCount, ...]:
    """How many working accounts hold each role."""
    permissions.check(actor, "landlord.set_up")
    held = [each.roles for each in colleagues(actor, today=now.date()) if each.is_active]
    ours = dict.fromkeys(role for each in held for role in each)
    return tuple(RoleCount(role, sum(role in each for each in held)) for role in sorted(ours))


def reading(actor: Actor) -> Reading:
    """How many cases still stand as the policy before had them."""
    permissions.check(actor, "landlord.set_up")
    pack = Landlord.objects.values_list("pack", flat=True).get(id=actor.landlord_id)
    cards = Card.objects.filter(landlord_id=actor.landlord_id)
    return Reading(cards.exclude(fingerprint=fingerprint(pack)).count(), cards.count())


def _policy(landlord: Landlord) -> Step:
    if fault := pack_fault(landlord.pack):
        return Step("policy", "problem", (fault,))
    return Step("policy", "done" if "policy" in landlord.set_up else "not started")


def _teams(actor: Actor, now: datetime) -> Step:
    found = teams(actor, now=now)
    empty = [team.name for team in found if not team.patches]
    if not found:
        return Step("teams", "not started")
    missing = tuple(_("{team} has no patch yet.").format(team=name) for name in empty)
    return Step("teams", "in progress" if len(empty) == len(found) else "done", missing)


def _people(actor: Actor, now: datetime) -> Step:
    held = {each.role for each in roles(actor, now=now)}
    missing = [words for words, any_of in NEEDED if held.isdisjoint(any_of)]
    if not held - {"administrator"}:
        return Step("people", "not started", _wanted(missing))
    return Step("people", "in progress" if missing else "done", _wanted(missing))


def _wanted(missing: Iterable[str]) -> tuple[str, ...]:
    return tuple(_("There must be {somebody}.").format(somebody=each) for each in missing)


def _cover(actor: Actor, now: datetime) -> Step:
    found = patches_of(actor, today=now.date())
    faults = tuple(
        f"{patch.name}: {problem}" for patch in found for problem in patch.problems
    )  # fmt: skip
    if not found:
        return Step("cover", "not started")
    return Step("cover", "problem" if faults else "done", faults)


def _mailboxes(actor: Actor, now: datetime) -> Step:
    state, bad, alone = mailboxes.standing(actor, now=now)
    told = [f"{each.name}: {each.says or _('it was not read for a while')}" for each in bad]
    nobody = _("{name}: nobody is in its team who could deal with what comes in.")
    told += [nobody.format(name=name) for name in alone]
    if state == "in progress":
        told.append(_("Not every mailbox was tried: send each a test message."))
    return Step("mailboxes", state, tuple(told))


def _drive(landlord: Landlord) -> Step:
    driven = landlord.set_up.get("drive")
    if driven is None:
        return Step("drive", "not started")
    if pack_fault(landlord.pack) or driven["fingerprint"] != fingerprint(landlord.pack):
        words = _("The promises or the bank holidays have changed since: look again.")
        return Step("drive", "in progress", (words,))
    return Step("drive", "done")
