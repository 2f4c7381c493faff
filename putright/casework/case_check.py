"""Checks a case file before it is audited: what is in it, and every fault with line and mend."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from putright.casework import audits
from putright.casework.audits import Opened
from putright.casework.shape import Shape
from putright.core.events.faults import FileFault


class FaultJson(Shape, frozen=True):
    """One fault of a file: where, what and how to mend it."""

    field: str
    what: str
    mend: str
    line: Annotated[int, Meta(description="The line; left out where it has none.")] = 0


class CaseCheckJson(Shape, frozen=True, kw_only=True):
    """What `putright case check` found; with faults, nothing is counted."""

    file: str
    ok: bool
    faults: tuple[FaultJson, ...] = ()
    case: str = ""
    landlord: str = ""
    audited_on: Annotated[str, Meta(description="The day an audit looks at by itself.")] = ""
    entries: int = 0
    people: int = 0
    headings: int = 0
    first: Annotated[str, Meta(description="The day of the first entry.")] = ""
    last: Annotated[str, Meta(description="The day of the last entry.")] = ""


def check_case(opened: Opened) -> CaseCheckJson:
    """A case that could be opened, and which its packs can audit on its own day."""
    case = opened.case
    audits.audit(opened)
    timeline = case.timeline(opened.engine.stack.words)
    days: list[date] = [item.when.date for item in timeline.items]
    return CaseCheckJson(
        file=str(opened.path),
        ok=True,
        case=case.header.id,
        landlord=case.header.landlord,
        audited_on=case.audit_day.isoformat(),
        entries=len(case.entries),
        people=len(case.people),
        headings=len(case.headings),
        first=min(days).isoformat() if days else "",
        last=max(item.when.last_date for item in timeline.items).isoformat() if days else "",
    )


def shape_faults(fault: FileFault) -> CaseCheckJson:
    """The answer for a case file, or its pack, that cannot be used."""
    return CaseCheckJson(
        file=fault.name,
        ok=False,
        faults=tuple(
            FaultJson(field=f.field, what=f.what, mend=f.mend, line=f.line) for f in fault.faults
        ),
    )
