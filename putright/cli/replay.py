"""`putright replay`: what the system would have told whom, and when."""

from datetime import date

import click

from putright.cli import options, output


@click.command(
    short_help="Show what would have been told, to whom and when.",
    epilog="""
\b
Examples:
  putright replay mycase/
  putright replay mycase/ --booked
  putright replay mycase/ --as-of 2024-06-30 --json
""",
)
@options.case_options
@click.option(
    "--booked",
    is_flag=True,
    help="Play it as if every contact had been written down when it happened.",
)
@options.json_option
def replay(
    case: str,
    as_of: date | None,
    packs: tuple[str, ...],
    no_practice: bool,
    booked: bool,
    as_json: bool,
) -> None:
    """Play a case day by day and print what Putright would have told whom, and when.

    Only what was in the books on each day is known. A duty that comes near its due day is told to
    whoever owes it, one that is missed to whoever must know, and an act that a rule forbids is
    refused. What was written down too late for anybody to be warned is named at the end; --booked
    shows how it would have gone had it been written down at once.
    """
    from putright.casework import audits, replays
    from putright.casework.replay_json import shape_replay

    opened = audits.open_case(case, packs=packs, practice=not no_practice)
    with output.long_work("Replaying"):
        played = replays.replay(opened, booked=booked, as_of=as_of)
    answer = shape_replay(played)
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.replay_text import replay_text

    output.print_text(replay_text(answer))
