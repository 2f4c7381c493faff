"""The circles round a case: who is cleared, and opening one with a reason (security R4, R7)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from putright.casework import desk
from putright.casework.actions.adding import Sent
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.permissions import Nearness, check
from putright.casework.queries.cases import restricted_for
from putright.casework.queries.staff import names_of
from putright.casework.refused import NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.kit.say import _
from putright.stores.record import cases, readings

GLASS_HOURS = timedelta(hours=8)
"""How long somebody who gave a reason sees a restricted case."""


def restrict(*, actor: Actor, sent: Sent, is_restricted: bool, why: str, now: datetime) -> Saved:
    """Draw the circles round a case, or take them away; why stands in its timeline.

    Whoever restricts stays cleared, so that the case cannot be shut away from everybody.
    """
    landlord, case = actor.landlord_id, sent.near.case_id

    def also() -> None:
        cases.restrict(landlord=landlord, case=case, is_restricted=is_restricted)
        if is_restricted:
            cases.clear(
                landlord=landlord, case=case, user=actor.user_id, now=now,
                given_by=actor.user_id, why=why,
            )  # fmt: skip

    said = _("Restricted this case: {why}") if is_restricted else _("Opened this case again to "
             "everybody in the service: {why}")  # fmt: skip
    return _write(actor, sent, said.format(why=why), now, also)


def clear(*, actor: Actor, sent: Sent, user: UUID, why: str, now: datetime) -> Saved:
    """Let somebody see a restricted case."""
    name = _name(actor, user)

    def also() -> None:
        cases.clear(
            landlord=actor.landlord_id, case=sent.near.case_id, user=user, now=now,
            given_by=actor.user_id, why=why,
        )  # fmt: skip

    said = _("Cleared {name} to see this case: {why}").format(name=name, why=why)
    return _write(actor, sent, said, now, also)


def end_clearance(*, actor: Actor, sent: Sent, user: UUID, why: str, now: datetime) -> Saved:
    """From now on somebody sees a restricted case no more."""
    if user == actor.user_id:
        raise Refused(_("You cannot take your own clearance away. Ask your team leader."))
    name = _name(actor, user)

    def also() -> None:
        cases.end_clearance(landlord=actor.landlord_id, case=sent.near.case_id, user=user, now=now)

    said = _("Ended the clearance of {name}: {why}").format(name=name, why=why)
    return _write(actor, sent, said, now, also)


def break_glass(
    *, actor: Actor, case_id: UUID, why: str, now: datetime, form: UUID | None = None
) -> Saved:
    """Open a restricted case with a reason: for eight hours, in its timeline, in the log."""
    check(actor, "case.break_glass")
    if not restricted_for(actor, now=now).filter(id=case_id).exists():
        raise NotThere

    def also() -> None:
        cases.clear(
            landlord=actor.landlord_id, case=case_id, user=actor.user_id, now=now,
            until=now + GLASS_HOURS, given_by=actor.user_id, broke_glass=True, why=why,
        )  # fmt: skip
        readings.note(
            landlord=actor.landlord_id, user=actor.user_id, what="broke glass", at=now,
            case=case_id, why=why,
        )  # fmt: skip

    near = Nearness(case_id=case_id, sees=False, works=False)
    said = _("Opened this restricted case with a reason: {why}").format(why=why)
    return desk.add(
        actor=actor, permission="case.break_glass", near=near, entries=[_noted(actor, said, now)],
        now=now, form=form, also=also,
    )  # fmt: skip


def _write(actor: Actor, sent: Sent, said: str, now: datetime, also: Callable[[], None]
           ) -> Saved:  # fmt: skip
    return desk.add(
        actor=actor, permission="case.restrict", near=sent.near,
        entries=[_noted(actor, said, now)], now=now, seen=sent.seen, form=sent.form, also=also,
    )  # fmt: skip


def _noted(actor: Actor, said: str, now: datetime) -> Entry:
    note = (Evidence(kind="note"),)
    return Entry(
        id="", does=("note.made",), at=now, by=actor.key, channel="internal", text=said,
        evidence=note,
    )  # fmt: skip


def _name(actor: Actor, user: UUID) -> str:
    found = names_of(actor.landlord_id).get(user)
    if found is None:
        raise NotThere
    return found
