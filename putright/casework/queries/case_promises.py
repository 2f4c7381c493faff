"""Promises of a case in their four parts: what, by when, why, and what record will meet them."""

from datetime import datetime

from msgspec import Struct

from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_open import Open
from putright.core.workdays import Calendar
from putright.kit.dates import list_day, moment, sentence_case
from putright.kit.say import _, ngettext
from putright.kit.shown import PromiseShown


class PromiseSeen(Struct, frozen=True, kw_only=True):
    """A promise with its line, the entry it comes from, those that claim or meet it."""

    key: str
    shown: PromiseShown
    owner: str
    acts: tuple[str, ...]
    rule: str
    is_open: bool
    came_from: Pointer | None = None
    met_by: tuple[Pointer, ...] = ()
    claimed_by: tuple[Pointer, ...] = ()
    excused_by: Pointer | None = None


def promises_seen(opened: Open, promises: list[Promise], entries: Entries) -> list[PromiseSeen]:
    """These promises, ready for a page."""
    return [_seen(opened, each, entries) for each in promises]


def line(promise: Promise, *, at: datetime, calendar: Calendar) -> PromiseShown:
    """The promise line."""
    return PromiseShown(
        what=sentence_case(promise.what.rstrip(".")),
        by=by_when(promise),
        why=promise.why,
        record=_record(promise),
        state=promise.state_at(at),
        note=_note(promise, at, calendar),
    )


def by_when(promise: Promise) -> str:
    """Until when: a day, or a moment where the promise runs in hours."""
    due = promise.due_at
    if due is None:
        return ""
    return moment(due) if promise.in_hours or _has_hour(due) else list_day(due.date())


def _has_hour(due: datetime) -> bool:
    return (due.hour, due.minute) not in ((23, 59), (0, 0))


def _record(promise: Promise) -> str:
    if not promise.proof:
        return _("an entry with its record")
    return _("a record of “{proof}”").format(proof=promise.proof)


def _note(promise: Promise, at: datetime, calendar: Calendar) -> str:
    """How late it is, what is said or missing, and which day somebody may have been told."""
    said = [_late(promise, at, calendar)]
    if promise.is_open and promise.claimed_by:
        said.append(_("said to be done, no record"))
    elif promise.missing and promise.is_open:
        said.append(_("still missing: {parts}").format(parts=", ".join(promise.missing)))
    if promise.told_at is not None:
        told = _("{day} was told before a bank holiday was announced")
        said.append(told.format(day=list_day(promise.told_at.date())))
    return "; ".join(part for part in said if part)


def _late(promise: Promise, at: datetime, calendar: Calendar) -> str:
    """By how much, and how that is counted."""
    if promise.due_at is None or promise.state_at(at) not in ("overdue", "met late"):
        return ""
    until = promise.done_at or at
    days = calendar.count(promise.due_at.date(), until.date())
    if days < 1:
        return _("late on the same day")
    counted = ngettext("{n} working day late", "{n} working days late", days)
    return _("{counted}; weekends and bank holidays left out").format(counted=counted)


def _seen(opened: Open, promise: Promise, entries: Entries) -> PromiseSeen:
    found = [entries.pointer(key) for key in promise.met_by]
    claimed = [entries.pointer(key) for key in promise.claimed_by]
    return PromiseSeen(
        key=promise.key,
        shown=line(promise, at=opened.at, calendar=opened.run.calendar),
        owner=promise.owner,
        acts=promise.acts,
        rule=promise.rule,
        is_open=promise.is_open,
        came_from=entries.pointer(promise.entry),
        met_by=tuple(each for each in found if each is not None),
        claimed_by=tuple(each for each in claimed if each is not None),
        excused_by=entries.pointer(promise.excused_by) if promise.excused_by else None,
    )
