"""The page of the ASB Case Review: who stands where, who was told, what was asked and decided."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.case_reviews import Counted, counted
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.closing import people_to_ask
from putright.core.events.entry import HOUSEHOLD
from putright.core.practice.case_review import Told
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.say import _

STEPS = (
    "asb.case_review_told", "asb.case_review_asked", "asb.case_review_answered",
    "asb.case_review_decided",
)  # fmt: skip


class ReportSeen(Struct, frozen=True, kw_only=True):
    """One report: when it happened and was told, whether it counts and until when."""

    at: Pointer | None
    reference: str
    case_id: UUID
    told_on: date
    behaved_on: date
    assumed: bool
    counts: bool
    counts_until: date
    why_not: str = ""


class VictimSeen(Struct, frozen=True, kw_only=True):
    """How somebody stands: the reports, how many count, the last day to ask."""

    name: str
    reports: tuple[ReportSeen, ...]
    count: int
    needed: int
    is_met: bool
    last_day: date | None
    told_on: date | None


class ReviewStep(Struct, frozen=True, kw_only=True):
    """What was told, asked, answered or decided."""

    at: Pointer
    who: str
    on: date
    words: str
    act: str
    decision: str = ""
    is_answered: bool = False


class ReviewPage(Struct, frozen=True, kw_only=True):
    """Everything on the page."""

    around: Around
    victims: tuple[VictimSeen, ...]
    steps: tuple[ReviewStep, ...]
    today: date


class ReviewWriting(Struct, frozen=True, kw_only=True):
    """What the forms offer: residents, who can ask, what waits for an answer, who decides."""

    around: Around
    people: tuple[tuple[str, str], ...]
    askers: tuple[tuple[str, str], ...]
    waiting: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> ReviewPage:
    """Where the ASB Case Review stands."""
    opened = open_for(actor, case_id, now=now, what="case review")
    run, entries = opened.run, Entries(opened)
    return ReviewPage(
        around=around(opened, "closing"),
        victims=tuple(_victim(opened, entries, each) for each in counted(opened)),
        steps=tuple(
            step
            for item in run.timeline.doing(STEPS)
            if (step := _step(opened, entries, item)) is not None
        ),
        today=now.date(),
    )


def writing(actor: Actor, case_id: UUID, *, now: datetime) -> ReviewWriting:
    """What the forms of the case review offer; refused where this person may not write."""
    opened = open_for(actor, case_id, now=now, what="case review")
    permissions.check(actor, "case.close", opened.near)
    parts = [part for part in opened.parts.values() if part.side in HOUSEHOLD]
    bodies = [part for part in opened.parts.values() if part.side == "agency"]
    panel = (("agency", _("The panel: the council, the police or another body")),)
    named = tuple((part.key, part.name) for part in bodies)
    ours = tuple((part.key, part.name) for part in parts) or people_to_ask(opened)
    return ReviewWriting(
        around=around(opened, "closing"),
        people=people_to_ask(opened),
        askers=(*panel, *named, *ours),
        waiting=_waiting(opened),
        bodies=(*panel, *named),
    )


def _waiting(opened: Open) -> tuple[tuple[str, str], ...]:
    """Requests that nothing answers yet, by the key of their entry."""
    entries = Entries(opened)
    asked = opened.run.timeline.doing(("asb.case_review_asked",))
    found = [item for item in asked if not item.struck_by and not _is_answered(opened, item)]
    pointers = ((item.id, entries.pointer(item.id)) for item in found)
    return tuple((key, pointer.words) for key, pointer in pointers if pointer is not None)


def _is_answered(opened: Open, item: Item) -> bool:
    done = opened.run.timeline.doing(("asb.case_review_answered",))
    return any(other.is_settled and item.id in other.entry.answers for other in done)


def _victim(opened: Open, entries: Entries, seen: Counted) -> VictimSeen:
    found = seen.standing
    return VictimSeen(
        name=opened.name(found.victim),
        reports=tuple(
            _report(opened, entries, told, case)
            for told, case in zip(found.reports, seen.cases, strict=True)
        ),
        count=found.count,
        needed=found.needed,
        is_met=found.is_met,
        last_day=found.last_day,
        told_on=_told_on(opened, found.victim),
    )


def _told_on(opened: Open, victim: str) -> date | None:
    """The first day on which this person is shown to have been told of the case review."""
    for item in opened.run.timeline.items:
        says = "asb.case_review_told" in item.acts or "case review" in item.entry.contains
        is_theirs = victim in item.entry.to or not item.entry.to
        if says and is_theirs and item.from_landlord and item.is_settled:
            return to_datetime(item.when.first).date()
    return None


def _report(opened: Open, entries: Entries, told: Told, case: Open) -> ReportSeen:
    is_here = case is opened
    words = {
        "": "",
        "told before": _("told before: it counts once"),
        "told too late": _("told more than a month after it happened"),
        "too long ago": _("told more than six months ago"),
    }
    return ReportSeen(
        at=entries.pointer(told.item.id) if is_here else None,
        reference="" if is_here else case.case.reference,
        case_id=case.case.id,
        told_on=told.told_on,
        behaved_on=told.behaved_on,
        assumed=told.assumed,
        counts=told.counts,
        counts_until=told.counts_until,
        why_not=words[told.why_not],
    )


def _step(opened: Open, entries: Entries, item: Item) -> ReviewStep | None:
    pointer = entries.pointer(item.id)
    if pointer is None or item.struck_by:
        return None
    return ReviewStep(
        at=pointer,
        who=opened.name(item.entry.by),
        on=to_datetime(item.when.first).date(),
        words=item.entry.text,
        act=next(act for act in item.acts if act in STEPS),
        decision=str(item.entry.facts.get("decision", "")),
        is_answered=_is_answered(opened, item),
    )
