"""The action plan of a case as a page shows it: its lines, how it was agreed, if it was sent."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import plan_draft
from putright.casework.actor import Actor
from putright.casework.promises import Promise, acts_of
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.plan_words import how_words, name_of, tool_name
from putright.core.practice.plan import PlanLine, agreements, plan_lines
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _

RULES = ("asb.action_plan", "asb.plan")
"""How the ids of rules about plans begin."""


class LineSeen(Struct, frozen=True, kw_only=True):
    """One line of the plan: who does what by when, why, and how it stands.

    ``state`` is a word of the promise looks; ``id`` is the key under which it was last told.
    """

    id: str
    what: str
    who: str
    is_ours: bool
    is_residents: bool
    due: date | None
    first_due: date | None
    why: str
    tool: str
    state: str
    note: str
    is_open: bool
    promise: str = ""
    done: Pointer | None = None
    said: Pointer | None = None
    dropped: Pointer | None = None
    because: str = ""


class PlanSeen(Struct, frozen=True, kw_only=True):
    """The plan: ``stage`` is none, agreed, sent or not wanted; what it rests on; its lines."""

    stage: str
    lines: tuple[LineSeen, ...] = ()
    wants: str = ""
    cannot: str = ""
    advice: tuple[str, ...] = ()
    how: str = ""
    agreed_on: date | None = None
    review_on: date | None = None
    is_shown: bool = True
    agreed: Pointer | None = None
    sent: Pointer | None = None
    sent_how: str = ""
    reviewed: Pointer | None = None
    not_wanted: Pointer | None = None
    is_late: bool = False
    has_changed: bool = False
    """Whether going through it changed a line since it was sent."""

    @property
    def open(self) -> tuple[LineSeen, ...]:
        """The lines that are still to be done."""
        return tuple(line for line in self.lines if line.is_open)


class DraftSeen(Struct, frozen=True, kw_only=True):
    """A draft that lies there: who wrote it last, when, and what it lacks to be agreed."""

    by: str
    saved_at: datetime
    lines: int
    lacks: tuple[str, ...]


class PlanPage(Struct, frozen=True, kw_only=True):
    """The page of the plan."""

    around: Around
    plan: PlanSeen
    promises: tuple[PromiseSeen, ...]
    over: tuple[PromiseSeen, ...]
    draft: DraftSeen | None
    may_excuse: bool


def page(actor: Actor, case_id: UUID, *, now: datetime) -> PlanPage:
    """The plan of a case, and what is owed about it."""
    opened = open_for(actor, case_id, now=now, what="plan")
    entries = Entries(opened)
    about = [each for each in opened.promises if each.rule.startswith(RULES)]
    seen = promises_seen(opened, about, entries)
    return PlanPage(
        around=around(opened, "plan"),
        plan=plan_of(opened, entries),
        promises=tuple(each for each in seen if each.is_open),
        over=tuple(each for each in seen if not each.is_open),
        draft=draft_seen(opened, today=now.date()),
        may_excuse=may_excuse(opened),
    )


def plan_of(opened: Open, entries: Entries | None = None) -> PlanSeen:
    """The plan as it stands now."""
    entries = entries or Entries(opened)
    items = opened.run.timeline.items
    agreed = _last(items, "asb.plan_agreed")
    unwanted = _last(items, "asb.plan_not_wanted")
    if unwanted is not None and (agreed is None or agreed.when.first < unwanted.when.first):
        agreed_now = None
    else:
        agreed_now, unwanted = agreed, None
    sent = _sent_since(items, agreed_now)
    reviewed = _last(items, "asb.plan_reviewed")
    return PlanSeen(
        stage=_stage(agreed_now, sent, unwanted),
        lines=tuple(_line(opened, entries, line) for line in plan_lines(items)),
        wants=_told(items, "wants"),
        cannot=_told(items, "cannot"),
        advice=agreed_now.entry.advice if agreed_now else (),
        how=how_words(opened, agreed_now) if agreed_now else "",
        agreed_on=_day(agreed_now) if agreed_now else None,
        review_on=_review_on(items) if agreed_now else None,
        is_shown="asb.plan_agreed" in agreed_now.proven if agreed_now else True,
        agreed=_pointer(entries, agreed_now),
        sent=_pointer(entries, sent),
        sent_how=_(sent.entry.channel) if sent else "",
        reviewed=_pointer(entries, reviewed),
        not_wanted=_pointer(entries, unwanted),
        is_late=_is_late(opened),
        has_changed=sent is not None and _has_changed(items, sent),
    )


def draft_seen(opened: Open, *, today: date) -> DraftSeen | None:
    """The draft of the plan, if one lies there."""
    found = plan_draft.found(landlord=opened.case.landlord_id, case=opened.case.id)
    if found is None:
        return None
    return DraftSeen(
        by=opened.staff_name(found.by),
        saved_at=found.saved_at.astimezone(opened.at.tzinfo),
        lines=len(found.draft.lines),
        lacks=plan_draft.lacks(found.draft, residents_of(opened), today=today),
    )


def residents_of(opened: Open) -> frozenset[str]:
    """The keys under which entries name the residents of the case."""
    named = {part.key for part in opened.parts.values() if part.side == "resident"}
    return frozenset(named | {"resident"})


def may_excuse(opened: Open) -> bool:
    """Whether a clause lets the plan go where the resident does not want one."""
    duties = opened.run.duties.get("asb.action_plan", [])
    return any(
        "asb.plan_not_wanted" in acts_of(duty.rule.rule.unless.excused_by) for duty in duties
    )


def _stage(agreed: Item | None, sent: Item | None, unwanted: Item | None) -> str:
    if unwanted is not None:
        return "not wanted"
    if agreed is None:
        return "none"
    return "sent" if sent is not None else "agreed"


def _line(opened: Open, entries: Entries, line: PlanLine) -> LineSeen:
    pledge = line.pledge
    promise = _promise_of(opened, line)
    moved = line.first_due is not None and line.first_due != pledge.due
    return LineSeen(
        id=pledge.id,
        what=sentence_case(pledge.what),
        who=name_of(opened, pledge.who),
        is_ours=line.is_ours,
        is_residents=pledge.who in residents_of(opened),
        due=pledge.due,
        first_due=line.first_due if moved else None,
        why=pledge.why,
        tool=tool_name(opened, pledge.tool),
        state=_state(opened, line, promise),
        note=_note(opened, line),
        is_open=line.is_open,
        promise=promise.key if promise and promise.is_open else "",
        done=_pointer(entries, line.done),
        said=_pointer(entries, line.said),
        dropped=_pointer(entries, line.dropped),
        because=_because(line),
    )


def _because(line: PlanLine) -> str:
    """Why it was given up: the part of the review's reasons that is about it, else all of them."""
    if line.dropped is None:
        return ""
    said = line.dropped.entry.reason
    own = [each for each in said.splitlines() if each.startswith(f"{line.pledge.what}: ")]
    return own[0].removeprefix(f"{line.pledge.what}: ") if own else said


