"""Words that would be markup, headers, formulas or queries come out as the words they are."""

import json
import logging
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories import made
from security.crawl import STARTS, asked, is_data, is_file, pages, text_of

from putright.config.logs import Lines

pytestmark = pytest.mark.django_db
HOSTILE = """<img src=x onerror=alert(1)>'"&{{ 7*7 }}"""
SEARCHES = ('"*', "NEAR(", "a AND", "' OR 1=1 --", "\0", "%", "*", "(", "name:x", "9" * 60, "🙂")
POLICY = "default-src 'none'; script-src 'self'"


@pytest.fixture
def hostile(landlord: Any, make_case: Any, now: Any) -> Any:
    """A landlord in whose every name and text the words stand; a head of service who sees all."""
    from putright.casework.actions import files
    from putright.casework.queries.cases import near_to
    from putright.core.events.person import Authority, Need, Way

    landlord.name, landlord.phone = HOSTILE, HOSTILE[:30]
    landlord.save()
    team = made.make_team(landlord, HOSTILE[:40])
    head = made.make_user(
        landlord, "head of service", "officer", "administrator", team=team, name=HOSTILE
    )
    made.make_patch(landlord, team=team, cover=head, name=HOSTILE[:40])
    home = made.make_home(landlord, address=HOSTILE, area=HOSTILE[:30])
    person = made.make_person(
        landlord, HOSTILE, home=home, phone=HOSTILE, email=HOSTILE, best_time=HOSTILE,
        language=HOSTILE, interpreter=HOSTILE, needs=(Need(what=HOSTILE, helps=HOSTILE),),
        authorities=(Authority(person="", name=HOSTILE, may_be_told=HOSTILE, shown_by=HOSTILE),),
        ways={"calls": Way(says="only when", when=HOSTILE)}, reference="R-1",
    )  # fmt: skip
    case = make_case(
        team=team, officer=head, home=home, person=person, title=HOSTILE,
        entries=[made.a_report(now, text=HOSTILE, asks=(HOSTILE,), reason=HOSTILE)],
    )  # fmt: skip
    actor = made.as_actor(head)
    near = near_to(actor, case.id, now=now)
    files.keep(actor=actor, near=near, name=f"{HOSTILE}\r\nX: y.txt", chunks=[b"x"], now=now)
    return head, case, person


@pytest.fixture
def lines() -> Any:
    """All that is written to the logs, as the service writes them."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    loggers = [logging.getLogger(name) for name in ("django", "django.request", "putright")]
    for one in loggers:
        one.addHandler(handler)
    yield out
    for one in (logging.getLogger(), *loggers):
        one.removeHandler(handler)


def test_hostile_words_come_out_as_text_on_every_page(
    hostile: Any, signed_in: Any, lines: StringIO
) -> None:
    head, _case, person = hostile
    client = signed_in(Client(), head)

    found = pages(client, [*STARTS, f"/people/{person}"]) | asked(client, [HOSTILE, "img"])

    assert len(found) > 40
    assert [path for path, one in found.items() if one.status_code >= 500] == []
    drawn = {path: one for path, one in found.items() if not is_data(one)}
    assert [path for path, one in drawn.items() if "<img src=x" in text_of(one)] == []
    assert [path for path, one in drawn.items() if ">'\"&{{" in text_of(one)] == []
    assert len([path for path, one in found.items() if "&lt;img src=x" in text_of(one)]) > 20
    assert "onerror" not in lines.getvalue()
    for line in lines.getvalue().splitlines():
        json.loads(line)


def test_every_page_and_every_fault_carries_the_same_policy(hostile: Any, signed_in: Any) -> None:
    head, case, _person = hostile
    client = signed_in(Client(), head)
    found = pages(client, [f"/cases/{case.id}/", "/nothing/", "/files/x/", "/board/away/"])
    found["signed out"] = Client().get("/")
    found["sign in"] = Client().get("/account/login/")
    found["not ours"] = Client(enforce_csrf_checks=True).post("/account/login/")
    found["too long"] = client.post("/search/", {"q": "x" * 3_000_000})

    for path, one in found.items():
        policy = one.headers.get("Content-Security-Policy", "")
        assert policy and "unsafe" not in policy, path
        allows = {"sandbox"} if is_file(one) else {"script-src 'self'"}
        assert {*allows, "default-src 'none'"} <= set(policy.split("; ")), path
        assert one.headers["Cache-Control"] == "no-store" or "no-store" in one["Cache-Control"]
        assert one.headers["X-Content-Type-Options"] == "nosniff", path
        assert one.headers["X-Frame-Options"] == "DENY", path
        assert one.headers["Cross-Origin-Resource-Policy"] == "same-origin", path


@pytest.mark.parametrize("typed", SEARCHES)
def test_what_is_typed_is_never_a_query(typed: str, hostile: Any, signed_in: Any) -> None:
    client = signed_in(Client(), hostile[0])

    for path, answer in asked(client, [typed]).items():
        assert answer.status_code == 200, path


def test_a_fault_with_words_in_it_tells_no_page_and_no_log(
    hostile: Any, signed_in: Any, lines: StringIO
) -> None:
    client = signed_in(Client(), hostile[0])
    client.raise_request_exception = False
    word = "quillfeather"

    for path in (f"/cases/{word}/", f"/nothing/{word}?{word}", f"/cases/{made.NOBODY}/?on={word}"):
        client.get(path)
        client.post(path, {"text": word})
    client.get("/", headers={"host": f"{word}.example"})

    assert word not in lines.getvalue()


def test_a_foreign_host_name_is_refused_and_led_nowhere(hostile: Any, signed_in: Any) -> None:
    client = signed_in(Client(), hostile[0])

    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    for away in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"):
        for answer in (
            Client().get("/account/login/", {"next": away}),
            client.post("/drafts/forget", {"place": "note", "back": away}),
        ):
            assert "evil" not in answer.headers.get("Location", "")
            assert "javascript" not in answer.headers.get("Location", "")


def test_a_row_left_out_of_an_import_is_no_formula(hostile: Any, signed_in: Any) -> None:
    client = signed_in(Client(), hostile[0])
    rows = b'uprn,address,postcode\n=1+2,"+cmd|calc",@x\n-1,"\t=1",\r\n'
    sent = {"kind": "homes", "file": SimpleUploadedFile("=1.csv", rows)}

    looked = client.post("/people/import", sent)

    (link,) = {one for one in _links(looked) if one.endswith("left-out.csv")}
    for line in text_of(client.get(link)).splitlines():
        for cell in line.split('","'):
            assert cell.strip('"').strip()[:1] not in ("=", "+", "@", "-"), line


def _links(answer: Any) -> list[str]:
    from security.crawl import LINKS

    return LINKS.findall(text_of(answer))
