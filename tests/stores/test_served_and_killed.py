"""The server itself is killed while staff save: what a page said is saved is there afterwards."""

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from factories.made import NOW, make_landlord
from walked import walk

from putright.casework import desk
from putright.casework.live import load
from putright.gateways import clock
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.worklist.models import Card, Owed

pytestmark = pytest.mark.slow
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "full"
KILLS, SAVES, BROWSERS = (4, 200, 16) if THOROUGH else (2, 60, 8)
SERVE = """
import sys
from putright.cli import application
application.start()
application.serve(host="127.0.0.1", port=int(sys.argv[1]))
"""
STILL = 30
"""Seconds without a save after which somebody else is thought to have the server's port."""
TOKEN = "a" * 32
SAVED = re.compile(r"/contact/([0-9a-f-]{36})/saved/(\d+)$")


class Served:
    """The server as a process, killed and started again on the same port."""

    def __init__(self, copy) -> None:
        self.environment = copy.environment
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.port)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Browser(threading.Thread):
    """Somebody who logs one contact after the other, and again where the server went away."""

    def __init__(self, number, port, cookies, cases) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.cookies, self.cases = number, port, cookies, cases
        self.told, self.odd, self.ends = [], [], False

    def run(self) -> None:
        drawn, count = random.Random(self.number), 0
        while not self.ends:
            case, word = drawn.choice(self.cases), f"word-{self.number}-{count}"
            count += 1
            try:
                self.save(str(case), word)
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)

    def save(self, case, word) -> None:
        fields = {
            "csrfmiddlewaretoken": TOKEN, "once": str(uuid4()), "whom": "resident",
            "outcome": "spoke", "channel": "phone", "day": "14/4/2026", "at": "9:30am",
            "note": word, "proof": "note",
        }  # fmt: skip
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request("POST", f"/contact/{case}/log", urlencode(fields), headers)
            answer = line.getresponse()
            answer.read()
        finally:
            line.close()
        found = SAVED.search(answer.headers.get("Location", ""))
        if found:
            self.told.append((found[1], int(found[2]), word))
        else:
            self.odd.append((answer.status, answer.headers.get("Location", "")))


@pytest.fixture
def landlord(fresh_database):
    return make_landlord(is_sample=True)


def test_what_a_page_said_is_saved_survives_the_kill_of_the_server(
    fresh_database, make_case, signed_in
):
    clock.write_time(fresh_database.home / "clock.json", at=NOW, runs=False)
    cases = [make_case() for _ in range(6)]
    client = signed_in(Client(), "officer")
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    served = Served(fresh_database)
    cookies += f"; csrftoken={TOKEN}"
    browsers = [
        Browser(n, served.port, cookies, [each.id for each in cases]) for n in range(BROWSERS)
    ]
    kill_while_saving(served, browsers)

    told = [line for browser in browsers for line in browser.told]
    odd = [line for browser in browsers for line in browser.odd]
    print(f"on {fresh_database.engine}: {KILLS + 1} kills, {len(told)} saves said, {odd[:3]}")
    assert len(told) >= SAVES
    assert not odd
    with landlord_scope(OPERATOR):
        kept = {str(each.id): words_of(each) for each in cases}
        assert [line for line in told if line[2] not in kept[line[0]].get(line[1], "")] == []
    assert walk(cases[0].landlord).broken == ()
    before = lists()
    with landlord_scope(OPERATOR):
        desk.rebuild(landlord=cases[0].landlord_id, now=NOW)
    assert lists() == before


def kill_while_saving(served, browsers) -> None:
    """Kill the server so many times, each time in the midst of saving, until enough was saved."""
    drawn, ends_by = random.Random(3), time.monotonic() + 240
    served.start()
    for browser in browsers:
        browser.start()
    for kill in range(KILLS + 1):
        enough = SAVES if kill == KILLS else saved(browsers) + SAVES // (2 * KILLS)
        until_saved(served, browsers, enough, ends_by)
        time.sleep(drawn.uniform(0.0, 1.0))
        if kill < KILLS:
            served.kill()
            served.start()
    for browser in browsers:
        browser.ends = True
    served.kill()
    for browser in browsers:
        browser.join(timeout=90)


def saved(browsers) -> int:
    """How many saves the pages have told of."""
    return sum(len(browser.told) for browser in browsers)


def until_saved(served, browsers, enough, ends_by) -> None:
    """Wait until so many saves were told of; a server that answers nobody is killed once more."""
    last, since = saved(browsers), time.monotonic()
    while saved(browsers) < enough:
        assert time.monotonic() < ends_by, [browser.odd[:2] for browser in browsers]
        time.sleep(0.05)
        if saved(browsers) > last:
            last, since = saved(browsers), time.monotonic()
        elif time.monotonic() - since > STILL:
            served.kill()
            served.start()
            since = time.monotonic()


def words_of(case):
    return {one.number: one.entry.text for one in load(case).kept}


def lists():
    with landlord_scope(OPERATOR):
        return (
            list(Owed.objects.order_by("case_id", "number").values()),
            list(Card.objects.order_by("case_id").values()),
        )
