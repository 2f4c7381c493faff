"""Lets msgspec learn the shapes of all that is read, before many threads read.

It learns a shape when something is first read into it; where two threads meet a shape for the first
time at once, one uses what the other has half learnt, and the whole process ends (msgspec 0.22).
"""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

OURS = "putright."


def learn() -> int:
    """Learn every shape of ours that was imported; how many they are."""
    learnt = 0
    for each in set(_below(msgspec.Struct)):
        if each.__module__.startswith(OURS):
            with suppress(TypeError):  # of what pages show, some could not be read; nobody does
                msgspec.json.Decoder(each)
                learnt += 1
    return learnt


def _below(shape: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for each in shape.__subclasses__():
        yield each
        yield from _below(each)
