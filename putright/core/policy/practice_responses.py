"""What a pack says of answers to complaints: kinds of remedy, words for failings, words to avoid.

They are no rules and owe nothing by themselves (see ``practice``).
"""

from msgspec import Struct

from putright.core.policy.rules import Dates, Source


class RemedyKind(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to put things right.

    ``in_letter`` says that the letter itself does it, so that it needs no day and nobody who does
    it; ``acts`` are what keeps such a promise.
    """

    id: str
    says: str
    hint: str = ""
    in_letter: bool = False
    acts: tuple[str, ...] = ()
    source: Source


class FailingWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a kind of finding is told to the resident, in whole plain sentences.

    ``late`` is for what was done after its day, ``missed`` for what is not shown to have been done,
    ``plain`` for what had no day. A code left out is for every kind that has no words of its own;
    ``rule`` narrows a row to one rule. They may use {promise}, {on}, {due}, {done} and {late}.
    """

    id: str
    code: str = ""
    rule: str = ""
    late: str = ""
    missed: str = ""
    plain: str = ""


class PointTopic(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of a point that a complaint raises, and the findings that they are about.

    A finding is meant by its area or its code. ``alike`` asks for a word more that the point shares
    with it; such a row may name no words of its own. ``apart`` says that no audit shows what the
    point is about, such as how somebody was spoken to.
    """

    id: str
    words: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    alike: bool = False
    apart: bool = False


class BarredWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that an answer does not use, and why.

    In ``words`` a star ends a word in any way, and a star that stands alone is up to four words.
    ``only_if_failed`` bars them only where the audit shows a failing, ``only_in`` only in these
    texts of an answer, ``after`` only where one of these stands before them.
    """

    id: str
    words: tuple[str, ...]
    why: str
    only_if_failed: bool = False
    only_in: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class OmbudsmanContact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the Ombudsman is reached, as letters say it, on the days on which that held."""

    id: str
    says: str
    source: Source
    in_force: Dates = Dates()
