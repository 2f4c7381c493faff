"""A Dovecot of the tests' own, in a folder that goes; it ends with the tests, even if killed.

Every name is a mailbox, made when it is first used; the password is the same for all.
"""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from imapclient import IMAPClient

PASSWORD = "a-password-of-tests"
ABSENT = "Dovecot is not installed here: this was not tried"
PROGRAM = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/sbin")
# The server ends when the pipe on its standard input does, whatever became of us.
UNTIL_WE_END = '"$@" >/dev/null 2>&1 & cat >/dev/null; kill $!; wait'
CONFIGURATION = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{root}/mail/%u
mail_fsync = never
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={group} home={root}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
"""


class Dovecot:
    """A running server. With ``certificate`` (a file with its key) it speaks TLS as well."""

    def __init__(self, root: Path, certificate: Path | None = None) -> None:
        assert PROGRAM, ABSENT
        self.root = root
        self.imap, self.imaps, self.lmtp = free_ports(3)
        (root / "mail").mkdir()
        root.chmod(0o755)
        (root / "mail").chmod(0o777)
        self._write(certificate)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["sh", "-c", UNTIL_WE_END, "sh", PROGRAM, "-F", "-c", self.root / "dovecot.conf"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        for _ in range(200):
            with socket.socket() as line:
                if not line.connect_ex(("127.0.0.1", self.imap)):
                    return
            time.sleep(0.05)
        log = self.root / "log"
        raise RuntimeError(log.read_text() if log.exists() else "Dovecot did not start")

    def stop(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)

    @contextmanager
    def signed_in(self, user: str) -> Iterator[IMAPClient]:
        """A mailbox's own view of itself."""
        with IMAPClient("127.0.0.1", port=self.imap, ssl=False, timeout=30) as client:
            client.login(user, PASSWORD)
            client.select_folder("INBOX")
            yield client

    def put(self, user: str, messages: Iterable[bytes], at: datetime | None = None) -> None:
        """Lay messages into a mailbox, byte for byte."""
        with self.signed_in(user) as client:
            for each in messages:
                client.append("INBOX", each, msg_time=at)

    def number_anew(self, user: str) -> None:
        """Forget the numbers of the messages, as a server does that was put back from a copy."""
        kept = self.root / "mail" / user / "dovecot-uidlist"
        for path in kept.parent.glob("dovecot[.-]*"):
            if path != kept:
                path.unlink()
        head, rest = kept.read_text().split("\n", 1)
        numbering = re.search(r"V(\d+)", head)
        assert numbering
        head = head.replace(numbering[0], f"V{int(numbering[1]) + 1000}")
        kept.write_text(f"{head}\n{rest}")

    def _write(self, certificate: Path | None) -> None:
        root = os.geteuid() == 0
        own = pwd.getpwuid(os.geteuid()).pw_name
        names = ("dovecot", "dovenull", "mail") if root else (own, own, own)
        shown = f"ssl_cert = <{certificate}\nssl_key = <{certificate}" if certificate else ""
        told = CONFIGURATION.format(
            root=self.root, password=PASSWORD, imap=self.imap, lmtp=self.lmtp,
            imaps=self.imaps if certificate else 0, ssl="yes" if certificate else "no",
            certificate=shown,
            user=names[0], login=names[1], mail=names[2],
            group="mail" if root else _own_group(),
        )  # fmt: skip
        (self.root / "dovecot.conf").write_text(told)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One server for all tests of a run; each test takes mailboxes of its own (``a_user``)."""
    if not PROGRAM:
        pytest.skip(ABSENT)
    with running() as made:
        yield made


@contextmanager
def running(certificate: Path | None = None) -> Iterator[Dovecot]:
    """A server of one test's own."""
    root = Path(tempfile.mkdtemp(prefix="putright-dovecot-"))
    try:
        made = Dovecot(root, certificate)
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def a_user() -> str:
    """A mailbox that nobody used before."""
    return f"box-{uuid4().hex[:12]}"


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


def _own_group() -> str:
    import grp

    return grp.getgrgid(os.getegid()).gr_name
