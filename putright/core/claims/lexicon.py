"""The packs' words of claims, made ready to be looked up, and the few words of grammar."""

from collections.abc import Sequence

from msgspec import Struct

from putright.core.claims.phrases import Phrases
from putright.core.policy.practice_claims import (
    ClaimAct,
    ClaimParty,
    ClaimVerb,
    ClaimWord,
    LetterNeed,
)

BE = frozenset({"was", "were", "been", "being", "be", "is", "are", "am"})
HAVE = frozenset({"have", "has", "had", "having", "did", "do", "does", "got", "get"})
NOT = frozenset({"not", "never", "nobody", "neither", "nor", "without", "cannot", "no-one"})
MAY = frozenset({
    "will", "would", "shall", "can", "could", "should", "may", "might", "must", "ought", "to",
    "won't", "wouldn't", "shan't", "can't", "couldn't", "shouldn't", "going",
})  # fmt: skip
JOINS = frozenset({"and", "or", "but", "then", "nor"})
ADVERBS = frozenset({
    "also", "then", "again", "twice", "once", "first", "last", "later", "even", "just", "already",
    "soon", "often", "always", "still", "either", "therefore", "next", "since", "ever", "both",
    "all", "each", "further", "now", "instead", "too", "only", "so", "thus", "somehow", "three",
    "times", "two", "several", "many", "four", "five", "simply",
})  # fmt: skip
SUPPOSE = frozenset({"if", "unless", "whether"})
UNKNOWN = frozenset({"he", "she", "they", "it", "who", "which", "that", "this", "these", "those",
                     "one", "someone", "somebody", "everyone", "anyone"})  # fmt: skip
ACCOUNT = frozenset({
    "said", "say", "says", "told", "feel", "felt", "believe", "believed", "think", "thought",
    "mentioned", "explained", "described", "stated", "claim", "claimed", "report", "reported",
    "complained", "wrote", "recall", "remember", "asked", "disagree", "dispute", "understood",
    "understand", "added", "raised", "expected", "wanted",
})  # fmt: skip


class Lists(Struct, frozen=True):
    """The rows of the packs that the check works with."""

    parties: tuple[ClaimParty, ...] = ()
    acts: tuple[ClaimAct, ...] = ()
    verbs: tuple[ClaimVerb, ...] = ()
    words: tuple[ClaimWord, ...] = ()
    needs: tuple[LetterNeed, ...] = ()


class Lexicon:
    """The same, indexed by word."""

    def __init__(self, lists: Lists) -> None:
        """Index all phrases."""
        self.parties = Phrases((w, one) for one in lists.parties for w in one.words)
        self.verbs = Phrases((w, one) for one in lists.acts for w in one.verbs)
        self.base = Phrases((w, one) for one in lists.acts for w in one.base)
        self.nouns = Phrases(
            (w, one) for one in lists.acts for noun in one.nouns for w in (noun, plural(noun))
        )
        self.doing = Phrases((w, one) for one in lists.verbs for w in one.verbs)
        self.do = Phrases((w, one) for one in lists.verbs for w in one.base)
        self.rows: Sequence[ClaimAct] = lists.acts


def plural(phrase: str) -> str:
    """More than one of it: "offer of a home", "offers of a home"."""
    head, of, rest = phrase.partition(" of ")
    if head.endswith("s") or "/" in head:
        return phrase
    more = f"{head[:-1]}ies" if head[-1:] == "y" and head[-2:-1] not in "aeou" else f"{head}s"
    return more + of + rest


def bare(word: str) -> str:
    """A word without what is tied to it: "we've" and "we'll" are "we"."""
    for tied in ("'ve", "'d", "'ll", "'re", "'m"):
        if word.endswith(tied):
            return word[: -len(tied)]
    return word


def is_not(word: str) -> bool:
    """Whether a word denies."""
    return word in NOT or (word.endswith("n't") and word not in MAY)


def is_adverb(word: str) -> bool:
    """Whether a word may stand between who did it and the verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)
