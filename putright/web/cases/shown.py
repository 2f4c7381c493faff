"""What the pages of a case are drawn from: the kit's values, made of what the queries return."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, Literal, cast
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from putright.casework.queries.case_entries import EntrySeen, Pointer
from putright.casework.queries.case_file import CasePage, Row, Stepping, TimelinePage, Wanted
from putright.casework.queries.case_files import FileSeen
from putright.casework.queries.case_gaps import Gap
from putright.casework.queries.case_promises import PromiseSeen
from putright.kit.dates import list_day, long_day, sentence_case
from putright.kit.say import _, ngettext
from putright.kit.shown import (
    Choice,
    Column,
    EntryShown,
    FileShown,
    FilterGroup,
    FilterPanel,
    Link,
    Pages,
    PromiseShown,
)
from putright.web.cases.address import Query, of_case, of_entry

AREAS = {
    "asb": "Antisocial behaviour",
    "contact": "Contact",
    "complaint": "Complaint",
    "note": "Notes",
    "form": "Forms",
    "account": "Accounts given",
    "staff": "Staff and handover",
    "agency": "Agencies",
    "referral": "Referrals",
    "works": "Works",
    "move": "Moving",
    "redress": "Money",
    "ombudsman": "Ombudsman",
}
MOST_NAMED = 2
"""Promises that an entry of the timeline names; the entry's own page names all."""
CLAUSE_ENDS = re.compile(r"[:;] ")
STATES = {
    "evidenced": "Record attached",
    "claimed": "No record",
    "admitted": "No record; we accept it",
    "disputed": "Two accounts",
}


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
    """Where the next promise is kept: the page that logs a contact, its act chosen."""
    return _log(case_id, promise=promise.key, act=next(iter(promise.acts), ""))


def excuse_href(promise: PromiseSeen, case_id: UUID) -> str:
    """Where a promise is excused."""
    address = of_case("cases:excuse", case_id)
    return Query({"promise": [promise.key]}).on(address)


def days(page: TimelinePage, case_id: UUID) -> list[dict[str, Any]]:
    """The rows of a timeline by day; a stretch without contact stands by what ended it."""
    may = page.around.may
    return [
        {
            "words": list_day(day),
            "rows": [
                {
                    "entry": entry(
                        row.entry, case_id, actions=first_actions(row.entry, case_id, may)
                    ),
                    "gap": gap(row.gap) if row.gap else "",
                }
                for row in rows
            ],
        }
        for day, rows in groupby(page.rows, key=_day_of)
    ]


def gap(found: Gap, *, is_open: bool = False) -> str:
    """A stretch without contact in words."""
    counted = ngettext(
        "No contact with the resident for {n} working day",
        "No contact with the resident for {n} working days",
        found.workdays,
    )
    start, end = list_day(found.start), list_day(found.end)
    if is_open:
        return _("{counted}, since {start}").format(counted=counted, start=start)
    return _("{counted}: {start} to {end}").format(counted=counted, start=start, end=end)


def filters(page: TimelinePage, wanted: Wanted, address: str) -> FilterPanel:
    """The filters beside the timeline."""
    groups = [
        _group("kind", _("Kind"), page.kinds, wanted.kinds, AREAS),
        _group(
            "person",
            _("Person"),
            [(part.key, count) for part, count in page.people],
            wanted.people,
            {part.key: part.name for part, _count in page.people},
        ),
        _group("evidence", _("Evidence"), page.states, wanted.states, STATES),
        FilterGroup(
            name="only",
            word=_("Only"),
            choices=(
                Choice(value="waiting", word=_("Question unanswered"), chosen=wanted.waiting),
                Choice(value="promising", word=_("Promises made here"), chosen=wanted.promising),
            ),
        ),
    ]
    query = query_of(wanted)
    return FilterPanel(
        groups=tuple(groups),
        action=address,
        applied=tuple(_applied(groups, query, address)),
        clear_href=address,
        kept={"order": "oldest"} if wanted.oldest_first else {},
    )


