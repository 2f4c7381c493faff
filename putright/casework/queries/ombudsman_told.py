"""What the Ombudsman's report tells of, event by event, beside our own timeline (P28)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions, told
from putright.casework.actions import ombudsman_report as report
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.ombudsman_doubts import Doubt, OnForm, doubts
from putright.casework.refused import NotThere
from putright.kit.dates import list_day
from putright.kit.say import N_, _

SAYS = {
    told.THERE: N_("There in our timeline"), told.ELSE: N_("Something else on that day"),
    told.NOTHING: N_("Nothing on that day"), told.BROUGHT: N_("Brought in already"),
}  # fmt: skip
FEW = 5
"""So many of our entries stand beside an event that lasted."""


class EventSeen(Struct, frozen=True, kw_only=True):
    """One event: when, in the report's words, where they stand, and ours beside it."""

    key: str
    when: str
    text: str
    where: str
    state: str
    says: str
    ours: tuple[Pointer, ...]
    may_come: bool


class ToldPage(Struct, frozen=True, kw_only=True):
    """The page; without a report that this person read, ``name`` is empty.

    ``doubts`` are what speaks against its being of this case, until it is on record here.
    """

    around: Around
    name: str = ""
    reference: str = ""
    on: date | None = None
    doubts: tuple[Doubt, ...] = ()
    events: tuple[EventSeen, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The events that can be brought in."""
        return tuple((one.key, one.when) for one in self.events if one.may_come)


class DraftFile(Struct, frozen=True):
    """The draft of a case file, with its name."""

    name: str
    text: str


def page(actor: Actor, case_id: UUID, *, now: datetime) -> ToldPage:
    """Each dated event of the report that this person read last, beside what we hold."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, report.PERMISSION, opened.near)
    head, reading = around(opened, "ombudsman"), report.proposed(actor, case_id, report.TOLD)
    if reading is None:
        return ToldPage(around=head)
    entries, answer = Entries(opened), reading.answer
    beside = list(told.besides(answer.events, opened.run.timeline.items, answer.reference))
    seen = tuple(_seen(one, entries, now.date()) for one in beside)
    counts = tuple((_(SAYS[state]), sum(one.state == state for one in seen)) for state in SAYS)
    doubted = () if source_of(opened, reading) else doubts(
        actor, case_id, reading=reading, form=OnForm(answer.reference, answer.date), now=now
    )  # fmt: skip
    return ToldPage(around=head, name=reading.name, reference=answer.reference, on=answer.date,
                    doubts=doubted, events=seen, counts=counts)  # fmt: skip


def source_of(opened: Open, reading: report.Proposed) -> str:
    """The entry on record that holds the report as a file, if there is one."""
    for item in opened.run.timeline.items:
        held = opened.kept(item.id)
        if held is not None and reading.file in held.files and not item.struck_by:
            return item.id
    return ""


def draft(actor: Actor, case_id: UUID, *, now: datetime) -> DraftFile:
    """The events as a draft of a case file."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, report.PERMISSION, opened.near)
    reading = report.proposed(actor, case_id, report.TOLD)
    if reading is None:
        raise NotThere
    return DraftFile(f"draft-{reading.answer.reference or 'report'}.toml", reading.case_file)


def _seen(one: told.Beside, entries: Entries, today: date) -> EventSeen:
    event = one.event
    pointers = (entries.pointer(item.id) for item in one.ours[:FEW])
    return EventSeen(
        key=str(one.place),
        when=when_words(event.first, event.last),
        text=event.text,
        where=f"{event.under} {event.paragraph}".strip(),
        state=one.state,
        says=_(SAYS[one.state]),
        ours=tuple(each for each in pointers if each is not None),
        may_come=one.state in (told.ELSE, told.NOTHING) and event.first <= today,
    )


def when_words(first: date, last: date) -> str:
    """A day, a month, a year, or the time that something lasted."""
    if first == last:
        return list_day(first)
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (last - first).days < 31:
        return f"{first:%B %Y}"
    return _("{first} to {last}").format(first=list_day(first), last=list_day(last))
