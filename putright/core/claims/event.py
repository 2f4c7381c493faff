"""One act that a sentence speaks of, as it was read."""

from typing import Literal

from msgspec import Struct

from putright.core.policy.practice_claims import ClaimAct, ClaimParty

Voice = Literal["said", "denied", "supposed"]


def voice_of(*, supposed: bool, denied: bool) -> Voice:
    """Supposed before denied, else said."""
    return "supposed" if supposed else "denied" if denied else "said"


class Event(Struct, frozen=True, kw_only=True):
    """One act that a sentence speaks of, by places among its words.

    ``who`` did it: None where the sentence does not say. ``loose`` says that no subject was read,
    only a noun with its day. ``account`` is what somebody else told us, ``retold`` what we said
    before ("we told you that we had called"). ``ways`` are the channels that the sentence names.
    """

    row: ClaimAct
    start: int
    end: int
    who: ClaimParty | None
    whom: ClaimParty | None = None
    voice: Voice = "said"
    loose: bool = False
    account: bool = False
    order: str = ""
    head: int = 0
    retold: bool = False
    known: bool = True
    opens: bool = False
    passive: bool = False
    ways: frozenset[str] = frozenset()
