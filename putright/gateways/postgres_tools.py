"""Runs PostgreSQL's own programs to dump a database and to load it again.

The password goes to them by the environment, never on a command line, where all could read it.
"""

import os
import shutil
import subprocess  # nosec B404
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

INSTALL = "Install PostgreSQL's client programs (Debian: apt-get install postgresql-client)."
COUNT_TABLES = (
    "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' "
    "and n.nspname <> 'information_schema'"
)


class ToolFailed(Exception):
    """A program of PostgreSQL is missing, or said no; in its own words."""


def dump_database(*, dsn: str, into: Path) -> None:
    """Write the whole database, as of one moment, in pg_dump's custom format."""
    _run("pg_dump", dsn, "--format=custom", f"--file={into}")
    into.chmod(0o600)


def load_database(*, dump: Path, dsn: str, keep_owners: bool = True) -> None:
    """Load a dump into an empty database, whole or not at all. Raises ``ToolFailed``.

    The roles that own or may read its tables must be there, unless owners and rights are left out.
    """
    if _run("psql", dsn, "--no-psqlrc", "--tuples-only", f"--command={COUNT_TABLES}") != "0":
        raise ToolFailed("The database is not empty. Nothing was put back: name a new one.")
    rights = [] if keep_owners else ["--no-owner", "--no-privileges"]
    _run("pg_restore", dsn, "--exit-on-error", "--single-transaction", *rights, str(dump))


def _run(program: str, dsn: str, *options: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise ToolFailed(f"{program} is not on this machine. {INSTALL}")
    address, password = _apart(dsn)
    env = {
        "PGCONNECT_TIMEOUT": "15",
        **os.environ,
        **({"PGPASSWORD": password} if password else {}),
    }
    # One of three fixed programs, with options made here, and no shell.
    done = subprocess.run(  # nosec B603
        [path, "--no-password", f"--dbname={address}", *options],
        env=env,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise ToolFailed(f"{said[0] if said else f'{program} failed without a word'}.")
    return done.stdout.strip()


def _apart(dsn: str) -> tuple[str, str]:
    """An address without its password, and the password."""
    parts = urlsplit(dsn)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ToolFailed("Write the database's address as postgresql://user:password@host/name.")
    asked = parse_qsl(parts.query)
    password = unquote(parts.password or "") or dict(asked).get("password", "")
    user, at, host = parts.netloc.rpartition("@")
    place = f"{user.partition(':')[0]}{at}{host}"
    query = urlencode([(name, value) for name, value in asked if name != "password"])
    return urlunsplit(("postgresql", place, parts.path, query, "")), password
