"""What runs by itself. Each module of this package that has a ROUTINE or an ERRAND is found here.

A job is only a wake-up: what is due, and who acts, is worked out anew by whatever it wakes. A
routine may run twice, and late; it must find out for itself what is left to do.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from datetime import datetime, time
from functools import cache
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from putright.stores.post import jobs

NOBODY = UUID(int=0)
"""What a routine over the installation is handed in place of a landlord."""


class Routine(Struct, frozen=True, kw_only=True):
    """Something that runs again and again, for each landlord or once for the installation.

    It is in no transaction when it is called: it opens ``landlord_scope(landlord)`` around each of
    its steps, so that one that talks to another server commits in between. With ``is_whole`` the
    scope is held around all of it instead. ``at`` asks for that time of the day, each day.
    """

    name: str
    every: int
    run: Callable[[UUID, datetime], None]
    over: Literal["landlord", "installation"] = "landlord"
    is_whole: bool = False
    at: time | None = None


class Errand(Struct, frozen=True, kw_only=True):
    """Something asked for by ``later``, done once: ``run(landlord, args, now)``.

    It runs in its landlord's scope and in one transaction with the note that it is done, so what it
    writes to the database is written once, whatever is killed. It sends nothing itself.
    """

    name: str
    run: Callable[[UUID, Mapping[str, Any], datetime], None]


@cache
def routines() -> dict[str, Routine]:
    """Every routine, by its name."""
    return _found("ROUTINE")


@cache
def errands() -> dict[str, Errand]:
    """Every errand, by its name."""
    return _found("ERRAND")


def later(name: str, landlord: UUID, args: Mapping[str, Any], due_at: datetime, key: str) -> bool:
    """Ask for an errand, in the transaction that one is in; False where that key was asked before.

    ``args`` are ids and numbers only: the row is shown to whoever keeps the service running.
    """
    if name not in errands():
        raise LookupError(f"no errand is called {name!r}")
    return jobs.ask(name=name, key=key, landlord=landlord, args=dict(args), due_at=due_at)


def _found(what: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(__path__):
        told = getattr(importlib.import_module(f"{__name__}.{module.name}"), what, None)
        if told is None:
            continue
        if told.name in found:
            raise LookupError(f"two jobs are called {told.name!r}")
        found[told.name] = told
    return found
