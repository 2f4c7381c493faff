"""Letters of the invented landlord: one that is being written, one that went, by the one gate."""

from datetime import datetime
from uuid import UUID

from putright.casework.actions import outgoing, outgoing_sending
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.outgoing import Begun, Text
from putright.casework.actions.outgoing_sending import Going
from putright.casework.actor import Actor
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.core.events.entry import Entry
from putright.gateways.sample_values import SampleLetter
from putright.kit.say import _


def write(*, actor: Actor, case_id: UUID, letter: SampleLetter, now: datetime) -> None:
    """Begin a letter, and send it where the sample says that it went."""
    opened = open_for(actor, case_id, now=now)
    begun = Begun(
        kind="general", to=letter.to, title=_("A letter from us"), body=letter.body,
        entries=[Entry(id="", does=("letter.sent",), about=("asb",))], permission="letter.write",
        channel="letter",
    )  # fmt: skip
    made = outgoing.begin(actor=actor, near=opened.near, letter=begun, now=now)
    if not letter.sent:
        return
    version = _answered(actor, case_id, made, letter.reason, now)
    going = Going(version=version, way="post", when=When(on=now.date(), at=now), is_sure=True)
    sent = Sent(near=opened.near, seen=opened.head)
    outgoing_sending.send(actor=actor, sent=sent, letter=made, going=going, now=now)


def _answered(actor: Actor, case_id: UUID, made: UUID, reason: str, now: datetime) -> int:
    """Give the reason wherever the check asks for one; returns the version that then stands."""
    page = read.letter(actor, case_id, made, now=now)
    reasons = {seen.mark.key: reason for seen in page.marks if seen.mark.colour == "amber"}
    text = Text(version=page.version, body=page.body, reasons=reasons)
    outgoing.write(actor=actor, case_id=case_id, letter=made, text=text, now=now)
    return read.letter(actor, case_id, made, now=now).version
