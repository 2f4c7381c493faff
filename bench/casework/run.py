"""The goals of the running application; `bench/run.py` calls it."""

from bench.casework import goal5_sweep, goal7_saving, goal8_pages, goal11_search
from bench.casework.place import Book, installation
from bench.timing import Row

SMALL, LARGE = 5_000, 60_000
ENTRIES = 10
OFFICERS_CASES = 50
"""So many cases each officer has: staff grow with the book, and one's own list does not."""


def run(*, quick: bool = False) -> list[Row]:
    """The books are twelve times apart, small ones where time is short."""
    small_size, large_size = (500, 6_000) if quick else (SMALL, LARGE)
    with installation():
        small = Book(small_size, size=ENTRIES, officers=small_size // OFFICERS_CASES)
        large = Book(large_size, size=ENTRIES, officers=large_size // OFFICERS_CASES)
        long = Book(1, size=goal8_pages.LONG, officers=1)
        ordinary = Book(goal7_saving.CASES, size=goal7_saving.SIZE)
        return [
            *goal5_sweep.run(small, large, quick=quick),
            *goal7_saving.run(ordinary, quick=quick),
            *goal8_pages.run(small, large, long, quick=quick),
            *goal11_search.run(large, quick=quick),
        ]
