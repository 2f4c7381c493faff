"""Goal 9: a chronology of 500 rows against reportlab's own long table of the same words.

Ours is whole: it embeds our typefaces, leads to the papers, is tagged, and stands behind a cover.
The peer is as plain as can be: the built-in typeface, and a paragraph only where words must wrap.
"""

import random
from collections import Counter
from io import BytesIO
from xml.sax.saxutils import escape

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from bench.timing import Row, compare
from putright.gateways.bundle_sources import drawn
from putright.gateways.bundle_table import Cell, Part, Table, can_draw, draw
from putright.gateways.bundle_tags import put_behind

ROWS = 500
HEADS = ("When", "What", "Shown by", "Page")
SAID = (
    "the noise above began again after midnight and went on until four with shouting music and "
    "doors that banged an officer rang called back wrote visited found asked promised an answer "
    "within ten working days no reply came the letter was sent next morning by first class post"
)


def run(*, rounds: int) -> list[Row]:
    told, cover = chronology(), drawn("Bundle", "<p>What the file lacks</p>")
    table: list[Part] = [Table(heads=HEADS, rows=[
        (Cell(when, "", "when"), Cell(what), Cell(shown), Cell(page, f"bundle:p{page}"))
        for when, what, shown, page in told
    ], rest=1)]  # fmt: skip

    def ours() -> bytes:
        if not can_draw(table):
            raise AssertionError("such words go another way")
        return put_behind(cover, draw(table))

    what = f"a chronology of {ROWS} rows, reportlab's plain table of them"
    return [compare(9, what, ours, lambda: plain_table(told), 2, at_most=True, rounds=rounds,
                    same=same_words)]  # fmt: skip


def chronology() -> list[tuple[str, str, str, str]]:
    made = random.Random(9)
    words, shown = SAID.split(), ("A record", "Our own admission", "No record")
    return [
        (f"Mon {1 + at % 28} Jan 2024", " ".join(made.choices(words, k=made.randint(12, 48))),
         made.choice(shown), str(60 + 6 * at))
        for at in range(ROWS)
    ]  # fmt: skip


def plain_table(told: list[tuple[str, str, str, str]]) -> bytes:
    style = getSampleStyleSheet()["BodyText"]
    rows = [(when, Paragraph(escape(what), style), shown, page) for when, what, shown, page in told]
    out = BytesIO()
    table = LongTable([HEADS, *rows], colWidths=(80, 250, 110, 40), repeatRows=1)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build([table])
    return out.getvalue()


def same_words(ours: bytes, theirs: bytes) -> bool:
    """Each word as often on either, but for the head, which stands on each page."""
    found = []
    for raw, cover in ((ours, 1), (theirs, 0)):
        document = pypdfium2.PdfDocument(raw)
        told = [document[at].get_textpage().get_text_range() for at in range(cover, len(document))]
        heads = Counter(" ".join(HEADS).split() * len(told))
        found.append(Counter(" ".join(told).split()) - heads)
    return found[0] == found[1] and found[0].total() > ROWS * 10
