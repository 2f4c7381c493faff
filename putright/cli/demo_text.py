"""The cases that come with Putright in one table."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from putright.casework.audit_json import THEMES
from putright.casework.demo_json import DemoCaseJson, DemoJson

KINDS = ("due soon", "overdue", "refused")


def demo_text(answer: DemoJson) -> Iterator[RenderableType]:
    """Each case's verdict, the table of figures, and where the pages lie."""
    for case in answer.cases:
        yield Text(case.title, style="bold")
        yield Text(f"  {case.case}: {case.verdict}.")
    yield _figures(answer.cases)
    yield Text("A person decides; these are suggestions from rules and records. The pages:")
    for case in answer.cases:
        yield f"  {case.page}"
    first = answer.cases[0].case if answer.cases else "CASE"
    command = called_as(sys.argv[0])
    yield f"Next: {command} audit {first}"
    yield f"      {command} replay {first} --booked"


def called_as(program: str) -> str:
    """How the command can be called again from here: by its name alone where the shell finds it."""
    path = Path(program)
    if path.stem != "putright" or shutil.which("putright") == str(path):
        return "putright"
    return shlex.quote(program)


def _figures(cases: tuple[DemoCaseJson, ...]) -> Table:
    table = Table("", *(case.case for case in cases), box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for theme in THEMES:
        table.add_row(f"Failings: {theme}", *(str(case.by_theme.get(theme, 0)) for case in cases))
    table.add_section()
    failings = (str(sum(case.by_theme.values())) for case in cases)
    table.add_row("Failings in all", *failings, style="bold")
    table.add_row("Accounts not settled", *(str(case.unsettled) for case in cases))
    table.add_row("For a person to judge", *(str(case.for_review) for case in cases))
    table.add_row("Done well", *(str(case.done_well) for case in cases))
    table.add_section()
    for kind in KINDS:
        table.add_row(
            f"Replay: {kind}",
            *(f"{c.warnings.get(kind, 0)} ({c.warnings_booked.get(kind, 0)})" for c in cases),
        )
    table.add_row("Replay: nobody could be warned", *(str(case.unwarned) for case in cases))
    table.caption = "In brackets: had every contact been in the books when it happened."
    table.caption_justify = "left"
    return table
