"""What the pages of a case are drawn from: the kit's values, made of what the queries return."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from putright.casework.queries.case_file import CasePage, Row, Stepping, TimelinePage, Wanted
from putright.casework.queries.case_gaps import Gap
from putright.casework.queries.case_promises import PromiseSeen
from putright.kit.dates import list_day, long_day, sentence_case
from putright.kit.say import _, ngettext
from putright.kit.shown import (
    Choice,
    Column,
    FilterGroup,
    FilterPanel,
    Link,
    Pages,
    PromiseShown,
)
from putright.sheets.address import Query
from putright.sheets.shown import (
    entry,
    first_actions,
)

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
CLAUSE_ENDS = re.compile(r"[:;] ")
STATES = {
    "evidenced": "Record attached",
    "claimed": "No record",
    "admitted": "No record; we accept it",
    "disputed": "Two accounts",
}


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
