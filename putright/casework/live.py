"""A case as it stands in the books, made into what the core works on: its timeline and duties."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from msgspec.structs import replace

from putright.casework.actor import user_of_key
from putright.casework.policies import engine_before, engine_stamped
from putright.casework.promises import Promise, promises_of
from putright.core.duties.engine import Engine
from putright.core.duties.run import Run
from putright.core.events.entry import Person
from putright.core.practice.complaints import Complaint, complaints_of
from putright.core.redress.impact import headings_assessed
from putright.core.timeline.casefile import CaseFile, Header, Heading
from putright.core.timeline.timeline import Timeline, build_timeline
from putright.core.workdays import to_datetime, when_at
from putright.stores.accounts.prepared import Prepared
from putright.stores.record.ledger.read import Kept, entries, entries_of
from putright.stores.record.models import Case, Party

CHANNELS_OF = {
    "calls": ("phone",),
    "voicemail": ("voicemail",),
    "text": ("text",),
    "email": ("email",),
    "post": ("letter",),
    "visit": ("visit", "in person"),
}
"""The channels of the vocabulary that each way of the safe-contact card stands for."""

HEADINGS = (
    Heading(id="asb", title="Antisocial behaviour", areas=("asb", "hate", "contact", "agency",
            "safeguarding", "works", "move", "records", "cover", "promises")),
    Heading(id="complaint", title="Complaint handling", areas=("complaints", "redress")),
)  # fmt: skip
"""How a live case is looked at until somebody defines its complaint."""

Part = tuple[Any, ...]
PART = ("key", "side", "role", "told", "known")
"""What is read of whoever plays a part; ``known`` is None where nobody's record is behind it."""


def _parts(found: QuerySet[Party]) -> Any:
    text = {"told": Cast("core", TextField()), "known": Cast("person__details", TextField())}
    return found.annotate(**text).order_by("id")


_PARTS = Prepared(
    lambda landlord, case: _parts(
        Party.objects.filter(landlord_id=landlord, case_id=case)
    ).values_list(*PART),
    ids=2,
)


