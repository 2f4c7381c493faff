"""A place to measure in: an installation of its own in a scratch folder, with books of any size."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).parents[2]
for _path in (ROOT, ROOT / "tests"):
    if str(_path) not in sys.path:
        sys.path.insert(0, str(_path))

KINDS = 60
"""So many different cases; a larger book holds each of them several times."""
BATCH = 1_000


@contextmanager
def installation() -> Iterator[Path]:
    """Django on an embedded database that is durable, as an installation has it."""
    home = Path(tempfile.mkdtemp(prefix="putright-bench-"))
    os.environ["PUTRIGHT_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    try:
        yield home
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def held_at(now: datetime) -> Iterator[None]:
    """The clock stands still at that moment: a book is as old as on the day it was written for."""
    from putright.gateways import clock

    path = Path(os.environ["PUTRIGHT_HOME"]) / "clock-of-the-bench"
    clock.write_time(path, at=now, runs=False)
    clock.use_file(path)
    try:
        yield
    finally:
        clock.use_file(None)


class Book:
    """A landlord with one team, some officers, and many cases written in bulk."""

    def __init__(self, cases: int, *, size: int, officers: int = 10) -> None:
        from factories import made

        self.landlord = made.make_landlord(is_sample=True)
        self.team = made.make_team(self.landlord)
        self.officers = [
            made.make_user(self.landlord, "officer", team=self.team) for _ in range(officers)
        ]
        self.now = made.NOW
        self.size = size
        self.cases = [uuid4() for _ in range(cases)]
        self._write()

    def actor(self, number: int = 0) -> Any:
        from factories import made

        return made.as_actor(self.officers[number])

    def _write(self) -> None:
        from django.db import transaction

        kinds = [written(seed, self.size, self.now) for seed in range(min(KINDS, len(self.cases)))]
        with transaction.atomic():
            for start in range(0, len(self.cases), BATCH):
                self._write_batch(start, kinds)
            self._write_shadow(kinds)

    def _write_batch(self, start: int, kinds: Sequence[Sequence[Any]]) -> None:
        from putright.stores.record.ledger.append import append_to_new
        from putright.stores.record.ledger.translate import row_of_entry
        from putright.stores.record.models import Case, Party

        numbered = list(enumerate(self.cases))[start : start + BATCH]
        rows = [[row_of_entry(entry) for entry in kind] for kind in kinds]
        append_to_new(
            [(case, rows[number % len(kinds)]) for number, case in numbered],
            landlord=self.landlord.id, kind="case", actor=None, source="import", now=self.now,
        )  # fmt: skip
        Case.objects.bulk_create(
            Case(
                id=case, landlord=self.landlord, reference=f"B-{number:06}", team=self.team,
                title=f"Noise at number {number}", opened_at=self.now,
                officer=self.officers[number % len(self.officers)],
            )
            for number, case in numbered
        )  # fmt: skip
        Party.objects.bulk_create(
            Party(landlord=self.landlord, case_id=case, key=key, side=side, role=role)
            for _number, case in numbered
            for key, side, role in PARTIES
        )

    def _write_shadow(self, kinds: Sequence[Sequence[Any]]) -> None:
        """Rows of the worklist as the desk writes them for the first of each kind, for all."""
        from putright.casework import desk
        from putright.stores.record.models import Case
        from putright.stores.worklist import index
        from putright.stores.worklist.models import Card, Owed

        first = self.cases[: len(kinds)]
        for case in first:
            desk.reassess(
                Case.objects.select_related("landlord", "home").get(id=case), now=self.now
            )
        for model in (Card, Owed):
            of_kind: dict[UUID, list[Any]] = {case: [] for case in first}
            for row in model.objects.filter(case_id__in=first).values():
                row.pop("id", None)
                of_kind[row["case_id"]].append(row)
            later = enumerate(self.cases[len(kinds) :], start=len(kinds))
            model.objects.bulk_create(
                (
                    model(**(row | {"case_id": case}))
                    for number, case in later
                    for row in of_kind[first[number % len(kinds)]]
                ),
                batch_size=BATCH,
            )
        index.rebuild(landlord=self.landlord.id)


PARTIES = (
    ("resident", "resident", "tenant"), ("officer", "landlord", "case officer"),
    ("handler", "landlord", "complaints handler"), ("police", "agency", "police"),
    ("council", "agency", "council"),
)  # fmt: skip


def written(seed: int, size: int, now: datetime) -> list[Any]:
    """The entries of a generated case, the last of them some days ago."""
    from msgspec.structs import replace

    from bench.cases import make_case
    from putright.gateways.clock import LONDON

    entries = [item.entry for item in make_case(seed, size).timeline.items]
    last = max(entry.at for entry in entries if entry.at).replace(tzinfo=LONDON)
    shift = timedelta(days=(now - last).days - seed % 30)
    return [
        replace(
            entry, id=f"e{number}", refs=(),
            at=entry.at.replace(tzinfo=LONDON) + shift if entry.at else None,
            text=text_of(seed, number),
        )
        for number, entry in enumerate(entries, start=1)
        if entry.at
    ]  # fmt: skip


SAYINGS = (
    "music drum shouting night door neighbour garden rubbish letter call visit police council "
    "fence dog bark threat kitchen stairs window sleep child school work asked told said rang"
)
WORDS = tuple(SAYINGS.split())


def text_of(seed: int, number: int) -> str:
    """Some words that differ from entry to entry."""
    return " ".join(
        WORDS[(seed * 7 + number * 5 + place * place) % len(WORDS)] for place in range(24)
    )
