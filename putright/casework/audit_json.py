"""An audit as `putright audit --json` prints it; the text on the screen is made from the same."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, get_args

from msgspec import UNSET, Meta, UnsetType, field

from putright.casework.audits import Opened
from putright.casework.shape import Shape, pounds
from putright.core.findings.audit import Audit
from putright.core.findings.finding import Finding
from putright.core.findings.headings import HeadingResult, Weight
from putright.core.policy.rules import Theme
from putright.core.redress.offers import Headings, Shortfall
from putright.core.timeline.casefile import CaseFile, Heading

NO_FAILING = "disputed-account"
THEMES: tuple[str, ...] = get_args(Theme)

Day = Annotated[date, Meta(description="An ISO day, such as 2024-03-29.")]
Pounds = Annotated[float, Meta(description="A sum in pounds, as a number.")]
Entries = Annotated[
    tuple[str, ...], Meta(description="Ids of the entries of the case file that show it.")
]
Refs = Annotated[
    tuple[str, ...], Meta(description="The references that those entries cite in the case file.")
]


class FindingJson(Shape, frozen=True):
    """One finding, or one question for a person (code `for-review`)."""

    code: Annotated[str, Meta(description="The code of the finding.")]
    on: Annotated[
        date, Meta(description="The day of the entry that set the duty going, or is at fault.")
    ]
    rule: Annotated[str, Meta(description="The rule, as pack:id.")]
    source: Annotated[str, Meta(description="Where every rule behind it is printed.")]
    what: Annotated[str, Meta(description="The finding in one plain sentence.")]
    theme: Annotated[str, Meta(description="One of the ten themes of an audit.")]
    entries: Entries
    due: Annotated[date | UnsetType, Meta(description="The last day in time.")] = UNSET
    due_at: Annotated[
        str | UnsetType, Meta(description="The last minute in time, for a clock in hours.")
    ] = UNSET
    done: Annotated[date | UnsetType, Meta(description="The day on which it was met.")] = UNSET
    done_at: Annotated[
        str | UnsetType, Meta(description="The minute it was met, for a clock in hours.")
    ] = UNSET
    days: Annotated[
        int | UnsetType, Meta(description="Working days from `on` to `done`, by our own count.")
    ] = UNSET
    late_by: Annotated[
        int | UnsetType, Meta(description="Working days from `due` to `done`, by our own count.")
    ] = UNSET
    asserted_days: Annotated[
        int | UnsetType, Meta(description="The count that somebody else gave; never used by us.")
    ] = UNSET
    refs: Refs = ()
    rules: Annotated[
        tuple[str, ...], Meta(description="Every rule behind it, the strictest first.")
    ] = ()
    heading: Annotated[str, Meta(description="Id of the heading of complaint it falls under.")] = ""


class UnsettledJson(Shape, frozen=True):
    """An account that makes no finding: one side's word, neither shown nor denied."""

    on: Day
    what: str
    told_by: Annotated[str, Meta(description="The side, or sides, whose word it is.")]
    entries: Entries
    refs: Refs = ()


class DoneWellJson(Shape, frozen=True):
    """Something to the landlord's credit."""

    on: Day
    what: str
    entries: Entries
    rule: Annotated[str, Meta(description="The rule that was kept, where there is one.")] = ""
    refs: Refs = ()


class WeightJson(Shape, frozen=True):
    """A factor that raises or lowers a level, and what met it."""

    factor: str
    says: str
    source: str
    because: Annotated[
        tuple[str, ...], Meta(description="Codes of findings, or ids of entries, that met it.")
    ]


class HeadingJson(Shape, frozen=True):
    """A heading of complaint: what raises and what lowers, and a level put to a person."""

    id: str
    title: str
    failings: int
    raises: tuple[WeightJson, ...]
    lowers: tuple[WeightJson, ...]
    suggestion: Annotated[str, Meta(description="A suggested level. A person decides.")]


