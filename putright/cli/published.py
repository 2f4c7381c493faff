"""`putright published`: bring in what the Housing Ombudsman has published."""

from pathlib import Path

import click

from putright.cli import application, output
from putright.cli.verbs import BadInput
from putright.cli.words import several


@click.group(short_help="Bring in what the Housing Ombudsman has published.")
def published() -> None:
    """Findings that the Housing Ombudsman has published, to compare with and to search."""


@published.command(
    "import",
    short_help="Bring in a table of published findings.",
    epilog="""
\b
Examples:
  putright published import determinations-findings.csv.gz
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def bring(file: Path) -> None:
    """Read a table of published findings (CSV, also as .gz) in place of what was there before.

    The table is no part of Putright: see which licence the one that you use is under.
    """
    with application.at_work(), output.long_work("Reading") as step:
        from putright.casework.queries.published import library
        from putright.gateways import clock
        from putright.gateways.published import NotFindings
        from putright.gateways.published import bring as read

        try:
            done = read(file, library(), day=clock.today().isoformat(),
                        tell=lambda rows: step(f"row {rows}"))  # fmt: skip
        except NotFindings as fault:
            raise BadInput(str(fault)) from fault
    left_out = ", ".join(f"{count} without {name}" for name, count in done.left_out.items())
    output.print_text(
        [
            f"{several(done.kept, 'finding')} kept of {several(done.rows, 'row')}"
            + (f" ({left_out})" if left_out else "") + f"; {done.counted} of them are counted."
        ]
    )  # fmt: skip
