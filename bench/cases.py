"""Cases of antisocial behaviour from a seeded generator: the same seed gives the same case.

A case is episodes (a report and what was done about it, a contact and its answer, works, a request
to an agency, a complaint over two stages) and, at the end, its closing. Landlords are mostly on
time, sometimes late, sometimes silent, and sometimes without a record.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from putright.core.duties.engine import Engine
from putright.core.events.entry import Entry, Person
from putright.core.events.parts import Evidence
from putright.core.policy.stack import stack_packs
from putright.core.timeline.timeline import Timeline, build_timeline
from putright.core.workdays import day_end
from putright.gateways import files

LAST = date(2025, 6, 30)
DAYS_PER_ENTRY = 4
POLICY = Path(__file__).with_name("policy.toml")
PEOPLE = (
    Person(id="officer", side="landlord", role="case officer"),
    Person(id="handler", side="landlord", role="complaints handler"),
    Person(id="police", side="agency", role="police"),
    Person(id="council", side="agency", role="council"),
)
STEPS = ("asb.risk_assessed", "complaint.acknowledged")
KINDS = ("noise", "verbal abuse", "vandalism", "threat", "assault", "hate")


class Case(Struct, frozen=True):
    """A generated timeline, and the last minute of the working day on which it is asked about."""

    timeline: Timeline
    now: int


def make_engine(*packs: str) -> Engine:
    """The engine for these packs, by default for the policy that the peers can express."""
    loaded = [files.load_pack(name) for name in packs or (str(POLICY),)]
    return Engine(stack_packs(loaded, words=files.load_words()), files.load_calendar())


def make_case(seed: int, size: int = 30) -> Case:
    """A case of exactly `size` entries."""
    writer = Writer(Random(seed), size)
    entries = writer.entries()
    timeline = build_timeline(entries, people=PEOPLE, words=files.load_words())
    last = max(day_of(entry) for entry in entries)
    asked_on = writer.working(last + timedelta(days=writer.chance.randint(1, 90)))
    return Case(timeline, day_end(asked_on.toordinal()))


class Writer:
    """Writes the entries of one case."""

    def __init__(self, chance: Random, size: int) -> None:
        self.chance = chance
        self.size = size
        self.calendar = files.load_calendar()
        self.found: list[Entry] = []
        self.first = LAST - timedelta(days=size * DAYS_PER_ENTRY)
        self.complaints = 0

    def entries(self) -> list[Entry]:
        self.report(self.first)
        while len(self.found) < self.size - 3:
            share = len(self.found) / self.size
            start = self.first + timedelta(days=int(share * self.size * DAYS_PER_ENTRY * 0.9))
            self.episode()(start)
        del self.found[self.size - 3 :]
        self.close()
        return self.found

    def episode(self) -> Callable[[date], None]:
        episodes = (self.report, self.contact, self.works, self.agency, self.complaint)
        return self.chance.choices(episodes, (2, 4, 2, 2, 2))[0]

    def report(self, start: date) -> None:
        first = not self.found
        told = self.says(
            start,
            "asb.reported",
            kinds=tuple(self.chance.sample(KINDS, 2)),
            repeats="" if first or self.chance.random() < 0.4 else self.found[0].id,
        )
        self.does(told, 2, "asb.case_opened", by="officer")
        self.does(told, 3, "contact.made", to=("resident",), about=("asb",), answers=(told.id,))
        if first or self.chance.random() < 0.3:
            self.does(told, 7, "asb.risk_assessed", level=self.chance.choice(("medium", "high")))
            contents = ("target dates",) if self.chance.random() < 0.9 else ()
            self.does(told, 15, "asb.plan_agreed", to=("resident",), contains=contents)

    def contact(self, start: date) -> None:
        asks = ("what happens next",) if self.chance.random() < 0.9 else ()
        told = self.says(start, "contact.received", asks=asks, about=("asb",))
        self.does(told, 14, "contact.made", to=("resident",), about=("asb",), answers=(told.id,))

    def works(self, start: date) -> None:
        safety = self.chance.random() < 0.8
        raised = self.does(start, 1, "works.raised", safety=safety, chance=1.0)
        self.does(raised, 8, "works.done", answers=(raised.id,))

    def agency(self, start: date) -> None:
        agency = self.chance.choice(("police", "council"))
        asked = self.does(start, 1, "agency.requested", to=(agency,), chance=1.0)
        self.does(asked, 8, "agency.chased", to=(agency,), chance=0.5)
        self.does(asked, 12, "agency.replied", by=agency, to=("landlord",), answers=(asked.id,))

    def complaint(self, start: date) -> None:
        self.complaints += 1
        key = f"complaint-{self.complaints}"
        told = self.says(start, "complaint.raised", complaint=key)
        for stage, days in ((1, 16), (2, 27)):
            handled: dict[str, Any] = {"by": "handler", "complaint": key, "stage": stage}
            self.does(told, 7, "complaint.acknowledged", to=("resident",), **handled)
            last = self.does(told, days, "complaint.responded", to=("resident",), **handled)
            if stage == 1 and self.chance.random() < 0.7:
                told = self.says(day_of(last), "complaint.escalated", complaint=key)
            else:
                break

    def close(self) -> None:
        end = max(day_of(entry) for entry in self.found)
        asked = self.does(end, 2, "asb.closure_consulted", chance=0.9)
        closed = self.does(day_of(asked), 2, "asb.case_closed", chance=0.95)
        self.does(
            closed, 8, "asb.closure_announced", to=("resident",), channel="letter",
            contains=("reasons",),
        )  # fmt: skip

    def says(self, start: date, act: str, **more: Any) -> Entry:
        """What the resident does, on any day of the week."""
        on = start + timedelta(days=self.chance.randint(0, 5))
        at = datetime.combine(on, time(self.chance.randint(8, 21), self.chance.randint(0, 59)))
        return self.add(act, at=at, by="resident", to=("landlord",), channel="email", **more)

    def does(
        self, after: Entry | date, days: int, act: str, *,
        chance: float = 0.88, by: str = "officer", **more: Any,
    ) -> Entry:  # fmt: skip
        """What somebody does within so many working days; now and then no more than a note."""
        start = after if isinstance(after, date) else day_of(after)
        taken = min(self.chance.randint(1, days), self.chance.randint(1, days))
        on = self.calendar.add(self.working(start), taken)
        at = datetime.combine(on, time(self.chance.randint(9, 16), self.chance.randint(0, 59)))
        if self.chance.random() >= chance:
            return self.add("note.made", at=at, by=by)
        return self.add(act, at=at, by=by, **{"channel": "email", **more})

    def add(self, act: str, **more: Any) -> Entry:
        number = len(self.found) + 1
        shown = act in STEPS or self.chance.random() < 0.93
        entry = Entry(
            id=f"entry-{number}",
            does=(act,),
            text=f"Entry {number} of the case.",
            evidence=(Evidence("email"),) if shown else (),
            refs=(f"paragraph {number}",),
            **more,
        )
        self.found.append(entry)
        return entry

    def working(self, day: date) -> date:
        """That day, or the next working one."""
        return self.calendar.add(day - timedelta(days=1), 1)


def day_of(entry: Entry) -> date:
    if entry.at is None:
        raise ValueError("every entry that is made has its minute")
    return entry.at.date()
