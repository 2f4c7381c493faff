"""`putright backup` and `putright restore`: one archive of database and files."""

from pathlib import Path

import click

from putright.cli import application, output
from putright.cli.words import several


@click.command(
    short_help="Copy database and files into one archive, while the service runs.",
    epilog="""
\b
Examples:
  putright backup /backups/putright-2026-04-14.tar.gz
""",
)
@click.argument("out", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--database",
    envvar="DATABASE_BACKUP_URL",
    default="",
    metavar="URL",
    help="PostgreSQL only: the database as a role that row-level security does not bind. Better "
    "given as DATABASE_BACKUP_URL, where nobody reads it off the screen.",
)
def backup(out: Path, database: str) -> None:
    """Copy database and files as of one moment into FILE, a .tar.gz that must not be there yet.

    The archive is not encrypted: do that where you keep it, with the key elsewhere. Keep the
    secrets of the installation (*.secret) apart from it as well.
    """
    with application.at_work(), output.long_work("Copying") as step:
        from putright.casework.operations import copies
        from putright.gateways import clock

        copied = copies.back_up(into=out, now=clock.machine(), dsn=database, step=step)
    held = f"the database and {several(copied.files, 'file')}"
    output.print_text([f"{out} holds {held}, {copied.size / 1_000_000:.1f} MB before packing."])


@click.command(
    short_help="Put a backup back into an empty installation.",
    epilog="""
\b
Examples:
  PUTRIGHT_HOME=/srv/putright putright restore /backups/putright-2026-04-14.tar.gz
""",
)
@click.argument("archive", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--database",
    envvar="DATABASE_OWNER_URL",
    default="",
    metavar="URL",
    help="PostgreSQL only: the new, empty database as the role that is to own its tables "
    "(DATABASE_OWNER_URL).",
)
def restore(archive: Path, database: str) -> None:
    """Put database and files from FILE into an installation that has none; all, or nothing.

    Every hash of the archive is compared first, and every chain is walked afterwards. Words that
    were erased after the backup was made are erased again, if the list of erasures is beside the
    new database (PUTRIGHT_HOME/erased.txt).
    """
    with application.at_work(), output.long_work("Putting back") as step:
        from putright.casework.operations import chains, copies, erasures
        from putright.gateways import clock

        copied = copies.put_back(archive=archive, dsn=database, step=step)
        again = erasures.replay(now=clock.now())
        found = list(chains.verify_all(step=step))
    broken = sum(len(each.found.broken) for each in found)
    entries = sum(each.found.entries for each in found)
    state = f"{broken} broken: run `putright verify`" if broken else "all as written"
    output.print_text(
        [
            f"The copy of {copied.made_at} is back: the database and "
            f"{several(copied.files, 'file')}.",
            f"{several(entries, 'entry', 'entries')} walked: {state}.",
            *([f"{several(again, 'entry', 'entries')} erased again."] if again else []),
        ]
    )
    if broken:
        raise click.exceptions.Exit(1)
