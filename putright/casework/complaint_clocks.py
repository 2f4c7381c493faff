"""The clocks of a complaint's stages, read from what the rules owe: nothing is counted anew."""

from datetime import date, datetime

from msgspec import Struct

from putright.casework.live import Live
from putright.casework.promises import Promise, promise_of
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.practice.complaints import ACKNOWLEDGED, EXTENDED, Complaint
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import build_timeline
from putright.core.workdays import due_after, parse_span, to_datetime, when_at, when_on

ACKNOWLEDGEMENT = "complaints.stage_{stage}_acknowledgement"
RESPONSE = "complaints.stage_{stage}_response"


class Clock(Struct, frozen=True, kw_only=True):
    """One clock: the promise with its due moment, and what it was before it was extended.

    ``was_at`` is the due moment before an extension; ``longest`` the last day to which it can still
    be extended without a second person, None where the text names none. ``beside`` are the dates of
    other texts that ask the same, with where they say so.
    """

    promise: Promise
    was_at: datetime | None = None
    extended_by: str = ""
    longest: date | None = None
    beside: tuple[tuple[str, datetime], ...] = ()

    @property
    def due_at(self) -> datetime | None:
        """Until when."""
        return self.promise.due_at

    def is_past(self, now: datetime) -> bool:
        """Whether its moment is over; until then it can be extended."""
        return self.promise.state_at(now) == "overdue"


class StageClocks(Struct, frozen=True):
    """The two clocks of a stage; None where no rule of that day has one."""

    acknowledge: Clock | None = None
    answer: Clock | None = None


def clocks_of(live: Live, run: Run, complaint: Complaint, stage: int) -> StageClocks:
    """The clocks that a stage set going."""
    begun = complaint.begun(stage)
    if begun is None:
        return StageClocks()
    return StageClocks(
        acknowledge=_clock(live, run, ACKNOWLEDGEMENT.format(stage=stage), begun),
        answer=_clock(live, run, RESPONSE.format(stage=stage), begun),
    )


def if_acknowledged(live: Live, complaint: Complaint, stage: int, *, now: datetime) -> Clock | None:
    """The clock of the answer as it will run if the stage is acknowledged in writing now."""
    begun = complaint.begun(stage)
    if begun is None:
        return None
    sent = Entry(
        id="~sent", does=(ACKNOWLEDGED,), at=now, channel="letter", complaint=complaint.key,
        stage=stage, evidence=(Evidence(kind="letter"),),
    )  # fmt: skip
    kept = [*(one.entry for one in live.kept), sent]
    timeline = build_timeline(kept, people=live.people.values(), words=live.engine.stack.words)
    run = live.engine.run(timeline, now=when_at(now).first)
    return _clock(live, run, RESPONSE.format(stage=stage), run.timeline.by_id[begun.id])


def _clock(live: Live, run: Run, rule: str, begun: Item) -> Clock | None:
    duty = _duty(run, rule, begun)
    if duty is None:
        return None
    before = _before(live, run, rule, begun) if duty.extended_by else duty
    was = before or duty
    return Clock(
        promise=promise_of(duty, run),
        was_at=to_datetime(was.due.last) if duty.extended_by and was.due else None,
        extended_by=duty.extended_by.id if duty.extended_by else "",
        longest=_longest(run, was),
        beside=tuple(
            (each.rule.cited, to_datetime(each.due.last)) for each in duty.beside if each.due
        ),
    )


def _duty(run: Run, rule: str, begun: Item) -> Duty | None:
    found = run.duties.get(rule, [])
    return next((d for d in found if d.root.id == begun.id and not d.is_replaced), None)


def _before(live: Live, run: Run, rule: str, begun: Item) -> Duty | None:
    """The same duty as if nobody had asked for longer."""
    kept = [
        item.entry for item in run.timeline.items
        if EXTENDED not in item.acts or item.entry.complaint != begun.entry.complaint
    ]  # fmt: skip
    words, people = live.engine.stack.words, live.people.values()
    again = live.engine.run(build_timeline(kept, people=people, words=words), now=run.now)
    return _duty(again, rule, begun)


def _longest(run: Run, duty: Duty) -> date | None:
    """The last day of an ordinary extension, as the rule's text allows it."""
    extend = duty.rule.rule.unless.extended_by
    if extend is None or not extend.at_most or duty.due is None:
        return None
    end = due_after(parse_span(extend.at_most), when_on(duty.due.last_date), run.calendar)
    return end.last_date
