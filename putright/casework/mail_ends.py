"""Which messages end by themselves: what a server says of a letter of ours, and our own tests.

Nothing else does. What another machine sent is shown apart and waits for a person all the same.
"""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.outbox import bounced
from putright.gateways.mail import Bounce, Kind, Mail
from putright.kit.say import _
from putright.stores.post import outbox

TRIAL = "trial"


class Ending(Struct, frozen=True):
    """The outcome of a message that ends by itself; empty where it waits for somebody."""

    outcome: str = ""
    why: str = ""


def ending_of(landlord: UUID, mail: Mail, now: datetime) -> tuple[Kind, Ending]:
    """What sort of message it is, seen beside what we sent, and whether that is the end of it."""
    named = mail.message_id
    ours = outbox.of_message(landlord=landlord, message_id=named) if named else None
    if ours is not None and ours.purpose == TRIAL:
        return "receipt", Ending("machine", _("It is the test message of this mailbox."))
    if ours is not None:
        return "loop", Ending()
    if mail.bounce is not None and mail.bounce.of and _is_put_back(landlord, mail.bounce, now):
        return "bounce", Ending("bounce", _("What we sent is owed again, and its case says so."))
    return mail.kind, Ending()


def _is_put_back(landlord: UUID, bounce: Bounce, now: datetime) -> bool:
    """Whether what came back is marked so, and told to its case.

    A message that we do not know as sent is for a person, and so is a receipt or a colleague's mail
    that came back: no case would tell of it. So is a report of an address that we did not write to:
    somebody passed our letter on, or made the report up (security R11). A report that names no
    address is told to the case, which is the safe side, and a person looks at it all the same.
    """
    post = outbox.of_message(landlord=landlord, message_id=bounce.of)
    named = bounce.to.strip().strip("<>").lower()
    if post is None or (named and named not in {each.lower() for each in post.to}):
        return False
    says = " ".join(each for each in (bounce.status, bounce.says) if each)
    bounced(landlord=landlord, post=post.id, says=says, now=now)
    now_is = outbox.one(landlord=landlord, post=post.id)
    is_told = bool(named) and post.case_id is not None and bool(post.entries)
    return is_told and now_is is not None and now_is.state == outbox.BOUNCED
