"""The checklist for closing a case: what is shown, what falls away, what is still a gap, and what
the bars of the packs would say of a closing made now.

Nothing here decides to close anything. It says what an audit would say, before somebody closes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.compiled import acts_of
from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.duties.run import Run
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge
from putright.core.policy.patterns import Setting, Test, compile_pattern
from putright.core.policy.practice import ClosingLine
from putright.core.policy.rules import Pattern
from putright.core.policy.stack import Stack
from putright.core.practice.closing_asked import Asked, agencies_asked, moves_asked
from putright.core.practice.closing_plan import plan_entries, plan_lines
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import build_timeline

State = Literal["shown", "falls away", "gap"]
MOST_PROOFS = 3
LARGE = re.compile(
    r"\b(thorough\w*|comprehensive\w*|exhaustive\w*|full(y)? investigat\w*|left no stone)", re.I
)
"""Words about the whole of what was done: true only where every step is shown."""


class Checked(Struct, frozen=True, kw_only=True):
    """One line of the checklist as it stands: its proof, or what is missing.

    ``proofs`` are the entries that show it; ``waiting`` entries that nothing followed up;
    ``owed`` promises that are still open; ``lines`` lines of the plan that are; ``matter`` a matter
    that is. ``barred`` says that a policy lets no case close without it, so that nobody can excuse
    it.
    """

    line: ClosingLine
    state: State
    proofs: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    owed: tuple[Duty, ...] = ()
    lines: tuple[Pledge, ...] = ()
    matter: str = ""
    barred: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether something is missing."""
        return self.state == "gap"

    @property
    def is_excusable(self) -> bool:
        """Whether a second person may sign it off with a reason."""
        return self.line.excusable and not self.barred


class Checklist(Struct, frozen=True):
    """Every line, and the bars of the packs that no line speaks of."""

    lines: tuple[Checked, ...]
    bars: tuple[Duty, ...] = ()

    @property
    def gaps(self) -> tuple[Checked, ...]:
        """The lines that lack something."""
        return tuple(each for each in self.lines if each.is_gap)

    def unsettled(self, excused: Mapping[str, str]) -> tuple[Checked, ...]:
        """The gaps that are not excused with a reason, or cannot be."""
        return tuple(
            each
            for each in self.gaps
            if not (each.is_excusable and excused.get(each.line.id, "").strip())
        )


def checklist(run: Run, engine: Engine, *, closing: Sequence[Entry]) -> Checklist:
    """The checklist of a case; ``closing`` are the entries that a closing now would write."""
    lines = engine.stack.practice("closing_line")
    setting = _setting(engine.stack, run)
    checked = [_check(line, run, setting, lines) for line in lines]
    bars = bars_of(run, engine, closing=closing)
    found = tuple(_under(each, bars) for each in checked)
    spoken = {id(bar) for bar in bars for each in found if each.is_gap and _is_about(each, bar)}
    return Checklist(lines=found, bars=tuple(bar for bar in bars if id(bar) not in spoken))


def bars_of(run: Run, engine: Engine, *, closing: Sequence[Entry]) -> list[Duty]:
    """What the bars of the packs would say if these entries were written now, one for each rule."""
    entries = [item.entry for item in run.timeline.items]
    people = run.timeline.people.values()
    words = engine.stack.words
    ahead = build_timeline([*entries, *closing], people=people, words=words)
    ids = {entry.id for entry in closing}
    found = {
        rule: duty
        for rule, group in engine.run(ahead, now=run.now).duties.items()
        for duty in reversed(group)
        if duty.verb == "bar" and duty.item.id in ids
    }
    return list(found.values())


def tries_of(line: ClosingLine, run: Run, engine: Engine) -> tuple[Item, ...]:
    """The tries to reach the resident since she was last heard; none where they are too few."""
    return _tries(line, run, _setting(engine.stack, run))


def says_too_much(text: str) -> str:
    """The first word of a text that speaks of the whole of what was done; "" for none."""
    found = LARGE.search(text)
    return found[0] if found else ""


def _setting(stack: Stack, run: Run) -> Setting:
    """Levels as the landlord's own pack has them, else as good practice does."""
    levels = next((pack.kind_levels for pack in stack.packs if pack.levels), {})
    return Setting(levels=levels, calendar=run.calendar, order=stack.words.levels)


def _check(
    line: ClosingLine, run: Run, setting: Setting, all_lines: Sequence[ClosingLine]
) -> Checked:
    if line.only_if and not _like(line.only_if, run, setting, told=True):
        return Checked(line=line, state="falls away")
    proofs = _proofs(line, run, setting)
    waiting, followed = _followed(line, run, setting)
    asked = _asked(line, run)
    owed, kept = _promises(line, run, all_lines, asked.passed_on)
    lines, carried_out = _plan(line, run)
    matter, settled = _matter(line, run)
    is_missing = bool(line.shown_by) and not proofs
    waiting += asked.waiting
    if is_missing or waiting or owed or lines or matter:
        return Checked(
            line=line, state="gap", waiting=waiting, owed=owed, lines=lines, matter=matter
        )
    shown = (*proofs, *followed, *asked.settled, *kept, *settled, *carried_out)
    if not shown:
        return Checked(line=line, state="falls away")
    return Checked(line=line, state="shown", proofs=_newest(shown))


def _newest(items: Iterable[Item]) -> tuple[Item, ...]:
    unique = {item.id: item for item in items}
    ordered = sorted(unique.values(), key=lambda item: (item.when.first, item.id))
    return tuple(ordered[-MOST_PROOFS:])


