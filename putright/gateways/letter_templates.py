"""Reads the templates of letters from the disk."""

import tomllib
from functools import cache

import msgspec
from msgspec.structs import replace

from putright.core.letters import Template
from putright.gateways.files import ROOT

LETTERS = ROOT / "letters"


@cache
def load_template(kind: str, *, language: str = "en") -> Template:
    """The template of a kind of letter; in English, and saying so, where there is none in another
    language. Raises ``FileNotFoundError`` where there is no such letter.

    Whom a letter is for, what sending it writes and what it must contain are said once, in English:
    a translated template has a title and parts.
    """
    english = _read(kind, "en", {})
    if language not in languages() or kind not in all_kinds(language=language):
        return english
    there = _read(kind, language, {"audience": english.audience})
    return replace(
        english,
        title=there.title,
        name=there.name or english.name,
        part=there.part,
        language=language,
        unchecked=there.unchecked,
    )


def languages() -> tuple[str, ...]:
    """The languages besides English in which we have words for letters."""
    found = {path.parent.name for path in LETTERS.glob("*/_words.toml")}
    return tuple(sorted(found - {"en"}))


def _read(kind: str, language: str, given: dict[str, str]) -> Template:
    text = (LETTERS / language / f"{kind}.toml").read_text(encoding="utf-8")
    return msgspec.convert({"kind": kind, **given, **tomllib.loads(text)}, Template)


def all_kinds(*, language: str = "en") -> tuple[str, ...]:
    """Every kind of letter that there is."""
    return tuple(sorted(path.stem for path in (LETTERS / language).glob("[!_]*.toml")))
