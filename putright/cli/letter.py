"""`putright letter check`: whether a letter may leave, held against a case file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from putright.cli import options, output
from putright.cli.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from putright.casework.letter_check import LetterCheckJson, MarkJson

FOUND = 1
"""The exit code where something in the letter is red."""
WORDS = {"red": "RED, may not be sent", "amber": "AMBER, needs a written reason"}


@click.group(cls=Verbs, verbs={"check": "putright.cli.letter:check"})
def letter() -> None:
    """Hold letters against what happened."""


@click.command(
    short_help="Hold a letter against a case file.",
    epilog="""
\b
Examples:
  putright letter check mycase/case.toml answer.txt
  putright letter check mycase answer.txt --on 2025-07-31 --kind stage_1_response
""",
)
@click.argument("case", metavar="CASE")
@click.argument("text", metavar="LETTER", type=click.Path(path_type=Path))
@click.option(
    "--on",
    type=options.Day(),
    metavar="DAY",
    help="The day of the letter. Without it: the day that the case file names, else that of its "
    "last entry.",
)
@click.option(
    "--kind",
    default="",
    metavar="KIND",
    help="The kind of letter, to see that it says all that such a letter must.",
)
@click.option(
    "--pack", "packs", multiple=True, metavar="PACK", help="Use this landlord's pack instead."
)
@options.json_option
def check(
    case: str, text: Path, on: date | None, kind: str, packs: tuple[str, ...], as_json: bool
) -> None:
    """Say what in a letter the case denies, or does not show.

    CASE is a case file, a folder that holds case.toml, or the name of a case that comes with
    Putright. LETTER is a letter to the resident in a text file. Each mark tells its colour in
    words, what the letter says, why it is marked, and the entries that stand against it. Where
    anything is red the exit code is 1.
    """
    from putright.casework import audits
    from putright.casework.letter_check import check_file

    answer = check_file(audits.open_case(case, packs=packs), text, on=on, kind=kind)
    if as_json:
        output.print_json(answer)
    else:
        output.print_text(_lines(answer))
    if answer.red:
        raise click.exceptions.Exit(FOUND)


def _lines(answer: "LetterCheckJson") -> "Iterator[str]":
    from putright.cli.words import day_of

    yield (
        f"{answer.letter}, as a letter of {day_of(answer.on)}: "
        f"{answer.red} red, {answer.amber} amber."
    )
    for one in answer.marks:
        yield ""
        yield from _of_mark(one)


def _of_mark(one: "MarkJson") -> "Iterator[str]":
    where = f'"{one.quote}"' if one.quote else "the whole letter"
    yield f"{WORDS[one.colour]} ({one.kind}): {where}"
    yield f"  Why: {one.why}"
    if one.instead:
        yield f"  Instead: {one.instead}"
    if one.entries:
        yield f"  Entries: {', '.join(one.entries)}"
