"""What runs by itself: taken up, held, tried again, and stopped where it only ever fails."""

import threading
import time
from datetime import timedelta

import pytest

from putright.casework import jobs as registry
from putright.casework.operations import jobs
from putright.config.logs import Lines
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Count, Job


@pytest.fixture
def only(monkeypatch):
    """Of all jobs, only these are known: ``only(routine, errand, ...)``."""

    def know(*told):
        routines = {each.name: each for each in told if isinstance(each, registry.Routine)}
        errands = {each.name: each for each in told if isinstance(each, registry.Errand)}
        monkeypatch.setattr(registry, "routines", lambda: routines)
        monkeypatch.setattr(registry, "errands", lambda: errands)

    return know


def counts() -> int:
    with landlord_scope(OPERATOR):
        return Count.objects.count()


def ask(landlord, name="count", key="one"):
    with landlord_scope(landlord.id):
        return registry.later(name, landlord.id, {}, clock.now(), key)


def row(name="count"):
    with landlord_scope(OPERATOR):
        return Job.objects.get(name=name)


def make_due(**changes):
    with landlord_scope(OPERATOR):
        Job.objects.update(lease_until=None, due_at=clock.machine(), **changes)


def count(landlord, args, now):
    Count.objects.create(landlord_id=landlord, at=now, came={}, stands={})


def fail(*_told):
    raise ValueError("Rosa Lind, 3 Mill Lane")


COUNT = registry.Errand(name="count", run=count)


def test_what_is_asked_for_twice_is_done_once(fresh_database, landlord, only):
    only(COUNT)
    assert (ask(landlord), ask(landlord)) == (True, False)

    assert (jobs.run_one(), jobs.run_one()) == (True, False)
    assert ask(landlord) is False
    assert counts() == 1


def test_the_same_key_of_another_landlord_is_another_job(
    fresh_database, landlord, other_landlord, only
):
    only(COUNT)
    assert (ask(landlord), ask(other_landlord)) == (True, True)

    assert jobs.run_due() == 2
    with landlord_scope(OPERATOR):
        found = set(Count.objects.values_list("landlord_id", flat=True))
    assert found == {landlord.id, other_landlord.id}


def test_what_is_not_yet_due_waits_for_the_time_that_is_set(fresh_database, landlord, only):
    only(COUNT)
    clock.write_time(fresh_database.home / "clock.json", at=clock.machine(), runs=True)
    with landlord_scope(landlord.id):
        registry.later("count", landlord.id, {}, clock.now() + timedelta(days=3), "in three days")
    assert not jobs.run_one()

    later = clock.machine() + timedelta(days=3, minutes=1)
    clock.write_time(fresh_database.home / "clock.json", at=later, runs=True)
    assert jobs.run_one()


def test_whoever_lost_the_job_writes_nothing(fresh_database, landlord, only):
    def slow(told, args, now):
        count(told, args, now)
        make_due(lease_by="another worker")

    only(registry.Errand(name="count", run=slow))
    ask(landlord)

    assert jobs.run_one()
    assert counts() == 0
    assert row().state == "waiting"


def test_a_lease_that_ran_out_is_taken_up_by_another(fresh_database, landlord, only):
    def dies(*_told):
        raise SystemExit  # as a kill would: nothing is written after it

    only(registry.Errand(name="count", run=dies))
    ask(landlord)
    with pytest.raises(SystemExit):
        jobs.run_one(lease=timedelta(seconds=0.2))

    only(COUNT)
    assert not jobs.run_one(), "it is still held"
    make_due()
    assert jobs.run_one()
    assert counts() == 1


def test_a_holder_that_lives_keeps_its_job(fresh_database, landlord, only):
    found = []

    def slow(*_told):
        before = row().lease_until
        for _ in range(200):
            if row().lease_until > before:
                break
            time.sleep(0.02)
        found.append(row().lease_until > before)

    only(registry.Routine(name="count", every=60, run=slow, over="installation"))
    jobs.plan()
    assert jobs.run_one(beat=0.05)
    assert found == [True]


def test_one_that_fails_waits_longer_each_time_and_is_stopped_at_last(
    fresh_database, landlord, only
):
    only(registry.Errand(name="count", run=fail))
    ask(landlord)
    waits = []
    for _ in range(jobs.MOST_FAULTS):
        assert jobs.run_one()
        assert not jobs.run_one(), "not again at once"
        until = row().lease_until
        waits.append(until and round((until - clock.machine()).total_seconds()))
        make_due()

    assert waits == [30, 120, None]
    assert row().state == "stopped"
    assert not jobs.run_one()
    assert "ValueError in test_jobs.py" in row().fault
    assert "Rosa" not in row().fault


