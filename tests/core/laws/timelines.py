"""Strategies for whole timelines: reports, contacts, complaints, claims, promises, disputes."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from tests.core.build import entry, pack, person, rule, words

FIRST, LAST = date(2023, 9, 1), date(2024, 6, 28)
PEOPLE = (
    person("resident", "resident", needs=["asthma"], known_from=date(2023, 12, 1)),
    person("child", "resident", child=True),
    person("officer", "landlord", role="case officer"),
    person("manager", "landlord", role="team leader"),
    person("neighbour", "other party"),
    person("police", "agency", serves=["north"]),
    person("worker", "helper", cannot_use=["phone"]),
)
PROOFS = ("note", "system record", "email", "call log")
KINDS = ("noise", "threat", "hate", "harm", "verbal abuse", "assault")

VARIED = pack(
    rule(
        "asb.varied_rhythm",
        """
when = { act = "asb.reported" }
every = [{ time = "1 week", if = { level = "high" } }, { time = "2 weeks", if = {} }]
while = { case = "open" }
by = { act = ["contact.made", "asb.visited"], by = "landlord", to = "resident" }
unless = { agreed_by = { act = "asb.update_schedule_agreed" } }
then = { finding = "contact-gap" }
""",
    ),
    rule(
        "asb.first_visit",
        """
when = { act = "asb.reported", first = true }
within = [
  { time = "24 hours", if = { level = "high" } },
  { time = { either = ["5 working days", "5 calendar days"] }, if = {} },
]
by = { act = "asb.visited", by = "landlord", to = "resident" }
unless = { excused_by = { act = "asb.offer_refused" }, wakes_with = { act = "contact.received" } }
then = { finding = "missed-visit" }
""",
    ),
    rule(
        "asb.plan_copy",
        """
after = "asb.first_visit"
within = "10 working days"
by = { act = "asb.plan_sent", by = "landlord" }
then = { finding = "no-action-plan" }
""",
    ),
    rule(
        "works.safety",
        """
when = { act = "works.raised" }
within = "20 calendar days"
by = { act = "works.done", by = "landlord" }
unless = { paused = { from = { act = "works.no_access" }, to = { act = "contact.received" } } }
then = { finding = "late-works" }
""",
    ),
    rule(
        "asb.three_tries",
        """
when = { act = "asb.case_closed", by = "landlord" }
unless = { first = { act = "contact.attempted", count = 2, on_days = 2, silent_for = "1 week" } }
then = { finding = "premature-closure" }
""",
        verb="bar",
    ),
    name="varied",
)


@st.composite
def moments(draw: st.DrawFn) -> dict[str, Any]:
    """When: a day, a minute, or some days between."""
    day = FIRST + timedelta(days=draw(st.integers(0, (LAST - FIRST).days)))
    form = draw(st.sampled_from(("on", "on", "at", "between")))
    if form == "on":
        return {"on": day}
    if form == "between":
        return {"between": (day, day + timedelta(days=draw(st.integers(1, 9))))}
    return {"at": datetime.combine(day, time(draw(st.integers(4, 23)), 15))}


def _own(does: str, **given: Any) -> st.SearchStrategy[dict[str, Any]]:
    """An act of the landlord's."""
    fixed = {"does": [does], "by": "officer", **given}
    return st.just(fixed)


@st.composite
def _report(draw: st.DrawFn) -> dict[str, Any]:
    by = draw(st.sampled_from(("resident", "resident", "worker", "neighbour", "officer")))
    against = "resident" if by == "neighbour" else "neighbour"
    return {
        "does": ["asb.reported"],
        "by": by,
        "kinds": [draw(st.sampled_from(KINDS))],
        "against": draw(st.sampled_from(([], [against]))),
    }


@st.composite
def _contact(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "does": ["contact.received"],
        "by": draw(st.sampled_from(("resident", "worker"))),
        "asks": draw(st.sampled_from(([], ["to be called back"]))),
        "channel": draw(st.sampled_from(("phone", "email"))),
        "about": ["asb"],
        "facts": draw(st.sampled_from(({}, {"call_back": True}))),
        "dissatisfied": draw(st.booleans()),
    }


@st.composite
def _made(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "does": [draw(st.sampled_from(("contact.made", "asb.visited", "contact.attempted")))],
        "by": draw(st.sampled_from(("officer", "manager"))),
        "to": [draw(st.sampled_from(("resident", "resident", "worker", "neighbour")))],
        "channel": draw(st.sampled_from(("phone", "email", "letter"))),
        "about": [draw(st.sampled_from(("asb", "complaint")))],
        "contains": draw(st.sampled_from(([], ["welfare"], ["needs", "progress"]))),
    }


