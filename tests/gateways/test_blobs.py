"""A kept file is whole or it is not there; it lies apart per landlord and case; none is lost."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from putright.gateways.blobs import BlobStore, DiskFull, EmptyFile, KeptBlob, NoSuchFile, TooLarge

LANDLORD, OTHER, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
MB = 1024 * 1024
PHOTO = b"a photo of a door" * 9000
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "files", full_at=2)


def keep(store: BlobStore, content: bytes = PHOTO, landlord: UUID = LANDLORD) -> KeptBlob:
    chunks = [content[at : at + 5000] for at in range(0, len(content), 5000)]
    return store.keep(landlord=landlord, case=CASE, chunks=chunks, limit=MB)


def files_below(store: BlobStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_a_kept_file_is_read_back_whole_and_in_parts(store: BlobStore) -> None:
    blob = keep(store)
    place = {"landlord": LANDLORD, "case": CASE, "name": blob.name}

    with store.open(**place) as file:
        assert file.read() == PHOTO
    assert b"".join(store.read_range(**place)) == PHOTO
    assert b"".join(store.read_range(**place, start=10, stop=70_000)) == PHOTO[10:70_000]
    assert b"".join(store.read_range(**place, start=len(PHOTO) - 3)) == PHOTO[-3:]
    assert b"".join(store.read_range(**place, start=len(PHOTO) + 3)) == b""
    assert store.size(**place) == blob.size == len(PHOTO)
    with pytest.raises(ValueError, match="no range"):
        store.read_range(**place, start=5, stop=4)


def test_a_kept_file_bears_nothing_of_its_content_in_its_name(store: BlobStore) -> None:
    first, again = keep(store), keep(store)

    assert first.sha256 == again.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert first.salted_digest == hashlib.sha256(first.salt + PHOTO).hexdigest()
    assert len({first.name, again.name, first.salted_digest, again.salted_digest}) == 4
    assert len(first.salt) == 32
    assert first.sha256 not in repr(first)
    assert len(files_below(store)) == 2


def test_only_the_service_itself_can_read_the_disk(store: BlobStore) -> None:
    old = os.umask(0)
    try:
        blob = keep(store)
    finally:
        os.umask(old)

    path = store.root / LANDLORD.hex / CASE.hex / blob.name
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, *list(path.parents)[:3])]
    assert modes == [0o600, 0o700, 0o700, 0o700]


def test_another_landlord_and_a_made_up_name_find_nothing(store: BlobStore) -> None:
    blob = keep(store)
    names = [blob.name, "../x", f"../{CASE.hex}/{blob.name}", "", blob.name + "\n", blob.name + "é"]

    for name in names:
        with pytest.raises(NoSuchFile):
            store.open(landlord=OTHER, case=CASE, name=name)
        with pytest.raises(NoSuchFile):
            store.read_range(landlord=OTHER, case=CASE, name=name)
    for name in names[1:]:
        with pytest.raises(NoSuchFile):
            store.erase(landlord=LANDLORD, case=CASE, name=name)


def test_a_link_in_place_of_a_file_is_not_followed(store: BlobStore, tmp_path: Path) -> None:
    blob = keep(store)
    secret = tmp_path / "secret"
    secret.write_bytes(b"key")
    path = store.root / LANDLORD.hex / CASE.hex / blob.name
    path.unlink()
    path.symlink_to(secret)

    with pytest.raises(OSError, match="symbolic links"):
        store.open(landlord=LANDLORD, case=CASE, name=blob.name)


def test_200_megabytes_are_refused_on_the_way_without_filling_memory(store: BlobStore) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(200):
            sent += 1
            yield bytes(MB)

    tracemalloc.start()
    with pytest.raises(TooLarge, match="larger than 25 MB, the most that one file"):
        store.keep(landlord=LANDLORD, case=CASE, chunks=body(), limit=25 * MB)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (sent, files_below(store)) == (26, [])
    assert most < 4 * MB


def test_a_file_of_just_the_limit_is_kept_and_one_byte_more_is_not(store: BlobStore) -> None:
    assert keep(store, bytes(MB)).size == MB

    with pytest.raises(TooLarge, match="larger than 1 MB"):
        keep(store, bytes(MB + 1))


def test_an_empty_file_is_refused_and_leaves_nothing(store: BlobStore) -> None:
    for chunks in ([], [b"", b""]):
        with pytest.raises(EmptyFile, match="nothing to keep"):
            store.keep(landlord=LANDLORD, case=CASE, chunks=chunks, limit=MB)

    assert files_below(store) == []


def test_an_upload_that_breaks_off_leaves_nothing(store: BlobStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.keep(landlord=LANDLORD, case=CASE, chunks=broken(), limit=MB)

    assert files_below(store) == []


def test_a_disk_nearly_full_refuses_files_and_says_notes_go_on(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "files", full_at=0)

    with pytest.raises(DiskFull, match="notes can still be saved"):
        keep(store)

    assert store.is_full()
    assert 0 < store.fullness() < 1
    assert not store.root.exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB of its own."""
    root = tmp_path / "disk"
    root.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", str(root)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk: a full one is not tried")
    yield root
    subprocess.run(["umount", str(root)], check=True)


