"""Goal 6: what each entry of a long case costs, and the past of every duty in one pass."""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.cases import Case, make_case, make_engine
from bench.timing import Row, compare, show
from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.duties.history import Stretch, history
from putright.core.findings.write import findings_of_duty
from putright.core.workdays import day_of

SHORT, LONG = 30, 500
SHIPPED = ("hexagon", "code-2022", "code-2024", "good-practice")


def run(*, quick: bool = False) -> list[Row]:
    rounds = 5 if quick else 9
    longs, shorts = (5, 80) if quick else (20, 330)
    long_cases = [make_case(seed, LONG) for seed in range(longs)]
    short_cases = [make_case(seed, SHORT) for seed in range(shorts)]
    rows = []
    for name, packs in (("14 rules", ()), ("all shipped rules", SHIPPED)):
        engine = make_engine(*packs)
        rows.append(growth(name, engine, long_cases, short_cases, rounds))
        rows.append(past(name, engine, long_cases, rounds))
    return rows


def growth(name: str, engine: Engine, longs: list[Case], shorts: list[Case], rounds: int) -> Row:
    row = compare(
        6,
        f"an entry of a case of {LONG}, of {SHORT} ({name})",
        lambda: [evaluate(engine, case) for case in longs],
        lambda: [evaluate(engine, case) for case in shorts],
        1,
        at_most=True,
        rounds=rounds,
        same=lambda ours, theirs: len(ours) == len(longs) and len(theirs) == len(shorts),
    )
    ours, theirs = row.ours / LONG / len(longs), row.theirs / SHORT / len(shorts)
    return replace(row, ours=ours, theirs=theirs)


def past(name: str, engine: Engine, cases: list[Case], rounds: int) -> Row:
    row = compare(
        6,
        f"a case's states on every past day, one run ({name})",
        lambda: [every_day(engine, case) for case in cases],
        lambda: [evaluate(engine, case) for case in cases],
        5,
        at_most=True,
        rounds=rounds,
        same=lambda ours, theirs: all(map(agrees, cases, ours, theirs)),
    )
    return replace(row, ours=row.ours / len(cases), theirs=row.theirs / len(cases))


def evaluate(engine: Engine, case: Case) -> list[Duty]:
    run = engine.run(case.timeline, now=case.now)
    duties = [duty for each in run.duties.values() for duty in each]
    for duty in duties:
        list(findings_of_duty(duty, run))
    return duties


def every_day(engine: Engine, case: Case) -> list[Stretch]:
    run = engine.run(case.timeline, now=case.now)
    duties = [duty for each in run.duties.values() for duty in each]
    return history(duties, until=day_of(case.now))


def agrees(case: Case, stretches: list[Stretch], duties: list[Duty]) -> bool:
    """On the last day the past has come to the states of the run itself."""
    today = day_of(case.now)
    ends = Counter((each.duty.id, each.state) for each in stretches if each.last == today)
    return ends == Counter((duty.id, duty.state_at(case.now)) for duty in duties)


if __name__ == "__main__":
    show(run(quick="--quick" in sys.argv))
