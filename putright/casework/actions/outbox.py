"""What goes out is queued in the transaction of whatever tells of it, by a safe way or not at all.

Call ``queue`` from ``desk.add(also=...)`` or inside a transaction of your own. Three things can be
queued and nothing else: a receipt, a mail to a colleague, and a kept letter of a case. None takes
free words from a case, so that no note of ours can find its way out (security R10).
"""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import Struct

from putright.casework import neutral, outbox_told
from putright.casework.actions.contacts import barred_for
from putright.casework.queries.case_open import Open
from putright.casework.queries.postal import postal_of
from putright.casework.queries.posting import House, email_of_staff, house_of, is_safe
from putright.casework.refused import Refused
from putright.gateways.sending import one_line
from putright.kit.say import _
from putright.stores.post import outbox as rows
from putright.stores.post.outbox import EMAIL, LETTER, QUEUED, TEXT, NewPost

ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\\\"\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,190}")
NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{6,20}")
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST_SUBJECT = 150
MOST_RECEIPTS = 10
DAY = timedelta(days=1)


class Receipt(Struct, frozen=True, kw_only=True):
    """That we have what came in: to whoever sent it, by ``way`` (email or text).

    ``reference`` is what they say when they ask; a text never holds it. ``answers`` is the message
    id of what came.
    """

    item: UUID
    to: str
    way: str = EMAIL
    reference: str = ""
    answers: str = ""
    mailbox: UUID | None = None
    case_id: UUID | None = None


class StaffMail(Struct, frozen=True, kw_only=True):
    """A mail to a colleague, at the work address of the account. Nothing personal stands in it."""

    user: UUID
    subject: str
    body: str
    purpose: str = "digest"


class KeptLetter(Struct, frozen=True, kw_only=True):
    """A letter that the case keeps, to somebody of the case, told by these entries.

    By email ``to`` is the address, by ``LETTER`` the lines of one below their name. ``files`` are
    ids of the files that go with it; ``in_message`` puts the kept plain text into the message and
    attaches nothing.
    """

    opened: Open
    party: str
    to: Sequence[str]
    entries: Sequence[str]
    files: Sequence[UUID]
    in_message: bool = False
    way: str = EMAIL


def queue(*, landlord: UUID, mail: Receipt | StaffMail | KeptLetter, now: datetime) -> UUID:
    """Queue it; raises ``Refused``, with words for staff, where the way is not safe or not known.

    Whoever wrote in and has no account is never told why no receipt comes (security R6).
    """
    if isinstance(mail, Receipt):
        made = _receipt(landlord, mail, now)
    elif isinstance(mail, StaffMail):
        made = _staff_mail(landlord, mail)
    else:
        made = _letter(mail)
    return rows.put(landlord=landlord, post=made, now=now)


def can_receive(landlord: UUID, *, way: str, to: str) -> bool:
    """Whether a receipt may go there: for pages that offer one."""
    is_one = ADDRESS if way == EMAIL else NUMBER
    return bool(is_one.fullmatch(to)) and is_safe(landlord, way=way, to=to, by_itself=True)


def bounced(*, landlord: UUID, post: UUID, says: str, now: datetime) -> bool:
    """It came back: what its letter kept is owed again. False where that was known before."""
    with transaction.atomic():
        if not rows.came_back(landlord=landlord, post=post, says=one_line(says), now=now):
            return False
        row = rows.one(landlord=landlord, post=post)
        if row is not None:
            outbox_told.tell(row=row, now=now)
    return True


def waiting_for(opened: Open, entry: str) -> UUID | None:
    """The letter that an entry tells of, where it still waits."""
    found = rows.of_case(landlord=opened.case.landlord_id, case=opened.case.id)
    return next((row.id for row in found if row.state == QUEUED and entry in row.entries), None)


def withdraw(opened: Open, post: UUID | None) -> bool:
    """It is not to go any more; False where there is none, or it is being sent at this moment."""
    return post is not None and rows.withdraw(landlord=opened.case.landlord_id, post=post)


