"""A case run forward in time, knowing only what was in the books: who would have been told what.

At each moment at which something was written down the engine is asked again. Between two such
moments nothing changes but the time, so that warnings in between follow from the duties alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.duties.run import Run
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.findings.checks import CHECKS, Scene, items_checked
from putright.core.policy.rules import Rule
from putright.core.redress.offers import Headings, last_response, running_totals
from putright.core.timeline.casefile import CaseFile, Heading
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline, build_timeline
from putright.core.workdays import When, day_end, to_datetime

SOON_SHARE = 3
"""A duty is due soon in the last third of its time; a short one from the moment it begins."""

SHORT = 5 * 1440
"""A duty of up to five days is told of at once, in minutes."""


class Warning(Struct, frozen=True):  # noqa: A001 - the field's word; the built-in is not used here
    """What the system would have told somebody: when, whom (a role), what about, due when."""

    at: datetime
    to: str
    kind: str
    rule: str
    what: str
    entries: tuple[str, ...]
    due: date | None = None


class Unseen(Struct, frozen=True):
    """A contact or act that nobody could be warned of, because it was not in the books in time."""

    entry: str
    on: date
    written_down: date
    what: str


class Replay(Struct, frozen=True):
    """A whole run: what was told, in order, and what could not be."""

    case: str
    booked: bool
    until: date
    warnings: tuple[Warning, ...]
    unseen: tuple[Unseen, ...]


def replay_case(case: CaseFile, engine: Engine, *, until: date, booked: bool = False) -> Replay:
    """Replay a case up to the end of a day.

    With ``booked``, every contact is in the books, recorded, when it happens, as the application
    has it; the landlord's bare claims about its own acts stay claims and are refused as such.
    """
    entries = _booked(case) if booked else case.entries
    timeline = build_timeline(entries, people=case.people, words=engine.stack.words)
    player = _Player(case, engine, timeline, day_end(until.toordinal()))
    return Replay(
        case=case.header.id,
        booked=booked,
        until=until,
        warnings=tuple(sorted(player.play(), key=lambda w: (w.at, w.rule, w.entries))),
        unseen=() if booked else tuple(_unseen(timeline)),
    )


def _booked(case: CaseFile) -> tuple[Entry, ...]:
    """The same entries, each contact from outside recorded at the moment it came."""
    outside = {p.id for p in case.people if p.side != "landlord"}
    outside |= {"resident", "helper", "agency", "other party", "ombudsman"}
    return tuple(
        replace(
            entry,
            recorded_on=None,
            recorded_at=None,
            told_in=(),
            evidence=entry.evidence or (Evidence(kind="system record"),),
        )
        if entry.by in outside and _has_day(entry)
        else replace(entry, recorded_on=_first_day(entry), recorded_at=None)
        for entry in case.entries
    )


def _first_day(entry: Entry) -> date | None:
    """The day from which a claimed act of the landlord's would have been in the books."""
    if not entry.told_in:
        return None
    return entry.on or (entry.between[0] if entry.between else None)


def _has_day(entry: Entry) -> bool:
    return entry.on is not None or entry.at is not None or entry.between is not None


def _unseen(timeline: Timeline) -> Iterator[Unseen]:
    for item in timeline.items:
        if item.known > item.when.last and not item.undated:
            yield Unseen(
                entry=item.id,
                on=item.when.date,
                written_down=to_datetime(item.known).date(),
                what=item.entry.text,
            )