def _promise_of(opened: Open, line: PlanLine) -> Promise | None:
    ours = [each for each in opened.promises if each.pledge in line.known_as]
    return next((each for each in ours if each.pledge == line.pledge.id), None)


def _state(opened: Open, line: PlanLine, promise: Promise | None) -> str:
    """As the promise stands; a line of somebody else is open, done or given up, never overdue."""
    if promise is not None:
        return promise.state_at(opened.at)
    if line.dropped is not None:
        return "withdrawn"
    return "met" if line.done is not None else "open"


def _note(opened: Open, line: PlanLine) -> str:
    if not line.is_open:
        return ""
    if line.said is not None:
        return _("said to be done, no record")
    due = line.pledge.due
    if not line.is_ours and due is not None and due < opened.at.date():
        return _("its day is over: ask how it went")
    return ""


def _last(items: tuple[Item, ...] | list[Item], act: str) -> Item | None:
    """The last entry that did so and stands: ours by our word, anybody else's once it is shown."""
    found = [item for item in items if act in item.acts and not item.struck_by]
    found = [item for item in found if item.from_landlord or item.is_settled]
    return found[-1] if found else None


def _sent_since(items: tuple[Item, ...] | list[Item], agreed: Item | None) -> Item | None:
    """The sending, in writing and shown, of the plan as it was agreed."""
    if agreed is None:
        return None
    for item in reversed(items):
        if "asb.plan_sent" in item.proven and item.written:
            return item if item.when.last >= agreed.when.first else None
    return None


def _told(items: tuple[Item, ...] | list[Item], question: str) -> str:
    for item in reversed(items):
        if item.struck_by:
            continue
        for each in item.entry.given:
            if item.entry.form == "action-plan" and each.question == question:
                return each.says
    return ""


def _review_on(items: tuple[Item, ...] | list[Item]) -> date | None:
    found = agreements(items)
    return found[-1].entry.until if found else None


def _has_changed(items: tuple[Item, ...] | list[Item], sent: Item) -> bool:
    return any(
        item.when.first > sent.when.last and (item.entry.promises or item.entry.drops)
        for item in agreements(items)
    )


def _is_late(opened: Open) -> bool:
    late = [each for each in opened.owed if each.state_at(opened.at) == "overdue"]
    return any(each.rule.startswith("asb.plan_review") for each in late)


def _pointer(entries: Entries, item: Item | None) -> Pointer | None:
    return entries.pointer(item.id) if item is not None else None


def _day(item: Item) -> date:
    return to_datetime(item.when.first).date()


def day_words(day: date | None) -> str:
    """A day for a letter or a list; nothing where there is none."""
    return list_day(day) if day else ""
