"""What is done to accounts: made, stopped, given roles, opened again. Each is in the security log.

Whoever loses a role, a factor or the account is signed out everywhere in the same transaction.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.staff_accounts import AGREED, ASKED, DECLINED, open_requests
from putright.casework.refused import NotThere, Refused
from putright.kit.say import _
from putright.stores.accounts import accounts, guesses, second_factors, security_log, sessions
from putright.stores.accounts.accounts import Holding, Made


@transaction.atomic
def make(*, actor: Actor, name: str, email: str, roles: tuple[Holding, ...], now: datetime) -> UUID:
    """An account with its first roles; it signs in after a one-time link has set a password."""
    permissions.check(actor, "staff.account")
    if accounts.is_taken(actor.landlord_id, email):
        raise Refused(_("Somebody at this landlord already signs in by that address."))
    made = accounts.make(landlord=actor.landlord_id, email=email, name=name)
    _log(actor, "account.made", made.user_id, now)
    for holding in roles:
        _hold(actor, made.user_id, holding, now)
    return made.user_id


@transaction.atomic
def deactivate(*, actor: Actor, user: UUID, now: datetime) -> None:
    """Stop somebody from signing in, and end what they are signed in on."""
    account = _find(actor, user)
    _refuse_self(actor, user, _("You cannot stop your own account: another administrator can."))
    _refuse_last(actor, user, now)
    accounts.set_active(actor.landlord_id, account.user_id, active=False)
    sessions.end_all(actor.landlord_id, account.user_id)
    _log(actor, "account.stopped", user, now)


@transaction.atomic
def activate(*, actor: Actor, user: UUID, now: datetime) -> None:
    """Let somebody sign in again, with the roles they still hold."""
    account = _find(actor, user)
    accounts.set_active(actor.landlord_id, account.user_id, active=True)
    _log(actor, "account.opened", user, now)


@transaction.atomic
def give_role(*, actor: Actor, user: UUID, holding: Holding, now: datetime) -> None:
    """Give a role, in a team or everywhere, from a day on."""
    _find(actor, user)
    _refuse_self(actor, user, _("You cannot give yourself a role: another administrator can."))
    if holding.ends_on and holding.ends_on < holding.starts_on:
        raise Refused(_("A role cannot end before it starts."))
    if holding.team and holding.team not in {team for team, _name in _teams(actor)}:
        raise NotThere
    _hold(actor, user, holding, now)
    sessions.end_all(actor.landlord_id, user)


@transaction.atomic
def end_role(*, actor: Actor, user: UUID, number: int, now: datetime) -> None:
    """Take a role away at once: yesterday was its last day."""
    _find(actor, user)
    _refuse_self(actor, user, _("You cannot end your own role: another administrator can."))
    before = accounts.administrators(actor.landlord_id, today=now.date())
    role = accounts.end_role(
        actor.landlord_id, user, number, last_day=now.date() - timedelta(days=1)
    )
    if role is None:
        raise NotThere
    if before and not accounts.administrators(actor.landlord_id, today=now.date()):
        raise Refused(_last_one())
    sessions.end_all(actor.landlord_id, user)
    _log(actor, "role.ended", user, now, role=role)


@transaction.atomic
def reset_token(*, actor: Actor, user: UUID, now: datetime) -> str:
    """A one-time key to set a password by, to be handed over in person or by phone."""
    account = _find(actor, user)
    if not account.is_active:
        raise Refused(_("This account is stopped: open it first."))
    if not accounts.has_own_password(actor.landlord_id):
        raise Refused(_("Your landlord's staff sign in with their work account: none has one."))
    _log(actor, "password.link_made", user, now)
    return accounts.reset_token(actor.landlord_id, user)


@transaction.atomic
def unlock(*, actor: Actor, user: UUID, now: datetime) -> None:
    """Forget the wrong guesses at an account, so that its owner need not wait."""
    account = _find(actor, user)
    guesses.forget_all(account.email)
    _log(actor, "account.unlocked", user, now)


@transaction.atomic
def link_work_account(*, actor: Actor, user: UUID, subject: str, now: datetime) -> None:
    """Say which work account elsewhere is this person, by the subject its issuer knows them by."""
    _find(actor, user)
    if accounts.has_own_password(actor.landlord_id):
        raise Refused(_("Your landlord's staff sign in with a password of this service."))
    if second_factors.subject_is_taken(subject):
        raise Refused(_("That work account is linked to somebody already."))
    second_factors.link(actor.landlord_id, user, subject)
    sessions.end_all(actor.landlord_id, user)
    _log(actor, "work_account.linked", user, now)


@transaction.atomic
def ask_factor_reset(*, actor: Actor, user: UUID, now: datetime) -> None:
    """Somebody's second factor is lost: ask a second person to agree to taking it away."""
    _find(actor, user)
    _refuse_self(actor, user, _("Ask another administrator to do this for your own account."))
    _log(actor, ASKED, user, now)


