"""Moving home in a case: the routes side by side, the wish in the resident's words, its story."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.contacts import people_of, rules_for
from putright.casework.refused import NotThere, Refused
from putright.core.events.parts import Answer
from putright.core.policy.practice import Route
from putright.core.policy.setting import Setting
from putright.core.practice.moves import Standing, State, Weighed, stand, weigh
from putright.core.timeline.items import Item
from putright.kit.dates import sentence_case
from putright.kit.forms import Said
from putright.kit.say import _

OTHER_LANDLORD = "other-landlord"
ASKERS = ("resident", "helper")
"""Who can ask to move, and ask for a review of what was decided."""
WAYS = {"post": "letter", "email": "email", "handed over": "visit"}
"""How a letter can go, with the channel that must be safe for it."""
ALOUD = {"read out by phone": "phone", "read out in person": "in person"}
"""How it is told to somebody who cannot use writing; the letter is kept all the same."""
LISTENS = ("read", "aloud", "audio", "tape", "braille")
"""Words in what is known of how somebody needs letters that say: not on plain paper."""

Choices = tuple[tuple[str, str], ...]


class AnswerSeen(Struct, frozen=True):
    """What a decision found of one criterion, and why."""

    answer: str
    why: str


class CriterionSeen(Struct, frozen=True, kw_only=True):
    """A criterion with what the record suggests and what was decided of it."""

    id: str
    says: str
    suggested: State
    settled_by: str = ""
    ask: str = ""
    shown_by: tuple[Pointer, ...] = ()
    denied_by: tuple[Pointer, ...] = ()
    to_read: tuple[Pointer, ...] = ()
    decided: AnswerSeen | None = None


class RouteSeen(Struct, frozen=True, kw_only=True):
    """A route to another home, as a page shows it."""

    route: Route
    fills_in: str
    is_asked: bool
    criteria: tuple[CriterionSeen, ...]
    considered: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the route."""
        return self.route.id

    @property
    def name(self) -> str:
        """Its name, in the landlord's words."""
        return self.route.name


class MovesPage(Struct, frozen=True, kw_only=True):
    """Everything about moving home in a case."""

    around: Around
    routes: tuple[RouteSeen, ...]
    is_default: bool
    standing: Standing
    request: EntrySeen | None
    wishes: tuple[str, ...]
    news: tuple[Pointer, ...]
    review_asked: Pointer | None
    stay: Pointer | None
    decision: Pointer | None
    promises: tuple[PromiseSeen, ...]
    story: tuple[EntrySeen, ...]
    may_decide: bool
    not_the_decider: str
    can_offer: bool


