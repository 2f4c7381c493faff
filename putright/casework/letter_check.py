"""A letter held against a case file: what may not be sent, and what needs a reason."""

from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from putright.casework.audits import Opened
from putright.casework.claims_held import lists_of, missed_by
from putright.casework.shape import Shape
from putright.core.claims import Ground, Letter, Mark, check
from putright.core.events.entry import Person
from putright.core.workdays import day_end
from putright.gateways import files


class MarkJson(Shape, frozen=True, kw_only=True):
    """One thing that was marked in the letter."""

    colour: Annotated[str, Meta(description="red: may not be sent. amber: needs a reason.")]
    kind: str
    why: str
    quote: Annotated[str, Meta(description="Left out where it is about the whole letter.")] = ""
    start: Annotated[int, Meta(description="Where the quote begins in the text.")] = 0
    end: int = 0
    instead: str = ""
    entries: Annotated[tuple[str, ...], Meta(description="What the case has of it.")] = ()


class LetterCheckJson(Shape, frozen=True, kw_only=True):
    """What `putright letter check` found, the gravest first."""

    letter: str
    case: str
    on: Annotated[str, Meta(description="The day of the letter.")]
    red: int = 0
    amber: int = 0
    marks: tuple[MarkJson, ...] = ()


def check_file(opened: Opened, path: Path, *, on: date | None, kind: str) -> LetterCheckJson:
    """A letter to the resident in a text file, held against the case as it stood on its day."""
    text = files.read_text(path)
    day = on or opened.case.audit_day
    engine = opened.engine
    timeline = opened.case.timeline(engine.stack.words).as_of(day)
    ground = Ground(
        timeline=timeline,
        on=day,
        steps=engine.stack.words.steps,
        missed=missed_by(engine.run(timeline, now=day_end(day.toordinal()))),
        barred=_barred(opened.case.people, day),
    )
    found = check(Letter(kind=kind, text=text), ground, lists_of(engine.stack))
    return LetterCheckJson(
        letter=str(path),
        case=opened.case.header.id,
        on=day.isoformat(),
        red=sum(1 for one in found if one.colour == "red"),
        amber=sum(1 for one in found if one.colour == "amber"),
        marks=tuple(_marked(one) for one in found),
    )


def _barred(people: tuple[Person, ...], day: date) -> frozenset[str]:
    return frozenset(
        way
        for one in people
        if one.id == "resident" and (one.barred_from is None or one.barred_from <= day)
        for way in one.cannot_use
    )


def _marked(one: Mark) -> MarkJson:
    return MarkJson(
        colour=one.colour,
        kind=one.kind,
        why=one.says,
        quote=one.quote,
        start=one.start,
        end=one.end,
        instead=one.instead,
        entries=one.entries,
    )
