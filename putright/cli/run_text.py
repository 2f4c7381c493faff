"""What `putright run` says before it listens: where, who can sign in, where the audits lie."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table

from putright.casework.starting import SampleAccounts, Started


def welcome(address: str, started: Started, pages: Sequence[str]) -> Iterator[RenderableType]:
    """The lines in order; the password was made at this moment."""
    yield f"Sign in at {address}"
    if started.samples:
        yield f"with any of these emails and the password {started.password} (made just now):"
    for landlord in started.samples:
        yield ""
        yield _accounts(landlord)
    yield ""
    yield "The audits of the published cases, to open in a browser:"
    for page in pages:
        yield f"  {page}"
    yield ""
    yield "Stop with Ctrl+C; everything that was saved is kept."


def _accounts(landlord: SampleAccounts) -> Table:
    table = Table(title=landlord.landlord, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("Email", no_wrap=True)
    table.add_column("Name")
    table.add_column("Roles")
    for each in landlord.accounts:
        table.add_row(each.email, each.name, each.roles)
    return table
