"""A copy made while people work is whole; what is damaged is never put back."""

import gzip
import io
import json
import sqlite3
import stat
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from putright.gateways.backup import (
    BackupBroken,
    BackupFailed,
    Copied,
    Progress,
    backup_sqlite,
    restore,
    verify_backup,
)
from putright.gateways.blobs import BlobStore

NOW = datetime(2026, 4, 2, 16, 50, tzinfo=UTC)
LANDLORD, CASE = UUID(int=1), UUID(int=3)


class House:
    """A running service: a database in WAL with a row for each kept file."""

    def __init__(self, root: Path) -> None:
        self.root, self.database = root, root / "with space?#.sqlite3"
        self.files = BlobStore(root / "files", full_at=2)
        with closing(sqlite3.connect(self.database)) as line:
            line.execute("PRAGMA journal_mode=WAL")
            line.execute("create table kept (name text, digest text, salt blob)")

    def save(self, content: bytes) -> str:
        blob = self.files.keep(landlord=LANDLORD, case=CASE, chunks=[content], limit=10**9)
        with closing(sqlite3.connect(self.database, timeout=20)) as line, line:
            row = (blob.name, blob.salted_digest, blob.salt)
            line.execute("insert into kept values (?, ?, ?)", row)
        return blob.name

    def backup(self, into: Path, tell=lambda _: None) -> Copied:
        files = self.files.root
        return backup_sqlite(database=self.database, files=files, into=into, now=NOW, tell=tell)


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    for number in range(5):
        house.save(b"photo %d " % number * 20_000)
    return house


@pytest.fixture
def archive(house: House, tmp_path: Path) -> Path:
    house.backup(tmp_path / "copies" / "monday.tar.gz")
    return tmp_path / "copies" / "monday.tar.gz"


def rows_and_files_agree(root: Path) -> int:
    """How many rows the database has; each of their files must be there and be the same."""
    with closing(sqlite3.connect(root / "database.sqlite3")) as line:
        rows = line.execute("select name, digest, salt from kept").fetchall()
    store = BlobStore(root / "files")
    for name, digest, salt in rows:
        found = store.check(landlord=LANDLORD, case=CASE, name=name, salt=salt, digest=digest)
        assert found == "same"
    return len(rows)


def below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_copy_is_put_back_with_every_row_and_file(archive: Path, tmp_path: Path) -> None:
    told: list[Progress] = []

    copied = restore(archive=archive, into=tmp_path / "new", tell=told.append)

    assert (copied.files, copied.database) == (5, "database.sqlite3")
    assert copied.made_at == NOW.isoformat()
    assert rows_and_files_agree(tmp_path / "new") == 5
    assert told[-1] == Progress("checking", 6)
    assert verify_backup(archive=archive) == copied
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}
    assert modes == {0o600, 0o700}
    assert below(archive.parent) == ["monday.tar.gz"]


def test_a_copy_leaves_out_halves_and_links_and_tells_how_far_it_is(
    house: House, tmp_path: Path
) -> None:
    folder = house.files.root / LANDLORD.hex / CASE.hex
    (folder / f"{'a' * 32}.part").write_bytes(b"half")
    (folder / "link").symlink_to("/etc/passwd")
    told: list[Progress] = []

    copied = house.backup(tmp_path / "c.tar.gz", told.append)

    assert copied.files == 5
    assert told[0] == Progress("database")
    assert told[-1] == Progress("files", 5, 5)


@pytest.mark.slow
def test_a_copy_made_while_people_save_has_a_file_for_each_row(
    house: House, tmp_path: Path
) -> None:
    stop = threading.Event()
    saved = []

    def saving() -> None:
        while not stop.is_set():
            saved.append(house.save(b"a note of the night" * 500))

    savers = [threading.Thread(target=saving) for _ in range(2)]
    for saver in savers:
        saver.start()
    try:
        for number in range(5):
            house.backup(tmp_path / f"{number}.tar.gz")
    finally:
        stop.set()
        for saver in savers:
            saver.join()
    counts = []
    for number in range(5):
        restore(archive=tmp_path / f"{number}.tar.gz", into=tmp_path / f"new {number}")
        counts.append(rows_and_files_agree(tmp_path / f"new {number}"))

    assert counts == sorted(counts)
    assert 5 <= counts[0] < counts[-1] <= 5 + len(saved)


def test_a_file_erased_during_the_copy_is_told_and_not_missed(house: House, tmp_path: Path) -> None:
    names = sorted(path.name for path in house.files.root.rglob("*") if path.is_file())

    def erasing(progress: Progress) -> None:
        if progress == Progress("files", 0, 5):
            house.files.erase(landlord=LANDLORD, case=CASE, name=names[3])

    copied = house.backup(tmp_path / "c.tar.gz", erasing)

    assert copied.erased_meanwhile == (f"files/{LANDLORD.hex}/{CASE.hex}/{names[3]}",)
    assert restore(archive=tmp_path / "c.tar.gz", into=tmp_path / "new").files == 4


