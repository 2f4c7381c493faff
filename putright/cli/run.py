"""`putright run`: start the service here, with its database, the samples and their pages."""

from pathlib import Path

import click

from putright.cli import application, output

JOBS = 2
"""How many things may run by themselves at once."""


@click.command(
    short_help="Start the service on this machine.",
    epilog="""
\b
Examples:
  putright run
  putright run --port 8080
""",
)
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def run(port: int, host: str) -> None:
    """Start the service with an embedded database, or the one that DATABASE_URL names.

    The first start loads an invented landlord with a dozen cases, and the published cases. Each
    start makes a new password for the sample accounts and prints it.
    """
    application.start()
    from putright.casework import starting
    from putright.casework.operations import jobs, listening_here, lists
    from putright.cli.run_text import welcome
    from putright.gateways import clock

    with output.long_work("Preparing", steps=20) as step:
        step("the database")
        starting.make_tables()
        starting.load_samples(now=clock.now(), step=step)
        lists.refresh_all(now=clock.now())
        pages = _audits(Path("out"))
        started = starting.renew_passwords(now=clock.now())
    output.print_text(welcome(f"http://{host}:{port}", started, pages))
    with application.at_work():
        listening_here.start_if_asked()
    jobs.start(JOBS)
    application.serve(host=host, port=port)


def _audits(folder: Path) -> list[str]:
    """The audits of the published cases, as pages."""
    from putright.casework import audits
    from putright.cli.audit import write_page
    from putright.gateways import files

    folder.mkdir(parents=True, exist_ok=True)
    pages = [folder / f"{name}.html" for name in files.shipped_cases()]
    for name, page in zip(files.shipped_cases(), pages, strict=True):
        write_page(audits.audit(audits.open_case(name)), page)
    return [str(page) for page in pages]
