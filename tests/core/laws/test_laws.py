"""Laws that hold for every timeline, whatever happened in it."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.events.entry import Entry
from putright.core.findings.audit import Audit, audit_case
from putright.core.policy.packs import Pack
from putright.core.timeline.casefile import CaseFile, Header, Heading
from putright.core.workdays import day_end
from tests.core.build import calendar, engine, pack, rule, shipped
from tests.core.laws.timelines import (
    FIRST,
    LAST,
    PEOPLE,
    VARIED,
    changed,
    own_claims,
    timelines,
)

HEADINGS = (
    Heading(id="asb", title="the antisocial behaviour", areas=("asb", "contact", "promises")),
    Heading(id="complaint", title="the complaint", areas=("complaints", "redress")),
)
END = LAST + timedelta(days=40)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@cache
def packs() -> tuple[Pack, ...]:
    return (VARIED, *(shipped(n) for n in ("hexagon", "code-2022", "code-2024", "good-practice")))


@cache
def the_engine() -> Engine:
    return engine(*packs())


def audited(
    entries: Iterable[Entry], *, as_of: date = END, with_engine: Engine | None = None
) -> Audit:
    case = CaseFile(
        header=Header(id="law", title="A law", landlord="varied"),
        people=PEOPLE,
        headings=HEADINGS,
        entries=tuple(entries),
    )
    return audit_case(case, with_engine or the_engine(), as_of=as_of)


def key_of(duty: Duty) -> tuple[str, ...]:
    return duty.key


def late_until(duty: Duty) -> int:
    return duty.done.first if duty.done is not None else 10**12


@SLOW
@given(entries=timelines(), picks=st.sets(st.integers(0, 20)))
def test_proof_of_what_the_landlord_did_never_makes_a_kept_duty_a_missed_one(
    entries: tuple[Entry, ...], picks: set[int]
) -> None:
    claimed = own_claims(entries)
    proved = {claimed[pick] for pick in picks if pick < len(claimed)}
    before = audited(entries)

    after = audited(changed(entries, lambda each: each.id in proved))

    now = before.run.now
    was = {key_of(duty): duty for duty in before.duties if not is_rhythm(duty)}
    worse = [
        (key_of(duty), was[key_of(duty)], duty)
        for duty in after.duties
        if key_of(duty) in was and duty.is_breached(now) and not was[key_of(duty)].is_breached(now)
    ]
    assert worse == []
    longer = [
        (key_of(duty), was[key_of(duty)], duty)
        for duty in after.duties
        if key_of(duty) in was
        and duty.verb == "do"
        and duty.is_breached(now)
        and late_until(duty) > late_until(was[key_of(duty)])
    ]
    assert longer == []


def is_rhythm(duty: Duty) -> bool:
    return bool(duty.rule.rule.every)


def silences(audit: Audit) -> list[tuple[str, int, int]]:
    return [
        (duty.id, duty.item.when.last, late_until(duty))
        for duty in audit.duties
        if is_rhythm(duty) and duty.is_breached(audit.run.now)
    ]


@SLOW
@given(entries=timelines(), picks=st.sets(st.integers(0, 20)))
def test_proof_never_makes_a_silence_longer_though_it_may_split_one_in_two(
    entries: tuple[Entry, ...], picks: set[int]
) -> None:
    disputed = {key for each in entries for key in each.disputes}
    claimed = [key for key in own_claims(entries) if key not in disputed]
    proved = {claimed[pick] for pick in picks if pick < len(claimed)}
    before = silences(audited(entries))

    after = silences(audited(changed(entries, lambda each: each.id in proved)))

    new = [
        (rule, start, end)
        for rule, start, end in after
        if not any(rule == r and start >= s and end <= e for r, s, e in before)
    ]
    assert new == []


@SLOW
@given(entries=timelines(), data=st.data())
def test_the_order_of_writing_down_changes_no_audit(
    entries: tuple[Entry, ...], data: st.DataObject
) -> None:
    delays = [data.draw(st.integers(0, 7)) for _ in entries]
    shuffled = data.draw(st.permutations(entries))
    written = {
        each.id: replace(each, recorded_on=last_day(each) + timedelta(days=delay))
        for each, delay in zip(entries, delays, strict=True)
        if last_day(each)
    }

    before = audited(entries)
    after = audited([written.get(each.id, each) for each in shuffled])

    assert outcome(after) == outcome(before)


def last_day(each: Entry) -> date:
    if each.between:
        return each.between[1]
    return each.at.date() if each.at else (each.on or FIRST)


def outcome(audit: Audit) -> tuple[object, ...]:
    return (
        audit.findings,
        audit.for_review,
        audit.unsettled,
        audit.done_well,
        audit.headings,
    )


def failings(audit: Audit) -> set[tuple[str, ...]]:
    """Each failing by its promise and the entry that set it going, whatever has become of it.

    The code may change with what is known later (never assessed, then assessed late) and so may
    the entry that it is dated by, where a step that was overdue is taken.
    """
    found: set[tuple[str, ...]] = set()
    for finding in audit.findings:
        name = finding.rule.split(":", 1)[1]
        duties = [
            duty for duty in audit.run.duties.get(name, ()) if duty.is_breached(audit.run.now)
        ]
        roots = {duty.root.id for duty in duties} & set(finding.entries)
        found |= {(name, root) for root in roots} or {
            (name, str(finding.on), finding.code, finding.entries[0])
        }
    return found


@SLOW
@given(entries=timelines(), first=st.integers(0, 300), more=st.integers(1, 120))
def test_a_later_day_on_the_same_file_never_un_breaches(
    entries: tuple[Entry, ...], first: int, more: int
) -> None:
    early = FIRST + timedelta(days=first)

    before = failings(audited(entries, as_of=early))
    after = failings(audited(entries, as_of=early + timedelta(days=more)))

    assert before <= after


SHORTER = {
    "5 working days": "2 working days",
    "10 working days": "4 working days",
    "20 working days": "11 working days",
    "1 month": "3 weeks",
    "less than 1 month": "2 weeks",
    "24 hours": "5 hours",
    "20 calendar days": "9 calendar days",
    "28 calendar days": "27 calendar days",
}


def stricter(pack: Pack, promises: frozenset[str]) -> Pack:
    rules = tuple(
        replace(
            rule,
            within=SHORTER.get(rule.within, rule.within)
            if isinstance(rule.within, str)
            else rule.within,
            every=SHORTER.get(rule.every, rule.every)
            if isinstance(rule.every, str)
            else rule.every,
        )
        if rule.id in promises
        else rule
        for rule in pack.rules
    )
    return Pack(**{name: getattr(pack, name) for name in pack.__struct_fields__} | {"rules": rules})


@cache
def stricter_engine(promises: frozenset[str]) -> Engine:
    return engine(*(stricter(pack, promises) for pack in packs()))


def promise_ids() -> list[str]:
    return sorted({rule.id for pack in packs() for rule in pack.rules if rule.within or rule.every})


@SLOW
@given(entries=timelines(), promises=st.frozensets(st.sampled_from(promise_ids()), max_size=3))
def test_a_stricter_pack_never_finds_less(
    entries: tuple[Entry, ...], promises: frozenset[str]
) -> None:
    lax = audited(entries)

    strict = audited(entries, with_engine=stricter_engine(promises))

    missed = {key_of(d) for d in lax.duties if d.is_breached(lax.run.now)}
    assert missed <= {key_of(d) for d in strict.duties if d.is_breached(strict.run.now)}


@pytest.mark.parametrize("name", ["hexagon", "code-2024"])
def test_the_laws_are_tried_on_packs_that_ship(name: str) -> None:
    assert shipped(name) in packs()


PLAIN = pack(
    rule(
        "asb.plain_answer",
        'when = { act = "contact.received" }\nwithin = "5 working days"\n'
        'by = { by = "landlord", answers = true }',
    ),
    rule(
        "asb.plain_any",
        'when = { act = "asb.reported" }\nwithin = "1 week"\n'
        'by = { any = [{ act = "asb.visited" }, '
        '{ act = "asb.plan_agreed", contains = ["target dates"] }] }',
    ),
    rule(
        "complaints.plain_stage",
        'when = { act = "complaint.raised" }\nwithin = "10 working days"\n'
        'by = { act = ["complaint.responded", "complaint.acknowledged"], same = ["complaint"] }',
    ),
    rule(
        "asb.plain_reply",
        'after = "asb.plain_answer"\nwithin = "5 working days"\n'
        'by = { act = ["works.done", "contact.made"], answers = true }',
    ),
    name="plain",
)


@cache
def two_ways() -> tuple[Engine, Engine]:
    stack = engine(*packs(), PLAIN).stack
    short, general = Engine(stack, calendar()), Engine(stack, calendar())
    for compiled in general.compiled:
        compiled.plain = None
    return short, general


@SLOW
@given(entries=timelines(), until=st.integers(0, 60))
def test_the_short_way_to_a_plain_promise_finds_what_the_general_way_finds(
    entries: tuple[Entry, ...], until: int
) -> None:
    short, general = two_ways()
    timeline = audited(entries).run.timeline
    now = day_end((END - timedelta(days=until)).toordinal())

    assert short.duties(timeline, now=now) == general.duties(timeline, now=now)
