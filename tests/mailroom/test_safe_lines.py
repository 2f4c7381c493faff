"""A server that cannot show whose it is gets no password; one whose certificate holds is read."""

import pytest
from factories import mails
from factories.dovecot import ABSENT, PROGRAM, running
from factories.made import NOW
from factories.mail_server import certificate
from mailrooms import Room, make_room

from putright.stores.accounts.scope import landlord_scope
from putright.stores.post.mailboxes import Mailbox


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A certificate that nobody else signed."""
    return certificate(tmp_path_factory.mktemp("shown"))


@pytest.fixture(scope="module")
def safe_server(shown):
    if not PROGRAM:
        pytest.skip(ABSENT)
    public, private = shown
    both = public.with_name("both.pem")
    both.write_bytes(public.read_bytes() + private.read_bytes())
    with running(both) as made:
        yield made


@pytest.fixture(params=["tls", "starttls"])
def room(request, fresh_database, safe_server, landlord, team) -> Room:
    made = make_room(safe_server, landlord, team)
    port = safe_server.imaps if request.param == "tls" else safe_server.imap
    with landlord_scope(landlord.id):
        Mailbox.objects.update(safety=request.param, port=port)
    return made


def test_server_whose_certificate_nobody_vouches_for_is_not_read_and_is_named(room: Room):
    room.put(mails.packed(mails.plain()))

    room.fetch()

    assert "certificate" in room.box.fault.lower()
    assert room.arrivals == []


def test_server_whose_certificate_holds_is_read_and_its_end_is_noted(
    room: Room, shown, monkeypatch
):
    room.put(mails.packed(mails.plain()))
    monkeypatch.setenv("SSL_CERT_FILE", str(shown[0]))

    room.fetch()

    assert len(room.items) == 1
    with landlord_scope(room.landlord):
        assert Mailbox.objects.get().certificate_until > NOW
