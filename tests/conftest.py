"""What all tests share: how hard the properties are tried, and a database to work in.

Tests run on SQLite, or with ``--on postgresql`` on a server that they start themselves, as a role
that owns nothing. A test marked ``django_db`` (or using a fixture that needs the database) is
rolled back; one that must really commit asks for ``fresh_database``, a copy of its own.
"""

import gc
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from factories.browser import browser  # noqa: F401
from factories.dovecot import dovecot  # noqa: F401
from factories.fixtures import (  # noqa: F401 - fixtures are found by being here
    actor_of,
    case,
    clock_at,
    landlord,
    make_case,
    now,
    officer,
    other_landlord,
    signed_in,
    staff,
    team,
)
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from factories.databases import Copy, Store

hypothesis_settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
hypothesis_settings.register_profile("full", max_examples=1500, deadline=None, print_blob=True)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

HERE = Path(__file__).parent
WITHOUT_DJANGO = ("core", "architecture", "packs", "replays", "docs")
OURS = pytest.StashKey[dict[str, Any]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on", choices=("sqlite", "postgresql"), default="sqlite",
                     help="the database that the tests run on")  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Give Django a folder and a database of this run's own before its settings are read."""
    config.addinivalue_line("markers", "on(engine): needs this database, sqlite or postgresql")
    config.addinivalue_line("markers", "own_scope: sees no landlord until the test says which")
    if "putright.config.settings" in sys.modules:
        raise pytest.UsageError("unset DJANGO_SETTINGS_MODULE: tests use a folder of their own")
    leads_workers = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if leads_workers or not _needs_django(config):
        return
    home = Path(tempfile.mkdtemp(prefix="putright-tests-"))
    home.chmod(0o755)
    ours = config.stash[OURS] = {"home": home, "server": None}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PUTRIGHT_FILES", "PUTRIGHT_PRODUCTION"):
        os.environ.pop(name, None)
    (home / "installed").mkdir(mode=0o700)
    os.environ["PUTRIGHT_HOME"] = str(home / "installed")
    os.environ["DJANGO_SETTINGS_MODULE"] = "putright.config.settings"
    # a browser's driver keeps a loop of its own in this thread; the tests beside it are plain
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    if config.getoption("--on") == "postgresql":
        ours["server"] = _start_postgres(home)
    _set_up_django()


def pytest_unconfigure(config: pytest.Config) -> None:
    ours = config.stash.get(OURS, None)
    if ours is None:
        return
    from django.db import connections

    connections.close_all()
    if ours["server"]:
        ours["server"].stop()
    shutil.rmtree(ours["home"], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, with a word, what cannot run on the database that is there."""
    from factories.postgres import ABSENT, programs

    wanted = config.getoption("--on")
    absent = wanted == "postgresql" and programs() is None
    for item in items:
        marker = item.get_closest_marker("on")
        if marker and marker.args[0] != wanted:
            item.add_marker(pytest.mark.skip(f"tried with  pytest --on {marker.args[0]}"))
        elif absent and _uses_database(item):
            item.add_marker(pytest.mark.skip(ABSENT))


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it for garbage cost a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest, django_db_blocker: Any) -> "Store":
    """The prepared database of this run."""
    from factories.databases import Store

    ours = request.config.stash[OURS]
    made = Store(ours["home"] / "installed", ours["server"])
    cached = request.config.cache.mkdir("prepared")
    with django_db_blocker.unblock():
        made.prepare(cached)
    return made


@pytest.fixture(scope="session")
def django_db_setup(store: "Store") -> None:
    """Tests that roll back work in the prepared database."""


@pytest.fixture
def fresh_database(store: "Store", django_db_blocker: Any) -> "Iterator[Copy]":
    """A database of the test's own that really commits; this process works on it meanwhile."""
    from factories.databases import pointed_at

    home = Path(tempfile.mkdtemp(prefix="putright-fresh-"))
    copy = store.fresh(home)
    try:
        with django_db_blocker.unblock(), pointed_at(copy):
            yield copy
    finally:
        copy.drop()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> None:
    """The fresh copy where the test has one, else the database that is rolled back."""
    named = "fresh_database" if "fresh_database" in request.fixturenames else "db"
    request.getfixturevalue(named)


@pytest.fixture(autouse=True)
def _sees_all_landlords(request: pytest.FixtureRequest) -> Iterator[None]:
    """On PostgreSQL a test that rolls back sees every landlord, unless it is marked own_scope."""
    item = request.node
    rolls_back = _uses_database(item) and "fresh_database" not in request.fixturenames
    if not rolls_back:
        yield
        return
    request.getfixturevalue("db")
    from putright.stores.accounts import scope

    own = item.get_closest_marker("own_scope")
    with nullcontext() if own else scope.landlord_scope(scope.OPERATOR):
        yield


def _uses_database(item: Any) -> bool:
    named = {"db", "database", "fresh_database"}.intersection(getattr(item, "fixturenames", ()))
    return bool(named) or item.get_closest_marker("django_db") is not None


def _needs_django(config: pytest.Config) -> bool:
    """Tests of what runs without Django do not wait for it."""
    if importlib.util.find_spec("django") is None:
        return False
    asked = [Path(arg.partition("::")[0]).resolve() for arg in config.args]
    light = [HERE / name for name in WITHOUT_DJANGO]
    return any(not any(path.is_relative_to(each) for each in light) for path in asked)


def _start_postgres(home: Path) -> Any:
    from factories.postgres import OWNER, SERVICE, Server, programs

    if programs() is None:
        return None
    root = home / "server"
    root.mkdir(mode=0o700)
    server = Server(root)
    os.environ["DATABASE_URL"] = server.url(SERVICE, "postgres")
    os.environ["DATABASE_OWNER_URL"] = server.url(OWNER, "postgres")
    return server


def _set_up_django() -> None:
    import django
    from django.conf import settings

    # Passwords of tests guard nothing: the slow hashes that a service needs would only cost time.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
