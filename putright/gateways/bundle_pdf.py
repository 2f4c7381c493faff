"""The pages of a PDF that came from outside: what is seen stays, what is not seen does not.

Where words are withheld, a page with one of them becomes a picture with the word painted out; so
does a page of which it is not sure that all its words can be read.
"""

from ctypes import byref, c_int
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Name, Page, Pdf
from PIL import Image, ImageDraw

from putright.gateways.bundle_child import CannotMake, Made
from putright.gateways.bundle_pages import bare
from putright.gateways.bundle_pictures import put
from putright.gateways.bundle_words import Withheld

MOST_PAGES = 3000
DOTS = 150 / 72
SMALL = 40
"""A picture of fewer points on a side can show no word."""
SAYS_MORE = (b"/ActualText", b"/Alt", b"/E ")
PADDING = 3


def pages_of(raw: bytes, words: tuple[str, ...]) -> Made:
    """The pages of a document, with nothing that is withheld. Raises ``CannotMake``."""
    try:
        found = Pdf.open(BytesIO(raw))
    except pikepdf.PasswordError as fault:
        raise CannotMake("is locked with a password") from fault
    if not len(found.pages) or len(found.pages) > MOST_PAGES:
        raise CannotMake(f"has no page, or more than {MOST_PAGES}")
    comments, pictures = _only_what_is_seen(found), any(_has_picture(one) for one in found.pages)
    has_layers = "/OCProperties" in found.Root
    seen = Pdf.new()
    seen.pages.extend(found.pages)
    shown = _saved(seen)
    painted = 0
    if words:
        shown, painted = _painted(shown, Withheld(words), has_layers)
    return Made(pdf=shown, pictures=pictures, comments=comments, painted=painted)


def _only_what_is_seen(found: Pdf) -> int:
    """Draw what was filled into forms, drop all else that lies upon pages; how many comments."""
    comments = 0
    for page in found.pages:
        kept = []
        for one in page.obj.get("/Annots", []):
            if one.get("/Subtype") == Name.Widget:
                kept.append(one)
            elif one.get("/Subtype") not in (Name.Link, Name.Popup):
                comments += 1
        page.obj.Annots = pikepdf.Array(kept)
    if "/AcroForm" in found.Root:
        found.generate_appearance_streams()
        found.flatten_annotations("screen")
    for page in found.pages:
        _balance(page)
        bare(page)
    return comments


def _balance(page: Page) -> None:
    """Leave no saved state open, and close none that was not opened: the number comes after."""
    depth = lowest = 0
    for told in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if str(told.operator) == "q" else -1
        lowest = min(lowest, depth)
    if lowest:
        page.contents_add(b"q\n" * -lowest, prepend=True)
    if depth - lowest:
        page.contents_add(b"\nQ" * (depth - lowest))


def _has_picture(page: Page) -> bool:
    return any(
        one.get("/Width", 0) > SMALL and one.get("/Height", 0) > SMALL
        for one in page.get_images(recursive=True).values()
    ) if hasattr(page, "get_images") else bool(page.images)  # fmt: skip


def _painted(shown: bytes, withheld: Withheld, whole: bool) -> tuple[bytes, int]:
    """The document with each page that names what is withheld made a picture of itself."""
    document, source, made = pypdfium2.PdfDocument(shown), Pdf.open(BytesIO(shown)), Pdf.new()
    painted = 0
    for number, page in enumerate(source.pages):
        spots = _spots(document[number], withheld)
        if not (spots or whole or _says_more(page)):
            made.pages.append(page)
            continue
        painted += 1
        picture = document[number].render(scale=DOTS, grayscale=True).to_pil()
        _paint(picture, document[number], spots)
        size = document[number].get_size()
        put(made, picture, size, size)
    return _saved(made), painted


def _spots(page: pypdfium2.PdfPage, withheld: Withheld) -> list[tuple[float, float, float, float]]:
    """Where on a page the letters of withheld words stand."""
    told = page.get_textpage()
    count = told.count_chars()
    text = "".join(
        chr(pypdfium2.raw.FPDFText_GetUnicode(told, at) or 0xFFFE) for at in range(count)
    )
    return [
        told.get_charbox(at, loose=True)
        for start, stop in withheld.spans(text)
        for at in range(start, stop)
    ]


def _paint(
    picture: Image.Image, page: pypdfium2.PdfPage, spots: list[tuple[float, float, float, float]]
) -> None:  # fmt: skip
    draw, (wide, high) = ImageDraw.Draw(picture), picture.size
    for left, low, right, top in spots:
        corners = [_point(page, wide, high, x, y) for x, y in ((left, low), (right, top))]
        across, down = sorted(one[0] for one in corners), sorted(one[1] for one in corners)
        draw.rectangle(
            (across[0] - PADDING, down[0] - PADDING, across[1] + PADDING, down[1] + PADDING),
            fill=0,
        )


def _point(page: pypdfium2.PdfPage, wide: int, high: int, x: float, y: float) -> tuple[int, int]:
    across, down = c_int(), c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, byref(across), byref(down))
    return across.value, down.value


def _says_more(page: Page) -> bool:
    """Whether a page holds words beside those that it draws, as for reading aloud."""
    around: Any = page.obj.get("/Resources", pikepdf.Dictionary())
    streams = [page.obj.get("/Contents"), *around.get("/XObject", pikepdf.Dictionary()).values()]
    told = b"".join(_read(one) for one in streams)
    return "/Properties" in around or any(mark in told for mark in SAYS_MORE)


def _read(found: object) -> bytes:
    if isinstance(found, pikepdf.Array):
        return b"".join(_read(one) for one in found)
    if isinstance(found, pikepdf.Stream) and found.get("/Subtype") != Name.Image:
        return found.read_bytes()
    return b""


def _saved(made: Pdf) -> bytes:
    out = BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()
