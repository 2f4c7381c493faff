"""In production the service refuses to start with settings that would expose people."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from putright.config import checks

START = (
    "from django.core.wsgi import get_wsgi_application as go; app = go();"
    "from django.conf import settings as s;"
    "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME, s.DEBUG)"
)


def start(home: Path, **told: str) -> "subprocess.CompletedProcess[str]":
    """Load the application as a web server does, in a process of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PUTRIGHT_", "DATABASE_"))}
    environment = kept | {
        "PUTRIGHT_HOME": str(home),
        "PUTRIGHT_PRODUCTION": "1",
        "PUTRIGHT_HOSTS": "casework.landlord.example",
        "DJANGO_SETTINGS_MODULE": "putright.config.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", START], env=environment | told, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_sound_settings_start_with_names_that_bind_cookies_to_the_host(tmp_path: Path) -> None:
    started = start(tmp_path)

    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["__Host-session", "__Host-csrf", "__Host-device", "False"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("told", "number"),
    [
        ({"PUTRIGHT_HOSTS": "*"}, "E002"),
        ({"PUTRIGHT_SECRET_DJANGO": "short"}, "E003"),
        ({"PUTRIGHT_OIDC_ISSUER": "https://issuer.example"}, "E009"),
        ({"PUTRIGHT_OIDC_ISSUER": "http://issuer.example"}, "E010"),
    ],
)
def test_unsafe_settings_do_not_start(tmp_path: Path, told: dict[str, str], number: str) -> None:
    started = start(tmp_path, **told)

    assert started.returncode != 0
    assert number in started.stderr


@pytest.mark.slow
def test_a_clock_set_by_hand_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "clock.json").write_text("{}", encoding="utf-8")

    assert "E006" in start(tmp_path).stderr


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("DEBUG", True, 1),
        ("SESSION_COOKIE_SECURE", False, 4),
        ("CSRF_COOKIE_NAME", "csrf", 5),
        ("SECURE_HSTS_SECONDS", 0, 7),
        ("MFA_TOTP_INSECURE_BYPASS_CODE", "000000", 8),
    ],
)
def test_each_unsafe_setting_is_told(settings: Any, name: str, value: Any, number: int) -> None:
    settings.PRODUCTION = True
    setattr(settings, name, value)

    assert f"putright.E{number:03}" in [one.id for one in checks.production()]


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ({"smtp_host": "mail.example", "smtp_safety": "none"}, 11),
        ({"smtp_host": "mail.example", "smtp_safety": "tsl"}, 11),
        ({"texts": "notify", "notify_key": "k"}, 12),
        ({"letters": "notify"}, 12),
        ({"smtp_host": "127.0.0.1", "smtp_safety": "none"}, 0),
        ({"smtp_host": "mail.example", "smtp_safety": "tls", "letters": "notify",
          "notify_key": "k"}, 0),
    ],
)  # fmt: skip
def test_mail_in_clear_or_half_a_service_is_told(
    settings: Any, told: dict[str, str], number: int
) -> None:
    settings.PRODUCTION = True
    settings.SENDING = {**settings.SENDING, **told}

    found = {one.id for one in checks.production()} & {"putright.E011", "putright.E012"}

    assert found == ({f"putright.E{number:03}"} if number else set())


def test_outside_production_nothing_is_asked() -> None:
    assert checks.production() == []


@pytest.mark.django_db
def test_cookies_are_bound_to_this_host_and_hidden_from_scripts(client: Any, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

    client.get("/account/login/")
    client.post("/account/login/", {"login": "a@b.example", "password": "wrong"})

    for cookie in client.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert cookie["samesite"] == "Lax"
    assert client.cookies
