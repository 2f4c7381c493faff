"""What stands on the page of one visit: where, whom to ask for, what not to say, what is owed.

A visit to the person complained of has a page of its own, built word by word from what may be said
there (security R8): nothing of the case, of who reported, or of their home gets as far as that.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor, user_of_key
from putright.casework.permissions import LEADERS
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_identity import is_child
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.contacts import (
    Answerable,
    Rule,
    Whom,
    answerable_by,
    failed_in_row,
    people_of,
    rules_for,
)
from putright.casework.queries.other_side import allowed, withheld
from putright.casework.queries.visit_homes import Where, where_of
from putright.casework.queries.visit_marks import OTHER, begun_in, hour_of, is_to_other, until_of
from putright.casework.refused import NotThere
from putright.core.events.entry import HOUSEHOLD
from putright.core.practice.other_side import hits
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import months
from putright.kit.say import _
from putright.stores.people.models import Person
from putright.stores.record.models import Party

MOST_OWED = 6
SETTLES = frozenset({"asb.visited", "contact.made", "asb.visit_attempted", "asb.interviewed"})
"""What is promised with one of these acts can be settled at the door."""
SAYABLE = {
    "noise": "noise", "verbal abuse": "shouting and abusive words", "vandalism": "damage",
    "threat": "threatening behaviour", "intimidation": "threatening behaviour",
    "harassment": "harassment", "assault": "violence", "weapon": "violence",
    "firearm": "violence", "arson": "fire", "drugs": "drugs", "alcohol": "alcohol",
    "nuisance": "nuisance", "pets": "animals", "vehicles": "vehicles", "rubbish": "rubbish",
    "garden": "the garden", "graffiti": "graffiti", "hate graffiti": "graffiti",
    "communal areas": "use of the shared areas",
}  # fmt: skip
"""The general words for behaviour, by kind of report. A kind that is not here would tell who
spoke, of a child or of the reason somebody was chosen: it is not said at that door."""


class OutThere(Struct, frozen=True, kw_only=True):
    """That somebody arrived and has not left: the lone worker's check-in."""

    key: str
    who: str
    is_me: bool
    since: datetime
    until: datetime | None
    is_late: bool


class Arranged(Struct, frozen=True, kw_only=True):
    """A visit that is arranged: its day and hour, and what it is for."""

    day: date
    hour: time | None
    purpose: str


class VisitPage(Struct, frozen=True, kw_only=True):
    """A visit to somebody on our side."""

    around: Around
    whom: Whom
    people: tuple[Whom, ...]
    where: Where
    person: UUID | None
    rule: Rule
    best_time: str
    language: str
    has_code_word: bool
    needs: tuple[str, ...]
    silences: tuple[str, ...]
    staff_risks: tuple[str, ...]
    arranged: Arranged | None
    owed: tuple[PromiseSeen, ...]
    answerable: tuple[Answerable, ...]
    out: OutThere | None
    others: tuple[Whom, ...]
    failed: int
    may_end_for_others: bool


class OtherPage(Struct, frozen=True, kw_only=True):
    """A visit to the person complained of; ``around`` is for saving alone and is never drawn.

    ``choices`` are there, and nothing else, while nobody has said which of several is visited.
    """

    around: Around
    choices: tuple[Whom, ...] = ()
    key: str = ""
    name: str = ""
    address: str = ""
    is_held: bool = False
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    language: str = ""
    staff_risk: str = ""
    is_kept_back: bool = False
    """Whether something is known of them that names somebody else, and is not shown here."""
    said: tuple[str, ...] = ()
    period: str = ""
    rule: Rule = Rule("visit", "not asked", "")
    hour: time | None = None
    out: OutThere | None = None
    may_end_for_others: bool = False


