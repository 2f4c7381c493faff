"""Deciding on a move: what the decider sees, and the letter as it would go out."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import letters, permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.moves import (
    Asking,
    RouteSeen,
    asking_of,
    chosen,
    letters_in,
    refuse_where_lacking,
    resident_of,
    routes_of,
    ways_for,
    why_not_decide,
)
from putright.casework.refused import Refused
from putright.core.events.parts import Answer
from putright.core.letters import Letter
from putright.core.practice.moves import Standing, stand
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import long_day
from putright.kit.forms import Said
from putright.kit.say import _


class Deciding(Struct, frozen=True, kw_only=True):
    """What is before whoever decides; ``again`` says that a decision is looked at once more."""

    around: Around
    route: RouteSeen
    others: tuple[RouteSeen, ...]
    standing: Standing
    again: bool
    resident: str
    ways: tuple[tuple[str, Said], ...]
    letters_in: str
    looked_at: tuple[str, ...]
    news: tuple[Pointer, ...]
    landlord: str


class Told(Struct, frozen=True, kw_only=True):
    """A decision as the form tells it."""

    given: tuple[Answer, ...]
    outcome: str
    reasons: str
    how: str
    instead: str = ""
    view: str = ""
    what_else: str = ""
    what_else_by: date | None = None


def deciding(
    actor: Actor, case_id: UUID, *, route: str, again: bool, now: datetime
) -> tuple[Open, Deciding]:
    """The case and what is decided in it; refused for the officer and whoever took the request."""
    opened = open_for(actor, case_id, now=now, what="moves")
    permissions.check(actor, "case.decide_move", opened.near)
    standing, entries = stand(opened.run.timeline), Entries(opened)
    _refuse_where_not_theirs(opened, standing, again=again)
    routes = routes_of(opened, entries, standing)
    found = chosen(routes, route or _usual(standing, routes, again=again))
    bearing = set(found.considered)
    items = [item for item in opened.run.timeline.items if item.id in bearing]
    news = (entries.pointer(item.id) for item in standing.news)
    return opened, Deciding(
        around=around(opened, "moves"),
        route=found,
        others=tuple(each for each in routes if each.id != found.id),
        standing=standing,
        again=again,
        resident=resident_of(opened),
        ways=ways_for(opened),
        letters_in=letters_in(opened, resident_of(opened)),
        looked_at=tuple(dict.fromkeys(_told_by(item) for item in items)),
        news=tuple(each for each in news if each is not None),
        landlord=opened.case.landlord.name,
    )


def for_decider(actor: Actor, case_id: UUID, *, route: str, again: bool, now: datetime) -> Deciding:
    """What is before whoever decides."""
    return deciding(actor, case_id, route=route, again=again, now=now)[1]


def letter_of(before: Deciding, told: Told, *, signed: str) -> Letter:
    """The letter that says the decision, from what was decided and nothing else."""
    route, asked = before.route, before.standing.request
    says = {each.id: each.says for each in route.criteria}
    criteria = [
        {"says": says[each.question], "state": _found(each.answer), "why": _sentence(each.says)}
        for each in told.given
    ]
    unknown = any(each.answer == "not known" for each in told.given)
    instead = next((each for each in before.others if each.id == told.instead), None)
    return letters.compose(
        "move_decision",
        {
            "asked_on": _day(asked) if asked and not before.again else "",
            "decided_on": _day(before.standing.decision) if before.again else "",
            "decision": _decision(before, told, instead),
            "reasons": _sentence(told.reasons),
            "criteria": criteria,
            "looked_at": [{"what": what} for what in before.looked_at],
            "instead": instead.name if instead else "",
            "view": _sentence(told.view),
            "what_else": _sentence(told.what_else),
            "what_else_by": long_day(told.what_else_by) if told.what_else_by else "",
            "unknown": _("yes") if unknown else "",
            "granted": _("yes") if told.outcome == "granted" else "",
            "review_within": route.route.review_within,
            "signed": signed,
            "landlord": before.landlord,
        },
    )


def _refuse_where_not_theirs(opened: Open, standing: Standing, *, again: bool) -> None:
    if reason := why_not_decide(opened, standing):
        raise Refused(reason)
    if again:
        refuse_where_lacking(standing, "decision")
    if not again and not standing.is_open:
        words = _("No request to move waits for a decision here. Take the request first.")
        raise Refused(words)


def _usual(standing: Standing, routes: Iterable[RouteSeen], *, again: bool) -> str:
    """The route that was asked for, or decided on; "" where it is none of the landlord's."""
    item = standing.decision if again else standing.request
    wanted = item.entry.facts.get("route") if item else ""
    return next((each.id for each in routes if each.id == wanted), "")


def _told_by(item: Item) -> str:
    """What was looked at, by its day and whose word it was; never what another side said."""
    words = {
        "resident": _("what you told us on {day}"),
        "helper": _("what somebody who helps you told us on {day}"),
        "agency": _("what another service told us on {day}"),
    }
    return words.get(item.by_side, _("our own record of {day}")).format(day=_day(item))


def _decision(before: Deciding, told: Told, instead: RouteSeen | None) -> str:
    name = before.route.name
    words = {
        "granted": _("Yes. We agree to this: {route}."),
        "refused": _("No. We do not agree to this: {route}."),
        "other route": _("Not this: {route}. We can do something else: {instead}."),
        "stands": _("We looked again. Our decision stays the same: {route}."),
    }
    return words[told.outcome].format(route=name, instead=instead.name if instead else "")


def _found(answer: str) -> str:
    words = {
        "met": _("We found that this is so."),
        "not met": _("We found that this is not so."),
        "not known": _("We do not know this yet."),
    }
    return words[answer]


def _sentence(text: str) -> str:
    told = text.strip()
    return told if not told or told[-1] in ".!?" else f"{told}."


def _day(item: Item | None) -> str:
    return long_day(to_datetime(item.when.first).date()) if item else ""


def acknowledging(actor: Actor, case_id: UUID, *, now: datetime) -> tuple[Asking, Letter]:
    """What the page that acknowledges a request offers, and the letter that would go out."""
    opened = open_for(actor, case_id, now=now, what="moves")
    permissions.check(actor, "case.move", opened.near)
    return asking_of(opened), acknowledgement_of(opened)


def acknowledgement_of(opened: Open) -> Letter:
    """The letter that says that a request has come: who decides, and by when."""
    standing = stand(opened.run.timeline)
    refuse_where_lacking(standing, "request")
    routes = routes_of(opened, Entries(opened), standing)
    asked = [each for each in routes if each.is_asked]
    due = _decided_by(opened, standing)
    return letters.compose(
        "move_acknowledged",
        {
            "asked_on": _day(standing.request),
            "route": asked[0].name if asked else "",
            "decided_by": _sentence(asked[0].route.decided_by).rstrip(".") if asked else "",
            "by": long_day(due) if due else "",
            "signed": opened.actor.name,
            "landlord": opened.case.landlord.name,
        },
    )


def _decided_by(opened: Open, standing: Standing) -> date | None:
    """The day by which the request is decided, as the landlord promises."""
    key = standing.request.id if standing.request else ""
    dues = [each.due_at for each in opened.owed if each.entry == key and "move.decided" in each.acts
            and "move.acknowledged" not in each.acts]  # fmt: skip
    return next((due.date() for due in dues if due is not None), None)
