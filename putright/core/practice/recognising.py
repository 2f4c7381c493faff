"""What a person is asked about: is this a complaint? And requests for service, kept apart.

Whoever voices displeasure is offered the choice to complain (Complaint Handling Code 1.2 and 1.3).
A person's word that somebody is unhappy is a fact of the timeline; what words sound like is worked
out here each time and never kept. An answer is asked for again at the next contact.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct

from putright.core.events.entry import HOUSEHOLD
from putright.core.practice.spotting import Heard
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

OFFERED, NOT_WANTED, NOT_ONE = "complaint.offered", "complaint.not_wanted", "complaint.not_one"
TAKEN = ("complaint.raised", "complaint.logged", "complaint.added_to", "complaint.escalated")
"""By one of these the displeasure before it is a complaint already."""
REQUESTED, DONE, REVIEWED = "service.requested", "service.done", "service.reviewed"
TALKS = frozenset({"contact.made", "asb.visited", "asb.interviewed", "note.made"})
"""Notes of ours on what somebody said to us."""
REACHED = frozenset({"contact.made", "asb.visited", "asb.interviewed"})
APART = ("complaint.", "redress.", "ombudsman.")
MOST = 40
"""So many of the newest entries are listened to."""

SURE = 0.75
"""From this score on a note of ours is asked about though no phrase in it says it plainly."""

Hear = Callable[[str], Heard]
Why = Literal["person", "words", "again"]


class Asked(Struct, frozen=True):
    """An entry that a person is asked about, and why; what they said when asked before.

    ``why``: a person said that somebody is unhappy, the words sound so, or the resident had said
    not now and was in touch since.
    """

    item: Item
    why: Why
    heard: Heard = Heard()
    said: Item | None = None


class Request(Struct, frozen=True):
    """A request for service: what was asked, what came of it, whether it led to a complaint."""

    asked: Item
    done: Item | None = None
    reviews: tuple[Item, ...] = ()
    complaint: Item | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be put right."""
        return self.done is None


def asked_about(timeline: Timeline, *, is_open: bool, hear: Hear) -> list[Asked]:
    """What a person is to be asked about, the newest first.

    While a complaint ``is_open`` words alone ask nothing: what somebody says then belongs to it.
    """
    told = [item for item in timeline.items if not item.struck_by]
    said = _last_not_wanted(told)
    deciding = [item for item in told if _can_decide(item)]
    askable = (item for item in reversed(told) if _can_be_asked(item))
    waiting = [item for item in askable if not _is_settled(item, deciding)]
    found = [
        Asked(item, "person", hear(item.entry.text), said) for item in waiting if _is_told(item)
    ]
    if not is_open:
        words = [item for item in waiting if not _is_told(item)][:MOST]
        heard = ((item, hear(item.entry.text)) for item in words)
        found += [Asked(item, "words", one, said) for item, one in heard if _sounds(item, one)]
    found.sort(key=lambda one: one.item.when.first, reverse=True)
    return found or list(_again(told, said))


def requests_in(timeline: Timeline) -> list[Request]:
    """The requests for service of a case, the oldest first."""
    told = [item for item in timeline.items if not item.struck_by]
    return [_request(item, told) for item in told if REQUESTED in item.acts]


def _request(asked: Item, told: list[Item]) -> Request:
    about = [item for item in told if _names(item, asked.id)]
    return Request(
        asked=asked,
        done=next((item for item in about if DONE in item.acts and item.is_settled), None),
        reviews=tuple(item for item in about if REVIEWED in item.acts),
        complaint=next((item for item in about if not set(TAKEN).isdisjoint(item.acts)), None),
    )


def _can_be_asked(item: Item) -> bool:
    """Something that a resident, or whoever helps them, said: to us, or as we noted it."""
    if item.is_apart or item.entry.complaint or any(act.startswith(APART) for act in item.acts):
        return False
    if item.by_side in HOUSEHOLD:
        return True
    is_note = item.from_landlord and not item.written and not TALKS.isdisjoint(item.acts)
    if is_note and _is_our_own(item):
        return False
    return is_note and (not item.entry.to or not item.to_sides.isdisjoint(HOUSEHOLD))


def _is_our_own(item: Item) -> bool:
    """A note with what we promise, or of ours on a request for service: nobody else's words."""
    entry = item.entry
    is_bare = set(item.acts) == {"note.made"}
    return "service" in entry.about or (is_bare and bool(entry.promises))


def _sounds(item: Item, heard: Heard) -> bool:
    """Whether the words sound so. Most words of a note of ours are our own: it takes more there."""
    if item.from_landlord and not heard.is_plain and heard.score < SURE:
        return False
    return heard.asks


def _is_told(item: Item) -> bool:
    """Whether a person said that they are unhappy with us."""
    return item.entry.dissatisfied and item.by_side in HOUSEHOLD


def _can_decide(item: Item) -> bool:
    """Whether it may settle what is asked of another: few entries of a case do."""
    answered = NOT_ONE in item.acts or NOT_WANTED in item.acts
    return answered or item.entry.dissatisfied or _offers(item)


def _is_settled(item: Item, deciding: Iterable[Item]) -> bool:
    """Whether somebody decided about it, or they were asked, or complained, since."""
    return any(_decides(each, item) for each in deciding if each is not item)


def _decides(each: Item, item: Item) -> bool:
    return _names(each, item.id) or (_offers(each) and _is_since(each, item))


def _offers(item: Item) -> bool:
    return OFFERED in item.acts or not set(TAKEN).isdisjoint(item.acts)


def _is_since(later: Item, item: Item) -> bool:
    return later.when.last >= item.when.first and later.known >= item.known


def _names(item: Item, key: str) -> bool:
    entry = item.entry
    return key in entry.replies_to or key in entry.answers or key in entry.refs


def _last_not_wanted(told: Iterable[Item]) -> Item | None:
    """The last time that they said "not now", unless they have complained since."""
    last = None
    for item in told:
        if NOT_WANTED in item.acts:
            last = item
        elif not set(TAKEN).isdisjoint(item.acts):
            last = None
    return last


def _again(told: Iterable[Item], said: Item | None) -> Iterator[Asked]:
    """They said not now, and were in touch since: they are asked again."""
    if said is None:
        return
    since = [item for item in told if item.known > said.known and item.when.last >= said.when.first]
    if any(NOT_ONE in item.acts and _names(item, said.id) for item in since):
        return
    if any(_is_contact(item) and not _names(said, item.id) for item in since):
        yield Asked(said, "again", said=said)


def _is_contact(item: Item) -> bool:
    if item.by_side in HOUSEHOLD:
        return not item.is_apart and NOT_WANTED not in item.acts
    reached = item.from_landlord and not REACHED.isdisjoint(item.acts)
    return reached and not item.to_sides.isdisjoint(HOUSEHOLD)
