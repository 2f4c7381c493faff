"""Refusals at the start: a service for real people does not start with settings that expose them.

They are Django system checks, so ``putright check`` tells them; the server asks them too, and
refuses to start while one stands.
"""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

LONG_ENOUGH = 32


def register() -> None:
    """Put our checks with Django's own."""
    checks.register(production, checks.Tags.security)


def production(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """What stands in the way of serving real people; nothing outside production."""
    if not settings.PRODUCTION:
        return []
    found = [(number, words) for number, is_wrong, words in _questions() if is_wrong]
    return [checks.Error(words, id=f"putright.E{number:03}") for number, words in found]


def refuse_unsafe_start() -> None:
    """Raise, with every reason, unless all is well."""
    if found := production():
        raise ImproperlyConfigured("\n".join(f"{one.id}: {one.msg}" for one in found))


def _questions() -> list[tuple[int, bool, str]]:
    hosts = settings.ALLOWED_HOSTS
    cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME)
    are_secure = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    oidc = settings.OIDC
    return [
        (1, settings.DEBUG, "DEBUG is on: a fault would show what people wrote."),
        (2, not hosts or "*" in hosts, "PUTRIGHT_HOSTS must name this service's hosts, not '*'."),
        (3, len(settings.SECRET_KEY) < LONG_ENOUGH, "The secret key is too short to be a secret."),
        (4, not are_secure, "Cookies must be sent over TLS alone."),
        (5, not all(one.startswith("__Host-") for one in cookies), "Cookies need __Host- names."),
        (
            6,
            settings.CLOCK_FILE.exists(),
            f"A clock was set by hand: remove {settings.CLOCK_FILE}.",
        ),
        (7, not settings.SECURE_HSTS_SECONDS, "SECURE_HSTS_SECONDS must be set."),
        (8, hasattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE"), "No code may open every account."),
        (9, _is_half_told(oidc), "PUTRIGHT_OIDC_ needs CLIENT_ID, SECRET and LANDLORD as well."),
        (
            10,
            bool(oidc) and not oidc["issuer"].startswith("https://"),
            "PUTRIGHT_OIDC_ISSUER must begin with https://.",
        ),
        (
            11,
            _is_open_line(),
            "PUTRIGHT_SMTP_SAFETY must be tls or starttls: letters would go in clear.",
        ),
        (
            12,
            _is_half_notify(),
            "Notify needs PUTRIGHT_NOTIFY_KEY and, for texts, the id of a template.",
        ),
    ]


def _is_open_line() -> bool:
    told = settings.SENDING
    is_here = told["smtp_host"] in ("localhost", "127.0.0.1", "::1")
    is_safe = told["smtp_safety"] in ("", "tls", "starttls")
    return bool(told["smtp_host"]) and not is_safe and not is_here


def _is_half_notify() -> bool:
    told = settings.SENDING
    lacks_template = told["texts"] == "notify" and not told["notify_text_template"]
    return lacks_template or (
        "notify" in (told["texts"], told["letters"]) and not told["notify_key"]
    )


def _is_half_told(oidc: dict[str, str]) -> bool:
    return bool(oidc) and not all(oidc[name] for name in ("client", "secret", "landlord"))
