"""Nothing that tells who spoke leaves on the other party's side (security T6 to T8, R8, R9).

Words are planted in a case, and everything is read that the other party could come to hold, or that
somebody sees who works on that side alone: found by walking, so that a new page joins by itself.
"""

import re
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from census.doors import doors, ids_of
from django.test import Client
from factories import made
from security.crawl import STARTS, asked, pages, text_of

pytestmark = pytest.mark.django_db
HER, CHILD, HIM = "Ada Quillfeather", "Wrenna", "Craig Dunmallet"
WORDS = "he hammers like a woodpecker in the small hours and my girl cries"
PLANTED = ("Quillfeather", CHILD, "Brambletoe", "ZZ4 4ZZ", "07700900123", "woodpecker",
           "in the small hours", "my girl cries", "quince@post.example", "Oakapple")  # fmt: skip
"""Her name, child, address, phone, words, email; and the witness who heard it."""
LETTERS = {
    "visit": {"day": "20/4/2026", "time": "2:30pm", "place": "your home"},
    "warning": {"clause": "4.2 No nuisance.", "asked": "Keep it quiet.", "until": "14/7/2026"},
    "agreement": {"asked": "No noise at night.", "until": "14/10/2026", "day": "20/4/2026",
                  "time": "2:30pm", "place": "our office"},
    "support": {"asked": "Somebody to talk to."},
}  # fmt: skip
SENDING = {"way": "post", "only_from": "anybody near", "confirmed": "on", "anyway": "He was heard."}


@pytest.fixture
def people(landlord: Any, now: Any) -> dict[str, Any]:
    """Her home with her child, his home; each with a tenancy of their own."""
    from putright.stores.people.models import Member, Tenancy

    hers = made.make_home(landlord, address="7 Brambletoe Yard", postcode="ZZ4 4ZZ")
    his = made.make_home(landlord, address="12 Cobblers Rise", postcode="ZZ5 5ZZ")
    her = made.make_person(
        landlord, HER, home=hers, phone="07700900123", email="quince@post.example"
    )
    child = made.make_person(landlord, f"{CHILD} Quillfeather", home=hers, is_child=True)
    him = made.make_person(landlord, HIM, home=his)
    witness = made.make_person(landlord, "Jo Oakapple")
    held = Tenancy.objects.create(
        landlord=landlord, reference="T-her", home=hers, starts_on=now.date()
    )
    for person, part in ((her, "tenant"), (child, "child")):
        Member.objects.create(landlord=landlord, tenancy=held, person_id=person, part=part)
    return {"her": her, "child": child, "him": him, "witness": witness, "home": hers}


@pytest.fixture
def first(landlord: Any, team: Any, people: dict[str, Any], now: Any) -> Any:
    """Her case, restricted to its officer, full of what may not cross."""
    from putright.core.events.entry import Entry
    from putright.stores.record.cases import NewParty

    officer = made.make_user(landlord, "officer", team=team, name="Orla Finch")
    days = timedelta(days=1)
    entries = [
        made.a_report(now - 9 * days, text=f"{WORDS}. {CHILD} hears it at 7 Brambletoe Yard.",
                      against=("neighbour",), incident_on=(now - 10 * days).date()),
        Entry(id="", does=("asb.other_party_heard",), at=now - 2 * days, to=("neighbour",),
              channel="visit", evidence=made.NOTE, text=f"Put to him what {HER} told."),
        Entry(id="", does=("asb.witness_contacted",), at=now - 3 * days, to=("witness",),
              channel="phone", evidence=made.NOTE, text="Jo Oakapple heard the woodpecker too."),
    ]  # fmt: skip
    parties = [
        NewParty(key="neighbour", side="other party", role="tenant", person=people["him"]),
        NewParty(key="witness", side="helper", role="witness", person=people["witness"]),
    ]
    case = made.make_case(
        landlord, team=team, officer=officer, person=people["her"], home=people["home"],
        entries=entries, parties=parties, title="Quillfeather and the woodpecker",
        is_restricted=True,
    )  # fmt: skip
    case.officer = officer
    return case


@pytest.fixture
def insider(first: Any, signed_in: Any) -> Client:
    """The officer of her case."""
    return signed_in(Client(), first.officer)  # type: ignore[no-any-return]


