"""What goes out to agencies and to those who enquire: only the facts that the request needs."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from msgspec import Struct

from putright.casework import letters
from putright.casework.agency_words import BASES
from putright.casework.queries.case_identity import is_child
from putright.casework.queries.case_open import Open
from putright.core.letters import Letter
from putright.core.policy.practice import RequestKind
from putright.core.practice.agencies import named_in
from putright.core.timeline.items import Item
from putright.core.workdays import due_after, parse_span, to_datetime, when_at
from putright.kit.dates import list_day, long_day
from putright.kit.say import _
from putright.stores.record.models import Party


class Asked(Struct, frozen=True, kw_only=True):
    """What a request says: whom it is about, on what basis, in which words."""

    kind: RequestKind
    agency: str
    about: str
    basis: str
    asks: str
    crime_reference: str = ""
    words: str = ""
    first_sent: date | None = None


def request(opened: Open, asked: Asked, *, now: datetime) -> Letter:
    """The request as it goes out; a fact that its kind does not need is not in it."""
    known = {name: find(opened, asked) for name, find in FINDS.items()}
    facts = {
        name.replace(" ", "_"): told if name in asked.kind.facts else ""
        for name, told in known.items()
    }
    sent = long_day(asked.first_sent) if asked.first_sent else ""
    facts |= {
        "agency": asked.agency,
        "asks": asked.asks,
        "basis": _(BASES.get(asked.basis, asked.basis)),
        "answer_by": _answer_by(opened, asked.kind, now),
        "answer_to": answer_to(opened),
        "first_sent": sent,
    }
    return letters.compose("agency_request", facts, own_words=asked.words)


def chase(
    opened: Open, first: Item, *, name: str, agency: str, chased: date | None, higher: bool,
    words: str = "",
) -> Letter:  # fmt: skip
    """Asking again, or asking the agency's manager; no fact of the case but our reference."""
    facts = {
        "agency": agency,
        "sent": long_day(day_of(first)),
        "request": name,
        "reference": opened.case.reference,
        "chased": long_day(chased) if chased else "",
        "higher": "yes" if higher else "",
        "answer_to": answer_to(opened),
    }
    return letters.compose("agency_chase", facts, own_words=words)


def enquiry_answer(
    opened: Open, *, name: str, asked_on: date, may_tell: bool, words: str = ""
) -> Letter:
    """The answer to somebody elected; without consent it tells nothing of the case."""
    facts = {
        "name": name,
        "asked_on": long_day(asked_on),
        "reference": opened.case.reference,
        "no_consent": "" if may_tell else "yes",
        "answer_to": answer_to(opened),
    }
    return letters.compose("enquiry_answer", facts, own_words=words if may_tell else "")


def not_needed(opened: Open, asked: Asked) -> tuple[str, ...]:
    """Those of the case whom the writer's own words name though the request is not about them."""
    needed = {asked.about}
    if "children" in asked.kind.facts:
        needed |= {row.key for row in _children(opened)}
    if "person" not in asked.kind.facts:
        needed.discard(asked.about)
    others = [
        opened.name(row.key)
        for row in opened.rows
        if row.side in ("resident", "helper", "other party") and row.key not in needed
    ]
    about = opened.name(asked.about) if asked.about in needed else ""
    ours = set(named_in(about, others))  # a family shares a name: what names one names the other
    found = named_in(f"{asked.asks}\n{asked.words}", others)
    return tuple(name for name in found if name not in ours)


def answer_to(opened: Open) -> str:
    """To whom an answer goes: whoever asks, who is here today, the landlord, its number."""
    landlord = opened.case.landlord
    return ", ".join(part for part in (opened.actor.name, landlord.name, landlord.phone) if part)


def day_of(item: Item) -> date:
    """The day of an entry."""
    return to_datetime(item.when.first).date()


def _answer_by(opened: Open, kind: RequestKind, now: datetime) -> str:
    if not kind.chase_after:
        return ""
    due = due_after(parse_span(kind.chase_after), when_at(now), opened.run.calendar)
    return list_day(to_datetime(due.last).date())


def _row(opened: Open, key: str) -> Party | None:
    return next((row for row in opened.rows if row.key == key), None)


def _home(opened: Open, asked: Asked) -> str:
    row = _row(opened, asked.about)
    if row is not None and row.side == "other party":
        return str(row.person.home) if row.person and row.person.home else ""
    return str(opened.case.home) if opened.case.home else ""


def _reports(opened: Open, about: str) -> list[Item]:
    found = opened.run.timeline.standing("asb.reported")
    against = [item for item in found if about in item.entry.against]
    return against or found


def _dates(opened: Open, asked: Asked) -> str:
    days = {i.entry.incident_on or day_of(i) for i in _reports(opened, asked.about)}
    return "; ".join(long_day(day) for day in sorted(days))


def _kinds(opened: Open, asked: Asked) -> str:
    words = opened.run.words.kinds
    told = [kind for item in _reports(opened, asked.about) for kind in item.entry.kinds]
    return "; ".join(_(words.get(kind, kind)) for kind in dict.fromkeys(told))


def _children(opened: Open) -> list[Party]:
    return [row for row in opened.rows if row.side == "resident" and is_child(row)]


FINDS: Mapping[str, Callable[[Open, Asked], str]] = {
    "reference": lambda opened, asked: opened.case.reference,
    "person": lambda opened, asked: opened.name(asked.about),
    "home": _home,
    "dates": _dates,
    "kinds": _kinds,
    "crime reference": lambda opened, asked: asked.crime_reference,
    "children": lambda opened, asked: ", ".join(opened.name(r.key) for r in _children(opened)),
}
"""How each fact that a request may need is found in the case."""
