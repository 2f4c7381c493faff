"""The promises of some cases as lists want them: rows, or worked out anew where rows are old.

A row tells what held when it was written. Where time alone has overtaken it since, or the policy
changed, the engine is asked on the spot and nothing is written: a list is right even if no job
ever ran.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from msgspec import Struct
from msgspec.structs import replace

from putright.casework.assess import rows_of
from putright.casework.conflict import kept_away
from putright.casework.cover import ELSEWHERE, Acting, Post, Staffing, acting_on
from putright.casework.live import load_all
from putright.casework.policies import fingerprint
from putright.casework.promises import state_of
from putright.casework.queries.kept_out import KeptOut, Sets, kept_out
from putright.casework.walls import kept_from
from putright.core.workdays import when_at
from putright.kit.shown import risk_key
from putright.stores.record.models import Case
from putright.stores.worklist.models import Owed

MOST_ANEW = 25
"""So many cases are worked out anew for one page; more are left as they were, and it says so."""

HEAD = (
    "id", "reference", "title", "team_id", "officer_id", "is_restricted", "home__patch_id",
    "card__level", "card__markers", "card__changes_at", "card__fingerprint", "card__kept_from",
    "card__handed_at", "card__handed_to", "card__unaccepted", "card__is_assessed",
)  # fmt: skip
LINE = (
    "case_id", "rule", "root", "pledge", "person", "what", "why", "owner", "holder", "kept_from",
    "soon_at", "due_at", "told_at", "in_hours",
)  # fmt: skip


class Head(Struct, frozen=True):
    """What a list needs of a case."""

    id: UUID
    reference: str
    title: str
    team: UUID
    officer: UUID | None
    is_restricted: bool
    patch: UUID | None
    level: str
    markers: tuple[str, ...]
    changes_at: datetime | None
    fingerprint: str
    kept_from: tuple[str, ...]
    handed_at: datetime | None = None
    handed_to: UUID | None = None
    unaccepted: int = 0
    is_assessed: bool = True

    @property
    def risk(self) -> str:
        """The level as a page marks it."""
        return risk_key(self.level, is_assessed=self.is_assessed)


class Line(Struct, frozen=True):
    """An open promise, as its row or the engine has it."""

    case: UUID
    rule: str
    root: str
    pledge: str
    person: str
    what: str
    why: str
    owner: str
    holder: UUID | None
    kept_from: tuple[str, ...]
    soon_at: datetime | None
    due_at: datetime | None
    told_at: datetime | None
    in_hours: bool

    @property
    def key(self) -> str:
        """What names it, as ``Promise.key``."""
        return "~".join((self.rule, self.root, self.pledge, self.person))

    @property
    def is_elsewhere(self) -> bool:
        """Whether nobody of the casework staff owes it: the officer waits and asks."""
        return self.owner in ELSEWHERE

    def state_at(self, now: datetime) -> str:
        """Due, due soon or overdue."""
        return state_of(now, soon_at=self.soon_at, due_at=self.due_at)


class Held(Struct, frozen=True):
    """A promise with its case, who acts on it, and who acts for the case's officer."""

    line: Line
    head: Head
    acting: Acting
    officer: Acting


class Found(Struct, frozen=True):
    """What some cases owe, and since when rows have been too old (None: all were fresh)."""

    held: tuple[Held, ...]
    heads: Mapping[UUID, Head]
    old_since: datetime | None = None
    left_old: int = 0


