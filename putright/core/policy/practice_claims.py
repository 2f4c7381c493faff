"""What a pack says of words in letters: which claim which act, which need proof, which to avoid.

The claims check (``putright.core.claims``) knows how sentences are built; which words mean what is
here, as rows that a landlord can replace. A phrase is words in a row: ``a/b`` is either word, ``_``
any one word or none.
"""

from typing import Literal

from msgspec import Struct

Colour = Literal["red", "amber"]


class ClaimParty(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a letter names somebody of the case: a side, and a role where they say it."""

    id: str
    words: tuple[str, ...]
    sides: tuple[str, ...]
    roles: tuple[str, ...] = ()


class ClaimAct(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that a letter can say was done, with the entries that would show it.

    ``verbs`` are past forms, ``base`` those that follow "did", ``nouns`` what is made or had ("a
    call was made"). ``acts`` show it where the landlord did it, ``theirs`` where somebody else did;
    an entry by one of ``channels`` to the person shows it too. ``contains`` narrows that to entries
    with one of these contents. ``objects`` are phrases that must stand near for the row to be
    meant at all ("fitted" needs a lock). ``tries`` says that an attempt is enough. ``turns`` says
    that the verb tells of it from the other end ("you heard from us"), ``settles`` that it
    answers what
    somebody asked, ``own_work`` that it may be what the letter itself comes from,
    ``strict`` that its first act alone dates it, where there is any. What is not ``counted`` says
    nothing by its number (eight photos). ``only_by`` are the sides of which the row speaks.
    ``certain`` acts always have an entry of their own: none is shown by another of that day.
    """

    id: str
    says: str
    verbs: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    tries: bool = False
    to_somebody: bool = False
    turns: bool = False
    settles: bool = False
    own_work: bool = False
    strict: bool = False
    counted: bool = True
    only_by: tuple[str, ...] = ()
    certain: bool = False
    kind: Literal["contact", "act"] = "act"


class ClaimVerb(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that say nothing without what was done: "made" (a call), "received" (a letter).

    ``from_others`` turns who did it round: what we received, somebody else sent. ``intends`` says
    that a call or visit is only offered or arranged by it.
    """

    id: str
    verbs: tuple[str, ...]
    base: tuple[str, ...] = ()
    from_others: bool = False
    intends: bool = False


class ClaimWord(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that need proof, or that are better not written.

    ``shown_by`` names what would show them: a list of steps of the vocabulary, "duties" (that none
    was missed), "updates" (a rhythm of contact that was kept); without, they are marked whenever
    they stand there. ``only_to`` and ``only_if`` say when the row counts: the side of the reader,
    "failing" (a duty was missed), "of others" (the sentence speaks of somebody who is neither the
    reader nor us). ``unless`` are phrases that make them harmless nearby; where there are
    ``objects``, one of those phrases must stand in the sentence for the words to be meant.
    """

    id: str
    kind: str
    colour: Colour
    words: tuple[str, ...]
    says: str
    instead: str = ""
    shown_by: str = ""
    only_to: str = ""
    only_if: Literal["", "failing", "of others"] = ""
    unless: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


class LetterNeed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a kind of letter must say, and phrases by which that is recognised.

    ``letters`` are kinds of letter; ``all_of`` groups of phrases, each of which must be met by one
    of its phrases (parted by ``|``).
    """

    id: str
    letters: tuple[str, ...]
    says: str
    all_of: tuple[str, ...]
    colour: Colour = "red"
    instead: str = ""
