"""`putright case check`: whether a case file can be used, and how to mend it."""

import click

from putright.cli import options, output
from putright.cli.verbs import Verbs


@click.group(cls=Verbs, verbs={"check": "putright.cli.case:check"})
def case() -> None:
    """Look after case files."""


@click.command(
    epilog="""
\b
Examples:
  putright case check mycase/case.toml
  putright case check mycase/ --json
"""
)
@click.argument("case", metavar="FILE")
@click.option(
    "--pack", "packs", multiple=True, metavar="PACK", help="Check it with this landlord's pack."
)
@options.json_option
def check(case: str, packs: tuple[str, ...], as_json: bool) -> None:
    """Say whether a case file can be used.

    FILE is a case file, or a folder that holds case.toml. Every fault is named with its line, its
    field and how to mend it; then the exit code is 2.
    """
    from putright.casework import audits
    from putright.casework.case_check import check_case, shape_faults
    from putright.cli.words import day_of, several
    from putright.core.events.faults import FileFault

    try:
        answer = check_case(audits.open_case(case, packs=packs))
    except FileFault as fault:
        if as_json:
            output.print_json(shape_faults(fault))
        raise
    if as_json:
        output.print_json(answer)
        return
    counts = (
        several(answer.entries, "entry", "entries"),
        several(answer.people, "person", "people"),
        several(answer.headings, "heading"),
    )
    output.print_text(
        [
            f"{answer.file} can be used.",
            f"{', '.join(counts)}; {day_of(answer.first)} to {day_of(answer.last)}.",
            f"Held against the pack {answer.landlord}; audited as of {day_of(answer.audited_on)}.",
        ]
    )
