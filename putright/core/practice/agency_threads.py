"""Requests to agencies with all that came of each: chasers, what came back, the answer."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

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

    @property
    def ids(self) -> frozenset[str]:
        """The entries that promises about this request begin with."""
        items = (self.request, *self.chases, *self.higher, self.back)
        return frozenset(item.id for item in items if item is not None)


def threads_of(timeline: Timeline) -> list[Thread]:
    """Every request that no correction has struck, the first first."""
    items = timeline.items
    requests = [i for i in items if "agency.requested" in i.acts and not i.struck_by]
    return [_thread(one, requests, items) for one in requests]


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
    named = set(item.entry.responds_to)
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
        (one for one in requests if not keys.isdisjoint(one.entry.responds_to)),
        None,
    )
