"""By which ways somebody in a case may be reached, for forms that agree or send something.

A way that a person asked us not to use has no choice; the reason stands beside the form instead.
"""

from collections.abc import Sequence

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.casework.queries.contacts import people_of, rules_for
from putright.core.events.entry import HOUSEHOLD
from putright.kit.say import N_, _
from putright.stores.people.models import SafeAddress

Choices = tuple[tuple[str, str], ...]
CHANNEL_WORDS = {
    "phone": N_("By phone"), "text": N_("By text"), "email": N_("By email"),
    "letter": N_("By post"), "visit": N_("At a visit"), "in person": N_("In person, elsewhere"),
    "document": N_("Handed over"), "portal": N_("In the portal"), "voicemail": N_("By voicemail"),
}  # fmt: skip

OUTSIDE = frozenset({"witness", "councillor"})
"""Roles on the side of those who help that make nobody a reader of what is agreed."""


class Way(Struct, frozen=True):
    """A channel with its word and what the person said of it."""

    channel: str
    word: str
    says: str


class Ways(Struct, frozen=True, kw_only=True):
    """Whom a form can be about, the ways it offers, and those it leaves out with the reason.

    ``barred`` are pairs of a person's key and a channel.
    """

    people: Choices
    offered: tuple[Way, ...]
    left_out: tuple[str, ...]
    barred: frozenset[tuple[str, str]]

    def is_barred(self, whom: str, channel: str) -> bool:
        """Whether that person asked us not to use it."""
        return (whom, channel) in self.barred


def ways_of(opened: Open, channels: Sequence[str]) -> Ways:
    """The adults on the resident's side, and which of these channels are safe for the resident.

    Whoever helps them may be reached by more ways: that is logged as a contact with them.
    """
    people = [one for one in people_of(opened) if can_agree(opened, one.key, one.side)]
    barred: set[tuple[str, str]] = set()
    reasons: list[str] = []
    hints: dict[str, str] = {}
    for one in people:
        for rule in rules_for(opened, one.key):
            if rule.channel not in channels:
                continue
            hints.setdefault(rule.channel, rule.words)
            if rule.is_barred:
                barred.add((one.key, rule.channel))
                reasons.append(_reason(one.name, rule.channel, rule.words))
    first = people[0].key if people else ""
    return Ways(
        people=tuple((one.key, _person(one.name, one.role)) for one in people),
        offered=tuple(
            Way(channel, _(CHANNEL_WORDS[channel]), hints.get(channel, ""))
            for channel in channels
            if (first, channel) not in barred
        ),
        left_out=tuple(reasons),
        barred=frozenset(barred),
    )


def can_agree(opened: Open, key: str, side: str) -> bool:
    """Neither children, nor those who saw something or enquired: none of it is theirs to read."""
    known, part = opened.live.people.get(key), opened.parts.get(key)
    if (known and known.child) or (part and part.role in OUTSIDE):
        return False
    return side in HOUSEHOLD


def has_fled(opened: Open, key: str) -> bool:
    """Whether somebody of the case is kept safe at an address that is held back."""
    part = opened.parts.get(key)
    if part is None or part.person is None:
        return False
    held = SafeAddress.objects.filter(landlord_id=opened.case.landlord_id, person_id=part.person)
    return held.filter(ended_at__isnull=True).exists()


def _reason(name: str, channel: str, words: str) -> str:
    word = _(CHANNEL_WORDS[channel])
    return _("{name}, {way}: {words}").format(name=name, way=word[:1].lower() + word[1:],
                                              words=words)  # fmt: skip


def _person(name: str, role: str) -> str:
    return f"{name} ({role})" if role and role.lower() != name.lower() else name
