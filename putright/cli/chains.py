"""`putright verify` and `putright seal`: whether the record is as it was written, and the proof."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from putright.cli import application, output
from putright.cli.words import several

if TYPE_CHECKING:
    from putright.casework.operations.chains import LandlordVerified

BROKEN = 1


@click.command(
    short_help="Say whether every entry and file is as it was written.",
    epilog="""
\b
Examples:
  putright verify
  putright verify --anchor seals.txt

\b
The exit code is 1 where something is not as it was written.
""",
)
@click.option(
    "--anchor",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `putright seal` printed, kept where nobody who can change the database can change "
    "it. Without it, streams that were cut together with their seals do not show.",
)
def verify(anchor: Path | None) -> None:
    """Walk every chain of every landlord, and name what is not as it was written.

    For each case or person it names the first entry that was changed, is missing, or was cut off;
    words that were swapped, or are gone without a note of their erasure; files that are not the
    ones that were kept; seals that do not follow from each other. Files that no entry names are
    listed and do no harm.
    """
    with application.at_work(), output.long_work("Verifying") as step:
        from putright.casework.operations import chains
        from putright.gateways import clock

        found = list(chains.verify_all(anchors=anchor, step=step))
        strays = chains.strays(now=clock.machine())
    output.print_text([line for each in found for line in _lines(each)])
    if strays:
        output.print_text(["On the disk for over a day, and named by no entry:", *strays])
    if anchor is None:
        output.print_text(["Not held against a seal kept outside (--anchor FILE)."])
    if any(each.found.broken for each in found):
        raise click.exceptions.Exit(BROKEN)


def _lines(each: "LandlordVerified") -> list[str]:
    found = each.found
    walked = [several(found.streams, "stream"), several(found.entries, "entry", "entries"),
              several(found.files, "file")]  # fmt: skip
    erased = f", {found.erased} erased under a rule" if found.erased else ""
    state = f"{len(found.broken)} broken" if found.broken else "all as written"
    lines = [f"{each.landlord}: {', '.join(walked)}{erased}: {state}"]
    for one in found.broken:
        where = f"{one.name}, entry {one.number}" if one.number else one.name
        lines.append(f"  {where}: {one.what}" if where else f"  {one.what}")
    return lines


@click.command(
    short_help="Seal the record, and print what to keep outside.",
    epilog="""
\b
Examples:
  putright seal >> /mnt/kept-elsewhere/seals.txt
""",
)
def seal() -> None:
    """Write down where every stream stands, and print one line for each landlord.

    Keep these lines, day by day, where nobody who can change the database can change them: in the
    auditor's mailbox, on a disk that is written once, on paper. `putright verify --anchor` then
    shows even a stream that was taken out without a trace.
    """
    with application.at_work():
        from putright.casework.operations import chains
        from putright.gateways import clock

        lines = [anchor.line for anchor in chains.seal_all(now=clock.now())]
    output.print_text(lines)