class _Player:
    """Plays one timeline forward and keeps what was already said."""

    def __init__(self, case: CaseFile, engine: Engine, timeline: Timeline, end: int) -> None:
        self.case = case
        self.engine = engine
        self.timeline = timeline
        self.end = end
        self.said: set[tuple[str, ...]] = set()

    def play(self) -> Iterator[Warning]:
        moments = sorted({item.known for item in self.timeline.items if item.known <= self.end})
        for here, following in zip(moments, [*moments, self.end + 1][1:], strict=True):
            books = self.timeline.known_by(here)
            run = self.engine.run(books, now=here)
            new = {item.id for item in books.items if item.known == here}
            duties = [duty for group in run.duties.values() for duty in group]
            yield from self._refused(run, duties, new)
            for duty in duties:
                yield from self._timed(duty, here, following)

    def _once(self, *key: str) -> bool:
        if key in self.said:
            return False
        self.said.add(key)
        return True

    def _timed(self, duty: Duty, here: int, following: int) -> Iterator[Warning]:
        """Due soon to the owner, overdue to whoever the rule names, while nothing has met it."""
        due = duty.due
        if duty.verb != "do" or due is None or duty.done is not None:
            return
        if duty.excused_by is not None or duty.ended_by is not None:
            return
        soon_at = max(here, due.first - _lead(duty, due))
        if soon_at < following and soon_at <= due.last and self._once(*_key(duty, "due soon")):
            yield _warning(duty, soon_at, "due soon", duty.owner)
        late_at = max(here, due.last + 1)
        if late_at < following and self._once(*_key(duty, "overdue")):
            yield _warning(duty, late_at, "overdue", duty.rule.rule.then.tell)

    def _refused(self, run: Run, duties: Sequence[Duty], new: set[str]) -> Iterator[Warning]:
        """Acts that a rule bars and letters that fail a check, at the moment they are written."""
        for duty in duties:
            if duty.verb == "bar" and duty.item.id in new:
                missing = f" Missing: {', '.join(duty.missing)}." if duty.missing else ""
                yield _refusal(duty.item, duty.rule.rule, duty.rule.name, missing, ())
        breached = tuple(d for d in duties if d.verb == "do" and d.is_breached(run.now))
        scene = Scene(
            run=run,
            breached=breached,
            headings=Headings(self.case.headings),
            stack=self.engine.stack,
        )
        for stacked in self.engine.stack.rules:
            rule = stacked.rule
            if not rule.check or rule.then.finding == "disputed-account":
                continue
            for failed in CHECKS[rule.check](items_checked(rule, run), scene):
                if failed.item.id in new:
                    why = f" ({failed.why})"
                    yield _refusal(failed.item, rule, stacked.name, why, failed.others)
            if rule.check == "offer-in-band":
                yield from self._unbanded(run, rule, stacked.name, new)

    def _unbanded(self, run: Run, rule: Rule, name: str, new: set[str]) -> Iterator[Warning]:
        """An offer, or a last response with none, before a person chose a band for the heading."""
        for heading in self.case.headings:
            if heading.impact is None:
                for item in _offers_now(run, heading, new):
                    why = f" No impact band was chosen yet for {heading.title}."
                    yield _refusal(item, rule, name, why, ())


def _offers_now(run: Run, heading: Heading, new: set[str]) -> list[Item]:
    totals = running_totals(run.timeline, heading.id)
    final = last_response(run.timeline)
    items = [total.item for total in totals if total.item.id in new]
    if not totals and final is not None and final.id in new and final.entry.stage > 1:
        items.append(final)
    return items


def _lead(duty: Duty, due: When) -> int:
    whole = due.first - duty.item.when.first
    return whole if whole <= SHORT else whole // SOON_SHARE


def _key(duty: Duty, kind: str) -> tuple[str, ...]:
    return (*duty.key, duty.item.id, kind)


def _warning(duty: Duty, at: int, kind: str, to: str) -> Warning:
    what = duty.pledge.what if duty.pledge else duty.rule.rule.promise
    return Warning(
        at=to_datetime(at),
        to=to,
        kind=kind,
        rule=duty.rule.name,
        what=what,
        entries=tuple(dict.fromkeys([duty.item.id, duty.root.id])),
        due=duty.due.last_date if duty.due else None,
    )


def _refusal(item: Item, rule: Rule, name: str, why: str, others: tuple[str, ...]) -> Warning:
    return Warning(
        at=to_datetime(item.known),
        to=rule.owner or "case officer",
        kind="refused",
        rule=name,
        what=f"{rule.promise}{why}",
        entries=tuple(dict.fromkeys([item.id, *others])),
    )
