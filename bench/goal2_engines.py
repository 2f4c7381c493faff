"""Goal 2: our engine against rule engines of other people, over 10,000 generated cases.

Ours reads the policy as data and gives every duty and the findings with their citations, from the
timelines. The peers are handed flat records in which the answers are already found and the days
already counted, and say only whether a rule is broken; CLIPS alone is handed the raw entries.
Slow peers are timed on a sample; every time shown is that of one case.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import peers
from bench.cases import Case, make_case, make_engine
from bench.clips_peer import Clips, raw
from bench.flat import Record, flatten
from bench.spec import SPEC
from bench.timing import Row, compare, show
from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.findings.finding import Finding
from putright.core.findings.write import findings_of_duty

CASES, AT_ONCE = 10_000, 1_000
SAMPLES = {"json-logic": 50, "business-rules": 300, "rule-engine": 300, "durable_rules": 200}
CLIPS_SAMPLE = 100
Call = tuple[str, str, Record]
Answer = tuple[list[Duty], list[Finding]]


def run(*, quick: bool = False) -> list[Row]:
    engine = make_engine()
    rounds = 3 if quick else 7
    zen, slower = peers.zen_engine(), {name: make() for name, make in peers.SLOWER.items()}
    against_zen: list[Row] = []
    against_others: list[Row] = []
    for first in range(0, AT_ONCE if quick else CASES, AT_ONCE):
        cases = [make_case(seed) for seed in range(first, first + AT_ONCE)]
        calls = calls_of(cases, engine)
        against_zen.append(against(engine, "zen-engine", zen, cases, calls, 1, rounds))
        if first == 0:
            for name, peer in slower.items():
                sample = cases[: SAMPLES[name]], calls[: SAMPLES[name]]
                against_others.append(against(engine, name, peer, *sample, 5, rounds))
            against_others.append(against_clips(engine, cases[:CLIPS_SAMPLE], rounds))
    return [together(against_zen), *against_others]


def against(
    engine: Engine, name: str, peer: peers.Peer, cases: Sequence[Case],
    calls: Sequence[Sequence[Call]], target: float, rounds: int,
) -> Row:  # fmt: skip
    row = compare(
        2,
        f"a case's findings, verdicts by {name}",
        lambda: [answer(engine, case) for case in cases],
        lambda: [[peer[rule](record) for rule, _, record in case] for case in calls],
        target,
        rounds=rounds,
        same=lambda ours, theirs: [broken(each) for each in ours] == said(calls, theirs),
    )
    return per_case(row, len(cases))


def against_clips(engine: Engine, cases: Sequence[Case], rounds: int) -> Row:
    clips = Clips()
    entries = [raw(case, engine.calendar) for case in cases]
    row = compare(
        2,
        "a case's findings, duties by CLIPS",
        lambda: [answer(engine, case) for case in cases],
        lambda: [clips.broken(*each) for each in entries],
        25,
        rounds=rounds,
        same=lambda ours, theirs: [broken(each) for each in ours] == theirs,
    )
    return per_case(row, len(cases))


def answer(engine: Engine, case: Case) -> Answer:
    """All that our engine is asked for: the duties, and the findings with their citations."""
    run = engine.run(case.timeline, now=case.now)
    duties = [duty for each in run.duties.values() for duty in each]
    return duties, [finding for duty in duties for finding in findings_of_duty(duty, run)]


def broken(ours: Answer) -> set[tuple[str, str]]:
    """The rules broken, each with the entry that began it; every one of them has its finding."""
    duties, findings = ours
    found = {(finding.rule.partition(":")[2], finding.entries[0]) for finding in findings}
    if not len(findings) == len(found) <= len(duties):
        raise AssertionError("a breach has more than one finding, or none")
    return found


def calls_of(cases: Sequence[Case], engine: Engine) -> list[list[Call]]:
    """The verdicts to ask for: every rule on each entry that does the act it starts from."""
    records = flatten(cases, engine.calendar)
    return [
        [(rule, key, record) for rule, (act, _) in SPEC.items() for key, record in each[act]]
        for each in records
    ]


def said(calls: Sequence[Sequence[Call]], verdicts: Any) -> list[set[tuple[str, str]]]:
    return [
        {(rule, key) for (rule, key, _), is_broken in zip(case, each, strict=True) if is_broken}
        for case, each in zip(calls, verdicts, strict=True)
    ]


def per_case(row: Row, cases: int) -> Row:
    what = f"{row.what} ({cases:,} cases)"
    return replace(row, what=what, ours=row.ours / cases, theirs=row.theirs / cases)


def together(rows: Sequence[Row]) -> Row:
    """One row for several lots of cases of the same size."""
    return replace(
        rows[0],
        what=rows[0].what.replace(f"{AT_ONCE:,}", f"{len(rows) * AT_ONCE:,}"),
        ours=fmean(row.ours for row in rows),
        theirs=fmean(row.theirs for row in rows),
    )


if __name__ == "__main__":
    show(run(quick="--quick" in sys.argv))
