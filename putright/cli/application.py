"""Starts the application that the operators' commands work on: its settings, its tables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

FORM_BYTES = 5_000_000
"""What a form may hold beside one file."""
FORWARDED = {"x-forwarded-for", "x-forwarded-proto"}
"""What a proxy says of the request that it passes on."""


def start() -> None:
    """Read the settings; every command that needs the database calls this first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
    import django

    django.setup()


@contextmanager
def at_work() -> Iterator[None]:
    """Start, and turn what stands in a command's way into one clear message."""
    start()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    from putright.casework.operations.refusals import CannotRun
    from putright.cli.verbs import BadInput

    try:
        yield
    except (CannotRun, ImproperlyConfigured) as fault:
        raise BadInput(str(fault)) from fault
    except Error as fault:
        said = next(iter(str(fault).splitlines()), "no word why")
        raise BadInput(
            f"The database said no ({said}). Run `putright health`; after an update, run "
            "`putright upgrade`."
        ) from fault


def web() -> Any:
    """What a web server calls: all is imported, and each shape known, before the first request."""
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    from putright.gateways import shapes

    called = get_wsgi_application()
    len(get_resolver().url_patterns)  # imports every page
    shapes.learn()
    return called


def serve(*, host: str, port: int, proxy: str = "") -> None:
    """Answer requests until stopped.

    ``proxy`` is the one address whose word is taken on who asks, and whether by HTTPS; what anybody
    else says of that is dropped (security V4.1).
    """
    import waitress
    from django.conf import settings

    behind = {"trusted_proxy": proxy, "trusted_proxy_headers": FORWARDED} if proxy else {}
    waitress.serve(
        web(),
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=settings.MOST_BYTES_OF_A_FILE + FORM_BYTES,
        **behind,
    )
