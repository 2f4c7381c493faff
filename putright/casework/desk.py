"""The one desk: every change to a case or person passes here, in one transaction.

Permission, the form's one use, whether anything was added meanwhile, the append, and what follows
from it (promises as rows, cards, people as they are now): all of it is saved, or none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import complaint_gate, conflict, permissions
from putright.casework.actor import Actor
from putright.casework.assess import rows_of
from putright.casework.live import Live, load, load_all
from putright.casework.permissions import Nearness
from putright.casework.policies import fingerprint
from putright.casework.promises import Promise, promises_of
from putright.casework.refused import Changed, SentTwice
from putright.casework.walls import kept_from
from putright.core.events.entry import Entry
from putright.core.events.person import PersonNote
from putright.core.facts.people import known_of
from putright.stores.accounts.models import Landlord
from putright.stores.people import rows as people_rows
from putright.stores.record import cases, forms, lessons
from putright.stores.record.cases import NewCase, NewParty
from putright.stores.record.ledger.append import append, lock_stream, open_stream
from putright.stores.record.ledger.read import Kept, notes
from putright.stores.record.ledger.read import entries as kept_entries
from putright.stores.record.ledger.translate import Attached, row_of_entry, row_of_note
from putright.stores.record.lessons import LessonRow
from putright.stores.record.links import NewLink
from putright.stores.record.links import write as write_link
from putright.stores.record.models import Case, Party
from putright.stores.worklist import board, index
from putright.stores.worklist.board import CardRow, OwedRow

BATCH = 500


class Saved(Struct, frozen=True):
    """What was saved, and what is now promised that was not before: to be read out."""

    case_id: UUID
    reference: str
    numbers: tuple[int, ...]
    promised: tuple[Promise, ...]


def open_case(
    *,
    actor: Actor,
    case: NewCase,
    parties: Sequence[NewParty],
    entries: Sequence[Entry],
    now: datetime,
    form: UUID | None = None,
    cleared: Sequence[UUID] = (),
    source: str = "staff",
    permission: str = "report.take",
) -> Saved:
    """Open a case with its first entries; its promises begin at once."""
    permissions.check(actor, permission)
    with _once(actor, form, now) as made:
        landlord = Landlord.objects.get(id=actor.landlord_id)
        stream = open_stream(landlord=landlord.id, stream=case.id, kind="case")
        row = cases.make(landlord=landlord.id, prefix=landlord.prefix, case=case, now=now)
        for party in parties:
            cases.add_party(landlord=landlord.id, case=case.id, party=party)
        for user in cleared:
            cases.clear(landlord=landlord.id, case=case.id, user=user, now=now, given_by=_by(actor))
        rows = [row_of_entry(entry) for entry in _keyed(entries, head=0)]
        numbers = append(rows, stream=stream, actor=_by(actor), source=source, now=now)
        promised = reassess(row, now=now)
        made.update(case=str(case.id))
        return Saved(case.id, row.reference, tuple(numbers), promised)


def add(
    *,
    actor: Actor,
    permission: str,
    near: Nearness,
    entries: Sequence[Entry],
    now: datetime,
    seen: int | None = None,
    form: UUID | None = None,
    parties: Sequence[NewParty] = (),
    files: Mapping[int, tuple[Attached, ...]] | None = None,
    source: str = "staff",
    also: Callable[[], None] | None = None,
) -> Saved:
    """Add entries to a case.

    ``seen`` is the number of the last entry on the page that this comes from: where one was added
    since, ``Changed`` is raised and nothing saved. ``files`` are kept files by the place of their
    entry among ``entries``. ``also`` writes rows that belong to the entries
    (whose case it is, who is cleared) in the same transaction.
    """
    permissions.check(actor, permission, near)
    with _once(actor, form, now) as made:
        stream = lock_stream(landlord=actor.landlord_id, stream=near.case_id)
        if seen is not None and seen < stream.head:
            raise Changed(seen)
        for party in parties:
            cases.add_party(landlord=actor.landlord_id, case=near.case_id, party=party)
        keyed = _keyed(entries, head=stream.head)
        attached = files or {}
        rows = [row_of_entry(entry, attached.get(place, ())) for place, entry in enumerate(keyed)]
        since = stream.head
        numbers = append(rows, stream=stream, actor=_by(actor), source=source, now=now)
        if also is not None:
            also()
        row = _case(actor.landlord_id, near.case_id)
        promised = reassess(row, now=now, since=since, by=actor)
        made.update(case=str(row.id))
        return Saved(row.id, row.reference, tuple(numbers), promised)


def check_fresh(*, actor: Actor, head: int, seen: int | None, form: UUID | None) -> None:
    """Refuse a stale sending before a file is kept for it; ``add`` looks again, with the lock.

    ``head`` is the number of the case's last entry.
    """
    if form is not None:
        made = forms.made_by(landlord=actor.landlord_id, form=form, user=actor.user_id)
        if made is not None:
            raise SentTwice(made)
    if seen is not None and seen < head:
        raise Changed(seen)


def write_person(
    *,
    actor: Actor,
    person: UUID | None,
    written: Sequence[PersonNote],
    now: datetime,
    home: UUID | None = None,
    form: UUID | None = None,
    seen: int | None = None,
    source: str = "staff",
    permission: str = "person.change",
) -> UUID:
    """Add to what is known of somebody (None: somebody new); their cases are looked at again."""
    permissions.check(actor, permission)
    landlord = actor.landlord_id
    with _once(actor, form, now) as made:
        if person is None:
            person = uuid4()
            stream = open_stream(landlord=landlord, stream=person, kind="person")
        else:
            stream = lock_stream(landlord=landlord, stream=person)
        if seen is not None and seen < stream.head:
            raise Changed(seen)
        keyed = [
            replace(note, id=note.id or f"n{number}")
            for number, note in enumerate(written, start=stream.head + 1)
        ]
        rows = [row_of_note(note) for note in keyed]
        append(rows, stream=stream, actor=_by(actor), source=source, now=now)
        _fold_person(landlord, person, now, home)
        for row in _cases_of(landlord, person):
            reassess(row, now=now)
        made.update(person=str(person))
        return person


def write_lesson(
    *,
    actor: Actor,
    lesson: UUID,
    entry: Entry,
    now: datetime,
    row_of: Callable[[UUID, Sequence[Kept]], LessonRow],
    is_new: bool = False,
    seen: int | None = None,
    form: UUID | None = None,
    files: tuple[Attached, ...] = (),
    permission: str = "lesson.work",
    before: Callable[[], None] = lambda: None,
) -> UUID:
    """Record a lesson, or add to one; ``row_of`` says what its list shows of all its entries.

    ``before`` writes what belongs to the entry, in the same transaction, once the stream is locked.
    """
    permissions.check(actor, permission)
    landlord = actor.landlord_id
    with _once(actor, form, now) as made:
        if is_new:
            stream = open_stream(landlord=landlord, stream=lesson, kind="lesson")
        else:
            stream = lock_stream(landlord=landlord, stream=lesson)
        if seen is not None and seen < stream.head:
            raise Changed(seen)
        before()
        rows = [row_of_entry(one, files) for one in _keyed([entry], head=stream.head)]
        append(rows, stream=stream, actor=_by(actor), source="staff", now=now)
        kept = kept_entries(landlord=landlord, stream=lesson)
        lessons.rewrite(landlord=landlord, row=row_of(lesson, kept))
        made.update(lesson=str(lesson))
        return lesson


def link(
    *,
    actor: Actor,
    permission: str,
    near: Nearness,
    links: Sequence[NewLink],
    now: datetime,
    form: UUID | None = None,
) -> None:
    """Say how two cases stand to each other, between them: no entry of either tells of it."""
    permissions.check(actor, permission, near)
    with _once(actor, form, now) as made:
        for each in links:
            write_link(landlord=actor.landlord_id, link=each, by=_by(actor), now=now)
        made.update(case=str(near.case_id))


def reassess(
    case: Case, *, now: datetime, since: int | None = None, by: Actor | None = None
) -> tuple[Promise, ...]:
    """Write the rows of a case anew from its timeline; returns what is promised that was not.

    ``since`` is the last entry before those that are being added, ``by`` who adds them: whoever is
    complained of is refused here, inside the transaction (``putright.casework.conflict``).
    """
    live = load(case)
    if by is not None and since is not None:
        added = [one.entry for one in live.kept if one.number > since]
        conflict.refuse(by, live, added)
        if not by.is_system:
            complaint_gate.refuse(live, added, now=now)
    _id, owed, card, promises = _worked_out(live, now)
    before = board.rewrite(landlord=case.landlord_id, case=case.id, owed=owed, card=card)
    index.index_case(case, live.kept, since=since)
    return tuple(each for each in promises if each.is_open and board.key_of(each) not in before)


def _worked_out(live: Live, now: datetime) -> tuple[UUID, list[OwedRow], CardRow, list[Promise]]:
    """What lists keep of a case, and its promises, from one run of the engine."""
    run = live.run(now=now)
    promises = promises_of(run)
    owed, card = rows_of(
        run, stack=live.engine.stack, fingerprint=live.stamp, hidden=kept_from(live),
        away=conflict.kept_away(live), promises=promises,
    )  # fmt: skip
    return live.case.id, owed, card, promises


def rebuild(
    *, landlord: UUID, now: datetime, step: Callable[[str], None] = lambda reference: None
) -> int:
    """Drop the worklist of a landlord and write it again; returns how many cases."""
    with transaction.atomic():
        board.drop(landlord=landlord)
        index.rebuild(landlord=landlord)
        found = Case.objects.filter(landlord_id=landlord).select_related("landlord", "home")
        cases = list(found.order_by("id"))
        for start in range(0, len(cases), BATCH):
            batch = cases[start : start + BATCH]
            lives = load_all(batch)
            board.write(landlord=landlord, rows=[_worked_out(live, now)[:3] for live in lives])
            for case in batch:
                step(case.reference)
        return len(cases)


def refresh(*, landlord: UUID, now: datetime, most: int | None = None) -> int:
    """Write anew the cases that a changed pack, or time alone, has changed; returns how many."""
    stamp = fingerprint(Landlord.objects.get(id=landlord).pack)
    changed = 0
    for case_id in board.stale(landlord=landlord, fingerprint=stamp, now=now)[:most]:
        with transaction.atomic():
            lock_stream(landlord=landlord, stream=case_id)
            reassess(_case(landlord, case_id), now=now)
        changed += 1
    return changed


@contextmanager
def _once(actor: Actor, form: UUID | None, now: datetime) -> Iterator[dict[str, str]]:
    """One transaction for one form; what was made is kept, to lead a second sending there."""
    made: dict[str, str] = {}
    try:
        with transaction.atomic():
            used = None
            if form is not None:
                used = forms.use(landlord=actor.landlord_id, form=form, user=actor.user_id, now=now)
            yield made
            if used is not None:
                forms.led_to(used, made)
    except forms.UsedBefore as before:
        raise SentTwice(before.led_to) from None


def _by(actor: Actor) -> UUID | None:
    return None if actor.is_system else actor.user_id


def _keyed(entries: Sequence[Entry], *, head: int) -> list[Entry]:
    """Entries with keys of their own: e12 is the twelfth of its stream."""
    return [
        entry if entry.id else replace(entry, id=f"e{number}")
        for number, entry in enumerate(entries, start=head + 1)
    ]


def _case(landlord: UUID, case: UUID) -> Case:
    return Case.objects.select_related("landlord", "home").get(landlord_id=landlord, id=case)


def _cases_of(landlord: UUID, person: UUID) -> Iterable[Case]:
    ids = Party.objects.filter(landlord_id=landlord, person_id=person).values("case_id")
    found = Case.objects.filter(landlord_id=landlord, id__in=ids)
    return found.select_related("landlord", "home").order_by("id")


def _fold_person(landlord: UUID, person: UUID, now: datetime, home: UUID | None) -> None:
    written = notes(landlord=landlord, stream=person)
    with_needs = [note.recorded_at or note.at for note in written if note.sets.needs]
    people_rows.rewrite(
        landlord=landlord,
        person=person,
        known=known_of(written),
        known_from=min(with_needs, default=None),
        now=now,
        home=home,
    )
    index.index_person(landlord=landlord, person=person)