def _receipt(landlord: UUID, mail: Receipt, now: datetime) -> NewPost:
    if mail.way not in (EMAIL, TEXT):
        raise Refused(_("A receipt goes by email or by text."))
    if rows.receipts_to(landlord=landlord, to=mail.to, since=now - DAY) >= MOST_RECEIPTS:
        # Two machines that thank each other, or somebody who types a stranger's address.
        raise Refused(_("No receipt was sent: this address was sent several today."))
    if not can_receive(landlord, way=mail.way, to=mail.to):
        raise Refused(_("No receipt was sent: this way is not safe, or it is no address."))
    house = house_of(landlord, mailbox=mail.mailbox)
    token, message_id = _message_id(house)
    is_text = mail.way == TEXT
    words = (
        neutral.receipt_in_short(house) if is_text
        else neutral.receipt(house, reference=mail.reference)
    )  # fmt: skip
    return NewPost(
        way=mail.way, purpose="receipt", to=[mail.to], item=mail.item, case_id=mail.case_id,
        mailbox=house.mailbox, message_id=message_id, answers=mail.answers, body=words,
        subject="" if is_text else f"{neutral.subject(house)} {neutral.token_line(token)}",
    )  # fmt: skip


def _staff_mail(landlord: UUID, mail: StaffMail) -> NewPost:
    to = email_of_staff(landlord, mail.user)
    if not ADDRESS.fullmatch(to):
        raise Refused(_("This colleague has no work address that mail can go to."))
    house = house_of(landlord)
    subject = one_line(mail.subject)[:LONGEST_SUBJECT]
    return NewPost(
        way=EMAIL, purpose=mail.purpose, to=[to], user_id=mail.user, mailbox=house.mailbox,
        subject=subject, body=mail.body, message_id=_message_id(house)[1],
    )  # fmt: skip


def _letter(mail: KeptLetter) -> NewPost:
    opened = mail.opened
    landlord = opened.case.landlord_id
    barred = mail.way in barred_for(opened, mail.party)
    if barred or not is_safe(landlord, way=mail.way, to="\n".join(mail.to), by_itself=False):
        raise Refused(_("They asked us not to use this way. Nothing was sent."))
    house = house_of(landlord, team=opened.case.team_id)
    token, message_id = _message_id(house)
    if mail.way == LETTER:
        return _for_a_printer(mail, message_id)
    if not ADDRESS.fullmatch("\n".join(mail.to)):
        raise Refused(_("We know of no email address of theirs that mail can go to."))
    cover = neutral.before(house) if mail.in_message else neutral.cover(house)
    return NewPost(
        way=EMAIL, purpose="letter in the message" if mail.in_message else "letter",
        to=mail.to, case_id=opened.case.id, entries=mail.entries, party=mail.party,
        files=mail.files, mailbox=house.mailbox, message_id=message_id, body=cover,
        subject=f"{neutral.subject(house)} {neutral.token_line(token)}",
    )  # fmt: skip


def _for_a_printer(mail: KeptLetter, message_id: str) -> NewPost:
    """The letter as it was drawn, with what stands in the window of its envelope."""
    found = postal_of(mail.opened, mail.party)
    if not found.lines or found.lines != tuple(mail.to):
        raise Refused(_("We know of no address of theirs that a letter can go to."))
    return NewPost(
        way=LETTER, purpose="letter", to=[mail.opened.name(mail.party), *mail.to],
        case_id=mail.opened.case.id, entries=mail.entries, party=mail.party, files=mail.files,
        message_id=message_id,
    )  # fmt: skip


def _message_id(house: House) -> tuple[str, str]:
    """A token nobody can guess, and the message id that begins with it."""
    token = "".join(secrets.choice(SIGNS) for _each in range(10))
    return token, f"<{token}.{uuid4()}@{house.address.rpartition('@')[2]}>"
