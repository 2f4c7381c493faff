"""How something went to an agency or a councillor: by which way, when, and what shows it.

A composed letter that went out as it was shown is its own copy; a call is shown by its line in
the log. Without either it is saved as said, and counts as not done.
"""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, letters
from putright.casework.actions.adding import Saved, Sent, When
from putright.casework.actor import Actor
from putright.casework.agency_words import COPIES
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.letters import Letter
from putright.kit.say import _
from putright.stores.record.cases import NewParty
from putright.stores.record.ledger.translate import Attached

PERMISSION = "case.agencies"


class Went(Struct, frozen=True, kw_only=True):
    """What somebody tells of a sending; ``shown`` is "copy", "log" or "none".

    ``record`` is a message number, a receipt or a line of the call log.
    """

    channel: str
    when: When
    shown: str = "copy"
    record: str = ""
    why_none: str = ""


def send(
    *, actor: Actor, sent: Sent, entry: Entry, letter: Letter, went: Went, now: datetime,
    parties: tuple[NewParty, ...] = (),
) -> Saved:  # fmt: skip
    """Write down that a letter went; it is kept with the entry wherever it is the copy."""
    evidence = _evidence(went)
    kept: tuple[Attached, ...] = ()
    if evidence and went.channel != "phone":
        kept = (letters.keep(actor=actor, near=sent.near, letter=letter, now=now),)
    new = replace(
        entry,
        at=went.when.at,
        on=None if went.when.at else went.when.on,
        by=actor.key,
        channel=went.channel,
        text=_text(entry.text, went),
        reason="; ".join(part for part in (entry.reason, went.why_none) if part),
        evidence=evidence,
    )
    files = (*kept, *sent.files)
    return desk.add(
        actor=actor, permission=PERMISSION, near=sent.near, entries=[new], now=now, seen=sent.seen,
        form=sent.form, parties=parties, files={0: files} if files else None,
    )  # fmt: skip


def _evidence(went: Went) -> tuple[Evidence, ...]:
    """What shows it; nothing at all where somebody says that nothing does."""
    if went.shown == "none":
        return ()
    if went.channel == "phone":
        if went.shown != "log":
            words = _("A call is shown by its line in the call log, or by no record")
            raise NotRight(words, field="shown")
        return (Evidence(kind="call log"),)
    return (Evidence(kind=COPIES[went.channel]),)


def _text(words: str, went: Went) -> str:
    parts = [words]
    if went.record:
        parts.append(_("Record: {words}").format(words=went.record))
    if went.shown == "none":
        parts.append(_("No record, because: {why}").format(why=went.why_none))
    return "\n".join(part for part in parts if part)
