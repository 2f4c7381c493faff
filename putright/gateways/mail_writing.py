"""Writes what goes out as a mail, so that nothing that was told can add a header or a part."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr

from putright.gateways.sending import Going, one_line


def written(going: Going) -> bytes:
    """The bytes of the mail: the same each time, but for the borders between its parts."""
    return message_of(going).as_bytes(policy=SMTP)


def message_of(going: Going) -> EmailMessage:
    """The mail as it goes; nothing that was told can add a header."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((one_line(going.from_name), going.from_address))
    mail["To"] = ", ".join(going.to)
    mail["Subject"] = one_line(going.subject)
    mail["Date"] = going.dated
    mail["Message-ID"] = going.message_id
    if answered := one_line(going.answers):
        mail["In-Reply-To"] = answered
        mail["References"] = answered
    if going.by_itself:
        mail["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(going.body, charset="utf-8")
    for each in going.files:
        main, _slash, sub = each.media_type.partition("/")
        mail.add_attachment(each.content, maintype=main, subtype=sub, filename=file_name(each.name))
    return mail


def file_name(name: str) -> str:
    """A name of a file that is no path and no header."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[:60] or "file"
