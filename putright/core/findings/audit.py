"""The audit: what the Ombudsman would find, done well, unsettled, and only a person can judge.

It suggests; a person decides.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import UNSET, Struct
from msgspec.structs import replace

from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.duties.run import Run
from putright.core.findings.checks import CHECKS, Scene, items_checked
from putright.core.findings.finding import Finding
from putright.core.findings.headings import HeadingResult, weigh_headings
from putright.core.findings.write import (
    about,
    finding_of_check,
    findings_of_duty,
    refs_of,
    review_of,
)
from putright.core.policy.stack import Stack
from putright.core.policy.stacked import Stacked
from putright.core.redress.offers import Headings
from putright.core.timeline.casefile import CaseFile, LeftOut
from putright.core.timeline.items import Item
from putright.core.workdays import day_end

NOTICE = "This is a suggestion from rules and records. A person decides."


class Unsettled(Struct, frozen=True):
    """An account that makes no finding: one side's word, neither shown nor denied."""

    on: date
    entry: str
    what: str
    told_by: str
    refs: tuple[str, ...] = ()


class DoneWell(Struct, frozen=True):
    """Something to the landlord's credit: a duty met in time, or an act of that kind."""

    on: date
    what: str
    entries: tuple[str, ...]
    rule: str = ""
    refs: tuple[str, ...] = ()


class Audit(Struct, frozen=True):
    """All that an audit says of one case on one day."""

    case: str
    title: str
    as_of: date
    notice: str
    packs: tuple[str, ...]
    findings: tuple[Finding, ...]
    for_review: tuple[Finding, ...]
    unsettled: tuple[Unsettled, ...]
    done_well: tuple[DoneWell, ...]
    headings: tuple[HeadingResult, ...]
    left_out: tuple[str, ...]
    duties: tuple[Duty, ...]
    run: Run
    promises_checked: int


def audit_case(case: CaseFile, engine: Engine, *, as_of: date) -> Audit:
    """Audit a case as of the end of a day, with all that is known of what had happened by then."""
    stack = engine.stack
    timeline = case.timeline(stack.words).as_of(as_of)
    now = day_end(as_of.toordinal())
    run = engine.run(timeline, now=now)
    duties = [duty for group in run.duties.values() for duty in group]
    found = [f for duty in duties for f in findings_of_duty(duty, run)]
    found += _of_checks(case, stack, run, duties)
    found = _drop_echoes(found, duties, run)
    scope = _Scope(case)
    kept = _in_order(_with_heading(f, case) for f in found if scope.holds(f, run))
    reviews = [review_of(duty, run) for duty in duties if _asks_person(duty, now)]
    headings = weigh_headings(case, stack, run, kept)
    return Audit(
        case=case.header.id,
        title=case.header.title,
        as_of=as_of,
        notice=NOTICE,
        packs=tuple(f"{p.header.name} {p.header.version}" for p in stack.packs),
        findings=tuple(kept),
        for_review=tuple(_in_order(f for f in reviews if scope.holds(f, run))),
        unsettled=tuple(_unsettled(run)),
        done_well=tuple(_done_well(duties, run, scope)),
        headings=headings,
        left_out=tuple(f"{', '.join(left.about)}: {left.why}" for left in case.header.leaves_out),
        duties=tuple(duties),
        run=run,
        promises_checked=len(stack.rules),
    )


def _asks_person(duty: Duty, now: int) -> bool:
    """An open question, or a duty that may be late and may not (semantics 1 and 30)."""
    if duty.verb == "judge":
        return bool(duty.rule.rule.question) and duty.done is None
    return duty.state_at(now) == "may be late"


def _of_checks(case: CaseFile, stack: Stack, run: Run, duties: Sequence[Duty]) -> list[Finding]:
    breached = tuple(
        duty
        for duty in duties
        if duty.verb == "do" and (duty.was_late or duty.is_breached(run.now))
    )
    scene = Scene(run=run, breached=breached, headings=Headings(case.headings), stack=stack)
    found: list[Finding] = []
    for stacked in stack.rules:
        if stacked.rule.check:
            found += _of_check(stacked, scene)
    return found


def _of_check(stacked: Stacked, scene: Scene) -> list[Finding]:
    items = items_checked(stacked.rule, scene.run)
    failed = CHECKS[stacked.rule.check](items, scene)
    return [finding_of_check(each, stacked, scene.run) for each in failed]