class Asking(Struct, frozen=True, kw_only=True):
    """What the forms about a move choose from."""

    around: Around
    askers: Choices
    channels: Choices
    routes: tuple[RouteSeen, ...]
    standing: Standing
    ways: tuple[tuple[str, Said], ...]
    talks: tuple[tuple[str, Said], ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> MovesPage:
    """The page of moves of a case."""
    opened = open_for(actor, case_id, now=now, what="moves")
    entries, standing = Entries(opened), stand(opened.run.timeline)
    routes = routes_of(opened, entries, standing)
    owed = [each for each in opened.owed if each.rule.startswith("move.")]
    story = [item for item in opened.run.timeline.items if _is_about_moving(item)]
    asked = [standing.request] if standing.request else []
    return MovesPage(
        around=around(opened, "moves"),
        routes=routes,
        is_default=any(each.route.is_default for each in routes),
        standing=standing,
        request=next(iter(entries.seen(asked)), None),
        wishes=_wishes(standing),
        news=_pointers(entries, standing.news),
        review_asked=_pointer(entries, standing.asked),
        stay=_pointer(entries, standing.stay),
        decision=_pointer(entries, standing.review or standing.decision),
        promises=tuple(promises_seen(opened, owed, entries)),
        story=tuple(reversed(entries.seen(story))),
        may_decide=permissions.can(actor, "case.decide_move", opened.near),
        not_the_decider=why_not_decide(opened, standing),
        can_offer=standing.outcome in ("granted", "other route"),
    )


def asking(actor: Actor, case_id: UUID, *, now: datetime, needs: str = "") -> Asking:
    """What the forms about a move need; refused where this person may not write there.

    ``needs`` is what must be so before the form makes sense, a key of ``refuse_where_lacking``.
    """
    opened = open_for(actor, case_id, now=now, what="moves")
    permissions.check(actor, "case.move", opened.near)
    refuse_where_lacking(stand(opened.run.timeline), needs)
    return asking_of(opened)


def refuse_where_lacking(standing: Standing, needs: str) -> None:
    """Refuse what has nothing to stand on: an offer without a decision, a review of nothing."""
    lacking = {
        "request": (standing.request, _("Nobody asked to move in this case yet.")),
        "decision": (standing.decision, _("Nothing was decided on a move in this case yet.")),
        "stay": (standing.stay, _("Nobody stays anywhere else in this case.")),
        "grant": (
            standing.outcome in ("granted", "other route"),
            _("No decision grants a move here, so no home can be offered. It is decided first."),
        ),
    }
    is_there, words = lacking.get(needs, (True, ""))
    if not is_there:
        raise Refused(words)


def asking_of(opened: Open) -> Asking:
    """The same for a case that is open already."""
    standing = stand(opened.run.timeline)
    askers = [(who.key, who.name) for who in people_of(opened) if who.side in ASKERS]
    channels = opened.run.words.channels
    return Asking(
        around=around(opened, "moves"),
        askers=tuple(askers),
        channels=tuple((word, sentence_case(_(word))) for word in channels if word != "internal"),
        routes=routes_of(opened, Entries(opened), standing),
        standing=standing,
        ways=ways_for(opened),
        talks=_talks(opened),
    )


def form_for(
    actor: Actor, case_id: UUID, route: str, *, now: datetime
) -> tuple[RouteSeen, tuple[str, str]]:
    """A route with a form (the first that has one, where none is named), and who fills it in."""
    opened = open_for(actor, case_id, now=now, what="moves")
    permissions.check(actor, "case.move", opened.near)
    routes = routes_of(opened, Entries(opened), stand(opened.run.timeline))
    found = chosen([each for each in routes if each.route.fills_in != "nobody"], route)
    return found, (receiver_of(opened, found.route), filler(opened, found.route))


def receiver_of(opened: Open, route: Route) -> str:
    """Who fills in the form of a route, as the timeline names them; "" where there is no form."""
    if route.fills_in == "resident":
        return resident_of(opened)
    if route.fills_in == "other landlord":
        found = [part.key for part in opened.parts.values() if part.role == "other landlord"]
        return found[0] if found else OTHER_LANDLORD
    return "landlord" if route.fills_in == "officer" else ""


def filler(opened: Open, route: Route) -> str:
    """The same in words."""
    if route.fills_in == "resident":
        return opened.name(resident_of(opened))
    if route.fills_in == "other landlord":
        return _("The other landlord")
    officer = opened.staff_name(opened.case.officer_id) or _("whoever takes the case")
    return _("{name}, for us: it is our own form").format(name=officer)


def chosen(routes: Iterable[RouteSeen], key: str) -> RouteSeen:
    """The route with that id, or the first where none was named; not there where it is none."""
    listed = tuple(routes)
    found = [each for each in listed if each.id == key] if key else list(listed[:1])
    if not found:
        raise NotThere
    return found[0]


def routes_of(opened: Open, entries: Entries, standing: Standing) -> tuple[RouteSeen, ...]:
    """The landlord's routes, each held against what is on record."""
    stack = opened.live.engine.stack
    setting = Setting(
        levels=next((pack.kind_levels for pack in stack.packs if pack.levels), {}),
        calendar=opened.run.calendar,
        order=stack.words.levels,
    )
    return tuple(
        _route(route, weigh(route, facts=opened.run.facts, setting=setting), entries, standing)
        for route in stack.practice("route")
    )


def why_not_decide(opened: Open, standing: Standing) -> str:
    """Why this person is not the one to decide here, whatever their role; "" where they may be."""
    actor = opened.actor
    if opened.case.officer_id == actor.user_id:
        return _("You are the officer of this case. Somebody else decides on the move.")
    if standing.request is not None:
        kept = opened.kept(standing.request.id)
        if kept is not None and kept.actor_id == actor.user_id:
            return _("You took the request. Somebody else decides on it.")
    decision = standing.decision
    if standing.asked is not None and decision is not None and decision.entry.by == actor.key:
        return _("You decided first. Somebody else looks at it again, as was asked for.")
    return ""


def a_home() -> str:
    """What every request to move asks for."""
    return _("another home")


def resident_of(opened: Open) -> str:
    """Whom the letters are for: whoever of the household asked, else the resident of the case."""
    people = people_of(opened)
    residents = [who.key for who in people if who.side == "resident"]
    request = stand(opened.run.timeline).request
    if request is not None and request.entry.by in residents:
        return request.entry.by
    return residents[0]


def ways_for(opened: Open) -> tuple[tuple[str, Said], ...]:
    """How a letter may go to the resident; aloud only where writing is no use to them."""
    key = resident_of(opened)
    safe = _safe(opened, key)
    words = {"post": _("By post"), "email": _("By email"), "handed over": _("Handed over")}
    written = tuple(
        (way, Said(words[way], safe[channel])) for way, channel in WAYS.items() if channel in safe
    )
    if written and not _needs_it_aloud(opened, key):
        return written
    return (*written, *_aloud(opened, key))


def _aloud(opened: Open, key: str) -> tuple[tuple[str, Said], ...]:
    words = {
        "read out by phone": _("Read out by phone"),
        "read out in person": _("Read out in person"),
    }
    safe = _safe(opened, key)
    return tuple(
        (way, Said(words[way], safe[channel])) for way, channel in ALOUD.items() if channel in safe
    )


def _talks(opened: Open) -> tuple[tuple[str, Said], ...]:
    words = {"phone": _("I told them by phone"), "in person": _("I told them in person")}
    safe = _safe(opened, resident_of(opened))
    return tuple((word, Said(says, safe[word])) for word, says in words.items() if word in safe)


def _safe(opened: Open, key: str) -> dict[str, str]:
    """The channels that are not barred, each with what was said of it."""
    return {rule.channel: rule.words for rule in rules_for(opened, key) if not rule.is_barred}


def letters_in(opened: Open, key: str) -> str:
    """How somebody needs letters: in which language, how large, aloud; "" where nobody asked."""
    rows = (row for row in opened.rows if row.key == key and row.person is not None)
    return next((str(row.person.details.get("letters_in") or "") for row in rows if row.person), "")


def _needs_it_aloud(opened: Open, key: str) -> bool:
    told = letters_in(opened, key).lower()
    return any(word in told for word in LISTENS)


def _filled_in(route: Route) -> str:
    words = {
        "resident": _("The resident"),
        "officer": _("We do. It is our own form, never the resident's."),
        "other landlord": _("The other landlord"),
        "nobody": _("Nobody: there is no form"),
    }
    return words[route.fills_in]


def _route(
    route: Route, weighed: tuple[Weighed, ...], entries: Entries, standing: Standing
) -> RouteSeen:
    asked = standing.request.entry.facts.get("route") if standing.request else None
    answers = _answers(standing.review or standing.decision, route.id)
    bearing = [key for w in weighed for key in (*w.shown_by, *w.denied_by, *w.to_read)]
    return RouteSeen(
        route=route,
        fills_in=_filled_in(route),
        is_asked=route.id == asked,
        criteria=tuple(_criterion(each, entries, answers) for each in weighed),
        considered=tuple(dict.fromkeys(bearing)),
    )


def _criterion(weighed: Weighed, entries: Entries, answers: dict[str, Answer]) -> CriterionSeen:
    told = answers.get(weighed.criterion.id)
    return CriterionSeen(
        id=weighed.criterion.id,
        says=weighed.criterion.says,
        suggested=weighed.suggested,
        settled_by=weighed.criterion.settled_by,
        ask=_known_kind(weighed, entries),
        shown_by=_named(entries, weighed.shown_by),
        denied_by=_named(entries, weighed.denied_by),
        to_read=_named(entries, weighed.to_read),
        decided=AnswerSeen(told.answer, told.says) if told else None,
    )


def _known_kind(weighed: Weighed, entries: Entries) -> str:
    """The kind of request that would settle it, where this landlord's pages can make it."""
    kinds = entries.opened.live.engine.stack.practice("request_kind")
    wanted = weighed.criterion.ask
    return wanted if any(kind.id == wanted for kind in kinds) else ""


def _answers(decided: Item | None, route: str) -> dict[str, Answer]:
    if decided is None or decided.entry.form != route:
        return {}
    return {each.question: each for each in decided.entry.given}


def _wishes(standing: Standing) -> tuple[str, ...]:
    """What they asked for besides a home: areas, an answer in writing, news of an earlier wish."""
    asks = standing.request.entry.asks if standing.request else ()
    return tuple(ask for ask in asks if ask != a_home())


def _is_about_moving(item: Item) -> bool:
    return any(act.startswith("move.") for act in item.acts) or "move" in item.entry.about


def _pointers(entries: Entries, items: Iterable[Item]) -> tuple[Pointer, ...]:
    return _named(entries, [item.id for item in items])


def _pointer(entries: Entries, item: Item | None) -> Pointer | None:
    return entries.pointer(item.id) if item else None


def _named(entries: Entries, keys: Iterable[str]) -> tuple[Pointer, ...]:
    found = (entries.pointer(key) for key in keys)
    return tuple(each for each in found if each is not None)
