"""`putright health`: whether the service is well."""

import click

from putright.cli import application, output


@click.command(
    short_help="Say whether the service is well.",
    epilog="""
\b
Examples:
  putright health

\b
The exit code is 1 where something is not well.
""",
)
def health() -> None:
    """Look at database, tables, files and disk, scanner, backup, clock, calendar, post and jobs."""
    with application.at_work():
        from rich import box
        from rich.table import Table

        from putright.casework.operations.health import look
        from putright.gateways import clock

        found = list(look(now=clock.now()))
    table = Table("", "What", "How it stands", box=box.SIMPLE_HEAD, pad_edge=False)
    for each in found:
        table.add_row("well" if each.is_well else "LOOK", each.what, each.says)
    output.print_text([table])
    if not all(each.is_well for each in found):
        raise click.exceptions.Exit(1)
