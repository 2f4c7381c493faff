"""Moves held against a case: what the record suggests of each criterion of a route, and where a
request stands. A person decides; nothing here does."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from putright.core.events.parts import Answer
from putright.core.facts.facts import Facts
from putright.core.policy.patterns import compile_pattern
from putright.core.policy.practice import Criterion, Route
from putright.core.policy.rules import Pattern
from putright.core.policy.setting import Setting
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

State = Literal["met", "not met", "not known"]
STATES: tuple[State, ...] = ("met", "not met", "not known")
Outcome = Literal["granted", "refused", "other route", "stands", ""]

_HINTS = re.compile(
    r"\b(you (?:can|could|will|'ll) (?:have|get|move)|you'll (?:get|move|have)"
    r"|we(?: will|'ll| can) (?:move|rehouse|find) you|(?:been|was|were|have|had|is|are) offered"
    r"|offered (?:you|her|him|them|a|another)|promised|guaranteed?|there is a (?:flat|house|home)"
    r"|raised? at a team meeting)\b",
    re.IGNORECASE,
)
"""Words from which a resident would gather that a home is hers; one case turned on such words."""


class Weighed(Struct, frozen=True, kw_only=True):
    """A criterion with what the record suggests, by the ids of the entries that do."""

    criterion: Criterion
    suggested: State
    shown_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    to_read: tuple[str, ...] = ()


class Standing(Struct, frozen=True, kw_only=True):
    """Where a wish to move stands.

    ``is_open`` says that the request waits for its decision. ``asked`` is a wish for a review that
    nobody has met, ``news`` what was reported since the decision was last looked at and did not
    grant a move, ``stay`` a stay that has not ended.
    """

    request: Item | None = None
    decision: Item | None = None
    review: Item | None = None
    asked: Item | None = None
    withdrawn: Item | None = None
    stay: Item | None = None
    news: tuple[Item, ...] = ()
    outcome: Outcome = ""
    is_open: bool = False


def weigh(route: Route, *, facts: Facts, setting: Setting) -> tuple[Weighed, ...]:
    """What the record suggests of each criterion, in the order of the route."""
    return tuple(_weighed(each, facts, setting) for each in route.criterion)


def undecided(route: Route, given: Iterable[Answer]) -> tuple[str, ...]:
    """The criteria that have no answer yet, or an answer without its reasons."""
    decided = {a.question for a in given if a.answer in STATES and a.says.strip()}
    return tuple(each.id for each in route.criterion if each.id not in decided)


def comes_to(route: Route, given: Iterable[Answer]) -> State:
    """What the answers come to: all criteria are wanted, or any one, as the route says."""
    answers = {answer.question: answer.answer for answer in given}
    found = [answers.get(each.id, "not known") for each in route.criterion]
    if not found:
        return "not known"
    met, failed = (all, any) if route.needs_all else (any, all)
    if met(answer == "met" for answer in found):
        return "met"
    return "not met" if failed(answer == "not met" for answer in found) else "not known"


def stand(timeline: Timeline) -> Standing:
    """Where the wish to move stands at the end of a timeline."""
    request, decision = _last(timeline, "move.requested"), _last(timeline, "move.decided")
    review = _after(_last(timeline, "move.reviewed"), decision)
    looked = review or decision
    withdrawn = _after(_last(timeline, "move.withdrawn"), request)
    outcome = _outcome(decision, review)
    waits = looked is not None and withdrawn is None and outcome != "granted"
    return Standing(
        request=request,
        decision=decision,
        review=review,
        asked=_after(_last(timeline, "move.review_asked"), looked) if not withdrawn else None,
        withdrawn=withdrawn,
        stay=_after(_last(timeline, "move.stay_arranged"), _last(timeline, "move.stay_ended")),
        news=_news(timeline, looked) if waits and looked else (),
        outcome=outcome,
        is_open=bool(request) and not withdrawn and not _after(decision, request),
    )


def hint_of_an_offer(text: str) -> str:
    """The words in a text that sound like the offer of a home; "" where there are none."""
    found = _HINTS.search(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return found[0] if found else ""


def is_later(item: Item, other: Item) -> bool:
    """Whether one came after the other; where both days leave it open, as they were written."""
    if item.when.first > other.when.last:
        return True
    if item.when.last < other.when.first:
        return False
    return item.number > other.number


def _weighed(criterion: Criterion, facts: Facts, setting: Setting) -> Weighed:
    shown = _like(criterion.shown_by, facts, setting)
    denied = _like(criterion.denied_by, facts, setting)
    known = {item.id for item in (*shown, *denied)}
    read = [i for i in _like(criterion.to_read, facts, setting) if i.id not in known]
    return Weighed(
        criterion=criterion,
        suggested=_suggested(shown, denied),
        shown_by=_ids(shown),
        denied_by=_ids(denied),
        to_read=_ids(read),
    )


def _like(pattern: Pattern | None, facts: Facts, setting: Setting) -> list[Item]:
    """The entries that can be relied on and are like that; none of the other party's account."""
    if pattern is None:
        return []
    test = compile_pattern(pattern, setting)
    return [
        item
        for item in facts.timeline.items
        if item.is_settled and not item.struck_by and not item.is_apart and test(item, item, facts)
    ]


def _suggested(shown: Sequence[Item], denied: Sequence[Item]) -> State:
    """The newest entry speaks; where nothing bears on it, nobody knows."""
    if not shown and not denied:
        return "not known"
    if not denied:
        return "met"
    return "met" if shown and is_later(shown[-1], denied[-1]) else "not met"


def _ids(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(item.id for item in items)


def _last(timeline: Timeline, act: str) -> Item | None:
    """The last entry of that act that counts: shown, or the word of whoever asked."""
    found: Item | None = None
    for item in timeline.doing((act,)):
        if item.can_start and not item.undated and (found is None or is_later(item, found)):
            found = item
    return found


def _after(item: Item | None, other: Item | None) -> Item | None:
    """The entry, where it came after the other one or there is no other."""
    if item is None or other is None or is_later(item, other):
        return item
    return None


def _outcome(decision: Item | None, review: Item | None) -> Outcome:
    for item in (review, decision):
        told = item.entry.facts.get("decision") if item else ""
        for known in ("granted", "refused", "other route"):
            if told == known:
                return known
    return ""


def _news(timeline: Timeline, looked: Item) -> tuple[Item, ...]:
    return tuple(
        item
        for item in timeline.doing(("asb.reported",))
        if item.can_start
        and not item.is_apart
        and not item.entry.repeats
        and is_later(item, looked)
    )
