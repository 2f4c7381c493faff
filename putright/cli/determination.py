"""`putright determination`: what a published determination found and ordered."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from putright.cli import options, output
from putright.cli.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from putright.casework.determination_json import DeterminationJson, OrderJson


@click.group(cls=Verbs, verbs={"read": "putright.cli.determination:read"})
def determination() -> None:
    """Read the Ombudsman's determinations."""


@click.command(
    short_help="Read a determination: findings, orders, due days.",
    epilog="""
\b
Examples:
  putright determination read report.pdf
  putright determination read report.html --case draft.toml
  putright determination read report.txt --json
""",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--case",
    "case_out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the dated events of the background as a draft case file. A file that is there "
    "already is left as it is.",
)
@options.json_option
def read(file: Path, case_out: Path | None, as_json: bool) -> None:
    """Say what a determination found and ordered, and by when.

    FILE is a report of the Housing Ombudsman as text, web page, PDF or Word document, in the older
    layout or the newer. Nothing is guessed: what could not be read for sure stands at the end with
    the report's own words, and sums that do not add up are named. Nothing is kept.
    """
    from putright.casework.determination_json import open_file

    opened = open_file(file)
    if case_out is not None:
        with case_out.open("x", encoding="utf-8", newline="\n") as draft:
            draft.write(opened.case_file)
    if as_json:
        output.print_json(opened.answer)
        return
    output.print_text(_parts(opened.answer))
    if case_out is not None:
        output.print_text(["", f"The draft of the timeline is in {case_out}."])


def _parts(answer: "DeterminationJson") -> "Iterator[RenderableType]":
    from putright.cli.words import day_of

    when = day_of(answer.date.isoformat()) if answer.date else "day not read"
    yield f"{answer.landlord or 'Landlord not read'} {answer.reference}, {when}"
    if answer.header_name:
        yield f"In the header: {answer.header_name}"
    yield ""
    yield "The complaint"
    for issue in answer.issues:
        own = " (the Ombudsman's own)" if issue in answer.own_issues else ""
        yield f"- {issue}{own}"
    for left in answer.scope:
        where = f"Scheme {', '.join(left.scheme_paragraphs)}" if left.scheme_paragraphs else ""
        named = where or "no paragraph of the Scheme named"
        yield f"Left out ({left.under} {left.paragraph}, {named})"
    yield ""
    yield _findings(answer)
    yield from _tables(answer)
    yield from _doubts(answer)


def _findings(answer: "DeterminationJson") -> "RenderableType":
    from rich.table import Table

    table = Table("Finding", "Level", "Where")
    for one in answer.findings:
        table.add_row(one.heading, one.level, f"{one.under} {one.paragraph}".strip())
    return table


def _tables(answer: "DeterminationJson") -> "Iterator[RenderableType]":
    from rich.table import Table

    for title, orders in (("Order", answer.orders), ("Recommendation", answer.recommendations)):
        if orders:
            table = Table(title, "Sum", "Due", "Where")
            for one in orders:
                due = one.due_on.isoformat() if one.due_on else one.deadline or "-"
                table.add_row(one.what, _sums(one), due, f"{one.under} {one.paragraph}".strip())
            yield table


def _sums(one: "OrderJson") -> str:
    if one.amount is None:
        return ""
    lines = [f"£{one.amount:,.10g}"]
    lines += [f"  £{part.amount:,.10g}" for part in one.breakdown]
    if one.already_offered is not None:
        lines.append(f"of it offered before: £{one.already_offered:,.10g}")
    return "\n".join(lines)


def _doubts(answer: "DeterminationJson") -> "Iterator[str]":
    if answer.sums_wrong:
        yield ""
        yield "Sums that do not add up"
        for wrong in answer.sums_wrong:
            yield f"- {wrong.under} {wrong.paragraph}: {wrong.what}"
    if answer.unread:
        yield ""
        yield "Not read for sure"
        for unread in answer.unread:
            where = f"{unread.under} {unread.paragraph}".strip()
            yield f"- {where}: {unread.what}" if where else f"- {unread.what}"
            if unread.text:
                yield f"  {unread.text}"
