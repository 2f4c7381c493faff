"""Per heading of complaint: what raises and what lowers a level, a suggestion, offers and bands."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from putright.core.duties.run import Run
from putright.core.findings.finding import Finding
from putright.core.policy.packs import Band, Factor
from putright.core.policy.stack import Stack
from putright.core.redress.offers import last_response, ordered_for, running_totals, scale_on
from putright.core.timeline.casefile import CaseFile, Heading

NO_FAILING = frozenset({"disputed-account", "for-review"})
SERIOUS_RAISERS = 4
"""From this many raising factors on, and nothing that lowers, severe is put to a person."""


class Weight(Struct, frozen=True):
    """A factor that was met: what it says, its source, and the codes or acts that met it."""

    factor: str
    says: str
    source: str
    because: tuple[str, ...]


class Offered(Struct, frozen=True):
    """The total offered after one entry."""

    on: str
    entry: str
    total: Decimal


class HeadingResult(Struct, frozen=True):
    """What an audit says of one heading; ``suggestion`` is put to a person, never decided.

    It is empty where there is no entry to judge by.
    """

    id: str
    title: str
    failings: int
    raises: tuple[Weight, ...]
    lowers: tuple[Weight, ...]
    suggestion: str
    offered: Decimal
    offers: tuple[Offered, ...]
    scale: str
    bands: tuple[Band, ...]
    impact: str
    ordered: Decimal | None


def weigh_headings(
    case: CaseFile, stack: Stack, run: Run, findings: Sequence[Finding]
) -> tuple[HeadingResult, ...]:
    """Weigh each heading of the case by the findings that fall under its areas."""
    return tuple(_weigh(heading, stack, run, findings) for heading in case.headings)


def _weigh(heading: Heading, stack: Stack, run: Run, findings: Sequence[Finding]) -> HeadingResult:
    own = [
        finding
        for finding in findings
        if finding.heading == heading.id and finding.code not in NO_FAILING
    ]
    met = [(factor, _met(factor, own, run)) for factor in stack.factors]
    raises = tuple(_weight(f, why) for f, why in met if why and f.effect == "raises")
    lowers = tuple(_weight(f, why) for f, why in met if why and f.effect == "lowers")
    totals = running_totals(run.timeline, heading.id)
    final = last_response(run.timeline)
    scale = scale_on(stack.scales, (final.when.day if final else run.timeline_day))
    ordered = ordered_for(run.timeline, heading.id)
    return HeadingResult(
        id=heading.id,
        title=heading.title,
        failings=len(own),
        raises=raises,
        lowers=lowers,
        suggestion=_suggest(
            own,
            raises,
            lowers,
            _is_paid_in_full(heading, totals, ordered),
            final.id if final else "",
        )
        if run.timeline.items
        else "",
        offered=totals[-1].amount if totals else Decimal(0),
        offers=tuple(
            Offered(on=t.item.when.date.isoformat(), entry=t.item.id, total=t.amount)
            for t in totals
        ),
        scale=scale.name if scale else "",
        bands=scale.bands if scale else (),
        impact=heading.impact.band if heading.impact else "",
        ordered=ordered[0] if ordered else None,
    )


def _met(factor: Factor, own: Sequence[Finding], run: Run) -> tuple[str, ...]:
    if factor.acts:
        ids = [
            item.id
            for item in run.timeline.doing(factor.acts)
            if item.is_settled and (item.entry.complaint or not factor.in_complaint)
        ]
        return tuple(ids) if len(ids) >= factor.at_least else ()
    codes = [f.code for f in own if not factor.codes or f.code in factor.codes]
    return tuple(dict.fromkeys(codes)) if len(codes) >= factor.at_least else ()


def _weight(factor: Factor, because: tuple[str, ...]) -> Weight:
    return Weight(factor=factor.id, says=factor.says, source=factor.source, because=because)


def _is_paid_in_full(
    heading: Heading, totals: Sequence[object], ordered: tuple[Decimal, str] | None
) -> bool:
    return bool(totals) and heading.impact is not None and ordered is None


def _suggest(
    own: Sequence[Finding],
    raises: Sequence[Weight],
    lowers: Sequence[Weight],
    offer_stands: bool,
    final: str,
) -> str:
    """The level that the weights point to, in the Ombudsman's words; a person sets it."""
    if not own:
        return "no maladministration"
    below = any(f.code == "offer-below-band" and final in f.entries for f in own)
    if offer_stands and not below and lowers:
        return "reasonable redress"
    if len(own) == 1 and not raises:
        return "service failure"
    if len(raises) >= SERIOUS_RAISERS and not lowers:
        return "severe maladministration"
    return "maladministration" if len(own) > 2 or len(raises) > 1 else "service failure"