def visit(
    actor: Actor, case_id: UUID, *, now: datetime, person: str = "", promise: str = ""
) -> VisitPage:
    """A visit to the resident, or to somebody else on that side."""
    opened = open_for(actor, case_id, now=now, what="visit")
    permissions.check(actor, "case.visit", opened.near)
    everybody = people_of(opened)
    people = tuple(one for one in everybody if one.side in HOUSEHOLD)
    whom = next((one for one in people if one.key == person), people[0])
    where = where_of(actor, opened.case, opened.rows, whom.key, side=whom.side, now=now)
    row, details = _row(opened, whom.key), _details(where.person)
    entries = Entries(opened)
    owed = [each for each in opened.owed if _is_settled_there(each, promise)]
    return VisitPage(
        around=around(opened, "visit"),
        whom=whom,
        people=people,
        where=where,
        person=row.person_id if row else None,
        rule=_visiting(opened, whom.key),
        best_time=str(details.get("best_time") or ""),
        language=_language(details),
        has_code_word=bool(details.get("code_word")),
        needs=_needs(details),
        silences=tuple(_silences(opened, whom, where)),
        staff_risks=tuple(_staff_risks(opened)),
        arranged=_arranged(opened, whom.key, ("asb.visit_arranged",)),
        owed=tuple(promises_seen(opened, owed[:MOST_OWED], entries)),
        answerable=tuple(answerable_by(opened, whom, promise)),
        out=_out(opened, whom.key, is_other=False),
        others=tuple(one for one in everybody if one.side == "other party"),
        failed=failed_in_row(opened.run.timeline.items, whom.key),
        may_end_for_others=bool(LEADERS & (opened.near.roles or frozenset())),
    )


def other(actor: Actor, case_id: UUID, *, now: datetime, person: str = "") -> OtherPage:
    """A visit to the person complained of."""
    opened = open_for(actor, case_id, now=now, what="visit")
    permissions.check(actor, "case.visit", opened.near)
    theirs = tuple(one for one in people_of(opened) if one.side == "other party")
    frame = around(opened, "")
    if not theirs:
        raise NotThere
    if person not in {one.key for one in theirs} and len(theirs) > 1:
        return OtherPage(around=frame, choices=theirs)
    key = next((one.key for one in theirs if one.key == person), theirs[0].key)
    where = where_of(actor, opened.case, opened.rows, key, side=OTHER, now=now)
    details = _details(where.person)
    arranged = _arranged(opened, key, ("asb.other_party_visit_arranged",))
    needs = [each for one in details.get("needs") or [] for each in _two_parts(one)]
    risk = str(details.get("staff_risk") or "")
    speaks = _language(details)
    may_stand = _sayable(opened, where, [*(words for _kind, words in needs), risk, speaks])
    told = {kind: tuple(words for each, words in needs if each == kind and words in may_stand)
            for kind in ("what", "helps")}  # fmt: skip
    return OtherPage(
        around=frame,
        key=key,
        name=where.name,
        address=where.address,
        is_held=where.is_held,
        needs=told["what"],
        helps=told["helps"],
        language=speaks if speaks in may_stand else "",
        staff_risk=_risk_words(risk, is_sayable=risk in may_stand),
        is_kept_back=not may_stand.issuperset(words for _kind, words in needs),
        said=said_to(opened, key),
        period=_period(opened, key),
        rule=_visiting(opened, key),
        hour=arranged.hour if arranged and arranged.day == now.date() else None,
        out=_out(opened, key, is_other=True),
        may_end_for_others=bool(LEADERS & (opened.near.roles or frozenset())),
    )


def said_to(opened: Open, key: str) -> tuple[str, ...]:
    """What may be said of the behaviour, in general words: each once, none that tells who spoke."""
    kinds = [kind for item in _reports(opened, key) for kind in item.entry.kinds]
    return tuple(dict.fromkeys(_(SAYABLE[kind]) for kind in kinds if kind in SAYABLE))


def open_visit(opened: Open, whom: str, actor: Actor, *, is_other: bool) -> Item | None:
    """The visit to that person for which this member of staff arrived and has not left."""
    for item in begun_in(opened.run.timeline, now=opened.at):
        is_mine = user_of_key(item.entry.by) == actor.user_id
        if is_mine and whom in item.entry.to and is_to_other(item) is is_other:
            return item
    return None


