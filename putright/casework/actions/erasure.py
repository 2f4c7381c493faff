"""Erasing personal words under a rule: of single entries, of a lesson, of all about a person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from putright.casework import desk, erased, laid, permissions
from putright.casework.actions.bundles import forget_all as forget_bundles
from putright.casework.actions.files import blobs
from putright.casework.actions.orders import PACK_MADE
from putright.casework.actor import Actor
from putright.casework.complaint_gate import REPRESENTED
from putright.casework.lessons import row_of, stack_of
from putright.casework.permissions import Nearness
from putright.casework.queries.lessons import may_see
from putright.casework.queries.posting import addresses_of
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import PersonNote
from putright.kit.say import _
from putright.stores.post import items, outbox
from putright.stores.record import drafts, outgoing
from putright.stores.record.cases import cases_of, forget_names, forget_names_of
from putright.stores.record.ledger import erase
from putright.stores.record.ledger.erase import ErasedFile, Rule
from putright.stores.record.ledger.read import Kept, entries


def erase_entries(
    *, actor: Actor, near: Nearness, keys: Sequence[str], under: Rule, now: datetime
) -> desk.Saved:
    """Erase the words and files of some entries of a case; what is left still tells the engine."""
    permissions.check(actor, "record.erase", near)
    landlord, case = actor.landlord_id, near.case_id
    kept = entries(landlord=landlord, stream=case)
    keys = [*keys, *_papers_of(kept, keys)]
    numbers = erase.numbers_of(landlord=landlord, stream=case, keys=keys)
    named = _named_in(kept, keys)
    if not numbers:
        raise Refused(_("There are no words to erase: they are gone, or there is no such entry."))
    told = Entry(
        id="",
        does=(erase.ERASING,),
        at=now,
        by=actor.key,
        refs=tuple(keys),
        reason=under.why,
        text=under.rule,
        evidence=(Evidence(kind="note"),),
    )

    def also() -> None:
        gone = erase.forget(
            landlord=landlord, stream=case, numbers=numbers, under=under, actor=actor.user_id,
            now=now,
        )  # fmt: skip
        _rub_out(landlord, gone)
        forget_names(landlord=landlord, case=case, keys=named)
        _forget_unsent(landlord, [case])
        came = items.of_entries(landlord=landlord, case=case, keys=keys)
        _forget_post(actor, came, under, now)
        _list(landlord, case, "case", numbers, under)

    return desk.add(
        actor=actor, permission="record.erase", near=near, entries=[told], now=now, also=also
    )


def _papers_of(kept: Sequence[Kept], keys: Sequence[str]) -> list[str]:
    """The papers for the Ombudsman on which words of these entries are printed."""
    made = [one.entry for one in kept if PACK_MADE in one.entry.does]
    return [one.id for one in made if one.id not in keys and not set(keys).isdisjoint(one.refs)]


def _named_in(kept: Sequence[Kept], keys: Sequence[str]) -> set[str]:
    """Whoever was first complained of, or asked to speak, in one of these: the name kept for them
    came with it."""
    first: dict[str, str] = {}
    for one in kept:
        spoken = (one.entry.for_whom,) if REPRESENTED in one.entry.does else ()
        for part in (*one.entry.against, *spoken):
            first.setdefault(part, one.entry.id)
    return {part for part, entry in first.items() if entry in keys}


def erase_person(*, actor: Actor, person: UUID, under: Rule, now: datetime) -> None:
    """Erase all that is known of a person; their parts in cases stay, without a name."""
    told = PersonNote(id="", does=erase.ERASING, at=now, by=actor.key, how=under.rule)
    with transaction.atomic():
        known = addresses_of(actor.landlord_id, person)
        laid.forget(outbox.forget_addresses(landlord=actor.landlord_id, addresses=known))
        theirs = items.of_person(landlord=actor.landlord_id, person=person, addresses=known)
        _forget_post(actor, theirs, under, now)
        numbers = erase.numbers_of(landlord=actor.landlord_id, stream=person)
        desk.write_person(
            actor=actor, person=person, written=[told], now=now, permission="record.erase"
        )
        erase.forget(
            landlord=actor.landlord_id,
            stream=person,
            numbers=numbers,
            under=under,
            actor=actor.user_id,
            now=now,
        )
        forget_names_of(landlord=actor.landlord_id, person=person)
        _forget_unsent(actor.landlord_id, cases_of(landlord=actor.landlord_id, person=person))
        _list(actor.landlord_id, person, "person", numbers, under)


def erase_lesson(
    *, actor: Actor, lesson: UUID, keys: Sequence[str], under: Rule, now: datetime
) -> None:
    """Erase the words and files of entries of a lesson; what was promised, and its day, stay."""
    permissions.check(actor, "record.erase")
    if not actor.is_system:
        may_see(actor, lesson)
    landlord = actor.landlord_id
    numbers = erase.numbers_of(landlord=landlord, stream=lesson, keys=keys)
    if not numbers:
        raise Refused(_("There are no words to erase: they are gone, or there is no such entry."))
    told = Entry(id="", does=(erase.ERASING,), at=now, by=actor.key, refs=tuple(keys),
                 reason=under.why, text=under.rule, evidence=(Evidence(kind="note"),))  # fmt: skip
    stack = stack_of(landlord)

    def before() -> None:
        gone = erase.forget(
            landlord=landlord, stream=lesson, numbers=numbers, under=under, actor=actor.user_id,
            now=now,
        )  # fmt: skip
        _rub_out(landlord, gone)
        _list(landlord, lesson, "lesson", numbers, under)

    desk.write_lesson(
        actor=actor, lesson=lesson, entry=told, now=now, permission="record.erase", before=before,
        row_of=lambda key, kept: row_of(key, kept, stack),
    )  # fmt: skip


def _forget_unsent(landlord: UUID, cases: Sequence[UUID]) -> None:
    """What is being written of these cases can quote the erased words: letters and drafts go."""
    outgoing.forget_words(landlord=landlord, cases=cases)
    laid.forget(outbox.forget_cases(landlord=landlord, cases=cases))
    drafts.forget_cases(landlord=landlord, cases=cases)
    for case in cases:
        forget_bundles(landlord=landlord, case=case)


def _forget_post(actor: Actor, came: Sequence[UUID], under: Rule, now: datetime) -> None:
    """What came in and holds the same words: they go, with what came with it, once it is saved.

    With it go the reasons that were typed on it, reports begun with it, and what answered it.
    """
    landlord = actor.landlord_id
    gone = items.forget_words(
        landlord=landlord, items=came, rule=under.rule, actor=actor.user_id, now=now
    )
    drafts.forget_items(landlord=landlord, items=came)
    laid.forget(outbox.forget_items(landlord=landlord, items=came))

    def rub() -> None:
        for folder, blob in gone:
            blobs().erase(landlord=landlord, case=folder, name=blob)

    if gone:
        transaction.on_commit(rub)


def _list(landlord: UUID, stream: UUID, kind: str, numbers: Sequence[int], under: Rule) -> None:
    """Keep the list that a restored copy is held against."""
    lines = [erased.Line(landlord, stream, kind, number, under.rule) for number in numbers]
    transaction.on_commit(lambda: erased.write(lines))


def _rub_out(landlord: UUID, gone: Sequence[ErasedFile]) -> None:
    """Take the files off the disk once the erasure is saved, and not before."""

    def rub() -> None:
        for each in gone:
            blobs().erase(landlord=landlord, case=each.case, name=each.blob)

    if gone:
        transaction.on_commit(rub)
