"""`putright listen`: takes the mail that a landlord's own mail server hands on."""

import signal
import threading

import click

from putright.cli import application, output


@click.command(
    short_help="Take mail that a mail server hands on.",
    epilog="""
\b
Examples:
  putright listen
  putright listen --lmtp --port 2424
  putright listen --host 0.0.0.0 --certificate mail.pem --key mail.key
""",
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="The address to listen on.")  # fmt: skip
@click.option("--port", default=8025, show_default=True, metavar="NUMBER")
@click.option("--lmtp", is_flag=True, help="Speak LMTP, as a mail server to its mailboxes.")
@click.option("--certificate", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
              help="The certificate to show; every sender must then use TLS.")  # fmt: skip
@click.option("--key", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
              help="The key of the certificate.")  # fmt: skip
def listen(host: str, port: int, lmtp: bool, certificate: str | None, key: str | None) -> None:
    """Take mail for the mailboxes that are set up as forwarded, and for staff, until stopped.

    A sender is told yes only when the message is saved. Nothing is passed on to anybody else.
    `putright serve` and `putright run` listen themselves where PUTRIGHT_LISTEN says where.
    """
    with application.at_work():
        from putright.casework.operations import listening_here, tables
        from putright.casework.operations.refusals import CannotRun

        tables.refuse_newer()
        if tables.pending():
            raise CannotRun("The tables are not up to date: run `putright upgrade` first.")
        asked = listening_here.Asked(
            host=host, port=port, lmtp=lmtp, certificate=certificate or "", key=key or ""
        )
        here = listening_here.start(asked)
    over = threading.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: over.set())
    output.print_text([f"Listening for mail on {host} port {port}; Ctrl+C stops."])
    over.wait()
    here.stop()
