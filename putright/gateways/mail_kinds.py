"""Tells mail of people from mail of machines: what came back, answered by itself, or goes round.

Only what a machine says of itself in the ways that mail has for it counts. A web form's own mail is
made by a machine too and holds a person's words: it stays a message.
"""

import re

from putright.gateways.mail import Bounce, Kind
from putright.gateways.mail_headers import Heads, answers, first, heads_of, ids
from putright.gateways.mail_parts import Part, content_of, inner_of
from putright.gateways.mail_text import line, plain

MOST_HOPS = 40
"""More servers than this one passed it on: it goes round."""

_SUBJECT = re.compile(
    r"(?i)^\W*(automatic reply|out of (the )?office|auto(matic)?[ -]?(reply|response)|abwesenheit)"
)
_FROM_A_SERVER = re.compile(r"(?i)\b(mailer-daemon|postmaster|mail delivery (sub)?system)\b")
_FAILED = re.compile(
    r"(?i)(undeliver|delivery (status notification|has failed|failure)|returned mail"
    r"|mail delivery failed|failure notice|could not be delivered)"
)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_OUR_ID = re.compile(r"(?im)^message-id:\s*(<[^<>\s]{1,250}>)")


def kind_of(message: Part, heads: Heads, text: str) -> tuple[Kind, Bounce | None]:
    """What sort of mail it is and, of one that came back, what the server says of it."""
    if len(heads.get("received", [])) > MOST_HOPS:
        return "loop", None
    if message.get_content_type() == "multipart/report":
        return _of_report(message, heads)
    if _is_plain_bounce(heads):
        status = _STATUS.search(text)
        found = _OUR_ID.search(text)
        of = found[1] if found else next(iter(answers(heads)), "")
        return "bounce", Bounce(of=of, status=status[1] if status else "", says=_short(text))
    return ("auto reply" if _answers_by_itself(heads) else "message"), None


def made_by_machine(heads: Heads) -> bool:
    """Whether it says that no person sent it."""
    said = first(heads, "auto-submitted").lower()
    return bool(said) and not said.startswith("no")


def _of_report(message: Part, heads: Heads) -> tuple[Kind, Bounce | None]:
    """A report of a server: that it failed, is late, arrived, or was read."""
    told = next((part for part in message.walk() if part.get_content_type() in STATUSES), None)
    if told is None or told.get_content_type() == "message/disposition-notification":
        return "receipt", None
    fields = _fields(told)
    action = fields.get("action", "failed").lower()
    if action in ("delivered", "relayed", "expanded"):
        return "receipt", None
    if action == "delayed":
        return "auto reply", None
    status = _STATUS.search(fields.get("status", ""))
    to = fields.get("original-recipient") or fields.get("final-recipient", "")
    return "bounce", Bounce(
        of=_returned(message) or next(iter(answers(heads)), ""),
        to=line(to.rpartition(";")[2], 254),
        status=status[1] if status else "",
        says=line(fields.get("diagnostic-code", "").partition(";")[2], 300),
    )


STATUSES = ("message/delivery-status", "message/disposition-notification")


def _fields(told: Part) -> dict[str, str]:
    """The fields of a report; of several recipients, the first that it failed for."""
    heads = [heads_of(each) for each in inner_of(told)]
    read = [{key: first(one, key) for key in one} for one in heads]
    of_people = [each for each in read if "action" in each]
    failed = [each for each in of_people if each["action"].lower() == "failed"]
    return next(iter([*failed, *of_people]), {})


def _returned(message: Part) -> str:
    """The id of the message that came back, as the report returns it."""
    for part in message.walk():
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            found = _OUR_ID.search(plain(content_of(part).decode("latin-1")))
            if found:
                return found[1]
        if part.get_content_type() == "message/rfc822":
            for inner in inner_of(part):
                return next(ids(heads_of(inner), "message-id"), "")
    return ""


def _is_plain_bounce(heads: Heads) -> bool:
    """A server's own report that is written for people only."""
    sent_by_nobody = first(heads, "return-path").replace(" ", "") == "<>"
    by_server = bool(_FROM_A_SERVER.search(first(heads, "from")))
    return (sent_by_nobody or by_server) and (
        bool(heads.get("x-failed-recipients")) or bool(_FAILED.search(first(heads, "subject")))
    )


def _answers_by_itself(heads: Heads) -> bool:
    said = first(heads, "auto-submitted").lower()
    if said.startswith("auto-replied") or first(heads, "precedence").lower() == "auto_reply":
        return True
    if heads.get("x-autoreply") or heads.get("x-autorespond"):
        return True
    names_itself = bool(_SUBJECT.match(first(heads, "subject")))
    return names_itself and (made_by_machine(heads) or bool(heads.get("x-auto-response-suppress")))


def _short(text: str) -> str:
    return line(text, 300)
