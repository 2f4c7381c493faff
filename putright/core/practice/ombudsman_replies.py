"""What comes after a determination: recommendations and our answers, the Ombudsman's word on the
proof, requests for a review, and what was found, as the timeline tells it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from putright.core.events.parts import Answer, Pledge
from putright.core.practice.ombudsman import ASKED, DETERMINED
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

SATISFIED, REVIEW_ASKED = "ombudsman.satisfied", "ombudsman.review_asked"
CONSIDERED = "recommendation.considered"
MORE_PROOF = "more proof"
"""The step with which the Ombudsman says that the proof of orders is not enough."""
OF_ORDERS = "orders"
"""The fact that names orders by their ids, with a space between."""
FAILING_LEVELS = ("severe maladministration", "maladministration", "service failure")
"""Findings against a landlord, the gravest first."""
_TOLD = ": "


class Finding(Struct, frozen=True):
    """What was found of one head of complaint."""

    level: str
    heading: str


class Recommended(Struct, frozen=True, kw_only=True):
    """One recommendation, with what we answered last and the entry of that answer."""

    key: str
    what: str
    item: Item
    answer: Answer | None
    answered: Item | None


class Reply(Struct, frozen=True, kw_only=True):
    """What the Ombudsman said of the proof of an order; ``wants`` where it wants more."""

    item: Item
    is_satisfied: bool
    wants: tuple[Pledge, ...]

    @property
    def by(self) -> date | None:
        """The day by which it wants more."""
        return min((want.due for want in self.wants if want.due), default=None)


def findings_of(item: Item) -> tuple[Finding, ...]:
    """The findings of a determination that its words list, each on a line after its level."""
    found = []
    for line in item.entry.text.splitlines():
        level, _colon, heading = line.strip().partition(":")
        if heading.strip() and level.strip().casefold() in FAILING_LEVELS:
            found.append(Finding(level.strip().casefold(), heading.strip()))
    return tuple(found)


def gravest(findings: Iterable[Finding]) -> str:
    """The gravest level among findings; "" for none."""
    levels = {one.level for one in findings}
    return next((level for level in FAILING_LEVELS if level in levels), "")


def recommended(timeline: Timeline) -> tuple[Recommended, ...]:
    """Every recommendation, each with our newest answer."""
    said = _answers(timeline)
    found = []
    for item in timeline.standing(DETERMINED):
        for number, what in enumerate(_lines(item), 1):
            key = f"{item.id}.{number}"
            answer, answered = said.get(key, (None, None))
            found.append(
                Recommended(key=key, what=what, item=item, answer=answer, answered=answered)
            )
    return tuple(found)


def replies(timeline: Timeline, order: str) -> tuple[Reply, ...]:
    """What the Ombudsman said of the proof of an order, the newest last."""
    found = []
    for item in timeline.standing(SATISFIED, ASKED):
        if order in orders_named(item):
            is_satisfied = SATISFIED in item.acts
            found.append(Reply(item=item, is_satisfied=is_satisfied, wants=item.entry.wants))
    return tuple(found)


def reviews(timeline: Timeline) -> tuple[Item, ...]:
    """Who asked for a review, in order."""
    return tuple(timeline.standing(REVIEW_ASKED))


def orders_named(item: Item) -> tuple[str, ...]:
    """The orders that an entry is about, by their ids."""
    return tuple(str(item.entry.facts.get(OF_ORDERS, "")).split())


def _lines(item: Item) -> Sequence[str]:
    """The recommendations as they were written down: so many of the last lines."""
    count = int(item.entry.facts.get("recommended", 0))
    lines = item.entry.reason.splitlines()
    return [line.partition(_TOLD)[2] or line for line in lines[len(lines) - count :]]


def _answers(timeline: Timeline) -> dict[str, tuple[Answer, Item]]:
    return {
        answer.question: (answer, item)
        for item in timeline.standing(CONSIDERED)
        for answer in item.entry.given
    }