def _drop_echoes(found: list[Finding], duties: Sequence[Duty], run: Run) -> list[Finding]:
    """One cause, one finding (semantics 27): no gap beside a first contact not made in time."""
    first = {
        (duty.id, duty.item.id)
        for duty in duties
        if duty.verb == "do" and (duty.done is None or duty.was_late) and not duty.is_lifted
    }
    opens = {
        duty.rule.name: duty.rule.rule.opens_with for duty in duties if duty.rule.rule.opens_with
    }
    kept: list[Finding] = []
    for finding in found:
        openers = opens.get(finding.rule, ())
        if not any((opener, finding.entries[0]) in first for opener in openers):
            kept.append(finding)
    return _joined(kept)


def _joined(found: Iterable[Finding]) -> list[Finding]:
    """The same act found against under several rules is one finding that names them all."""
    kept: list[Finding] = []
    for finding in found:
        same = next((k for k in kept if _is_same_act(k, finding)), None)
        if same is None:
            kept.append(finding)
        elif same != finding:
            kept[kept.index(same)] = replace(
                same,
                rules=tuple(dict.fromkeys([*same.rules, *finding.rules])),
                source=f"{same.source}; {finding.source}",
            )
    return kept


def _is_same_act(one: Finding, other: Finding) -> bool:
    if one == other:
        return True
    undated = one.due is UNSET and other.due is UNSET
    return undated and one.rule != other.rule and _act_of(one) == _act_of(other)


def _act_of(finding: Finding) -> tuple[str, date, str]:
    return (finding.code, finding.on, finding.entries[0])


class _Scope:
    """What is judged: matters left out from a day on, and nothing after the last day judged."""

    def __init__(self, case: CaseFile) -> None:
        self.judged_to = case.header.judged_to
        self.leaves_out = case.header.leaves_out

    def holds(self, finding: Finding, run: Run) -> bool:
        """Whether a finding is inside what is judged."""
        missed = finding.due if isinstance(finding.due, date) else finding.on
        if self.judged_to is not None and max(finding.on, missed) > self.judged_to:
            return False
        item = run.timeline.by_id.get(finding.entries[0]) if finding.entries else None
        return not any(_is_left_out(left, finding, item) for left in self.leaves_out)


def _is_left_out(left: LeftOut, finding: Finding, item: Item | None) -> bool:
    if left.start is not None and finding.on < left.start:
        return False
    abouts = item.entry.about if item else ()
    return bool(abouts) and set(abouts) <= set(left.about)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (f.on, f.code, f.entries, f.what))


def _with_heading(finding: Finding, case: CaseFile) -> Finding:
    area = finding.rule.split(":", 1)[1].split(".", 1)[0]
    for heading in () if finding.heading else case.headings:
        if area in heading.areas:
            return replace(finding, heading=heading.id)
    return finding


def _unsettled(run: Run) -> Iterable[Unsettled]:
    for item in run.timeline.items:
        if item.is_settled or item.struck_by or "landlord" in item.claimed_by:
            continue
        yield Unsettled(
            on=item.when.date,
            entry=item.id,
            what=about(item, run),
            told_by=", ".join(sorted(item.claimed_by)),
            refs=item.entry.refs,
        )


def _is_credit(duty: Duty, run: Run) -> bool:
    """Whether the landlord met a duty in time whose start is itself shown, on a day of its own."""
    met = duty.verb == "do" and duty.state_at(run.now) == "met" and not duty.rule.rule.every
    by_landlord = any(item.from_landlord for item in duty.met_by)
    return met and by_landlord and duty.item.is_settled and not duty.item.undated


def _done_well(duties: Sequence[Duty], run: Run, scope: _Scope) -> Iterable[DoneWell]:
    for duty in duties:
        if _is_credit(duty, run):
            entries = tuple(dict.fromkeys([duty.item.id, *(i.id for i in duty.met_by)]))
            yield DoneWell(
                on=duty.item.when.date,
                what=duty.pledge.what if duty.pledge else duty.rule.rule.promise,
                entries=entries,
                rule=duty.rule.name,
                refs=refs_of(run, entries),
            )
    for item in run.timeline.items:
        praised = [
            run.words.acts[act].done_well for act in item.acts if run.words.acts[act].done_well
        ]
        if praised and item.from_landlord and item.is_settled:
            yield DoneWell(
                on=item.when.date,
                what=item.entry.text or praised[0],
                entries=(item.id,),
                refs=item.entry.refs,
            )
