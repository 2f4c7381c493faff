"""Runs the worked examples beside a pack's rules: each is a test of the rule it stands beside."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.events.entry import Entry, Person
from putright.core.events.faults import explain
from putright.core.events.words import Words
from putright.core.findings.audit import Audit, audit_case
from putright.core.findings.write import findings_of_duty
from putright.core.policy.packs import Pack
from putright.core.policy.rules import Example, Expected, Rule
from putright.core.policy.stack import stack_packs
from putright.core.timeline.casefile import CaseFile, Header, Heading, tidy
from putright.core.timeline.entry_check import EntryChecker
from putright.core.workdays import Calendar, day_end, to_datetime

NO_CODE = ("none",)
PARTS = ("on", "entry", "due", "due_at", "done", "code", "missing", "pounds")


class ExampleFault(Struct, frozen=True):
    """An example that does not come out as it says: which one, where, and what came instead."""

    pack: str
    rule: str
    example: str
    file: str
    line: int
    expected: str
    got: str

    def __str__(self) -> str:
        """As a reader wants it."""
        where = f"{self.pack}/{self.file} line {self.line}: rule {self.rule}"
        return f'{where}, example "{self.example}": expected {self.expected}; got {self.got}'


class ExampleError(ValueError):
    """An example that cannot be read; the message says what to mend."""


def run_examples(
    pack: Pack, *, calendar: Calendar, words: Words, practice: Pack | None = None
) -> list[ExampleFault]:
    """Run every example of every rule of a pack; those that do not come out as they say.

    Each runs with its own rule alone and the rules it names ``beside`` it. ``practice`` is the
    good-practice pack, which lends its time to a rule that names none.
    """
    return [
        fault
        for rule in pack.rules
        for fault in run_rule_examples(
            rule, pack, calendar=calendar, words=words, practice=practice
        )
    ]


def run_rule_examples(
    rule: Rule, pack: Pack, *, calendar: Calendar, words: Words, practice: Pack | None = None
) -> list[ExampleFault]:
    """Run the examples of one rule."""
    runner = _Runner(pack, calendar, words, practice)
    faults: list[ExampleFault] = []
    file, line = pack.where[rule.id]
    for example in rule.example:
        expected = ", then ".join(map(_written, example.expect)) or "nothing"
        try:
            got = runner.differs(rule, example)
        except ExampleError as error:
            got = str(error)
        if got:
            faults.append(
                ExampleFault(
                    pack=pack.header.name, rule=rule.id, example=example.says,
                    file=file, line=line, expected=expected, got=got,
                )
            )  # fmt: skip
    return faults


class _Runner:
    """Runs examples of one pack; the engine for the same rules is made once."""

    def __init__(self, pack: Pack, calendar: Calendar, words: Words, practice: Pack | None) -> None:
        self.pack = pack
        self.calendar = calendar
        self.words = words
        self.practice = practice
        self.engines: dict[tuple[int, ...], Engine] = {}

    def differs(self, rule: Rule, example: Example) -> str:
        """What came instead of what the example expects; empty where it came out."""
        wanted = [_expected(each) for each in example.expect]
        case = _case_of(example, self.pack.words)
        engine = self._engine(self._rules(rule, example))
        found = _found(audit_case(case, engine, as_of=example.as_of), rule, self.pack)
        same = len(wanted) == len(found) and all(map(_fits, wanted, found))
        return "" if same else ", then ".join(map(_written, found)) or "nothing"

    def _rules(self, rule: Rule, example: Example) -> tuple[Rule, ...]:
        beside = [each for each in self.pack.rules if each.id in example.beside]
        unknown = set(example.beside) - {each.id for each in beside}
        if unknown:
            msg = f"beside names {', '.join(sorted(unknown))}, which is no rule of the pack"
            raise ExampleError(msg)
        return (rule, *beside)

    def _engine(self, rules: tuple[Rule, ...]) -> Engine:
        key = tuple(id(rule) for rule in rules)
        if key not in self.engines:
            packs = [replace(self.pack, rules=rules)]
            timeless = {r.id for r in rules if r.verb == "do" and not (r.within or r.every)}
            if self.practice is not None and timeless and self.pack.header.rank != "practice":
                lends = tuple(r for r in self.practice.rules if r.id in timeless)
                packs.append(replace(self.practice, rules=lends))
            self.engines[key] = Engine(stack_packs(packs, words=self.words), self.calendar)
        return self.engines[key]


def _found(audit: Audit, rule: Rule, pack: Pack) -> list[Expected]:
    """What the rule made of the example, in the form in which an example says it."""
    name = f"{pack.header.name}:{rule.id}"
    findings = [replace(each, heading="") for each in audit.findings if each.rule == name]
    if rule.check:
        return [
            Expected(state="barred", on=each.on, entry=each.entries[0], code=(each.code,))
            for each in findings
        ]
    duties = [duty for duty in audit.duties if duty.rule.name == name]
    duties.sort(key=lambda duty: (duty.item.when.first, duty.item.id))
    now = day_end(audit.as_of.toordinal())
    found: list[Expected] = []
    for duty in duties:
        codes = [each.code for each in findings_of_duty(duty, audit.run) if each in findings]
        found.append(_seen(duty, now, tuple(sorted(codes)) or NO_CODE))
    return found


def _seen(duty: Duty, now: int, codes: tuple[str, ...]) -> Expected:
    due = duty.due
    return Expected(
        state=duty.state_at(now),
        on=duty.item.when.date,
        entry=duty.item.id,
        due=due.last_date if due is not None else None,
        due_at=to_datetime(due.last).isoformat(timespec="minutes")[:16] if due else "",
        done=duty.done.date if duty.done is not None and duty.verb != "bar" else None,
        code=codes,
        missing=duty.missing,
        pounds=Decimal(duty.pounds) if duty.pounds else None,
    )


def _fits(wanted: Expected, found: Expected) -> bool:
    """Whether all that the example gives is so."""
    given = [name for name in PARTS if getattr(wanted, name) not in (None, "", ())]
    pairs = [(getattr(wanted, name), getattr(found, name)) for name in given if name != "code"]
    if any(ours != theirs for ours, theirs in pairs) or wanted.state != found.state:
        return False
    return not wanted.code or tuple(sorted(wanted.code)) == found.code


def _written(what: Expected | str) -> str:
    """What is expected or was found, in the one text that a pack may write it in."""
    if isinstance(what, str):
        return what
    parts = [what.state]
    for name in PARTS:
        value = getattr(what, name)
        listed = value if isinstance(value, tuple) else (value,)
        parts += [f"{name} {each}" for each in listed if each not in (None, "")]
    return ", ".join(parts)


def _expected(what: Expected | str) -> Expected:
    if isinstance(what, Expected):
        return replace(what, code=_listed(what.code), missing=_listed(what.missing))
    state, *parts = (part.strip() for part in what.split(","))
    given: dict[str, Any] = {"state": state}
    for part in parts:
        name, _, value = part.partition(" ")
        if name in ("code", "missing"):
            given[name] = (*given.get(name, ()), value)
        elif name in PARTS:
            given[name] = _value(name, value)
        else:
            msg = f"{part!r} begins with no word an example knows; use {', '.join(PARTS)}"
            raise ExampleError(msg)
    return Expected(**given)


def _listed(words: tuple[str, ...] | str) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def _value(name: str, value: str) -> object:
    try:
        if name in ("on", "due", "done"):
            return date.fromisoformat(value)
        return Decimal(value) if name == "pounds" else value
    except (ValueError, InvalidOperation) as error:
        msg = f"{name} {value!r} is no {'sum' if name == 'pounds' else 'day'}"
        raise ExampleError(msg) from error


def _case_of(example: Example, words: Words) -> CaseFile:
    people = [_convert(raw, Person) for raw in example.people]
    entries = [
        _convert(_filled(raw, number, words), Entry)
        for number, raw in enumerate(example.entries, start=1)
    ]
    faults = _Faults(words)
    EntryChecker(faults, people, entries).check()
    if faults.found:
        raise ExampleError("; ".join(faults.found))
    return CaseFile(
        header=Header(id="example", title=example.says, landlord=""),
        people=tuple(people),
        headings=tuple(_convert(raw, Heading) for raw in example.headings),
        entries=tuple(entries),
    )


def _convert(raw: Mapping[str, object], kind: Any) -> Any:
    try:
        return msgspec.convert(tidy(dict(raw)), kind)
    except msgspec.ValidationError as error:
        what, key = explain(str(error))
        msg = f"{key} {what}"
        raise ExampleError(msg) from error


def _filled(raw: Mapping[str, object], number: int, words: Words) -> dict[str, object]:
    """A short entry with what it leaves out: its id, whose act it is, and full proof.

    One that is only told of (``told_in``) has no proof of its own unless it is written.
    """
    does = raw.get("does", ())
    names = [does] if isinstance(does, str) else list(does) if isinstance(does, list) else []
    acts = [words.acts[name] for name in names if name in words.acts]
    side = next((act.by[0] for act in acts if act.by), "landlord")
    paid = any(act.proof == "paid" for act in acts)
    filled: dict[str, object] = {"id": f"e{number}", "by": side, **raw}
    if "evidence" not in raw and "told_in" not in raw:
        filled["evidence"] = "payment record" if paid else "system record"
    return filled


class _Faults:
    """Takes the faults of an example's entries."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.found: list[str] = []

    def entry_fault(self, index: int, entry: Entry, key: str, what: str, mend: str) -> None:
        self.found.append(f"entry {entry.id} {key} {what}: {mend}")
