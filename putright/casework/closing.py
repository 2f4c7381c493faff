"""Where the closing of an opened case stands, for the page that shows it and for the actions.

It is worked out on the whole case: a complaint that is kept back from somebody still keeps the case
open (security T12); only its words are not shown to them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.casework.queries.contacts import rules_for
from putright.core.duties.run import Run
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Evidence
from putright.core.policy.practice import ClosingLine
from putright.core.practice.closing import Checked, Checklist, checklist, tries_of
from putright.core.practice.closing_stage import OBJECTS, Stage, stage_of
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import long_day
from putright.kit.say import _

FORM = "closing"
LETTER_SAYS = ("reasons", "right to challenge", "how to go on", "case review")
"""What every closing letter holds, in the words of the vocabulary."""


class ClosingNow(Struct, frozen=True):
    """The checklist and the step that the closing is at."""

    run: Run
    checked: Checklist
    stage: Stage
    tried: tuple[Item, ...]

    @property
    def excused(self) -> dict[str, str]:
        """The gaps of the closing that was asked for, each with its reason."""
        asked = self.stage.asked
        given = asked.entry.given if asked is not None else ()
        return {each.question: each.says for each in given if each.answer == "excused"}


def is_closed(opened: Open) -> bool:
    """Whether the case stands closed, so that a new report is a case of its own (semantics 14)."""
    run = opened.whole.run(now=opened.at) if opened.withheld else opened.run
    return stage_of(run).closed is not None


def closing_now(opened: Open) -> ClosingNow:
    """Where the closing stands."""
    run = opened.whole.run(now=opened.at) if opened.withheld else opened.run
    engine = opened.live.engine
    stage = stage_of(run)
    checked = checklist(run, engine, closing=ahead(opened.at, stage))
    lines: tuple[ClosingLine, ...] = engine.stack.practice("closing_line")
    tried = next((tries_of(line, run, engine) for line in lines if line.tries), ())
    return ClosingNow(run, checked, stage, tried)


def ahead(at: datetime, stage: Stage) -> tuple[Entry, ...]:
    """The entries that closing now would still write."""
    letter = Entry(
        id="~letter", does=("asb.closure_announced",), at=at, to=("resident",), channel="letter",
        evidence=(Evidence(kind="letter"),), contains=LETTER_SAYS,
    )  # fmt: skip
    closed = Entry(
        id="~closed", does=("asb.case_closed",), at=at, channel="internal",
        evidence=(Evidence(kind="system record"),),
    )  # fmt: skip
    return (closed,) if stage.announced is not None else (letter, closed)


def answers(found: ClosingNow, excused: Mapping[str, str]) -> tuple[Answer, ...]:
    """Each line as it stood on that day, for the books."""
    return tuple(_answer(each, excused) for each in found.checked.lines)


def _answer(each: Checked, excused: Mapping[str, str]) -> Answer:
    if not each.is_gap:
        return Answer(question=each.line.id, answer=each.state)
    why = excused.get(each.line.id, "").strip()
    return Answer(question=each.line.id, answer="excused" if why else "gap", says=why)


def why_not(found: ClosingNow, excused: Mapping[str, str], *, today: date) -> list[str]:
    """Why the case cannot close, one sentence for each thing; empty where it can."""
    return [*_gaps(found.checked.unsettled(excused)), *_besides(found, today)]


def never_excused(found: ClosingNow, *, today: date) -> list[str]:
    """The same of what no reason excuses."""
    fixed = [each for each in found.checked.gaps if not each.is_excusable]
    return [*_gaps(fixed), *_besides(found, today)]


def _gaps(lines: Iterable[Checked]) -> list[str]:
    return [_("Cannot close: {gap}.").format(gap=_(each.line.gap)) for each in lines]


def _besides(found: ClosingNow, today: date) -> list[str]:
    said = [
        _("Cannot close: {rule}").format(rule=bar.rule.rule.promise) for bar in found.checked.bars
    ]
    if day := stays_open_until(found, today=today):
        words = _("The resident objects. The case stays open, and is looked at again on {day}.")
        said.append(words.format(day=long_day(day)))
    return said


def stays_open_until(found: ClosingNow, *, today: date) -> date | None:
    """The review day of an objection that is still to come."""
    view = found.stage.view
    if view is None or view.entry.facts.get("decision") != OBJECTS:
        return None
    until = view.entry.until
    return until if until is not None and until > today else None


def day_of_item(item: Item) -> date:
    """The day on which an entry happened."""
    return to_datetime(item.when.first).date()


def barred_ways(opened: Open, whom: str) -> frozenset[str]:
    """The channels that somebody told us not to use."""
    return frozenset(rule.channel for rule in rules_for(opened, whom) if rule.is_barred)
