"""Letters before they go: other cases' ids, other people's, and what the form may not say."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from casework.writing import agree, ask, begun, kept_of, row_of, send, write
from django.test import Client
from factories import made

from putright.casework.actions import outgoing, outgoing_translated
from putright.casework.actions.outgoing_translated import Translated
from putright.casework.queries import cases
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.casework.refused import NotRight, Refused
from putright.stores.people.writing import set_safe_address
from putright.stores.record.cases import NewParty
from putright.stores.record.models import Case, Outgoing

pytestmark = pytest.mark.django_db
PLANTED = "quillfeather"
ASIDE = f"Dear Alba\n\nWe are sorry about the {PLANTED}.\n"
ONE = ("", "send", "print", "word", "drop", "language")
POSTS = ("", "checks", "ask", "agree", "back", "send", "drop", "language", "language/leave-out")


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    return make_case(person=made.make_person(landlord, "Alba Fennimore"))


@pytest.fixture
def letter(case: Case, actor_of: Any, now: datetime) -> UUID:
    return begun(actor_of("officer"), case, now, body=ASIDE)


def told(version: int = 1) -> dict[str, str]:
    return {
        "version": str(version), "body": f"Dear Alba\n\n{PLANTED} anew", "words": "Not like this",
        "why": "Not wanted any more", "way": "post", "on": "14/4/2026", "is_sure": "on",
        "language": "pl", "made_how": "person", "made_by": "Ola", "title": "List", "seen": "99",
        "once": str(uuid4()), "do": "save",
    }  # fmt: skip


def all_answers(client: Client, case_id: Any, letter: Any) -> list[Any]:
    at = f"/cases/{case_id}/letters/{letter}/"
    return [client.get(at + path) for path in ONE] + [client.post(at + p, told()) for p in POSTS]


def assert_untouched(letter: UUID) -> None:
    row = Outgoing.objects.get(id=letter)
    assert (row.body, row.state, row.version) == (ASIDE, "writing", 1)
    assert not Outgoing.objects.filter(english_id=letter).exists()


def test_letter_under_the_address_of_another_case_is_not_there(
    make_case: Any, letter: UUID, signed_in: Any
) -> None:
    answers = all_answers(signed_in(Client(), "officer"), make_case().id, letter)

    assert {answer.status_code for answer in answers} == {404}
    assert PLANTED not in "".join(answer.content.decode() for answer in answers)
    assert_untouched(letter)


@pytest.mark.parametrize("who", ["restricted", "stake", "other landlord", "contact centre"])
def test_letter_of_a_case_one_may_not_see_is_not_read_or_touched(
    who: str, case: Case, letter: UUID, staff: Any, stake: Any, other_landlord: Any, signed_in: Any
) -> None:
    user = staff("team leader" if who == "stake" else "contact centre")
    if who == "restricted":
        Case.objects.filter(id=case.id).update(is_restricted=True)
    elif who == "stake":
        stake(user, person_id=case.parties.get().person_id)
    elif who == "other landlord":
        user = made.make_user(other_landlord, "head of service")

    answers = all_answers(signed_in(Client(), user), case.id, letter)

    assert PLANTED not in "".join(answer.content.decode() for answer in answers)
    assert_untouched(letter)
    wanted = {"stake": {404}, "other landlord": {404}}.get(who)
    if wanted:
        assert {answer.status_code for answer in answers} == wanted


def test_nothing_that_is_posted_changes_what_sending_writes(
    case: Case, letter: UUID, signed_in: Any, actor_of: Any, now: datetime
) -> None:
    before = row_of(case, letter)
    more = {
        "entries": '[{"does":["case.closed"]}]', "permission": "draft.keep", "to": "landlord",
        "party": "landlord", "channel": "email", "complaint": "c9", "leads_to": "//evil.example",
        "kind": "complaint_response_1", "needs_second": "", "state": "agreed",
        "agreed_version": "2", "title": PLANTED,
    }  # fmt: skip
    at = f"/cases/{case.id}/letters/{letter}/"
    assert signed_in(Client(), "officer").post(at, told() | more).status_code == 302

    row = row_of(case, letter)
    same = ("entries", "permission", "party", "channel", "complaint", "leads_to", "kind", "title",
            "needs_second", "agreed_version")  # fmt: skip
    assert [getattr(row, name) for name in same] == [getattr(before, name) for name in same]
    assert (row.state, row.version) == ("writing", 2)


def test_a_letter_of_this_gate_never_goes_to_the_other_party(
    landlord: Any, make_case: Any, actor_of: Any, now: datetime
) -> None:
    other = NewParty(key="neighbour", side="other party", person=made.make_person(landlord, "Rex"))
    case, officer = make_case(parties=[other]), actor_of("officer")

    with pytest.raises(Refused):
        begun(officer, case, now, to="neighbour")
    with pytest.raises(Refused):
        begun(officer, case, now, to="other party")
    assert not Outgoing.objects.exists()


def test_words_in_another_language_after_it_was_agreed_to_are_read_again(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    letter = begun(officer, case, now, needs_second=True)
    ask(officer, case, letter, now)
    agree(leader, case, letter, now)

    told = Translated(version=1, language="pl", title="List", body="Co innego.\n",
                      made_how="person", made_by="Ola")  # fmt: skip
    outgoing_translated.translate(actor=officer, case_id=case.id, letter=letter, told=told, now=now)

    assert not row_of(case, letter).is_agreed
    with pytest.raises(NotRight):
        send(officer, case, letter, now)


def test_leaving_a_language_out_after_it_was_agreed_to_is_read_again(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    letter = begun(officer, case, now, needs_second=True)
    told = Translated(version=1, language="pl", title="List", body="To samo.\n",
                      made_how="person", made_by="Ola")  # fmt: skip
    outgoing_translated.translate(actor=officer, case_id=case.id, letter=letter, told=told, now=now)
    ask(officer, case, letter, now)
    agree(leader, case, letter, now)

    outgoing_translated.leave_out(
        actor=officer, case_id=case.id, letter=letter, language="pl", now=now
    )

    assert not row_of(case, letter).is_agreed


def test_whoever_put_it_into_a_language_is_no_second_reader(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    letter = begun(officer, case, now, needs_second=True)
    told = Translated(version=1, language="pl", title="List", body="To samo.\n",
                      made_how="person", made_by="Ola")  # fmt: skip
    outgoing_translated.translate(actor=leader, case_id=case.id, letter=letter, told=told, now=now)
    ask(officer, case, letter, now)

    with pytest.raises(Refused):
        agree(leader, case, letter, now)


def test_second_reader_is_shown_every_language(
    case: Case, actor_of: Any, signed_in: Any, now: datetime
) -> None:
    officer = actor_of("officer")
    letter = begun(officer, case, now, needs_second=True)
    told = Translated(version=1, language="pl", title="List", body="Zupełnie co innego.\n",
                      made_how="person", made_by="Ola")  # fmt: skip
    outgoing_translated.translate(actor=officer, case_id=case.id, letter=letter, told=told, now=now)
    ask(officer, case, letter, now)

    seen = signed_in(Client(), "team leader").get(f"/cases/{case.id}/letters/{letter}/")
    assert "Zupełnie co innego." in seen.content.decode()


def test_second_reader_by_another_role_is_still_the_same_person(
    case: Case, landlord: Any, team: Any, now: datetime
) -> None:
    both = made.as_actor(made.make_user(landlord, "officer", "team leader", "approver", team=team))
    letter = begun(both, case, now, needs_second=True)
    ask(both, case, letter, now)

    with pytest.raises(Refused):
        agree(both, case, letter, now)


def test_change_after_agreement_asks_again_even_by_the_reader(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer, leader = actor_of("officer"), actor_of("team leader")
    letter = begun(officer, case, now, needs_second=True)
    ask(officer, case, letter, now)
    agree(leader, case, letter, now)
    write(leader, case, letter, "Dear Alba\n\nOther words. Sorry.\n", now)

    with pytest.raises(NotRight):
        send(officer, case, letter, now)
    ask(officer, case, letter, now)
    with pytest.raises(Refused):
        agree(leader, case, letter, now)


def test_a_letter_begun_for_a_permission_one_lacks_is_not_begun(
    case: Case, actor_of: Any, now: datetime
) -> None:
    with pytest.raises(Refused):
        begun(actor_of("officer"), case, now, permission="complaint.handle")


def test_who_may_not_send_it_neither_changes_nor_drops_it(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler, officer = actor_of("complaints handler"), actor_of("officer")
    letter = begun(handler, case, now, permission="complaint.handle")

    for attempt in (
        lambda: read.letter(officer, case.id, letter, now=now),
        lambda: write(officer, case, letter, "Mine", now),
        lambda: send(officer, case, letter, now),
        lambda: outgoing.drop(
            actor=officer, case_id=case.id, letter=letter, version=1, why="Mine now", now=now
        ),
    ):
        with pytest.raises(Refused):
            attempt()


def test_letter_by_hand_does_only_what_its_kind_does(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer = actor_of("officer")
    for kind in ("complaint_acknowledged", "complaint_response_1", "offer", "other_party_warning",
                 "../../../etc/passwd", "_words"):  # fmt: skip
        with pytest.raises(NotRight):
            outgoing.begin_by_hand(
                actor=officer, case_id=case.id, form=None, now=now,
                chosen=outgoing.Chosen(kind=kind, whom="resident"),
            )  # fmt: skip


def test_entry_of_another_sort_is_not_said_to_have_come_back(
    case: Case, actor_of: Any, signed_in: Any
) -> None:
    page = signed_in(Client(), "officer")
    told = {"how": "It came back", "on": "14/4/2026", "seen": "1", "once": str(uuid4())}
    assert page.post(f"/cases/{case.id}/letters/returned/1", told).status_code in (403, 409, 200)
    assert not any("letter.returned" in one for one in does(case))


def does(case: Case) -> list[tuple[str, ...]]:
    return [one.entry.does for one in kept_of(case)]


def test_word_file_of_a_letter_that_nobody_agreed_to_is_not_handed_out(
    case: Case, actor_of: Any, signed_in: Any, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now, needs_second=True)

    answer = signed_in(Client(), "officer").get(f"/cases/{case.id}/letters/{letter}/word")

    assert answer.status_code == 403
    assert not answer.content.startswith(b"PK")


def test_each_look_at_a_letter_is_written(
    case: Case, letter: UUID, signed_in: Any, staff: Any
) -> None:
    from putright.stores.record.models import Reading

    client = signed_in(Client(), "team leader")
    for path in ("", "print", "word", "language", "send", "drop"):
        before = Reading.objects.filter(user_id=staff("team leader").id).count()
        client.get(f"/cases/{case.id}/letters/{letter}/{path}")
        after = Reading.objects.filter(user_id=staff("team leader").id, detail=str(letter))
        assert Reading.objects.filter(user_id=staff("team leader").id).count() > before, path
        assert after.exists()


def test_no_word_of_a_letter_is_in_its_addresses(case: Case, letter: UUID, signed_in: Any) -> None:
    page = signed_in(Client(), "officer").get(f"/cases/{case.id}/letters/{letter}/")
    found = re.findall(r'(?:href|action|hx-post|data-draft)="([^"]*)"', page.content.decode())
    assert found and not [one for one in found if PLANTED in one.lower() or "alba" in one.lower()]
    titles = re.findall(r"<title>(.*?)</title>", page.content.decode(), re.S)
    assert PLANTED not in titles[0]


def test_erasing_a_persons_words_empties_every_language_of_an_unsent_letter(
    case: Case, actor_of: Any, now: datetime
) -> None:
    from putright.casework.actions.erasure import erase_entries
    from putright.stores.record.ledger.erase import Rule

    officer = actor_of("officer")
    letter = begun(officer, case, now, body=ASIDE)
    told = Translated(version=1, language="pl", title=f"O {PLANTED}", body=PLANTED,
                      made_how="person", made_by=PLANTED, checked_by=f"not {PLANTED}")  # fmt: skip
    outgoing_translated.translate(actor=officer, case_id=case.id, letter=letter, told=told, now=now)
    head = actor_of("head of service")
    near = cases.near_to(head, case.id, now=now)

    erase_entries(actor=head, near=near, keys=["e1"], under=Rule(rule="asked", why="x"), now=now)

    for row in Outgoing.objects.filter(case_id=case.id):
        assert PLANTED not in repr({name: value for name, value in vars(row).items()})


def test_a_sent_letter_leaves_no_words_behind_in_any_language(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer = actor_of("officer")
    letter = begun(officer, case, now)
    told = Translated(version=1, language="pl", title=f"O {PLANTED}", body=PLANTED,
                      made_how="person", made_by="Ola")  # fmt: skip
    outgoing_translated.translate(actor=officer, case_id=case.id, letter=letter, told=told, now=now)
    send(officer, case, letter, now)

    for row in Outgoing.objects.filter(case_id=case.id):
        assert PLANTED not in repr({name: value for name, value in vars(row).items()})


@pytest.mark.parametrize("where", ["fled", "elsewhere", "asked for it elsewhere"])
def test_letter_to_whoever_fled_never_names_the_home_they_fled_from(
    where: str, landlord: Any, make_case: Any, actor_of: Any, signed_in: Any, now: datetime
) -> None:
    home = made.make_home(landlord, address=f"9 {PLANTED} Row")
    elsewhere = made.make_home(landlord) if where == "elsewhere" else home
    told = {"post_to": "2 Kept Lane"} if where == "asked for it elsewhere" else {}
    person = made.make_person(landlord, "Alba Fennimore", home=elsewhere, **told)
    case, officer = make_case(person=person, home=home), actor_of("officer")
    if where == "fled":
        set_safe_address(
            landlord=landlord.id, person=person, address="1 Kept Safe", since=now.date(), how="her",
            user=None, now=now,
        )  # fmt: skip
    letter = begun(officer, case, now)

    page = signed_in(Client(), "officer").get(f"/cases/{case.id}/letters/{letter}/send")
    shown = page.content.decode()
    assert f"The home of this case: 9 {PLANTED}" not in shown
    assert ("They fled: never to the home of this case." in shown) is (where == "fled")
    assert not read.lives_there(open_for(officer, case.id, now=now), "resident")
    send(officer, case, letter, now)
    assert PLANTED not in kept_of(case)[-1].entry.text
