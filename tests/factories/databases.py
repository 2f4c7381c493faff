"""The prepared database of a test run, and fresh copies of it for tests that really commit."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from factories.postgres import CHIEF, OWNER, SERVICE, Server
from putright.config import home
from putright.gateways import clock

PREPARED, ROLLED_BACK = "prepared", "rolled_back"
PACKAGE = Path(__file__).parents[2] / "putright"


class Copy:
    """A database of one test's own, with the folder of its installation."""

    def __init__(self, home: Path, server: Server | None, name: str = "") -> None:
        self.home, self.server, self.name = home, server, name
        self.engine = "postgresql" if server else "sqlite"

    @property
    def file(self) -> Path:
        """The embedded database."""
        return self.home / "putright.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What a process of its own needs to work on this copy."""
        told = {**os.environ, "PUTRIGHT_HOME": str(self.home)}
        told["PUTRIGHT_SECRET_DJANGO"] = settings.SECRET_KEY  # so that sign-ins hold there too
        told["PUTRIGHT_SECRET_POST"] = home.secret(Path(os.environ["PUTRIGHT_HOME"]), "post")
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PUTRIGHT_PRODUCTION"):
            told.pop(name, None)
        if self.server:
            told["DATABASE_URL"] = self.server.url(SERVICE, self.name)
            told["DATABASE_OWNER_URL"] = self.server.url(OWNER, self.name)
        return told

    def chief(self) -> Any:
        """A connection that nothing stops: the superuser's, or one to the bare file."""
        if self.server is None:
            return sqlite3.connect(self.file, isolation_level=None)
        import psycopg

        return psycopg.connect(self.server.url(CHIEF, self.name), autocommit=True)

    def drop(self) -> None:
        """Take the copy away."""
        if self.server:
            self.server.run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        shutil.rmtree(self.home, ignore_errors=True)


class Store:
    """Where the databases of one test run lie."""

    def __init__(self, home: Path, server: Server | None) -> None:
        self.home, self.server = home, server
        self.copies = 0

    def prepare(self, cached: Path) -> None:
        """Make the tables once; tests that roll back work in a copy."""
        if self.server is None:
            _prepared_file(cached, self.home)
            return
        self.server.run(f"CREATE DATABASE {PREPARED} OWNER {OWNER}")
        with pointed_at(Copy(self.home, self.server, PREPARED)):
            _make_tables("owner")
        self._copy_to(ROLLED_BACK)
        _point_at(Copy(self.home, self.server, ROLLED_BACK))

    def fresh(self, home: Path) -> Copy:
        """A copy of the prepared database in a folder of its own."""
        self.copies += 1
        copy = Copy(home, self.server, f"copy_{self.copies}" if self.server else "")
        if self.server:
            self._copy_to(copy.name)
        else:
            shutil.copy(self.home / "prepared.sqlite3", copy.file)
        return copy

    def _copy_to(self, name: str) -> None:
        assert self.server is not None
        self.server.run(f"CREATE DATABASE {name} TEMPLATE {PREPARED} OWNER {OWNER}")


@contextmanager
def pointed_at(copy: Copy) -> Iterator[Copy]:
    """Let this process work on another copy inside the block."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    kept = {name: getattr(settings, name) for name in ("HOME", "FILES", "CLOCK_FILE")}
    _point_at(copy)
    settings.HOME, settings.FILES = copy.home, copy.home / "files"
    settings.CLOCK_FILE = copy.home / "clock.json"
    clock.use_file(settings.CLOCK_FILE)
    try:
        yield copy
    finally:
        connections.close_all()
        for alias, name in before.items():
            connections[alias].settings_dict["NAME"] = name
        for name, value in kept.items():
            setattr(settings, name, value)
        clock.use_file(settings.CLOCK_FILE)


def _point_at(copy: Copy) -> None:
    connections.close_all()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = copy.name or copy.file


def _prepared_file(cached: Path, home: Path) -> None:
    """Making the tables takes seconds, so they are kept until a migration changes."""
    kept = cached / f"{_migrations()}.sqlite3"
    if not kept.exists():
        _make_tables("default")
        connections.close_all()
        half = kept.with_suffix(f".{os.getpid()}")
        shutil.copy(home / "putright.sqlite3", half)
        half.replace(kept)
    shutil.copy(kept, home / "prepared.sqlite3")
    shutil.copy(kept, home / "putright.sqlite3")


def _migrations() -> str:
    told = hashlib.sha256(f"{version('django')} {version('django-allauth')}".encode())
    for path in sorted([*PACKAGE.glob("stores/*/migrations/*.py"), *PACKAGE.glob("stores/*/*.py")]):
        told.update(path.read_bytes())
    return told.hexdigest()[:20]


def _make_tables(alias: str) -> None:
    from putright.stores.accounts import guards

    call_command("migrate", verbosity=0, interactive=False, database=alias)
    call_command("createcachetable", verbosity=0, database=alias)
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            guards.grant(cursor, SERVICE, connection.ops.quote_name)
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
