"""`putright due`: when a thing must be done by, with the working."""

from datetime import date

import click

from putright.cli import options, output


@click.command(
    short_help="Find the last day on which a thing is in time.",
    epilog="""
\b
Examples:
  putright due 2024-03-28 "10 working days"
  putright due 2024-03-28T16:40 "24 hours"
  putright due 2024-01-31 1 month

\b
Times are written as:
  10 working days, 8 calendar days, 24 hours, 4 weeks, 1 month, 3 years, same day,
  less than 1 month, 28 calendar days beginning with the day
""",
)
@click.argument("start", metavar="FROM", type=options.DayOrMoment())
@click.argument("span", metavar="TIME", nargs=-1, required=True)
@options.json_option
def due(start: date, span: tuple[str, ...], as_json: bool) -> None:
    """Find the last day on which a thing is done in time.

    FROM is a day (2024-03-28) or a moment of London time (2024-03-28T16:40); it is day 0. TIME is
    how long there is, with its unit: "10 working days". The answer shows which days were counted
    and which were not, and why.
    """
    from putright.casework.days_json import find_due
    from putright.core.workdays import parse_span

    answer = find_due(start, parse_span(" ".join(" ".join(span).split())))
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.days_text import found_due

    output.print_text(found_due(answer))
