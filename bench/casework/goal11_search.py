"""Goal 11: the newest 25 entries that somebody may read, against a bare full-text search."""

from typing import Any

from bench.casework.place import Book
from bench.timing import Row, compare


def run(book: Book, *, quick: bool = False) -> list[Row]:
    rounds = 5 if quick else 15
    return [
        compare(
            11,
            f"newest 25 that one may read, bare search ({len(book.cases):,} cases, {what})",
            searcher(book, text),
            bare(book, text),
            3,
            at_most=True,
            rounds=rounds,
        )
        for what, text in (("a common word", "music"), ("three words", "garden fence shout"))
    ]


def searcher(book: Book, text: str) -> Any:
    from putright.casework.queries import search
    from putright.stores.worklist.search_words import typed

    actor = book.actor()

    def find() -> list[tuple[str, int]]:
        hits = search.hits_of(actor, typed(text), now=book.now)
        return [(hit.of.hex, hit.number) for hit in hits]

    return find


def bare(book: Book, text: str) -> Any:
    from django.db import connection

    match = " ".join(f'"{word}"' for word in text.split()) + "*"

    def find() -> list[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT f.of, f.number FROM worklist_said s JOIN worklist_findable f "
                "ON f.id = s.rowid WHERE worklist_said MATCH %s AND f.landlord_id = %s "
                "ORDER BY s.rowid DESC LIMIT 25",
                [match, book.landlord.id.hex],
            )
            return cursor.fetchall()

    return find
