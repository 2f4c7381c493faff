"""P17 by the doors: works asked for, ordered, done or disputed, and money that was spent."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.live import load
from putright.casework.promises import Promise
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.events.person import Way
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\0" * 200
ASKED = {"words": "A bolt on the front door", "safety": "yes", "by": "resident", "channel": "phone"}


def place(case: Case, name: str = "page", *number: int) -> str:
    told = {"case_id": case.id} | ({"number": number[0]} if number else {})
    return reverse(f"works:{name}", kwargs=told)


def jpeg() -> SimpleUploadedFile:
    return SimpleUploadedFile("bolt.jpg", PHOTO, "image/jpeg")


def send(client: Client, case: Case, name: str, *number: int, **told: Any) -> Any:
    fields = {"once": str(uuid4()), "on": "14/4/2026", "at": "9:30am"} | told
    return client.post(place(case, name, *number), fields)


def ordered(client: Client, case: Case, **told: Any) -> int:
    """An order with its reference; the number of its entry."""
    send(client, case, "ask", **ASKED)
    told = {"words": "Bolt, front door", "safety": "yes", "reference": "R-20417"} | told
    assert send(client, case, "order_asked", 2, **told).status_code == 302
    return 3


def last(case: Case) -> Entry:
    return load(case).kept[-1].entry


def shown(client: Client, case: Case) -> str:
    page = client.get(place(case)).content.decode().split("<main", 1)[1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def kept_by(case: Case, at: datetime, pledge: str) -> Promise:
    promises = load(case).promises(load(case).run(now=at), now=at)
    return next(each for each in promises if each.pledge == pledge)


def state(case: Case, rule: str, at: datetime) -> list[str]:
    promises = load(case).promises(load(case).run(now=at), now=at)
    return [each.state_at(at) for each in promises if each.rule.endswith(rule)]


def test_the_target_is_said_before_anything_is_saved(client: Client, case: Case) -> None:
    page = unescape(client.get(place(case, "ask")).content.decode())

    assert "must be ordered by the end of Wed 15 Apr 2026" in page
    assert "The risk is high." in page
    assert "must be done by 10:00am on Wed 15 Apr 2026" in page
    assert len(load(case).kept) == 1


def test_what_is_asked_for_is_owed_as_an_order(client: Client, case: Case, now: datetime) -> None:
    answer = send(client, case, "ask", **ASKED)

    assert answer["Location"] == place(case)
    assert (last(case).does, last(case).by, last(case).safety) == (
        ("works.asked",),
        "resident",
        True,
    )
    assert state(case, "works.ordered", now) == ["due soon"]
    assert "Still to be done: 1" in shown(client, case)
    assert "Not ordered yet" in shown(client, case)


def test_an_order_answers_the_asking_and_ends_nothing(
    client: Client, case: Case, now: datetime
) -> None:
    ordered(client, case)

    assert last(case).answers == ("e2",) and last(case).facts == {"works": "R-20417"}
    assert state(case, "works.ordered", now) == ["met"]
    assert state(case, "works.safety", now + timedelta(days=3)) == ["overdue"]
    page = shown(client, case)
    assert "Still to be done: 1" in page and "R-20417" in page
    assert "Target Wed 15 Apr 2026" in page


def test_an_order_past_its_target_is_overdue_on_the_case(
    client: Client, case: Case, clock_at: Callable[[datetime], None], now: datetime
) -> None:
    ordered(client, case)
    clock_at(now + timedelta(days=2))

    page = shown(client, case)

    assert "Overdue 1 working day late" in page
    assert "not done by today, Thu 16 Apr 2026" in page
    assert "Works 1 need you" in re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(place(case)).content.decode())
    )


def test_an_order_without_a_reference_says_why_and_is_only_said(client: Client, case: Case) -> None:
    told = {"words": "Bolt", "safety": "yes"}
    refused = send(client, case, "order", **told)
    saved = send(client, case, "order", **told, no_record="Their system is down")

    assert b"say below why there is none" in refused.content
    assert saved.status_code == 302
    assert last(case).evidence == () and "Their system is down" in last(case).text


@pytest.mark.parametrize("reference", ["for Hana", "R 20417 for her", "x"])
def test_a_reference_is_no_place_for_words(client: Client, case: Case, reference: str) -> None:
    answer = send(client, case, "order", words="Bolt", safety="yes", reference=reference)

    assert b"own reference, such as R-20417" in answer.content
    assert len(load(case).kept) == 1


def test_works_are_done_with_a_photo_and_who_says_so(
    client: Client, case: Case, now: datetime
) -> None:
    number = ordered(client, case)

    send(client, case, "done", number, words="Bolt fitted", who="I saw it myself", proof="photo",
         uploads=jpeg())  # fmt: skip

    assert state(case, "works.safety", now) == ["met"]
    assert last(case).answers == ("e3",) and last(case).evidence == (Evidence(kind="photo"),)
    assert "Who says so: I saw it myself." in last(case).text
    assert "Done: 1" in shown(client, case) and "bolt.jpg" in shown(client, case)


def test_works_keep_the_promise_in_words_that_is_ticked(
    client: Client, case: Case, now: datetime
) -> None:
    def said(key: str, to: str) -> Entry:
        return Entry(id="", does=("contact.made",), at=now - timedelta(days=1), by="landlord",
                     to=(to,), channel="phone", evidence=made.NOTE,
                     promises=(Pledge(id=key, what=f"we change {key}"),))  # fmt: skip

    number = ordered(client, case)
    made.add_entries(
        case, said("the locks", "resident"), said("the bins", "resident"), said("it", "other party")
    )
    key = kept_by(case, now, "the locks").key
    page = unescape(client.get(place(case, "done", number)).content.decode())
    send(client, case, "done", number, words="Locks changed", who="I saw it myself", proof="photo",
         uploads=jpeg(), keeps=[key])  # fmt: skip

    assert "We change the locks" in page and "We change it" not in page
    assert b"We change" not in client.get(place(case, "no_access", number)).content
    assert last(case).keeps == ("the locks",)
    assert kept_by(case, now, "the locks").over == "met"
    assert kept_by(case, now, "the bins").is_open


def test_the_residents_own_word_shows_that_works_are_done(
    client: Client, case: Case, now: datetime
) -> None:
    number = ordered(client, case)
    told = {"words": "“They came, it holds.”", "proof": "statement"}
    refused = send(client, case, "done", number, **told, who="I saw it myself")
    send(client, case, "done", number, **told, who="resident")

    assert b"comes from the resident" in refused.content
    assert state(case, "works.safety", now) == ["met"]
    assert "Who says so: Hana Quill." in last(case).text


def test_works_that_nothing_shows_stay_open_and_say_so(
    client: Client, case: Case, now: datetime
) -> None:
    number = ordered(client, case)

    told = {"words": "Told on the phone that it is done", "proof": "", "who": "I saw it myself"}
    refused = send(client, case, "done", number, **told)
    send(client, case, "done", number, **told, no_record="The photo is on his phone")

    assert b"If nothing shows it: say why" in refused.content
    assert state(case, "works.safety", now) == ["due soon"]
    assert "Said to be, without a record" in shown(client, case)
    assert "Still to be done: 1" in shown(client, case)


def test_nobody_let_in_moves_no_target(client: Client, case: Case, now: datetime) -> None:
    number = ordered(client, case)

    send(client, case, "no_access", number, words="Rang twice, left a card",
         who="I saw it myself", proof="photo", uploads=jpeg())  # fmt: skip

    assert last(case).does == ("works.no_access",)
    assert state(case, "works.safety", now + timedelta(days=2)) == ["overdue"]
    assert "A missed visit moves no target." in shown(client, case)


def test_two_accounts_stand_side_by_side_and_neither_is_changed(
    client: Client, case: Case, now: datetime
) -> None:
    number = ordered(client, case)
    send(client, case, "done", number, words="Bolts fitted", who="I saw it myself",
         proof="document", uploads=jpeg())  # fmt: skip
    done = last(case)

    send(client, case, "account", number, words="I fitted them myself in March", by="resident",
         channel="phone")  # fmt: skip

    assert last(case).disputes == (done.id,)
    page = shown(client, case)
    assert "What our record says" in page and "Bolts fitted" in page
    assert "What they say" in page and "I fitted them myself in March" in page
    assert "Two accounts" in page
    assert state(case, "works.safety", now) == ["met"]


def test_an_account_before_anything_is_done_leaves_the_order_owed(
    client: Client, case: Case, now: datetime
) -> None:
    number = ordered(client, case)

    send(client, case, "account", number, words="I bought a bolt", by="resident", channel="phone")

    assert (last(case).disputes, last(case).replies_to) == ((), ("e3",))
    assert state(case, "works.safety", now) == ["due soon"]
    assert "I bought a bolt" in shown(client, case)


BOUGHT = {
    "what_1": "Two bolts", "pounds_1": "£24.50", "day_1": "12/4/2026", "what_2": "A lamp",
    "pounds_2": "10", "words": "I could not wait any longer", "by": "resident", "channel": "phone",
}  # fmt: skip


def test_money_spent_is_kept_to_the_penny_with_its_receipt(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, "cost", **BOUGHT, uploads=jpeg())

    costs = last(case).costs
    assert [(each.what, each.amount) for each in costs] == [
        ("Two bolts", Decimal("24.50")), ("A lamp", Decimal("10")),
    ]  # fmt: skip
    assert state(case, "works.costs_answered", now) == ["due"]
    page = shown(client, case)
    assert "Asked for £34.50" in page and "With a receipt £34.50" in page
    assert "Not answered yet £34.50" in page and "bolt.jpg" in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"what_1": ""}, "What was bought? Fill this in"),
        ({"pounds_1": ""}, "What did it cost? Write pounds and pence"),
        ({"pounds_1": "12.505"}, "Pence have two figures"),
        ({"pounds_1": "-3"}, "More than nothing"),
        ({"pounds_1": "lots"}, "Write pounds and pence"),
        ({"pounds_2": ""}, "What did it cost? Write pounds and pence"),
        ({"day_1": "15/4/2026"}, "That day has not come yet"),
    ],
)
def test_a_purchase_needs_its_thing_and_its_sum(
    client: Client, case: Case, told: dict[str, str], words: str
) -> None:
    answer = send(client, case, "cost", **(BOUGHT | told))

    assert words in unescape(answer.content.decode())
    assert len(load(case).kept) == 1


def test_part_is_paid_back_and_the_sums_say_so(client: Client, case: Case, now: datetime) -> None:
    send(client, case, "cost", **BOUGHT)

    answer = send(client, case, "answer_cost", 2, decision="part", pounds="24.50", channel="phone",
                  why="The bolts in full by Friday; the lamp is not for safety.")  # fmt: skip

    assert answer.status_code == 302
    assert (last(case).answers, last(case).facts) == (("e2",), {"decision": "part"})
    assert state(case, "works.costs_answered", now) == ["met"]
    page = shown(client, case)
    assert "To be paid back £24.50" in page and "Refused £10" in page


def test_the_whole_is_no_part(client: Client, case: Case) -> None:
    send(client, case, "cost", **BOUGHT)

    answer = send(client, case, "answer_cost", 2, decision="part", pounds="34.50", channel="phone",
                  why="All of it")  # fmt: skip

    assert b"That is the whole, or more" in answer.content


def test_an_answer_in_writing_needs_what_was_sent(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, "cost", **BOUGHT)
    send(client, case, "answer_cost", 2, decision="paid", channel="letter", why="By Friday")

    assert last(case).costs[0].amount == Decimal("34.50")
    assert state(case, "works.costs_answered", now) == ["due"]


def test_a_way_that_is_not_safe_is_no_choice_for_the_answer(
    client: Client, landlord: Any, make_case: Callable[..., Case], now: datetime
) -> None:
    ways = {"calls": Way(says="not ok", when="he answers her phone"), "text": Way(says="ok")}
    case = make_case(person=made.make_person(landlord, "Hana Quill", ways=ways))
    send(client, case, "cost", **(BOUGHT | {"channel": "in person"}))

    page = client.get(place(case, "answer_cost", 2)).content.decode()
    refused = send(client, case, "answer_cost", 2, decision="paid", channel="phone", why="Soon")

    assert 'value="phone"' not in page and 'value="text"' in page
    assert refused.status_code == 200 and len(load(case).kept) == 2


def test_the_other_party_says_nothing_about_these_works(
    client: Client, landlord: Any, make_case: Callable[..., Case], now: datetime
) -> None:
    from putright.stores.record.cases import NewParty

    case = make_case(
        person=made.make_person(landlord, "Hana Quill"),
        parties=[NewParty(key="him", side="other party", person=made.make_person(landlord, "Vic"))],
    )

    page = client.get(place(case, "ask")).content.decode()
    answer = send(client, case, "ask", **(ASKED | {"by": "him"}))

    assert "Vic" not in page.split("<main", 1)[1]
    assert answer.status_code == 200 and len(load(case).kept) == 1


def test_what_is_no_works_has_no_form(client: Client, case: Case) -> None:
    for name in ("done", "no_access", "account", "order_asked", "answer_cost"):
        assert client.get(place(case, name, 1)).status_code == 404


def test_works_that_are_no_safety_have_no_target(client: Client, case: Case) -> None:
    send(client, case, "order", words="Fence", safety="no", reference="R-9")

    assert "Not for safety: no target here" in shown(client, case)


def test_proof_that_comes_later_keeps_the_order_and_its_end_together(
    client: Client, case: Case, now: datetime
) -> None:
    send(client, case, "order", words="Bolt", safety="yes", no_record="System down")
    told = {"kind": "system record", "text": "The order", "held": "R-20417", "on": "14/4/2026"}
    client.post(reverse("cases:proof", kwargs={"case_id": case.id, "number": 2}),
                told | {"once": str(uuid4())})  # fmt: skip
    again = load(case).kept[-1]
    assert again.entry.corrects == "e2"
    send(client, case, "done", again.number, words="Fitted", who="I saw it myself",
         proof="photo", uploads=jpeg())  # fmt: skip

    assert "Still to be done: 0" in shown(client, case)
    assert state(case, "works.safety", now)[-1] == "met"
