"""Packs on the screen: the list, one pack rule by rule, and what a check found."""

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from putright.casework.pack_checks import PackCheckJson
from putright.casework.pack_json import (
    InForceJson,
    PackJson,
    PackListJson,
    PackShowJson,
    RuleJson,
)
from putright.cli.words import money, several, short_day


def packs_listed(answer: PackListJson) -> Iterator[RenderableType]:
    """The list of packs, and how each comes into play."""
    table = Table("Pack", "Rank", "Rules", "Title", box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[2].justify = "right"
    for pack in answer.packs:
        mark = " *" if pack.always else ""
        table.add_row(f"{pack.name}{mark}", pack.rank, str(pack.rules), pack.title)
    yield table
    yield Text("* comes by itself. The case file names its landlord's pack; --pack replaces that.")


def pack_shown(answer: PackShowJson) -> Iterator[RenderableType]:
    """A whole pack."""
    yield from _header(answer.pack)
    for level, kinds in answer.levels.items():
        yield Text(f"Level {level}: {', '.join(kinds)}")
    for rule in answer.rules:
        yield from _rule(rule)
    if answer.for_person:
        yield Text("\nNEEDS A PERSON", style="bold cyan")
        for each in answer.for_person:
            yield _in(f"{each.provision}: {each.says}", by=2)
            yield _in(f"{each.who}; {each.why}", by=4)
    for scale in answer.scales:
        yield Text(f"\nREMEDIES: {scale.name.upper()}", style="bold cyan")
        yield _in(f"{scale.source}{_in_force(scale.in_force)}", by=2)
        for band in scale.bands:
            upper = f"to {money(band.high)}" if isinstance(band.high, int | float) else "and over"
            yield _in(f"{band.name}: {money(band.low)} {upper}", by=2)


def _header(pack: PackJson) -> Iterator[RenderableType]:
    yield Text(pack.title, style="bold")
    always = ", comes by itself" if pack.always else ""
    in_force = _in_force(pack.in_force) if pack.in_force else ""
    yield Text(f"{pack.name} (version {pack.version}), rank {pack.rank}{always}{in_force}")
    yield Text(f"{several(pack.rules, 'rule')}, {several(pack.examples, 'worked example')}")
    if pack.note:
        yield Text(pack.note)


def _in_force(dates: InForceJson) -> str:
    start = f" from {short_day(dates.start)}" if dates.start else ""
    end = f" to {short_day(dates.end)}" if dates.end else ""
    return f", in force{start}{end}" if start or end else ""


def _in(line: str, *, by: int, style: str = "") -> Padding:
    return Padding(Text(line, style=style), (0, 0, 0, by))


def _rule(rule: RuleJson) -> Iterator[RenderableType]:
    time = f"  {rule.within}" if rule.within else ""
    in_force = _in_force(rule.in_force) if rule.in_force else ""
    yield Text.assemble("\n", (rule.id, "bold"), f"  {rule.verb}{time}{in_force}")
    yield _in(rule.promise, by=2)
    if rule.question:
        yield _in(f"Asks a person: {rule.question}", by=2)
    if rule.doubt or rule.as_written:
        written = f'as written: "{rule.as_written}". ' if rule.as_written else ""
        yield _in(f"In doubt: {written}{rule.doubt}", by=2)
    source = f"{rule.source.document}, {rule.source.paragraph}"
    yield _in(f"{source}{f'; {rule.source.url}' if rule.source.url else ''}", by=2, style="dim")
    yield _in(f"{rule.file} line {rule.line}", by=2, style="dim")


def pack_checked(answer: PackCheckJson) -> Iterator[RenderableType]:
    """What a check found; examples that fail go to the error stream."""
    rules = several(answer.rules, "rule")
    examples = several(answer.examples, "worked example")
    ends = "all as they say" if answer.ok else f"{len(answer.faults)} not as they say"
    yield Text(f"{answer.pack}: {rules}, {examples}, {ends}.", style="bold")
    for warning in answer.warnings:
        yield Text.assemble(("Warning", "yellow"), f": {warning.rule}: {warning.says}")
