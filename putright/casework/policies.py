"""The engine that a landlord's packs make, and the fingerprint by which a change shows."""

import hashlib
from functools import lru_cache
from pathlib import Path

from putright import __version__
from putright.casework.audits import always_packs, make_engine
from putright.core.duties.engine import Engine
from putright.core.policy.packs import Pack
from putright.gateways import files


def engine_of(pack: str) -> Engine:
    """The engine for a landlord whose pack has this name or path; "" for none of its own."""
    return _engine(pack, fingerprint(pack))


def fingerprint(pack: str) -> str:
    """What changes when the pack, the packs that always hold, the calendar or we change."""
    told = hashlib.sha256(__version__.encode())
    for path in _sources(pack):
        told.update(f"{path}:{path.stat().st_mtime_ns}:{path.stat().st_size}".encode())
    return told.hexdigest()


@lru_cache(maxsize=32)
def _engine(pack: str, stamp: str) -> Engine:
    loaded: list[Pack] = [files.load_pack(pack)] if pack else []
    loaded += always_packs()
    return make_engine(tuple({each.header.name: each for each in loaded}.values()))


def _sources(pack: str) -> list[Path]:
    own = files.pack_files(files.find_pack(pack)) if pack else []
    always = [path for one in _always_names() for path in files.pack_files(files.find_pack(one))]
    return [*own, *always, *files.ground_files()]


@lru_cache(maxsize=1)
def _always_names() -> tuple[str, ...]:
    return tuple(pack.header.name for pack in always_packs())
