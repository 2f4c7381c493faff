"""Says what a file is, by its content and by its name: both must agree on a kind that we show.

Evidence is never refused for what it is. What is not known, not as named or able to run is kept to
download only, with a word that says why. Nothing is ever unpacked here.
"""

import os
from dataclasses import dataclass
from typing import BinaryIO

from putright.gateways.blobs import EmptyFile
from putright.gateways.file_content import Content, content_of
from putright.gateways.file_kinds import (
    ALLOWED,
    BY_ENDING,
    DISARMED,
    NEUTRAL,
    NOT_HIDDEN,
    PAGES,
    RUNS,
    SAME_CONTENT,
    SAYS,
    WITH_MACROS,
    WRAPPERS,
    Doubt,
    Kind,
)
from putright.gateways.file_names import clean_name, endings, extension_of

SHOWN_WITH = frozenset({Doubt.NONE, Doubt.SCRIPT})


@dataclass(frozen=True, kw_only=True)
class Sniffed:
    """What a file is: under which type and ending it is handed out, and what to warn of."""

    media_type: str
    extension: str
    kind: Kind
    warning: Doubt = Doubt.NONE

    @property
    def says(self) -> str:
        """The warning in a sentence for the page; empty where there is none."""
        return SAYS[self.warning]


def sniff(*, name: str, file: BinaryIO) -> Sniffed:
    """What the file is. It is read from its beginning, whatever was read of it before.

    Raises ``EmptyFile``, and refuses nothing else.
    """
    if not file.seek(0, os.SEEK_END):
        raise EmptyFile
    name = clean_name(name=name)
    content = content_of(file=file)
    extension = extension_of(name=name)
    doubt = _doubt(name, extension, content)
    if doubt is Doubt.ARCHIVE:
        return Sniffed(
            media_type=ALLOWED["zip"].media_type,
            extension="zip",
            kind="download only",
            warning=doubt,
        )
    if doubt not in SHOWN_WITH:
        return Sniffed(
            media_type=NEUTRAL,
            extension="bin" if doubt in DISARMED else extension,
            kind="download only",
            warning=doubt,
        )
    kind = ALLOWED[BY_ENDING[extension]]
    return Sniffed(media_type=kind.media_type, extension=extension, kind=kind.kind, warning=doubt)


def name_to_hand_out(*, name: str, sniffed: Sniffed) -> str:
    """The name to download a file under: clean, and disarmed where a click could run it."""
    kept = clean_name(name=name)
    if not sniffed.extension or extension_of(name=kept) == sniffed.extension:
        return kept
    return clean_name(name=f"{kept}.{sniffed.extension}")


def _doubt(name: str, extension: str, content: Content) -> Doubt:
    """The gravest thing to say of a file; what the name alone says comes with it."""
    if content.doubt in (Doubt.PROGRAM, Doubt.TWO_THINGS) or extension in RUNS:
        return Doubt.TWO_THINGS if content.doubt is Doubt.TWO_THINGS else Doubt.PROGRAM
    named = _doubt_of_name(extension, content)
    if named is not Doubt.NONE:
        return named
    if content.doubt not in SHOWN_WITH:
        return content.doubt
    if _says_two_things(name, extension):
        return Doubt.TWO_ENDINGS
    return Doubt.ARCHIVE if content.kind == "zip" else content.doubt


def _doubt_of_name(extension: str, content: Content) -> Doubt:
    if extension.startswith("svg") or content.doubt is Doubt.DRAWING:
        return Doubt.DRAWING
    if extension in PAGES or content.doubt is Doubt.WEB_PAGE:
        return Doubt.WEB_PAGE
    if extension in WITH_MACROS or content.doubt is Doubt.MACRO:
        return Doubt.MACRO
    if content.doubt is Doubt.LOCKED:
        return Doubt.LOCKED
    if not extension:
        return Doubt.NO_ENDING
    if extension not in BY_ENDING:
        return Doubt.UNKNOWN
    fitting = SAME_CONTENT.get(content.kind, frozenset({content.kind}))
    return Doubt.NONE if BY_ENDING[extension] in fitting else Doubt.NOT_AS_NAMED


def _says_two_things(name: str, extension: str) -> bool:
    """Whether a part before the ending names another kind, as in photo.exe.jpg."""
    before = set(endings(name=name)[:-1])
    if before & ((RUNS | PAGES | WITH_MACROS | {"svg"}) - NOT_HIDDEN):
        return True
    others = {BY_ENDING[part] for part in before & BY_ENDING.keys()} - {BY_ENDING[extension]}
    return bool(others) and extension not in WRAPPERS
