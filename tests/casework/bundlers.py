"""Makers of a bundle, killed at any moment until so many were, then one to the end. Run by tests.

It prints how many kills found the maker at work.
"""

import os
import random
import signal
import sys
import time
from datetime import datetime
from uuid import UUID

import django

django.setup()

from django.db import connections  # noqa: E402

from putright.casework.operations import bundling  # noqa: E402


def maker(landlord: UUID, now: datetime) -> int:
    child = os.fork()
    if child:
        return child
    try:
        bundling.make_all(landlord=landlord, now=now)
    except BaseException as fault:
        sys.stderr.write(f"{fault!r}\n")
        os._exit(1)
    os._exit(0)


def main() -> None:
    landlord, now = UUID(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    kills, longest = int(sys.argv[3]), float(sys.argv[4])
    drawn, hit = random.Random(7), 0
    connections.close_all()
    for _kill in range(kills):
        child = maker(landlord, now)
        time.sleep(drawn.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        hit += os.waitpid(child, 0)[1] == signal.SIGKILL
    last = maker(landlord, now)
    if os.waitpid(last, 0)[1]:
        sys.exit("the last one failed")
    print(hit)


main()
