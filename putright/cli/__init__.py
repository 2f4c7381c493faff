"""The operators' door: the command `putright`."""

import click

from putright import __version__
from putright.cli.verbs import Verbs

HELP = ["-h", "--help"]
CONTEXT = {"help_option_names": HELP, "max_content_width": 100}


@click.group(
    cls=Verbs,
    context_settings=CONTEXT,
    verbs={
        "audit": "putright.cli.audit:audit",
        "replay": "putright.cli.replay:replay",
        "due": "putright.cli.due:due",
        "days": "putright.cli.days:days",
        "case": "putright.cli.case:case",
        "letter": "putright.cli.letter:letter",
        "determination": "putright.cli.determination:determination",
        "pack": "putright.cli.pack:pack",
        "demo": "putright.cli.demo:demo",
        "run": "putright.cli.run:run",
        "serve": "putright.cli.serve:serve",
        "work": "putright.cli.work:work",
        "listen": "putright.cli.listen:listen",
        "import": "putright.cli.imports:bring",
        "admin": "putright.cli.admin:admin",
        "health": "putright.cli.health:health",
        "upgrade": "putright.cli.tables:upgrade",
        "backup": "putright.cli.copies:backup",
        "restore": "putright.cli.copies:restore",
        "move-database": "putright.cli.moving:move_database",
        "verify": "putright.cli.chains:verify",
        "seal": "putright.cli.chains:seal",
        "rebuild": "putright.cli.lists:rebuild",
        "refresh": "putright.cli.lists:refresh",
        "published": "putright.cli.published:published",
        "clock": "putright.cli.clock:clock",
    },
    epilog="""
\b
Begin with:
  putright demo
  putright audit --help

\b
Exit codes:
  0  it ran
  1  it ran, and found what --fail-on, letter check, verify or health looks for
  2  it could not run; one message on the error stream says why
""",
)
@click.version_option(__version__, prog_name="putright")
def main() -> None:
    """Find where a landlord's promises to a resident were not kept, and say by how much.

    A CASE is a file that tells what happened, entry by entry. A PACK is a landlord's promises, or
    the Complaint Handling Code, as rules. Putright holds the one against the other.
    """