@transaction.atomic
def decide_factor_reset(*, actor: Actor, user: UUID, agrees: bool, now: datetime) -> None:
    """The second person's answer; agreed, the account sets up a new factor when it signs in."""
    permissions.check(actor, "staff.second_person")
    asked = open_requests(actor.landlord_id, now=now).get(user)
    if asked is None:
        raise NotThere
    if actor.user_id in (asked[0], user):
        raise Refused(_("Somebody else has to agree: not who asked, and not whose account it is."))
    if agrees:
        second_factors.take_away(actor.landlord_id, user)
        sessions.end_all(actor.landlord_id, user)
    _log(actor, AGREED if agrees else DECLINED, user, now)


def set_own(*, actor: Actor, single_keys: bool, initials_only: bool) -> None:
    """How one wants the pages to be."""
    accounts.set_preferences(
        actor.landlord_id, actor.user_id, single_keys=single_keys, initials_only=initials_only
    )


@transaction.atomic
def end_own_sessions(*, actor: Actor, number: int | None, keep: str, now: datetime) -> None:
    """End one of one's own sessions, or (without a number) all but this one."""
    if number is None:
        ended = sessions.end_all(actor.landlord_id, actor.user_id, but=keep)
    else:
        ended = sessions.end_one(actor.landlord_id, actor.user_id, number)
    if ended:
        _log(actor, "session.ended", actor.user_id, now)


def _find(actor: Actor, user: UUID) -> Made:
    permissions.check(actor, "staff.account")
    found = accounts.find(actor.landlord_id, user)
    if found is None:
        raise NotThere
    return found


def _teams(actor: Actor) -> list[tuple[UUID, str]]:
    return accounts.teams(actor.landlord_id)


def _hold(actor: Actor, user: UUID, holding: Holding, now: datetime) -> None:
    accounts.hold(actor.landlord_id, user, holding)
    told = {"role": holding.role, "from": holding.starts_on.isoformat()}
    if holding.team:
        told["team"] = str(holding.team)
    _log(actor, "role.given", user, now, **told)


def _refuse_self(actor: Actor, user: UUID, words: str) -> None:
    if actor.user_id == user:
        raise Refused(words)


def _refuse_last(actor: Actor, user: UUID, now: datetime) -> None:
    if accounts.administrators(actor.landlord_id, today=now.date()) == {user}:
        raise Refused(_last_one())


def _last_one() -> str:
    return _("This is the last administrator. Give somebody else the role first.")


def _log(actor: Actor, what: str, subject: UUID, now: datetime, **detail: str) -> None:
    security_log.write(
        what,
        landlord=actor.landlord_id,
        at=now,
        actor=actor.user_id,
        subject=subject,
        detail=detail,
    )


def holding(*, role: str, team: UUID | None, starts_on: date, ends_on: date | None) -> Holding:
    """A role to be given, as doors say it."""
    return Holding(role, team, starts_on, ends_on)
