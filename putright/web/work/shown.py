"""What the list says above itself, and where its rows lead."""

from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse
from msgspec import Struct

from putright.casework.queries.reached import Reached
from putright.casework.queries.worklist import Row, Worklist
from putright.kit.dates import list_day, moment, sentence_case
from putright.kit.say import _, ngettext
from putright.kit.shown import Notice


def notices(seen: Worklist) -> tuple[Notice, ...]:
    """What was not looked at or raised for a while, and who opened a restricted case of mine."""
    return (*_old(seen), *_opened(seen))


def _old(seen: Worklist) -> Iterable[Notice]:
    if seen.old_since is not None:
        yield Notice(
            words=_(
                "The service has not looked at every promise since before {at}. This list was "
                "worked out anew just now; tell whoever runs the service."
            ).format(at=moment(seen.old_since)),
            kind="warning",
        )
    if seen.raised.old_since is not None:
        yield Notice(
            words=_(
                "Nothing new has been raised to anybody since {at}: what runs by itself stands "
                "still. What waits too long may be missing under “Raised to you”; tell whoever "
                "runs the service."
            ).format(at=moment(seen.raised.old_since)),
            kind="warning",
        )
    if seen.left_old:
        yield Notice(
            words=ngettext(
                "{n} case is still being worked out and may owe more than is listed.",
                "{n} cases are still being worked out and may owe more than is listed.",
                seen.left_old,
            ),
            kind="danger",
        )


def _opened(seen: Worklist) -> Iterable[Notice]:
    for one in seen.opened:
        yield Notice(
            heading=_("{who} opened {reference}, which is restricted").format(
                who=one.who, reference=one.reference
            ),
            words=_("On {day}, with this reason: {why}").format(
                day=list_day(one.at.date()), why=one.why
            ),
            kind="warning",
        )


class Shared(Struct, frozen=True):
    """What many rows have in common; the page draws each of these once."""

    states: frozenset[str]
    risks: frozenset[str]
    markers: frozenset[str]


def shared(seen: Worklist) -> Shared:
    """How the promises of a page stand, the levels of risk, and what is marked."""
    rows = [row for row in (seen.do_next, *_every(seen)) if row is not None]
    return Shared(
        states=frozenset(row.state for row in rows),
        risks=frozenset(row.risk for row in rows),
        markers=frozenset(word for row in rows for word in row.markers),
    )


def _every(seen: Worklist) -> Iterable[Row]:
    for group in (*seen.groups, seen.waiting):
        yield from group.rows
    for covering in seen.covering:
        yield from covering.rows


class RowShown(Struct, frozen=True, kw_only=True):
    """A row in words, with where it leads; ``key`` as it stands in an address."""

    case: str
    key: str
    ticked: str
    choose: str
    heading: str
    what: str
    reference: str
    title: str
    risk: str
    markers: tuple[str, ...]
    state: str
    by: str
    told: str
    who: str
    reached: Reached | None
    why: str
    waits: str
    page: str
    log: str
    excuse: str


def worded(rows: Iterable[Row]) -> list[RowShown]:
    """Rows as the page says them; what all of them say is looked up once."""
    says = {
        "choose": _("Choose: {what}, {reference}"),
        "who": _("For {who}."),
        "why": _("As {why} says."),
        "waits": _("Owed by: {who}."),
        "told": _("{day} was said before a bank holiday was added"),
    }
    return [_worded(row, says) for row in rows]


def _worded(row: Row, says: Mapping[str, str]) -> RowShown:
    case = str(row.case)
    page, log, excuse = places(case)
    waits, told = row.waits_for, row.told_before
    return RowShown(
        case=case,
        key=quote(row.key, safe="/"),
        ticked=f"{case}~{row.key}",
        choose=says["choose"].format(what=row.what, reference=row.reference),
        heading=sentence_case(row.what),
        what=row.what,
        reference=row.reference,
        title=row.title,
        risk=row.risk,
        markers=row.markers,
        state=row.state,
        by=row.by,
        told=says["told"].format(day=told) if told else "",
        who=says["who"].format(who=row.person) if row.person else "",
        reached=row.reached,
        why=says["why"].format(why=row.why),
        waits=says["waits"].format(who=waits) if waits else "",
        page=page,
        log=log,
        excuse=excuse,
    )


def places(case: str) -> tuple[str, str, str]:
    """Where a case is read, where a contact is logged in it, where a promise is excused.

    Addresses are made once and filled in: a list has three for each of fifty rows.
    """
    page, log, excuse = _patterns()
    return page.replace(NO_CASE, case), log.replace(NO_CASE, case), excuse.replace(NO_CASE, case)


NO_CASE = str(UUID(int=0))


@cache
def _patterns() -> tuple[str, str, str]:
    made = [
        reverse(name, kwargs={"case_id": NO_CASE})
        for name in ("cases:page", "contact:log", "cases:excuse")
    ]
    return made[0], made[1], made[2]
