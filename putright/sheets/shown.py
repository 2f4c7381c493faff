"""How an entry, a file and the ways to act on them are put for the macros of every case page."""

from collections.abc import Sequence
from typing import Literal, cast
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from putright.casework.queries.case_entries import EntrySeen, Pointer
from putright.casework.queries.case_files import FileSeen
from putright.casework.queries.case_promises import PromiseSeen
from putright.kit.say import _, ngettext
from putright.kit.shown import EntryShown, FileShown, Link
from putright.sheets.acts import page_of
from putright.sheets.address import Query, of_case, of_entry

MOST_NAMED = 2
"""Promises that an entry of the timeline names; the entry's own page names all."""


def entry(seen: EntrySeen, case_id: UUID, *, actions: tuple[Link, ...] = ()) -> EntryShown:
    """An entry for the macro of the timeline."""
    return EntryShown(
        id=str(seen.number),
        title=seen.title,
        happened=seen.happened,
        summary=seen.text,
        who=_who(seen),
        channel=", ".join(part for part in (seen.channel, seen.span) if part),
        evidence=cast(Literal["evidenced", "admitted", "claimed", ""], seen.evidence),
        is_disputed=bool(seen.disputed_by),
        written=seen.written,
        written_by=seen.written_by,
        written_late=seen.written_late,
        proof_received=seen.proof_received,
        files=tuple(file(each) for each in seen.files),
        promises=_promises(seen, case_id),
        corrected=_corrected(seen),
        delivery=seen.delivery,
        other_account=" / ".join(each.text or each.words for each in seen.disputed_by),
        actions=actions,
    )


def file(seen: FileSeen) -> FileShown:
    """A file as an entry lists it: a way to it, or why it is held."""
    if seen.held:
        return FileShown(name=seen.name, note=seen.held)
    href = reverse("files:get", kwargs={"file_id": seen.id})
    return FileShown(name=seen.name, href=href, note=", ".join(_about_file(seen)))


def first_actions(seen: EntrySeen, case_id: UUID, may: frozenset[str]) -> tuple[Link, ...]:
    """What a timeline offers beside an entry: to open it, and what it plainly lacks."""
    found = actions(seen, case_id, may)
    lacks = {_("Log the answer")} if seen.waits_for_answer else set()
    if seen.evidence == "claimed" and seen.corrected_by is None:
        lacks.add(_("Add proof"))
    return tuple(each for each in found if each.word in lacks | {_("Open")})


def actions(seen: EntrySeen, case_id: UUID, may: frozenset[str]) -> tuple[Link, ...]:
    """What can be done with an entry by whoever looks at it."""
    number = seen.number
    found = [Link(word=_("Open"), href=of_entry("cases:entry", case_id, number))]
    if seen.waits_for_answer and "contact.log" in may:
        found.append(Link(word=_("Log the answer"), href=_log(case_id, answers=number)))
    if not seen.is_ours and "complaint.log" in may and (href := place("complaints:log", case_id)):
        taken = Query({"entry": [str(number)]}).on(href)
        found.append(Link(word=_("Take it as a complaint"), href=taken))
    if "case.note" in may:
        told, other = _("Add proof"), _("Add another account")
        found.append(Link(word=told, href=of_entry("cases:proof", case_id, number)))
        found.append(Link(word=other, href=of_entry("cases:dispute", case_id, number)))
    if "case.correct" in may and seen.corrected_by is None:
        found.append(Link(word=_("Correct"), href=of_entry("cases:correct", case_id, number)))
    return tuple(found)


def pointers(found: Sequence[Pointer], case_id: UUID) -> list[Link]:
    """Links to other entries."""
    return [Link(word=each.words, href=entry_href(case_id, each.number)) for each in found]


def entry_href(case_id: UUID, number: int) -> str:
    """Where an entry is shown on its own."""
    return of_entry("cases:entry", case_id, number)


def person_href(person_id: UUID) -> str:
    """Where a person is shown."""
    return reverse("people:page", kwargs={"person_id": person_id})


def act_href(promise: PromiseSeen, case_id: UUID) -> str:
    """Where a promise is kept: the page of its own act, else the one that logs a contact."""
    own = page_of(promise.acts)
    if own and (address := place(own, case_id)):
        return Query({"promise": [promise.key]}).on(address)
    return _log(case_id, promise=promise.key, act=next(iter(promise.acts), ""))


def excuse_href(promise: PromiseSeen, case_id: UUID) -> str:
    """Where a promise is excused."""
    address = of_case("cases:excuse", case_id)
    return Query({"promise": [promise.key]}).on(address)


def _who(seen: EntrySeen) -> str:
    if not seen.to or not seen.is_ours:
        return seen.who
    return _("{who} to {to}").format(who=seen.who, to=seen.to)


def _corrected(seen: EntrySeen) -> str:
    if seen.corrected_by is not None:
        return _("Corrected by a later entry: {words}. The first text stays; it counts no more."
                 ).format(words=seen.corrected_by.words)  # fmt: skip
    if seen.corrects is not None:
        return _("Corrects: {words}.").format(words=seen.corrects.words)
    return ""


def _promises(seen: EntrySeen, case_id: UUID) -> tuple[Link, ...]:
    address = of_case("cases:promises", case_id)
    said = list(dict.fromkeys(each.what.rstrip(".") for each in seen.promises))
    more = len(said) - MOST_NAMED
    words = said[:MOST_NAMED]
    if more > 0:
        words.append(ngettext("{n} promise more", "{n} promises more", more))
    return tuple(Link(word=what, href=address) for what in words)


def _about_file(seen: FileSeen) -> list[str]:
    size = seen.size / 1024
    told = [f"{max(1, round(size))} KB" if size < 1024 else f"{size / 1024:.1f} MB"]
    return [*told, seen.note] if seen.note else told


def place(name: str, case_id: UUID) -> str:
    """The address of another area's page about a case; "" where this service has no such area."""
    try:
        return of_case(name, case_id)
    except NoReverseMatch:
        return ""


def _log(case_id: UUID, **told: object) -> str:
    address = place("contact:log", case_id)
    return Query({name: [str(value)] for name, value in told.items() if value}).on(address)
