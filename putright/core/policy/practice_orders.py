"""What a pack says of the Ombudsman's orders: their kinds, what shows each, how an apology is held
against the guidance, who signs it, until when a review can be asked for.

They are no rules and owe nothing by themselves (see ``practice``).
"""

from typing import Literal

from msgspec import Struct

from putright.core.policy.rules import Source

Held = Literal[
    "says", "avoids", "unconditional", "findings", "reader", "in time", "signer", "arrived"
]  # fmt: skip
"""How a line of the apology's check is settled: by words in the letter, or by the record."""


class OrderKind(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of order: the words by which its text is recognised, and what shows it done.

    The kind whose words stand first in the text is suggested; of those at one place, the longer
    words. ``proof`` is what a person gathers, each in words; ``evidence`` the kinds of evidence and
    ``acts`` the acts that are such proof.
    """

    id: str
    title: str
    words: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    money: bool = False
    apology: bool = False
    source: Source


class ApologyCheck(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that an apology is held to.

    ``held`` is how: it *says* or *avoids* one of the ``words`` (phrases as in ``ClaimWord``); for
    *findings* the ``words`` are those that name no failing. ``otherwise`` is what it comes to where
    it is not so: it *fails*, or a person has to *look*.
    """

    id: str
    says: str
    why: str
    held: Held
    words: tuple[str, ...] = ()
    otherwise: Literal["fails", "look"] = "fails"
    source: Source


class ApologySigner(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which grade whoever signs an apology is at least, by the finding that it is for."""

    id: str
    finding: str
    grade: int
    says: str
    source: Source


class StaffPost(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of a post, and its grade; the row of the longest words that stand in it counts."""

    id: str
    words: tuple[str, ...]
    grade: int


class HeadWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of a report that mean a heading of the landlord's: ``id`` is the heading."""

    id: str
    words: tuple[str, ...]


class ReviewWindow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long after a determination the resident, or we, may ask for a review of it."""

    id: str
    within: str
    says: str
    source: Source
