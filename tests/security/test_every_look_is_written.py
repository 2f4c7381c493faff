"""Whoever reads of people and cases is in the log, in the same request (security R7)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from factories import made

from putright.stores.record.models import Reading

pytestmark = pytest.mark.django_db
PLANTED = "quillfeather"
LOOKS: dict[str, tuple[str, Callable[[Client, Any, Any], Any]]] = {
    "case": ("case", lambda c, case, who: c.get(f"/cases/{case.id}/")),
    "timeline": ("timeline", lambda c, case, who: c.get(f"/cases/{case.id}/timeline/")),
    "promises": ("promises", lambda c, case, who: c.get(f"/cases/{case.id}/promises/")),
    "people of a case": ("people", lambda c, case, who: c.get(f"/cases/{case.id}/people/")),
    "entry": ("entry", lambda c, case, who: c.get(f"/cases/{case.id}/entries/1/")),
    "handover": ("handover", lambda c, case, who: c.get(f"/handover/{case.id}/")),
    "handovers": ("handovers", lambda c, case, who: c.get("/handover/")),
    "person": ("person", lambda c, case, who: c.get(f"/people/{who}")),
    "people found": ("search people", lambda c, case, who: c.post("/people/", {"q": "Ada"})),
    "a stake looked for": (
        "search people", lambda c, case, who: c.post("/people/interests", {"typed": "Ada"}),
    ),
    "search": ("search", lambda c, case, who: c.post("/search/", {"q": PLANTED})),
    "my work": ("my work", lambda c, case, who: c.get("/")),
    "board": ("board", lambda c, case, who: c.get("/board/")),
    "cases beside": (
        "cases beside", lambda c, case, who: c.post("/reports/new/beside", {"person": str(who)}),
    ),
}  # fmt: skip


@pytest.fixture
def person(landlord: Any) -> Any:
    return made.make_person(landlord, "Ada Fenn")


@pytest.fixture
def told(make_case: Any, person: Any, now: Any) -> Any:
    return make_case(person=person, entries=[made.a_report(now, text=f"{PLANTED} shouted.")])


@pytest.fixture
def leader(signed_in: Callable[..., Client]) -> Client:
    client = Client()
    client.raise_request_exception = False
    return signed_in(client, "team leader")


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_in_the_log(
    name: str, told: Any, person: Any, leader: Client, staff: Any
) -> None:
    what, look = LOOKS[name]

    answer = look(leader, told, person)

    assert answer.status_code == 200
    whats = Reading.objects.filter(user_id=staff("team leader").id).values_list("what", flat=True)
    assert what in set(whats)


@pytest.fixture
def full_log(told: Any, person: Any) -> None:
    """From here on the database refuses another line of the log, as a full disk would."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER log_is_full BEFORE INSERT ON record_reading "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("name", LOOKS)
def test_where_the_log_cannot_be_written_nothing_is_shown(
    name: str, told: Any, person: Any, leader: Client, full_log: None
) -> None:
    _what, look = LOOKS[name]

    answer = look(leader, told, person)

    assert answer.status_code == 500
    for word in (PLANTED, "Ada Fenn", told.reference):
        assert word not in answer.content.decode()