def _two_parts(need: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in ("what", "helps"):
        if need.get(kind):
            yield kind, str(need[kind])


def _sayable(opened: Open, where: Where, texts: list[str]) -> set[str]:
    """The texts about them in which nothing stands that this side may not learn.

    They are people's own words: somebody may have written the name of who reported into them.
    """
    names = (where.name,) if where.person is not None else ()
    kept, own = withheld(opened), allowed(opened, reader=where.person, names=names, hours=())
    return {text for text in texts if not hits([text], kept, own)}


def _risk_words(risk: str, *, is_sayable: bool) -> str:
    if risk and not is_sayable:
        return _("There is a risk to staff. Read it on their page before you go.")
    return risk


def _reports(opened: Open, key: str) -> Iterator[Item]:
    """Reports about that person, or about nobody in particular."""
    for item in opened.run.timeline.doing(("asb.reported",)):
        if not item.struck_by and not item.counter and key in (item.entry.against or (key,)):
            yield item


def _period(opened: Open, key: str) -> str:
    """When, as no more than months: a day or an hour would tell who was there (T6)."""
    days = [to_datetime(item.when.first).date() for item in _reports(opened, key)]
    if not days:
        return ""
    first, last = _month(min(days)), _month(max(days))
    if first == last:
        return _("in {month}").format(month=first)
    return _("between {first} and {last}").format(first=first, last=last)


def _month(day: date) -> str:
    return f"{months()[day.month - 1]} {day.year}"


def _visiting(opened: Open, key: str) -> Rule:
    return next(rule for rule in rules_for(opened, key) if rule.channel == "visit")


def _is_settled_there(promise: Promise, came_for: str) -> bool:
    """What somebody came for, what being there settles, and what we said that we would do."""
    is_word = bool(promise.pledge) and not promise.acts
    return promise.key == came_for or is_word or not SETTLES.isdisjoint(promise.acts)


def _row(opened: Open, key: str) -> Party | None:
    return next((row for row in opened.rows if row.key == key), None)


def _details(person: Person | None) -> dict[str, Any]:
    return dict(person.details) if person is not None else {}


def _needs(details: dict[str, Any]) -> tuple[str, ...]:
    told = details.get("needs") or []
    return tuple(
        f"{each['what']} ({each['helps']})" if each.get("helps") else str(each["what"])
        for each in told
    )


def _language(details: dict[str, Any]) -> str:
    """The interpreter that is needed, or the language where that is all we know."""
    told = details.get("interpreter")
    if told:
        return _("Interpreter: {told}").format(told=told)
    language = str(details.get("language") or "")
    if not language or language.casefold() == "english":
        return ""
    return _("Speaks {language}").format(language=language)


def _silences(opened: Open, whom: Whom, where: Where) -> Iterator[str]:
    """What not to say to whom at that door."""
    landlord = opened.case.landlord.name
    yield _("To anybody else who opens: your name, and {landlord}. Not why you came.").format(
        landlord=landlord
    )
    for told in _details(where.person).get("authorities") or []:
        yield _("{name} may be told: {what}. Nothing more.").format(
            name=told["name"], what=str(told["may_be_told"]).rstrip(". ")
        )
    for row in opened.rows:
        if row.side == "resident" and is_child(row) and row.key != whom.key:
            words = _("{name} is a child: speak through the adult who cares for them.")
            yield words.format(name=opened.name(row.key))
    if _lives_with_other(opened, where):
        yield _("The person complained of lives at this address. Do not say who spoke with us.")
    else:
        yield _("To neighbours: nothing, not even whom you visit.")


def _lives_with_other(opened: Open, where: Where) -> bool:
    home = where.person.home_id if where.person is not None else opened.case.home_id
    theirs = {row.person.home_id for row in opened.rows
              if row.side == "other party" and row.person is not None}  # fmt: skip
    return home is not None and home in theirs


def _staff_risks(opened: Open) -> Iterator[str]:
    """Dangers to whoever visits: those of this household in words, those nearby as a sign."""
    for row in opened.rows:
        told = str(_details(row.person).get("staff_risk") or "")
        if told and row.side == "resident":
            yield told
        elif told:
            yield _("Somebody else in this case may be a danger to staff. Read their page first.")


def _arranged(opened: Open, key: str, acts: tuple[str, ...]) -> Arranged | None:
    """The next visit that is arranged with them, or that of today."""
    items = [
        item
        for item in opened.run.timeline.doing(acts)
        if not item.struck_by and key in item.entry.to and item.entry.until is not None
    ]
    coming = [item for item in items if item.entry.until and item.entry.until >= opened.at.date()]
    chosen = min(coming, key=lambda item: item.entry.until or date.max, default=None)
    if chosen is None or chosen.entry.until is None:
        return None
    return Arranged(
        day=chosen.entry.until,
        hour=hour_of(chosen),
        purpose=chosen.entry.text,
    )


def _out(opened: Open, key: str, *, is_other: bool) -> OutThere | None:
    for item in begun_in(opened.run.timeline, now=opened.at):
        if key not in item.entry.to or is_to_other(item) is not is_other:
            continue
        until = until_of(item)
        return OutThere(
            key=item.id,
            who=opened.name(item.entry.by),
            is_me=user_of_key(item.entry.by) == opened.actor.user_id,
            since=to_datetime(item.when.first),
            until=until,
            is_late=until is not None and opened.at > until,
        )
    return None
