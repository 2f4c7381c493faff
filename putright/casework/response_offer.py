"""The offer of money that goes with an answer to a complaint: agreed to, and not yet put."""

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.core.events.parts import Offer


class Offering(Struct, frozen=True, kw_only=True):
    """An offer that goes with the answer: as entries hold it, its lines in words, and what it
    still waits for where it cannot go yet."""

    offers: tuple[Offer, ...] = ()
    words: tuple[str, ...] = ()
    waits: str = ""


def offering_of(opened: Open, complaint: str) -> Offering:
    """The offer that was agreed to for a complaint and not yet put."""
    return Offering()
