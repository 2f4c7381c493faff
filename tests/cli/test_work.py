"""`putright work`: more workers beside the service, which stop when they are told to."""

import signal
import subprocess
import sys
import time

import pytest

from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Job

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-W", "error", "-c", "from putright.cli import main; main()", "work"]


def rows():
    with landlord_scope(OPERATOR):
        return list(Job.objects.all())


def test_a_worker_runs_what_is_due_and_stops_when_told(fresh_database, landlord):
    worker = subprocess.Popen(
        [*COMMAND, "--jobs", "1"], env=fresh_database.environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        ends_by = time.monotonic() + 60
        while not (found := rows()) or not all(each.worked_at for each in found):
            assert time.monotonic() < ends_by, found
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        said, _nothing = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0, said
    assert "Ctrl+C stops" in said
    assert [each.fault for each in rows() if each.fault] == []
    assert not any(each.lease_by for each in rows())


def test_once_runs_what_is_due_and_ends(fresh_database, landlord):
    done = subprocess.run(
        [*COMMAND, "--once"], env=fresh_database.environment, text=True, check=False,
        capture_output=True, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert f"{len(rows())} jobs were run." in done.stdout
    assert [each.name for each in rows() if each.worked_at is None] == []
