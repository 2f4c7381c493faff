"""The commands of whoever runs the service, each a process, on a database of the test's own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from factories.databases import Copy
from factories.made import a_note, add_entries, as_actor
from factories.postgres import CHIEF, OWNER, SERVICE
from walked import unguarded, walk

from putright.casework.actions import erasure, files
from putright.casework.queries.cases import near_to
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.models import StoredEntry, Wording
from putright.stores.worklist.models import Card, Owed

pytestmark = pytest.mark.slow
WHOLE = 120
"""Seconds that no command takes."""


@pytest.fixture
def putright(fresh_database):
    """Run a command on the test's own database."""

    def run(*words, ends=0, **variables):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", "from putright.cli import main; main()",
             *(str(word) for word in words)],
            env={**fresh_database.environment, "COLUMNS": "200", **variables},
            capture_output=True, text=True, check=False, timeout=WHOLE,
        )  # fmt: skip
        assert done.returncode == ends, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture
def filled(fresh_database, make_case, officer, now):
    """A case with a kept file."""
    case = make_case()
    with landlord_scope(OPERATOR):
        actor = as_actor(officer)
        near = near_to(actor, case.id, now=now)
        kept = files.keep(
            actor=actor, near=near, name="diary.txt", chunks=[b"Monday: music."], now=now
        )
    add_entries(case, a_note(now), now=now, files={0: (kept,)})
    return case


def test_verify_walks_everything_and_says_so(putright, filled):
    said = putright("verify")

    assert "1 stream, 2 entries, 1 file: all as written" in said


def test_verify_names_a_broken_entry_and_ends_with_one(putright, filled, fresh_database):
    with unguarded(fresh_database) as chief:
        chief.execute("UPDATE record_entry SET kind = 'x' WHERE number = 2")

    assert f"{filled.reference}, entry 2: was changed" in putright("verify", ends=1)


def test_verify_names_a_file_whose_bytes_were_flipped(putright, filled, fresh_database):
    (blob,) = [path for path in (fresh_database.home / "files").rglob("*") if path.is_file()]
    blob.chmod(0o600)
    blob.write_bytes(b"Monday: nothing.")

    said = putright("verify", ends=1)
    assert f"{filled.reference}, entry 2: holds the file" in said
    assert "is not the one that was kept" in said

    blob.unlink()
    assert "is not on the disk" in putright("verify", ends=1)


def test_seals_kept_outside_show_what_was_taken_out_whole(putright, filled, fresh_database):
    anchors = fresh_database.home / "seals.txt"
    anchors.write_text(putright("seal"))
    assert "all as written" in putright("verify", "--anchor", anchors)

    with unguarded(fresh_database) as chief:
        chief.execute("DELETE FROM record_seal")

    assert "is missing here" in putright("verify", "--anchor", anchors, ends=1)


