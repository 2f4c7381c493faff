"""The vocabulary: which acts, kinds, channels and evidence there are, as data read from the packs.

A new kind of event is one stanza in a words file: what it says on the timeline, who does it, what
proves it, who may see it. Nothing in Python lists the kinds.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field

Proof = Literal["any", "talk", "itself", "paid"]


class Act(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of event: its words, who does it, what proves it, who may see it.

    ``proof``: *any* (a note made then will do), *talk* (a note of what was said will do, but a
    message by post or mail needs the thing itself), *itself* (a copy or log of the thing), *paid*
    (a payment record). ``done_well`` says, where set, why the act is to the landlord's credit.
    """

    says: str
    by: tuple[str, ...] = ()
    proof: Proof = "any"
    seen_by: tuple[str, ...] = ("staff",)
    private: tuple[str, ...] = ("text",)
    done_well: str = ""


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """All lists that entries and rules may use a word of; a word of no list is refused."""

    acts: dict[str, Act] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    channels: dict[str, bool] = field(default_factory=dict)
    evidence: dict[str, tuple[Proof, ...]] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    hold_ups: dict[str, str] = field(default_factory=dict)
    abouts: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    steps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ends: dict[str, tuple[str, ...]] = field(default_factory=dict)
    levels: tuple[str, ...] = ()


def join_words(parts: Iterable[Words]) -> Words:
    """One vocabulary from several; a later list adds to an earlier one and never takes away."""
    joined: dict[str, dict[str, object]] = {}
    levels: tuple[str, ...] = ()
    for words in parts:
        for name in Words.__struct_fields__:
            value = getattr(words, name)
            if isinstance(value, Mapping):
                joined.setdefault(name, {}).update(value)
        levels = words.levels or levels
    return Words(levels=levels, **joined)  # type: ignore[arg-type]
