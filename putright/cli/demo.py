"""`putright demo`: the published cases audited and replayed, in one table, with their pages."""

from pathlib import Path

import click

from putright.cli import options, output


@click.command(
    short_help="Audit and replay the cases that come with Putright.",
    epilog="""
\b
Examples:
  putright demo
  putright demo --out pages
""",
)
@click.option(
    "--out",
    metavar="DIR",
    default="out",
    show_default=True,
    help="The folder for the pages; it is made if it is not there.",
)
@options.json_option
def demo(out: str, as_json: bool) -> None:
    """Audit and replay the published cases that come with Putright.

    Prints how many failings each case shows by theme, what would have been warned of, and where
    the pages with the picture and the findings lie.
    """
    from putright.casework.demo_json import DemoJson, play, shape_case
    from putright.cli.audit import write_page
    from putright.gateways import files

    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    names = files.shipped_cases()
    shown = []
    with output.long_work("Working", steps=len(names)) as step:
        for name in names:
            step(name)
            played = play(name)
            page = folder / f"{name}.html"
            write_page(played.audit, page)
            shown.append(shape_case(played, page=str(page)))
    answer = DemoJson(cases=tuple(shown))
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.demo_text import demo_text

    output.print_text(demo_text(answer))
