"""The staff areas, found by walking ``putright/web``: adding one touches no list.

An area's ``__init__`` may put entries into the navigation: ``MENU = ((10, "My work", "work:list",
"work.see"),)`` is its place, its word, the name of its address, and the permission it takes.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

WEB = Path(__file__).parents[1] / "web"
PORTAL = Path(__file__).parents[1] / "portal"
PUBLIC = "/r/"
"""What begins so is for everybody: no session is read, nobody is signed in, nothing is found."""
Entry = tuple[int, str, str, str]


@cache
def area_names() -> tuple[str, ...]:
    """The packages of ``putright.web`` that have addresses."""
    return tuple(sorted(path.parent.name for path in WEB.glob("*/urls.py")))


@cache
def template_folders() -> tuple[Path, ...]:
    """Where the areas and the public forms keep their pages."""
    return (PORTAL / "templates", *(WEB / name / "templates" for name in area_names()))


def is_public(path: str) -> bool:
    """Whether an address is one of the public forms', or would be."""
    return path.startswith(PUBLIC)


@cache
def menu() -> tuple[Entry, ...]:
    """What the areas put into the navigation, in its order."""
    packages = [import_module(f"putright.web.{name}") for name in area_names()]
    return tuple(sorted(entry for one in packages for entry in getattr(one, "MENU", ())))
