"""`putright listen`: takes the mail that a landlord's own mail server hands on."""

import signal
import ssl
import threading

import click

from putright.cli import application, output
from putright.gateways.hosts import is_this_machine


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
    """
    from putright.cli.verbs import BadInput

    if certificate is None and not is_this_machine(host):
        raise BadInput(
            "Mail from another machine must come by TLS: name a --certificate and its --key, or "
            "listen on 127.0.0.1."
        )
    with application.at_work():
        from putright.casework.operations import listening, tables
        from putright.casework.operations.refusals import CannotRun

        tables.refuse_newer()
        if tables.pending():
            raise CannotRun("The tables are not up to date: run `putright upgrade` first.")
        made = listening.listener(host=host, port=port, lmtp=lmtp, tls=_tls(certificate, key))
        try:
            made.start()
        except (OSError, TimeoutError) as fault:
            raise CannotRun(f"Nothing can listen on {host} port {port}: {fault}") from fault
    over = threading.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: over.set())
    output.print_text([f"Listening for mail on {host} port {port}; Ctrl+C stops."])
    over.wait()
    made.stop()


def _tls(certificate: str | None, key: str | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    shown.load_cert_chain(certificate, key)
    return shown
