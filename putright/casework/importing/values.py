"""What a cell may hold, and in which words it is refused."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from putright.core.events.person import CHANNELS
from putright.kit.say import _
from putright.kit.typed import day_from

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
KINDS = ("resident", "professional", "other")
PARTS = ("tenant", "joint tenant", "household", "lodger", "leaseholder")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"[+0-9][0-9 ()./-]{4,}")
EARLIEST = date(1900, 1, 1)

Reader = Callable[[str], Any]


class Wrong(ValueError):
    """A cell cannot be used; the message is the reason."""


def text(most: int) -> Reader:
    """Words, not more than so many letters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise Wrong(_("is {n} letters long; the most is {most}").format(n=len(cell), most=most))
        return cell

    return read


def needed(reader: Reader) -> Reader:
    """A cell that may not be empty."""

    def read(cell: str) -> Any:
        if not cell:
            raise Wrong(_("is empty"))
        return reader(cell)

    return read


def day(cell: str) -> date | None:
    """A day, written 29/03/2024 or 2024-03-29 or 29 March 2024."""
    if not cell:
        return None
    found = day_from(cell.removesuffix(" 00:00:00").removesuffix(" 00:00"))
    if found is None or found < EARLIEST:
        raise Wrong(_("is no day; write it as 29/03/2024"))
    return found


def uprn(cell: str) -> str:
    """The national number of a property: 12 digits, or fewer with the noughts left off."""
    if not cell:
        return ""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 12 and int(cell)):
        raise Wrong(_("is no UPRN: that has 12 digits"))
    return cell.zfill(12)


def postcode(cell: str) -> str:
    """A postcode, in capitals with one space."""
    found = cell.upper().replace(" ", "")
    found = f"{found[:-3]} {found[-3:]}"
    if not POSTCODE.fullmatch(found):
        raise Wrong(_("is no postcode"))
    return found


def yes_or_no(cell: str) -> bool | None:
    """Yes, no, or nothing said."""
    if not cell:
        return None
    if cell.casefold() not in YES | NO:
        raise Wrong(_("must be yes or no"))
    return cell.casefold() in YES


def phone(cell: str) -> str:
    """A phone number as people write it."""
    if cell and (len(cell) > 40 or not PHONE.fullmatch(cell)):
        raise Wrong(_("is no phone number"))
    return cell


def email(cell: str) -> str:
    """An email address."""
    if cell and (not EMAIL.fullmatch(cell) or len(cell) > 254):
        raise Wrong(_("is no email address"))
    return cell


def one_of(words: tuple[str, ...]) -> Reader:
    """One of a few words, or nothing said."""

    def read(cell: str) -> str:
        said = cell.casefold()
        if said and said not in words:
            raise Wrong(_("must be one of: {words}").format(words=", ".join(words)))
        return said

    return read


def ways(cell: str) -> tuple[str, ...]:
    """Ways that must not be used; only a "no" can be brought in, never an OK."""
    said = tuple(word for word in re.split(r"[\s,;/|]+", cell.casefold()) if word)
    for word in said:
        if word not in CHANNELS:
            raise Wrong(_("must be some of: {words}").format(words=", ".join(CHANNELS)))
    return said
