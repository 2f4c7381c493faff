"""Reads the drawn pages of a bundle, where this machine has a program that can.

What stands in a picture is in no text. Tesseract is no part of Putright: where it is not installed,
pages are searched by their text alone, and it is said.
"""

import os
import shutil
import subprocess  # nosec B404
from io import BytesIO

import pypdfium2

from putright.gateways.bundle_words import Withheld

PROGRAM = "tesseract"
DOTS = 200 / 72
MOST_SIDE = 3400
"""Points of a drawn page on a side, however large the page says that it is."""
MOST_SECONDS = 60


class CannotRead(Exception):
    """A page was not read, so nothing is known of it; the words follow "page 3 "."""


def can_read() -> bool:
    """Whether the program is here."""
    return shutil.which(PROGRAM) is not None


def seen_in(raw: bytes, pages: tuple[int, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """On which of these pages withheld words can be read, as a person would see them."""
    withheld, document = Withheld(words), pypdfium2.PdfDocument(raw)
    found = []
    for number in pages:
        try:
            if withheld.is_in(_read(document[number - 1])):
                found.append(f"page {number}, as it is seen")
        except CannotRead as fault:
            found.append(f"page {number}, which {fault}")
    return tuple(found)


def _read(page: pypdfium2.PdfPage) -> str:
    scale = min(DOTS, MOST_SIDE / max(*page.get_size(), 1.0))
    drawn = BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(drawn, "PPM")
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    try:
        done = subprocess.run(  # nosec B603 B607
            (PROGRAM, "stdin", "stdout", "--psm", "3"), input=drawn.getvalue(), check=True,
            capture_output=True, timeout=MOST_SECONDS, env=kept | {"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as fault:
        raise CannotRead("could not be read by the program that looks at pictures") from fault
    return done.stdout.decode("utf-8", "replace")
