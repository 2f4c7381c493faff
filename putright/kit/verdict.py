"""The verdict of an audit in plain words, and the credit beside the failings."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from msgspec import UNSET

from putright.core.findings.audit import Audit, DoneWell
from putright.core.findings.headings import HeadingResult, Weight
from putright.kit.cards import NO_FAILING, Cards, Shown, proof_of, shown
from putright.kit.dates import days_in_words, long_day, pounds, sentence_case
from putright.kit.say import _, ngettext

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts that the verdict is made of."""

    failings: int
    kinds: int
    still_open: int
    unsettled: int
    reviews: int
    done_well: int
    promises: int
    met: int
    entries: int


@dataclass(frozen=True, slots=True)
class Factor:
    """What raises or lowers a level, and what met it."""

    says: str
    source: str
    because: str


@dataclass(frozen=True, slots=True)
class HeadingView:
    """One heading of complaint as the page shows it."""

    id: str
    title: str
    failings: int
    suggestion: str
    raises: tuple[Factor, ...]
    lowers: tuple[Factor, ...]
    offers: tuple[tuple[str, str], ...]
    offered: str
    ordered: str
    scale: str
    bands: tuple[tuple[str, str, str, bool], ...]
    impact: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Something done well: its day, what it was, the promise that it kept."""

    day: str
    what: str
    shown: tuple[Shown, ...]


def tally(audit: Audit) -> Tally:
    """Count what the verdict says."""
    failings = [f for f in audit.findings if f.code not in NO_FAILING]
    disputed = sum(1 for f in audit.findings if f.code == "disputed-account")
    states = Counter(duty.state_at(audit.run.now) for duty in audit.duties)
    return Tally(
        failings=len(failings),
        kinds=len({f.code for f in failings}),
        still_open=sum(1 for f in failings if f.due is not UNSET and f.done is UNSET),
        unsettled=disputed + len(audit.unsettled),
        reviews=len(audit.for_review),
        done_well=len(audit.done_well),
        promises=audit.promises_checked,
        met=states["met"],
        entries=len(audit.run.timeline.items),
    )


def verdict(counts: Tally, as_of: date) -> str:
    """The verdict in one sentence."""
    if not counts.entries:
        said = _("There is no entry by {day}: nothing can be judged")
        return said.format(day=long_day(as_of))
    shown_failings = (
        ngettext("{n} failing shown", "{n} failings shown", counts.failings)
        if counts.failings
        else _("No failings shown")
    )
    return ", ".join(
        [
            shown_failings,
            ngettext("{n} account not settled", "{n} accounts not settled", counts.unsettled),
            ngettext("{n} for a person to judge", "{n} for a person to judge", counts.reviews),
        ]
    )


def heading_views(audit: Audit, cards: Cards) -> tuple[HeadingView, ...]:
    """Every heading of the case."""
    return tuple(_heading(heading, cards) for heading in audit.headings)


def _heading(heading: HeadingResult, cards: Cards) -> HeadingView:
    return HeadingView(
        id=heading.id,
        title=sentence_case(heading.title),
        failings=heading.failings,
        suggestion=sentence_case(_(heading.suggestion)),
        raises=tuple(_factor(weight, cards) for weight in heading.raises),
        lowers=tuple(_factor(weight, cards) for weight in heading.lowers),
        offers=tuple(
            (long_day(date.fromisoformat(offer.on)), pounds(offer.total))
            for offer in heading.offers
        ),
        offered=pounds(heading.offered),
        ordered=pounds(heading.ordered) if heading.ordered is not None else "",
        scale=heading.scale,
        bands=tuple(
            (sentence_case(b.name), _band(b.low, b.high), b.describes, b.name == heading.impact)
            for b in heading.bands
        ),
        impact=heading.impact,
    )


def _band(low: Decimal, high: Decimal | None) -> str:
    if high is None:
        return _("{low} and over").format(low=pounds(low))
    return _("{low} to {high}").format(low=pounds(low), high=pounds(high))


def _factor(weight: Weight, cards: Cards) -> Factor:
    named = [_because(key, cards) for key in weight.because[:MOST_NAMED]]
    more = len(weight.because) - len(named)
    rest = [ngettext("and {n} more", "and {n} more", more)] if more else []
    return Factor(says=_(weight.says), source=weight.source, because="; ".join([*named, *rest]))


def _because(key: str, cards: Cards) -> str:
    """A code as its title, or an entry as its day."""
    if (item := cards.by_id.get(key)) is not None:
        return long_day(item.when.date)
    title = cards.title_of(key)
    return title[:1].lower() + title[1:]


def credits_of(audit: Audit) -> tuple[Credit, ...]:
    """What was done well, in order of its day."""
    return tuple(_credit(done, audit) for done in sorted(audit.done_well, key=lambda d: d.on))


def _credit(done: DoneWell, audit: Audit) -> Credit:
    by_id = audit.run.timeline.by_id
    items = [by_id[key] for key in done.entries if key in by_id]
    what = sentence_case(days_in_words(done.what)).rstrip(".") + "."
    entries = tuple(shown(item) for item in items if item.entry.text != done.what)
    if not entries and items:
        what = f"{what} {proof_of(items[0])}."
    return Credit(day=long_day(done.on), what=what, shown=entries)
