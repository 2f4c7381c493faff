"""Many threads may begin to read at once."""

import os
import subprocess
import sys

import pytest

AT_ONCE = """
import sys, threading
sys.setswitchinterval(1e-5)
import putright.core.policy.packs
from putright.gateways import files, shapes
assert shapes.learn() > 50
start = threading.Barrier(8)
def read():
    start.wait()
    files.load_pack("meadowbank")
readers = [threading.Thread(target=read) for _each in range(8)]
for each in readers: each.start()
for each in readers: each.join()
"""


@pytest.mark.slow
def test_eight_threads_that_first_read_at_once_do_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], env=dict(os.environ), check=False, capture_output=True
    )

    assert done.returncode == 0, done.stderr
