"""The story of a case in five lines, and its verdict in plain words, built from the audit alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from msgspec import UNSET

from putright.core.findings.audit import Audit
from putright.core.findings.finding import Finding
from putright.core.timeline.items import Item
from putright.kit.cards import NO_FAILING
from putright.kit.contacts import first_reached, first_report, silences
from putright.kit.dates import long_day, pounds, sentence_case
from putright.kit.say import _, ngettext

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story: what it is about, and the sentence."""

    lead: str
    says: str


def story(audit: Audit) -> tuple[Line, ...]:
    """First report and contact, what never came, the silence, the complaint, the money."""
    return (
        Line(_("First report"), _first(audit)),
        Line(_("What never came"), _never(audit)),
        Line(_("Longest silence"), _silence(audit)),
        Line(_("The complaint"), _complaint(audit)),
        Line(_("Offers and orders"), _money(audit)),
    )


def _first(audit: Audit) -> str:
    report = first_report(audit)
    if report is None:
        return _("No report from the resident or a helper is on record.")
    told = _("Reported on {day}.").format(day=long_day(report.when.date))
    contact = first_reached(audit, report)
    if contact is None:
        return told + " " + _("No record shows that the landlord ever reached the resident.")
    start, end = report.when.date, contact.when.date
    if start == end:
        return told + " " + _("The landlord reached the resident the same day.")
    days = audit.run.calendar.count(start, end)
    after = ngettext("{n} working day later", "{n} working days later", days)
    return f"{told} " + _("The landlord first reached the resident on {day}, {after}.").format(
        day=long_day(end), after=after
    )


def _never(audit: Audit) -> str:
    open_still = [
        f for f in audit.findings
        if f.code not in NO_FAILING and f.due is not UNSET and f.done is UNSET
    ]  # fmt: skip
    if not open_still:
        return _("Nothing that was promised is left without a record.")
    counts = Counter(f.code for f in open_still)
    ranked = sorted(counts, key=lambda code: (not code.startswith("no-"), -counts[code]))
    named = [_named(audit, code, counts[code]) for code in ranked[:MOST_NAMED]]
    more = len(ranked) - len(named)
    rest = ngettext("; and {n} thing more", "; and {n} things more", more) if more else ""
    return sentence_case("; ".join(named)) + rest + "."


def _named(audit: Audit, code: str, count: int) -> str:
    says = _(audit.run.words.codes.get(code, code.replace("-", " ")))
    return says if count == 1 else f"{says} ({ngettext('once', '{n} times', count)})"


def _silence(audit: Audit) -> str:
    longest = max(silences(audit), key=lambda silence: silence.days, default=None)
    if longest is None:
        return _("No gap of four weeks or more between contacts that reached the resident.")
    return _("{days}, from {start} to {end}, in which no record shows the landlord reaching "
             "the resident.").format(
        days=ngettext("{n} day", "{n} days", longest.days),
        start=long_day(longest.start), end=long_day(longest.end),
    )  # fmt: skip


def _complaint(audit: Audit) -> str:
    steps = [_step(item, audit) for item in _complaint_items(audit)]
    if not steps:
        return _("No complaint is on record.")
    return sentence_case("; ".join(steps)) + "."


def _complaint_items(audit: Audit) -> list[Item]:
    acts = ("complaint.raised", "complaint.escalated", "complaint.responded")
    found = audit.run.timeline.doing(acts)
    return [item for item in found if not item.entry.repeats]


def _step(item: Item, audit: Audit) -> str:
    stage = item.entry.stage
    day = long_day(item.when.date)
    if "complaint.responded" in item.acts:
        late = _late(item, audit.findings)
        said = _("stage\u00a0{stage} answered on {day}") if stage else _("answered on {day}")
        return said.format(stage=stage, day=day) + (f", {late}" if late else "")
    if "complaint.escalated" in item.acts:
        return _("stage\u00a0{stage} asked for on {day}").format(stage=stage or 2, day=day)
    said = _("complaint made on {day}").format(day=day)
    return said if item.is_evidenced else said + " " + _("(no record kept)")


def _late(item: Item, findings: tuple[Finding, ...]) -> str:
    for finding in findings:
        is_answer = finding.code == "late-response" and item.id in finding.entries
        if is_answer and isinstance(finding.late_by, int) and finding.done == item.when.date:
            return ngettext("{n} working day late", "{n} working days late", finding.late_by)
    return ""


def _money(audit: Audit) -> str:
    said = [*_offers(audit), *_orders(audit)]
    return sentence_case("; ".join(said)) + "." if said else _("No money was offered or ordered.")


def _offers(audit: Audit) -> Iterator[str]:
    days = sorted({offer.on for heading in audit.headings for offer in heading.offers})
    before = Decimal(-1)
    for day in days:
        latest = [
            [offer.total for offer in heading.offers if offer.on <= day][-1:]
            for heading in audit.headings
        ]
        total = sum((amount for one in latest for amount in one), start=Decimal(0))
        if total != before:
            yield _("{sum} in all offered by {day}").format(
                sum=pounds(total), day=long_day(date.fromisoformat(day))
            )
        before = total


def _orders(audit: Audit) -> Iterator[str]:
    ordered = [heading.ordered for heading in audit.headings if heading.ordered is not None]
    if ordered:
        yield _("{sum} ordered in all").format(sum=pounds(sum(ordered, start=Decimal(0))))
