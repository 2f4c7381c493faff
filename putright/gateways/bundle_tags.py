"""Puts pages of tables behind others, and tells whoever reads along the tags what they are."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from putright.gateways.bundle_table import Box, Drawn, Piece

PRINTED = 4
"""The mark of what lies upon a page and is printed with it."""


def put_behind(front: bytes, drawn: Drawn) -> bytes:
    """Tagged pages with others behind them, which are tagged as well."""
    with Pdf.open(BytesIO(front)) as whole, Pdf.open(BytesIO(drawn.pdf)) as more:
        before = len(whole.pages)
        whole.pages.extend(more.pages)
        _Tags(whole, list(whole.pages)[before:]).put(drawn)
        made = BytesIO()
        whole.save(
            made,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return made.getvalue()


class _Tags:
    """The tree of tags of a document, and where in it the marks of each page are found."""

    def __init__(self, whole: Pdf, pages: list[Page]) -> None:
        self.whole, self.pages = whole, pages
        self.root = whole.Root.StructTreeRoot
        self.found: Any = self.root.ParentTree.Nums
        self.next = int(self.found[-2]) + 1
        self.of_page: list[list[Any]] = [[] for _page in pages]
        self.of_links: list[list[Any]] = [[] for _page in pages]

    def put(self, drawn: Drawn) -> None:
        """Tag each part behind what is there."""
        document = self.root.K[0]
        for part in drawn.parts:
            if isinstance(part, Piece):
                found = self._element(part.kind, document)
                self._mark(part, found)
            else:
                found = self._element("Table", document)
                found.K = Array([self._row(row, found) for row in part])
            document.K.append(found)
        for page, marks, links in zip(self.pages, self.of_page, self.of_links, strict=True):
            page.obj.StructParents = self._key(Array(marks))
            if links:
                page.obj.Annots = Array(links)

    def _row(self, pieces: list[Piece], table: Any) -> Any:
        row = self._element("TR", table)
        row.K = Array([self._cell(piece, row) for piece in pieces])
        return row

    def _cell(self, piece: Piece, row: Any) -> Any:
        cell = self._element(piece.kind, row)
        if piece.kind == "TH":
            cell.A = Dictionary(O=Name.Table, Scope=Name.Column)
        if not piece.places:
            self._mark(piece, cell)
            return cell
        link = self._element("Link", cell)
        self._mark(piece, link)
        for page, box in piece.places:
            found = self._leading(piece, box, self._key(link))
            self.of_links[page].append(found)
            link.K.append(Dictionary(Type=Name.OBJR, Obj=found, Pg=self.pages[page].obj))
        cell.K = Array([link])
        return cell

    def _leading(self, piece: Piece, box: Box, key: int) -> Any:
        """A place on a page that leads to the address of some words."""
        action = Dictionary(Type=Name.Action, S=Name.URI, URI=String(piece.link))
        return self.whole.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), Border=Array([0, 0, 0]),
                       F=PRINTED, A=action, Contents=String(piece.words), StructParent=key)
        )  # fmt: skip

    def _mark(self, piece: Piece, element: Any) -> None:
        """What of the pages an element is."""
        element.K = Array([
            Dictionary(Type=Name.MCR, Pg=self.pages[page].obj, MCID=mark)
            for page, mark in piece.marks
        ])  # fmt: skip
        for page, _mark in piece.marks:
            self.of_page[page].append(element)

    def _element(self, kind: str, above: Any) -> Any:
        return self.whole.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=above)
        )

    def _key(self, found: Any) -> int:
        key = self.next
        self.found.extend([key, found])
        self.next += 1
        return key
