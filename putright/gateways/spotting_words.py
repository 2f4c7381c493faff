"""Reads the phrases and weights of the spotter of displeasure from the disk."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from putright.core.practice.spotting import Phrases, Spotter
from putright.gateways.files import ROOT

SPOTTING = ROOT / "spotting"


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases of one sort, and what they are; ``plain`` ones are displeasure by themselves."""

    id: str
    says: str
    phrases: tuple[str, ...]
    plain: bool = False


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases and the classes of words of a language."""

    language: str
    group: tuple[Group, ...]
    classes: Mapping[str, str]


class Learned(Struct, frozen=True, forbid_unknown_fields=True):
    """The weights, from how many sentences they were learned, and when a person is asked."""

    language: str
    learned_from: int
    threshold: float
    bias: float
    weights: Mapping[str, float]


@cache
def load_phrases(language: str = "en") -> Phrases:
    """The phrases and classes of a language, ready to be looked for."""
    told = load_written(language)
    return Phrases({group.id: group.phrases for group in told.group}, told.classes)


@cache
def load_written(language: str = "en") -> Written:
    """What was put together by hand."""
    return msgspec.convert(_read(f"{language}-phrases"), Written)


@cache
def load_spotter(language: str = "en") -> Spotter:
    """The spotter of a language, as it is shipped."""
    learned = msgspec.convert(_read(f"{language}-weights"), Learned)
    return Spotter(
        phrases=load_phrases(language), weights=learned.weights, bias=learned.bias,
        threshold=learned.threshold,
        plain=[group.id for group in load_written(language).group if group.plain],
    )  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((SPOTTING / f"{name}.toml").read_text(encoding="utf-8"))
