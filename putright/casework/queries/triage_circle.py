"""Whether what came in is from, or names, somebody of a restricted case or a home in one.

Such an item is for whoever is cleared for the case and for the leaders whom the pack names. A
sender can be forged and a name be written by anybody, so this can only narrow who reads an item,
never who has it: it waits for a living person of that circle, on the same ladder and with the same
times, and one who leads always sees it. Nobody can hide a report from the landlord by it. A thread
that our own token shows to belong to a case is that case's, and this says nothing about it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import user_of_key
from putright.stores.people.models import Home, Person
from putright.stores.post import items
from putright.stores.post.items import Row
from putright.stores.record.models import Case, Party
from putright.stores.worklist.models import Subject

FEWEST = 5
"""Letters of a name that is looked for in what came in: shorter ones stand in any text."""
DIGITS = 9
"""The last digits of a number by which it is known, whatever stands before them."""
WORD = re.compile(r"\w+")
Cases = Mapping[UUID, frozenset[UUID]]
Found = defaultdict[UUID, set[UUID]]


class Circle(Struct, frozen=True):
    """By item: the restricted cases that it may belong to; staff whom its sender complains of."""

    restricted: Cases
    walled: Cases


class Marks:
    """By which addresses, numbers, ids and words the people and homes of cases are known."""

    def __init__(self) -> None:
        self.exact: Found = defaultdict(set)
        self.ways: defaultdict[str, set[UUID]] = defaultdict(set)
        self.words: defaultdict[str, list[tuple[str, UUID]]] = defaultdict(list)

    def add_way(self, way: str, case: UUID) -> None:
        """Somebody of the case has this address or number."""
        if key := way_key(way):
            self.ways[key].add(case)

    def add_words(self, words: str, case: UUID) -> None:
        """Somebody or something of the case is called this."""
        plain = plain_words(words)
        if len(plain) >= FEWEST:
            self.words[plain.partition(" ")[0]].append((f" {plain} ", case))

    def in_text(self, text: str) -> set[UUID]:
        """The cases of which something is named in a text, by whole words."""
        if not self.words:
            return set()
        plain = f" {plain_words(text)} "
        begun = self.words.keys() & set(plain.split())
        return {case for word in begun for said, case in self.words[word] if said in plain}

    def by_way(self, row: Row) -> set[UUID]:
        """The cases of whom it came from, as far as a sender tells."""
        ways = (row.sender, row.fields.get("phone"), row.fields.get("email"))
        keys = (way_key(str(way or "")) for way in ways)
        return {case for key in keys if key for case in self.ways.get(key, ())}

    def by_id(self, ids: Iterable[UUID | None]) -> set[UUID]:
        """The cases of these people and homes."""
        return {case for one in ids if one for case in self.exact.get(one, ())}


def circle(landlord: UUID, rows: Sequence[Row]) -> Circle:
    """What each of these items has to do with; nothing grows with their number but the reading."""
    asked = [row for row in rows if row.case_id is None]
    if not asked:
        return Circle({}, {})
    return Circle(_restricted(landlord, asked), _walled(landlord, asked))


def way_key(way: str) -> str:
    """An address or a number as it is compared; "" for what is neither."""
    if "@" in way:
        return way.strip().casefold()
    digits = re.sub(r"\D", "", way)[-DIGITS:]
    return digits if len(digits) == DIGITS else ""


def plain_words(text: str) -> str:
    """A text as names are looked for in it: its words alone."""
    return " ".join(WORD.findall(text.casefold()))


def _restricted(landlord: UUID, rows: Sequence[Row]) -> Cases:
    cases = list(Case.objects.filter(landlord_id=landlord, is_restricted=True))
    if not cases:
        return {}
    marks = _marks(landlord, cases)
    asked = [row for row in rows if row.guess.get("how") != "thread"]
    texts = items.words_of(landlord=landlord, items=[row.id for row in asked])
    return {
        row.id: frozenset(
            marks.by_way(row)
            | marks.by_id((_id(row, "person"), row.home, _id(row, "home")))
            | marks.in_text(f"{texts.get(row.id, '')}\n{_told(row)}")
        )
        for row in asked
    }


def _marks(landlord: UUID, cases: Sequence[Case]) -> Marks:
    marks = Marks()
    homes: Found = defaultdict(set)
    for case in cases:
        marks.add_words(case.reference, case.id)
        if case.home_id:
            homes[case.home_id].add(case.id)
    ids = [case.id for case in cases]
    for case_id, person in _people(landlord, ids):
        _add_person(marks, person, case_id, by_name=person.kind == "resident")
        if person.home_id:
            homes[person.home_id].add(case_id)
    for case_id, core in _unknown(landlord, ids):
        marks.add_words(str(core.get("name") or ""), case_id)
    for home, address in Home.objects.filter(id__in=homes).values_list("id", "address"):
        marks.exact[home] |= homes[home]
        for case_id in homes[home]:
            marks.add_words(address, case_id)
    return marks


def _people(landlord: UUID, cases: Sequence[UUID]) -> Iterable[tuple[UUID, Person]]:
    found = Party.objects.filter(landlord_id=landlord, case_id__in=cases, person__isnull=False)
    for party in found.select_related("person"):
        assert party.person is not None
        yield party.case_id, party.person


def _unknown(landlord: UUID, cases: Sequence[UUID]) -> Iterable[tuple[UUID, dict[str, str]]]:
    """Whoever takes part and is no person of ours, as the case calls them."""
    found = Party.objects.filter(
        landlord_id=landlord, case_id__in=cases, person__isnull=True, user__isnull=True
    )
    return found.values_list("case_id", "core")


def _add_person(marks: Marks, person: Person, case: UUID, *, by_name: bool) -> None:
    marks.exact[person.id].add(case)
    for name in ("email", "phone", "other_phone"):
        marks.add_way(str(person.details.get(name) or ""), case)
    if by_name:
        marks.add_words(person.name, case)


def _walled(landlord: UUID, rows: Sequence[Row]) -> Cases:
    """Whoever a resident has complained of is not the one who opens what that resident writes."""
    named = Subject.objects.filter(landlord_id=landlord)
    keys: defaultdict[UUID, set[str]] = defaultdict(set)
    for case_id, key in named.values_list("case_id", "key"):
        keys[case_id].add(key)
    if not keys:
        return {}
    marks = Marks()
    for case_id, person in _people(landlord, list(keys)):
        _add_person(marks, person, case_id, by_name=False)
    staff = Party.objects.filter(landlord_id=landlord, case_id__in=keys, user__isnull=False)
    users: Found = defaultdict(set)
    for case_id, all_keys in keys.items():
        users[case_id] |= {user for key in all_keys if (user := user_of_key(key)) is not None}
    for case_id, key, user in staff.values_list("case_id", "key", "user_id"):
        if key in keys[case_id] and user is not None:
            users[case_id].add(user)
    return {
        row.id: frozenset(
            user
            for case_id in marks.by_way(row) | marks.by_id([_id(row, "person")])
            for user in users[case_id]
        )
        for row in rows
    }


def _told(row: Row) -> str:
    """What a form told besides its text."""
    return "\n".join(str(value) for value in row.fields.values() if value)


def _id(row: Row, what: str) -> UUID | None:
    try:
        return UUID(str(row.guess.get(what) or ""))
    except ValueError:
        return None
