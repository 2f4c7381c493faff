"""The one folder that holds what must be kept: database, files, secrets."""

import os
import secrets
from pathlib import Path
from typing import Any


def folder() -> Path:
    """The folder of this installation; made, for its owner only, if it is not there."""
    path = Path(os.environ.get("PUTRIGHT_HOME") or "var").absolute()
    for made in (path, path / "files", path / "static"):
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def secret(home: Path, name: str) -> str:
    """A secret from the environment, else from the folder, made there the first time."""
    given = os.environ.get(f"PUTRIGHT_SECRET_{name.upper()}")
    if given:
        return given
    path = home / f"{name}.secret"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as made:
            made.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8").strip()


def sqlite(path: Path) -> dict[str, Any]:
    """An embedded database that says saved only when the disk has it."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA recursive_triggers=ON;"
            ),
        },
    }
