"""Walks the chains of a landlord and names the first entry of each stream that is not as written.

Nothing is locked: where somebody adds meanwhile, the stream in question is read again by itself
before it is called broken.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from msgspec import Struct

from putright.stores.accounts.models import Landlord
from putright.stores.people.models import Person
from putright.stores.record.ledger.erase import ERASING
from putright.stores.record.ledger.seal import Anchor, Head, Register, register
from putright.stores.record.ledger.translate import chained, digest_of_row, digest_of_words
from putright.stores.record.models import Case, Erasure, StoredEntry, Stream, Wording

CheckFile = Callable[[UUID, UUID, str], str]
"""Asked about a file that an entry holds (case, file, salted digest); answers what is wrong."""

AT_ONCE = 2000
TRIES = 3


class Broken(Struct, frozen=True):
    """What is wrong, and where: the stream, its name for people, the first entry concerned."""

    what: str
    stream: UUID | None = None
    name: str = ""
    number: int | None = None


class Verified(Struct, frozen=True):
    """What was walked, and what is broken."""

    streams: int
    entries: int
    files: int
    erased: int
    broken: tuple[Broken, ...]


class _Row(Struct):
    """An entry as it is read, with its words."""

    landlord_id: UUID
    stream_id: UUID
    number: int
    key: str
    kind: str
    shape: int
    data: Any
    happened_at: datetime | None
    recorded_at: datetime
    actor_id: UUID | None
    source: str
    wording_digest: Any
    previous: Any
    digest: Any
    words: tuple[Any, str] | None = None


COLUMNS = _Row.__struct_fields__[:-1]


class _Stream(Struct):
    """The head of a stream."""

    id: UUID
    kind: str
    head: int
    digest: Any
    last_at: datetime | None


class _Counts(Struct):
    streams: int = 0
    entries: int = 0
    files: int = 0


class _Fault(Exception):
    """The first thing found wrong in a stream."""

    def __init__(self, number: int | None, what: str) -> None:
        super().__init__(what)
        self.number, self.what = number, what


def verify(
    *,
    landlord: UUID,
    anchors: Iterable[Anchor] = (),
    check_file: CheckFile | None = None,
    step: Callable[[int], None] = lambda entries: None,
) -> Verified:
    """Walk every stream of a landlord and hold the seals against the anchors kept outside."""
    sealed = register(landlord=landlord)
    walk = _Walk(landlord, sealed, check_file, step)
    broken = [Broken(what=what) for what in sealed.wrong]
    broken += _against_anchors(landlord, sealed, anchors)
    broken += walk.all_streams()
    counts = walk.counts
    return Verified(counts.streams, counts.entries, counts.files, len(walk.noted), tuple(broken))


class _Walk:
    """One walk over a landlord's streams."""

    def __init__(
        self,
        landlord: UUID,
        sealed: Register,
        check_file: CheckFile | None,
        step: Callable[[int], None],
    ) -> None:
        self.landlord, self.sealed, self.check_file, self.step = landlord, sealed, check_file, step
        self.counts = _Counts()
        self.names = dict(Case.objects.filter(landlord_id=landlord).values_list("id", "reference"))
        people = Person.objects.filter(landlord_id=landlord)
        self.people = frozenset(people.values_list("id", flat=True))
        self.noted = _noted(landlord)

    def all_streams(self) -> Iterator[Broken]:
        """What is broken, stream by stream."""
        heads = {each.id: each for each in _heads(self.landlord)}
        unseen = set(heads)
        with closing(_rows(self.landlord)) as found:
            for stream_id, rows in groupby(found, attrgetter("stream_id")):
                unseen.discard(stream_id)
                yield from self._one(heads.get(stream_id), stream_id, rows)
        for stream_id in sorted(unseen):
            yield from self._one(heads[stream_id], stream_id, ())
        yield from self._missing(set(heads))

    def _one(self, head: _Stream | None, stream_id: UUID, rows: Iterable[_Row]) -> Iterator[Broken]:
        self.counts.streams += 1
        try:
            self._walk(head, stream_id, chain(rows))
        except _Fault:
            # Somebody may have added while we read: then it holds when read again.
            again = self._again(stream_id)
            if again is not None:
                yield Broken(again.what, stream_id, self._name(stream_id, head), again.number)

    def _again(self, stream_id: UUID) -> _Fault | None:
        found = None
        for _ in range(TRIES):
            before = _head(self.landlord, stream_id)
            self.noted |= _noted(self.landlord, stream_id)
            with closing(_rows(self.landlord, stream_id)) as rows:
                try:
                    self._walk(before, stream_id, rows, counted=False)
                    return None
                except _Fault as fault:
                    found = fault
            if before == _head(self.landlord, stream_id):
                break
        return found

    def _walk(
        self, head: _Stream | None, stream_id: UUID, rows: Iterable[_Row], *, counted: bool = True
    ) -> None:
        """Raise what is first wrong in a stream."""
        if head is None:
            raise _Fault(None, "the stream is gone and its entries are still here")
        sealed = self.sealed.heads.get(stream_id)
        digest, number, at = b"", 0, None
        gone: dict[str, int] = {}
        for row in rows:
            number += 1
            _check_place(row, number, digest, at)
            _check_digest(row, digest)
            self._check_words(row, gone, head.kind)
            self._check_files(row, counted)
            if sealed and sealed.number == number and sealed.digest != bytes(row.digest):
                raise _Fault(number, "is not what it was when it was sealed")
            digest, at = bytes(row.digest), row.recorded_at
            self._count(counted)
        _check_end(head, number, digest, sealed)
        if gone:
            key, first = min(gone.items(), key=lambda one: one[1])
            raise _Fault(first, f"the words of {key} are gone and no entry tells why")

    def _check_words(self, row: _Row, gone: dict[str, int], kind: str) -> None:
        noted = (row.stream_id, row.number) in self.noted
        if row.words is None:
            if not noted:
                raise _Fault(row.number, "has no words, and no erasure is on record")
            gone[row.key] = row.number
        else:
            salt, body = row.words
            if digest_of_words(bytes(salt), body) != bytes(row.wording_digest):
                raise _Fault(row.number, "has other words than were written")
            if noted:
                raise _Fault(row.number, "has words again that were erased")
        if row.kind == ERASING:
            told = list(gone) if kind == "person" else row.data.get("refs", [])
            for key in told:
                gone.pop(key, None)

    def _check_files(self, row: _Row, counted: bool) -> None:
        for file, digest in row.data.get("files", ()):
            self.counts.files += counted
            if self.check_file is None or row.words is None:
                continue
            wrong = self.check_file(row.stream_id, UUID(file), digest)
            if wrong:
                raise _Fault(row.number, f"holds the file {file}, which {wrong}")

    def _missing(self, there: set[UUID]) -> Iterator[Broken]:
        """Streams that a seal, a case or a person names and that are not here."""
        for stream_id in sorted({*self.names, *self.people} - there - set(self.sealed.heads)):
            yield Broken("the whole stream is missing", stream_id, self._name(stream_id, None))
        for stream_id, head in sorted(self.sealed.heads.items()):
            if stream_id not in there:
                what = f"the whole stream is missing; it was sealed with {_entries(head.number)}"
                yield Broken(what, stream_id, self._name(stream_id, None))

    def _name(self, stream_id: UUID, head: _Stream | None) -> str:
        kind = head.kind if head else "stream"
        return self.names.get(stream_id) or f"{kind} {stream_id}"

    def _count(self, counted: bool) -> None:
        self.counts.entries += counted
        if counted and self.counts.entries % AT_ONCE == 0:
            self.step(self.counts.entries)


