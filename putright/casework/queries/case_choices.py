"""What the forms of a case offer to choose from: its people, kinds, ways to excuse a promise."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.closing import is_closed
from putright.casework.promises import acts_of
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around, item_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.staff import colleagues
from putright.casework.refused import NotThere
from putright.core.duties.duty import Duty
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.record.models import Clearance

WISH = "asb.offer_refused"
"""What is written where a resident does not want a thing that no clause lets go."""


class Choices(Struct, frozen=True, kw_only=True):
    """What stands around a form, and what it offers; each is a key with its words."""

    around: Around
    people: tuple[tuple[str, str], ...]
    tellers: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    proofs: tuple[tuple[str, str], ...]
    is_closed: bool = False


class AboutEntry(Struct, frozen=True, kw_only=True):
    """A form that is about one entry."""

    choices: Choices
    entry: EntrySeen
    is_ours: bool


class AboutPromise(Struct, frozen=True, kw_only=True):
    """A promise to be excused, and the acts that its clause lets excuse it."""

    choices: Choices
    promise: PromiseSeen
    acts: tuple[tuple[str, str], ...]
    by_clause: bool


class Cleared(Struct, frozen=True, kw_only=True):
    """Somebody who sees a restricted case: since when, until when, why."""

    user: UUID
    name: str
    since: datetime
    until: datetime | None
    why: str
    broke_glass: bool
    is_officer: bool = False


class Circle(Struct, frozen=True, kw_only=True):
    """Who sees a case, and who could be cleared."""

    around: Around
    cleared: tuple[Cleared, ...]
    others: tuple[tuple[str, str], ...]


def choices(actor: Actor, case_id: UUID, *, now: datetime, permission: str) -> Choices:
    """What a form of a case offers; refused where this person may not write there."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, permission, opened.near)
    return _choices(opened)


def about_entry(
    actor: Actor, case_id: UUID, number: int, *, now: datetime, permission: str
) -> AboutEntry:
    """The same for a form about one entry."""
    opened = open_for(actor, case_id, now=now, what="entry", detail=str(number))
    permissions.check(actor, permission, opened.near)
    item = item_of(opened, number)
    seen = Entries(opened).seen([item])[0]
    return AboutEntry(choices=_choices(opened), entry=seen, is_ours=item.from_landlord)


def about_promise(actor: Actor, case_id: UUID, key: str, *, now: datetime) -> AboutPromise:
    """The same for excusing a promise."""
    opened = open_for(actor, case_id, now=now, what="promises")
    permissions.check(actor, "case.excuse", opened.near)
    found = [each for each in opened.owed if each.key == key]
    if not found:
        raise NotThere
    acts = _excusing(opened, found[0].rule)
    words = opened.run.words.acts
    named = [(act, sentence_case(_(words[act].says))) for act in acts or (WISH,) if act in words]
    return AboutPromise(
        choices=_choices(opened),
        promise=promises_seen(opened, found[:1], Entries(opened))[0],
        acts=tuple(named),
        by_clause=bool(acts),
    )


def circle(actor: Actor, case_id: UUID, *, now: datetime) -> Circle:
    """Who may see a case, for those who may change it."""
    opened = open_for(actor, case_id, now=now, what="circle")
    permissions.check(actor, "case.restrict", opened.near)
    case = opened.case
    rows = Clearance.objects.filter(landlord_id=actor.landlord_id, case_id=case.id)
    held = [
        Cleared(
            user=row.user_id,
            name=opened.staff_name(row.user_id),
            since=row.starts_at,
            until=row.ends_at,
            why=row.why,
            broke_glass=row.broke_glass,
            is_officer=row.user_id == case.officer_id,
        )
        for row in rows.order_by("starts_at", "id")
        if row.ends_at is None or row.ends_at > now
    ]
    inside = {each.user for each in held} | {case.officer_id}
    others = [
        (str(one.id), f"{one.name} ({', '.join(one.roles)})" if one.roles else one.name)
        for one in colleagues(actor, today=now.date())
        if one.is_active and one.id not in inside
    ]
    return Circle(around=around(opened, "page"), cleared=tuple(held), others=tuple(others))


def _choices(opened: Open) -> Choices:
    words = opened.run.words
    parts = [part for part in opened.parts.values() if part.side != "landlord"]
    people = tuple((part.key, _with_role(part.name, part.role)) for part in parts)
    sides = {part.key: part.side for part in parts}
    return Choices(
        around=around(opened, ""),
        people=people,
        tellers=_or_side(people, sides, ("resident", "helper", "agency"), "resident"),
        others=_or_side(people, sides, ("other party",), ""),
        kinds=tuple((kind, sentence_case(_(says))) for kind, says in words.kinds.items()),
        channels=tuple((word, sentence_case(_(word))) for word in words.channels),
        proofs=tuple((word, sentence_case(_(word))) for word in words.evidence if word != "note"),
        is_closed=is_closed(opened),
    )


def _or_side(
    people: tuple[tuple[str, str], ...], sides: dict[str, str], wanted: tuple[str, ...], side: str
) -> tuple[tuple[str, str], ...]:
    """Those of some sides; where there is nobody, the side itself."""
    found = tuple(one for one in people if sides[one[0]] in wanted)
    return found or (((side, _("The resident")),) if side else ())


def _with_role(name: str, role: str) -> str:
    return name if not role or role.lower() in name.lower() else f"{name} ({role})"


def _excusing(opened: Open, rule: str) -> tuple[str, ...]:
    duties: list[Duty] = opened.run.duties.get(rule, [])
    for duty in duties:
        return acts_of(duty.rule.rule.unless.excused_by)
    return ()
