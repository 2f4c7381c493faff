"""What the check marks in a letter: where, how gravely, why, and what stands against it."""

from typing import Literal

from msgspec import Struct

Colour = Literal["red", "amber"]
"""Red cannot be sent; amber needs a written reason."""
UNCHECKED = "not checked"
"""The kind of a mark on what is stated and no entry surely bears out: always amber."""


class Mark(Struct, frozen=True, kw_only=True):
    """One thing that the check found in a letter.

    ``kind`` says which check found it ("date", "count", "contact", "act", "proof word", "apology",
    "question", "channel", "other side", "wording" ...). ``start`` and ``end`` are places in the
    plain text that was checked, both 0 where the mark is about the whole letter; ``quote`` is that
    text. ``entries`` are the entries of the timeline that deny it, or that would show it;
    of a mark of the kind "not checked" those that may be meant, the likeliest first, or none.
    ``instead`` is a wording that would be true, where there is one. ``key`` stays the same while
    the quote and the kind do: a reason that was given for it is kept under it.
    """

    colour: Colour
    kind: str
    says: str
    key: str
    start: int = 0
    end: int = 0
    quote: str = ""
    entries: tuple[str, ...] = ()
    instead: str = ""
