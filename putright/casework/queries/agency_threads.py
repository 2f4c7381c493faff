"""Requests to agencies with all that came of each: chasers, what came back, the answer."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from putright.casework import agency_letters
from putright.casework.agency_words import SHORT_BASES
from putright.casework.queries.case_open import Open
from putright.core.letters import Letter
from putright.core.policy.practice import RequestKind
from putright.core.timeline.items import Item
from putright.kit.say import _
from putright.stores.people import agencies
from putright.stores.people.agencies import Desk

ABOUT = (
    "agency.chased", "agency.taken_higher", "agency.replied", "agency.bounced",
    "agency.wrong_team",
)  # fmt: skip
BACK = frozenset({"agency.bounced", "agency.wrong_team"})
State = Literal["waiting", "came back", "sent on", "answered"]


class Thread(Struct, frozen=True, kw_only=True):
    """One request and the entries about it; ``sent_on`` is the same request sent elsewhere."""

    request: Item
    chases: tuple[Item, ...] = ()
    higher: tuple[Item, ...] = ()
    back: Item | None = None
    reply: Item | None = None
    told: Item | None = None
    sent_on: Item | None = None

    @property
    def state(self) -> State:
        """How it stands."""
        if self.reply is not None:
            return "answered"
        if self.back is None:
            return "waiting"
        return "sent on" if self.sent_on is not None else "came back"


def threads(opened: Open) -> list[Thread]:
    """Every request of a case that no correction has struck, the first first."""
    items = opened.run.timeline.items
    requests = [i for i in items if "agency.requested" in i.acts and not i.struck_by]
    return [_thread(one, requests, items) for one in requests]


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


def _thread(request: Item, requests: Sequence[Item], items: Sequence[Item]) -> Thread:
    mine = [i for i in items if not i.struck_by and _is_about(i, request, requests)]
    back = next((i for i in mine if not BACK.isdisjoint(i.acts)), None)
    reply = next((i for i in mine if "agency.replied" in i.acts), None)
    return Thread(
        request=request,
        chases=tuple(i for i in mine if "agency.chased" in i.acts),
        higher=tuple(i for i in mine if "agency.taken_higher" in i.acts),
        back=back,
        reply=reply,
        told=_told(reply, items) if reply else None,
        sent_on=_sent_on(request, back, requests),
    )


def _is_about(item: Item, request: Item, requests: Sequence[Item]) -> bool:
    """By what it names; where it names no request, by the agency and the time."""
    if set(ABOUT).isdisjoint(item.acts):
        return False
    named = {*item.entry.answers, *item.entry.replies_to}
    asked = {one.id for one in requests}
    if named & asked:
        return request.id in named
    same = [one for one in requests if _is_same(one, item) and one.number < item.number]
    return bool(same) and same[-1] is request


def _is_same(request: Item, item: Item) -> bool:
    return not set(request.entry.to).isdisjoint((item.entry.by, *item.entry.to))


def _told(reply: Item, items: Sequence[Item]) -> Item | None:
    return next(
        (
            item
            for item in items
            if item.from_landlord and item.is_settled and reply.id in item.entry.answers
        ),
        None,
    )


def _sent_on(request: Item, back: Item | None, requests: Sequence[Item]) -> Item | None:
    keys = {request.id, back.id} if back else {request.id}
    return next(
        (
            one
            for one in requests
            if not keys.isdisjoint((*one.entry.answers, *one.entry.replies_to))
        ),
        None,
    )
