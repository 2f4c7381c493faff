"""Many save at once, and some are killed: what was acknowledged is there, in a clear order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from factories.made import NOW
from walked import walk

from putright.casework import desk
from putright.casework.live import load
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import Case, StoredEntry
from putright.stores.worklist.models import Card, Owed

pytestmark = pytest.mark.slow
SAVERS = Path(__file__).with_name("savers.py")
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
KILLS, SAVES = (50, 200) if IS_FULL else (12, 60)


def run_savers(copy, how, cases, *numbers):
    """Run them as a process of their own; what they were told is saved: (case, number, words)."""
    told = copy.home / "acknowledged.txt"
    ids = ",".join(str(case.id) for case in cases)
    done = subprocess.run(
        [sys.executable, SAVERS, how, str(cases[0].landlord_id), ids, told, *map(str, numbers)],
        env={**copy.environment, "DJANGO_SETTINGS_MODULE": "putright.config.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in told.read_text().splitlines()]
    return [(case, int(number), word) for case, number, word in lines], done.stdout


def words_of(case):
    with landlord_scope(OPERATOR):
        return {one.number: one.entry.text for one in load(case).kept}


def lists():
    with landlord_scope(OPERATOR):
        return (
            list(Owed.objects.order_by("case_id", "number").values()),
            list(Card.objects.order_by("case_id").values()),
        )


def test_four_at_once_on_one_case_lose_nothing(fresh_database, case):
    told, _said = run_savers(fresh_database, "side_by_side", [case], 4, 15)

    assert len(told) == 60
    numbers = sorted(number for _case, number, _word in told)
    assert numbers == list(range(2, 62)), "each has a place of its own, with no gap"
    kept = words_of(case)
    assert {number: kept[number] for number in numbers} == {n: word for _case, n, word in told}
    for saver in range(4):
        own = [number for number, word in kept.items() if word.startswith(f"word-s{saver}-")]
        assert [kept[number] for number in sorted(own)] == [f"word-s{saver}-{n}" for n in range(15)]
    assert walk(case.landlord).broken == ()


def test_killed_savers_lose_nothing_that_was_acknowledged(fresh_database, make_case):
    cases = [make_case() for _ in range(6)]
    told, said = run_savers(fresh_database, "killed", cases, 8, KILLS, SAVES)

    print(f"on {fresh_database.engine}: kills and acknowledged saves: {said}")
    assert len(told) >= SAVES
    kept = {str(case.id): words_of(case) for case in cases}
    lost = [line for line in told if kept[line[0]].get(line[1]) != line[2]]
    assert lost == []
    assert walk(cases[0].landlord).broken == ()
    before = lists()
    with landlord_scope(OPERATOR):
        desk.rebuild(landlord=cases[0].landlord_id, now=NOW)
    assert lists() == before
    assert before[0]


def test_a_clock_that_goes_back_never_reorders_a_case(fresh_database, case):
    from datetime import timedelta

    from factories.made import a_note, add_entries

    for minutes in (30, -60, 10, -600, 31):
        add_entries(case, a_note(NOW, f"at {minutes}"), now=NOW + timedelta(minutes=minutes))

    with landlord_scope(OPERATOR):
        found = StoredEntry.objects.filter(stream_id=case.id).order_by("number")
        times = list(found.values_list("recorded_at", flat=True))
        assert Case.objects.get(id=case.id).opened_at == NOW
    assert times == sorted(times)
    assert times[-2] == NOW + timedelta(minutes=30)
    assert times[-1] == NOW + timedelta(minutes=31)
    assert walk(case.landlord).broken == ()
