"""What a letter is held against: the timeline up to its day, and what would show an act."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from putright.core.claims.days import Said, ahead, days_in
from putright.core.claims.reading import folded
from putright.core.events.entry import HOUSEHOLD
from putright.core.policy.practice_claims import ClaimAct, ClaimParty
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

INNER = frozenset(
    {
        "note.made",
        "contact.passed_on",
        "staff.handed_over",
        "staff.unavailable",
        "staff.handover_written",
        "asb.tools_considered",
        "asb.case_opened",
    }
)
TRIES = frozenset({"contact.attempted", "asb.visit_attempted", "works.no_access"})
ANY_WAY = (
    "contact.",
    "agency.",
    "complaint.raised",
    "complaint.chased",
    "complaint.escalated",
    "asb.reported",
    "move.requested",
    "letter.",
)
"""Acts that come by any channel: where a letter names one, the entry must have been by it."""
MET = frozenset({
    "asb.statement_taken", "asb.risk_assessed", "asb.plan_agreed", "asb.plan_reviewed",
    "asb.evidence_gathered", "asb.other_party_heard", "complaint.discussed", "asb.agreement_signed",
})  # fmt: skip
"""What is mostly done face to face, where the entry does not say how."""
_OF_THEM = ("asb.other_party", "asb.agreement", "asb.interviewed")
TALKS = frozenset({"phone", "in person", "visit", "meeting"})
OF_PROOF = {
    "email": "email",
    "letter": "letter",
    "text": "text",
    "call log": "phone",
}


class Missed(Struct, frozen=True):
    """A duty that was missed or met late: what it was, and the entry that set it going."""

    rule: str
    what: str
    entry: str


class Ground(Struct, frozen=True, kw_only=True, dict=True):
    """A case on the day of a letter. ``steps`` are lists of acts of the vocabulary by name;
    ``missed`` what the landlord owed and did not do in time; ``barred`` are channels that the
    reader told us not to use; ``colleagues`` the names of staff other than the writer, by key."""

    timeline: Timeline
    on: date
    to: str = "resident"
    steps: dict[str, tuple[str, ...]] = {}
    missed: tuple[Missed, ...] = ()
    barred: frozenset[str] = frozenset()
    colleagues: dict[str, str] = {}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What had happened by the letter's day and was not struck out since."""
        last = self.on.toordinal()
        return tuple(
            item
            for item in self.timeline.items
            if not item.struck_by and (item.when.day <= last or item.undated)
        )

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day that entries tell of besides their own: incidents, dates named, ends."""
        found: set[date] = set()
        for item in self.timeline.items:
            if item.struck_by:
                continue
            entry = item.entry
            pledges = entry.pledges
            claimed = [claim.on for claim in entry.claims if not claim.of]
            named = [entry.incident_on, entry.until, entry.recorded_on, *claimed]
            found.update(day for day in named if day is not None)
            found.update(pledge.due for pledge in pledges if pledge.due is not None)
            found.update(cost.paid_on for cost in entry.costs if cost.paid_on is not None)
        return frozenset(found)

    @cached_property
    def told(self) -> frozenset[date]:
        """Days that stand in the words of entries: "a visit on 16 April"."""
        return frozenset(
            day.first
            for item in self.items
            if item.entry.text and not item.undated
            for said in days_in(folded(item.entry.text), item.when.last_date)
            for day in (said, ahead(said))
            if not day.whole and not day.relative
        )

    def on_day(self, said: Said) -> list[Item]:
        """Entries of that day or stretch."""
        return [item for item in self.items if _fits(item, said)]


def _fits(item: Item, said: Said) -> bool:
    return not item.undated and said.holds(item.when.date, item.when.last_date)


fits = _fits


def by_side(item: Item, who: ClaimParty) -> bool:
    """Whether an entry is by somebody of whom those words speak."""
    if "resident" in who.sides and "anonymous" not in who.sides:
        return item.by_side in HOUSEHOLD and not item.counter
    if "landlord" in who.sides:
        return item.from_landlord
    if "other party" in who.sides:
        return item.by_side in ("other party", "anonymous", "helper")
    return item.by_side in who.sides


def matching(
    ground: Ground, row: ClaimAct, who: ClaimParty | None, whom: ClaimParty | None
) -> list[Item]:
    """Entries that are such an act by that side, whether shown or only claimed."""
    return [item for item in ground.items if is_such(ground, item, row, who, whom)]


def is_such(
    ground: Ground, item: Item, row: ClaimAct, who: ClaimParty | None, whom: ClaimParty | None
) -> bool:
    """Whether an entry is such an act, by and to those sides."""
    if who is not None and not by_side(item, who):
        return _is_talk(item, row, who)
    if who is not None and not is_by(item, who, ground):
        return False
    acts = row.acts if item.from_landlord else row.theirs
    named = set(acts).intersection(item.acts)
    if not _by_way(item, row, named):
        return False
    if row.contains and not set(row.contains).intersection(item.entry.contains):
        return "asb.risk_assessed" in named
    if whom is None or not item.from_landlord:
        return True
    if "resident" in whom.sides and not row.to_somebody:
        return True
    return is_to(ground, item, row, whom)


def is_by(item: Item, who: ClaimParty, ground: Ground) -> bool:
    """Whether an entry is by that side, in that role where the words name one."""
    return by_side(item, who) and (not who.roles or _has_role([item.entry.by], who, ground))


def _is_talk(item: Item, row: ClaimAct, who: ClaimParty) -> bool:
    """Whether it was a talk of ours with them, in which they told or were asked as well."""
    if not {"resident", "other party"} & set(who.sides) or not item.from_landlord:
        return False
    told = set(row.theirs).intersection(item.acts)
    if "other party" in who.sides:
        return any(act.startswith(_OF_THEM) for act in told)
    return bool(told) and channels_of(item) <= TALKS


def _by_way(item: Item, row: ClaimAct, named: set[str]) -> bool:
    """Whether it came by one of the row's channels, where those matter."""
    ways = channels_of(item)
    if any(not act.startswith(ANY_WAY) for act in named):
        return True
    if named:
        return not row.channels or not ways or not ways.isdisjoint(row.channels)
    if not ways and "visit" in row.channels and MET.intersection(item.acts):
        return True
    if not row.channels or ways.isdisjoint(row.channels):
        return False
    if item.from_landlord:
        return _goes_out(item) and (row.tries or not set(item.acts) <= TRIES)
    return True