def query_of(wanted: Wanted, *, part: int = 1) -> Query:
    """A reader's wishes as they stand in an address: ids and kinds, never words."""
    only = [
        name for name, on in (("waiting", wanted.waiting), ("promising", wanted.promising)) if on
    ]
    told = {
        "kind": sorted(wanted.kinds),
        "person": sorted(wanted.people),
        "evidence": sorted(wanted.states),
        "only": only,
        "order": ["oldest"] if wanted.oldest_first else [],
        "part": [str(part)] if part > 1 else [],
    }
    return Query(told)


def pages(page: TimelinePage, wanted: Wanted, address: str) -> Pages:
    """Where in a long timeline a part stands."""

    def at(part: int) -> str:
        return query_of(wanted, part=part).on(address) if 1 <= part <= page.parts else ""

    return Pages(
        number=page.part, of=page.parts, before_href=at(page.part - 1), after_href=at(page.part + 1)
    )


def brief(promise: PromiseSeen) -> PromiseShown:
    """The promise line for a glance: its clause by name and number, without what it goes on to
    say; the page of the promises has it whole."""
    why = CLAUSE_ENDS.split(promise.shown.why, maxsplit=1)[0]
    return replace(promise.shown, why=why)


def at_a_glance(page: CasePage) -> str:
    """How the case stands, in one or two sentences."""
    late, said = len(page.overdue), []
    if late:
        said.append(ngettext("{n} promise is overdue.", "{n} promises are overdue.", late))
    elif page.due:
        said.append(_("Nothing is overdue."))
    if page.due:
        first = page.due[0].shown
        by = first.by or _("no time set")
        said.append(_("The next falls due {by}.").format(by=by) if late else _next_by(by))
    said.append(_reached(page))
    return " ".join(said)


def stepping(found: Stepping, address: str, *, unread: str) -> dict[str, Any]:
    """The ways to the days before and after, what day this is, and what was typed and is none."""

    def at(day: date | None) -> str:
        return Query({"on": [day.isoformat()]}).on(address) if day else ""

    return {
        "day": long_day(found.on),
        "iso": found.on.isoformat(),
        "typed": f"{found.on.day}/{found.on.month}/{found.on.year}",
        "is_past": found.is_past,
        "before": at(found.before),
        "before_day": list_day(found.before) if found.before else "",
        "after": at(found.after),
        "after_day": list_day(found.after) if found.after else "",
        "today": address,
        "unread": unread,
    }


def look_columns() -> tuple[Column, ...]:
    """The columns of the log of looks."""
    named = {
        "at": _("When"), "who": _("Who"), "what": _("What"), "detail": _("Of it"), "why": _("Why"),
    }  # fmt: skip
    return tuple(Column(key=key, word=word) for key, word in named.items())


def _reached(page: CasePage) -> str:
    if page.last_contact is None:
        return _("No record shows that anybody has reached the resident yet.")
    if page.last_contact == page.stepping.on:
        return _("The resident was reached on that day.") if page.stepping.is_past else _(
            "The resident was reached today.")  # fmt: skip
    days = ngettext("{n} working day ago", "{n} working days ago", page.contact_days)
    return _("The resident was last reached on {day}, {days}.").format(
        day=list_day(page.last_contact), days=days
    )


def _next_by(by: str) -> str:
    return _("The next promise is due by {by}.").format(by=by)


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


def _day_of(row: Row) -> date:
    return row.day


def _group(
    name: str,
    word: str,
    counted: Sequence[tuple[str, int]],
    chosen: frozenset[str],
    words: dict[str, str],
) -> FilterGroup:
    choices = tuple(
        Choice(
            value=value,
            word=_(words[value]) if value in words else sentence_case(value),
            chosen=value in chosen,
            count=count,
        )
        for value, count in counted
    )
    return FilterGroup(name=name, word=word, choices=choices)


def _applied(groups: Sequence[FilterGroup], query: Query, address: str) -> list[Link]:
    return [
        Link(word=choice.word, href=query.without(group.name, choice.value).on(address))
        for group in groups
        for choice in group.choices
        if choice.chosen
    ]
