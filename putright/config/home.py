"""The one folder that holds what must be kept: database, files, secrets."""

import base64
import hashlib
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


def keys(home: Path, name: str) -> list[bytes]:
    """Keys to keep secrets under, the newest first; older ones only open what they closed."""
    older = os.environ.get(f"PUTRIGHT_OLD_SECRETS_{name.upper()}", "").split(",")
    words = [secret(home, name), *(one for one in older if one)]
    return [
        base64.urlsafe_b64encode(hashlib.sha256(f"{name}:{one}".encode()).digest()) for one in words
    ]


def sending(home: Path) -> dict[str, str]:
    """How mail, texts and letters go out; without a server or a service: as files in a folder."""
    told = {name.removeprefix("PUTRIGHT_").lower(): os.environ.get(name, "") for name in _SENDING}
    told["drop"] = told["drop"] or str(home / "outbox")
    return told


def listening() -> dict[str, str]:
    """Whether the service takes mail that a mail server hands on: where, and with what to show."""
    names = {"at": "", "certificate": "_CERTIFICATE", "key": "_KEY"}
    return {name: os.environ.get(f"PUTRIGHT_LISTEN{end}", "") for name, end in names.items()}


_SENDING = (
    "PUTRIGHT_SMTP_HOST", "PUTRIGHT_SMTP_PORT", "PUTRIGHT_SMTP_SAFETY", "PUTRIGHT_SMTP_USER",
    "PUTRIGHT_SMTP_PASSWORD", "PUTRIGHT_SMTP_ROOTS", "PUTRIGHT_DROP", "PUTRIGHT_DROP_COUNTS",
    "PUTRIGHT_TEXTS", "PUTRIGHT_LETTERS", "PUTRIGHT_NOTIFY_KEY", "PUTRIGHT_NOTIFY_TEXT_TEMPLATE",
    "PUTRIGHT_NOTIFY_ADDRESS",
)  # fmt: skip


def work_accounts() -> dict[str, str]:
    """Sign-in with a work account elsewhere, if the environment tells of one."""
    issuer = os.environ.get("PUTRIGHT_OIDC_ISSUER", "")
    if not issuer:
        return {}
    return {
        "issuer": issuer,
        "client": os.environ.get("PUTRIGHT_OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("PUTRIGHT_OIDC_SECRET", ""),
        "landlord": os.environ.get("PUTRIGHT_OIDC_LANDLORD", ""),
        "subject": os.environ.get("PUTRIGHT_OIDC_SUBJECT", "sub"),
        "checks_second_factor": os.environ.get("PUTRIGHT_OIDC_CHECKS_SECOND_FACTOR", ""),
    }


def issuer_name(issuer: str) -> str:
    """The name of an issuer here: another issuer never finds the accounts of this one."""
    return f"work-{hashlib.sha256(issuer.encode()).hexdigest()[:16]}"


def work_account_apps(told: dict[str, str]) -> list[dict[str, Any]]:
    """The same, as allauth wants to be told."""
    if not told:
        return []
    app = {
        "provider_id": issuer_name(told["issuer"]),
        "name": "Work account",
        "client_id": told["client"],
        "secret": told["secret"],
        "settings": {
            "server_url": told["issuer"],
            "uid_field": told["subject"],
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
        },
    }
    return [app]


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
                "PRAGMA secure_delete=ON;"
            ),
        },
    }
