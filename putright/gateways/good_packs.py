"""Keeps the last readable copy of an installation's own pack, so that work goes on when it breaks.

A landlord's promises must not vanish from every list because somebody mistyped a date in a file.
"""

import os
import shutil
from pathlib import Path

from putright.core.events.faults import FileFault
from putright.core.policy.packs import Pack
from putright.gateways import files

KEPT = ".last-good"


def load(name: str) -> Pack:
    """The pack as it is now; where that cannot be read, as it last could. Raises ``FileFault``."""
    try:
        pack = files.load_pack(name)
    except FileFault:
        kept = _kept(name)
        if kept is None or not (kept / "pack.toml").is_file():
            raise
        return files.load_pack(str(kept))
    _keep(name)
    return pack


def fault(name: str) -> str:
    """What is wrong with the pack as it is now; empty while all is well."""
    try:
        files.load_pack(name)
    except FileFault as found:
        return str(found)
    return ""


def sources(name: str) -> list[Path]:
    """The files that say what the pack is now; none where it was taken away."""
    try:
        return files.pack_files(files.find_pack(name))
    except FileFault:
        return []


def _kept(name: str) -> Path | None:
    own = files.own_folder()
    return own / KEPT / name if own is not None and name in files.own_packs_ever(KEPT) else None


def _keep(name: str) -> None:
    """Copy the pack beside itself, whole or not at all."""
    own = files.own_folder()
    if own is None or name not in files.own_packs():
        return
    kept, new = own / KEPT / name, own / KEPT / f"{name}.new"
    if _same(own / name, kept):
        return
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(own / name, new)
    shutil.rmtree(kept, ignore_errors=True)
    os.replace(new, kept)


def _same(folder: Path, kept: Path) -> bool:
    files_here = {path.name: path.read_bytes() for path in folder.glob("*.toml")}
    return files_here == {path.name: path.read_bytes() for path in kept.glob("*.toml")}
