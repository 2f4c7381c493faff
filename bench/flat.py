"""Cases flattened for peers that read only flat facts: one small record for each start of a duty.

A record says nothing of the policy: days as numbers of working days, what kind of entry started it,
and when each kind of answer first came, `NEVER` where none did. Every peer is handed these records
ready-made, so that its time is that of its verdicts alone; finding the answers among the entries,
counting the days and citing anything is left out of it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from bench.cases import Case
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar, day_of

NEVER = 10**9
Record = dict[str, Any]


class Flat:
    """Makes the records of one case."""

    def __init__(self, case: Case, calendar: Calendar) -> None:
        self.case = case
        self.calendar = calendar
        self.timeline = case.timeline
        self.proven = [item for item in self.timeline.items if item.proven]

    def records(self) -> dict[str, list[tuple[str, Record]]]:
        """For each act that starts a duty, the entries that do it, with their records."""
        return {
            act: [(item.id, self.record(item, read)) for item in self.timeline.by_act.get(act, ())]
            for act, read in READ.items()
        }

    def record(self, item: Item, read: Callable[["Flat", Item], Record]) -> Record:
        return {
            "start": self.number(item.when.day),
            "now": self.number(day_of(self.case.now)),
            "side": item.by_side,
            "proven": item.can_start,
            **read(self, item),
        }

    def number(self, day: int) -> int:
        return self.calendar.count_ordinals(self.calendar.base, day)

    def first(self, start: Item, *acts: str, **like: Any) -> Item | None:
        """The first proven entry that does one of these acts, is like that, and came after."""
        for item in self.proven:
            if item.when.last < start.when.first or item.number == start.number:
                continue
            does = not acts or not set(acts).isdisjoint(item.acts)
            if does and all(LIKE[key](item, value) for key, value in like.items()):
                return item
        return None

    def day(self, start: Item, *acts: str, **like: Any) -> int:
        found = self.first(start, *acts, **like)
        return self.number(found.when.day) if found else NEVER

    def before(self, start: Item, act: str) -> bool:
        return any(act in i.acts and i.when.first <= start.when.last for i in self.proven)

    def earlier(self, start: Item, act: str) -> int:
        before = [i for i in self.timeline.by_act[act] if i.can_start and i.when < start.when]
        return len(before)

    def end(self, start: Item) -> Item | None:
        closed = self.timeline.by_act.get("asb.case_closed", ())
        after = [i for i in closed if i.when.first >= start.when.first and i.is_settled]
        return after[0] if after else None


LIKE: dict[str, Callable[[Item, Any], bool]] = {
    "side": lambda item, side: item.by_side == side,
    "to": lambda item, side: side in item.to_sides,
    "about": lambda item, about: about in item.entry.about,
    "answers": lambda item, key: key in item.entry.answers,
    "complaint": lambda item, key: item.entry.complaint == key,
    "agency": lambda item, key: key in (*item.entry.to, item.entry.by),
    "stage": lambda item, stage: item.entry.stage == stage,
    "written": lambda item, written: item.written is written,
    "contains": lambda item, content: content in item.entry.contains,
}


def of_report(flat: Flat, item: Item) -> Record:
    ours = {"side": "landlord"}
    contact = flat.first(item, "contact.made", "asb.visited", to="resident", about="asb", **ours)
    end = flat.end(item)
    return {
        "start_at": item.when.last,
        "now_at": flat.case.now,
        "first": not item.entry.repeats,
        "earlier": flat.earlier(item, "asb.reported"),
        "violent": not {"assault", "threat"}.isdisjoint(item.entry.kinds),
        "hate": "hate" in item.entry.kinds,
        "opened": flat.day(item, "asb.case_opened", "asb.case_reopened", **ours),
        "contacted": flat.number(contact.when.day) if contact else NEVER,
        "contacted_at": contact.when.first if contact else NEVER,
        "assessed": flat.day(item, "asb.risk_assessed", **ours),
        "planned": flat.day(item, "asb.plan_agreed", contains="target dates", **ours),
        "ended": flat.number(end.when.day) if end else NEVER,
        "ended_at": end.when.first if end else NEVER,
    }


def of_contact(flat: Flat, item: Item) -> Record:
    return {
        "tells": bool(item.entry.asks or item.entry.gives),
        "answered": flat.day(item, side="landlord", answers=item.id),
    }


def of_works(flat: Flat, item: Item) -> Record:
    done = flat.day(item, "works.done", side="landlord", answers=item.id)
    return {"safety": item.entry.safety, "done": done}


def of_request(flat: Flat, item: Item) -> Record:
    agency = item.entry.to[0]
    return {
        "chased": flat.day(item, "agency.chased", agency=agency),
        "replied": flat.day(item, "agency.replied", agency=agency),
    }


def of_complaint(flat: Flat, item: Item) -> Record:
    return {"recorded": bool(item.proven), **of_stage(flat, item, 1)}


def of_escalation(flat: Flat, item: Item) -> Record:
    return of_stage(flat, item, 2)


def of_stage(flat: Flat, item: Item, stage: int) -> Record:
    same = {"side": "landlord", "complaint": item.entry.complaint, "stage": stage}
    return {
        "acknowledged": flat.day(item, "complaint.acknowledged", written=True, **same),
        "responded": flat.day(item, "complaint.responded", **same),
    }


def of_closing(flat: Flat, item: Item) -> Record:
    letter = {"side": "landlord", "written": True, "contains": "reasons"}
    return {
        "assessed": flat.before(item, "asb.risk_assessed"),
        "planned": flat.before(item, "asb.plan_agreed"),
        "consulted": flat.before(item, "asb.closure_consulted"),
        "announced": flat.day(item, "asb.closure_announced", **letter),
    }


READ: dict[str, Callable[[Flat, Item], Record]] = {
    "asb.reported": of_report,
    "contact.received": of_contact,
    "works.raised": of_works,
    "agency.requested": of_request,
    "complaint.raised": of_complaint,
    "complaint.escalated": of_escalation,
    "asb.case_closed": of_closing,
}


def flatten(cases: Iterable[Case], calendar: Calendar) -> list[Any]:
    return [Flat(case, calendar).records() for case in cases]
