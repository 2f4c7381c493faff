"""Every address of the application, found by walking it, with the ids it asks for filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLResolver, get_resolver, reverse

ASKED = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
OPEN_TO_ALL = ("account_", "openid_connect_", "mfa_", "socialaccount_")
"""Pages of the sign-in library guard themselves; tests/web/sign_in tries them."""


@dataclass(frozen=True)
class Door:
    """One address: its name, and the names of what stands in it."""

    name: str
    asks: tuple[tuple[str, str], ...]

    def path(self, ids: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={name: ids[name] for name, _kind in self.asks})


def doors() -> list[Door]:
    """Every named address of the staff areas."""
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda door: door.name)


def _walk(patterns: list[Any], space: str, asks: tuple[tuple[str, str], ...]) -> Iterator[Door]:
    for pattern in patterns:
        here = asks + tuple(
            (found["name"], found["kind"] or "str")
            for found in ASKED.finditer(str(pattern.pattern))
        )
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, here)
        elif pattern.name and not pattern.name.startswith(OPEN_TO_ALL):
            yield Door(f"{space}{pattern.name}", here)


NOBODYS = UUID("00000000-0000-4000-8000-000000000001")


def ids_of(**told: Any) -> dict[str, Any]:
    """Something for whatever an address may ask; what is not told belongs to nobody."""
    return _Ids(told)


class _Ids(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        if name.endswith("_id"):
            return NOBODYS
        return 1 if name in ("number", "page", "place", "away") else "none"
