"""An audit on the screen: the verdict, then by theme, then headings, then what was done well."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from putright.casework.audit_json import (
    NO_FAILING,
    THEMES,
    AuditJson,
    BandJson,
    FindingJson,
    HeadingJson,
    RedressJson,
    WeightJson,
)
from putright.cli.words import (
    in_words,
    moment_of,
    money,
    several,
    short_day,
    with_version,
)

Parts = Iterator[RenderableType]
HOW_COUNTED = (
    "Working days are our own count: the first day is left out, the last one counts. A figure that "
    "somebody else gave stands beside it as asserted."
)


def audit_text(answer: AuditJson) -> Parts:
    """Everything that an audit says, in the order in which one reads it."""
    yield from _head(answer)
    for theme in THEMES:
        own = [f for f in answer.findings if f.theme == theme and f.code != NO_FAILING]
        yield from _group(theme, own)
    yield from _unsettled(answer)
    yield from _group("for a person to judge", answer.for_review)
    if answer.headings:
        yield _title("headings of complaint")
        for heading, redress in zip(answer.headings, answer.redress, strict=True):
            yield from _heading(heading, redress)
    yield from _done_well(answer)
    if answer.left_out:
        yield _title("not judged")
        yield from (_in(Text(why)) for why in answer.left_out)
    yield Text(f"\n{answer.suggestion_only}", style="bold")


def page_written(answer: AuditJson, page: str) -> Parts:
    """What is said when the audit went to a page instead of the screen."""
    yield Text(f"{answer.verdict[0].upper()}{answer.verdict[1:]}.", style="bold")
    yield f"Written to {page}"


def _head(answer: AuditJson) -> Parts:
    yield Text(answer.title, style="bold")
    yield Text(f"{answer.case}, as of {short_day(answer.as_of)}")
    yield Text(f"\n{answer.verdict[0].upper()}{answer.verdict[1:]}.", style="bold")
    states = ", ".join(f"{number} {state}" for state, number in answer.duties.items())
    checked = several(answer.promises_checked, "promise")
    packs = ", ".join(with_version(pack) for pack in answer.packs)
    yield Text(f"Held against {checked} of {packs}. Duties: {states or 'none'}.")
    if answer.findings:
        yield Text(HOW_COUNTED, style="dim")


def _title(words: str, number: int | None = None) -> Text:
    counted = f" ({number})" if number is not None else ""
    return Text(f"\n{words.upper()}{counted}", style="bold cyan")


def _in(part: RenderableType, *, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))


def _group(title: str, findings: Sequence[FindingJson]) -> Parts:
    if not findings:
        return
    yield _title(title, len(findings))
    for finding in findings:
        yield from _finding(finding)


def _finding(finding: FindingJson) -> Parts:
    style = "bold" if finding.code in (NO_FAILING, "for-review") else "bold red"
    yield _in(Text.assemble((finding.code, style), f"  {short_day(finding.on)}"))
    yield _in(Text(in_words(finding.what)), by=4)
    if counts := _counts(finding):
        yield _in(Text(counts), by=4)
    yield _in(Text(f"{' + '.join(finding.rules or (finding.rule,))}: {finding.source}"), by=4)
    yield _in(_shown_by(finding.entries, finding.refs), by=4)


def _counts(finding: FindingJson) -> str:
    said = []
    due_at, done_at = finding.due_at, finding.done_at
    if due_at:
        said.append(f"due by {moment_of(due_at)}")
    if done_at:
        said.append(f"done {moment_of(done_at)}")
    if isinstance(finding.days, int):
        said.append(f"{several(finding.days, 'working day')} by our count")
    if isinstance(finding.asserted_days, int):
        said.append(f"{finding.asserted_days} asserted")
    if isinstance(finding.late_by, int):
        said.append(f"late by {several(finding.late_by, 'working day')}")
    return "; ".join(said)


def _shown_by(entries: Sequence[str], refs: Sequence[str]) -> Text:
    cited = f" ({', '.join(refs)})" if refs else ""
    return Text(f"Shown by {', '.join(entries)}{cited}", style="dim")


def _unsettled(answer: AuditJson) -> Parts:
    disputed = [f for f in answer.findings if f.code == NO_FAILING]
    if not disputed and not answer.unsettled:
        return
    yield _title("not settled, and no failing", len(disputed) + len(answer.unsettled))
    for finding in disputed:
        yield from _finding(finding)
    for account in answer.unsettled:
        told = f"  {short_day(account.on)}, told by {account.told_by or 'nobody named'}"
        yield _in(Text.assemble(("not settled", "bold"), told))
        yield _in(Text(account.what), by=4)
        yield _in(_shown_by(account.entries, account.refs), by=4)


def _heading(heading: HeadingJson, redress: RedressJson) -> Parts:
    failings = several(heading.failings, "failing")
    yield _in(Text.assemble((heading.title, "bold"), f"  {failings}"))
    for words, weights in (("Raises", heading.raises), ("Lowers", heading.lowers)):
        for weight in weights:
            yield _in(Text(f"{words}: {_weight(weight)}"), by=4)
    if heading.suggestion:
        level = (heading.suggestion, "bold")
        yield _in(Text.assemble("Suggestion, for a person to decide: ", level), by=4)
    for line in _money(redress):
        yield _in(Text(line), by=4)


def _weight(weight: WeightJson) -> str:
    source = f" [{weight.source}]" if weight.source else ""
    return f"{weight.says} ({', '.join(weight.because)}){source}"


def _money(redress: RedressJson) -> Iterator[str]:
    steps = [f"{money(o.total)} in all on {short_day(o.on)} ({o.entry})" for o in redress.offers]
    yield f"Offered: {', then '.join(steps) or 'nothing'}"
    if redress.bands:
        yield f"Bands of the {redress.scale}: {'; '.join(_band(band) for band in redress.bands)}"
    if redress.impact:
        chosen = redress.impact
        yield f"Impact: {chosen.band}, chosen by {chosen.by} on {short_day(chosen.on)}"
    else:
        yield "Impact: no band chosen yet; a person chooses it"
    if isinstance(redress.ordered, int | float):
        yield f"Ordered: {money(redress.ordered)}"
    for short in redress.shortfalls:
        yield f"Short on {short_day(short.on)}: {in_words(short.why)}"


def _band(band: BandJson) -> str:
    upper = f"to {money(band.high)}" if isinstance(band.high, int | float) else "and over"
    return f"{band.name} {money(band.low)} {upper}"


def _done_well(answer: AuditJson) -> Parts:
    if not answer.done_well:
        return
    yield _title("done well", len(answer.done_well))
    for well in answer.done_well:
        line = Text.assemble((short_day(well.on), "green"), f"  {in_words(well.what)}")
        yield _in(line)
        rule = f"{well.rule}; " if well.rule else ""
        yield _in(Text(f"{rule}{', '.join(well.entries)}", style="dim"), by=4)