def fill(client: Client, path: str, **told: Any) -> Any:
    page = client.get(path).content.decode().split("data-draft=", 1)[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    return client.post(path, hidden | told)


@pytest.fixture
def counter(first: Any, insider: Client) -> Any:
    """What he reports himself: a case of its own, opened from hers."""
    from putright.stores.record.models import Case

    answer = fill(
        insider, f"/cases/{first.id}/tools/counter/", whom="neighbour", hate="no",
        kinds=["noise"], what="Somebody bangs on my wall with a stick.",
    )  # fmt: skip
    assert answer.status_code == 302
    return Case.objects.exclude(id=first.id).get()


def entries_of(case: Any) -> list[Any]:
    from putright.stores.record.ledger.read import entries

    return entries(landlord=case.landlord_id, stream=case.id)


def every_page(client: Client, case: Any, **ids: Any) -> dict[str, Any]:
    """Every address there is, filled with what this side has, and all that those lead to."""
    numbers = range(1, len(entries_of(case)) + 1)
    known = [ids_of(case_id=case.id, number=number, **ids) for number in numbers]
    paths = {door.path(told) for door in doors() for told in known if door.asks}
    return pages(client, (*STARTS, *sorted(paths)))


def leaks(found: dict[str, Any], *more: str) -> dict[str, list[str]]:
    """The pages in which something planted stands, with what."""
    told = {}
    for path, answer in found.items():
        text = text_of(answer).casefold()
        bare = re.sub(r"(?<=\d)[\s().-]+(?=\d)", "", text)
        here = [word for word in (*PLANTED, *more) if word.casefold() in text or word in bare]
        if here:
            told[path] = here
    return told


def test_whoever_works_in_the_counter_case_alone_reads_nothing_of_the_first(
    first: Any, counter: Any, people: dict[str, Any], staff: Any, signed_in: Any
) -> None:
    client = signed_in(Client(), staff("officer"))
    assert client.get(f"/cases/{first.id}/", follow=True).status_code in (200, 403, 404)

    found = every_page(client, counter, person_id=people["him"])
    found |= asked(client, (HIM, "Dunmallet", "Cobblers"))

    assert len(found) > 40 and f"/cases/{counter.id}/timeline/" in found
    assert leaks(found) == {}
    own = {path: one for path, one in found.items() if str(counter.id) in path}
    assert leaks(own, first.reference, str(first.id)) == {}


def test_his_case_holds_in_its_books_and_its_audit_nothing_of_hers(
    first: Any, counter: Any, now: Any
) -> None:
    from putright.casework.live import load
    from putright.core.findings.audit import audit_case
    from putright.stores.record.models import File, Party

    live = load(counter)
    file = live.case_file(as_of=now.date())
    audit = audit_case(file, live.engine, as_of=now.date())

    told = "\n".join([
        msgspec.json.encode([one.entry for one in entries_of(counter)]).decode(),
        msgspec.json.encode([file.header, file.people, file.entries]).decode(),
        str(audit), counter.title, str(counter.imported), str(counter.home),
    ])  # fmt: skip
    for word in (*PLANTED, first.reference, str(first.id)):
        assert word.casefold() not in told.casefold()
    assert [row.person.name for row in Party.objects.filter(case=counter, side="resident")] == [HIM]
    assert not File.objects.filter(case=counter).exists()


def test_every_letter_to_him_is_kept_without_a_word_of_hers(first: Any, insider: Client) -> None:
    from putright.casework.actions.other_letters import KINDS
    from putright.stores.record.models import File

    assert set(LETTERS) == set(KINDS)
    for kind, told in LETTERS.items():
        facts = {"whom": "neighbour", "behaviour": "noise", "first": "4/4/2026",
                 "last": "14/4/2026", "own_words": ""}  # fmt: skip
        path = f"/cases/{first.id}/tools/letter/?kind={kind}"
        assert fill(insider, path, **facts, **told, **SENDING).status_code == 302

    kept = File.objects.filter(case=first)
    assert kept.count() == len(KINDS)
    found = {f"{one.name} {one.id}": insider.get(f"/files/{one.id}/", follow=True) for one in kept}
    assert all("Dear Craig Dunmallet" in text_of(one) for one in found.values())
    assert leaks(found, first.reference, "5 April", "at night we") == {}


@pytest.mark.parametrize("word", [*PLANTED, f"{WORDS[:60]}", "5 April 2026"])
@pytest.mark.parametrize("where", ["own_words", "place"])
def test_a_letter_in_which_a_planted_word_stands_is_never_kept(
    word: str, where: str, first: Any, insider: Client
) -> None:
    from putright.stores.record.models import File

    if word == "woodpecker":
        word = WORDS  # one word alone is anybody's; six in a row are hers
    elif word in ("in the small hours", "my girl cries"):
        word = f"a woodpecker {WORDS.split('woodpecker ')[1]}"
    elif word == "Brambletoe":
        word = "7 Brambletoe Yard"
    facts = {"whom": "neighbour", "behaviour": "noise", "first": "4/4/2026", "last": "14/4/2026",
             "own_words": ""}  # fmt: skip
    told = facts | LETTERS["visit"] | {where: word} | SENDING
    answer = fill(insider, f"/cases/{first.id}/tools/letter/?kind=visit", **told)

    assert answer.status_code == 200 and "This letter cannot be kept" in answer.content.decode()
    assert not File.objects.filter(case=first).exists()


def test_the_page_for_a_visit_to_him_can_be_shown_at_his_door(first: Any, insider: Client) -> None:
    names = {door.name for door in doors()}
    if "visits:page" not in names:
        pytest.skip("there is no page for visits yet")
    found = {
        path: insider.get(path)
        for path in (
            f"/cases/{first.id}/visit/?side=other",
            f"/cases/{first.id}/visit/?side=other&person=neighbour",
        )
    }
    assert {one.status_code for one in found.values()} == {200}
    assert leaks(found, first.reference) == {}
