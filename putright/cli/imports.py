"""`putright import`: bring in homes, people and tenancies from a CSV file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from putright.cli import application, output
from putright.cli.verbs import BadInput

if TYPE_CHECKING:
    from putright.casework.actions.imports import Outcome

MOST_LINES = 50


@click.command(
    "import",
    short_help="Bring in homes, people and tenancies from CSV.",
    epilog="""
\b
Examples:
  putright import homes homes.csv --landlord meadowbank --dry-run
  putright import people people.csv --landlord meadowbank --leave-out --left-out-to faulty.csv
""",
)
@click.argument("kind", type=click.Choice(["homes", "people", "tenancies"]))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--landlord", required=True, metavar="NAME", help="The landlord's short name.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--leave-out", is_flag=True, help="Leave out the faulty rows, bring in the rest.")
@click.option(
    "--left-out-to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the faulty rows with the reasons here, as CSV.",
)
def bring(
    kind: str, file: Path, landlord: str, dry_run: bool, leave_out: bool, left_out_to: Path | None
) -> None:
    """Bring in homes, people or tenancies; all of the file, or none where a row has a fault.

    Bring in homes first, then people, then tenancies. The same file twice changes nothing.
    """
    data = file.read_bytes()
    application.start()
    from putright.casework.actions import imports
    from putright.casework.refused import NotThere, Refused
    from putright.gateways import clock

    now = clock.now()
    try:
        with imports.operator_of(landlord) as actor, output.long_work(f"Import of {kind}") as step:
            outcome = imports.bring_in(
                actor=actor, kind=kind, data=data, now=now, is_dry=dry_run, leave_out=leave_out,
                step=lambda done: step(f"{done:,}"),
            )  # fmt: skip
            if left_out_to is not None and outcome.faults:
                text = imports.left_out(actor=actor, kind=kind, data=data, now=now)
                left_out_to.write_text(text, encoding="utf-8", newline="")
    except NotThere:
        raise BadInput(f'there is no landlord "{landlord}" here.') from None
    except Refused as refused:
        raise BadInput(refused.reason) from None
    output.print_text(_lines(outcome))
    if outcome.faults and not outcome.is_written:
        raise click.exceptions.Exit(1)


def _lines(outcome: "Outcome") -> list[str]:
    made, changed = ("made", "changed") if outcome.is_written else ("to make", "to change")
    said = [f"Look out: {words}" for words in outcome.warnings]
    said += [_fault(each.row, each.column, each.reason) for each in outcome.faults[:MOST_LINES]]
    if len(outcome.faults) > MOST_LINES:
        said.append(f"and {len(outcome.faults) - MOST_LINES:,} more; --left-out-to lists them all")
    said += [f"row {row}, {column}: left as staff wrote it" for row, column in outcome.kept]
    said.append(
        f"{outcome.made:,} {made}, {outcome.changed:,} {changed}, {outcome.same:,} already so, "
        f"{outcome.left_out:,} with a fault"
    )
    if not outcome.is_written:
        said.append("Nothing was saved.")
    return said


def _fault(row: int, column: str, reason: str) -> str:
    where = f"row {row}" if row else "the file"
    return f"{where}, {column}: {reason}" if column else f"{where}: {reason}"
