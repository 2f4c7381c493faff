"""Checks a pack: its worked examples, rules without one, and rules slacker than Code or law."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from putright.casework import audits
from putright.casework.shape import Shape
from putright.core.findings.examples import run_rule_examples
from putright.core.policy.packs import Pack, times_of
from putright.core.policy.rules import Dates, Rule, TimeClause
from putright.core.redress.matrix import matrix_faults
from putright.core.workdays import OutsideCalendar, due_after, parse_span, when_on
from putright.gateways import files

SAMPLE = date(2024, 1, 1)
"""From here on days are tried to see which of two times ends later, where no dates are given."""

MATRIX = "redress.matrix"
"""What a warning about a landlord's compensation matrix is told under; no rule has that id."""


class ExampleFaultJson(Shape, frozen=True):
    """A worked example that does not come out as it says."""

    rule: str
    example: str
    expected: str
    got: str
    file: str
    line: int


class RuleWarningJson(Shape, frozen=True):
    """Something to look at in a rule; the pack can be used all the same."""

    rule: str
    says: str


class PackCheckJson(Shape, frozen=True):
    """What `putright pack check` found."""

    pack: str
    ok: Annotated[bool, Meta(description="Whether it loads and every example comes out.")]
    rules: int
    examples: int
    faults: tuple[ExampleFaultJson, ...]
    warnings: tuple[RuleWarningJson, ...]


def check_pack(pack: Pack, *, step: Callable[[str], None]) -> PackCheckJson:
    """Run every example of a pack and compare its rules; ``step`` is told each rule's id."""
    return PackCheckJson(
        pack=pack.header.name,
        ok=not (faults := tuple(_example_faults(pack, step))),
        rules=len(pack.rules),
        examples=sum(len(rule.example) for rule in pack.rules),
        faults=faults,
        warnings=tuple(_warnings(pack)),
    )


def _example_faults(pack: Pack, step: Callable[[str], None]) -> Iterator[ExampleFaultJson]:
    calendar, words = files.load_calendar(), files.load_words()
    practice = next((p for p in audits.always_packs() if p.header.rank == "practice"), None)
    for rule in pack.rules:
        step(rule.id)
        for fault in run_rule_examples(
            rule, pack, calendar=calendar, words=words, practice=practice
        ):
            yield ExampleFaultJson(
                rule=fault.rule,
                example=fault.example,
                expected=fault.expected,
                got=fault.got,
                file=fault.file,
                line=fault.line,
            )


def _warnings(pack: Pack) -> Iterator[RuleWarningJson]:
    for rule in pack.rules:
        if not rule.example:
            yield RuleWarningJson(rule=rule.id, says="has no worked example")
    if pack.header.rank == "landlord":
        for binding in _binding_packs():
            yield from slacker_rules(pack, binding)
        scales = [scale for each in audits.always_packs() for scale in each.scales]
        for says in matrix_faults(pack.practice.get("matrix", ()), scales):
            yield RuleWarningJson(rule=MATRIX, says=says)


def slacker_rules(pack: Pack, binding: Pack) -> Iterator[RuleWarningJson]:
    """Rules of a landlord that give more time than the same rules of the Code or the law."""
    for rule in pack.rules:
        for other in binding.rules:
            if other.id == rule.id and other.verb == rule.verb:
                yield from _slacker(rule, pack, other, binding)


def _binding_packs() -> list[Pack]:
    packs = [files.load_pack(name) for name in files.shipped_packs()]
    return [pack for pack in packs if pack.header.rank in ("code", "law")]


def _slacker(rule: Rule, pack: Pack, other: Rule, binding: Pack) -> Iterator[RuleWarningJson]:
    days = _days_of([rule.in_force, pack.header.in_force, other.in_force, binding.header.in_force])
    for clause, ours, theirs in _times(rule, other):
        pair = (theirs, ours) if rule.verb == "may" else (ours, theirs)
        if _is_later(*pair, days):
            beside = f"{_said(theirs)} in {binding.header.name} ({other.source})"
            says = f"{clause} {_said(ours)} is slacker than {beside}; {_which(rule, other)}"
            yield RuleWarningJson(rule=rule.id, says=says)


def _which(rule: Rule, other: Rule) -> str:
    if (rule.after, rule.when) == (other.after, other.when):
        return "the stricter binds"
    return "they start at different moments; the earlier due moment binds"


def _times(rule: Rule, other: Rule) -> Iterator[tuple[str, list[str], list[str]]]:
    clauses: list[tuple[str, TimeClause, TimeClause]] = [
        ("within", rule.within, other.within),
        ("every", rule.every, other.every),
    ]
    ours, theirs = rule.unless.extended_by, other.unless.extended_by
    if ours is not None and theirs is not None:
        clauses.append(("an extension of at most", ours.at_most, theirs.at_most))
    for name, first, second in clauses:
        times = list(times_of(first)), list(times_of(second))
        if all(times):
            yield name, *times


def _said(times: list[str]) -> str:
    return " or ".join(dict.fromkeys(times))


def _days_of(dates: list[Dates]) -> list[date]:
    """Days of one year on which all of these texts were in force together."""
    starts = [each.start for each in dates if each.start is not None]
    ends = [each.end for each in dates if each.end is not None]
    first = max(starts, default=min([SAMPLE, *ends]))
    last = min([*ends, first + timedelta(days=365)])
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _is_later(ours: list[str], theirs: list[str], days: list[date]) -> bool:
    """Whether, on some day, the longest of our times ends after the longest of theirs."""
    return any(_last(ours, day) > _last(theirs, day) for day in days if _is_known(day))


def _last(times: list[str], day: date) -> int:
    calendar = files.load_calendar()
    return max(due_after(parse_span(text), when_on(day), calendar).last for text in times)


def _is_known(day: date) -> bool:
    calendar = files.load_calendar()
    try:
        calendar.add(day, 260)
    except OutsideCalendar:
        return False
    return True
