"""The mail step of P2: mailboxes are added, their passwords sealed; tried; and switched off."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from putright.casework.actions import mailboxes as actions
from putright.casework.mail_advice import OTHERWISE, what_to_try
from putright.casework.queries import mail_health, set_up
from putright.gateways import sealed
from putright.stores.accounts.models import SecurityEvent
from putright.stores.post import items, mailboxes
from putright.stores.post.models import Mailbox, Post

pytestmark = pytest.mark.django_db
SECRET = "correct horse battery"


@pytest.fixture
def administrator(client, signed_in, clock_at, now):
    clock_at(now)
    return signed_in(client, "administrator")


@pytest.fixture
def fields(team):
    return {
        "name": "Homes", "address": "homes@fennel.example", "team": str(team.id), "way": "imap",
        "host": "imap.fennel.example", "port": "993", "safety": "tls", "user": "homes",
        "password": SECRET, "folder": "INBOX",
    }  # fmt: skip


@pytest.fixture
def box(administrator, fields):
    administrator.post("/set-up/mailboxes/add", fields)
    return Mailbox.objects.get()


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def arrives(landlord, team, message_id, mailbox, now):
    item = items.NewItem(
        door="mailbox", came_at=now, team=team.id, message_id=message_id, mailbox=mailbox
    )
    items.make(landlord=landlord.id, item=item)


def test_a_mailbox_is_added_and_its_password_is_sealed(administrator, box, landlord):
    kept = mailboxes.secret(landlord=landlord.id, mailbox=box.id)

    assert SECRET.encode() not in kept
    assert sealed.opened(kept) == SECRET
    for page in ("", "/change"):
        shown = text(administrator.get(f"/set-up/mailboxes/{box.id}{page}"))
        assert "homes@fennel.example" in shown and SECRET not in shown
    assert SECRET not in str(list(SecurityEvent.objects.values_list("detail", flat=True)))


def test_a_password_sealed_with_another_key_does_not_open(landlord, box, settings):
    kept = mailboxes.secret(landlord=landlord.id, mailbox=box.id)
    sealed.use_keys([b"A" * 43 + b"="])
    try:
        with pytest.raises(sealed.CannotOpen):
            sealed.opened(kept)
    finally:
        sealed.use_keys(settings.POST_KEYS)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": ""}, "Password: Fill this in"),
        ({"host": ""}, "Server: Fill this in"),
        ({"safety": "none"}, "the password could be read on its way"),
        ({"team": ""}, "Choose an answer"),
        ({"port": "many"}, "Write a number such as 993"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(administrator, fields, changes, words):
    assert words in text(administrator.post("/set-up/mailboxes/add", fields | changes))
    assert not Mailbox.objects.exists()


def test_an_address_can_be_read_once(administrator, box, fields):
    again = administrator.post(
        "/set-up/mailboxes/add", fields | {"address": "Homes@Fennel.example"}
    )

    assert "There is another mailbox of that address" in text(again)


def test_a_password_stays_unless_it_would_go_to_another_server(
    administrator, box, fields, landlord
):
    path = f"/set-up/mailboxes/{box.id}/change"
    moved = administrator.post(path, fields | {"password": "", "host": "imap.thief.example"})
    assert "Type the password again" in text(moved)

    administrator.post(path, fields | {"password": "", "name": "Post"})
    box.refresh_from_db()
    assert box.name == "Post"
    assert sealed.opened(mailboxes.secret(landlord=landlord.id, mailbox=box.id)) == SECRET


def test_another_place_is_read_from_its_first_message(administrator, box, fields, landlord, now):
    mailboxes.reached(landlord=landlord.id, mailbox=box.id, numbering=7, uid=99)
    administrator.post(f"/set-up/mailboxes/{box.id}/change", fields | {"folder": "Post"})

    box.refresh_from_db()
    assert (box.uidvalidity, box.uid) == (None, 0)


def test_a_test_message_is_sent_and_shown_once_it_came_in(administrator, box, landlord, team, now):
    page = f"/set-up/mailboxes/{box.id}"
    assert "Both are shown here" in text(administrator.get(page))
    administrator.post(f"{page}/try")
    assert "Waiting to be sent" in text(administrator.get(page))

    post = Post.objects.get()
    assert post.to == ["homes@fennel.example"]
    Post.objects.update(state="accepted", accepted_at=now, accepted_as="250 taken as 4711")
    shown = text(administrator.get(page))
    assert "250 taken as 4711" in shown and "Not come in yet" in shown

    other = Mailbox.objects.create(
        landlord=landlord, name="Repairs", address="repairs@fennel.example", way="forwarded",
        team=team, since=now,
    )  # fmt: skip
    arrives(landlord, team, post.message_id, other.id, now)
    shown = text(administrator.get(page))
    assert "It came in by the mailbox “Repairs”" in shown and "comes in." not in shown

    arrives(landlord, team, post.message_id, box.id, now)
    shown = text(administrator.get(page))
    assert "Post goes out and comes in." in shown


def test_what_the_servers_say_is_shown_with_what_to_try(administrator, box, landlord, now):
    administrator.post(f"/set-up/mailboxes/{box.id}/try")
    Post.objects.update(state="refused", fault="550 5.7.1 <relay> not permitted")
    mailboxes.failed(
        landlord=landlord.id, mailbox=box.id, fault="[AUTHENTICATIONFAILED] No.", now=now
    )

    shown = text(administrator.get(f"/set-up/mailboxes/{box.id}"))
    assert "550 5.7.1 &lt;relay&gt; not permitted" in shown
    assert "does not let this service send" in shown
    assert "[AUTHENTICATIONFAILED] No." in shown and "app password" in shown


@pytest.mark.parametrize(
    ("said", "like"),
    [
        ("[Errno -2] Name or service not known", "no server of that name"),
        ("[Errno 111] Connection refused", "Nothing answers"),
        ("certificate verify failed: Hostname mismatch", "certificate"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number", "port 143 with STARTTLS"),
        ("timed out", "firewall"),
        ("[NONEXISTENT] Unknown Mailbox", "INBOX"),
        ("NO [AUTHENTICATIONFAILED] Authentication failed.", "password"),
        ("computer says no", OTHERWISE),
    ],
)
def test_each_way_of_failing_has_advice(said, like):
    assert like in what_to_try(said)
    assert what_to_try("") == ""


def test_a_mailbox_is_in_trouble_after_a_quarter_of_an_hour(box, landlord, now):
    def names(minutes):
        at = now + timedelta(minutes=minutes)
        return [each.name for each in mail_health.troubled(landlord.id, at)]

    assert (names(15), names(16)) == ([], ["Homes"])
    mailboxes.worked(landlord=landlord.id, mailbox=box.id, now=now + timedelta(minutes=10))
    assert (names(25), names(26)) == ([], ["Homes"])
    mailboxes.switch(landlord=landlord.id, mailbox=box.id, on=False, now=now)
    assert names(600) == []


def test_a_mailbox_switched_on_again_has_its_quarter_of_an_hour(box, landlord, now):
    later = now + timedelta(days=3)
    for on in (False, True):
        mailboxes.switch(landlord=landlord.id, mailbox=box.id, on=on, now=later)

    assert mail_health.troubled(landlord.id, later + timedelta(minutes=14)) == ()


def test_the_step_is_done_once_each_mailbox_was_tried(
    administrator, box, landlord, team, staff, actor_of, now
):
    def step():
        return set_up.overview(actor_of("administrator"), now=now).step("mailboxes")

    assert step().state == "problem", "nobody is in the team"
    staff("officer")
    assert step().state == "in progress"
    administrator.post(f"/set-up/mailboxes/{box.id}/try")
    arrives(landlord, team, Post.objects.get().message_id, box.id, now)
    assert step().state == "done"
    mailboxes.failed(landlord=landlord.id, mailbox=box.id, fault="timed out", now=now)
    assert step().state == "problem"
    assert "Homes: timed out" in step().missing


def test_there_is_no_saying_none_while_one_is_read(administrator, box):
    assert administrator.post("/set-up/mailboxes/none").status_code == 403


def test_a_mailbox_of_another_landlord_is_not_there(administrator, box, other_landlord):
    from factories import made

    theirs = Mailbox.objects.create(
        landlord=other_landlord, name="Theirs", address="post@other.example", way="forwarded",
        team=made.make_team(other_landlord), since=box.since,
    )  # fmt: skip
    for ending in ("", "/change"):
        assert administrator.get(f"/set-up/mailboxes/{theirs.id}{ending}").status_code == 404
    for ending in ("/try", "/switch"):
        assert administrator.post(f"/set-up/mailboxes/{theirs.id}{ending}").status_code == 404


@pytest.mark.parametrize("role", ["team leader", "auditor", "head of service"])
def test_only_administrators_set_mailboxes_up(role, client: Client, signed_in, box):
    visitor = signed_in(Client(), role)

    assert visitor.get("/set-up/mailboxes").status_code == 403
    assert visitor.post(f"/set-up/mailboxes/{box.id}/switch", {"on": "no"}).status_code == 403
    assert Mailbox.objects.get().is_active


def test_warnings_come_a_month_before_something_runs_out(box, landlord, now):
    mailboxes.certified(landlord=landlord.id, mailbox=box.id, until=now + timedelta(days=29))
    Mailbox.objects.update(secret_at=now - timedelta(days=340))

    found = dict(mail_health.lines(landlord.id, now)[0].warnings)
    assert set(found) == {"certificate", "password"}


def test_whoever_may_not_cannot_try_by_the_action_either(actor_of, box, now):
    from putright.casework.refused import Refused

    told = SimpleNamespace()
    with pytest.raises(Refused):
        actions.add(actor=actor_of("officer"), told=told, password="", now=now)
