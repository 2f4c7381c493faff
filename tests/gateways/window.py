"""What a window of an envelope shows of a letter."""

from pypdfium2 import PdfDocument


def in_window(pdf: bytes) -> list[str]:
    """The lines that Notify reads as the address of a first page; around them is nothing."""
    page, mm = PdfDocument(pdf)[0], 72 / 25.4

    def words(left: float, top: float, right: float, bottom: float) -> list[str]:
        text = page.get_textpage().get_text_bounded(
            left=left * mm, right=right * mm, top=(297 - top) * mm, bottom=(297 - bottom) * mm
        )
        return [line.strip() for line in text.splitlines() if line.strip()]

    around = [(0, 30, 125, 39.5), (0, 66.3, 125, 95), (0, 0, 15, 297), (0, 39.5, 24.6, 66.3),
              (120, 39.5, 125, 66.3)]  # fmt: skip
    assert [words(*box) for box in around] == [[]] * len(around)
    return words(24.6, 39.5, 120, 66.3)
