"""The second reader of a letter: asked, agrees to exactly this text, or sends it back."""

from datetime import datetime
from uuid import UUID

from putright.casework import outgoing_rules, permissions
from putright.casework.actor import Actor
from putright.casework.outgoing_rules import (
    Drafting,
    check_may_write,
    check_not_barred,
    open_letter,
)
from putright.casework.outgoing_shown import ENOUGH
from putright.casework.refused import NotRight, Refused
from putright.kit.say import _
from putright.stores.record import outgoing as rows
from putright.stores.record.outgoing import Overtaken


def ask(*, actor: Actor, case_id: UUID, letter: UUID, version: int, now: datetime) -> None:
    """Ask for a second reader: what nobody could send is not handed to anybody to read."""
    drafting = open_letter(actor, case_id, letter, now=now, what="letter writing")
    row = drafting.row
    check_may_write(drafting)
    _check_version(drafting, version)
    if row.state != "writing":
        raise NotRight(_("A second reader is asked already."))
    marks = outgoing_rules.marks_of(drafting.opened, row)
    if not outgoing_rules.can_be_asked(drafting.opened, row, marks):
        raise NotRight(_("Mend what the check found first, or give the reasons that it asks for."))
    rows.stand(row=row, state="asked", sent_back="", sent_back_by_id=None)


def agree(*, actor: Actor, case_id: UUID, letter: UUID, version: int, now: datetime) -> None:
    """Agree to a letter exactly as it stands; any change of it asks again."""
    drafting = _to_read(actor, case_id, letter, version, now)
    rows.stand(
        row=drafting.row, state="agreed", agreed_by_id=actor.user_id, agreed_version=version,
        agreed_at=now,
    )  # fmt: skip


def send_back(
    *, actor: Actor, case_id: UUID, letter: UUID, version: int, words: str, now: datetime
) -> None:
    """Send a letter back to whoever writes it, with words."""
    drafting = _to_read(actor, case_id, letter, version, now)
    if len(words.strip()) < ENOUGH:
        raise NotRight(_("Say what should be different."), field="words")
    rows.stand(
        row=drafting.row, state="writing", agreed_by_id=None, agreed_version=None, agreed_at=None,
        sent_back=words.strip(), sent_back_by_id=actor.user_id,
    )  # fmt: skip


def _to_read(actor: Actor, case_id: UUID, letter: UUID, version: int, now: datetime) -> Drafting:
    drafting = open_letter(actor, case_id, letter, now=now, what="letter reading")
    permissions.check(actor, outgoing_rules.READS, drafting.opened.near)
    check_not_barred(drafting.opened, drafting.row.party)
    if words := outgoing_rules.why_not_second(drafting.opened, drafting.row):
        raise Refused(words)
    _check_version(drafting, version)
    if drafting.row.state != "asked":
        raise Refused(_("Nobody asks for a second reader of this letter just now."))
    return drafting


def _check_version(drafting: Drafting, version: int) -> None:
    if drafting.row.version != version or not drafting.row.is_open:
        raise Overtaken
