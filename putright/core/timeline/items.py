"""An entry placed in time, with its sides and what it proves: what the engine works on."""

from putright.core.events.entry import Entry, Person, Side
from putright.core.events.words import Words
from putright.core.workdays import When

WRITTEN = frozenset({"email", "letter", "text", "web form", "portal", "document"})
PAPERS = frozenset({"email", "letter", "text", "form", "document"})
BUILT_IN: dict[str, Side] = {
    "resident": "resident",
    "landlord": "landlord",
    "ombudsman": "ombudsman",
    "other party": "other party",
    "helper": "helper",
    "agency": "agency",
    "anonymous": "anonymous",
}


class Item:
    """One entry, indexed: ``when`` it happened, ``known`` the minute it was in the books.

    ``proven`` are the acts that its evidence shows; ``admitted`` says that the landlord's word
    against itself settles it; ``undated`` that only the day it was told of is known.
    """

    __slots__ = (
        "acts",
        "admitted",
        "by_side",
        "claimed_by",
        "counter",
        "disputed_by",
        "entry",
        "from_landlord",
        "id",
        "is_apart",
        "known",
        "number",
        "proven",
        "struck_by",
        "to_sides",
        "undated",
        "when",
        "written",
    )

    def __init__(
        self, *, entry: Entry, number: int, when: When, known: int, people: dict[str, Person]
    ) -> None:
        """Place the entry; evidence is judged later, when the whole timeline is known."""
        self.entry = entry
        self.id = entry.id
        self.number = number
        self.when = when
        self.known = known
        self.acts = entry.does
        self.by_side = side_of(entry.by, people)
        self.to_sides = frozenset(side_of(key, people) for key in entry.to)
        self.from_landlord = self.by_side == "landlord"
        self.written = is_written(entry)
        self.undated = False
        self.proven: frozenset[str] = frozenset()
        self.admitted = False
        self.claimed_by: frozenset[Side] = frozenset()
        self.disputed_by: tuple[str, ...] = ()
        self.struck_by = ""
        self.counter = self.by_side == "other party" or (
            "asb.reported" in entry.does
            and any(side_of(key, people) == "resident" for key in entry.against)
        )

        self.is_apart = self.counter or self.by_side == "anonymous"

    def __repr__(self) -> str:
        """Name the entry, for a reader of a failed test."""
        return f"Item({self.id} {self.when.date})"

    @property
    def is_evidenced(self) -> bool:
        """Whether each of its acts is shown by a record."""
        return len(self.proven) == len(self.acts)

    @property
    def is_settled(self) -> bool:
        """Whether it can be relied on: evidenced, or admitted by the landlord against itself."""
        return bool(self.proven) or self.admitted

    @property
    def can_start(self) -> bool:
        """Whether it can set a duty going: settled, or the landlord's own undisputed word."""
        if self.struck_by:
            return False
        if self.proven or self.admitted:
            return True
        return self.from_landlord and "landlord" in self.claimed_by and not self.disputed_by

    @property
    def state(self) -> str:
        """The word for a reader: evidenced, admitted or claimed."""
        if self.is_evidenced:
            return "evidenced"
        return "admitted" if self.admitted else "claimed"


def in_order(item: Item) -> tuple[int, int, str]:
    """What items are sorted by: when they happened, then their id."""
    return (item.when.first, item.when.last, item.id)


def is_written(entry: Entry) -> bool:
    """Whether it went in writing: by its channel, or where none is given, by what shows it."""
    if entry.channel:
        return entry.channel in WRITTEN
    return any(evidence.kind in PAPERS for evidence in entry.evidence)


def side_of(key: str, people: dict[str, Person]) -> Side:
    """The side somebody is on; a key that nobody declared is one of the built-in sides itself."""
    person = people.get(key)
    return person.side if person else BUILT_IN[key]


def proven_acts(entry: Entry, *, item: Item, late_note: bool, words: Words) -> frozenset[str]:
    """Which acts of an entry its evidence shows (rules of evidence; semantics 8 and 26).

    A note made at the time shows what was received and what was said; it does not show that a
    message went out, that a voicemail was left, or that somebody tried: for those the thing itself
    is wanted.
    """
    sent = item.from_landlord and (item.written or entry.channel == "voicemail")
    shown: set[str] = set()
    for evidence in entry.evidence:
        if evidence.kind == "note" and late_note:
            continue
        strengths = words.evidence.get(evidence.kind, ())
        for name in entry.does:
            act = words.acts.get(name)
            wanted = act.proof if act else "any"
            if wanted == "talk":
                wanted = "itself" if sent else "any"
            if wanted in strengths:
                shown.add(name)
    return frozenset(shown)
