"""Goal 3: policy as data against the same policy written by hand in Python."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.by_hand import ByHand
from bench.cases import Case, make_case, make_engine
from bench.timing import Row, compare, show
from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.duties.run import Run
from putright.core.findings.write import findings_of_duty

SAMPLE = 1_000


def run(*, quick: bool = False) -> list[Row]:
    engine = make_engine()
    by_hand = ByHand(engine.stack, engine.calendar)
    cases = [make_case(seed) for seed in range(200 if quick else SAMPLE)]
    rounds = 5 if quick else 9
    rows = [
        compare(
            3,
            f"{what} of {len(cases):,} cases, by hand in Python",
            lambda write=write: [of_data(engine, case, write=write) for case in cases],
            lambda write=write: [of_code(by_hand, engine, case, write=write) for case in cases],
            1.3,
            at_most=True,
            rounds=rounds,
            same=lambda ours, theirs: list(map(settled, ours)) == list(map(settled, theirs)),
        )
        for what, write in (("duties", False), ("duties and findings", True))
    ]
    size = len(cases)
    return [replace(row, ours=row.ours / size, theirs=row.theirs / size) for row in rows]


def of_data(engine: Engine, case: Case, *, write: bool) -> Any:
    run = engine.run(case.timeline, now=case.now)
    duties = [duty for each in run.duties.values() for duty in each]
    return duties, findings(duties, run) if write else []


def of_code(by_hand: ByHand, engine: Engine, case: Case, *, write: bool) -> Any:
    duties = by_hand.duties(case.timeline)
    if not write:
        return duties, []
    words, calendar = by_hand.words, by_hand.calendar
    return duties, findings(
        duties, Run(timeline=case.timeline, words=words, calendar=calendar, now=case.now)
    )


def findings(duties: list[Duty], run: Run) -> Any:
    return [finding for duty in duties for finding in findings_of_duty(duty, run)]


def settled_duty(duty: Duty) -> Any:
    ended = duty.ended_by.id if duty.ended_by else ""
    met_by = [item.id for item in duty.met_by]
    return (
        duty.key,
        duty.due or (),
        duty.done or (),
        duty.starts or (),
        duty.missing,
        ended,
        met_by,
    )


def settled(answer: Any) -> Any:
    """Duties and findings in one order, so that they can be compared."""
    duties, found = answer
    return (
        sorted(settled_duty(duty) for duty in duties),
        sorted((finding.rule, finding.entries, finding) for finding in found),
    )


if __name__ == "__main__":
    show(run(quick="--quick" in sys.argv))
