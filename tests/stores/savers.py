"""A process that saves, with others, until all is saved or it is killed. Run by the tests.

It forks, so that a killed saver is replaced at once. Whatever a saver was told is saved, it writes
to a file by one call, after the desk has returned: the test holds the database to that file.
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

from django.db import connection, connections, transaction  # noqa: E402
from factories.made import NOBODY, NOW, a_note, a_report  # noqa: E402

from putright.casework import desk  # noqa: E402
from putright.casework.actor import Actor  # noqa: E402
from putright.casework.permissions import Nearness  # noqa: E402
from putright.stores.accounts.scope import landlord_scope  # noqa: E402


def save(landlord: UUID, case: UUID, word: str) -> int:
    """Append one entry; its number once it is durable."""
    entry = a_report(NOW, text=word) if word.endswith("0") else a_note(NOW, word)
    with transaction.atomic(), landlord_scope(landlord):
        saved = desk.add(
            actor=Actor(user_id=NOBODY, landlord_id=landlord, name="Saver", is_system=True),
            permission="case.note",
            near=Nearness(case_id=case, sees=True, works=True),
            entries=[entry],
            now=NOW,
        )
    return saved.numbers[0]


def saver(name: str, landlord: UUID, cases: list[UUID], acknowledged: Path, most: int) -> None:
    """Save until there is nothing more to do."""
    drawn = random.Random(name)
    handle = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in range(most):
        case, word = drawn.choice(cases), f"word-{name}-{number}"
        got = save(landlord, case, word)
        os.write(handle, f"{case} {got} {word}\n".encode())
    connection.close()


def fork(*told: object) -> int:
    child = os.fork()
    if child:
        return child
    try:
        saver(*told)  # type: ignore[arg-type]
    except BaseException as fault:
        sys.stderr.write(f"{fault!r}\n")
        os._exit(1)
    os._exit(0)


def side_by_side(savers: int, each: int, *told: object) -> None:
    """So many savers at once, each with so many entries, nobody killed."""
    children = [fork(f"s{number}", *told, each) for number in range(savers)]
    if any(os.waitpid(child, 0)[1] for child in children):
        sys.exit("a saver failed")


def killed(savers: int, kills: int, saves: int, *told: object) -> None:
    """Kill a saver at random moments and put another in its place, until enough was saved."""
    drawn, acknowledged = random.Random(7), Path(str(told[2]))
    children = [fork(f"k{number}", *told, 10**6) for number in range(savers)]
    done = 0
    while done < kills or _lines(acknowledged) < saves:
        time.sleep(drawn.uniform(0.01, 0.25))
        victim = children.pop(drawn.randrange(savers))
        os.kill(victim, signal.SIGKILL)
        if os.waitpid(victim, 0)[1] != signal.SIGKILL:
            sys.exit("a saver failed by itself")
        done += 1
        children.append(fork(f"r{done}", *told, 10**6))
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    print(done + savers, _lines(acknowledged))


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def main() -> None:
    how, landlord, cases, acknowledged, *numbers = sys.argv[1:]
    connections.close_all()
    told = (UUID(landlord), [UUID(case) for case in cases.split(",")], Path(acknowledged))
    ways = {"side_by_side": side_by_side, "killed": killed}
    ways[how](*(int(number) for number in numbers), *told)


if __name__ == "__main__":
    main()
