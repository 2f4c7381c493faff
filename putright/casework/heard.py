"""Hears displeasure in the words of a case with the spotter that is shipped.

What was heard is kept in the memory of the process for a while, and nowhere else.
"""

from functools import lru_cache

from putright.core.duties.run import Run
from putright.core.practice.recognising import Asked, asked_about
from putright.core.practice.spotting import Heard
from putright.gateways.spotting_words import load_spotter

KEPT = 2048


@lru_cache(maxsize=KEPT)
def hear(text: str) -> Heard:
    """What is heard in a text."""
    return load_spotter().hear(text)


def asked_in(run: Run) -> list[Asked]:
    """What a person is to be asked about in a case: is this a complaint?"""
    is_open = run.facts.complaint_is_open(run.now)
    return asked_about(run.timeline, is_open=is_open, hear=hear)