class Live:
    """One case with its entries, people and engine, read once."""

    def __init__(
        self, case: Case, *, kept: Sequence[Kept], people: dict[str, Person],
        engine: tuple[Engine, str] | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        self.kept = tuple(kept)
        self.people = people
        self.engine, self.stamp = engine or engine_stamped(case.landlord.pack)

    @cached_property
    def by_key(self) -> dict[str, Kept]:
        """The kept entries by the key that the timeline uses."""
        return {one.entry.id: one for one in self.kept}

    @cached_property
    def timeline(self) -> Timeline:
        """All that is in the books."""
        return build_timeline(
            (one.entry for one in self.kept),
            people=self.people.values(),
            words=self.engine.stack.words,
        )

    @cached_property
    def complaints(self) -> dict[str, Complaint]:
        """Every complaint of the case by its key, as it stands with all that is in the books."""
        return complaints_of(self.timeline)

    def side_of(self, key: str) -> str:
        """On which side somebody stands; staff who did nothing in the case so far are ours."""
        if key in self.people:
            return self.people[key].side
        return "landlord" if user_of_key(key) else key

    def run(self, *, now: datetime) -> Run:
        """What is owed at that moment, with all that is in the books."""
        return self.engine.run(self.timeline, now=when_at(now).first)

    def promises(self, run: Run, *, now: datetime) -> list[Promise]:
        """Every promise of a run, the open ones by due moment first; with the dates told before."""
        earlier: dict[int, dict[str, Promise]] = {}
        return [self._as_told(each, now, earlier) for each in promises_of(run)]

    def _as_told(
        self, promise: Promise, now: datetime, earlier: dict[int, dict[str, Promise]]
    ) -> Promise:
        """With the date that counted when it was promised, where a holiday came between."""
        root = self.timeline.by_id.get(promise.root)
        if root is None or promise.due_at is None:
            return promise
        told_on, due_on = to_datetime(root.known).date(), promise.due_at.date()
        unknown = self.engine.calendar.unknown_on(told_on)
        if not any(told_on <= day <= due_on for day in unknown):
            return promise
        engine = engine_before(self.engine, unknown)
        if id(engine) not in earlier:
            run = engine.run(self.timeline, now=when_at(now).first)
            earlier[id(engine)] = {each.key: each for each in promises_of(run)}
        told = earlier[id(engine)].get(promise.key)
        if told is None or told.due_at in (None, promise.due_at):
            return promise
        return replace(promise, told_at=told.due_at)

    def run_as_known(self, *, at: datetime) -> Run:
        """What was owed at a past moment, with only what was in the books by then."""
        minute = when_at(at).first
        return self.engine.run(self.timeline.known_by(minute), now=minute)

    def case_file(self, *, as_of: date) -> CaseFile:
        """The case as the audit reads it."""
        imported: dict[str, Any] = self.case.imported
        header = imported.get("header") or {"id": self.case.reference, "title": self.case.title}
        return CaseFile(
            header=msgspec.convert({"landlord": self.case.landlord.slug, **header}, Header),
            people=tuple(self.people.values()),
            headings=self.headings,
            entries=tuple(one.entry for one in self.kept),
        )

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """What the complaint is about, each heading with the impact that a person chose."""
        told = self.case.imported.get("headings")
        own = msgspec.convert(told, tuple[Heading, ...]) if told else HEADINGS
        return headings_assessed(own, [one.entry for one in self.kept])


def load(case: Case) -> Live:
    """Read a case; whether the reader may is asked before (``queries.cases.find``)."""
    kept = entries(landlord=case.landlord_id, stream=case.id)
    return _live(case, kept, _PARTS.rows(case.landlord_id, case.id))


def load_all(cases: Sequence[Case]) -> list[Live]:
    """Read several cases of one landlord in as many queries as one."""
    if not cases:
        return []
    landlord, ids = cases[0].landlord_id, [case.id for case in cases]
    kept = entries_of(landlord=landlord, streams=ids)
    parties: dict[UUID, list[Part]] = {case: [] for case in ids}
    found = _parts(Party.objects.filter(landlord_id=landlord, case_id__in=ids))
    for case_id, *part in found.values_list("case_id", *PART):
        parties[case_id].append(tuple(part))
    engines = {pack: engine_stamped(pack) for pack in {case.landlord.pack for case in cases}}
    return [
        _live(case, kept[case.id], parties[case.id], engines[case.landlord.pack]) for case in cases
    ]


def _live(
    case: Case, kept: Sequence[Kept], parties: Iterable[Part],
    engine: tuple[Engine, str] | None = None,
) -> Live:  # fmt: skip
    people = {part[0]: _person(part, case) for part in parties}
    for key in _staff_keys(kept):
        people.setdefault(key, Person(id=key, side="landlord", role="case officer"))
    return Live(case, kept=kept, people=people, engine=engine)


def _staff_keys(kept: Iterable[Kept]) -> set[str]:
    """Staff whom the entries name and whom nobody made a party."""
    named = {
        key for one in kept
        for key in (one.entry.by, *one.entry.to, *one.entry.about_staff)
    }  # fmt: skip
    return {key for key in named if user_of_key(key)}


def _person(part: Part, case: Case) -> Person:
    key, side, role, told, details = part
    core = msgspec.json.decode(told)
    core.pop("name", None)  # what a page calls somebody of whom we keep nothing else
    known = {} if details is None else _known_of(msgspec.json.decode(details), case)
    return msgspec.convert({"id": key, "side": side, "role": role, **core, **known}, Person)


def _known_of(details: dict[str, Any], case: Case) -> dict[str, Any]:
    """What the person's stream adds up to, as the engine wants it."""
    ways = details.get("ways") or {}
    barred = [
        channel
        for way, channels in CHANNELS_OF.items()
        if (ways.get(way) or {}).get("says") == "not ok"
        for channel in channels
    ]
    told: dict[str, Any] = {"child": bool(details.get("is_child"))}
    if details.get("needs"):
        told["needs"] = [need["what"] for need in details["needs"]]
    if barred:
        told["cannot_use"] = barred
        told["barred_from"] = details.get("barred_from")
    if case.home is not None and case.home.area:
        told["area"] = case.home.area
    if known_from := details.get("known_from"):
        told["known_from"] = known_from
    return told
