"""A maker of bundles is killed, the disk is full: the same bytes in the end, or one clear word."""

import os
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from factories.made import NOW, a_note, a_report, add_entries, as_actor
from PIL import Image

from putright.casework.actions import bundles as asking
from putright.casework.actions.bundles import ALL, Told
from putright.casework.actions.files import blobs, keep
from putright.casework.operations import bundling
from putright.casework.queries.cases import near_to
from putright.core.events.entry import Entry, Pledge
from putright.gateways.letter_pdf import what_is_missing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record import bundles, files
from putright.stores.record.models import Bundle, File
from tests.gateways.papers import pages

MISSING = what_is_missing()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}"),
]
IS_FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
KILLS, LONGEST, ROOM = (50, 1.6, (0, 250_000, 450_000)) if IS_FULL else (3, 1.0, (250_000,))


def noise():
    """A picture that does not get smaller than it is."""
    drawn, out = Image.effect_noise((620, 620), 90), BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


class Asking:
    """A case with a file, of which the Ombudsman wants something."""

    def __init__(self, case, user):
        self.case, self.user, self.landlord = case, user, case.landlord_id

    def filled(self):
        actor = as_actor(self.user)
        with landlord_scope(OPERATOR):
            near = near_to(actor, self.case.id, now=NOW)
            given = {"told.pdf": pages("Hornbeam", 3), "wall.png": noise()}
            told = tuple(
                keep(actor=actor, near=near, name=name, chunks=[raw], now=NOW)
                for name, raw in given.items()
            )
            File.objects.update(scan="clean")
        wants = (Pledge(id="w1", what="What was done"),)
        asked = Entry(
            id="", does=("ombudsman.asked",), at=NOW, by="ombudsman", to=("landlord",),
            channel="email", wants=wants, text="It asks.",
        )  # fmt: skip
        add_entries(self.case, asked, files={0: told})

    def ask(self):
        with landlord_scope(OPERATOR):
            told = Told(entries={"w1": (ALL,)}, none={})
            return asking.ask(actor=as_actor(self.user), case_id=self.case.id, told=told, now=NOW)

    def row(self, bundle):
        with landlord_scope(OPERATOR):
            return bundles.one(landlord=self.landlord, case=self.case.id, bundle=bundle)

    def made(self, row):
        found = blobs().read_range(landlord=self.landlord, case=self.case.id, name=row.blob)
        return b"".join(found)

    def known(self):
        with landlord_scope(OPERATOR):
            rows = (*files.addresses(landlord=self.landlord),
                    *bundles.addresses(landlord=self.landlord))  # fmt: skip
        return [(self.landlord, *address) for address in rows]


@pytest.fixture
def place(fresh_database, settings):
    settings.FILES = fresh_database.home / "files"


@pytest.fixture
def asked(place, make_case, staff):
    found = Asking(
        make_case(entries=[a_report(NOW - timedelta(days=2))]), staff("complaints handler")
    )
    found.filled()
    return found


def test_a_maker_that_is_killed_again_and_again_gives_the_same_bytes(asked, fresh_database):
    undisturbed = asked.ask()
    bundling.make_all(landlord=asked.landlord, now=NOW)
    bundle = asked.ask()

    told = (asked.landlord, NOW.isoformat(), KILLS, LONGEST)
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("bundlers.py"), *map(str, told)],
        env={**fresh_database.environment, "DJANGO_SETTINGS_MODULE": "putright.config.settings"},
        capture_output=True, text=True, check=False, timeout=500,
    )  # fmt: skip

    assert done.returncode == 0 and int(done.stdout), done.stderr
    first, last = asked.row(undisturbed), asked.row(bundle)
    assert (first.state, last.state) == ("ready", "ready")
    assert asked.made(first) == asked.made(last)
    left = blobs().orphans(known=asked.known())
    assert all(one.is_ours for one in left), left
    assert len(left) <= KILLS


def test_what_was_written_down_after_it_was_asked_for_is_not_in_it(asked):
    before = asked.ask()
    bundling.make_all(landlord=asked.landlord, now=NOW)
    after = asked.ask()
    add_entries(asked.case, a_note(NOW - timedelta(hours=1), "Sorrel."), now=NOW + timedelta(1))
    bundling.make_all(landlord=asked.landlord, now=NOW + timedelta(1))

    assert asked.row(before).sha256 == asked.row(after).sha256


@pytest.fixture
def small_disk(place, settings):
    """A disk for files of two megabytes."""
    root = settings.FILES
    root.mkdir(exist_ok=True)
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", str(root)],
            check=True, capture_output=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk: a full one is not tried")
    yield root
    subprocess.run(["umount", str(root)], check=True)


@pytest.mark.parametrize("room", ROOM)
def test_on_a_full_disk_it_says_so_keeps_nothing_and_the_next_goes_well(small_disk, asked, room):
    bundle = asked.ask()
    filler = small_disk / "filler"
    disk = os.statvfs(small_disk)
    filler.write_bytes(bytes(max(0, disk.f_bavail * disk.f_frsize - room)))
    before = sorted(path.name for path in small_disk.rglob("*"))

    bundling.make_all(landlord=asked.landlord, now=NOW)

    row = asked.row(bundle)
    assert row.state == "failed" and "not enough room on the disk" in row.fault and not row.blob
    assert sorted(path.name for path in small_disk.rglob("*")) == before
    assert add_entries(asked.case, a_note(NOW, "Still written down."))
    filler.unlink()
    again = asked.ask()
    bundling.make_all(landlord=asked.landlord, now=NOW)
    assert asked.row(again).state == "ready"


def test_one_that_nobody_wants_any_more_leaves_no_file(asked):
    bundle = asked.ask()
    with landlord_scope(OPERATOR):
        Bundle.objects.filter(id=bundle).update(state="asked")
    row = asked.row(bundle)
    with landlord_scope(OPERATOR):
        asking.forget(landlord=asked.landlord, row=row)
    bundling._make(asked.landlord, row, NOW)

    assert blobs().orphans(known=asked.known()) == []
