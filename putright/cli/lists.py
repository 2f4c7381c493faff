"""`putright rebuild` and `putright refresh`: the lists, which can always be made again."""

import click

from putright.cli import application, output
from putright.cli.words import several


@click.command(
    short_help="Drop the lists and the search index, and write them anew.",
    epilog="""
\b
Examples:
  putright rebuild
""",
)
def rebuild() -> None:
    """Drop the worklist and the search index of every landlord, and write them from the record.

    Nothing is lost by it: they hold nothing that the record does not say.
    """
    with application.at_work(), output.long_work("Writing anew") as step:
        from putright.casework.operations import lists
        from putright.gateways import clock

        cases = lists.rebuild_all(now=clock.now(), step=step)
    output.print_text([f"Lists of {several(cases, 'case')} written anew."])


@click.command(
    short_help="Write anew the lists that time or a changed policy has overtaken.",
    epilog="""
\b
Examples:
  putright refresh
""",
)
def refresh() -> None:
    """Write anew the lists of cases that time, a changed pack or a new bank holiday has overtaken.

    The service does this by itself every minute; run it after you changed a pack or the calendar.
    """
    with application.at_work(), output.long_work("Looking") as step:
        from putright.casework.operations import lists
        from putright.gateways import clock

        cases = lists.refresh_all(now=clock.now(), step=step)
    output.print_text([f"Lists of {several(cases, 'case')} written anew."])
