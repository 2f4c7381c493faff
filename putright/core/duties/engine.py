"""The duty engine: a pure function of timeline, packs, calendar and the moment asked about."""

from collections.abc import Callable, Iterable
from functools import partial

from msgspec.structs import replace

from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.duties.guards import barred_acts, barred_candidates
from putright.core.duties.once import duties_once
from putright.core.duties.owed import keep_highest, sums_owed
from putright.core.duties.pledges import duties_of_pledges
from putright.core.duties.rhythms import duties_in_rhythm
from putright.core.duties.run import Run, step_of
from putright.core.duties.windows import windows
from putright.core.policy.rules import Rule
from putright.core.policy.stack import Stack
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar

PLEDGES = frozenset({"promise", "want", "order"})
NEVER = 10**12
Worker = Callable[[Compiled, Run], Iterable[Duty]]
Plan = tuple[str, str, tuple[str, ...], Callable[[Run], Iterable[Duty]]]


class Engine:
    """A stack of packs made ready: compiled once, run over any number of timelines."""

    def __init__(self, stack: Stack, calendar: Calendar) -> None:
        """Compile every rule and group rules that ask the same thing."""
        self.stack = stack
        self.calendar = calendar
        self.compiled = [Compiled(stacked, calendar) for stacked in stack.rules]
        groups: dict[str, list[Compiled]] = {}
        for compiled in self.compiled:
            groups.setdefault(compiled.rule.id, []).append(compiled)
        self._plans = [_plan(rule_id, group) for rule_id, group in groups.items()]
        self._by_stacked = {id(compiled.stacked): compiled for compiled in self.compiled}
        self._some_give_way = any(compiled.rule.gives_way_to for compiled in self.compiled)
        self._some_sums = any(compiled.rule.sum for compiled in self.compiled)

    def run(self, timeline: Timeline, *, now: int) -> Run:
        """Work out every duty at minute ``now``; the run keeps them by the id of their rule."""
        run = Run(timeline=timeline, words=self.stack.words, calendar=self.calendar, now=now)
        run.compiled = self._by_stacked
        duties, done = run.duties, timeline.by_act.keys()
        for rule_id, step, acts, work in self._plans:
            if (step and step not in duties) or (acts and done.isdisjoint(acts)):
                continue
            if found := list(work(run)):
                duties[rule_id] = found
        if self._some_give_way:
            _give_way(run)
        if self._some_sums:
            keep_highest(run)
        return run

    def duties(self, timeline: Timeline, *, now: int) -> list[Duty]:
        """Every duty at minute ``now``, in the order in which they were set going."""
        found = [duty for each in self.run(timeline, now=now).duties.values() for duty in each]
        return sorted(found, key=lambda duty: (duty.item.when.first, duty.item.id, duty.id))


def _plan(rule_id: str, group: list[Compiled]) -> Plan:
    """A rule's id, the step or the acts that it starts from, and how to find its duties."""
    if len(group) > 1:
        return rule_id, "", (), partial(_of_group, group)
    compiled = group[0]
    work = partial(_worker(compiled.rule), compiled)
    step = step_of(compiled.rule)
    return rule_id, step, () if step else compiled.start_acts, work


def _of_group(group: list[Compiled], run: Run) -> list[Duty]:
    """The duties of several rules that ask the same, from what the timeline holds."""
    able = [compiled for compiled in group if run.can_arise(compiled)]
    found = [duty for compiled in able for duty in _worker(compiled.rule)(compiled, run)]
    if found and found[0].verb == "bar":
        found = _unless_another_speaks(found, able, run)
    return merge(found, now=run.now)


def _worker(rule: Rule) -> Worker:
    """How the duties of a rule are found: by what it asks."""
    if rule.check:
        return lambda compiled, run: []
    if rule.verb == "do":
        if rule.for_each in PLEDGES:
            return duties_of_pledges
        return duties_in_rhythm if rule.every else duties_once
    if rule.verb == "bar":
        return barred_acts
    return sums_owed if rule.verb == "owe" else windows


def _unless_another_speaks(found: list[Duty], group: list[Compiled], run: Run) -> list[Duty]:
    """Bars without good practice's where another text speaks of the same act and allows it."""
    spoken = {
        item.id
        for compiled in group
        if compiled.stacked.rank != "practice"
        for item in barred_candidates(compiled, run)
    }
    return [d for d in found if d.rule.rank != "practice" or d.item.id not in spoken]


def merge(found: list[Duty], *, now: int) -> list[Duty]:
    """One duty where several texts ask the same: the stricter binds, all sources are named.

    Good practice is dropped where the landlord, the Code or the law asks it for the same entry.
    """
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for duty in found:
        groups.setdefault(duty.key, []).append(duty)
    return [_binding(duties, now) for duties in groups.values()]


def _binding(duties: list[Duty], now: int) -> Duty:
    """The strictest of them, the others beside it as replaced; bars together ask for the union."""
    asked = [duty for duty in duties if duty.rule.rank != "practice"]
    heard = [d for d in duties if d.rule.rank != "practice" or _missed_before(d, asked, now)]
    strictest, *others = sorted(heard, key=lambda duty: _strictness(duty, now))
    missing = strictest.missing
    if strictest.verb == "bar":
        missing = tuple(dict.fromkeys(part for duty in heard for part in duty.missing))
    return replace(
        strictest,
        missing=missing,
        sources=tuple(duty.rule for duty in (strictest, *others)),
        beside=tuple(replace(duty, is_replaced=True) for duty in others),
    )


def _missed_before(duty: Duty, asked: list[Duty], now: int) -> bool:
    """Whether good practice spoke alone until after its due moment: that miss is kept."""
    if not asked:
        return True
    starts = [other.starts.first for other in asked if other.starts is not None]
    spoke_alone = duty.due is not None and len(starts) == len(asked) and duty.due.last < min(starts)
    return spoke_alone and duty.is_breached(now)


def _strictness(duty: Duty, now: int) -> tuple[float, float, float]:
    """What sorts the binding one first (semantics 23).

    Of what must be done, the one missed, then the earlier due, then the later done; of what may
    be done, the later close; of what is owed, the larger sum.
    """
    if duty.verb == "owe":
        return (-float(duty.pounds or 0), 0, 0)
    due = duty.due.last if duty.due else NEVER
    if duty.verb == "may":
        return (-due, 0, 0)
    return (not duty.is_breached(now), due, -(duty.done.first if duty.done else NEVER))


def _give_way(run: Run) -> None:
    """Drop a practice duty where another rule that it gives way to speaks for the same entry."""
    for rule_id, duties in run.duties.items():
        run.duties[rule_id] = [duty for duty in duties if not _gives_way(duty, run)]


def _gives_way(duty: Duty, run: Run) -> bool:
    if duty.rule.rank != "practice":
        return False
    asked = [
        other
        for other_id in duty.rule.rule.gives_way_to
        for other in run.duties.get(other_id, ())
        if other.root.id == duty.root.id
    ]
    return bool(asked) and not _missed_before(duty, asked, run.now)
