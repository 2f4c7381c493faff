"""A determination read: every part of it that is sure, and what is not sure beside its words.

Nothing is guessed. What could not be read, or does not agree with itself, is in `unread`, and sums
that do not add up are in `sums_wrong`. A person confirms before anything is kept.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.core.determinations.draft import case_file
from putright.core.determinations.events import Event, events_of, rows_of
from putright.core.determinations.findings import Finding, Unread, findings_of, pairs_of
from putright.core.determinations.furniture import without_furniture
from putright.core.determinations.header import Header, header_of
from putright.core.determinations.issues import Issue, issues_of
from putright.core.determinations.levels import outcomes_in
from putright.core.determinations.lines import Line, lines_of
from putright.core.determinations.orders import Order, Ordered, orders_of
from putright.core.determinations.outline import Paragraph, is_flat, tree_of, walk
from putright.core.determinations.scope import LeftOut, scope_of
from putright.core.determinations.sections import Section, sections_of
from putright.core.determinations.table import table_orders
from putright.core.workdays import Calendar

TOLD = frozenset({"background", "after", "procedure"})
"""The parts that tell what happened."""

MOST, LONGEST = 500_000, 5_000
"""Most characters of a report and of one line of it: the longest known have a fifth of that."""


class NotAReport(ValueError):
    """A text that is no determination of the Housing Ombudsman."""


class Numbered(Struct, frozen=True):
    """A numbered paragraph, the part of the report and the heading that it stands under."""

    part: str
    heading: str
    number: str
    text: str


class Wrong(Struct, frozen=True):
    """Sums that do not add up, and where."""

    what: str
    paragraph: str
    under: str


class Report(Struct, frozen=True, kw_only=True):
    """A determination, as far as it could be read."""

    header: Header
    issues: tuple[Issue, ...]
    scope: tuple[LeftOut, ...]
    paragraphs: tuple[Numbered, ...]
    findings: tuple[Finding, ...]
    orders: tuple[Order, ...]
    recommendations: tuple[Order, ...]
    events: tuple[Event, ...]
    unread: tuple[Unread, ...]
    sums_wrong: tuple[Wrong, ...]
    is_counted: bool
    """Whether the page had no numbers, so that ours are counted."""

    def draft(self, calendar: Calendar) -> str:
        """The dated events as the text of a case file."""
        return case_file(
            self.events,
            known=(calendar.first, calendar.last),
            reference=self.header.reference,
            landlord=self.header.landlord,
            day=self.header.day,
            title="; ".join(one.text for one in self.issues),
        )


class _Part(Struct, frozen=True):
    """A section with its paragraphs."""

    part: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]


def read(text: str, *, calendar: Calendar, address: str = "") -> Report:
    """Read a determination. Raises ``NotAReport`` where the text is none."""
    if len(text) > MOST or any(len(line) > LONGEST for line in text.splitlines()):
        msg = "this is longer, in all or in one line, than a determination is"
        raise NotAReport(msg)
    lines = without_furniture(lines_of(text))
    header = header_of(lines, address=address)
    sections = sections_of(lines, is_new=header.is_new)
    flat = not header.is_new and is_flat([line for one in sections for line in one.lines])
    parts = _parts(sections, flat=flat)
    if not header.is_report or not parts:
        msg = "this is not a determination of the Housing Ombudsman, or its headings are missing"
        raise NotAReport(msg)
    issues = _issues(parts)
    decided = [*_findings(parts, header)]
    found = [each for one in decided for each in _told(one, issues, alone=len(decided) == 1)]
    ordered = _ordered(parts, header, calendar)
    findings = tuple(one for one in found if isinstance(one, Finding))
    return Report(
        header=header,
        issues=issues,
        scope=tuple(
            out
            for one in parts
            if one.part in ("scope", "jurisdiction")
            for out in scope_of(one.paragraphs, one.heading)
        ),
        paragraphs=tuple(_numbered(parts)),
        findings=findings,
        orders=ordered.orders,
        recommendations=ordered.recommendations,
        events=tuple(event for one in parts if one.part in TOLD for event in _events(one)),
        unread=(
            *_of_header(header),
            *(one for one in found if isinstance(one, Unread)),
            *_missing(issues, found, header, flat=flat),
            *_of_orders(ordered),
            *_at_odds(parts, header, findings),
        ),
        sums_wrong=tuple(
            Wrong(what, one.paragraph, one.under)
            for one in (*ordered.orders, *ordered.recommendations)
            for what in one.award.wrong
        ),
        is_counted=flat,
    )


def _parts(sections: Sequence[Section], *, flat: bool) -> list[_Part]:
    return [
        _Part(one.part, one.heading, tree_of(one.lines, flat=flat), one.lines) for one in sections
    ]


def _events(one: _Part) -> tuple[Event, ...]:
    """The dated events of a part; the newer layout tells them in a table."""
    is_table = one.part == "procedure" and not any(each.number for each in one.paragraphs)
    return events_of(rows_of(one.lines) if is_table else one.paragraphs, one.heading)


def _numbered(parts: Sequence[_Part]) -> Iterator[Numbered]:
    for one in parts:
        for each in walk(one.paragraphs):
            if each.number:
                yield Numbered(one.part, one.heading, each.number, each.text)


def _issues(parts: Sequence[_Part]) -> tuple[Issue, ...]:
    """The complaint as defined; without its heading it follows the approach."""
    defined = [one for one in parts if one.part == "complaint"]
    if defined:
        return tuple(issue for one in defined for issue in issues_of(one.paragraphs))
    near = [one for part in parts if part.part == "approach" for one in part.paragraphs]
    listed = [one for one in near if one.number]
    begins = next((at for at, one in enumerate(listed) if "omplain" in one.text[:60]), len(listed))
    return issues_of(listed[begins:])


_AS_DEFINED = re.compile(
    r"(?:the |this |these |her |his )?(?:resident[’']s )?(?:whole )?complaints?(?P<above>,? "
    r"(?:as )?"
    r"(?:set out|defined|described|stated|outlined|detailed) (?:above|in this report)|"
    r" in its entirety)?",
    re.IGNORECASE,
)


def _told(
    one: Finding | Unread, issues: Sequence[Issue], *, alone: bool
) -> Iterator[Finding | Unread]:
    """A finding on the complaint as it is defined above is one on each of its issues."""
    defined = [issue for issue in issues if not issue.is_own]
    named = _AS_DEFINED.fullmatch(one.heading) if isinstance(one, Finding) else None
    if not isinstance(one, Finding) or not named or not defined:
        yield one
    elif named["above"] or alone or len(defined) == 1:
        for issue in defined:
            yield Finding(issue.text, one.level, one.paragraph, one.under)
    else:
        yield one


def _findings(parts: Sequence[_Part], header: Header) -> Iterator[Finding | Unread]:
    decided = [one for one in parts if one.part == "determination"]
    if header.is_new:
        under = next((one.heading for one in parts if one.part == "found"), "")
        pairs = pairs_of([line for one in parts for line in one.lines], under)
        if pairs:
            yield from pairs
            return
        decided = [_deciding(one) for one in decided]
    for one in decided:
        yield from findings_of(one.paragraphs, one.heading)


def _deciding(one: _Part) -> _Part:
    """The decision of the newer layout: only the lines that name an outcome."""
    kept = tuple(each for each in one.paragraphs if outcomes_in(each.whole))
    return _Part(one.part, one.heading, kept, one.lines)


def _ordered(parts: Sequence[_Part], header: Header, calendar: Calendar) -> Ordered:
    orders: list[Order] = []
    softer: list[Order] = []
    for one in parts:
        if one.part == "orders" and header.is_new:
            orders += table_orders(one.lines, one.heading, day=header.day, calendar=calendar)
        elif one.part in ("orders", "recommendations"):
            is_softer = one.part == "recommendations"
            found = orders_of(
                one.paragraphs, one.heading, day=header.day, calendar=calendar, recommends=is_softer
            )
            orders += found.orders
            softer += found.recommendations
    return Ordered(tuple(orders), tuple(softer))


def _of_header(header: Header) -> Iterator[Unread]:
    if not header.landlord:
        yield Unread("The landlord could not be read.", "")
    if not header.reference:
        yield Unread("The reference could not be read.", header.header_reference)
    elif header.header_reference and header.header_reference != header.reference:
        what = f"The reference in the header is not that of the title ({header.reference})."
        yield Unread(what, header.header_reference)
    if header.day is None:
        yield Unread("The day of the report could not be read.", header.day_text)
    names = {header.landlord.lower(), header.header_name.lower()} - {""}
    if len(names) > 1:
        what = "The landlord's name in the header is not that of the title."
        yield Unread(what, header.header_name)


def _missing(
    issues: Sequence[Issue], found: Sequence[Finding | Unread], header: Header, *, flat: bool
) -> Iterator[Unread]:
    if flat:
        yield Unread("This copy has no paragraph numbers: those given here are counted.", "")
    if not issues:
        yield Unread("The complaint as defined could not be read.", "")
    if not found and "intervention" not in header.decision_type.lower():
        yield Unread("No findings could be read.", header.decision_type)
    for one in found:
        if isinstance(one, Finding) and not one.heading:
            yield Unread(
                "What a finding is of could not be read.", one.level, one.paragraph, one.under
            )


def _of_orders(ordered: Ordered) -> Iterator[Unread]:
    for one in ordered.orders:
        if one.due is None:
            yield Unread("No day is given for this order.", one.what, one.paragraph, one.under)
        elif one.due.doubt:
            yield Unread(one.due.doubt, one.due.text, one.paragraph, one.under)
        if one.depends_on:
            yield Unread("It depends on an earlier step.", one.depends_on, one.paragraph, one.under)
    for one in (*ordered.orders, *ordered.recommendations):
        if one.award.doubt:
            yield Unread(one.award.doubt, one.what, one.paragraph, one.under)


def _at_odds(
    parts: Sequence[_Part], header: Header, findings: Sequence[Finding]
) -> Iterator[Unread]:
    """In the newer layout the decision is told twice: levels that are not the same are named."""
    if not header.is_new or not findings:
        return
    paired = {one.level for one in findings}
    for one in parts:
        if one.part == "determination":
            for each in walk(one.paragraphs):
                told = {outcome.level for outcome in outcomes_in(each.text)} - {""}
                if told - paired:
                    what = "The decision names an outcome that no finding has."
                    yield Unread(what, each.text, each.number, one.heading)
