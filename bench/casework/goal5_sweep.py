"""Goals 4 and 5: a book worked out from the database, and the sweep of what a night changed."""

from datetime import timedelta
from functools import partial
from time import perf_counter
from typing import Any

from bench.casework.place import Book
from bench.timing import Row, compare

SAMPLE = 120
NIGHTS = 5


def run(small: Book, large: Book, *, quick: bool = False) -> list[Row]:
    rows = whole_book(small, 3 if quick else 7)
    each_small, _, _ = nights(small)
    each_large, longest, full = nights(large)
    times = len(large.cases) // len(small.cases)
    return [
        *rows,
        Row(5, f"a case of the night's, book {times} times as large", each_large, each_small, 1.5,
            True),
        Row(5, f"the night's sweep, all {len(large.cases):,} cases (from {SAMPLE})", longest, full,
            40),
    ]  # fmt: skip


def nights(book: Book) -> tuple[float, float, float]:
    """Seconds for each case looked at again, for the mean night, and for a full run of the book."""
    from putright.casework import desk

    spent, changed = 0.0, 0
    for night in range(1, NIGHTS + 1):
        now = book.now + timedelta(days=night)
        start = perf_counter()
        changed += desk.refresh(landlord=book.landlord.id, now=now)
        spent += perf_counter() - start
    last = book.now + timedelta(days=NIGHTS)
    before = shadow(book)
    start = perf_counter()
    for case in chosen(book):
        desk.reassess(case, now=last)
    full = (perf_counter() - start) / SAMPLE * len(book.cases)
    if shadow(book) != before:
        raise AssertionError("the sweep left something that the full run finds")
    return spent / max(changed, 1), spent / NIGHTS, full


def whole_book(book: Book, rounds: int) -> list[Row]:
    cases = chosen(book)
    ours = partial(in_bulk, book, cases)
    what = f"{SAMPLE} cases worked out from the database"
    return [
        compare(4, f"{what}, a loop over models", ours, partial(one_by_one, book, cases), 10,
                rounds=rounds),
        audited(book, cases, rounds),
    ]  # fmt: skip


def audited(book: Book, cases: Any, rounds: int) -> Row:
    """Loaded, worked out and stored, against loading and storing what was worked out before."""
    known = in_bulk(book, cases)

    def ours() -> int:
        return stored(book, cases, in_bulk(book, cases))

    def theirs() -> int:
        loaded(cases)
        return stored(book, cases, known)

    what = f"{SAMPLE} cases loaded, worked out and stored; loaded and stored"
    return compare(4, what, ours, theirs, 2, at_most=True, rounds=rounds)


def stored(book: Book, cases: Any, rows: Any) -> int:
    """The rows written as a rebuild writes them, in one durable transaction; how many there are."""
    from django.db import transaction

    from putright.stores.worklist import board
    from putright.stores.worklist.models import Card, Owed

    ids = [case.id for case in cases]
    with transaction.atomic():
        for model in (Owed, Card):
            model.objects.filter(landlord_id=book.landlord.id, case_id__in=ids).delete()
        told = [(case.id, owed, card) for case, (owed, card) in zip(cases, rows, strict=True)]
        board.write(landlord=book.landlord.id, rows=told)
    return Owed.objects.filter(landlord_id=book.landlord.id, case_id__in=ids).count()


def in_bulk(book: Book, cases: Any) -> list[Any]:
    from putright.casework.live import load_all

    return [worked_out(live, book) for live in load_all(cases)]


def one_by_one(book: Book, cases: Any) -> list[Any]:
    """As one would at first: each case's entries as model instances, and one case after another."""
    from putright.casework.live import Live
    from putright.core.events.entry import Person
    from putright.stores.record.ledger.translate import entry_of
    from putright.stores.record.models import StoredEntry, Wording

    found = []
    for case in cases:
        kept = []
        for row in StoredEntry.objects.filter(stream_id=case.id).order_by("number"):
            word = Wording.objects.get(stream_id=row.stream_id, number=row.number)
            kept.append(kept_of(row, word, entry_of))
        people = {p.key: Person(p.key, p.side, p.role) for p in case.parties.order_by("id")}
        found.append(worked_out(Live(case, kept=kept, people=people), book))
    return found


def kept_of(row: Any, word: Any, entry_of: Any) -> Any:
    import json

    from putright.stores.record.ledger.read import Kept

    entry = entry_of(key=row.key, shape=row.shape, data=row.data, words=json.loads(word.body))
    return Kept(row.number, entry, row.recorded_at, row.actor_id, row.source, False, ())


def loaded(cases: Any) -> int:
    from putright.casework.live import load_all

    return len(load_all(cases))


def worked_out(live: Any, book: Book) -> Any:
    from putright.casework.assess import rows_of

    run = live.run(now=book.now)
    return rows_of(run, stack=live.engine.stack, fingerprint="", hidden={})


def chosen(book: Book) -> Any:
    from putright.stores.record.models import Case

    found = Case.objects.filter(id__in=book.cases[:SAMPLE]).select_related("landlord", "home")
    return list(found.order_by("reference"))


def shadow(book: Book) -> Any:
    """The rows of the cases that are compared."""
    from putright.stores.worklist.models import Card, Owed

    cases = book.cases[:SAMPLE]
    owed = Owed.objects.filter(case_id__in=cases).order_by("case_id", "number").values()
    return list(owed), list(Card.objects.filter(case_id__in=cases).order_by("case_id").values())
