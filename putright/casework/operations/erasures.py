"""Erasing again what a restored copy brought back."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from putright.casework import erased
from putright.casework.actions import erasure
from putright.casework.actor import system
from putright.casework.permissions import Nearness
from putright.stores.accounts.scope import landlord_scope
from putright.stores.record.ledger import erase
from putright.stores.record.ledger.erase import Rule

WHY = "Erased before; a restored copy held the words again."


def replay(*, now: datetime) -> int:
    """Erase again what the list names and the database still holds; returns how many entries."""
    wanted: dict[tuple[UUID, UUID, str], list[erased.Line]] = defaultdict(list)
    for line in erased.read():
        wanted[line.landlord, line.stream, line.kind].append(line)
    done = 0
    for (landlord, stream, kind), lines in wanted.items():
        with transaction.atomic(), landlord_scope(landlord):
            done += _again(landlord, stream, kind, lines, now)
    return done


def _again(landlord: UUID, stream: UUID, kind: str, lines: list[erased.Line], now: datetime) -> int:
    there = erase.numbers_of(landlord=landlord, stream=stream)
    numbers = set(there) & {line.number for line in lines}
    if not numbers:
        return 0
    actor = system(landlord)
    under = Rule(rule=lines[0].rule, why=WHY)
    if kind == "person":
        erasure.erase_person(actor=actor, person=stream, under=under, now=now)
        return len(there)
    keys = erase.keys_of(landlord=landlord, stream=stream, numbers=numbers)
    if kind == "lesson":
        erasure.erase_lesson(actor=actor, lesson=stream, keys=keys, under=under, now=now)
        return len(numbers)
    near = Nearness(case_id=stream, sees=True, works=True)
    erasure.erase_entries(actor=actor, near=near, keys=keys, under=under, now=now)
    return len(numbers)