class OfferJson(Shape, frozen=True):
    """The total offered for a heading once an entry was made."""

    on: Day
    entry: str
    total: Pounds
    stage: Annotated[int, Meta(description="The stage of the response that made it.")] = 0


class BandJson(Shape, frozen=True):
    """A band of the remedies scale; without `to` it is open upwards."""

    name: str
    low: Pounds = field(name="from")
    high: Annotated[float | UnsetType, Meta(description="In pounds.")] = field(
        default=UNSET, name="to"
    )
    levels: tuple[str, ...] = ()
    describes: str = ""


class ImpactJson(Shape, frozen=True):
    """The band of impact that a person chose: who, and when."""

    band: str
    by: str
    on: Day


class ShortfallJson(Shape, frozen=True):
    """An offer, or the lack of one, below the band or the sum it is held against."""

    on: Day
    offered: Pounds
    wanted: Pounds
    why: str
    entries: Entries


class RedressJson(Shape, frozen=True):
    """Money under one heading: offers added up by date, bands in force, impact, sum ordered."""

    heading: str
    title: str
    offered: Annotated[float, Meta(description="All that was offered, in pounds.")]
    offers: tuple[OfferJson, ...]
    scale: Annotated[str, Meta(description="The remedies scale in force; empty if none.")]
    bands: tuple[BandJson, ...]
    shortfalls: tuple[ShortfallJson, ...]
    impact: ImpactJson | UnsetType = UNSET
    ordered: Annotated[float | UnsetType, Meta(description="The sum ordered, in pounds.")] = UNSET


class AuditJson(Shape, frozen=True):
    """An audit of one case on one day. It suggests; a person decides."""

    case: str
    title: str
    as_of: Annotated[date, Meta(description="The audit holds at the end of this day.")]
    verdict: Annotated[str, Meta(description="The audit in one line.")]
    suggestion_only: Annotated[str, Meta(description="Who decides: never the program.")]
    findings: tuple[FindingJson, ...]
    for_review: tuple[FindingJson, ...]
    unsettled: tuple[UnsettledJson, ...]
    done_well: tuple[DoneWellJson, ...]
    headings: tuple[HeadingJson, ...]
    redress: tuple[RedressJson, ...]
    duties: Annotated[
        dict[str, int], Meta(description="How many duties are in each state on that day.")
    ]
    promises_checked: Annotated[int, Meta(description="How many rules the case was held against.")]
    packs: Annotated[tuple[str, ...], Meta(description="Each pack with its version.")]
    left_out: Annotated[tuple[str, ...], Meta(description="What is not judged, and why.")]


class SavedAuditJson(AuditJson, frozen=True, kw_only=True):
    """An audit that somebody saved from the page of a case."""

    saved_by: str
    saved_at: datetime
    made_by: Annotated[str, Meta(description="The version of Putright.")]
    kept_back: Annotated[
        bool, Meta(description="Whether entries were kept back from whoever saved it.")
    ]
    only_shown: Annotated[
        bool, Meta(description="Whether our own entries that nothing shows were left out.")
    ]


def shape_audit(audit: Audit, opened: Opened) -> AuditJson:
    """The JSON answer for an audit of an opened case."""
    states = Counter(duty.state_at(audit.run.now) for duty in audit.duties)
    return AuditJson(
        case=audit.case,
        title=audit.title,
        as_of=audit.as_of,
        verdict=verdict_of(audit),
        suggestion_only=audit.notice,
        findings=tuple(_finding(each) for each in audit.findings),
        for_review=tuple(_finding(each) for each in audit.for_review),
        unsettled=tuple(
            UnsettledJson(on=u.on, what=u.what, told_by=u.told_by, entries=(u.entry,), refs=u.refs)
            for u in audit.unsettled
        ),
        done_well=tuple(
            DoneWellJson(on=d.on, what=d.what, entries=d.entries, rule=d.rule, refs=d.refs)
            for d in audit.done_well
        ),
        headings=tuple(_heading(each) for each in audit.headings),
        redress=tuple(_redress(audit, opened)),
        duties=dict(sorted(states.items())),
        promises_checked=audit.promises_checked,
        packs=audit.packs,
        left_out=audit.left_out,
    )


