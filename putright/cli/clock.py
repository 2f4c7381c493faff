"""`putright clock`: the time of tests and demonstrations."""

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from putright.cli import application, options, output
from putright.cli.verbs import BadInput, Verbs

if TYPE_CHECKING:
    from putright.casework.operations.setting_clock import ClockShown

UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}
SPAN = re.compile(r"(-?\d{1,5}) ?(minute|hour|day|week)s?")


@click.group(
    cls=Verbs,
    verbs={
        "show": "putright.cli.clock:show",
        "set": "putright.cli.clock:set_",
        "move": "putright.cli.clock:move",
        "run": "putright.cli.clock:run",
        "back": "putright.cli.clock:back",
    },
    short_help="Set the time for a demonstration; refused in production.",
)
def clock() -> None:
    """Show or set the time that the whole service goes by, for tests and demonstrations.

    Every page says that the clock was set by hand. A service in production refuses it.
    """


@click.command(
    epilog="""
\b
Examples:
  putright clock show
"""
)
def show() -> None:
    """Say what time the service takes it to be."""
    with application.at_work():
        from putright.casework.operations import setting_clock

        _print(setting_clock.show())


@click.command(
    "set",
    epilog="""
\b
Examples:
  putright clock set 2024-03-28T16:50
""",
)
@click.argument("moment", metavar="MOMENT", type=options.DayOrMoment())
def set_(moment: date) -> None:
    """Let the clock stand still at a moment of London time (a day: at nine in the morning)."""
    with application.at_work():
        from putright.casework.operations import setting_clock

        _print(setting_clock.stand(_aware(moment)))


@click.command(
    epilog="""
\b
Examples:
  putright clock move 3 days
  putright clock move 90 minutes
"""
)
@click.argument("span", metavar="TIME", nargs=-1, required=True)
def move(span: tuple[str, ...]) -> None:
    """Move the clock on by minutes, hours, days or weeks; it stands or runs as it did before."""
    found = SPAN.fullmatch(" ".join(" ".join(span).split()))
    if found is None:
        raise BadInput(f'"{" ".join(span)}" is no time; write it as 3 days or 90 minutes.')
    with application.at_work():
        from putright.casework.operations import setting_clock

        _print(setting_clock.move(timedelta(**{UNITS[found[2]]: int(found[1])})))


@click.command(
    epilog="""
\b
Examples:
  putright clock run
  putright clock run 2024-03-28T16:50
"""
)
@click.argument("moment", metavar="[MOMENT]", required=False, type=options.DayOrMoment())
def run(moment: date | None) -> None:
    """Let the clock run on from a moment, or from where it stands."""
    with application.at_work():
        from putright.casework.operations import setting_clock

        _print(setting_clock.run(_aware(moment) if moment else None))


@click.command(
    epilog="""
\b
Examples:
  putright clock back
"""
)
def back() -> None:
    """Go by the machine's own clock again."""
    with application.at_work():
        from putright.casework.operations import setting_clock

        _print(setting_clock.give_back())


def _aware(moment: date) -> datetime:
    from putright.gateways.clock import LONDON

    if isinstance(moment, datetime):
        return moment.replace(tzinfo=LONDON)
    return datetime.combine(moment, time(9), tzinfo=LONDON)


def _print(shown: "ClockShown") -> None:
    from putright.cli.words import long_day

    whose = "set by hand" if shown.is_set else "the machine's own"
    how = "runs" if shown.runs else "stands still"
    at = f"{long_day(shown.now.date())}, {shown.now:%H:%M}"
    output.print_text([f"{at} ({whose}, {how})"])
