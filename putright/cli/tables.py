"""`putright upgrade`: the tables as this version wants them, with everything that is in them."""

import click

from putright.cli import application, output


@click.command(
    short_help="Bring the database up to date, keeping what is in it.",
    epilog="""
\b
Examples:
  putright upgrade
  DATABASE_OWNER_URL=postgresql://owner@host/putright putright upgrade
""",
)
def upgrade() -> None:
    """Make the tables, or bring them up to date after an update of Putright.

    On PostgreSQL this is done as the role that DATABASE_OWNER_URL names, which owns the tables; the
    role of the service is given the rights that it needs and no more. A database that a newer
    version has written is left alone. Make a backup first.
    """
    with application.at_work(), output.long_work("Upgrading") as step:
        from putright.casework.operations import lists, tables
        from putright.gateways import clock

        changes = tables.upgrade(step=step)
        cases = lists.refresh_all(now=clock.now(), step=step)
    from putright.cli.words import several

    done = several(changes, "change") if changes else "No change"
    output.print_text([f"{done} to the tables; lists of {several(cases, 'case')} written anew."])
