"""Small builders for tests of the core: entries in a line, rules as their own text."""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from putright.core.duties.duty import Duty
from putright.core.duties.engine import Engine
from putright.core.events.entry import Entry, Person
from putright.core.events.words import Words
from putright.core.findings.audit import Audit, audit_case
from putright.core.policy.packs import Pack, read_pack
from putright.core.policy.stack import stack_packs
from putright.core.timeline.casefile import CaseFile, Header, Heading, tidy
from putright.core.timeline.timeline import Timeline, build_timeline
from putright.core.workdays import Calendar, calendar_from_data, day_end, when_at

PACKS = Path(__file__).parents[2] / "putright/packs"
HEAD = '[pack]\nname = "{name}"\ntitle = "A pack for a test"\nrank = "{rank}"\nversion = "1"\n'
RULE = """
[[rule]]
id = "{id}"
verb = "{verb}"
promise = "{promise}"
source = {{ document = "Policy", paragraph = "1" }}
{body}
"""


@cache
def words() -> Words:
    """The vocabulary that ships."""
    text = (PACKS / "vocabulary/words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


@cache
def calendar() -> Calendar:
    """The bank holidays that ship."""
    text = (PACKS / "calendar/england-and-wales.toml").read_text(encoding="utf-8")
    return calendar_from_data(tomllib.loads(text))


@cache
def shipped(name: str) -> Pack:
    """A pack that ships."""
    texts = {f.name: f.read_text(encoding="utf-8") for f in sorted((PACKS / name).glob("*.toml"))}
    return read_pack(name, texts, words=words())


def rule(key: str, body: str, *, verb: str = "do", promise: str = "Does as promised.") -> str:
    """A rule as a pack's text has it; ``body`` holds its clauses."""
    return RULE.format(id=key, verb=verb, promise=promise, body=body)


def pack(*texts: str, name: str = "landlord", rank: str = "landlord", head: str = "") -> Pack:
    """A pack of the rules given as text; ``head`` adds lines to its header."""
    text = HEAD.format(name=name, rank=rank) + head + "\n" + "\n".join(texts)
    return read_pack(name, {"pack.toml": text}, words=words())


def entry(key: str, does: str | list[str], when: str = "", **given: Any) -> Entry:
    """An entry, evidenced unless it says otherwise, by the side whose act it is.

    ``when`` is a day, a day with a time ("2026-03-02 14:05") or two days ("... to ...").
    """
    acts = [does] if isinstance(does, str) else does
    raw: dict[str, Any] = {"id": key, "does": acts, "by": side_that_does(acts[0])}
    if "told_in" not in given:
        raw["evidence"] = "payment record" if acts[0] == "redress.paid" else "system record"
    raw |= when_given(when) | given
    return msgspec.convert(tidy(raw), Entry)


def side_that_does(act: str) -> str:
    """The side whose act it is; the landlord's where anybody can do it."""
    return (*words().acts[act].by, "landlord")[0]


def when_given(text: str) -> dict[str, Any]:
    """The keys of an entry that say when: ``at``, ``on`` or ``between``."""
    if not text:
        return {}
    if " to " in text:
        return {"between": tuple(date.fromisoformat(part) for part in text.split(" to "))}
    if ":" in text:
        return {"at": datetime.fromisoformat(text)}
    return {"on": date.fromisoformat(text)}


def person(key: str, side: str, **given: Any) -> Person:
    """Somebody in the case."""
    return msgspec.convert(tidy({"id": key, "side": side, **given}), Person)


def timeline(entries: Iterable[Entry], people: Iterable[Person] = ()) -> Timeline:
    """The entries as a timeline."""
    return build_timeline(entries, people=people, words=words())


def engine(*packs: Pack) -> Engine:
    """The engine for these packs."""
    return Engine(stack_packs(packs, words=words()), calendar())


def minute(when: str) -> int:
    """A minute to ask at: the time given, else the end of the day."""
    if ":" in when:
        return when_at(datetime.fromisoformat(when)).first
    return day_end(date.fromisoformat(when).toordinal())


def duties(
    entries: Iterable[Entry], *packs: Pack, now: str, people: Iterable[Person] = ()
) -> list[Duty]:
    """The duties at that moment, of what had happened by its day."""
    day = date.fromisoformat(now[:10])
    return engine(*packs).duties(timeline(entries, people).as_of(day), now=minute(now))


def the_duty(
    entries: Iterable[Entry], *packs: Pack, now: str, people: Iterable[Person] = ()
) -> Duty:
    """The only duty at that moment."""
    (only,) = duties(entries, *packs, now=now, people=people)
    return only


def state(entries: Iterable[Entry], *packs: Pack, now: str, people: Iterable[Person] = ()) -> str:
    """The state of the only duty at that moment."""
    return the_duty(entries, *packs, now=now, people=people).state_at(minute(now))


def audit(
    entries: Iterable[Entry],
    *packs: Pack,
    as_of: str,
    people: Iterable[Person] = (),
    headings: Iterable[Heading] = (),
) -> Audit:
    """The audit of the entries under these packs."""
    case = CaseFile(
        header=Header(id="test", title="A test", landlord="landlord"),
        people=tuple(people),
        headings=tuple(headings),
        entries=tuple(entries),
    )
    return audit_case(case, engine(*packs), as_of=date.fromisoformat(as_of))


def codes(found: Audit) -> list[str]:
    """The codes of its findings, in order."""
    return [finding.code for finding in found.findings]


def day(text: str) -> date:
    """A day from its ISO text."""
    return date.fromisoformat(text)
