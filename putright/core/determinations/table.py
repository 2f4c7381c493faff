"""The orders of the newer layout: a table whose rows came out one cell, or one line, at a time.

An order begins with its number or its name ("Apology order") and ends with its day.
"""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from putright.core.determinations.dates import dates_in
from putright.core.determinations.deadlines import deadline_in
from putright.core.determinations.lines import Line
from putright.core.determinations.orders import Order, kind_of, order_of
from putright.core.determinations.outline import Paragraph
from putright.core.workdays import Calendar

_HEAD = re.compile(
    r"(?:order|orders|number|no\.?|#|what the landlord must do|due date|order due date|action|"
    r"deadline|due|date|what|what the landlord|must do|"
    r"landlords must comply with our orders\b.*|the landlord must comply with our orders\b.*|"
    r"order what the landlord must do due date)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,2}\.?")
_NAMED = re.compile(
    r"(?:(?P<number>\d{1,2})\.?\s+)?(?P<name>[A-Z][\w ,/&’'()-]{2,60}? "
    r"orders?)\b[.:]?(?:\s+(?P<rest>[A-Z].*))?"
)
_PIECE = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)? ?)?(?:[A-Z][a-z]{2,8} ?)?(?:20\d\d)?")
"""What is left of a day whose cell broke over lines."""
_DUE = re.compile(r"\b(?:no|not) later than\b", re.IGNORECASE)
_MUST = re.compile(r"\bmust\b|\bordered to\b")
_PROOF = re.compile(r"\b(?:evidence|proof)\b", re.IGNORECASE)


class _Row(Struct):
    number: str = ""
    name: str = ""
    lines: list[str] = field(default_factory=list)
    due: str = ""


def table_orders(
    lines: Sequence[Line], under: str, *, day: date | None, calendar: Calendar
) -> tuple[Order, ...]:
    """The orders of the table, each with its day as printed."""
    rows: list[_Row] = []
    awaits = False
    for line in lines:
        text = line.text if line.mark in ("", "-") else f"{line.mark}. {line.text}"
        if not text or _HEAD.fullmatch(text.strip()):
            continue
        awaits = _take(text, rows, line, awaits=awaits)
    return tuple(_order(row, under, day, calendar) for row in _whole(rows) if row.lines or row.name)


def _whole(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, what a page break put behind the day of a row given back to it."""
    whole: list[_Row] = []
    for row in rows:
        is_row = row.name or row.number or row.due
        if whole and not is_row:
            whole[-1].lines += row.lines
        elif is_row or any(_MUST.search(line) for line in row.lines):
            whole.append(row)
    return whole


def _take(text: str, rows: list[_Row], line: Line, *, awaits: bool) -> bool:
    """Put a line where it belongs; whether the day of the row is still to come."""
    if awaits and (_PIECE.fullmatch(text) or dates_in(text)):
        rows[-1].due = f"{rows[-1].due} {text}"
        return not dates_in(rows[-1].due)
    named = None if line.mark == "-" else _NAMED.fullmatch(text)
    if _NUMBER.fullmatch(text) and line.mark != "-":
        rows.append(_Row(number=text.rstrip(".")))
    elif named:
        _name(named, rows)
    else:
        if not rows or (rows[-1].due and not awaits):
            rows.append(_Row(number=line.mark if line.mark != "-" else ""))
        if not line.mark and _goes_on(line.text, rows[-1]):
            rows[-1].lines[-1] = f"{rows[-1].lines[-1]} {line.text}"
            return awaits
        return _hold(line.text, rows[-1]) or awaits
    return False


def _goes_on(text: str, row: _Row) -> bool:
    """Whether a line is the rest of the sum above it, which its cell broke."""
    above = row.lines[-1] if row.lines else ""
    return above.startswith("£") and text[:1].islower() and above[-1] not in ".;:"


def _name(named: re.Match[str], rows: list[_Row]) -> None:
    number = named["number"] or ""
    fresh = rows and not rows[-1].lines and not rows[-1].name and not number
    if not fresh:
        rows.append(_Row(number=number))
    rows[-1].name = named["name"]
    if named["rest"]:
        _hold(named["rest"], rows[-1])


def _hold(text: str, row: _Row) -> bool:
    """Keep a line of a row, its day apart; whether the day follows on the next line."""
    due = _DUE.search(text)
    if due is None:
        alone = dates_in(text)
        if alone and alone[0].start == 0 and alone[0].end == len(text.rstrip(".")) and row.lines:
            row.due = f"No later than {text}"
            return False
        row.lines.append(text)
        return False
    before, after = text[: due.start()].strip(), text[due.start() :]
    within = before and not before.endswith((".", ":", ";")) and len(before.split()) > 3
    if within and dates_in(after):
        row.lines.append(text)
        return False
    if before:
        row.lines.append(before)
    row.due = after
    return not dates_in(after)


def _order(row: _Row, under: str, day: date | None, calendar: Calendar) -> Order:
    """A row as an order: its first line says what, the sums below are its breakdown."""
    sums = [line for line in row.lines if line.startswith("£")]
    texts = [line for line in row.lines if not line.startswith("£")]
    head = Paragraph(
        row.number,
        " ".join(texts),
        tuple(Paragraph(f"{row.number}.{at}", line) for at, line in enumerate(sums, start=1)),
    )
    named = kind_of(row.name) if row.name else "other"
    kind = "payment" if row.name.lower().startswith("compensation") else named
    made = order_of(
        head, under, lead="", day=day, calendar=calendar, kind="" if kind == "other" else kind
    )
    said = f"{row.name}: {made.what}" if row.name else made.what
    printed = deadline_in(row.due, day, calendar) if row.due else None
    return Order(
        what=said, kind=made.kind, paragraph=row.number, under=under, award=made.award, to=made.to,
        due=printed or made.due, evidence=_evidence(texts), depends_on=made.depends_on,
        said=row.due,
    )  # fmt: skip


def _evidence(texts: Sequence[str]) -> str:
    sentences = [one.strip() for text in texts for one in re.split(r"(?<=\.) ", text)]
    return next((one for one in sentences if _PROOF.search(one)), "")
