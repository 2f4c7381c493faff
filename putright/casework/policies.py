"""The engine that a landlord's packs make, and the fingerprint by which a change shows."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from putright import __version__
from putright.casework.audits import always_packs, make_engine
from putright.core.duties.engine import Engine
from putright.core.policy.packs import Pack
from putright.gateways import clock, files, good_packs

LOOKED_FOR = 2.0
"""Seconds for which a look at the shipped files is good enough."""


def engine_of(pack: str) -> Engine:
    """The engine for a landlord whose pack has this name or path; "" for none of its own."""
    return engine_stamped(pack)[0]


def engine_stamped(pack: str) -> tuple[Engine, str]:
    """The engine for a landlord's pack, with the fingerprint of what it was made from."""
    stamp = fingerprint(pack)
    return _engine(pack, stamp), stamp


def engine_before(engine: Engine, unknown: tuple[date, ...]) -> Engine:
    """The engine that counts days without these bank holidays, as before they were proclaimed."""
    return _engine_without(engine, unknown)


@lru_cache(maxsize=16)
def _engine_without(engine: Engine, unknown: tuple[date, ...]) -> Engine:
    """One engine for every day on which the same holidays were still unknown."""
    before = min(engine.calendar.announced[day] for day in unknown) - timedelta(days=1)
    return Engine(engine.stack, engine.calendar.as_known_on(before))


def fault_of(pack: str) -> str:
    """What is wrong with a landlord's pack, while the last one that could be read goes on."""
    return good_packs.fault(pack) if pack else ""


def fingerprint(pack: str) -> str:
    """What changes when the pack, the packs that always hold, the calendar or we change.

    An installation's own pack and calendar are looked at each time: a change shows at once. What
    comes with Putright changes with an upgrade alone and is looked at every other second.
    """
    told = hashlib.sha256(_shipped().encode())
    own = good_packs.sources(pack) if pack else []
    told.update(_stamps([*own, *files.calendar_files()]).encode())
    return told.hexdigest()


class _Looked:
    """What the shipped files were when last looked at, and until when that is good enough."""

    stamp = ""
    until = 0.0


def _shipped() -> str:
    now = clock.monotonic()
    if now >= _Looked.until:
        packs = [
            path for name in _always_names() for path in files.pack_files(files.find_pack(name))
        ]
        _Looked.stamp = f"{__version__}\n{_stamps([*packs, *files.ground_files()])}"
        _Looked.until = now + LOOKED_FOR
    return _Looked.stamp


def _stamps(paths: Iterable[Path]) -> str:
    seen = [(path, path.stat()) for path in paths]
    return "\n".join(f"{path}:{stat.st_mtime_ns}:{stat.st_size}" for path, stat in seen)


@lru_cache(maxsize=32)
def _engine(pack: str, stamp: str) -> Engine:
    loaded: list[Pack] = [good_packs.load(pack)] if pack else []
    loaded += always_packs()
    return make_engine(tuple({each.header.name: each for each in loaded}.values()))


@lru_cache(maxsize=1)
def _always_names() -> tuple[str, ...]:
    return tuple(pack.header.name for pack in always_packs())
