"""However many come at once, and whatever is killed: each form is taken once, the rest slower."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from factories import made

from putright.casework.actions import public_forms
from putright.casework.actions.public_items import understand_waiting
from putright.casework.operations import jobs
from putright.casework.public_form import reference_of
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post.models import Arrival, Item, ItemFile, Post

SENDERS = Path(__file__).with_name("senders.py")


def senders(copy: Any, landlord: Any, how: str, *told: object, **set_to: str) -> Any:
    """A process of its own that sends forms."""
    environment = {**copy.environment, "DJANGO_SETTINGS_MODULE": "putright.config.settings"}
    return subprocess.Popen(
        [sys.executable, SENDERS, how, str(landlord.id), *map(str, told)],
        env=environment | set_to, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.django_db
def test_beyond_the_limit_a_form_is_taken_at_once_and_understood_a_little_later(
    front: Any, items: Any
) -> None:
    pages = [front.send(what=f"It was loud {n}") for n in range(public_forms.FROM_ONE_PLACE + 3)]

    assert {page.status_code for page in pages} == {200}
    assert all("Your number is" in page.content.decode() for page in pages)
    assert len(items()) == public_forms.FROM_ONE_PLACE

    understand_waiting(front.landlord.id, clock.now() + 2 * public_forms.LATER)

    assert len(items()) == public_forms.FROM_ONE_PLACE + 3
    assert "Much came from the same place at that time." in items()[-1].notes


def test_a_form_is_saved_for_its_own_landlord_and_no_other(
    fresh_database: Any, landlord: Any, other_landlord: Any, team: Any
) -> None:
    from portal.conftest import Front

    page = Front(landlord).send("complaint/", what="Nobody came.", safe=["email"],
                                email="ada@example.org")  # fmt: skip

    assert "Your number is" in page.content.decode()
    while jobs.run_one():
        pass
    with landlord_scope(landlord.id):
        (item,) = Item.objects.filter(landlord=landlord)
        assert [post.item for post in Post.objects.filter(landlord=landlord)] == [item.id]
    with landlord_scope(other_landlord.id):
        assert not Item.objects.filter(landlord=other_landlord).exists()


@pytest.mark.on("sqlite")
def test_without_a_database_every_word_comes_back(
    fresh_database: Any, landlord: Any, team: Any
) -> None:
    from django.db import connection, connections
    from portal.conftest import Front

    there = Path(connection.settings_dict["NAME"])
    front = Front(landlord)
    front.client.get(front.path("report/"))
    connections.close_all()
    there.rename(there.with_suffix(".away"))
    there.mkdir()
    try:
        page = front.client.post(front.path("report/"), {
            "what": "He is at the door again.", "who": "Ada",
            "csrfmiddlewaretoken": front.client.cookies["csrftoken"].value,
        })  # fmt: skip
        start = front.client.get(front.path())
    finally:
        connections.close_all()
        there.rmdir()
        there.with_suffix(".away").rename(there)

    text = page.content.decode()
    assert (page.status_code, start.status_code) == (503, 503)
    assert "He is at the door again." in text and 'value="Ada"' in text
    assert "We could not save this" in text and "Ring 999" in start.content.decode()


@pytest.mark.slow
def test_the_limit_is_felt_by_all_processes_and_refuses_nobody(
    fresh_database: Any, landlord: Any, team: Any
) -> None:
    running = [senders(fresh_database, landlord, "burst", 8) for _each in range(2)]
    taken = [line for one in running for line in one.communicate(timeout=120)[0].split()]
    third = senders(fresh_database, landlord, "burst", 1).communicate(timeout=120)[0].split()

    assert len(set(taken)) == 16 and len(third) == 1
    with landlord_scope(OPERATOR):
        states = {reference_of(one.id): one.state for one in Arrival.objects.all()}
    assert len(states) == 17
    assert states[third[0]] == "kept", "the third process feels what the two others sent"
    understand_waiting(landlord.id, clock.now() + timedelta(minutes=5))
    with landlord_scope(OPERATOR):
        assert Item.objects.count() == 17


@pytest.mark.slow
def test_the_same_form_sent_by_several_at_once_is_one(
    fresh_database: Any, landlord: Any, team: Any
) -> None:
    running = [senders(fresh_database, landlord, "same", 6) for _each in range(2)]
    numbers = {line for one in running for line in one.communicate(timeout=120)[0].split()}

    assert len(numbers) == 1
    with landlord_scope(OPERATOR):
        assert (Arrival.objects.count(), Item.objects.count()) == (1, 1)
        assert ItemFile.objects.count() == 1
    files = [path for path in (fresh_database.home / "files").rglob("*") if path.is_file()]
    assert len(files) == 2, "what the slower ones had brought is gone again"


@pytest.mark.slow
def test_killed_after_it_was_kept_the_form_is_an_item_with_its_file(
    fresh_database: Any, landlord: Any, team: Any, tmp_path: Any
) -> None:
    hung = socket.socket(socket.AF_UNIX)
    hung.bind(str(tmp_path / "s"))
    hung.listen()
    running = senders(fresh_database, landlord, "one", PUTRIGHT_SCANNER=f"unix:{tmp_path / 's'}")
    try:
        for _try in range(300):
            with landlord_scope(OPERATOR):
                if Arrival.objects.exists():
                    break
            time.sleep(0.05)
        os.kill(running.pid, signal.SIGKILL)
    finally:
        running.communicate()
        hung.close()
    with landlord_scope(OPERATOR):
        assert (Arrival.objects.get().state, Item.objects.count()) == ("kept", 0)

    understand_waiting(landlord.id, made.NOW)

    with landlord_scope(OPERATOR):
        assert Item.objects.get().text == "Killed half-way"
        assert ItemFile.objects.get().name == "door.txt"
