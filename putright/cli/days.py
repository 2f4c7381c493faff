"""`putright days`: the working days between two days, with the working."""

from datetime import date

import click

from putright.cli import options, output


@click.command(
    epilog="""
\b
Examples:
  putright days 2023-09-18 2023-11-02
  putright days 2024-03-28 2024-04-02 --json
"""
)
@click.argument("start", metavar="FROM", type=options.Day())
@click.argument("end", metavar="TO", type=options.Day())
@options.json_option
def days(start: date, end: date, as_json: bool) -> None:
    """Count the working days from one day to another.

    FROM is day 0 and is left out; TO counts if it is a working day. Weekends and the bank holidays
    of England and Wales are left out. Write days as 2024-03-29.
    """
    from putright.casework.days_json import count_days

    answer = count_days(start, end)
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.days_text import counted_days

    output.print_text(counted_days(answer))
