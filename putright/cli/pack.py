"""`putright pack`: which packs there are, what one holds, and whether it is sound."""

import click

from putright.cli import options, output
from putright.cli.verbs import BAD_INPUT, Verbs


@click.group(
    cls=Verbs,
    verbs={
        "list": "putright.cli.pack:list_",
        "show": "putright.cli.pack:show",
        "check": "putright.cli.pack:check",
    },
)
def pack() -> None:
    """Look at packs of rules and check them."""


@click.command(
    name="list",
    epilog="""
\b
Examples:
  putright pack list
  putright pack list --json
""",
)
@options.json_option
def list_(as_json: bool) -> None:
    """List the packs that come with Putright."""
    from putright.casework.pack_json import list_packs

    answer = list_packs()
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.pack_text import packs_listed

    output.print_text(packs_listed(answer))


@click.command(
    epilog="""
\b
Examples:
  putright pack show code-2024
  putright pack show mycase/pack --json
"""
)
@click.argument("pack", metavar="PACK")
@options.json_option
def show(pack: str, as_json: bool) -> None:
    """Show each rule of a pack: the promise, its time, and where it is printed.

    PACK is the name of a pack that comes with Putright, or the path of a folder or file.
    """
    from putright.casework.pack_json import show_pack
    from putright.gateways import files

    answer = show_pack(files.load_pack(pack))
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.pack_text import pack_shown

    output.print_text(pack_shown(answer))


@click.command(
    epilog="""
\b
Examples:
  putright pack check mycase/pack
  putright pack check good-practice --json
"""
)
@click.argument("pack", metavar="PATH")
@options.json_option
def check(pack: str, as_json: bool) -> None:
    """Check a pack: that it loads, and that every worked example comes out.

    PATH is a folder with a pack.toml, a single file, or the name of a pack that comes with
    Putright. A fault names file, rule, key and mend, and then the exit code is 2. A rule that is
    slacker than the Complaint Handling Code or the law, and one without an example, is warned of.
    """
    from putright.casework.pack_checks import check_pack
    from putright.cli.pack_text import pack_checked
    from putright.gateways import files

    loaded = files.load_pack(pack)
    with output.long_work("Checking", steps=len(loaded.rules)) as step:
        answer = check_pack(loaded, step=step)
    if as_json:
        output.print_json(answer)
    else:
        output.print_text(pack_checked(answer))
    if not answer.ok:
        for fault in answer.faults:
            where = f"{answer.pack}/{fault.file} line {fault.line}: rule {fault.rule}"
            said = f'example "{fault.example}": expected {fault.expected}; got {fault.got}'
            click.echo(f"Error: {where}, {said}", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
