"""Reads the templates of letters from the disk."""

import tomllib
from functools import cache

import msgspec

from putright.core.letters import Template
from putright.gateways.files import ROOT

LETTERS = ROOT / "letters"


@cache
def load_template(kind: str, *, language: str = "en") -> Template:
    """The template of a kind of letter. Raises ``FileNotFoundError`` where there is none."""
    text = (LETTERS / language / f"{kind}.toml").read_text(encoding="utf-8")
    return msgspec.convert({"kind": kind, **tomllib.loads(text)}, Template)


def all_kinds(*, language: str = "en") -> tuple[str, ...]:
    """Every kind of letter that there is."""
    return tuple(sorted(path.stem for path in (LETTERS / language).glob("[!_]*.toml")))
