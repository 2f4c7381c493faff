"""A process that fetches mail and understands it, killed at random moments. Run by the tests.

It forks, so that a killed fetcher is replaced at once.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path
from uuid import UUID

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
django.setup()

from django.db import connection, connections  # noqa: E402
from factories.made import NOW  # noqa: E402

from putright.casework.actions.understanding import understand_waiting  # noqa: E402
from putright.casework.operations.fetching import fetch_all, wait  # noqa: E402

MOST_AT_ONCE = 25
"""So that fetching and understanding take turns, and kills meet both."""


def fetcher(landlord: UUID, *, ends: bool) -> None:
    """Fetch and understand, until all is done or for ever."""
    while True:
        fetch_all(landlord, NOW)
        wait()
        if not understand_waiting(landlord, NOW, most=MOST_AT_ONCE) and ends:
            break
    connection.close()


def fork(landlord: UUID, *, ends: bool = False) -> int:
    child = os.fork()
    if child:
        return child
    try:
        fetcher(landlord, ends=ends)
    except BaseException as fault:
        sys.stderr.write(f"{fault!r}\n")
        os._exit(1)
    os._exit(0)


def main() -> None:
    landlord, kills, longest = UUID(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    connections.close_all()
    drawn = random.Random(11)
    for _kill in range(kills):
        child = fork(landlord)
        time.sleep(drawn.uniform(0.01, longest))
        os.kill(child, signal.SIGKILL)
        if os.waitpid(child, 0)[1] != signal.SIGKILL:
            sys.exit("a fetcher failed by itself")
    if os.waitpid(fork(landlord, ends=True), 0)[1]:
        sys.exit("the last fetcher failed")


if __name__ == "__main__":
    main()
