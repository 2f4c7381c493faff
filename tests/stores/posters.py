"""Processes that send what is queued, some of them killed at any moment. Run by the tests.

``once`` kills itself between the server's yes and the mark; ``often`` forks senders and kills them
at random until all is sent and told.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from uuid import UUID

import django

django.setup()

from django.db import connections  # noqa: E402

from putright.casework.operations import outbox  # noqa: E402
from putright.gateways.sending import Fate, Going, Outcome  # noqa: E402
from putright.gateways.smtp import Smtp  # noqa: E402
from putright.stores.accounts.scope import OPERATOR, landlord_scope  # noqa: E402
from putright.stores.post.models import Post  # noqa: E402

LEASE = timedelta(seconds=1)


class DiesAfter:
    """Hands one over, hears the yes, and dies before anybody can write it down."""

    def send(self, going: Going) -> Outcome:
        Smtp(outbox.server()).send(going)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def fate(self, as_: str) -> Fate:
        return Fate()


def sender(landlord: UUID) -> int:
    child = os.fork()
    if child:
        return child
    random.seed()
    try:
        while True:
            outbox.send_all(landlord=landlord, lease=LEASE)
            time.sleep(0.05)
    except BaseException as fault:
        sys.stderr.write(f"{fault!r}\n")
        os._exit(1)


def left() -> int:
    with landlord_scope(OPERATOR):
        found = Post.objects.exclude(state="accepted", told_at__isnull=False)
        count = sum(row.state != "accepted" or bool(row.entries) for row in found)
    connections.close_all()
    return count


def often(landlord: UUID, kills: int, senders: int) -> int:
    """Kill one at a random moment, put another in its place, until nothing is left."""
    drawn, done = random.Random(11), 0
    children = [sender(landlord) for _each in range(senders)]
    ends = time.monotonic() + 240
    while left() or done < kills:
        time.sleep(drawn.uniform(0.02, 0.3))
        victim = children.pop(drawn.randrange(senders))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        done += 1
        children.append(sender(landlord))
        if done >= kills:
            time.sleep(1)
        if time.monotonic() > ends:
            sys.exit("not all was sent")
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return done


if __name__ == "__main__":
    who = UUID(sys.argv[2])
    if sys.argv[1] == "once":
        outbox.send_all(landlord=who, by={"email": DiesAfter()}, lease=LEASE)
    print(often(who, int(sys.argv[3]), int(sys.argv[4])))
