"""The mail step of the set-up against real servers: what is sent comes in, or they say why not."""

import pytest
from django.test import Client
from factories.dovecot import PASSWORD, a_user
from factories.mail_server import Letterbox, serve

from putright.casework import jobs as registry
from putright.casework.operations import jobs
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Item, Job, Mailbox, Post

WORKS = ("send", "fetch", "understand")


class HandsOn(Letterbox):
    """A mail server that lays whatever it takes into one mailbox."""

    def __init__(self, dovecot, user) -> None:
        super().__init__()
        self.dovecot, self.user = dovecot, user

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if answer.startswith("250"):
            self.dovecot.put(self.user, [envelope.content])
        return answer


@pytest.fixture
def user():
    return a_user()


@pytest.fixture
def server(dovecot, user, settings):
    handler = HandsOn(dovecot, user)
    running = serve(handler)
    settings.SENDING = settings.SENDING | {
        "smtp_host": "127.0.0.1", "smtp_port": str(running.port), "smtp_safety": "none",
    }  # fmt: skip
    yield handler
    running.stop()


@pytest.fixture
def administrator(fresh_database, signed_in, landlord, monkeypatch):
    found = {name: registry.routines()[name] for name in WORKS}
    monkeypatch.setattr(registry, "routines", lambda: found)
    return signed_in(Client(), "administrator")


@pytest.fixture
def add(administrator, dovecot, team, user):
    def added(**told):
        fields = {
            "name": "Homes", "address": "homes@alder.example", "team": str(team.id), "way": "imap",
            "host": "127.0.0.1", "port": str(dovecot.imap), "safety": "none", "user": user,
            "password": PASSWORD, "folder": "INBOX",
        }  # fmt: skip
        administrator.post("/set-up/mailboxes/add", fields | told)
        with landlord_scope(OPERATOR):
            return f"/set-up/mailboxes/{Mailbox.objects.get().id}"

    return added


def text(client, path):
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def run_jobs():
    for _each in WORKS:
        with landlord_scope(OPERATOR):
            Job.objects.update(due_at=clock.machine())
        jobs.run_due()


def test_a_test_message_goes_out_comes_in_and_ends_by_itself(add, administrator, server):
    path = add()
    administrator.post(f"{path}/try")
    run_jobs()

    shown = text(administrator, path)
    assert "250 taken as 7" in shown
    assert "Post goes out and comes in." in shown
    assert [str(each["To"]) for each in server.mails] == ["homes@alder.example"]
    with landlord_scope(OPERATOR):
        item, post = Item.objects.get(), Post.objects.get()
        assert (item.message_id, item.outcome) == (post.message_id, "machine")


def test_a_password_that_the_server_does_not_take_is_said_in_its_own_words(
    add, administrator, server
):
    path = add(password="a slip of the pen")
    administrator.post(f"{path}/try")
    run_jobs()

    shown = text(administrator, path)
    assert "The mailbox could not be read." in shown
    assert "AUTHENTICATIONFAILED" in shown
    assert "The server does not take this user name with this password." in shown
    assert "a slip of the pen" not in shown
    assert "AUTHENTICATIONFAILED" in text(administrator, "/health/")


def test_a_server_that_does_not_let_us_send_is_said_in_its_own_words(add, administrator, server):
    server.at_rcpt = ["550 5.7.1 Not allowed to send as this address"]
    path = add()
    administrator.post(f"{path}/try")
    run_jobs()

    shown = text(administrator, path)
    assert "It could not be sent." in shown
    assert "550 5.7.1 Not allowed to send as this address" in shown
    assert "does not let this service send under this address" in shown


def test_a_folder_that_is_not_there_is_said(add, administrator, server):
    path = add(folder="Nowhere")
    run_jobs()

    assert "Most servers call the first one INBOX" in text(administrator, path)