def _goes_out(item: Item) -> bool:
    return not set(item.acts) <= INNER and item.entry.channel != "internal"


def channels_of(item: Item) -> frozenset[str]:
    """How it came or went: as the entry says, else as what shows it tells."""
    if item.entry.channel:
        return frozenset({item.entry.channel})
    return frozenset(OF_PROOF[e.kind] for e in item.entry.evidence if e.kind in OF_PROOF)


def is_to(ground: Ground, item: Item, row: ClaimAct, whom: ClaimParty) -> bool:
    """Whether something we did was to (or about) whom the words name."""
    if "other party" in whom.sides:
        about = any(
            act.startswith(
                ("asb.other_party", "asb.warning", "asb.agreement", "asb.support", "asb.notice")
            )
            for act in item.acts
        )
        return about or "other party" in item.to_sides
    if whom.id == "witness":
        return "asb.witness_contacted" in item.acts or _has_role(item.entry.to, whom, ground)
    if "resident" in whom.sides:
        return not item.to_sides or not item.to_sides.isdisjoint(HOUSEHOLD)
    if _answers_them(ground, item, whom):
        return True
    if not item.to_sides:
        named = any(act.startswith(("agency.", "referral.", "safeguarding.")) for act in item.acts)
        return named or not row.to_somebody
    if item.to_sides.isdisjoint(whom.sides):
        return False
    return not whom.roles or _has_role(item.entry.to, whom, ground)


def _answers_them(ground: Ground, item: Item, whom: ClaimParty) -> bool:
    """Whether it answers what they sent, whoever it is said to be to."""
    asked = item.entry.responds_to
    found = (ground.timeline.by_id.get(key) for key in asked)
    return any(one is not None and is_by(one, whom, ground) for one in found)


def _has_role(keys: Iterable[str], whom: ClaimParty, ground: Ground) -> bool:
    for key in keys:
        person = ground.timeline.people.get(key)
        words = f"{person.role if person else ''} {key.replace('-', ' ')}".lower()
        if any(_is_word(role, words) for role in whom.roles) or words.strip() == "agency":
            return True
    return False


def _is_word(role: str, words: str) -> bool:
    """Whether a role stands there as a word: the council is no councillor."""
    return re.search(rf"\b{re.escape(role)}(?!l?or)", words) is not None


def _is_proven(item: Item, row: ClaimAct) -> bool:
    named = set(row.acts).intersection(item.acts)
    return bool(item.proven & named if named else item.proven)


def settled(items: Iterable[Item], row: ClaimAct) -> list[Item]:
    """What we did as far as it is shown; what others did as far as anybody told of it."""
    return [item for item in items if not item.from_landlord or _is_proven(item, row)]


def narrow(items: Sequence[Item], row: ClaimAct) -> list[Item]:
    """To be counted: the entries of the row's first act, where there are any; else all of them."""
    first = {acts[0] for acts in (row.acts, row.theirs) if acts}
    exact = [
        item
        for item in items
        if any(
            act in first and (item.from_landlord or not act.startswith("contact."))
            for act in item.acts
        )
    ]
    return exact or list(items)


def answered(ground: Ground, item: Item, *, wholly: bool = True) -> bool:
    """Whether an entry of ours, with a record, answers this one, or at least replies to it."""
    return any(
        item.id in each.entry.answers or (not wholly and item.id in each.entry.replies_to)
        for each in ground.items
        if each.from_landlord and each.proven
    )


def times(items: Sequence[Item]) -> tuple[int, int]:
    """How many times that was: at least (one call may be several entries), and at most."""
    apart = {(item.when.first, item.entry.by, item.entry.channel) for item in items}
    return len(apart), len(items)


def by_ways(items: Iterable[Item], ways: frozenset[str]) -> list[Item]:
    """Those that may have come by one of the channels that the words name."""
    return [item for item in items if not ways or not (by := channels_of(item)) or by & ways]


def nearest(items: Iterable[Item], said: Said) -> Item | None:
    """The entry nearest to a day."""
    dated = [item for item in items if not item.undated]
    return min(dated, key=lambda item: _apart(item, said), default=None)


def _apart(item: Item, said: Said) -> tuple[int, str]:
    first, last = said.first.toordinal(), said.last.toordinal()
    return max(first - item.when.last_day, item.when.day - last, 0), item.id


def in_order(items: Iterable[Item]) -> Iterator[Item]:
    """Dated entries, the earliest first."""
    yield from sorted(
        (item for item in items if not item.undated), key=lambda one: (one.when.first, one.id)
    )
