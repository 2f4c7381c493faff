"""A mailbox on a real server is read: each message is kept as it came, once, and is an item."""

import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from factories import mails
from factories.made import NOW
from mailrooms import Room

from putright.casework.operations import fetching
from putright.gateways import sealed
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import mailboxes


def test_messages_of_all_sorts_are_kept_byte_for_byte_and_are_items(room: Room):
    sent = list(mails.corpus(34))
    room.put(*sent)

    count = room.fetch()

    assert count == len(sent)
    assert [room.raw(each) for each in room.arrivals] == sent
    assert {each.state for each in room.arrivals} == {"understood"}
    assert len(room.items) == len(sent)
    assert room.unread() == []
    assert room.box.fault == ""
    assert room.box.worked_at == NOW


def test_mailbox_read_again_brings_nothing_twice(room: Room):
    room.put(*mails.corpus(5))
    room.fetch()

    assert room.fetch() == 0
    assert len(room.arrivals) == 5


def test_message_that_somebody_read_first_is_kept_all_the_same(room: Room):
    room.put(mails.packed(mails.plain()))
    with room.dovecot.signed_in(room.user) as client:
        client.add_flags([1], [b"\\Seen"])

    assert room.fetch() == 1


def test_old_mail_that_was_read_before_stays_where_it_is_and_unread_mail_comes(room: Room):
    old = NOW - timedelta(days=90)
    room.put(mails.packed(mails.plain(1)), mails.packed(mails.plain(2)), at=old)
    with room.dovecot.signed_in(room.user) as client:
        client.add_flags([1], [b"\\Seen"])

    room.fetch()

    assert [each.subject for each in room.items] == ["The noise again, 2"]


def test_mailbox_that_numbers_its_messages_anew_brings_nothing_twice(room: Room):
    room.put(*mails.corpus(6))
    room.fetch()
    before = room.box.uidvalidity

    room.dovecot.number_anew(room.user)
    room.put(mails.packed(mails.plain(77)))
    room.fetch()

    assert room.box.uidvalidity != before
    assert len(room.items) == 7
    assert sorted(each.state for each in room.arrivals) == ["twice"] * 6 + ["understood"] * 7


def test_message_delivered_twice_is_one_item_and_both_are_kept(room: Room):
    raw = mails.packed(mails.plain())
    room.put(raw, b"Received: from a.example by b.example; Tue, 14 Apr 2026 09:00\r\n" + raw)

    room.fetch()

    assert sorted(each.state for each in room.arrivals) == ["twice", "understood"]
    assert len({each.item for each in room.arrivals}) == 1
    assert len(room.items) == 1


def test_same_id_with_other_words_or_another_head_is_another_message(room: Room):
    other_words = mails.plain()
    other_words.set_content("Something quite different.")
    other_subject = mails.plain(Subject="Help, now")
    room.put(*map(mails.packed, (mails.plain(), other_words, other_subject)))

    room.fetch()

    assert len(room.items) == 3


def test_hostile_messages_are_items_with_the_message_to_download_and_the_good_one_comes(
    room: Room,
):
    room.put(mails.deep(), mails.wide(), mails.packed(mails.plain()))

    room.fetch()

    told = {each.subject: each for each in room.items}
    assert [told["Deep"].kind, told["Wide"].kind] == ["unreadable", "unreadable"]
    assert told["The noise again, 0"].kind == "message"
    assert [room.raw(each) for each in room.arrivals][:2] == [mails.deep(), mails.wide()]


def test_wrong_password_says_so_in_the_servers_words_and_not_the_password(room: Room):
    with landlord_scope(room.landlord):
        mailboxes.Mailbox.objects.update(secret=sealed.seal("not-the-password"))

    room.fetch()

    assert "uthentication" in room.box.fault
    assert "not-the-password" not in room.box.fault
    assert room.box.worked_at is None


def test_mailbox_that_is_not_there_holds_up_no_other(room: Room, team):
    room.put(mails.packed(mails.plain()))
    gone = mailboxes.Told(
        name="A gone one", address="gone@alder.example", way="imap", team=team.id,
        host="127.0.0.1", port=1, safety="none", user="x",
    )  # fmt: skip
    with landlord_scope(room.landlord):
        mailboxes.add(landlord=room.landlord, told=gone, sealed=sealed.seal("x"), now=NOW)

    fetching.fetch_all(room.landlord, NOW)

    assert len(room.arrivals) == 1
    with landlord_scope(room.landlord):
        faults = {one.name: one.fault for one in mailboxes.every(landlord=room.landlord)}
    assert "refused" in faults["A gone one"]
    assert faults["Complaints"] == ""


@pytest.fixture
def hung(room: Room):
    """A server that lets everybody in and says nothing; which lines are open to it."""
    lines: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        told = mailboxes.Told(
            name="A hung one", address="hung@alder.example", way="imap", team=room.box.team,
            host="127.0.0.1", port=server.getsockname()[1], safety="none", user="x",
        )  # fmt: skip
        with landlord_scope(room.landlord):
            mailboxes.add(landlord=room.landlord, told=told, sealed=sealed.seal("x"), now=NOW)
        threading.Thread(target=let_in, args=(server, lines), daemon=True).start()
        yield lines
        server.shutdown(socket.SHUT_RDWR)
    for line in lines:
        line.close()
    fetching.wait(20)


def let_in(server: socket.socket, lines: list[socket.socket]) -> None:
    with suppress(OSError):
        while True:
            lines.append(server.accept()[0])


def test_mailbox_whose_server_hangs_costs_the_others_nothing(room: Room, hung, monkeypatch):
    monkeypatch.setattr(fetching, "WAIT", 0.5)
    for number in range(1, 4):
        room.put(mails.packed(mails.plain(number)))
        begun = time.monotonic()
        fetching.fetch_all(room.landlord, NOW)
        assert time.monotonic() - begun < 2
        until = time.monotonic() + 10
        while len(room.arrivals) < number and time.monotonic() < until:
            time.sleep(0.02)

        assert len(room.arrivals) == number

    assert len(hung) == 1


def test_password_never_goes_to_another_machine_in_plain_text(room: Room):
    with landlord_scope(room.landlord):
        mailboxes.Mailbox.objects.update(host="mail.alder.example")

    room.fetch()

    assert "plain text" in room.box.fault


def test_full_disk_leaves_the_message_unread_and_says_why(room: Room, monkeypatch):
    room.put(mails.packed(mails.plain()))
    monkeypatch.setattr("putright.gateways.blobs.BlobStore.is_full", lambda store: True)

    room.fetch()

    assert "room" in room.box.fault
    assert (room.arrivals, room.unread()) == ([], [1])
    monkeypatch.undo()
    assert room.fetch() == 1


def test_message_that_waited_while_nobody_could_fetch_came_when_its_server_had_it(room: Room):
    had = NOW + timedelta(hours=5)
    room.put(mails.packed(mails.plain()), at=had)

    room.fetch(NOW + timedelta(days=3))

    assert room.items[0].came_at == had
    assert room.arrivals[0].came_at == NOW + timedelta(days=3)
