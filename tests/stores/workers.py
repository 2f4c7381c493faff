"""Workers that run errands until none is left, some of them killed at any moment. Run by the tests.

The errand writes one row that says which it was; it waits a little before and after, so that a kill
finds it in the midst of each step.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
django.setup()

from django.db import connections  # noqa: E402

from putright.casework import jobs as registry  # noqa: E402
from putright.casework.operations import jobs  # noqa: E402
from putright.gateways import clock  # noqa: E402
from putright.stores.accounts.scope import OPERATOR, landlord_scope  # noqa: E402
from putright.stores.post.models import Count, Job  # noqa: E402

LEASE, BEAT = timedelta(seconds=1), 0.2


def write_once(landlord: UUID, args, now) -> None:
    time.sleep(random.uniform(0, 0.01))
    Count.objects.create(landlord_id=landlord, at=now, came=dict(args), stands={})
    time.sleep(random.uniform(0, 0.01))


registry.errands()["try"] = registry.Errand(name="try", run=write_once)


def worker() -> int:
    child = os.fork()
    if child:
        return child
    random.seed()
    try:
        while True:
            if not jobs.run_one(lease=LEASE, beat=BEAT):
                time.sleep(0.02)
    except BaseException as fault:
        sys.stderr.write(f"{fault!r}\n")
        os._exit(1)


def left() -> int:
    with landlord_scope(OPERATOR):
        found = Job.objects.filter(name="try", state="waiting").count()
    connections.close_all()
    return found


def main() -> None:
    landlord, asked, kills, workers = UUID(sys.argv[1]), *(int(each) for each in sys.argv[2:])
    with landlord_scope(landlord):
        for number in range(asked):
            registry.later("try", landlord, {"number": number}, clock.now(), f"try {number}")
    connections.close_all()
    drawn, done = random.Random(11), 0
    running = [worker() for _ in range(workers)]
    ends_by = time.monotonic() + 280
    while waiting := left():
        if time.monotonic() > ends_by:
            sys.exit(f"{waiting} are left after {done} kills")
        time.sleep(drawn.uniform(0.02, 0.15))
        if done < kills * 4:
            victim = running.pop(drawn.randrange(workers))
            os.kill(victim, signal.SIGKILL)
            if os.waitpid(victim, 0)[1] != signal.SIGKILL:
                sys.exit("a worker failed by itself")
            running.append(worker())
            done += 1
    for each in running:
        os.kill(each, signal.SIGKILL)
        os.waitpid(each, 0)
    print(done)


if __name__ == "__main__":
    main()
