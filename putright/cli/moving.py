"""`putright move-database`: from the embedded database to PostgreSQL."""

import click

from putright.cli import application, output
from putright.cli.words import several


@click.command(
    "move-database",
    short_help="Move an installation to PostgreSQL, with every chain verified.",
    epilog="""
\b
Examples:
  putright move-database --service-role putright_app
""",
)
@click.option(
    "--to",
    envvar="DATABASE_OWNER_URL",
    required=True,
    metavar="URL",
    help="The new, empty database as the role that is to own its tables. Better given as "
    "DATABASE_OWNER_URL, where nobody reads it off the screen.",
)
@click.option(
    "--service-role",
    default="",
    metavar="NAME",
    help="The role of the service, which owns nothing: it is given the rights that it needs.",
)
def move_database(to: str, service_role: str) -> None:
    """Copy every row from the embedded database to an empty PostgreSQL, or none of them.

    Stop the service first. Numbers of rows are compared and every chain is walked in the new
    database before it is kept; the embedded one stays as it is. Then set DATABASE_URL (the
    service's role) and DATABASE_OWNER_URL, and start the service. Files stay where they are;
    everybody signs in again.
    """
    with application.at_work(), output.long_work("Moving") as step:
        from putright.casework.operations import moving

        moved = moving.move(to=to, service_role=service_role, step=step)
    rows = several(sum(moved.rows.values()), "row")
    walked = f"{several(moved.streams, 'stream')}, {several(moved.entries, 'entry', 'entries')}"
    output.print_text(
        [f"{rows} moved; {walked} walked: all as written.", "Now set DATABASE_URL and start."]
    )