def test_a_file_of_something_else_is_no_anchor(putright, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("nothing of ours\n")

    assert "not a file of seals" in putright("verify", "--anchor", other, ends=2)


def test_rebuild_writes_the_lists_as_they_were(putright, filled):
    with landlord_scope(OPERATOR):
        before = list(Owed.objects.order_by("number").values())
        Owed.objects.all().delete()
        Card.objects.all().delete()

    assert "Lists of 1 case written anew" in putright("rebuild")

    with landlord_scope(OPERATOR):
        assert list(Owed.objects.order_by("number").values()) == before
        assert before


def test_upgrade_keeps_everything_and_can_be_run_again(putright, filled):
    assert "No change" in putright("upgrade")
    assert walk(filled.landlord).broken == ()


def test_a_database_from_a_newer_version_is_left_alone(putright, fresh_database):
    with unguarded(fresh_database) as chief:
        chief.execute("INSERT INTO django_migrations (app, name, applied)"
                      " VALUES ('record', '9999_later', '2027-01-01')")  # fmt: skip

    assert "newer Putright (record.9999_later)" in putright("upgrade", ends=2)
    assert "LOOK" in putright("health", ends=1)


def test_the_clock_stands_moves_runs_and_is_given_back(putright):
    assert "28 Mar 2024, 16:50 (set by hand, stands still)" in putright(
        "clock", "set", "2024-03-28T16:50"
    )
    assert "31 Mar 2024, 16:50" in putright("clock", "move", "3 days")
    assert "runs" in putright("clock", "run", "2024-03-28")
    assert "the machine's own" in putright("clock", "back")
    assert "write it as" in putright("clock", "move", "soon", ends=2)


def test_in_production_the_clock_is_not_set_by_hand(putright):
    told = {"PUTRIGHT_PRODUCTION": "1", "PUTRIGHT_HOSTS": "homes.example"}

    assert "cannot be set by hand" in putright("clock", "set", "2024-03-28", ends=2, **told)


def test_health_is_well_on_a_prepared_database(putright):
    said = putright("health")

    assert "LOOK" not in said
    assert "bank holidays are known to" in said


@pytest.mark.on("postgresql")
def test_health_finds_a_role_that_sees_too_much(putright, fresh_database):
    chief = fresh_database.server.url(CHIEF, fresh_database.name)
    owner = fresh_database.server.url(OWNER, fresh_database.name)

    assert "sees every landlord's rows" in putright("health", ends=1, DATABASE_URL=chief)
    assert "owns the tables" in putright("health", ends=1, DATABASE_URL=owner)


def test_the_first_administrator_gets_a_link_once(putright):
    told = ("--landlord", "Fenway Homes", "--name", "Ada Fenn", "--email", "Ada@fenway.example")

    said = putright("admin", "first", *told)

    assert "ada@fenway.example as its administrator" in said
    assert "http://127.0.0.1:8000/account/" in said
    assert "has an administrator" in putright("admin", "first", *told, ends=2)


def chief_of(copy):
    """The address of a role that may copy everything; none for the embedded database."""
    if copy.server is None:
        return {}
    return {"DATABASE_BACKUP_URL": copy.server.url(CHIEF, copy.name)}


@pytest.fixture
def another(fresh_database, tmp_path):
    """An installation with nothing in it."""
    home = tmp_path / "another"
    home.mkdir()
    if fresh_database.server is None:
        yield Copy(home, None)
        return
    name = f"{fresh_database.name}_again"
    fresh_database.server.run(f"CREATE DATABASE {name} OWNER {OWNER}")
    yield Copy(home, fresh_database.server, name)
    fresh_database.server.run(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_is_put_back_whole_and_erased_words_are_erased_again(
    putright, filled, fresh_database, another, staff, now, tmp_path
):
    archive = tmp_path / "copy.tar.gz"
    assert "holds the database and 1 file" in putright(
        "backup", archive, **chief_of(fresh_database)
    )
    with landlord_scope(OPERATOR):
        head = as_actor(staff("head of service"))
        near = near_to(head, filled.id, now=now)
        under = Rule(rule="Article 17", why="Asked for.")
        erasure.erase_entries(actor=head, near=near, keys=["e1"], under=under, now=now)
    listed = (fresh_database.home / "erased.txt").read_text()
    assert json.loads(listed.splitlines()[0])["number"] == 1
    shutil.copy(fresh_database.home / "erased.txt", another.home)

    said = putright("restore", archive, **another.environment)

    assert "the database and 1 file" in said
    assert "all as written" in said
    assert "1 entry erased again" in said
    said = putright("verify", **another.environment)
    assert "1 stream, 3 entries, 1 file, 1 erased under a rule: all as written" in said
    assert "LOOK" not in putright("health", **another.environment)


def test_a_backup_is_not_put_over_an_installation(putright, filled, fresh_database, tmp_path):
    archive = tmp_path / "copy.tar.gz"
    putright("backup", archive, **chief_of(fresh_database))

    assert "Nothing was put back" in putright("restore", archive, ends=2)


def test_a_damaged_backup_puts_nothing_back(putright, filled, fresh_database, another, tmp_path):
    archive = tmp_path / "copy.tar.gz"
    putright("backup", archive, **chief_of(fresh_database))
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])

    assert "damaged" in putright("restore", archive, ends=2, **another.environment)
    assert not [path for path in another.home.rglob("*") if path.suffix == ".sqlite3"]


@pytest.fixture(scope="module")
def server(request, tmp_path_factory) -> object:
    """A PostgreSQL to move to, also where the tests themselves run on the embedded database."""
    from factories.postgres import ABSENT, Server, programs

    if programs() is None:
        pytest.skip(ABSENT)
    import tempfile

    root = Path(tempfile.mkdtemp(prefix="putright-moved-"))
    made = Server(root)
    yield made
    made.stop()
    shutil.rmtree(root, ignore_errors=True)


@pytest.mark.on("sqlite")
def test_moved_to_postgresql_every_chain_holds(putright, filled, server, fresh_database):
    server.run(f"CREATE DATABASE moved OWNER {OWNER}")
    owner = server.url(OWNER, "moved")

    said = putright("move-database", "--service-role", SERVICE, DATABASE_OWNER_URL=owner)

    assert "1 stream, 2 entries walked: all as written" in said
    there = {"DATABASE_OWNER_URL": owner, "DATABASE_URL": server.url(SERVICE, "moved")}
    assert "1 stream, 2 entries, 1 file: all as written" in putright("verify", **there)
    assert "as a role that owns nothing" in putright("health", **there)
    assert "written anew" in putright("rebuild", **there)
    assert "rows already" in putright("move-database", ends=2, DATABASE_OWNER_URL=owner)
    assert "administrator" in putright(
        "admin", "first", "--landlord", "Late", "--name", "L", "--email", "l@late.example", **there
    )


@pytest.mark.on("sqlite")
def test_a_broken_chain_is_not_moved(putright, filled, server, fresh_database):
    server.run(f"CREATE DATABASE refused OWNER {OWNER}")
    with unguarded(fresh_database) as chief:
        chief.execute("UPDATE record_entry SET kind = 'x' WHERE number = 2")

    said = putright("move-database", ends=2, DATABASE_OWNER_URL=server.url(OWNER, "refused"))

    assert "Nothing was moved" in said
    import psycopg

    with psycopg.connect(server.url(CHIEF, "refused")) as chief:
        assert chief.execute("SELECT count(*) FROM record_entry").fetchone() == (0,)


def test_what_runs_in_this_process_is_the_database_under_test(fresh_database, filled):
    assert connection.vendor == fresh_database.engine
    with landlord_scope(OPERATOR):
        assert StoredEntry.objects.count() == Wording.objects.count() == 2