@pytest.mark.parametrize("full_at", [0.9, 2])
def test_a_disk_that_fills_during_an_upload_keeps_no_half(small_disk: Path, full_at: float) -> None:
    store = BlobStore(small_disk, full_at=full_at)
    kept = keep(store)

    with pytest.raises(DiskFull):
        chunks = (bytes(MB) for _ in range(40))
        store.keep(landlord=LANDLORD, case=CASE, chunks=chunks, limit=100 * MB)

    assert [path.name for path in files_below(store)] == [kept.name]
    assert keep(store).size == len(PHOTO)


def test_an_erased_file_is_gone_and_erasing_again_changes_nothing(store: BlobStore) -> None:
    erased, kept = keep(store), keep(store)

    answers = [store.erase(landlord=LANDLORD, case=CASE, name=erased.name) for _ in range(2)]

    assert answers == [True, False]
    assert [path.name for path in files_below(store)] == [kept.name]
    with pytest.raises(NoSuchFile):
        store.size(landlord=LANDLORD, case=CASE, name=erased.name)


def test_a_flipped_byte_a_swapped_and_a_missing_file_are_named(store: BlobStore) -> None:
    blob, other = keep(store), keep(store, b"another")
    row = {"landlord": LANDLORD, "case": CASE, "salt": blob.salt, "digest": blob.salted_digest}
    folder = store.root / LANDLORD.hex / CASE.hex

    assert store.check(name=blob.name, **row) == "same"
    assert store.check(name=other.name, **row) == "changed"
    (folder / blob.name).write_bytes(b"b" + PHOTO[1:])
    assert store.check(name=blob.name, **row) == "changed"
    (folder / blob.name).unlink()
    assert store.check(name=blob.name, **row) == "missing"


KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
from putright.gateways.blobs import BlobStore

class Killed(BlobStore):
    def _write(self, *given):
        blob = super()._write(*given)
        os.kill(os.getpid(), signal.SIGKILL)
        return blob

Killed(Path(sys.argv[1]), full_at=2).keep(
    landlord=UUID(int=1), case=UUID(int=3), chunks=[b"half a life"], limit=100
)
"""


def test_a_kill_between_writing_and_naming_leaves_a_half_that_is_named(store: BlobStore) -> None:
    kept = keep(store)

    gone = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(store.root)], check=False
    )
    orphans = store.orphans(known={(LANDLORD, CASE, kept.name)})

    assert gone.returncode == -signal.SIGKILL
    assert [(one.is_half, one.is_ours, one.size) for one in orphans] == [(True, True, 11)]
    assert orphans[0].path.startswith(f"{LANDLORD.hex}/{CASE.hex}/")
    assert store.sweep(orphans=orphans, before=LATER) == [orphans[0].path]
    assert [path.name for path in files_below(store)] == [kept.name]


def test_a_file_without_a_row_is_named_and_swept_only_when_old(store: BlobStore) -> None:
    kept, lost, elsewhere = keep(store), keep(store), keep(store, landlord=OTHER)
    (store.root / "README").write_text("put here by hand")

    orphans = store.orphans(known={(LANDLORD, CASE, kept.name), (LANDLORD, uuid4(), lost.name)})
    early = store.sweep(orphans=orphans, before=datetime(2000, 1, 1, tzinfo=UTC))
    late = store.sweep(orphans=orphans, before=LATER)

    assert {Path(one.path).name for one in orphans} == {lost.name, elsewhere.name, "README"}
    assert early == []
    assert {Path(path).name for path in late} == {lost.name, elsewhere.name}
    assert {path.name for path in files_below(store)} == {kept.name, "README"}


def test_a_store_that_holds_nothing_yet_has_no_orphans(store: BlobStore) -> None:
    assert store.orphans(known=[]) == []
