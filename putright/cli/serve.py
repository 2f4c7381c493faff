"""`putright serve`: the service for real people, behind a proxy that speaks HTTPS."""

import click

from putright.cli import application, output


@click.command(
    short_help="Serve real people, behind a proxy that speaks HTTPS.",
    epilog="""
\b
Examples:
  PUTRIGHT_PRODUCTION=1 PUTRIGHT_HOSTS=putright.alder.example putright serve
""",
)
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--proxy",
    envvar="PUTRIGHT_PROXY",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The one address whose word is taken on who asks, and whether by HTTPS (PUTRIGHT_PROXY).",
)
@click.option(
    "--jobs",
    "threads",
    default=3,
    show_default=True,
    metavar="NUMBER",
    help="How many jobs may run at once in this process; 0 leaves them to `putright work`.",
)
def serve(port: int, host: str, proxy: str, threads: int) -> None:
    """Start the service as it is installed: no sample is loaded and no password is made.

    It refuses to start with settings that would expose people, or with tables of another version.
    The proxy must set X-Forwarded-For and X-Forwarded-Proto itself, whatever the browser sent.
    """
    with application.at_work():
        from putright.casework.operations import jobs, listening_here, tables
        from putright.casework.operations.refusals import CannotRun

        tables.refuse_newer()
        if tables.pending():
            raise CannotRun("The tables are not up to date: run `putright upgrade` first.")
        application.web()
        listening_here.start_if_asked()
    output.print_text([f"Listening on {host}:{port}, behind the proxy at {proxy}."])
    jobs.start(threads)
    application.serve(host=host, port=port, proxy=proxy)
