"""Mail that a landlord's server hands on is taken for known addresses, and yes means kept."""

import smtplib
import ssl
import threading

import pytest
from factories import mails
from factories.dovecot import free_ports
from factories.made import NOW, make_landlord, make_team, make_user
from factories.mail_server import certificate, context_of

from putright.casework.actions.understanding import understand_waiting
from putright.casework.operations import listening
from putright.gateways.blobs import DiskFull
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes
from putright.stores.post.models import Arrival, Item

RAW = mails.photo(1, 5000)
FROM = "forwarder@alder.example"


@pytest.fixture
def box(fresh_database, landlord, team):
    """A mailbox whose mail is forwarded here."""
    return make_box(landlord, team)


@landlord_scope(OPERATOR)
def make_box(landlord, team, address=mails.BOX, way="forwarded"):
    told = mailboxes.Told(name="Complaints", address=address, way=way, team=team.id)
    return mailboxes.add(landlord=landlord.id, told=told, sealed=b"", now=NOW)


@pytest.fixture(params=["smtp", "lmtp"])
def door(request, box, clock_at):
    """The listener, and how to connect to it."""
    clock_at(NOW)
    [port], is_lmtp = free_ports(1), request.param == "lmtp"
    made = listening.listener(host="127.0.0.1", port=port, lmtp=is_lmtp)
    made.start()
    connect = smtplib.LMTP if is_lmtp else smtplib.SMTP
    yield lambda: connect("127.0.0.1", port, timeout=20)
    made.stop()


def arrivals():
    with landlord_scope(OPERATOR):
        return list(Arrival.objects.order_by("came_at", "id"))


def test_message_for_a_known_address_is_kept_as_it_came_and_is_an_item(door, landlord, box):
    with door() as line:
        line.sendmail(FROM, [mails.BOX.upper()], RAW)

    [kept] = arrivals()
    assert (kept.door, kept.mailbox_id, kept.size) == ("forwarded", box, len(RAW))
    assert kept.envelope == {"from": FROM, "to": [mails.BOX.upper()]}
    understand_waiting(landlord.id, NOW)
    with landlord_scope(OPERATOR):
        assert Item.objects.get().subject == "The door"
        assert mailboxes.one(landlord=landlord.id, mailbox=box).worked_at == NOW


def test_message_for_anybody_else_is_refused_and_nothing_is_kept(door, landlord, team):
    make_box(landlord, team, "read@alder.example", "imap")
    for stranger in ("somebody@else.example", "read@alder.example"):
        with door() as line, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            line.sendmail(FROM, [stranger], RAW)
        assert refused.value.recipients[stranger][0] == 550

    assert arrivals() == []


def test_message_to_an_officers_own_address_is_for_that_officer(door, landlord, team):
    officer = make_user(landlord, "officer", team=team)

    with door() as line:
        line.sendmail(FROM, [officer.email], RAW)
    understand_waiting(landlord.id, NOW)

    with landlord_scope(OPERATOR):
        assert Item.objects.get().officer_id == officer.id


@pytest.mark.parametrize("door", ["smtp"], indirect=True)
def test_one_message_for_two_landlords_is_kept_for_each_apart(door, landlord):
    other = make_landlord()
    make_box(other, make_team(other), "asb@birch.example")

    with door() as line:
        line.sendmail(FROM, [mails.BOX, "asb@birch.example"], RAW)

    told = {each.landlord_id: each.envelope["to"] for each in arrivals()}
    assert told == {landlord.id: [mails.BOX], other.id: ["asb@birch.example"]}


@pytest.mark.parametrize(("fault", "code"), [(DiskFull(), 452), (OSError("gone"), 451)])
def test_what_cannot_be_kept_is_to_be_sent_again(door, monkeypatch, fault, code):
    def fails(**told):
        raise fault

    monkeypatch.setattr(listening, "keep_arrival", fails)
    with door() as line, pytest.raises(smtplib.SMTPResponseException) as refused:
        line.ehlo_or_helo_if_needed()
        line.mail(FROM)
        line.rcpt(mails.BOX)
        answer = line.data(RAW)
        raise smtplib.SMTPResponseException(*answer)
    assert refused.value.smtp_code == code
    assert arrivals() == []


def test_sender_who_never_heard_the_yes_sends_again_and_there_is_one_item(door, landlord):
    for _each in range(2):
        with door() as line:
            line.sendmail(FROM, [mails.BOX], RAW)
    understand_waiting(landlord.id, NOW)

    assert sorted(each.state for each in arrivals()) == ["twice", "understood"]
    with landlord_scope(OPERATOR):
        assert Item.objects.count() == 1


@pytest.mark.parametrize("door", ["lmtp"], indirect=True)
def test_lmtp_answers_for_each_address_that_was_named(door, landlord, team):
    make_box(landlord, team, "asb@alder.example")

    with door() as line:
        line.ehlo_or_helo_if_needed()
        line.mail(FROM)
        for address in (mails.BOX, "asb@alder.example"):
            line.rcpt(address)
        answers = [line.data(RAW)[0], line.getreply()[0], line.noop()[0]]

    assert answers == [250, 250, 250]
    assert len(arrivals()) == 1


def test_many_senders_at_once_are_all_kept(door):
    def send(number):
        with door() as line:
            line.sendmail(FROM, [mails.BOX], mails.packed(mails.plain(number)))

    senders = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for each in senders:
        each.start()
    for each in senders:
        each.join()

    assert len(arrivals()) == 8


def test_sender_must_use_tls_where_a_certificate_is_shown(box, clock_at, tmp_path):
    clock_at(NOW)
    public, private = certificate(tmp_path)
    [port] = free_ports(1)
    made = listening.listener(
        host="127.0.0.1", port=port, tls=context_of(public, private)
    )  # fmt: skip
    made.start()
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as line:
            line.ehlo()
            assert line.mail(FROM)[0] == 530
            line.starttls(context=ssl.create_default_context(cafile=str(public)))
            line.sendmail(FROM, [mails.BOX], RAW)
    finally:
        made.stop()

    assert len(arrivals()) == 1
