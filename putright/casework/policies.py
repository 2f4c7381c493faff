"""The engine that a landlord's packs make, and the fingerprint by which a change shows."""

import hashlib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from putright import __version__
from putright.casework.audits import always_packs, make_engine
from putright.core.duties.engine import Engine
from putright.core.policy.packs import Pack
from putright.gateways import files, good_packs


def engine_of(pack: str) -> Engine:
    """The engine for a landlord whose pack has this name or path; "" for none of its own."""
    return _engine(pack, fingerprint(pack))


def engine_as_known_on(pack: str, day: date) -> Engine:
    """The engine that counts days with the bank holidays that were proclaimed by that day."""
    engine = engine_of(pack)
    unknown = engine.calendar.unknown_on(day)
    return _engine_without(engine, unknown) if unknown else engine


@lru_cache(maxsize=16)
def _engine_without(engine: Engine, unknown: tuple[date, ...]) -> Engine:
    """One engine for every day on which the same holidays were still unknown."""
    before = min(engine.calendar.announced[day] for day in unknown) - timedelta(days=1)
    return Engine(engine.stack, engine.calendar.as_known_on(before))


def fault_of(pack: str) -> str:
    """What is wrong with a landlord's pack, while the last one that could be read goes on."""
    return good_packs.fault(pack) if pack else ""


def fingerprint(pack: str) -> str:
    """What changes when the pack, the packs that always hold, the calendar or we change."""
    told = hashlib.sha256(__version__.encode())
    for path in _sources(pack):
        told.update(f"{path}:{path.stat().st_mtime_ns}:{path.stat().st_size}".encode())
    return told.hexdigest()


@lru_cache(maxsize=32)
def _engine(pack: str, stamp: str) -> Engine:
    loaded: list[Pack] = [good_packs.load(pack)] if pack else []
    loaded += always_packs()
    return make_engine(tuple({each.header.name: each for each in loaded}.values()))


def _sources(pack: str) -> list[Path]:
    own = good_packs.sources(pack) if pack else []
    always = [path for one in _always_names() for path in files.pack_files(files.find_pack(one))]
    return [*own, *always, *files.ground_files()]


@lru_cache(maxsize=1)
def _always_names() -> tuple[str, ...]:
    return tuple(pack.header.name for pack in always_packs())
