"""By which way a sentence says that an act was done: "by phone", "at your home", "in writing"."""

from collections.abc import Sequence

from putright.core.claims.phrases import Phrases
from putright.core.claims.reading import Word

_PAPER = frozenset({"letter", "document", "email"})
_SAID: tuple[tuple[str, frozenset[str]], ...] = (
    ("by phone/telephone/mobile", frozenset({"phone"})),
    ("on/over the phone/telephone", frozenset({"phone"})),
    ("by email", frozenset({"email"})),
    ("by letter/post", _PAPER),
    ("by hand", frozenset({"in person", "visit", "letter", "document"})),
    ("by text", frozenset({"text"})),
    ("by text message", frozenset({"text"})),
    ("in person", frozenset({"in person", "visit", "meeting"})),
    ("face to face", frozenset({"in person", "visit", "meeting"})),
    ("at/in your home/flat/house/door/property", frozenset({"visit", "in person"})),
    ("through/via the/our website/portal", frozenset({"portal", "web form"})),
    ("on the/our website/portal", frozenset({"portal", "web form"})),
    ("by/on/through/with a/the/our web form", frozenset({"portal", "web form"})),
    ("by web form", frozenset({"portal", "web form"})),
    ("in writing", frozenset({"email", "letter", "text", "portal", "web form", "document"})),
)
_WAYS = Phrases(_SAID)
_FAR = 7
"""So many words behind the act its way may stand."""


def way_of(words: Sequence[Word], start: int, end: int) -> frozenset[str]:
    """The channels that words after an act name, up to the next act; none where none is named."""
    told = [_WAYS.at(words, here) for here in range(start, end)]
    near = any(found is not None for found in told[:_FAR])
    return frozenset().union(*(found[1] for found in told if found)) if near else frozenset()


def way_before(words: Sequence[Word], first: int, start: int, end: int) -> frozenset[str]:
    """The channel of what was posted, or of "it was by phone that we told you"."""
    if any(one.text == "posted" for one in words[start:end]):
        return frozenset({"letter", "document"})
    told = (_WAYS.at(words, here) for here in range(first, start))
    return frozenset().union(*(found[1] for found in told if found))
