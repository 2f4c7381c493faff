"""Draws the pictures of letters in the documentation; needs pdftoppm (Debian: poppler-utils).

Each shows one letter of the tests twice, at its ordinary size and in large print. Run it from this
folder's parent: python tools/draw_letters.py
"""

import io
import subprocess
import sys
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/pictures/letters"
GAP, AROUND = 16, (0xE4, 0xE8, 0xEC)


def main() -> None:
    """Draw both letters into the documentation's folder."""
    sys.path.insert(0, str(ROOT))
    from putright.gateways.letter_pdf import pdf_of
    from tests.gateways.sheets import ARABIC, POLISH

    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, sheet in {"polish": POLISH, "arabic": ARABIC}.items():
        sheets = [_first(pdf_of(replace(sheet, large_print=large))) for large in (False, True)]
        _beside(sheets).quantize(48).save(PICTURES / f"{name}.png", optimize=True)


def _first(pdf: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "66", "-png", "-f", "1", "-singlefile", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(drawn.stdout)).convert("RGB")


def _beside(sheets: list[Image.Image]) -> Image.Image:
    width, height = sheets[0].size
    both = Image.new("RGB", (2 * width + 3 * GAP, height + 2 * GAP), AROUND)
    for n, sheet in enumerate(sheets):
        both.paste(sheet, (GAP + n * (width + GAP), GAP))
    return both


if __name__ == "__main__":
    main()
