"""Goal 9: a bundle of 3,000 pages against a bare merge of the same pages by the same library."""

import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pikepdf

from bench.timing import Row, compare, show
from putright.gateways.bundle_pages import Paper, Places, join
from tests.gateways.papers import pages

PAPERS, PAGES = 300, 10


def run(*, quick: bool = False) -> list[Row]:
    papers = [
        Paper(
            key=str(at), title=f"Paper {at}", pdf=pages(f"Paper {at}", PAGES), under=f"{at // 30}"
        )
        for at in range(PAPERS)
    ]
    index = linked(papers)
    row = compare(
        9,
        f"a bundle of {PAPERS * PAGES:,} pages, a bare merge of them",
        lambda: with_everything(index, papers),
        lambda: bare_merge(index, papers),
        1.3,
        at_most=True,
        rounds=3 if quick else 5,
        same=same_pages,
    )
    return [row]


def with_everything(index: bytes, papers: list[Paper]) -> bytes:
    def front(places: Places) -> bytes:
        return index

    return join(front, papers, reference="PR-9", title="Bundle", front_title="Index").pdf


def bare_merge(index: bytes, papers: list[Paper]) -> bytes:
    whole = pikepdf.open(BytesIO(index))
    for paper in papers:
        with pikepdf.open(BytesIO(paper.pdf)) as source:
            whole.pages.extend(source.pages)
    out = BytesIO()
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def linked(papers: list[Paper]) -> bytes:
    """An index that was drawn already: how long the words take to set is no part of joining."""
    made = pikepdf.open(BytesIO(pages("Index")))
    made.pages[0].obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=pikepdf.Array([0, 0, 9, 9]),
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"bundle:{one.key}")),
            )
            for one in papers
        ]
    )
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def same_pages(ours: bytes, theirs: bytes) -> bool:
    with pikepdf.open(BytesIO(ours)) as one, pikepdf.open(BytesIO(theirs)) as other:
        return len(one.pages) == len(other.pages) == PAPERS * PAGES + 1


if __name__ == "__main__":
    show(run(quick="--quick" in sys.argv))
