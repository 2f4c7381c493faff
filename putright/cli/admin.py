"""`putright admin first`: a landlord and the first person who can set it up."""

import click

from putright.cli import application, output
from putright.cli.verbs import Verbs


@click.group(cls=Verbs, verbs={"first": "putright.cli.admin:first"})
def admin() -> None:
    """Make the first account of a landlord."""


@click.command(
    epilog="""
\b
Examples:
  putright admin first --landlord "Alder Homes" --name "Ada Fenn" --email ada@alder.example
"""
)
@click.option(
    "--landlord", required=True, metavar="NAME", help="The landlord, as residents know it."
)
@click.option("--name", required=True, metavar="NAME", help="The administrator's name.")
@click.option("--email", required=True, metavar="EMAIL", help="What the administrator signs in by.")
@click.option("--prefix", default="", metavar="ABC", help="What references begin with.")
@click.option("--pack", default="", metavar="PACK", help="The landlord's policy, if it has a pack.")
@click.option(
    "--address",
    default="http://127.0.0.1:8000",
    show_default=True,
    metavar="URL",
    help="Where the service is reached.",
)
def first(landlord: str, name: str, email: str, prefix: str, pack: str, address: str) -> None:
    """Make a landlord and its first administrator, and print a one-time link.

    The link sets the password, once, within the hour. The administrator then makes all other
    accounts in the service itself, with no case content in sight.
    """
    with application.at_work():
        from putright.casework.operations.first import NewFirst, first_administrator
        from putright.gateways import clock

        told = NewFirst(landlord=landlord, name=name, email=email, prefix=prefix, pack=pack)
        made = first_administrator(told, now=clock.now())
    output.print_text(
        [
            f"{made.landlord} is there, with {made.email} as its administrator.",
            "Give this link to that person and nobody else; it works once, within the hour:",
            f"{address.rstrip('/')}{made.path}",
        ]
    )
