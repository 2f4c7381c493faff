"""Writes findings: from a breached duty or a failed check to dates, counts and a plain sentence."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import UNSET, UnsetType

from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.findings.checks import Failed
from putright.core.findings.finding import Finding
from putright.core.policy.stacked import Stacked
from putright.core.timeline.items import Item
from putright.core.workdays import When, to_datetime

Maybe = str | UnsetType


def findings_of_duty(duty: Duty, run: Run) -> Iterator[Finding]:
    """The finding of a breached duty, and what its extension clause adds."""
    rule = duty.rule.rule
    if not duty.is_breached(run.now):
        return
    late = duty.done is not None and rule.verb != "bar"
    code = (rule.then.late if late else "") or rule.then.finding
    if code:
        yield _finding(duty, run, code=code, late_notice=None)
    if rule.unless.extended_by is not None and duty.due is not None:
        if duty.late_notice is not None:
            yield _finding(duty, run, code=rule.then.late_extension, late_notice=duty.late_notice)
        elif rule.then.no_extension:
            yield _finding(duty, run, code=rule.then.no_extension, late_notice=None, bare=True)


def _finding(
    duty: Duty, run: Run, *, code: str, late_notice: Item | None, bare: bool = False
) -> Finding:
    item, stacked = late_notice or duty.item, duty.rule
    is_bar = stacked.rule.verb == "bar"
    done = None if bare or is_bar else (late_notice.when if late_notice else duty.done)
    due = duty.due
    in_hours = not is_bar and stacked.runs_in_hours
    entries = _entries(duty, item)
    return Finding(
        code=code,
        on=item.when.date,
        due=due.last_date if due is not None else UNSET,
        due_at=_clock(due) if due is not None and in_hours else UNSET,
        done=done.date if done is not None else UNSET,
        done_at=_clock(done) if done is not None and in_hours and done.is_exact else UNSET,
        days=UNSET if late_notice else _count(run, item.when, done),
        late_by=_late_by(run, due, done),
        asserted_days=_asserted(run, item, duty.met_by if done is not None else ()),
        rule=stacked.name,
        rules=tuple([each.name for each in duty.sources]) if duty.sources else (stacked.name,),
        source="; ".join(_broken(duty, run)) if duty.beside else stacked.cited,
        entries=entries,
        refs=refs_of(run, entries),
        what=_sentence(duty, late_notice=late_notice, bare=bare),
        theme=stacked.rule.theme or "timeliness",
    )


def _broken(duty: Duty, run: Run) -> list[str]:
    """The sources that it breaks, each once; a slacker one that was kept is not among them."""
    broken = [each for each in (duty, *duty.beside) if each.is_breached(run.now)]
    return list(dict.fromkeys(each.rule.cited for each in broken))


def _entries(duty: Duty, item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys([item.id, duty.root.id, *[met.id for met in duty.met_by]]))


def refs_of(run: Run, entries: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs that the entries cite."""
    by_id = run.timeline.by_id
    found = [ref for key in entries if key in by_id for ref in by_id[key].entry.refs]
    return tuple(dict.fromkeys(found))


def _clock(when: When) -> str:
    return to_datetime(when.last).isoformat(timespec="minutes")


def _count(run: Run, start: When, done: When | None) -> int | UnsetType:
    if done is None:
        return UNSET
    return run.calendar.count_ordinals(start.day, done.day)


def _late_by(run: Run, due: When | None, done: When | None) -> int | UnsetType:
    if done is None or due is None:
        return UNSET
    return run.calendar.count_ordinals(due.last_day, done.day)


def _asserted(run: Run, item: Item, met_by: tuple[Item, ...]) -> int | UnsetType:
    """A count of days that somebody else gave for the same two entries."""
    if not met_by or not run.timeline.counting:
        return UNSET
    ends = {met.id for met in met_by}
    for other in run.timeline.counting:
        for count in other.entry.counts:
            if count.start == item.id and count.end in ends:
                return count.days
    return UNSET


@cache
def in_words(ordinal: int) -> str:
    """The day as one says it: 3 May 2024."""
    day = date.fromordinal(ordinal)
    return f"{day.day} {day:%B %Y}"


_PLEDGED = {"promise": "Promised", "want": "Asked by the Ombudsman", "order": "Ordered"}


def _sentence(duty: Duty, *, late_notice: Item | None, bare: bool) -> str:
    promise = duty.rule.rule.promise.rstrip(".")
    if duty.pledge is not None:
        promise = f"{_PLEDGED[duty.rule.rule.for_each]}: {duty.pledge.what}"
    due = f"due {in_words(duty.due.last_day)}" if duty.due is not None else ""
    if duty.starts is not None and duty.starts.last_day < duty.item.when.day:
        due += f" (counted from {in_words(duty.starts.day)}, when the step before it fell due)"
    if duty.periods > 1:
        due += f", {duty.periods} contacts missed"
    if late_notice is not None:
        return f"Told only on {in_words(late_notice.when.day)} that it needed longer; {due}."
    if bare:
        return f"No notice that it needed longer was given before the day it was {due}."
    if duty.verb == "bar":
        missing = f" Missing: {', '.join(duty.missing)}." if duty.missing else ""
        return f"{promise}. Done on {in_words(duty.item.when.day)} all the same.{missing}"
    if duty.done is not None:
        return f"{promise}: {due}, done {in_words(duty.done.day)}."
    missing = f" Missing: {', '.join(duty.missing)}." if duty.missing else ""
    return f"{promise}: {due}, not shown to have been done.{missing}"


def finding_of_check(failed: Failed, stacked: Stacked, run: Run) -> Finding:
    """The finding of a failed check; it has no due moment."""
    item = failed.item
    entries = tuple(dict.fromkeys([item.id, *failed.others]))
    return Finding(
        code=stacked.rule.then.finding,
        on=item.when.date,
        rule=stacked.name,
        rules=(stacked.name,),
        source=stacked.cited,
        entries=entries,
        refs=refs_of(run, entries),
        what=f"{about(item, run)}: {failed.why}.",
        theme=stacked.rule.theme or "records",
        heading=failed.head,
    )


def about(item: Item, run: Run) -> str:
    """What an entry says of itself; without a text, what its acts say."""
    text = item.entry.text.rstrip(".")
    return text or " and ".join(run.words.acts[act].says for act in item.acts).capitalize()


def _question(duty: Duty, run: Run) -> str:
    rule = duty.rule.rule
    if rule.question or duty.due is None:
        advice = "; ".join(duty.item.entry.advice)
        return f"{rule.question} ({about(duty.item, run)}{f': {advice}' if advice else ''})"
    done = f"done {_in_range(duty.done)}" if duty.done else "not yet shown to have been done"
    promise = rule.promise.rstrip(".")
    return f"May be late, and may not: {promise}: due {_in_range(duty.due)}, {done}."


def _in_range(when: When) -> str:
    """A day in words, or two with "between" where it is not known which."""
    if when.day == when.last_day:
        return in_words(when.day)
    return f"between {in_words(when.day)} and {in_words(when.last_day)}"


def review_of(duty: Duty, run: Run) -> Finding:
    """A question for a person, with the facts beside it (semantics 1 and 30)."""
    entries = _entries(duty, duty.item)
    return Finding(
        code="for-review",
        on=duty.item.when.date,
        rule=duty.rule.name,
        rules=(duty.rule.name,),
        source=duty.rule.cited,
        entries=entries,
        refs=refs_of(run, entries),
        what=_question(duty, run),
        theme=duty.rule.rule.theme or "communication",
    )
