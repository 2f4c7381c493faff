"""Why a sum is more or less: factors from the case's own findings, with the entries behind them."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from putright.core.findings.finding import Finding
from putright.core.findings.headings import NO_FAILING, HeadingResult, Weight


class Reason(Struct, frozen=True, kw_only=True):
    """A factor that was met, with the entries that met it."""

    factor: str
    says: str
    source: str
    raises: bool
    entries: tuple[str, ...]


class Span(Struct, frozen=True):
    """How long the failings of a heading went on; ``is_open`` where one of them still does."""

    start: date
    end: date
    is_open: bool

    @property
    def months(self) -> int:
        """Whole months from the first day to the last."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        return months - (self.end.day < self.start.day)


def reasons_of(result: HeadingResult, findings: Sequence[Finding]) -> tuple[Reason, ...]:
    """What raises and what lowers the sum for a heading."""
    own = failings_of(result.id, findings)
    weighed = [(weight, True) for weight in result.raises]
    weighed += [(weight, False) for weight in result.lowers]
    return tuple(
        Reason(
            factor=weight.factor,
            says=weight.says,
            source=weight.source,
            raises=raises,
            entries=_behind(weight, own),
        )
        for weight, raises in weighed
    )


def failings_of(head: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The failings under a heading."""
    return tuple(f for f in findings if f.heading == head and f.code not in NO_FAILING)


def span_of(head: str, findings: Sequence[Finding], *, today: date) -> Span | None:
    """From the first failing under a heading to the last day on which one of them went on."""
    own = failings_of(head, findings)
    if not own:
        return None
    is_open = any(isinstance(f.due, date) and not isinstance(f.done, date) for f in own)
    ends = [f.done if isinstance(f.done, date) else f.on for f in own]
    return Span(min(f.on for f in own), today if is_open else max(ends), is_open)


def _behind(weight: Weight, own: Sequence[Finding]) -> tuple[str, ...]:
    """The entries of the findings whose codes met a factor, or the entries that met it."""
    codes = {finding.code for finding in own}
    found: list[str] = []
    for because in weight.because:
        if because in codes:
            found += [f.entries[0] for f in own if f.code == because and f.entries]
        else:
            found.append(because)
    return tuple(dict.fromkeys(found))
