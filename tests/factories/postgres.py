"""A PostgreSQL of the tests' own, in a folder that goes; it ends with the tests, even if killed."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

OWNER, SERVICE, CHIEF = "putright_owner", "putright_app", "chief"
"""Owns the tables; serves requests and owns nothing; the superuser, as whom only tests tamper."""

ABSENT = "PostgreSQL is not installed here: this was not tried on it"
# The server ends when the pipe on its standard input does, whatever became of us.
UNTIL_WE_END = '"$@" >/dev/null 2>&1 & cat >/dev/null; kill -QUIT $!; wait'


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs; None where there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not found and (beside := shutil.which("initdb")):
        found = [Path(beside).parent]
    return max(found, key=lambda path: path.parent.name, default=None)


class Server:
    """A running server, reached by a socket in its folder and by no network."""

    def __init__(self, root: Path) -> None:
        bin_ = programs()
        assert bin_ is not None, ABSENT
        self.root = root
        # PostgreSQL refuses to run as root.
        other = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if other:
            shutil.chown(root, "postgres", "postgres")
        data = root / "data"
        made = [bin_ / "initdb", "-D", data, "-U", CHIEF, "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(
            [*made, "--locale=C.UTF-8"], check=True, cwd=root, stdout=subprocess.DEVNULL, **other
        )
        quick = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
        options = [part for setting in quick for part in ("-c", setting)]
        self.process = subprocess.Popen(
            ["sh", "-c", UNTIL_WE_END, "sh", bin_ / "postgres", "-D", data, "-k", root, *options],
            cwd=root,
            stdin=subprocess.PIPE,
            start_new_session=True,
            **other,
        )
        self._wait()
        for role in (OWNER, SERVICE):
            self.run(f"CREATE ROLE {role} LOGIN")

    def url(self, role: str, database: str) -> str:
        """The address of a database for a role."""
        return f"postgresql://{role}@{quote(str(self.root), safe='')}/{database}"

    def run(self, *lines: str, database: str = "postgres") -> None:
        """Run statements as the superuser."""
        import psycopg

        with psycopg.connect(self.url(CHIEF, database), autocommit=True) as connection:
            for line in lines:
                connection.execute(line)

    def stop(self) -> None:
        """End the server."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def _wait(self) -> None:
        import psycopg

        for _ in range(300):
            try:
                self.run("SELECT 1")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError("the tests' PostgreSQL did not start")