def _like(pattern: Pattern, run: Run, setting: Setting, *, told: bool) -> list[Item]:
    """Entries like the pattern: with ``told`` whatever can set something going, else the shown.

    What the other party told of is a matter of its own.
    """
    test = compile_pattern(pattern, setting)
    return [
        item
        for item in run.timeline.items
        if item.when.first <= run.now
        and not item.struck_by
        and not item.counter
        and (item.can_start if told else item.is_settled)
        and test(item, item, run.facts)
    ]


def _proofs(line: ClosingLine, run: Run, setting: Setting) -> tuple[Item, ...]:
    if line.shown_by is None:
        return ()
    last = _like(line.after_last, run, setting, told=True)[-1:] if line.after_last else []
    shown = _like(line.shown_by, run, setting, told=False)
    proofs = tuple(item for item in shown if all(_is_after(item, each) for each in last))
    if proofs or line.tries is None:
        return proofs
    asked = [i for i in run.timeline.doing(line.shown_by.act) if i.is_settled]
    tried = _tries(line, run, setting)
    return (*tried, asked[-1]) if asked and tried else ()


def _tries(line: ClosingLine, run: Run, setting: Setting) -> tuple[Item, ...]:
    """Tries that are shown, enough of them, on enough days, by more ways than one."""
    pattern = line.tries
    if pattern is None:
        return ()
    one = replace(pattern, count=1, on_days=1, channels=1)
    heard = [
        item.when.first
        for item in run.timeline.items
        if item.by_side == "resident" and item.can_start
    ]
    since = max(heard, default=-(10**12))
    found = [i for i in _like(one, run, setting, told=False) if i.when.first > since]
    days = {item.when.day for item in found}
    channels = {item.entry.channel for item in found}
    enough = len(found) >= pattern.count and len(days) >= pattern.on_days
    return tuple(found) if enough and len(channels) >= pattern.channels else ()


def _followed(
    line: ClosingLine, run: Run, setting: Setting
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Entries that nothing settled, and what settled the others."""
    if line.each is None or line.followed_by is None:
        return (), ()
    test = compile_pattern(line.followed_by, setting)
    waiting: list[Item] = []
    settled: list[Item] = []
    for item in _like(line.each, run, setting, told=True):
        after = _first_after(item, test, run)
        if after is None:
            waiting.append(item)
        else:
            settled.append(after)
    return tuple(waiting), tuple(settled)


def _first_after(item: Item, test: Test, run: Run) -> Item | None:
    later = (
        other
        for other in run.timeline.items
        if other is not item and other.is_settled and _is_after(other, item)
    )
    return next((other for other in later if test(other, item, run.facts)), None)


def _is_after(later: Item, earlier: Item) -> bool:
    """Whether it can have come after; of the same minute, what was written down later did."""
    if later.when == earlier.when:
        return later.number >= earlier.number
    return later.when.last >= earlier.when.first


def _asked(line: ClosingLine, run: Run) -> Asked:
    """What was asked of agencies or for a move, as the pages about them have it."""
    if "agencies" in line.not_open:
        return agencies_asked(run.timeline, now=run.now)
    return moves_asked(run.timeline, now=run.now) if "move" in line.not_open else Asked()


def _promises(
    line: ClosingLine, run: Run, all_lines: Sequence[ClosingLine], passed_on: frozenset[str]
) -> tuple[tuple[Duty, ...], tuple[Item, ...]]:
    """Promises of those rules that are still open, and what kept the others."""
    has_plan_line = any("plan" in each.not_open for each in all_lines)
    plan = {item.id for item in plan_entries(run.timeline)} if has_plan_line else set()
    found = [
        duty
        for rule, group in run.duties.items()
        if any(rule == name or rule.startswith(f"{name}.") for name in line.none_owed)
        for duty in group
        if duty.verb == "do" and not duty.is_replaced and duty.item.id not in passed_on
        if not (duty.pledge is not None and duty.item.id in plan)
    ]
    owed = tuple(duty for duty in found if _is_open(duty, run.now))
    return owed, tuple(item for duty in found for item in duty.met_by)


def _is_open(duty: Duty, now: int) -> bool:
    """Whether something is still to be done; of a rhythm only what is late already."""
    if duty.done is not None or duty.ended_by is not None or duty.excused_by is not None:
        return False
    return duty.is_breached(now) if duty.rule.rule.every else True


def _matter(line: ClosingLine, run: Run) -> tuple[str, tuple[Item, ...]]:
    """A complaint that is open; else what settled the last one."""
    if "complaint" not in line.not_open:
        return "", ()
    if run.facts.complaint_is_open(run.now):
        return "complaint", ()
    ends = run.timeline.doing(("complaint.responded", "complaint.withdrawn"))
    return "", tuple(item for item in ends if item.is_settled)


def _plan(line: ClosingLine, run: Run) -> tuple[tuple[Pledge, ...], tuple[Item, ...]]:
    """The lines of the plan that are open, and what settled the others (the plan, if none has)."""
    if "plan" not in line.not_open:
        return (), ()
    found = list(plan_lines(run.timeline))
    still = tuple(each for each, settled in found if settled is None)
    settled = tuple(item for _each, item in found if item is not None)
    return still, settled or plan_entries(run.timeline)


def _under(each: Checked, bars: Sequence[Duty]) -> Checked:
    """The line, with whether a policy bars closing without it."""
    if each.is_gap and any(_is_about(each, bar) for bar in bars):
        return replace(each, barred=True)
    return each


def _is_about(each: Checked, bar: Duty) -> bool:
    """Whether what a bar wants to come first is what the line asks for."""
    first = bar.rule.rule.unless.first
    if first is None or each.line.shown_by is None:
        return False
    wanted = {act for part in (first, *first.all, *first.any) for act in acts_of(part)}
    return not wanted.isdisjoint(acts_of(each.line.shown_by))
