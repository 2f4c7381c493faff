"""Writes what search looks into: a shadow of the timelines and of people. Only the desk calls this.

Where somebody who fled lives, and the words by which people know us, never come here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import UUID

from django.db import transaction

from putright.core.events.entry import Entry
from putright.stores.people.models import Home, Person
from putright.stores.record.ledger.read import Kept, every_entry
from putright.stores.record.ledger.translate import row_of_entry
from putright.stores.record.models import Case, Stream
from putright.stores.worklist.models import Findable, Subject
from putright.stores.worklist.search_words import findable, in_one_piece, phone_words

BATCH = 500


def index_case(case: Case, kept: Sequence[Kept], *, since: int | None = None) -> None:
    """Make the case findable: what entries were added since, and no words that were erased.

    ``since`` is the entry up to which whoever adds to the case believes it was looked into.
    """
    ours = Findable.objects.filter(landlord_id=case.landlord_id, of=case.id)
    words, last = _words_of_case(case), kept[-1].number if kept else 0
    # in most cases one statement tells that the words stand and that nothing is missing before
    if since and ours.filter(kind="case", number=since, words=words).update(number=last):
        known = since
    else:
        known = _anew(case, words, last)
    if erased := [one.number for one in kept if one.is_erased and one.number <= known]:
        ours.filter(kind="entry", number__in=erased).delete()
    _add_entries(case, [one for one in kept if one.number > known])


def _anew(case: Case, words: str, last: int) -> int:
    """The case's own row as it is now; returns the number up to which it was looked into."""
    ours = Findable.objects.filter(landlord_id=case.landlord_id, of=case.id)
    # one row by its key: `first` would add an order, by which the embedded database reads the table
    head = next(iter(ours.filter(kind="case").values_list("id", "number", "words")), None)
    known = head[1] if head else 0
    if head and head[2] == words:
        if last > known:
            ours.filter(id=head[0]).update(number=last)
        return known
    ours.filter(kind="case").delete()
    _add(case.landlord_id, "case", case.id, words, last)
    if case.home_id:
        _ensure_homes(case.landlord_id, [case.home_id])
    return known


def index_person(*, landlord: UUID, person: UUID) -> None:
    """Make a person findable by name, reference, phone, email, organisation."""
    index_people(landlord=landlord, people=[person])


def index_people(*, landlord: UUID, people: Sequence[UUID]) -> None:
    """Make many people findable at once, and the homes where they live."""
    for batch in _batches(people):
        rows = list(Person.objects.filter(landlord_id=landlord, id__in=batch))
        told = {row.id: "" if row.erased_at else _words_of_person(row) for row in rows}
        _rewrite(landlord, "person", told)
        _ensure_homes(landlord, {row.home_id for row in rows if row.home_id})


def index_homes(*, landlord: UUID, homes: Iterable[UUID] | None = None) -> None:
    """Make homes findable: these, or all of them."""
    found = Home.objects.filter(landlord_id=landlord)
    if homes is None:
        homes = found.values_list("id", flat=True)
    for batch in _batches(list(homes)):
        rows = found.filter(id__in=batch)
        _rewrite(landlord, "home", {home.id: _words_of_home(home) for home in rows})


def rebuild(*, landlord: UUID) -> None:
    """Forget all words of a landlord and write them anew, in the order in which they came."""
    with transaction.atomic():
        Findable.objects.filter(landlord_id=landlord).delete()
        Subject.objects.filter(landlord_id=landlord).delete()
        people = Person.objects.filter(landlord_id=landlord).order_by("id")
        index_people(landlord=landlord, people=list(people.values_list("id", flat=True)))
        index_homes(landlord=landlord)
        _write(
            (row for case, number, entry in every_entry(landlord=landlord) if entry is not None
             for row in _rows(landlord, case, number, entry)),
        )  # fmt: skip
        heads = dict(Stream.objects.filter(landlord_id=landlord).values_list("id", "head"))
        cases = (
            Case.objects.filter(landlord_id=landlord)
            .select_related("home")
            .order_by("opened_at", "id")
        )
        _write(
            Findable(landlord_id=landlord, kind="case", of=case.id, number=heads[case.id],
                     words=_words_of_case(case))
            for case in cases
        )  # fmt: skip


def _add_entries(case: Case, fresh: Sequence[Kept]) -> None:
    _write(
        row for one in fresh if not one.is_erased
        for row in _rows(case.landlord_id, case.id, one.number, one.entry)
    )  # fmt: skip


def _rows(landlord: UUID, case: UUID, number: int, entry: Entry) -> Iterator[Findable | Subject]:
    words = findable(" \n ".join(_said_in(entry)))
    if words:
        yield Findable(landlord_id=landlord, kind="entry", of=case, number=number, words=words)
    for key in entry.about_staff:
        yield Subject(landlord_id=landlord, case_id=case, key=key)


def _write(rows: Iterable[Findable | Subject]) -> None:
    found = iter(rows)
    while batch := list(islice(found, BATCH)):
        words = [row for row in batch if isinstance(row, Findable)]
        subjects = [row for row in batch if isinstance(row, Subject)]
        if words:
            Findable.objects.bulk_create(words)
        if subjects:
            Subject.objects.bulk_create(subjects, ignore_conflicts=True)


def _said_in(entry: Entry) -> Iterator[str]:
    """All that people wrote in an entry, and the numbers by which others know it."""
    for said in row_of_entry(entry).words.values():
        yield from said if isinstance(said, list) else (str(said),)
    yield from entry.refs
    yield from (each for each in entry.facts.values() if isinstance(each, str))


def _words_of_case(case: Case) -> str:
    told = [case.reference, case.title]
    home = _words_of_home(case.home) if case.home else ""
    return " ".join((findable(" ".join(told)), home)).strip()


def _words_of_home(home: Home) -> str:
    told = findable(f"{home.address} {home.postcode} {home.uprn}")
    return f"{told} {in_one_piece(home.postcode)}"


def _words_of_person(row: Person) -> str:
    known = row.details
    told = (row.name, row.reference, row.organisation, known.get("role"), known.get("email"))
    phones = [
        word
        for name in ("phone", "other_phone")
        for word in phone_words(str(known.get(name) or ""))
    ]
    return " ".join([findable(" \n ".join(str(each) for each in told if each)), *phones])


def _rewrite(landlord: UUID, kind: str, told: Mapping[UUID, str]) -> None:
    """Rows as they are now: what has not changed stays, and nothing is kept without words."""
    ours = Findable.objects.filter(landlord_id=landlord, kind=kind, of__in=list(told))
    before = dict(ours.values_list("of", "words"))
    if changed := [of for of, words in before.items() if words != told[of]]:
        ours.filter(of__in=changed).delete()
    Findable.objects.bulk_create(
        Findable(landlord_id=landlord, kind=kind, of=of, words=words)
        for of, words in told.items()
        if words and words != before.get(of)
    )


def _ensure_homes(landlord: UUID, homes: Collection[UUID]) -> None:
    if not homes:
        return
    ours = Findable.objects.filter(landlord_id=landlord, kind="home", of__in=list(homes))
    if missing := set(homes).difference(ours.values_list("of", flat=True)):
        index_homes(landlord=landlord, homes=missing)


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _add(landlord: UUID, kind: str, of: UUID, words: str, number: int = 0) -> None:
    Findable.objects.create(landlord_id=landlord, kind=kind, of=of, words=words, number=number)
