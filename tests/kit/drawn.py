"""Draws templates of the kit the way Django does, for the tests of this folder."""

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import django
from jinja2 import Environment, FileSystemLoader

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
os.environ.setdefault("PUTRIGHT_HOME", tempfile.mkdtemp(prefix="putright-kit-"))
django.setup()

MACROS = Path(__file__).parents[2] / "putright/kit/templates/macros"


@cache
def pages() -> Environment:
    """The environment of pages, which also knows the templates of these tests."""
    from putright.kit.environment import environment

    return environment(loader=FileSystemLoader(Path(__file__).parent / "templates"))


def draw(source: str, **given: Any) -> str:
    """A piece of a template, with every macro within reach."""
    imports = "".join(
        f'{{% import "macros/{path.name}" as {path.name.partition(".")[0]} %}}'
        for path in sorted(MACROS.glob("*.jinja"))
    )
    return pages().from_string(imports + source).render(**given)
