"""What came in is named to whoever looks after the files: none is a stray, none changes unseen."""

from datetime import timedelta

from factories import mails
from mailrooms import Room

from putright.casework.actions.files import blobs
from putright.casework.operations import chains
from putright.gateways import clock


def test_post_that_is_kept_is_no_stray(room: Room):
    room.put(mails.photo(1, 1000), mails.packed(mails.plain(2)))
    room.fetch()

    assert chains.strays(now=clock.machine() + timedelta(days=3)) == []


def test_message_changed_or_gone_on_the_disk_is_found_by_verify(room: Room):
    room.put(mails.photo(1, 1000), mails.packed(mails.plain(2)))
    room.fetch()
    changed, gone = room.arrivals

    folder = blobs().root / room.landlord.hex
    (folder / changed.id.hex / changed.blob).write_bytes(b"Something else")
    (folder / gone.id.hex / gone.blob).unlink()

    [found] = chains.verify_all()
    told = {one.name: one.what for one in found.found.broken}
    assert told == {
        f"post {changed.id}": "is not the one that was kept",
        f"post {gone.id}": "is not on the disk",
    }
