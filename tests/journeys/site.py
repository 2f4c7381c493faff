"""A running service with the sample landlords, for a browser to visit: made once, copied often."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from journeys import nursery

PASSWORD = "only-for-these-journeys"
LONDON = ZoneInfo("Europe/London")
SECRETS = {
    f"PUTRIGHT_SECRET_{name}": f"the {name.lower()} secret of journeys, which guards nothing"
    for name in ("DJANGO", "FACTORS", "POST")
}
"""The same for every copy: what serves it has read its secrets before it knows which it serves."""

PATH = os.pathsep.join(str(Path(__file__).parents[up]) for up in (2, 1))

LOAD = """
from putright.cli import application
application.start()
from django.conf import settings
from putright.gateways import clock
clock.use_file(settings.CLOCK_FILE)
from putright.casework import starting
from putright.casework.actions import samples
from putright.stores.accounts import staffing
starting.make_tables()
starting.load_samples(now=clock.now())
from factories import made
from putright.stores.accounts.models import Team
from putright.stores.post import mailboxes
south = Team.objects.get(name__startswith="South")
told = mailboxes.Told(
    name="Post", address="post@meadowbank.example", way="forwarded", team=south.id)
mailboxes.add(landlord=south.landlord_id, told=told, sealed=b"", now=clock.now())
empty = made.make_landlord("Barewold Homes", is_sample=True)
group = made.make_team(empty, "Barewold")
for role in ("officer", "team leader", "administrator"):
    team = group if role != "administrator" else None
    email = role.replace(" ", ".") + "@barewold.example"
    made.make_user(empty, role, team=team, name="The " + role, email=email)
for landlord, _name, _sample in staffing.landlords():
    samples.renew_passwords(landlord=landlord, password={password!r})
"""
"""The sample landlords, and one who has nothing yet but three members of staff."""


def environment(home: Path) -> dict[str, str]:
    told = {**os.environ, "PUTRIGHT_HOME": str(home), "PYTHONPATH": PATH} | SECRETS
    told["PUTRIGHT_DROP_COUNTS"] = "1"  # whoever fetches from the folder is taken for a server
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PUTRIGHT_PRODUCTION", "PUTRIGHT_FILES"):
        told.pop(name, None)
    return told


def set_clock(home: Path, at: datetime, *, runs: bool = False) -> None:
    from putright.gateways import clock

    home.mkdir(parents=True, exist_ok=True)
    clock.write_time(home / "clock.json", at=at, runs=runs)


def prepare(home: Path, at: datetime, script: str = LOAD) -> Path:
    """An installation whose landlords were loaded at that moment, by default the samples."""
    set_clock(home, at)
    run_in(home, script.replace("{password!r}", repr(PASSWORD)))
    return home


def run_in(home: Path, script: str) -> str:
    """What a script printed that ran as one more process of the installation."""
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(home), check=True, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    return done.stdout


class Site:
    """One running copy."""

    def __init__(self, prepared: Path, home: Path) -> None:
        shutil.copytree(prepared, home)
        self.home = home
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = 0

    def start(self) -> "Site":
        self.process = nursery.born(self.home, self.port)
        _wait_for(self.address)
        return self

    def set_clock(self, at: datetime) -> None:
        set_clock(self.home, at)

    def post_goes(self) -> None:
        """What is queued by now goes."""
        asked = self.home / "post-goes"
        asked.touch()
        for _each in range(400):
            if not asked.exists():
                return
            time.sleep(0.05)
        raise RuntimeError("the post did not go")

    def ask(self, sql: str, *told: str) -> list[str]:
        """The first column of what the database answers; ids as they stand in addresses."""
        asked = sqlite3.connect(f"file:{self.home / 'putright.sqlite3'}?mode=ro", uri=True)
        try:
            return [_shown(row[0]) for row in asked.execute(sql, told)]
        finally:
            asked.close()

    def case(self, title: str) -> str:
        """The id of a sample case."""
        return self.ask("select id from record_case where title = ?", title)[0]

    def person(self, name: str) -> str:
        return self.ask("select id from people_person where name = ?", name)[0]

    def user(self, name: str) -> str:
        return self.ask("select id from accounts_user where name = ?", name)[0]

    def kill(self) -> None:
        """End it as a power cut would."""
        nursery.killed(self.process)

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _try in range(200):
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=5)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address}")


def _shown(value: object) -> str:
    text = str(value)
    return str(UUID(text)) if len(text) == 32 and text.isalnum() else text
