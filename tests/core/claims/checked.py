"""What the tests of the claims check share: the shipped words, a case file, a letter's day."""

from datetime import date
from functools import cache
from pathlib import Path

from core.build import shipped, words

from putright.core.claims import Ground, Lists, Mark, Missed, check_text
from putright.core.timeline.casefile import CaseFile, read_case

ROOT = Path(__file__).parents[3] / "putright"


@cache
def lists() -> Lists:
    """The shipped words of claims."""
    rows = shipped("good-practice").practice
    return Lists(
        parties=rows["claim_party"],
        acts=rows["claim_act"],
        verbs=rows["claim_verb"],
        words=rows["claim_word"],
        needs=rows["letter_need"],
    )


@cache
def case(path: str) -> CaseFile:
    """A case file of the project, by its path under putright."""
    return read_case(path, (ROOT / path).read_text(encoding="utf-8"), words=words())


@cache
def ground(path: str, on: date, missed: tuple[Missed, ...] = ()) -> Ground:
    """A case as it stood on a day."""
    found = case(path)
    barred = {way for one in found.people if one.side == "resident" for way in one.cannot_use}
    return Ground(
        timeline=found.timeline(words()).as_of(on),
        on=on,
        steps=words().steps,
        missed=missed,
        barred=frozenset(barred),
    )


def marks(path: str, on: date, text: str) -> tuple[Mark, ...]:
    """What is marked in a sentence of a letter of that day."""
    return check_text(text, ground(path, on), lists())


def reds(path: str, on: date, text: str) -> list[Mark]:
    """Those of the marks that stop the letter."""
    return [one for one in marks(path, on, text) if one.colour == "red"]