def owed_in(
    cases: QuerySet[Case], *, landlord: UUID, pack: str, staffing: Staffing, now: datetime,
    reader: UUID, known: Sets | None = None,
) -> Found:  # fmt: skip
    """The open promises of these cases with who acts on each; the queries do not grow with them.

    What is kept from the reader is left out.
    """
    heads = {head.id: head for head in heads_of(cases)}
    stamp = fingerprint(pack)
    old = sorted(
        (head for head in heads.values() if is_old(head, stamp, now)),
        key=lambda head: (head.changes_at is None, head.changes_at or now, head.id),
    )[:MOST_ANEW]
    lines = list(_lines(landlord, heads.keys() - {head.id for head in old}))
    for head, worked in _anew([head.id for head in old], heads, stamp, now):
        heads[head.id] = head
        lines += worked
    restricted = [head.id for head in heads.values() if head.is_restricted]
    walls = kept_out(landlord=landlord, restricted=restricted, now=now, known=known)
    seen = (line for line in lines if str(reader) not in line.kept_from)
    actors = Actors(staffing, walls)
    held = tuple(actors.held(line, heads[line.case]) for line in seen)
    left = sum(is_old(head, stamp, now) for head in heads.values())
    since = min((head.changes_at for head in old if head.changes_at), default=None)
    return Found(held=held, heads=heads, old_since=since, left_old=left)


def heads_of(cases: QuerySet[Case]) -> list[Head]:
    """What lists need of these cases."""
    return [_head(row) for row in cases.filter(card__isnull=False).values_list(*HEAD)]


def is_old(head: Head, stamp: str, now: datetime) -> bool:
    """Whether time or another policy has overtaken the rows of a case."""
    overtaken = head.changes_at is not None and head.changes_at <= now
    return overtaken or head.fingerprint != stamp


class Actors:
    """Who acts on promises today; asked once for all that one role owes in one case."""

    def __init__(self, staffing: Staffing, walls: KeptOut) -> None:
        self.staffing, self.walls = staffing, walls
        self.posts: Mapping[UUID, Post] = {post.id: post for post in staffing.posts}
        self.known: dict[tuple[Any, ...], Acting] = {}

    def held(self, line: Line, head: Head) -> Held:
        """A promise with who acts on it."""
        officer = self.acting(head, "", None, line.kept_from)
        if line.holder is None and line.owner == "case officer":
            return Held(line, head, officer, officer)
        return Held(line, head, self.acting(head, line.owner, line.holder, line.kept_from), officer)

    def acting(
        self, head: Head, owner: str, holder: UUID | None, hidden: tuple[str, ...]
    ) -> Acting:
        """Who acts on what a role owes in a case, of what is kept from some."""
        key = (head.id, owner, holder, hidden)
        if key not in self.known:
            may = self.walls.may(
                self.staffing, case=head.id, officer=head.officer,
                is_restricted=head.is_restricted, kept_from=hidden,
            )  # fmt: skip
            self.known[key] = acting_on(
                self.staffing, owner=owner, officer=head.officer, team=head.team,
                post=self.posts.get(head.patch) if head.patch else None, holder=holder, may=may,
            )  # fmt: skip
        return self.known[key]


def _head(row: tuple[Any, ...]) -> Head:
    told = list(row)
    told[8], told[11] = tuple(told[8]), tuple(told[11])
    return Head(*told)


def _lines(landlord: UUID, cases: Collection[UUID]) -> Iterable[Line]:
    rows = Owed.objects.filter(landlord_id=landlord, case_id__in=list(cases))
    for row in rows.values_list(*LINE):
        told = list(row)
        told[9] = tuple(told[9])
        yield Line(*told)


def _anew(
    ids: list[UUID], heads: Mapping[UUID, Head], stamp: str, now: datetime
) -> Iterable[tuple[Head, list[Line]]]:
    """The cases worked out by the engine, with nothing written."""
    if not ids:
        return
    found = Case.objects.filter(id__in=ids).select_related("landlord", "home")
    found = found.prefetch_related("parties")
    for live in load_all(list(found)):
        run = live.engine.run(live.timeline, now=when_at(now).first)
        owed, card = rows_of(
            run, stack=live.engine.stack, fingerprint=stamp, hidden=kept_from(live),
            away=kept_away(live),
        )  # fmt: skip
        head = replace(
            heads[live.case.id],
            level=card.level,
            markers=card.markers,
            kept_from=card.kept_from,
            fingerprint=stamp,
            changes_at=card.changes_at,
            handed_at=card.handed_at,
            handed_to=card.handed_to,
            unaccepted=card.unaccepted,
            is_assessed=card.is_assessed,
        )
        names = LINE[1:]
        yield head, [Line(head.id, *(getattr(row, name) for name in names)) for row in owed]