def test_one_that_kills_its_worker_each_time_is_stopped_too(fresh_database, landlord, only):
    only(COUNT)
    ask(landlord)
    with landlord_scope(OPERATOR):
        Job.objects.update(tries=jobs.MOST_TRIES)

    assert jobs.run_one()
    assert row().state == "stopped"
    assert counts() == 0


def test_the_words_of_a_fault_are_in_no_log_line(fresh_database, landlord, only, caplog):
    only(registry.Errand(name="count", run=fail))
    ask(landlord)
    jobs.run_one()

    lines = [Lines().format(each) for each in caplog.records if each.name == "putright.jobs"]
    assert len(lines) == 1 and '"raised": "ValueError"' in lines[0]
    assert "Rosa" not in lines[0]


def test_a_routine_that_comes_round_more_often_is_planned_anew(fresh_database, landlord, only):
    for every in (60, 30):
        only(registry.Routine(name="count", every=every, run=lambda who, now: None))
        jobs.plan()

    assert row().every == 30


def test_a_poison_job_does_not_keep_the_others_from_running(fresh_database, landlord, only):
    only(registry.Errand(name="poison", run=fail), COUNT)
    ask(landlord, "poison")
    ask(landlord)

    assert jobs.run_due() == 2
    assert counts() == 1


def test_a_routine_runs_for_every_landlord_and_again_when_its_time_is_over(
    fresh_database, landlord, other_landlord, only
):
    seen = []
    only(registry.Routine(name="count", every=60, run=lambda who, now: seen.append(who)))

    assert jobs.run_due() == 2
    assert sorted(seen) == sorted([landlord.id, other_landlord.id])
    assert jobs.run_due() == 0
    make_due()
    assert jobs.run_due() == 2


def test_a_routine_that_fails_goes_on_being_tried(fresh_database, landlord, only):
    only(registry.Routine(name="count", every=60, run=fail))
    for _ in range(jobs.MOST_TRIES + 3):
        assert jobs.run_due() == 1
        make_due()

    found = row()
    assert (found.state, found.tries) == ("waiting", jobs.MOST_TRIES + 3)
    only(registry.Routine(name="count", every=60, run=lambda who, now: None))
    assert jobs.run_due() == 1
    assert (row().tries, row().fault) == (0, "")


def test_a_routine_held_whole_sees_its_own_landlord_and_no_other(
    fresh_database, landlord, other_landlord, only
):
    seen = []

    def look(who, now):
        from putright.stores.accounts.scope import current

        if fresh_database.engine == "postgresql":
            seen.append(current() == str(who))
        else:
            seen.append(True)

    only(registry.Routine(name="count", every=60, run=look, is_whole=True))
    jobs.run_due()
    assert seen == [True, True]


@pytest.mark.on("postgresql")
def test_a_routine_that_forgets_its_scope_fails_where_it_would_have_seen_nothing(
    fresh_database, landlord, only
):
    only(registry.Routine(name="count", every=60, run=lambda who, now: Count.objects.count()))

    assert jobs.run_due() == 1
    assert row().fault.startswith("OutsideScope")


def test_a_database_that_is_gone_for_a_while_does_not_end_the_worker(
    fresh_database, landlord, only, monkeypatch
):
    only(COUNT)
    ask(landlord)
    monkeypatch.setattr(jobs, "AFTER_TROUBLE", 0.02)
    chief = fresh_database.chief()
    chief.execute("ALTER TABLE post_job RENAME TO gone")
    stop = threading.Event()
    worker = threading.Thread(target=jobs.work, args=(stop,), kwargs={"pause": 0.02})
    worker.start()
    time.sleep(0.2)
    chief.execute("ALTER TABLE gone RENAME TO post_job")
    chief.close()
    for _ in range(500):
        if counts():
            break
        time.sleep(0.02)
    stop.set()
    worker.join()

    assert counts() == 1


def test_every_job_has_a_name_of_its_own_and_a_sensible_rhythm():
    found = registry.routines()
    assert "lists" in found
    assert all(each.every >= 5 for each in found.values())
    assert not set(found) & set(registry.errands())
