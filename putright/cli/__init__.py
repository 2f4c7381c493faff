"""The operators' door: the command `putright`."""

import click

from putright import __version__


@click.group()
@click.version_option(__version__, prog_name="putright")
def main() -> None:
    """Audit a case, replay it, count its days and see what is due."""
