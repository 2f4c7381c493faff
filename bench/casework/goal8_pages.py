"""Goal 8: the timeline of a long case and the list of one's work, against bare template views."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bench.casework.place import Book, held_at
from bench.timing import Row, compare

LONG, LISTED = 500, 50
BARE_ENTRIES = """<!doctype html><title>Case</title><ol>{% for one in rows %}<li>
<h2>{{ one.kind|title }}</h2><time datetime="{{ one.happened_at|date:'c' }}">
{{ one.happened_at|date:"D j M Y, g:ia" }}</time> {{ one.recorded_at|date:"j F Y" }}
<p>{{ one.body }}</p><p>{{ one.source }} {{ one.number }}</p></li>{% endfor %}</ol>"""
BARE_OWED = """<!doctype html><title>Work</title><ul>{% for one in rows %}<li>
<a href="/cases/{{ one.case_id }}">{{ one.case.reference }}</a> {{ one.case.title }}
<p>{{ one.what }}, {{ one.why }}</p><time>{{ one.due_at|date:"D j M Y, g:ia" }}</time>
<p>{{ one.owner }}</p></li>{% endfor %}</ul>"""


def run(small: Book, large: Book, long: Book, *, quick: bool = False) -> list[Row]:
    """All books stand at one moment; a book that nobody worked on for months is no list of work."""
    with held_at(small.now):
        return measured(small, large, long, quick=quick)


def measured(small: Book, large: Book, long: Book, *, quick: bool) -> list[Row]:
    rounds = 5 if quick else 15
    timeline = page(long, "cases:timeline", case_id=long.cases[0])
    listing = {book: page(book, "work:list") for book in (small, large)}
    rows = [
        compare(8, f"timeline page of a case of {LONG}, a bare view of its rows", timeline,
                bare_entries(long), 0.5, at_most=True, rounds=rounds, same=both_answer),
        compare(8, f"one's work page, a bare view of {LISTED} rows", listing[small],
                bare_owed(small), 1.5, at_most=True, rounds=rounds, same=both_answer),
    ]  # fmt: skip
    sizes = f"{len(large.cases):,} cases, {len(small.cases):,}"
    rows.append(
        compare(8, f"one's work page: {sizes}", listing[large], listing[small], 1.2,
                at_most=True, rounds=rounds, same=both_answer)
    )  # fmt: skip
    one = {book: page(book, "cases:page", case_id=book.cases[0]) for book in (small, large)}
    rows.append(
        compare(8, f"case page: {sizes}", one[large], one[small], 1.2,
                at_most=True, rounds=rounds, same=both_answer)
    )  # fmt: skip
    return [*rows, *queries(small, large, listing, one)]


def queries(small: Book, large: Book, *pages: dict[Book, Callable[[], bytes]]) -> list[Row]:
    """How many statements a page takes, as a ratio: a count and no time."""
    found = []
    for name, ways in zip(("one's work", "a case"), pages, strict=True):
        few, many = statements(ways[small]), statements(ways[large])
        what = f"statements of the page of {name}: {many} and {few} (a count)"
        found.append(replace(Row(8, what, many / 1e6, few / 1e6, 1, True)))
    return found


def statements(work: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def both_answer(ours: bytes, theirs: bytes) -> bool:
    return len(ours) > 1_000 and len(theirs) > 1_000


def page(book: Book, name: str, **kwargs: Any) -> Callable[[], bytes]:
    """A page through all middleware, as the first officer of the book."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from putright.config.middleware import LANDLORD_KEY

    client = Client(SERVER_NAME="localhost")
    client.force_login(book.officers[0], backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[LANDLORD_KEY] = str(book.landlord.id)
    session.save()
    address = reverse(name, kwargs=kwargs or None)

    def get() -> bytes:
        answer = client.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address} answered {answer.status_code}")
        return bytes(answer.content)

    return get


def bare_entries(book: Book) -> Callable[[], bytes]:
    """Every entry of the case as a model, drawn by a Django template."""
    from django.db.models import OuterRef, Subquery

    from putright.stores.record.models import StoredEntry, Wording

    case = book.cases[0]
    body = Wording.objects.filter(stream_id=OuterRef("stream_id"), number=OuterRef("number"))
    rows = StoredEntry.objects.filter(landlord_id=book.landlord.id, stream_id=case)
    found = rows.annotate(body=Subquery(body.values("body")[:1])).order_by("-number")
    return drawn(BARE_ENTRIES, lambda: found.all())


def bare_owed(book: Book) -> Callable[[], bytes]:
    from putright.stores.worklist.models import Owed

    found = Owed.objects.filter(
        landlord_id=book.landlord.id, case__officer_id=book.officers[0].id, due_at__isnull=False
    )
    rows = found.select_related("case").order_by("due_at")
    return drawn(BARE_OWED, lambda: rows[:LISTED])


def drawn(text: str, rows: Callable[[], Any]) -> Callable[[], bytes]:
    from django.http import HttpResponse
    from django.template import Context, engines

    template = engines["allauth"].from_string(text)

    def view() -> bytes:
        return bytes(HttpResponse(template.template.render(Context({"rows": rows()}))).content)

    return view
