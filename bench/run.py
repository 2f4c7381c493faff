"""Measure the goals of performance that can be measured today, and print what came of each.

`make bench` calls it; `--quick` takes fewer rounds. A goal that is missed is reported as missed and
fails nothing; two answers that differ stop it.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import goal1_workdays, goal2_engines, goal3_by_hand, goal6_long_cases, goal9_bundle
from bench.casework import run as casework
from bench.timing import show


def main() -> None:
    quick = "--quick" in sys.argv
    rows = [*goal1_workdays.run(quick=quick)]
    for goal in (goal2_engines, goal3_by_hand, goal6_long_cases, goal9_bundle, casework):
        rows += goal.run(quick=quick)
    show(rows)
    missed = [row for row in rows if not row.holds]
    print(f"{len(rows) - len(missed)} of {len(rows)} hold, {len(missed)} missed.")


if __name__ == "__main__":
    main()
