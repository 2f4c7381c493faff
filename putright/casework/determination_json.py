"""A determination read, as `putright determination read` prints it. Nothing of it is kept."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from putright.casework.shape import Shape, pounds
from putright.core.determinations import NotAReport, Report, read
from putright.core.determinations.orders import Order, is_direct
from putright.core.determinations.sums import Part
from putright.core.events.faults import Fault, FileFault
from putright.gateways import files
from putright.gateways.determination_files import take_text

UNDER = Meta(description="The heading that it stands under.")
PARAGRAPH = Meta(
    description="The paragraph's number with those above it, as 1.2; empty where it has none."
)
Sum = Annotated[float | None, Meta(description="Pounds; null where the report gives no sum.")]


class FindingJson(Shape, frozen=True):
    """What was found of one head of complaint."""

    heading: str
    level: Annotated[
        str, Meta(description="The outcome in the Ombudsman's words, in small letters.")
    ]
    paragraph: Annotated[str, PARAGRAPH]
    under: Annotated[str, UNDER]


class PartJson(Shape, frozen=True):
    """One line of a breakdown."""

    amount: float
    what_for: str
    already_offered: Sum
    additional: Sum


class OrderJson(Shape, frozen=True, kw_only=True):
    """One order, or one recommendation."""

    what: Annotated[str, Meta(description="The order in the report's words, with its list.")]
    kind: Annotated[str, Meta(description="apology, payment, training, review, ... or other.")]
    amount: Sum
    breakdown: tuple[PartJson, ...]
    already_offered: Annotated[
        float | None, Meta(description="What of the sum the landlord had offered before.")
    ]
    due_on: Annotated[date | None, Meta(description="Null where no day can be said for sure.")]
    paragraph: Annotated[str, PARAGRAPH]
    under: Annotated[str, UNDER] = ""
    deadline: Annotated[str, Meta(description="The words that set the day.")] = ""
    to: Annotated[tuple[str, ...], Meta(description="To whom, as the order says.")] = ()
    paid_directly: Annotated[
        bool, Meta(description="Whether it must go to the person and to no account.")
    ] = False
    may_deduct: Annotated[str, Meta(description="What it says of sums that were paid.")] = ""
    evidence: Annotated[str, Meta(description="The proof that is wanted, in its words.")] = ""
    depends_on: Annotated[str, Meta(description="The earlier step that it waits for.")] = ""


class ParagraphJson(Shape, frozen=True):
    """A numbered paragraph."""

    heading: str
    number: str
    text: str
    part: Annotated[str, Meta(description="The part of the report: background, orders, ...")]


class ScopeJson(Shape, frozen=True):
    """A matter that was left out."""

    text: str
    scheme_paragraphs: Annotated[
        tuple[str, ...], Meta(description="As 42.a; none where the report names none.")
    ]
    paragraph: Annotated[str, PARAGRAPH]
    under: Annotated[str, UNDER]


class EventJson(Shape, frozen=True):
    """A dated event of the background."""

    first: date
    last: Annotated[date, Meta(description="Another than `first` for a month or a time between.")]
    text: str
    paragraph: Annotated[str, PARAGRAPH]
    under: Annotated[str, UNDER]
    by: Annotated[str, Meta(description="Who acted; ombudsman where that is for a person to say.")]
    does: Annotated[str, Meta(description="The act in the words of a case file.")]


class UnreadJson(Shape, frozen=True):
    """What is not sure, with the words of the report."""

    what: str
    text: str
    paragraph: Annotated[str, PARAGRAPH]
    under: Annotated[str, UNDER]


class WrongJson(Shape, frozen=True):
    """Sums that do not add up."""

    what: str
    paragraph: Annotated[str, PARAGRAPH]
    under: Annotated[str, UNDER]


class DeterminationJson(Shape, frozen=True, kw_only=True):
    """A determination, as far as it could be read. A person confirms before anything is kept."""

    file: str
    layout: Annotated[str, Meta(description="old: numbered paragraphs; new: short sections.")]
    landlord: str
    header_name: Annotated[
        str, Meta(description="The landlord's name in the header, where it is another.")
    ] = ""
    reference: str
    date: Annotated[date | None, Meta(description="The day of the report.")]
    decision_type: str = ""
    issues: Annotated[tuple[str, ...], Meta(description="The complaint as defined.")]
    own_issues: Annotated[
        tuple[str, ...], Meta(description="Those that the Ombudsman added on its own account.")
    ]
    scope: tuple[ScopeJson, ...]
    findings: tuple[FindingJson, ...]
    orders: tuple[OrderJson, ...]
    recommendations: tuple[OrderJson, ...]
    sums_wrong: tuple[WrongJson, ...]
    unread: tuple[UnreadJson, ...]
    events: tuple[EventJson, ...]
    paragraphs: tuple[ParagraphJson, ...]
    numbers_counted: Annotated[
        bool, Meta(description="Whether the file had no numbers, so that ours are counted.")
    ] = False


class Opened(Shape, frozen=True):
    """A determination read, and its dated events as the text of a case file."""

    answer: DeterminationJson
    case_file: str


def open_file(path: Path) -> Opened:
    """Read a determination's file. Raises ``FileFault`` with one message."""
    taken = take_text(path)
    calendar = files.load_calendar()
    try:
        report = read(taken.text, calendar=calendar, address=taken.address)
    except NotAReport as error:
        mend = "Give the published report as it stands on the Ombudsman's site."
        raise FileFault(str(path), [Fault(0, "file", str(error), mend)]) from error
    return Opened(answer_of(report, file=str(path)), report.draft(calendar))


