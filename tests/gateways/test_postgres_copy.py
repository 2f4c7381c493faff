"""PostgreSQL is dumped with the files and loaded whole, its password never on a command line."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from putright.gateways.backup import BackupFailed, backup_postgres, restore
from putright.gateways.postgres_tools import ToolFailed, load_database

NOW = datetime(2026, 4, 2, tzinfo=UTC)
PASSWORD = "p/w:1@ é"
QUOTED = "p%2Fw%3A1%40%20%C3%A9"


def as_postgres() -> dict[str, str]:
    """PostgreSQL refuses to run as root."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found or not shutil.which("pg_dump"):
        pytest.skip("PostgreSQL is not installed here: its dump is not tried")
    bin_ = found[-1].parent
    with socket.socket() as free, tempfile.TemporaryDirectory(prefix="pg-copy-") as name:
        free.bind(("127.0.0.1", 0))
        port, root = free.getsockname()[1], Path(name)
        free.close()
        (root / "pw").write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(root, "postgres", "postgres")
            shutil.chown(root / "pw", "postgres")
        data = root / "data"
        initdb = [bin_ / "initdb", "-D", data, "-U", "lead", "-A", "scram-sha-256"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **as_postgres()}
        pwfile = f"--pwfile={root / 'pw'}"
        subprocess.run([*initdb, pwfile, "-E", "UTF8"], check=True, cwd=root, **quiet)
        options = f"-p {port} -k {root} -c listen_addresses=127.0.0.1 -c fsync=off"
        ctl = [bin_ / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*ctl, "-o", options, "start"], check=True, cwd=root, **quiet)
        yield f"postgresql://lead:{QUOTED}@127.0.0.1:{port}"
        subprocess.run([*ctl, "-m", "immediate", "stop"], check=True, cwd=root, **quiet)


def ask(server: str, name: str, *lines: str) -> str:
    address = server.replace(f":{QUOTED}", "") + f"/{name}"
    commands = [f"--command={line}" for line in lines]
    done = subprocess.run(
        ["psql", "-X", "-q", "-t", "-A", f"--dbname={address}", *commands],
        env={**os.environ, "PGPASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_a_dump_is_packed_with_the_files_and_loaded_whole(server: str, tmp_path: Path) -> None:
    ask(server, "postgres", "create database housing", "create database again")
    table = "create table entry (landlord int, said text)"
    ask(
        server,
        "housing",
        table,
        "insert into entry select n, 'noise' from generate_series(1, 500) n",
    )
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "one").write_bytes(b"photo")
    into = tmp_path / "c.tar.gz"

    dsn = f"{server}/housing?sslmode=prefer"
    copied = backup_postgres(dsn=dsn, files=tmp_path / "files", into=into, now=NOW)
    restore(archive=into, into=tmp_path / "new")
    dump = tmp_path / "new" / "database.pgdump"
    load_database(dump=dump, dsn=f"{server}/again")

    assert (copied.database, copied.files) == ("database.pgdump", 1)
    assert ask(server, "again", "select count(*), max(landlord) from entry") == "500|500"
    with pytest.raises(ToolFailed, match="not empty"):
        load_database(dump=dump, dsn=f"{server}/again", keep_owners=False)


@pytest.mark.slow
def test_a_wrong_password_or_name_is_told_without_the_password(server: str, tmp_path: Path) -> None:
    wrong = [
        f"{server}/none",
        f"{server.replace(QUOTED, 'hidden-one')}/postgres?password=other-one",
    ]

    for dsn in wrong:
        with pytest.raises(BackupFailed, match="No copy was made") as told:
            backup_postgres(dsn=dsn, files=tmp_path, into=tmp_path / "c", now=NOW)
        assert not any(one in str(told.value) for one in (PASSWORD, "hidden-one", "other-one"))

    assert list(tmp_path.iterdir()) == []


def test_a_missing_program_is_named_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupFailed, match=r"pg_dump is not on this machine\. Install"):
        backup_postgres(dsn="postgres://a/b", files=tmp_path, into=tmp_path / "c", now=NOW)


def test_an_address_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    if not shutil.which("psql"):
        pytest.skip("PostgreSQL's client programs are not installed here")

    with pytest.raises(ToolFailed, match="Write the database's address as"):
        load_database(dump=tmp_path, dsn="mysql://a/b")