def _check_place(row: _Row, number: int, digest: bytes, at: datetime | None) -> None:
    if row.number != number:
        raise _Fault(number, "is missing")
    if bytes(row.previous) != digest:
        raise _Fault(number, "does not follow from the entry before it")
    if at is not None and row.recorded_at < at:
        raise _Fault(number, "was recorded before the entry before it")


def _check_digest(row: _Row, digest: bytes) -> None:
    if digest_of_row(digest, chained(row)) != bytes(row.digest):
        raise _Fault(row.number, "was changed")


def _check_end(head: _Stream, number: int, digest: bytes, sealed: Head | None) -> None:
    if number < head.head:
        raise _Fault(number + 1, f"is missing: the end was cut off at {_entries(number)}")
    if sealed is not None and number < sealed.number:
        raise _Fault(number + 1, f"is missing: {_entries(sealed.number)} were sealed")
    if number > head.head or digest != bytes(head.digest):
        raise _Fault(number, "is not what the head of the stream says")


def _against_anchors(
    landlord: UUID, sealed: Register, anchors: Iterable[Anchor]
) -> Iterator[Broken]:
    anchors = tuple(anchors)
    if not anchors:
        return
    slug = Landlord.objects.values_list("slug", flat=True).get(id=landlord)
    for anchor in (each for each in anchors if each.slug == slug):
        here = sealed.digests.get(anchor.number)
        if here is None:
            yield Broken(f"seal {anchor.number} of {anchor.sealed_at} is missing here")
        elif here != anchor.digest:
            yield Broken(f"seal {anchor.number} of {anchor.sealed_at} is not the one kept outside")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _of(model: Any, landlord: UUID, stream: UUID | None = None) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(landlord_id=landlord)
    return found if stream is None else found.filter(stream_id=stream)


def _noted(landlord: UUID, stream: UUID | None = None) -> set[tuple[UUID, int]]:
    """The entries whose erasure is on record."""
    return set(_of(Erasure, landlord, stream).values_list("stream_id", "number"))


def _heads(landlord: UUID, stream: UUID | None = None) -> Iterator[_Stream]:
    found = Stream.objects.filter(landlord_id=landlord)
    if stream is not None:
        found = found.filter(id=stream)
    for told in found.values_list("id", "kind", "head", "digest", "last_at").iterator(AT_ONCE):
        yield _Stream(*told)


def _head(landlord: UUID, stream: UUID) -> _Stream | None:
    return next(iter(list(_heads(landlord, stream))), None)


def _rows(landlord: UUID, stream: UUID | None = None) -> Generator[_Row]:
    """The entries with their words, in the order of the chains; both are read as they stream by."""
    order = ("stream_id", "number")
    rows = _of(StoredEntry, landlord, stream).order_by(*order).values_list(*COLUMNS)
    found = _of(Wording, landlord, stream).order_by(*order)
    words: Any = found.values_list("stream_id", "number", "salt", "body").iterator(AT_ONCE)
    lines: Any = rows.iterator(AT_ONCE)
    with closing(words), closing(lines) as told:
        word = next(words, None)
        for row in (_Row(*each) for each in told):
            place = (row.stream_id, row.number)
            while word is not None and (word[0], word[1]) < place:
                word = next(words, None)
            if word is not None and (word[0], word[1]) == place:
                row.words = (word[2], word[3])
            yield row
