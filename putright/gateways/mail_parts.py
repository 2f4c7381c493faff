"""Walks the parts of a message: its words in their order, what was attached, what to know of it."""

import base64
import binascii
import mimetypes
from collections.abc import Callable
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value
from typing import TypeAlias

from putright.gateways.file_names import UNNAMED, clean_name
from putright.gateways.mail import MOST_DEPTH, MOST_PARTS, MOST_TEXT, MailFile
from putright.gateways.mail_calendar import said_by
from putright.gateways.mail_headers import first, heads_of, words_of
from putright.gateways.mail_text import decoded, line, of_html, plain

Part: TypeAlias = "Message[str, str]"

SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SAYS_OF_TYPE = {
    **dict.fromkeys(SMIME, "It is encrypted or signed (S/MIME): its words cannot be read here."),
    **dict.fromkeys(SIGNATURES, "It is signed. The signature was not checked."),
    **dict.fromkeys(
        TNEF, "It has a winmail.dat, which holds files in a form of Outlook's own: ask for them."
    ),
    "message/external-body": "A part of it lies elsewhere, and was not fetched.",
    "message/partial": "It is one piece of a message that was sent in pieces.",
}
FORWARDED = (("From", "from"), ("To", "to"), ("Date", "date"), ("Subject", "subject"))


class TooMuch(Exception):
    """The message has more parts, or lies deeper within itself, than is read."""


class Walked:
    """What was found on the way, and how many parts there were."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.files: list[MailFile] = []
        self.notes: list[str] = []
        self.made, self.room = 0, MOST_TEXT

    def parse(self, raw: bytes) -> Part:
        """The message in some bytes; parts are counted as they are found, not when all are."""
        return BytesParser(self._counted, policy=compat32).parsebytes(raw)

    def note(self, words: str) -> None:
        if words and words not in self.notes:
            self.notes.append(words)

    def say(self, text: str) -> None:
        """Add some words to the text of the message."""
        text = plain(text).strip("\n")
        if len(text) > self.room:
            self.note("Its text is very long: only the beginning is shown.")
        text = text[: self.room]
        self.room -= len(text)
        if text.strip():
            self.texts.append(text)

    def keep(self, part: Part, content: bytes, name: str = "") -> None:
        """Add something that was attached."""
        media_type = part.get_content_type()
        name = name or _name_of(part) or _named(media_type)
        if not content:
            self.note(f"There is nothing in what was attached as {clean_name(name=name)}.")
            return
        told = clean_name(name=name)
        self.files.append(
            MailFile(name=told, media_type=line(media_type, 100).lower(), content=content)
        )

    def _counted(self, policy: object = compat32) -> Part:
        self.made += 1
        if self.made > MOST_PARTS:
            raise TooMuch
        return Message()


def walk(part: Part, walked: Walked, depth: int = 0) -> None:
    """Take in one part and all that is in it."""
    if depth > MOST_DEPTH:
        raise TooMuch
    kind = part.get_content_type()
    walked.note(SAYS_OF_TYPE.get(kind, ""))
    way = WAYS.get(kind)
    if kind.startswith("multipart/") and not part.is_multipart():
        _leaf(part, walked)  # it says that it has parts, and has words
    elif way is not None:
        way(part, walked, depth)
    elif kind.startswith("message/") or not part.is_multipart():
        _leaf(part, walked)
    else:
        for each in inner_of(part):
            walk(each, walked, depth + 1)


def content_of(part: Part) -> bytes:
    """The bytes of a part as they were before they were packed for the way."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_of(part: Part) -> tuple[str, bool]:
    """The words of a part of text, and whether its charset fits them."""
    named = collapse_rfc2231_value(part.get_param("charset", "") or "")
    return decoded(content_of(part), named)


