"""To which case a message seems to belong, by what of ours it answers: a guess with its reason.

A message proves nothing about who wrote it (security T19, T20). What carries a token that we sent
and comes from where we sent it is a likely answer; all else is said with its doubt. A person puts
it into a case, always.
"""

import re
from uuid import UUID

from msgspec import Struct

from putright.gateways.mail import Mail
from putright.kit.say import _
from putright.stores.post import items, outbox
from putright.stores.post.outbox import PostRow

TOKEN = re.compile(r"\[([a-hj-km-np-z2-9]{10})\]")
"""What stands at the end of the subject of whatever we send out."""


class Thread(Struct, frozen=True):
    """What of ours a message answers, and what is guessed from it."""

    post: PostRow | None
    guess: dict[str, str]


def thread_of(landlord: UUID, mail: Mail) -> Thread:
    """What a message follows, by its token, by the message ids that it names."""
    post = _post(landlord, mail)
    if post is not None:
        return Thread(post, _of_post(landlord, post, mail.sender))
    return Thread(None, _of_items(landlord, mail))


def _post(landlord: UUID, mail: Mail) -> PostRow | None:
    for named in mail.answers:
        if found := outbox.of_message(landlord=landlord, message_id=named):
            return found
    for token in TOKEN.findall(mail.subject.lower()):
        if found := outbox.of_token(landlord=landlord, token=token):
            return found
    return None


def _of_post(landlord: UUID, post: PostRow, sender: str) -> dict[str, str]:
    case = post.case_id or _case_of_item(landlord, post.item)
    if case is None:
        return {}
    is_theirs = sender.lower() in {each.lower() for each in post.to}
    why = (
        _("It answers a message that we sent in this case, from the address we sent it to.")
        if is_theirs
        else _("It answers a message that we sent in this case, but comes from another address.")
    )
    return {"case": str(case), "why": why, "how": "thread"}


def _of_items(landlord: UUID, mail: Mail) -> dict[str, str]:
    """A message that follows another of the same sender, which somebody put into a case."""
    for row in items.of_messages(landlord=landlord, ids=mail.answers):
        if row.case_id and mail.sender and row.sender.lower() == mail.sender.lower():
            why = _("It follows a message of the same sender that is in this case.")
            return {"case": str(row.case_id), "why": why}
    return {}


def _case_of_item(landlord: UUID, item: UUID | None) -> UUID | None:
    row = items.one(landlord=landlord, item=item) if item else None
    return row.case_id if row else None
