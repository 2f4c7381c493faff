"""What goes out is queued with its entry, sent by a real server, and told for what it is."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from casework.writing import PLAIN, begun, kept_of, send
from factories import made, mail_server
from factories.mail_server import Letterbox

from putright.casework.actions import erasure, outbox, outgoing_sending
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.outbox import Receipt, StaffMail
from putright.casework.actor import system
from putright.casework.operations import outbox as running
from putright.casework.queries import cases
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge
from putright.core.events.person import Way
from putright.gateways import clock
from putright.gateways.sending import Fate, Going, Outcome, Taken
from putright.stores.post import outbox as rows
from putright.stores.post.models import Post
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
HANA = "hana@mail.example"


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any, clock_at: Any, now: datetime) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"
    settings.SENDING = {**settings.SENDING, "drop": str(tmp_path / "outbox")}
    settings.MAIL_FROM = "post@alder.example"


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def served(letterbox: Letterbox, settings: Any) -> Iterator[Any]:
    """A mail server that this installation is told of."""
    made_ = mail_server.serve(letterbox)
    settings.SENDING = {
        **settings.SENDING, "smtp_host": mail_server.HOST, "smtp_port": str(made_.port),
        "smtp_safety": "none",
    }  # fmt: skip
    yield made_
    made_.stop()


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    person = made.make_person(landlord, "Hana Quill", email=HANA, ways={"email": Way(says="ok")})
    pledge = Pledge(id="p-2", what="Write to you about the gate", due=now.date())
    return make_case(person=person, entries=[made.a_note(now, promises=(pledge,))])


def by_email(actor: Any, case: Case, now: datetime, **told: Any) -> Any:
    keeps = Entry(id="", does=("contact.made", "letter.sent"), keeps=("p-2",))
    letter = begun(actor, case, now, entries=[keeps], **told)
    return send(actor, case, letter, now, way="email")


def owed(actor: Any, case: Case, now: datetime) -> bool:
    return "p-2" in [each.pledge for each in open_for(actor, case.id, now=now).owed]


def test_queued_letter_shows_nothing_and_its_promise_stays_open(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")

    by_email(actor, case, now)

    opened = open_for(actor, case.id, now=now)
    item = opened.run.timeline.items[-1]
    assert (item.state, item.entry.evidence, owed(actor, case, now)) == ("claimed", (), True)
    page = read.page(actor, case.id, now=now)
    assert [each.evidence for each in page.queued] == ["claimed"] and not page.sent
    assert "it is not sent" in page.queued[0].delivery
    post = rows.of_case(landlord=case.landlord_id, case=case.id)[0]
    assert (post.state, post.to, post.entries) == ("queued", (HANA,), (item.id,))


def test_letter_that_a_server_took_is_shown_by_that_and_keeps_its_promise(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    actor = actor_of("officer")
    by_email(actor, case, now)

    assert running.send_all(landlord=case.landlord_id) == 1

    assert not owed(actor, case, now)
    page = read.page(actor, case.id, now=now)
    assert [each.evidence for each in page.sent] == ["evidenced"] and not page.queued
    assert "A server took it" in page.sent[0].delivery and page.sent[0].files
    first, second = (one.entry for one in kept_of(case)[-2:])
    assert (second.corrects, second.does, second.keeps) == (first.id, first.does, first.keeps)
    assert running.send_all(landlord=case.landlord_id) == 0 and len(letterbox.mails) == 1


def test_mail_says_nothing_of_what_it_is_about_before_it_is_opened(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    by_email(actor_of("officer"), case, now)
    running.send_all(landlord=case.landlord_id)

    mail = letterbox.mails[0]
    body = mail.get_body()
    assert body is not None
    seen = f"{mail['Subject']} {mail['From']} {body.get_content()}".lower()
    for word in (case.reference.lower(), "hana", "asb", "thank you for what you told us", "gate"):
        assert word not in seen
    assert mail["Auto-Submitted"] is None
    token = str(mail["Subject"]).rpartition("[")[2].rstrip("]")
    found = rows.of_token(landlord=case.landlord_id, token=token)
    assert found is not None and found.case_id == case.id
    assert rows.of_message(landlord=case.landlord_id, message_id=str(mail["Message-ID"])) == found


def test_words_stand_in_the_message_where_that_was_chosen(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    actor = actor_of("officer")
    send(actor, case, begun(actor, case, now), now, way="email", in_message=True)
    running.send_all(landlord=case.landlord_id)

    mail = letterbox.mails[0]
    assert not [*mail.iter_attachments()] and "Thank you for what you told us" in mail.get_content()
    assert mail.get_content().startswith("Hello\r\n")


@pytest.mark.parametrize("has_gone", [True, False], ids=["bounced", "refused"])
def test_letter_that_nobody_got_is_owed_again_and_the_page_says_why(
    has_gone: bool, actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    actor = actor_of("officer")
    letterbox.at_rcpt = [] if has_gone else ["550 nobody of that name"]
    by_email(actor, case, now)
    running.send_all(landlord=case.landlord_id)
    post = rows.of_case(landlord=case.landlord_id, case=case.id)[0]
    if has_gone:
        told: dict[str, Any] = {"landlord": case.landlord_id, "post": post.id, "now": now}
        assert outbox.bounced(says="550 nobody of that name", **told)
        assert not outbox.bounced(says="again", **told)

    assert owed(actor, case, now)
    page = read.page(actor, case.id, now=now)
    assert not page.sent and not page.queued
    assert "nobody of that name" in page.returned[0].text
    assert kept_of(case)[-1].entry.does == ("letter.returned",)


def test_server_that_is_busy_or_gone_keeps_it_waiting_and_it_goes_later_the_same(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    letterbox.at_data = ["451 busy", "die"]
    by_email(actor_of("officer"), case, now)
    landlord = case.landlord_id
    waits = []
    for _each in range(2):
        assert running.send_all(landlord=landlord) == 0
        post = rows.of_case(landlord=landlord, case=case.id)[0]
        waits.append(post.next_try_at - clock.machine())
        assert running.send_all(landlord=landlord) == 0 and post.fault
        rows.again(landlord=landlord, post=post.id, machine=clock.machine())

    assert running.send_all(landlord=landlord) == 1

    assert timedelta(0) < waits[0] < waits[1]
    post = rows.of_case(landlord=landlord, case=case.id)[0]
    assert (post.state, post.tries, letterbox.ids) == ("accepted", 2, [post.message_id])


def test_server_that_takes_it_and_dies_before_it_says_so_gets_the_same_message_again(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    actor = actor_of("officer")
    letterbox.at_data = ["take and die"]
    by_email(actor, case, now)
    landlord = case.landlord_id

    assert running.send_all(landlord=landlord) == 0 and owed(actor, case, now)
    post = rows.of_case(landlord=landlord, case=case.id)[0]
    rows.again(landlord=landlord, post=post.id, machine=clock.machine())
    assert running.send_all(landlord=landlord) == 1

    assert len(letterbox.ids) == 2 and len(set(letterbox.ids)) == 1
    assert not owed(actor, case, now)


class Service:
    """A carrier of texts that takes everything and later says that it failed."""

    def send(self, going: Going) -> Outcome:
        return Taken(f"n-{going.key}")

    def fate(self, as_: str) -> Fate:
        return Fate(failed="permanent-failure")


def test_text_that_a_service_could_not_bring_is_marked_as_come_back(
    landlord: Any, now: datetime
) -> None:
    told = Receipt(item=uuid4(), way="text", to="07700 900123")
    outbox.queue(landlord=landlord.id, mail=told, now=now)
    by = {"text": Service()}

    running.send_all(landlord=landlord.id, by=by)
    running.ask_all(landlord=landlord.id, by=by)

    row = rows.of_item(landlord=landlord.id, item=told.item)[0]
    assert (row.state, row.fault) == ("bounced", "permanent-failure")


def test_what_no_server_took_for_three_days_is_refused_and_owed(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    actor = actor_of("officer")
    letterbox.at_data = ["451 busy"]
    by_email(actor, case, now)
    Post.objects.update(queued_at=clock.now() - timedelta(days=4))

    running.send_all(landlord=case.landlord_id)

    post = rows.of_case(landlord=case.landlord_id, case=case.id)[0]
    assert post.state == "refused" and owed(actor, case, now)


def test_without_a_server_it_lies_in_the_folder_and_the_page_says_that_it_is_not_sent(
    actor_of: Any, case: Case, now: datetime, tmp_path: Any
) -> None:
    actor = actor_of("officer")
    by_email(actor, case, now)

    running.send_all(landlord=case.landlord_id)

    assert len([*(tmp_path / "outbox").rglob("message.eml")]) == 1
    page = read.page(actor, case.id, now=now)
    assert "No mail server is set up" in page.queued[0].delivery
    assert owed(actor, case, now) and not page.sent


def test_way_that_is_not_safe_is_refused_and_nothing_is_kept(
    actor_of: Any, landlord: Any, make_case: Any, now: datetime
) -> None:
    person = made.make_person(landlord, email=HANA, ways={"email": Way(says="not ok")})
    case = make_case(person=person, entries=[made.a_note(now)])
    actor = actor_of("officer")
    letter = begun(actor, case, now)
    before = len(kept_of(case))

    with pytest.raises(NotRight):
        send(actor, case, letter, now, way="email")

    # the same mailbox is another person's in another case: they share it, and one of them fears it
    other = make_case(
        person=made.make_person(landlord, email=HANA.upper()), entries=[made.a_note(now)]
    )
    with pytest.raises(Refused):
        by_email(actor, other, now)
    assert len(kept_of(case)) == before and not Post.objects.exists()


def test_letter_that_goes_from_here_goes_now(actor_of: Any, case: Case, now: datetime) -> None:
    actor = actor_of("officer")
    yesterday = When(on=now.date() - timedelta(days=1))

    with pytest.raises(NotRight, match="from here"):
        send(actor, case, begun(actor, case, now), now, way="email", when=yesterday)


def test_letter_that_came_back_by_hand_does_not_go_any_more(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    number = by_email(actor, case, now).numbers[0]
    sent = Sent(near=cases.near_to(actor, case.id, now=now), form=uuid4())
    when = When(on=now.date(), at=now)

    outgoing_sending.came_back(
        actor=actor, sent=sent, number=number, how="Wrong address", when=when, now=now
    )

    assert Post.objects.get().state == "withdrawn"
    assert running.send_all(landlord=case.landlord_id) == 0


@pytest.mark.parametrize("says", ["not ok", "only when"])
def test_receipt_never_goes_by_a_way_that_is_not_always_safe(
    says: Any, landlord: Any, now: datetime
) -> None:
    made.make_person(
        landlord, email=HANA, phone="07700 900 123",
        ways={"email": Way(says=says, when="mornings"), "text": Way(says=says, when="mornings")},
    )  # fmt: skip
    for way, to in (("email", "Hana@Mail.Example"), ("text", "+44 7700 900123")):
        with pytest.raises(Refused):
            outbox.queue(landlord=landlord.id, now=now, mail=Receipt(item=uuid4(), way=way, to=to))


def test_receipt_is_neutral_answers_no_machine_and_never_floods(
    landlord: Any, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    told = Receipt(item=uuid4(), to=HANA, reference="AL-7", answers="<x@mail.example>")
    for _each in range(outbox.MOST_RECEIPTS):
        outbox.queue(landlord=landlord.id, mail=told, now=now)
    with pytest.raises(Refused):
        outbox.queue(landlord=landlord.id, mail=told, now=now)

    running.send_all(landlord=landlord.id)

    mail = letterbox.mails[0]
    assert (mail["Auto-Submitted"], mail["In-Reply-To"]) == ("auto-replied", "<x@mail.example>")
    assert "AL-7" in mail.get_content() and "AL-7" not in mail["Subject"]
    assert len(set(letterbox.ids)) == len(letterbox.mails) == outbox.MOST_RECEIPTS


def test_text_holds_no_reference(landlord: Any, now: datetime, tmp_path: Any) -> None:
    told = Receipt(item=uuid4(), way="text", to="07700 900123", reference="AL-7")
    outbox.queue(landlord=landlord.id, mail=told, now=now)

    running.send_all(landlord=landlord.id)

    dropped = [*(tmp_path / "outbox" / "text").rglob("message.json")]
    assert len(dropped) == 1 and "AL-7" not in dropped[0].read_text()


def test_mail_to_a_colleague_goes_to_the_work_address_and_to_no_leaver(
    staff: Any, now: datetime, letterbox: Letterbox, served: Any
) -> None:
    user = staff("officer")
    mail = StaffMail(user=user.id, subject="Promises\r\nBcc: x@evil.example", body="Three are due.")
    outbox.queue(landlord=user.landlord_id, mail=mail, now=now)
    running.send_all(landlord=user.landlord_id)
    user.is_active = False
    user.save()

    assert letterbox.envelopes[0][1] == [user.email] and letterbox.mails[0]["Bcc"] is None
    with pytest.raises(Refused):
        outbox.queue(landlord=user.landlord_id, mail=mail, now=now)


def test_one_that_cannot_be_made_ready_keeps_nothing_else_back(
    actor_of: Any, case: Case, now: datetime, letterbox: Letterbox, served: Any, tmp_path: Any
) -> None:
    actor = actor_of("officer")
    by_email(actor, case, now)
    for file in [*(tmp_path / "files").rglob("*")]:
        if file.is_file():
            file.unlink()
    outbox.queue(landlord=case.landlord_id, mail=Receipt(item=uuid4(), to=HANA), now=now)

    running.send_all(landlord=case.landlord_id)

    states = {row.purpose: row.state for row in Post.objects.all()}
    assert states == {"letter": "refused", "receipt": "accepted"} and owed(actor, case, now)
    assert PLAIN.split()[0] not in letterbox.mails[0].get_content()


@pytest.mark.parametrize("of", ["entries", "person"])
def test_what_is_erased_does_not_go_and_leaves_no_address(
    of: str, actor_of: Any, case: Case, now: datetime, tmp_path: Any
) -> None:
    by_email(actor_of("officer"), case, now)
    actor, under = system(case.landlord_id), Rule(rule="r1", why="asked for")
    near = cases.near_to(actor, case.id, now=now)
    person = case.parties.exclude(person=None).get().person_id
    outbox.queue(landlord=case.landlord_id, mail=Receipt(item=uuid4(), to=HANA), now=now)

    if of == "entries":
        key = kept_of(case)[-1].entry.id
        erasure.erase_entries(actor=actor, near=near, keys=[key], under=under, now=now)
    else:
        erasure.erase_person(actor=actor, person=person, under=under, now=now)
    running.send_all(landlord=case.landlord_id)

    letter = Post.objects.get(purpose="letter")
    assert (letter.state, letter.to, letter.files, letter.body) == ("withdrawn", [], [], "")
    if of == "person":
        assert not [*(tmp_path / "outbox").rglob("*.eml")]
        assert HANA not in str(list(Post.objects.values()))
