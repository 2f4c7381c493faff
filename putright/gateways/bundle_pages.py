"""Joins the papers of a bundle to one PDF: numbered, with bookmarks and links, the same each time.

A paper is joined by its pages alone: comments, other people's metadata, scripts, attachments and
private data of programs stay behind, what was filled into a form stays to be seen. The page number
is drawn over the foot of each page as it is shown, however it is turned and whatever its boxes say.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, String

from putright.gateways.bundle_stamp import Stamp

LINK = "bundle:"
"""How the front part names a paper that it links to; the rest is the paper's key."""
KEPT_OF_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit",
     "/Group"}
)  # fmt: skip
KEPT_OF_ROOT = frozenset(
    {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences"}
)
MOST_DRAFTS = 4


class Paper(Struct, frozen=True, kw_only=True):
    """One document of a bundle; ``under`` is the bookmark that it stands below, or nothing.

    What is ours was drawn from text, so what can be read on it stands in its text.
    """

    key: str
    title: str
    pdf: bytes
    under: str = ""
    is_ours: bool = False


class Places(Struct, frozen=True, kw_only=True):
    """Where the papers begin and end, counted from 1, and how many pages there are in all."""

    first: Mapping[str, int]
    last: Mapping[str, int]
    front: int
    total: int


class Joined(Struct, frozen=True, kw_only=True):
    """A bundle that was joined, and where everything stands in it."""

    pdf: bytes
    places: Places


class CannotJoin(Exception):
    """A paper that is no PDF one can open; its key is what it says."""


Front = Callable[[Places], bytes]


def join(
    front: Front, papers: Sequence[Paper], *, reference: str, title: str, front_title: str
) -> Joined:
    """One PDF of a front part and papers. Raises ``CannotJoin``.

    The front part is drawn again where it turns out longer than was thought: its index names pages.
    """
    drawn, places = _front(front, papers, [_length(paper) for paper in papers])
    with Pdf.open(io.BytesIO(drawn)) as whole:
        pages = _taken(whole, papers)
        stamp = Stamp(whole, reference, places.total)
        for number, page in enumerate(pages, 1):
            stamp.put(page, number)
        _link(pages, places)
        _bookmark(whole, pages, papers, places, front_title)
        _leave_behind(whole, title)
        made = io.BytesIO()
        whole.save(
            made,
            deterministic_id=True,
            compress_streams=False,  # sources are; three thousand small numbers are not worth it
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return Joined(pdf=made.getvalue(), places=places)


def places_of(front: int, papers: Sequence[Paper], lengths: Sequence[int]) -> Places:
    """Where each paper stands behind a front part of so many pages."""
    first, last, at = {}, {}, front
    for paper, length in zip(papers, lengths, strict=True):
        first[paper.key], last[paper.key] = at + 1, at + length
        at += length
    return Places(first=first, last=last, front=front, total=at)


def pages_in(pdf: bytes) -> int:
    """How many pages a paper has. Raises ``CannotJoin`` where it is no PDF one can open."""
    return _length(Paper(key="", title="", pdf=pdf))


def bare(page: Page) -> None:
    """Leave of a page what draws it, and nothing else."""
    for key in list(page.obj.keys()):
        if key not in KEPT_OF_PAGE:
            del page.obj[key]


def _taken(whole: Pdf, papers: Sequence[Paper]) -> list[Page]:
    """All pages, when those of others were put behind ours, which stand on one level.

    The library's own way takes nine times as long, as it keeps a list of its own, which is of no
    use here: it is not told of these pages, and nobody may ask it for them before they are saved.
    """
    above = whole.Root.Pages
    kids = above.Kids
    for paper in papers:
        with _opened(paper) as source:
            for page in source.pages:
                bare(page)
                taken = whole.copy_foreign(page.obj)
                taken.Parent = above
                kids.append(taken)
    above.Count = len(kids)
    return [Page(one) for one in kids]


def _front(front: Front, papers: Sequence[Paper], lengths: Sequence[int]) -> tuple[bytes, Places]:
    pages = 1
    for _draft in range(MOST_DRAFTS):
        places = places_of(pages, papers, lengths)
        drawn = front(places)
        with Pdf.open(io.BytesIO(drawn)) as made:
            pages = len(made.pages)
        if pages == places.front:
            return drawn, places
    raise CannotJoin("the front part does not come to rest")


def _length(paper: Paper) -> int:
    with _opened(paper) as found:
        return len(found.pages)


def _opened(paper: Paper) -> Pdf:
    try:
        found = Pdf.open(io.BytesIO(paper.pdf))
    except pikepdf.PdfError as fault:
        raise CannotJoin(paper.key) from fault
    if not len(found.pages):
        raise CannotJoin(paper.key)
    return found


def _link(pages: Sequence[Page], places: Places) -> None:
    """Have the links of the front part lead into the bundle; one to nowhere is none."""
    for page in pages[: places.front]:
        if Name.Annots not in page.obj:
            continue
        for link in page.obj.Annots:
            address = _address(link)
            if not address.startswith(LINK):
                continue
            number = places.first[address.removeprefix(LINK)]
            del link["/A"]
            link.Dest = _at(pages[number - 1])


def _address(link: Any) -> str:
    action = link.get("/A")
    return str(action.get("/URI", "")) if action is not None else ""


def _bookmark(
    whole: Pdf, pages: Sequence[Page], papers: Sequence[Paper], places: Places, front_title: str
) -> None:
    with whole.open_outline() as outline:
        outline.root.clear()
        outline.root.append(OutlineItem(front_title, _at(pages[0])))
        heads: dict[str, OutlineItem] = {}
        for paper in papers:
            at = _at(pages[places.first[paper.key] - 1])
            item = OutlineItem(paper.title, at)
            if not paper.under:
                outline.root.append(item)
                continue
            if paper.under not in heads:
                heads[paper.under] = OutlineItem(paper.under, at)
                outline.root.append(heads[paper.under])
            heads[paper.under].children.append(item)


def _at(page: Page) -> Array:
    return Array([page.obj, Name.Fit])


def _leave_behind(whole: Pdf, title: str) -> None:
    """Say what the file is, and nothing of what it was made of."""
    for key in list(whole.Root.keys()):
        if key not in KEPT_OF_ROOT and key != "/Outlines":
            del whole.Root[key]
    whole.Root.PageMode = Name.UseOutlines
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in list(whole.trailer.keys()):
        if key == "/Info":
            del whole.trailer[key]
    whole.docinfo["/Title"] = String(title)
    for found in whole.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                if key in found:
                    del found[key]