@st.composite
def _complaint(draw: st.DrawFn) -> dict[str, Any]:
    act = draw(
        st.sampled_from(
            ("raised", "escalated", "acknowledged", "responded", "extended", "withdrawn", "logged")
        )
    )
    return {
        "does": [f"complaint.{act}"],
        "by": "resident" if act in ("raised", "escalated", "withdrawn") else "manager",
        "complaint": draw(st.sampled_from(("c1", "c1", "c2"))),
        "stage": 0 if act in ("raised", "withdrawn") else draw(st.sampled_from((1, 2))),
        "channel": "email",
        "reason": "it needs longer",
        "contains": ["ombudsman details", "reasons"],
        "until": FIRST + timedelta(days=draw(st.integers(10, 250))) if act == "extended" else None,
    }


@st.composite
def _pledge(draw: st.DrawFn) -> dict[str, Any]:
    number = draw(st.integers(1, 6))
    promise = {
        "id": f"p{number}",
        "what": "to write",
        "within": draw(st.sampled_from(("", "5 working days", "2 weeks"))),
        "repeats": draw(st.sampled_from(("", f"p{draw(st.integers(1, 6))}"))),
        "does": draw(st.sampled_from(([], ["asb.plan_sent"]))),
    }
    return {"does": ["contact.made"], "by": "officer", "to": ["resident"], "promises": [promise]}


PLAIN: tuple[st.SearchStrategy[dict[str, Any]], ...] = (
    st.builds(
        lambda level: {"does": ["asb.risk_assessed"], "by": "officer", "level": level},
        st.sampled_from(("low", "medium", "high")),
    ),
    st.builds(
        lambda every: {"does": ["asb.update_schedule_agreed"], "by": "officer", "every": every},
        st.sampled_from(("1 week", "3 weeks", "2 months")),
    ),
    _own("asb.plan_agreed", contains=["target dates"]),
    _own("asb.plan_agreed"),
    _own("asb.plan_sent"),
    _own("asb.case_opened"),
    _own("asb.case_closed", channel="letter", contains=["reasons"]),
    _own("asb.case_reopened"),
    _own("asb.closure_consulted"),
    _own("asb.other_party_heard"),
    _own("asb.warning_given"),
    _own("works.raised", safety=True),
    _own("works.done"),
    _own("works.no_access"),
    _own("agency.requested", to=["police"]),
    _own("agency.chased", to=["police"]),
    _own("contact.passed_on", held_up_by="absence"),
    _own("contact.made", to=["resident"], keeps=["p1", "p2"]),
    st.just({"does": ["agency.replied"], "by": "police"}),
    st.just({"does": ["asb.offer_refused"], "by": "resident"}),
    st.just({"does": ["asb.consent_refused"], "by": "resident"}),
)


@st.composite
def timelines(draw: st.DrawFn, *, least: int = 3, most: int = 14) -> tuple[Entry, ...]:
    """A file of entries, each with its proof or without, some told of, answered or disputed."""
    made = (_report(), _contact(), _made(), _made(), _complaint(), _complaint(), _pledge())
    options: list[st.SearchStrategy[dict[str, Any]]] = [*made, *made, *PLAIN]
    found: list[Entry] = []
    for number in range(draw(st.integers(least, most))):
        raw = draw(st.one_of(options)) if number else draw(_report())
        earlier = [each.id for each in found]
        found.append(_written(draw, f"e{number}", raw, earlier))
    return _consistent(tuple(found))


def _written(draw: st.DrawFn, key: str, raw: dict[str, Any], earlier: list[str]) -> Entry:
    landlord = raw["by"] in ("officer", "manager")
    proofs = ((), *((kind,) for kind in PROOFS)) if landlord else ((), ("note",), ("call log",))
    given: dict[str, Any] = {"evidence": list(draw(st.sampled_from(proofs))), **draw(moments())}
    if earlier and draw(st.integers(0, 2)) == 0:
        role = draw(st.sampled_from(("answers", "answers", "told_in", "disputes", "corrects")))
        other = draw(st.sampled_from(earlier))
        given[role] = other if role == "corrects" else [other]
    acts = raw["does"]
    return entry(key, acts, **{k: v for k, v in (raw | given).items() if k != "does"})


def _consistent(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Each promise once, and no entry that keeps or repeats one that nobody made."""
    seen: set[str] = set()
    kept: list[Entry] = []
    for each in entries:
        fresh = tuple(p for p in each.promises if p.id not in seen)
        seen |= {p.id for p in fresh}
        kept.append(replace(each, promises=fresh))
    return tuple(replace(e, keeps=tuple(k for k in e.keeps if k in seen)) for e in kept)


def own_claims(entries: tuple[Entry, ...]) -> list[str]:
    """The landlord's acts that rest on its own word; what others say it did is theirs to say."""
    ours = {each.id for each in entries if each.by in ("officer", "manager")}
    return [
        each.id
        for each in entries
        if each.id in ours and not each.evidence and ours.issuperset(each.told_in)
    ]


def shown(each: Entry) -> Entry:
    """The same entry with the thing itself to show it."""
    return replace(each, evidence=(Evidence(kind="system record"),))


def changed(entries: tuple[Entry, ...], pick: Callable[[Entry], bool]) -> tuple[Entry, ...]:
    """The entries with those picked shown."""
    return tuple(shown(each) if pick(each) else each for each in entries)


assert all(kind in words().kinds for kind in KINDS)