def test_a_folder_with_anything_in_it_is_not_touched(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")

    for into in (tmp_path / "full", tmp_path / "full" / "mine"):
        with pytest.raises(BackupFailed, match="not an empty folder"):
            restore(archive=archive, into=into)

    assert below(tmp_path / "full") == ["mine"]


def test_an_empty_folder_is_filled_where_it_stands(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    restore(archive=archive, into=tmp_path / "empty")

    assert rows_and_files_agree(tmp_path / "empty") == 5


def rewritten(archive: Path, change) -> None:
    """Write the archive anew, each member's name and content as ``change`` returns them."""
    members = []
    with tarfile.open(archive) as tar:
        for member in tar:
            members.extend(change(member, tar.extractfile(member).read()))
    with tarfile.open(archive, "w:gz") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


def flipped(member, content):
    if member.name.startswith("files/") and content.startswith(b"photo 3"):
        content = b"p" + content[1:-1] + b"!"
    return [(member, content)]


def dropped(member, content):
    return [] if content.startswith(b"photo 3") else [(member, content)]


def added(member, content):
    stray = tarfile.TarInfo("files/stray")
    return (
        [(stray, b"x"), (member, content)]
        if member.name == "manifest.json"
        else [(member, content)]
    )


def climbing(member, content):
    return [(tarfile.TarInfo("files/../../escaped"), b"x"), (member, content)]


def absolute(member, content):
    return [(tarfile.TarInfo("/tmp/escaped"), b"x"), (member, content)]


def linking(member, content):
    link = tarfile.TarInfo("files/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    return [(link, b""), (member, content)]


def twice(member, content):
    return [(member, content), (member, content)]


def without_list(member, content):
    return [] if member.name == "manifest.json" else [(member, content)]


def of_the_future(member, content):
    if member.name == "manifest.json":
        content = json.dumps({**json.loads(content), "format": 99}).encode()
    return [(member, content)]


def no_list_at_all(member, content):
    return [(member, b"[1]" if member.name == "manifest.json" else content)]


CHANGES = [flipped, dropped, added, climbing, absolute, linking, twice, without_list]


@pytest.mark.parametrize("change", [*CHANGES, of_the_future, no_list_at_all])
def test_an_archive_that_was_changed_is_refused_whole(
    change, archive: Path, tmp_path: Path
) -> None:
    rewritten(archive, change)

    with pytest.raises(BackupBroken):
        verify_backup(archive=archive)
    with pytest.raises(BackupBroken):
        restore(archive=archive, into=tmp_path / "new")

    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.rglob("escaped"))


def test_a_damaged_file_is_named(archive: Path) -> None:
    rewritten(archive, flipped)

    with pytest.raises(BackupBroken, match=f"is damaged at files/{LANDLORD.hex}/{CASE.hex}/"):
        verify_backup(archive=archive)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.97])
def test_an_archive_that_was_cut_off_is_refused(
    share: float, archive: Path, tmp_path: Path
) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(BackupBroken, match=r"cut off|damaged"):
        restore(archive=archive, into=tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_what_is_no_archive_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"hello")
    (tmp_path / "b").write_bytes(gzip.compress(b"hello"))

    for name in ("a", "b"):
        with pytest.raises(BackupBroken, match="cut off or damaged"):
            verify_backup(archive=tmp_path / name)
    with pytest.raises(BackupFailed, match="no archive"):
        verify_backup(archive=tmp_path / "none")


def test_a_copy_is_not_written_over_another(house: House, archive: Path) -> None:
    before = archive.read_bytes()

    with pytest.raises(BackupFailed, match="is there already"):
        house.backup(archive)

    assert archive.read_bytes() == before


def test_a_database_that_is_missing_or_damaged_gives_no_copy(house: House, tmp_path: Path) -> None:
    into = tmp_path / "copies" / "c.tar.gz"
    house.database.write_bytes(b"this is no database" * 1000)
    with pytest.raises(BackupFailed, match="could not be copied"):
        house.backup(into)
    house.database.unlink()
    with pytest.raises(BackupFailed, match="no database"):
        house.backup(into)

    assert below(into.parent) == []
    assert not house.database.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "disk"
    root.mkdir()
    try:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(root)]
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk: a full one is not tried")
    yield root
    subprocess.run(["umount", str(root)], check=True)


def test_a_disk_that_fills_leaves_neither_half_a_copy_nor_half_a_house(
    house: House, archive: Path, small_disk: Path
) -> None:
    house.save(bytes(range(256)) * 20_000)
    house.backup(archive.with_name("large"))
    (small_disk / "ballast").write_bytes(bytes(900_000))

    with pytest.raises(BackupFailed, match=r"No space left.*Nothing was put back"):
        restore(archive=archive.with_name("large"), into=small_disk / "new")
    with pytest.raises(BackupFailed, match=r"No copy was made|could not be copied"):
        (small_disk / "more").write_bytes(bytes(110_000))
        house.backup(small_disk / "copy")

    assert below(small_disk) == ["ballast", "more"]
