"""Starts the application that the operators' commands work on: its settings, its tables."""

import os
from typing import Any

FORM_BYTES = 5_000_000
"""What a form may hold beside one file."""


def start() -> None:
    """Read the settings; every command that needs the database calls this first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
    import django

    django.setup()


def web() -> Any:
    """What a web server calls."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def serve(*, host: str, port: int) -> None:
    """Answer requests until stopped."""
    import waitress
    from django.conf import settings

    waitress.serve(
        web(),
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=settings.MOST_BYTES_OF_A_FILE + FORM_BYTES,
    )