def failings_of(audit: Audit) -> tuple[Finding, ...]:
    """The findings that are failings: an account that the evidence does not settle is none."""
    return tuple(each for each in audit.findings if each.code != NO_FAILING)


def verdict_of(audit: Audit) -> str:
    """The audit in one line; without a failing it says what was checked."""
    if not audit.run.timeline.items:
        return f"there is no entry by {day_in_words(audit.as_of)}: nothing can be judged"
    failings = len(failings_of(audit))
    unsettled = len(audit.findings) - failings + len(audit.unsettled)
    shown = f"{_several(failings, 'failing')} shown"
    if not failings:
        met = sum(duty.state_at(audit.run.now) == "met" for duty in audit.duties)
        checked = _several(audit.promises_checked, "promise")
        shown = f"no failing shown ({checked} checked, {_several(met, 'time')} kept)"
    return (
        f"{shown}, {_several(unsettled, 'account')} not settled, "
        f"{len(audit.for_review)} for a person to judge"
    )


def day_in_words(day: date) -> str:
    """A day as 18 September 2023."""
    return f"{day.day} {day:%B} {day.year}"


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _finding(finding: Finding) -> FindingJson:
    names = FindingJson.__struct_fields__
    return FindingJson(**{name: getattr(finding, name) for name in names})


def _heading(heading: HeadingResult) -> HeadingJson:
    return HeadingJson(
        id=heading.id,
        title=heading.title,
        failings=heading.failings,
        raises=_weights(heading.raises),
        lowers=_weights(heading.lowers),
        suggestion=heading.suggestion,
    )


def _weights(weights: Iterable[Weight]) -> tuple[WeightJson, ...]:
    return tuple(
        WeightJson(factor=w.factor, says=w.says, source=w.source, because=w.because)
        for w in weights
    )


def _redress(audit: Audit, opened: Opened) -> Iterable[RedressJson]:
    scales = opened.engine.stack.scales
    short = list(Headings(opened.case.headings).shortfalls(audit.run.timeline, scales))
    for heading in audit.headings:
        impact = _impact(opened.case, heading.id)
        ordered = heading.ordered
        yield RedressJson(
            heading=heading.id,
            title=heading.title,
            offered=pounds(heading.offered),
            offers=tuple(_offers(audit, heading)),
            scale=heading.scale,
            bands=tuple(_bands(heading)),
            shortfalls=tuple(_short(each) for each in short if each.head == heading.id),
            impact=impact,
            ordered=pounds(ordered) if ordered is not None else UNSET,
        )


def _offers(audit: Audit, heading: HeadingResult) -> Iterable[OfferJson]:
    by_id = audit.run.timeline.by_id
    for offer in heading.offers:
        yield OfferJson(
            on=date.fromisoformat(offer.on),
            entry=offer.entry,
            total=pounds(offer.total),
            stage=by_id[offer.entry].entry.stage,
        )


def _bands(heading: HeadingResult) -> Iterable[BandJson]:
    for band in heading.bands:
        yield BandJson(
            name=band.name,
            low=pounds(band.low),
            high=pounds(band.high) if band.high is not None else UNSET,
            levels=band.levels,
            describes=band.describes,
        )


def _impact(case: CaseFile, head: str) -> ImpactJson | UnsetType:
    heading: Heading = next(each for each in case.headings if each.id == head)
    chosen = heading.impact
    return ImpactJson(band=chosen.band, by=chosen.by, on=chosen.on) if chosen else UNSET


def _short(short: Shortfall) -> ShortfallJson:
    return ShortfallJson(
        on=short.item.when.date,
        offered=pounds(short.offered),
        wanted=pounds(short.wanted),
        why=short.why,
        entries=tuple(dict.fromkeys([short.item.id, *short.others])),
    )
