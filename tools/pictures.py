"""Makes the pictures that the journeys took small, and puts them into the documents with an index.

A page has few colours: each picture keeps the commonest of them, one byte for each point. The
browser that took it reads it, so nothing needs to be installed for it.

    python tools/pictures.py out/pictures docs/pictures/pages
"""

import base64
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (1280, 375)
READ = """
async ([address, most]) => {
  const shown = new Image();
  shown.src = address;
  await shown.decode();
  const { width, height } = shown;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(shown, 0, 0);
  const points = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const one of points) counts.set(one, (counts.get(one) || 0) + 1);
  const parts = one => [one & 255, (one >> 8) & 255, (one >> 16) & 255];
  // a little red says more than much grey
  const weight = ([one, n]) => n * (1 + (Math.max(...parts(one)) - Math.min(...parts(one))) / 8);
  const kept = [...counts].sort((a, b) => weight(b) - weight(a)).slice(0, most).map(([one]) => one);
  const palette = kept.map(parts), places = new Map();
  for (const one of counts.keys()) {
    const [r, g, b] = parts(one);
    let best = 0, least = Infinity;
    palette.forEach(([x, y, z], place) => {
      const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (far < least) { least = far; best = place; }
    });
    places.set(one, best);
  }
  let bytes = '';
  const rows = new Uint8Array(points.length);
  points.forEach((one, at) => { rows[at] = places.get(one); });
  for (let at = 0; at < rows.length; at += 8192) {
    bytes += String.fromCharCode(...rows.subarray(at, at + 8192));
  }
  return { width, height, palette: palette.flat(), rows: btoa(bytes) };
}
"""
MOST = 16
"""Colours: four bits for each point."""
HEAD = """# Pictures of every page

Taken by the journeys in `tests/journeys` of the invented landlord's cases; `make pictures` takes
them again. Each page stands here as it is 1,280 and 375 points wide, cut off at 1,600 points.

| page | wide | on a phone |
|---|---|---|
"""


def packed(rows: bytes, width: int) -> bytes:
    """Two points in each byte, each row with its filter byte before it."""
    out = bytearray()
    for at in range(0, len(rows), width):
        row = rows[at : at + width] + bytes(width % 2)
        out.append(0)
        out += bytes((a << 4) | b for a, b in zip(row[::2], row[1::2], strict=True))
    return bytes(out)


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def small(page: Any, picture: Path) -> bytes:
    """The same picture in few colours."""
    address = "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
    told = page.evaluate(READ, [address, MOST])
    rows = base64.b64decode(told["rows"])
    head = struct.pack(">IIBBBBB", told["width"], told["height"], 4, 3, 0, 0, 0)
    data = zlib.compress(packed(rows, told["width"]), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", bytes(told["palette"]))
        + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )  # fmt: skip


def main(taken: Path, kept: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.glob("*.png"):
        old.unlink()
    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for told in sorted(taken.glob("*.txt")):
            links = []
            for width in WIDTHS:
                name = f"{told.stem}-{width}.png"
                (kept / name).write_bytes(small(page, taken / name))
                links.append(f"[{width}]({name})")
            title = told.read_text(encoding="utf-8").rpartition(" - ")[0] or told.stem
            lines.append(f"| {told.stem}: {title} | {links[0]} | {links[1]} |\n")
        browser.close()
    (kept / "README.md").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
