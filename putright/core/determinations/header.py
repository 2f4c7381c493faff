"""Whose report it is: the landlord, the reference and the day, from the title and the header.

The body may name other cases, and landlords' names hold figures: neither is looked at here. The
title and the address usually have the reference right where the header has it mistyped.
"""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from putright.core.determinations.dates import dates_in
from putright.core.determinations.lines import Line
from putright.core.determinations.sections import part_of

_TITLE = re.compile(r"(?P<name>.{3,120}?)\s*\(\s*(?P<ref>\d[\d ]{5,12})\s*\)(?:\s*[-–(].{0,40})?")
_COMPLAINT = re.compile(
    r"COMPLAINTS?(?: (?:REF(?:ERENCE)?S?|NOS?|NUMBERS?)\.?:?)?:? *(?P<ref>\d[\d ]{5,14})?"
    r"(?:\s*(?:&|and|,|/|;|\+)\s*\d[\d ]{5,14})*",
    re.I,
)
_REPORT = re.compile(
    r"(?:amended )?(?:report|investigation report|determination)(?: \(.*\))?", re.I
)
_ADDRESS = re.compile(r"(?<!\d)(20\d{5,7}|\d{9})(?!\d)")
_REF = re.compile(r"\d{7,9}")
_LABELS = re.compile(
    r"(case id|case reference|decision type|jurisdiction|landlord type|landlord|occupancy|tenure|"
    r"date of decision|decision date|date)\s*(?::|$|(?=\s))\s*(.*)",
    re.IGNORECASE,
)
_DAY_LABELS = ("date", "decision date", "date of decision")
_NEAR = 60


class Header(Struct, frozen=True):
    """What stands at the head of a report; ``doubts`` are what does not agree or is not there."""

    is_new: bool
    landlord: str = ""
    header_name: str = ""
    reference: str = ""
    header_reference: str = ""
    day: date | None = None
    day_text: str = ""
    decision_type: str = ""
    is_report: bool = True


def header_of(lines: Sequence[Line], *, address: str = "") -> Header:
    """The head of a report; ``address`` is where it was found, a file's name or a page's."""
    head = _head(lines)
    labels = _labels(head)
    title = next((found for line in head if (found := title_in(line.text))), None)
    if "case id" in labels or "case reference" in labels:
        stated = labels.get("case id") or labels.get("case reference", "")
        name, day_text = labels.get("landlord", ""), _first(labels, _DAY_LABELS)
        is_new = True
    else:
        stated, name, day_text = _old(head)
        is_new = False
    own = _digits(title["ref"]) if title else ""
    named = _ADDRESS.search(address)
    reference = own or (named[1] if named else "") or _digits(stated)
    landlord = title["name"].strip() if title else name
    days = [one.first for one in dates_in(day_text) if one.is_day]
    return Header(
        is_new=is_new,
        landlord=landlord,
        header_name=name,
        reference=reference,
        header_reference="".join(stated.split()),
        day=days[0] if days else None,
        day_text=day_text,
        decision_type=labels.get("decision type", ""),
        is_report=is_new or _has_report(head, lines),
    )


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines before the first heading that a report has, or the first of a text without one."""
    head: list[Line] = []
    for line in lines[:_NEAR]:
        if part_of(line.text) in ("approach", "background", "determination", "complaint"):
            break
        head.append(line)
    return head


def _has_report(head: Sequence[Line], lines: Sequence[Line]) -> bool:
    parts = {part_of(line.text) for line in lines if not line.mark and len(line.text) < _NEAR}
    told = {"determination", "orders", "complaint", "approach", "assessment"} & parts
    return "determination" in told or len(told) > 2 or any(is_complaint(line) for line in head)


def is_complaint(line: Line) -> bool:
    """Whether a line names the complaint by its reference."""
    found = _COMPLAINT.fullmatch(line.text)
    return found is not None and found["ref"] is not None


def is_label(line: Line) -> bool:
    """Whether a line is the first label of the newer layout."""
    found = _LABELS.fullmatch(line.text)
    return found is not None and found[1].lower() in ("case id", "case reference")


def title_in(text: str) -> re.Match[str] | None:
    """The landlord and the reference, where a line is the title of a page."""
    found = _TITLE.fullmatch(text)
    return found if found and _REF.fullmatch(_digits(found["ref"])) else None


def _digits(text: str) -> str:
    plain = "".join(text.split())
    return plain if _REF.fullmatch(plain) else ""


def _labels(head: Sequence[Line]) -> dict[str, str]:
    """The labels of the newer layout with what stands beside or below each."""
    found: dict[str, str] = {}
    waiting = ""
    for line in head:
        label = _LABELS.fullmatch(line.text)
        if label and label[1].lower() not in found:
            waiting = label[1].lower()
            found[waiting] = label[2].strip()
        elif waiting and not found[waiting]:
            found[waiting] = line.text
    return found if "case id" in found or "case reference" in found else {}


def _first(labels: dict[str, str], names: Sequence[str]) -> str:
    return next((labels[name] for name in names if labels.get(name)), "")


def _old(head: Sequence[Line]) -> tuple[str, str, str]:
    """The reference, landlord and day that follow the line COMPLAINT."""
    starts = [at for at, line in enumerate(head) if is_complaint(line)]
    if not starts:
        starts = [at for at, line in enumerate(head) if _REPORT.fullmatch(line.text)]
    if not starts:
        return "", "", ""
    found = _COMPLAINT.fullmatch(head[starts[0]].text)
    rest = [line.text for line in head[starts[0] + 1 :] if not _COMPLAINT.fullmatch(line.text)]
    at = next(
        (at for at, text in enumerate(rest) if dates_in(text) and len(text) < _NEAR), len(rest)
    )
    name = next((text for text in rest[:at] if not _digits(text)), "")
    day = rest[at] if at < len(rest) else ""
    return (found["ref"] or "" if found else ""), name, day
