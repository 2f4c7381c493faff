"""The typefaces of letters, shipped in the package: which of them a text needs, and nothing else.

Letters look the same wherever they are made, and every face is inside the file that is sent.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Final

from putright.gateways.files import ROOT

FONTS: Final = ROOT / "letters" / "fonts"
SCHEME: Final = "putright-font:"

_OWN = "atkinson-hyperlegible-next"
_CUTS: Final = (
    (f"{_OWN}-latin", "Putright", ""),
    (f"{_OWN}-latin-ext", "Putright Ext", "\u0100-\u02ff\u1e00-\u1e9f\u20a0-\u20ab"),
    (
        "noto-sans-vietnamese",
        "Putright Vietnamese",
        "\u01a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9\u20ab",
    ),
    ("noto-sans-greek", "Putright Greek", "\u0370-\u03ff"),
    ("noto-sans-cyrillic", "Putright Cyrillic", "\u0400-\u04ff"),
    ("noto-sans-cyrillic-ext", "Putright Cyrillic Ext", "\u0460-\u052f"),
    ("vazirmatn-arabic", "Putright Arabic", "\u0600-\u08ff\ufb50-\ufefc"),
    ("noto-sans-devanagari", "Putright Devanagari", "\u0900-\u097f\ua8e0-\ua8ff"),
    ("noto-sans-bengali-bengali", "Putright Bengali", "\u0980-\u09ff"),
    ("noto-sans-gurmukhi-gurmukhi", "Putright Gurmukhi", "\u0a00-\u0a7f"),
    ("noto-sans-ethiopic-ethiopic", "Putright Ethiopic", "\u1200-\u139f\u2d80-\u2ddf"),
)
"""File, family, and the letters for which it is wanted; the first one always is.

Arabic is not set in Noto: it draws one letter out of several shapes, and what is copied or read out
of the file is then another word. Vazirmatn has a shape for each letter.
"""

_PLAIN: Final = frozenset(file for file, _name, _of in _CUTS[:6])


def faces(text: str) -> str:
    """Style rules that bring in the faces a text needs, and name them for it."""
    wanted = [(file, name) for file, name, of in _CUTS if not of or re.search(f"[{of}]", text)]
    rules = [_face(file, name, weight) for file, name in wanted for weight in (400, 700)]
    names = ", ".join(f'"{name}"' for _file, name in wanted)
    chosen = f"{{ font-family: {names}, sans-serif }}\n"
    return "".join(rules) + f"html {chosen}@page {chosen}"


def plain_faces(letter: str, weight: int) -> Iterator[str]:
    """Addresses of the faces that may have a letter of a script whose letters stand by themselves.

    There are none for letters that are joined, or moved, by those beside them.
    """
    for file, _name, of in _CUTS:
        if file in _PLAIN and (not of or re.match(f"[{of}]", letter)):
            yield _address(file, weight)


def font(address: str) -> bytes:
    """The face at an address that ``faces`` wrote. Raises ``LookupError`` for any other."""
    for file, _name, _of in _CUTS:
        for weight in (400, 700):
            if address == _address(file, weight):
                return (FONTS / f"{file}-{weight}-normal.woff2").read_bytes()
    raise LookupError("no face of ours")


@cache
def unpacked(address: str) -> bytes:
    """The same as the renderer needs it: unpacking takes longer than drawing a short page."""
    from fontTools.ttLib import woff2

    out = BytesIO()
    woff2.decompress(BytesIO(font(address)), out)
    return out.getvalue()


def _face(file: str, name: str, weight: int) -> str:
    source = f'src: url("{_address(file, weight)}") format("woff2")'
    return f'@font-face {{ font-family: "{name}"; font-weight: {weight}; {source} }}\n'


def _address(file: str, weight: int) -> str:
    return f"{SCHEME}{file}-{weight}"