def answer_of(report: Report, *, file: str) -> DeterminationJson:
    """A report as JSON."""
    head = report.header
    return DeterminationJson(
        file=file,
        layout="new" if head.is_new else "old",
        landlord=head.landlord,
        header_name=head.header_name if head.header_name != head.landlord else "",
        reference=head.reference,
        date=head.day,
        decision_type=head.decision_type,
        issues=tuple(one.text for one in report.issues),
        own_issues=tuple(one.text for one in report.issues if one.is_own),
        scope=tuple(
            ScopeJson(one.text, one.scheme, one.paragraph, one.under) for one in report.scope
        ),
        findings=tuple(
            FindingJson(one.heading, one.level, one.paragraph, one.under) for one in report.findings
        ),
        orders=_orders(report.orders),
        recommendations=_orders(report.recommendations),
        sums_wrong=tuple(
            WrongJson(one.what, one.paragraph, one.under) for one in report.sums_wrong
        ),
        unread=tuple(
            UnreadJson(one.what, one.text, one.paragraph, one.under) for one in report.unread
        ),
        events=tuple(
            EventJson(one.first, one.last, one.text, one.paragraph, one.under, one.by, one.act)
            for one in report.events
        ),
        paragraphs=tuple(
            ParagraphJson(one.heading, one.number, one.text, one.part) for one in report.paragraphs
        ),
        numbers_counted=report.is_counted,
    )


def _orders(orders: Sequence[Order]) -> tuple[OrderJson, ...]:
    return tuple(_order(one) for one in orders)


def _order(one: Order) -> OrderJson:
    return OrderJson(
        what=one.what,
        kind=one.kind,
        amount=_pounds(one.award.amount),
        breakdown=tuple(_part(part) for part in one.award.parts),
        already_offered=_pounds(one.award.already_offered),
        due_on=one.due.day if one.due else None,
        paragraph=one.paragraph,
        under=one.under,
        deadline=one.due.text if one.due else "",
        to=one.to,
        paid_directly=is_direct(one.what),
        may_deduct=one.award.deducts,
        evidence=one.evidence,
        depends_on=one.depends_on,
    )


def _part(part: Part) -> PartJson:
    return PartJson(
        amount=pounds(part.amount),
        what_for=part.what_for,
        already_offered=_pounds(part.already_offered),
        additional=_pounds(part.additional),
    )


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else pounds(amount)
