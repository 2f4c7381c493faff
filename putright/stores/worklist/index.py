"""Writes what search looks into: a shadow of the timelines and of people. Only the desk calls this.

Where somebody who fled lives, and the words by which people know us, never come here.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db import transaction

from putright.core.events.entry import Entry
from putright.stores.people.models import Home, Person
from putright.stores.record.ledger.read import Kept
from putright.stores.record.ledger.translate import row_of_entry
from putright.stores.record.models import Case
from putright.stores.worklist.models import Findable, Subject
from putright.stores.worklist.search_words import findable, in_one_piece, phone_words

BATCH = 1_000


def index_case(case: Case, kept: Sequence[Kept]) -> None:
    """Make the case findable: what entries were added since, and no words that were erased."""
    ours = Findable.objects.filter(landlord_id=case.landlord_id, of=case.id)
    head = ours.filter(kind="case").values_list("id", "number", "words").first()
    words, last = _words_of_case(case), kept[-1].number if kept else 0
    known = head[1] if head else 0
    fresh = [one for one in kept if one.number > known]
    if erased := [one.number for one in kept if one.is_erased and one.number <= known]:
        ours.filter(kind="entry", number__in=erased).delete()
    if head and head[2] == words:
        if last > known:
            ours.filter(id=head[0]).update(number=last)
    else:
        ours.filter(kind="case").delete()
        _add(case.landlord_id, "case", case.id, words, last)
        if case.home_id:
            _ensure_home(case.landlord_id, case.home_id)
    _add_entries(case, fresh)


def index_person(*, landlord: UUID, person: UUID) -> None:
    """Make a person findable by name, reference, phone, email, organisation."""
    row = Person.objects.filter(landlord_id=landlord, id=person).first()
    if row is None:
        return
    words = "" if row.erased_at else _words_of_person(row)
    _rewrite(landlord, "person", person, words)
    if row.home_id:
        _ensure_home(landlord, row.home_id)


def index_homes(*, landlord: UUID, homes: Iterable[UUID] | None = None) -> None:
    """Make homes findable: these, or all of them."""
    found = Home.objects.filter(landlord_id=landlord)
    for home in found if homes is None else found.filter(id__in=list(homes)):
        _rewrite(landlord, "home", home.id, _words_of_home(home))


def drop(*, landlord: UUID) -> None:
    """Forget all words of a landlord; ``index_homes``, ``index_person`` and ``index_case`` write
    them anew."""
    with transaction.atomic():
        Findable.objects.filter(landlord_id=landlord).delete()
        Subject.objects.filter(landlord_id=landlord).delete()


def _add_entries(case: Case, fresh: Sequence[Kept]) -> None:
    rows = [
        Findable(
            landlord_id=case.landlord_id, kind="entry", of=case.id, number=one.number, words=words
        )
        for one in fresh
        if not one.is_erased and (words := findable(" \n ".join(_said_in(one.entry))))
    ]
    if rows:
        Findable.objects.bulk_create(rows, batch_size=BATCH)
    subjects = {key for one in fresh for key in one.entry.about_staff}
    for key in sorted(subjects):
        Subject.objects.get_or_create(landlord_id=case.landlord_id, case_id=case.id, key=key)


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


def _rewrite(landlord: UUID, kind: str, of: UUID, words: str) -> None:
    ours = Findable.objects.filter(landlord_id=landlord, kind=kind, of=of)
    before = ours.values_list("words", flat=True).first()
    if before == words:
        return
    if before is not None:
        ours.delete()
    if words:
        _add(landlord, kind, of, words)


def _ensure_home(landlord: UUID, home: UUID) -> None:
    if not Findable.objects.filter(landlord_id=landlord, kind="home", of=home).exists():
        index_homes(landlord=landlord, homes=[home])


def _add(landlord: UUID, kind: str, of: UUID, words: str, number: int = 0) -> None:
    Findable.objects.create(landlord_id=landlord, kind=kind, of=of, words=words, number=number)
