"""A letter of a case held against the case: what may not be sent, what needs a reason."""

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.core.claims import Mark
from putright.core.events.entry import Entry


class Drafted(Struct, frozen=True, kw_only=True):
    """A letter as it stands: ``body`` is Markdown, ``to`` the key of whom it goes to, ``entries``
    what sending it would write."""

    kind: str
    to: str
    title: str
    body: str
    channel: str = ""
    language: str = "en"
    complaint: str = ""
    entries: tuple[Entry, ...] = ()


def check_letter(opened: Open, letter: Drafted) -> tuple[Mark, ...]:
    """What the check finds in a letter, the gravest first."""
    return ()
