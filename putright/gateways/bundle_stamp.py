"""The number at the foot of each page of a bundle: black with a white edge, hiding nothing."""

from functools import lru_cache
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf

SIZE, MARGIN = 8.0, 14.0
FONT = "/PrStamp"
_ONE_DIGIT = str.maketrans("123456789", "000000000")
_NARROW, _WIDE = frozenset("ijlI.,:;'|!ft-()/ r"), frozenset("mwMWGOQ@%")


class Stamp:
    """Numbers the pages of one document."""

    def __init__(self, pdf: Pdf, reference: str, total: int) -> None:
        self.pdf, self.reference, self.total = pdf, reference, total
        self.begins = pdf.make_indirect(pdf.make_stream(b"q\n"))
        self.font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica"),
                       Encoding=Name.WinAnsiEncoding)
        )  # fmt: skip
        self.seen: set[tuple[int, int]] = set()

    def words(self, number: int) -> str:
        """What stands on a page."""
        return f"{self.reference}, page {number} of {self.total}"

    def put(self, page: Page, number: int) -> None:
        """Draw the number on a page, over whatever it shows."""
        box, turned = shown_box(page)
        self._font_into(page)
        drawn = self.pdf.make_stream(b"\nQ\n" + _drawn(self.words(number), box, turned))
        before = page.obj.get("/Contents")
        parts: list[Any] = [] if before is None else (
            list(before.as_list()) if isinstance(before, Array) else [before]
        )  # fmt: skip
        page.obj.Contents = Array([self.begins, *parts, drawn])

    def _font_into(self, page: Page) -> None:
        found = page.obj.get("/Resources")
        if found is None:
            found = page.obj.Resources = Dictionary()
        if found.objgen != (0, 0):
            if found.objgen in self.seen:
                return
            self.seen.add(found.objgen)
        if "/Font" not in found:
            found.Font = Dictionary()
        found.Font[FONT] = self.font


def shown_box(page: Page) -> tuple[tuple[float, float, float, float], int]:
    """The part of a page that is shown, as it lies in the page, and how far it is turned."""
    left, low, right, high = _box(page.mediabox)
    turned = int(page.obj.get("/Rotate", 0)) % 360 // 90 * 90
    if "/CropBox" not in page.obj:
        return (left, low, right, high), turned
    inner = _box(page.cropbox)
    cut = (max(left, inner[0]), max(low, inner[1]), min(right, inner[2]), min(high, inner[3]))
    whole = cut if cut[0] < cut[2] and cut[1] < cut[3] else (left, low, right, high)
    return whole, turned


def _box(found: Any) -> tuple[float, float, float, float]:
    one, two, three, four = (float(each) for each in found)
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _drawn(words: str, box: tuple[float, float, float, float], turned: int) -> bytes:
    said = words.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        said = said.replace(sign, b"\\" + sign)
    begins, again = _place(words.translate(_ONE_DIGIT), box, turned)
    return b"%s(%s) Tj %s(%s) Tj ET Q EMC\n" % (begins, said, again, said)


@lru_cache(256)
def _place(
    words: str, box: tuple[float, float, float, float], turned: int
) -> tuple[bytes, bytes]:  # fmt: skip
    """How words that long are begun on a page like that: first their edge, then themselves."""
    left, low, right, high = box
    across = right - left if turned in (0, 180) else high - low
    size = min(SIZE, across / (len(words) * 0.6))
    margin = min(MARGIN, across / 20)
    start = across - margin - _width(words) * size
    turn = {
        0: f"1 0 0 1 {left:.2f} {low:.2f}", 90: f"0 1 -1 0 {right:.2f} {low:.2f}",
        180: f"-1 0 0 -1 {right:.2f} {high:.2f}", 270: f"0 -1 1 0 {left:.2f} {high:.2f}",
    }[turned]  # fmt: skip
    place = f"1 0 0 1 {start:.2f} {margin:.2f} Tm "
    begins = f"/Artifact BMC q {turn} cm BT {FONT} {size:.2f} Tf 1 J 1 j 1 G 2 w 1 Tr {place}"
    return begins.encode(), f"0 g 0 Tr {place}".encode()


def _width(words: str) -> float:
    """About how wide words are, in sizes of the letter: enough to end them at the margin."""
    return sum(0.3 if each in _NARROW else 0.9 if each in _WIDE else 0.6 for each in words)
