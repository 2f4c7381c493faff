"""Goal 7: saving an entry with all that follows from it, against a bare insert; four savers."""

import statistics
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from time import perf_counter
from typing import Any

from bench.casework.place import ROOT, Book
from bench.timing import Row, in_units, seconds

SIZE = 30
SAVERS = 4
EACH = 60
CASES = 100
"""Entries go to these in turn, so that a case of thirty stays one."""


def run(book: Book, *, quick: bool = False) -> list[Row]:
    rounds = 60 if quick else 200
    save, bare = saver(book, book.cases), inserter(book)
    save()
    bare()
    turns = [(seconds(save, 1), seconds(bare, 1)) for _ in range(rounds)]
    ours, theirs = (statistics.median(side) for side in zip(*turns, strict=True))
    rows = [
        Row(7, f"an entry saved in a case of {SIZE}, a bare model saved", ours, theirs, 2, True)
    ]
    return [*rows, together(book, ours, EACH if not quick else 20)]


def saver(book: Book, cases: Sequence[Any]) -> Any:
    from putright.casework import desk
    from putright.casework.permissions import Nearness
    from putright.core.events.entry import Entry
    from putright.core.events.parts import Evidence

    actor, turn = book.actor(), cycle(cases)
    count = iter(range(1_000_000))

    def save() -> None:
        now = book.now + timedelta(seconds=next(count))
        near = Nearness(case_id=next(turn), sees=True, works=True)
        entry = Entry(
            id="", does=("contact.made",), at=now, by=actor.key, to=("resident",), channel="phone",
            evidence=(Evidence(kind="note"),), text="Rang her and listened.",
        )  # fmt: skip
        desk.add(actor=actor, permission="case.note", near=near, entries=[entry], now=now)

    return save


def inserter(book: Book) -> Any:
    """A bare insert of a model of the same size, in its own durable transaction."""
    from django.db import transaction

    from putright.stores.record.models import Reading

    def insert() -> None:
        with transaction.atomic():
            Reading.objects.create(
                landlord_id=book.landlord.id, at=book.now, user_id=book.officers[0].id,
                what="bench", case_id=book.cases[0], detail="Rang her and listened.",
            )  # fmt: skip

    return insert


def together(book: Book, alone: float, each: int) -> Row:
    """Four processes save at once, each in cases of its own: the 95th of a hundred waits."""
    code = "from bench.casework.goal7_saving import child; child()"
    told = [
        [str(book.landlord.id), str(each), *map(str, book.cases[number::SAVERS])]
        for number in range(SAVERS)
    ]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, *one], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for one in told
    ]
    outputs = [child_.communicate()[0] for child_ in children]
    assert all(child_.returncode == 0 for child_ in children), "a saver failed"
    waits = sorted(float(line) for output in outputs for line in output.split())
    assert len(waits) == SAVERS * each, "not every entry was saved"
    worst = waits[int(len(waits) * 0.95)]
    what = f"{SAVERS} savers, 95th of 100 ({in_units(waits[len(waits) // 2])} median), one alone"
    return Row(7, what, worst, alone, 4, True)


def child() -> None:
    import django

    django.setup()
    from types import SimpleNamespace
    from uuid import UUID

    from factories import made

    from putright.stores.accounts.models import Landlord, User

    landlord = Landlord.objects.get(id=sys.argv[1])
    officer = User.objects.filter(landlord=landlord).order_by("id").first()
    book: Any = SimpleNamespace(now=made.NOW, actor=lambda: made.as_actor(officer))
    save = saver(book, [UUID(case) for case in sys.argv[3:]])
    save()
    for _ in range(int(sys.argv[2])):
        start = perf_counter()
        save()
        print(perf_counter() - start)
