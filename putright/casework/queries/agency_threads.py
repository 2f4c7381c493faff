"""Requests to agencies with all that came of each: chasers, what came back, the answer."""

from collections.abc import Sequence
from datetime import date

from putright.casework import agency_letters
from putright.casework.agency_words import SHORT_BASES
from putright.casework.queries.case_open import Open
from putright.core.letters import Letter
from putright.core.policy.practice import RequestKind
from putright.core.practice.agency_threads import State as State
from putright.core.practice.agency_threads import Thread as Thread
from putright.core.practice.agency_threads import threads_of
from putright.core.timeline.items import Item
from putright.kit.say import _
from putright.stores.people import agencies
from putright.stores.people.agencies import Desk


def threads(opened: Open) -> list[Thread]:
    """Every request of a case that no correction has struck, the first first."""
    return threads_of(opened.run.timeline)


def thread_of(opened: Open, number: int) -> Thread | None:
    """The request that is the entry of that number."""
    for one in threads(opened):
        kept = opened.kept(one.request.id)
        if kept is not None and kept.number == number:
            return one
    return None


def number_of(opened: Open, item: Item) -> int:
    """The number of an entry in the books."""
    kept = opened.kept(item.id)
    return kept.number if kept else 0


def kinds(opened: Open) -> tuple[RequestKind, ...]:
    """The kinds of request of this landlord."""
    found: tuple[RequestKind, ...] = opened.live.engine.stack.practice("request_kind")
    return found


def name_of(opened: Open, request: Item) -> str:
    """What was asked for, in words."""
    told = str(request.entry.facts.get("request", ""))
    found = next((kind.name for kind in kinds(opened) if kind.id == told), told)
    return found or _("A request")


def basis_of(request: Item) -> str:
    """On what basis, in a few words; "" where nobody said."""
    told = str(request.entry.facts.get("basis", ""))
    return _(SHORT_BASES[told]) if told in SHORT_BASES else told


def agency_of(opened: Open, request: Item) -> str:
    """Whom it went to."""
    return ", ".join(opened.name(key) for key in request.entry.to)


def desks_of(opened: Open) -> list[Desk]:
    """The directory."""
    return agencies.listed(landlord=opened.case.landlord_id)


def desk_of(opened: Open, request: Item, desks: Sequence[Desk]) -> Desk | None:
    """The desk of the directory that a request went to, where it is one."""
    names = {opened.name(key) for key in request.entry.to}
    for desk in desks:
        if desk.name in names or any(key.startswith(key_of(desk)) for key in request.entry.to):
            return desk
    return None


def key_of(desk: Desk) -> str:
    """How the entries of a case name a desk."""
    return f"agency-{desk.id.hex[:12]}"


def chase_letter(opened: Open, thread: Thread, *, higher: bool, words: str = "") -> Letter:
    """The chaser of a request."""
    return agency_letters.chase(
        opened,
        thread.request,
        name=name_of(opened, thread.request),
        agency=agency_of(opened, thread.request),
        chased=_last(thread),
        higher=higher,
        words=words,
    )


def _last(thread: Thread) -> date | None:
    return agency_letters.day_of(thread.chases[-1]) if thread.chases else None
