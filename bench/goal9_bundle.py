"""Goal 9: a bundle of 3,000 pages against bare merges of them, and a chronology of 500 rows.

The bundle is whole: its index is drawn with the page and a link for each paper, every page has its
number and every paper its bookmark. Only pypdf is asked for all of that as well.
"""

import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pikepdf

from bench import goal9_chronology, goal9_memory
from bench.goal9_peers import bare_merge, by_pypdf
from bench.timing import Row, compare, show
from putright.gateways.bundle_pages import LINK, Paper, Places, join
from putright.gateways.bundle_sources import drawn
from putright.gateways.bundle_table import Cell, Said, Table, draw
from putright.gateways.bundle_tags import put_behind
from tests.gateways.papers import pages

PAPERS, PAGES = 300, 10


def run(*, quick: bool = False) -> list[Row]:
    papers = [
        Paper(
            key=str(at), title=f"Paper {at}", pdf=pages(f"Paper {at}", PAGES), under=f"{at // 30}"
        )
        for at in range(PAPERS)
    ]
    index = Index()
    front = bytes(index(Places(first={one.key: 1 for one in papers}, last={}, front=1, total=1)))
    what, rounds = f"a bundle of {PAPERS * PAGES:,} pages", 3 if quick else 5
    merged = compare(
        9, f"{what}, a bare merge of them", lambda: bundle(index, papers),
        lambda: bare_merge(front, papers), 1.3, at_most=True, rounds=rounds, same=same_pages,
    )  # fmt: skip
    rows = [merged, *goal9_memory.run(), *goal9_chronology.run(rounds=rounds)]
    try:
        pypdf = compare(
            9, f"{what}, the same by pypdf", lambda: bundle(index, papers),
            lambda: by_pypdf(front, papers), 4, rounds=rounds, same=same_bundle,
        )  # fmt: skip
    except ImportError:
        print("pypdf is not installed here: `make bench` brings it in.")
        return rows
    return [merged, pypdf, *rows[1:]]


class Index:
    """The front part of a bundle: pages that stay, then the index with the page of each paper."""

    def __init__(self) -> None:
        self.cover = drawn("Bundle", "<p>What the file lacks</p>")

    def __call__(self, places: Places) -> bytes:
        rows = [
            (Cell(f"Mon 4 Mar 2024: Paper {key}", f"{LINK}{key}"), Cell(str(page)))
            for key, page in places.first.items()
        ]
        table = Table(heads=("Paper", "Page"), rows=rows, rest=0)
        return put_behind(self.cover, draw([Said("H2", "Index"), table]))


def bundle(index: Index, papers: list[Paper]) -> bytes:
    return join(index, papers, reference="PR-9", title="Bundle", front_title="Index").pdf


def same_pages(ours: bytes, theirs: bytes) -> bool:
    with pikepdf.open(BytesIO(ours)) as one, pikepdf.open(BytesIO(theirs)) as other:
        return len(one.pages) == len(other.pages) > PAPERS * PAGES


def same_bundle(ours: bytes, theirs: bytes) -> bool:
    """As many pages, bookmarks and links, and the same number on the last page."""
    import pypdfium2

    found = []
    for raw in (ours, theirs):
        document = pypdfium2.PdfDocument(raw)
        with pikepdf.open(BytesIO(raw)) as whole:
            links = sum(len(page.obj.get("/Annots", [])) for page in whole.pages)
        last = document[len(document) - 1].get_textpage().get_text_range()
        number = f"page {len(document)} of {len(document)}" in last
        found.append((len(document), len(list(document.get_toc())), links, number))
    return found[0] == found[1] and found[0][-1]


if __name__ == "__main__":
    show(run(quick="--quick" in sys.argv))
