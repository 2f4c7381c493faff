"""`putright serve`: the service for real people, behind a proxy that speaks HTTPS."""

import threading

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
def serve(port: int, host: str, proxy: str) -> None:
    """Start the service as it is installed: no sample is loaded and no password is made.

    It refuses to start with settings that would expose people, or with tables of another version.
    The proxy must set X-Forwarded-For and X-Forwarded-Proto itself, whatever the browser sent.
    """
    with application.at_work():
        from putright.casework.operations import tables
        from putright.casework.operations.refusals import CannotRun
        from putright.cli.run import keep_fresh

        tables.refuse_newer()
        if tables.pending():
            raise CannotRun("The tables are not up to date: run `putright upgrade` first.")
        application.web()
    output.print_text([f"Listening on {host}:{port}, behind the proxy at {proxy}."])
    threading.Thread(target=keep_fresh, daemon=True).start()
    application.serve(host=host, port=port, proxy=proxy)