def _leaf(part: Part, walked: Walked) -> None:
    kind = part.get_content_type()
    is_text = kind in ("text/plain", "text/html") or kind.startswith("multipart/")
    if is_text and not _is_attached(part):
        text, fits = text_of(part)
        if not fits:
            walked.note("Its letters are not in the code that it names: some may be wrong.")
        walked.say(of_html(text) if kind == "text/html" else text)
        return
    if kind not in SIGNATURES and kind != "message/external-body":
        walked.keep(part, content_of(part))


def _alternative(part: Part, walked: Walked, depth: int) -> None:
    """The same in several forms: the fullest of its texts is taken, and all that is no text."""
    told: list[Walked] = []
    for each in inner_of(part):
        one = Walked()
        one.room = walked.room
        walk(each, one, depth + 1)
        if not told or one.files or one.texts:
            told.append(one)
    # The first is plain text; another is taken only where that one says next to nothing.
    best = max(told, key=_words, default=None)
    texts = [one for one in told if _words(one)]
    if best is not None and texts:
        chosen = texts[0] if _words(texts[0]) * 2 >= _words(best) else best
        for text in chosen.texts:
            walked.say(text)
    for one in told:
        walked.files += one.files
        for note in one.notes:
            walked.note(note)


def _words(one: Walked) -> int:
    return sum(len(text.split()) for text in one.texts)


def _signed(part: Part, walked: Walked, depth: int) -> None:
    walked.note("It is signed. The signature was not checked.")
    for each in inner_of(part):
        walk(each, walked, depth + 1)


def _encrypted(part: Part, walked: Walked, depth: int) -> None:
    walked.note("It is encrypted: its words cannot be read here.")
    for each in inner_of(part):
        if not each.is_multipart():
            walked.keep(each, content_of(each))


def _calendar(part: Part, walked: Walked, depth: int) -> None:
    content = content_of(part)
    walked.note(said_by(content))
    walked.keep(part, content, _name_of(part) or "invitation.ics")


def _nested(part: Part, walked: Walked, depth: int) -> None:
    """A message within the message: its head and words, and what was attached to it."""
    for each in inner_of(part):
        inner = _unpacked(part, each, walked)
        heads = heads_of(inner)
        lines = [f"{name}: {first(heads, key)}" for name, key in FORWARDED if heads.get(key)]
        walked.say("\n".join(["----- Forwarded message -----", *lines]))
        walk(inner, walked, depth + 1)


def _unpacked(part: Part, inner: Part, walked: Walked) -> Part:
    """A nested message that was packed as a file is, against the rules of mail."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() != "base64":
        return inner
    try:
        return walked.parse(base64.b64decode(inner.as_bytes()))
    except (binascii.Error, UnicodeError):
        return inner


def _not_for_people(part: Part, walked: Walked, depth: int) -> None:
    """What one server tells another: ``mail_kinds`` reads it."""


def inner_of(part: Part) -> list[Part]:
    """The parts that a part holds."""
    found = part.get_payload() if part.is_multipart() else []
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _is_attached(part: Part) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name_of(part))


def _name_of(part: Part) -> str:
    """The name that a part was given, decoded by whichever of the two ways its writer used."""
    try:
        named = part.get_filename("") or ""
    except (LookupError, ValueError, TypeError):
        return UNNAMED
    return line(words_of(str(named)), 400)


def _named(media_type: str) -> str:
    main = media_type.partition("/")[0]
    stem = {"image": "picture", "audio": "sound", "video": "film", "message": "message"}.get(main)
    return f"{stem or 'file'}{mimetypes.guess_extension(media_type) or ''}"


WAYS: dict[str, Callable[[Part, Walked, int], None]] = {
    "multipart/alternative": _alternative,
    "multipart/signed": _signed,
    "multipart/encrypted": _encrypted,
    "text/calendar": _calendar,
    "application/ics": _calendar,
    "message/rfc822": _nested,
    "message/global": _nested,
    "message/delivery-status": _not_for_people,
    "message/disposition-notification": _not_for_people,
    "text/rfc822-headers": _not_for_people,
}
