"""Workers are killed at random moments: what each job was to do is done exactly once."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Count, Job

pytestmark = pytest.mark.slow
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
ASKED, KILLS, WORKERS = (1000, 50, 3) if IS_FULL else (60, 8, 3)


def test_each_job_is_done_once_whichever_worker_is_killed(fresh_database, landlord):
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("workers.py"), str(landlord.id), str(ASKED),
         str(KILLS), str(WORKERS)],
        env={**fresh_database.environment, "DJANGO_SETTINGS_MODULE": "putright.config.settings"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    kills = int(done.stdout)
    print(f"on {fresh_database.engine}: {ASKED} jobs, {WORKERS} workers, {kills} kills")
    assert kills >= KILLS
    with landlord_scope(OPERATOR):
        written = Counter(each.came["number"] for each in Count.objects.all())
        assert written == Counter(range(ASKED))
        assert set(Job.objects.filter(name="try").values_list("state", flat=True)) == {"done"}
