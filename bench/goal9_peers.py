"""What a bundle is measured against: a bare merge, and the same bundle made with pypdf."""

from io import BytesIO

import pikepdf

from putright.gateways.bundle_pages import Paper


def bare_merge(front: bytes, papers: list[Paper]) -> bytes:
    whole = pikepdf.open(BytesIO(front))
    for paper in papers:
        with pikepdf.open(BytesIO(paper.pdf)) as source:
            whole.pages.extend(source.pages)
    out = BytesIO()
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def by_pypdf(front: bytes, papers: list[Paper]) -> bytes:
    """Pages, bookmarks, the links of the index, and a number over the foot of each page."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    index = PdfReader(BytesIO(front))
    for page in index.pages:
        writer.add_page(page)
    writer.add_outline_item("Index", 0)
    heads, first = {}, {}
    for paper in papers:
        first[paper.key] = len(writer.pages)
        for page in PdfReader(BytesIO(paper.pdf)).pages:
            writer.add_page(page)
        if paper.under not in heads:
            heads[paper.under] = writer.add_outline_item(paper.under, first[paper.key])
        writer.add_outline_item(paper.title, first[paper.key], parent=heads[paper.under])
    numbers = PdfReader(BytesIO(numbered(len(writer.pages))))
    for page, number in zip(writer.pages, numbers.pages, strict=True):
        page.merge_page(number)
    link(writer, len(index.pages), first)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def link(writer: object, fronts: int, first: dict[str, int]) -> None:
    """Lead the links of the index, which name papers, to the pages of these."""
    from pypdf.generic import ArrayObject, NameObject

    for page in writer.pages[:fronts]:  # type: ignore[attr-defined]
        for one in page.get("/Annots", []):
            found = one.get_object()
            key = found["/A"]["/URI"].partition(":")[2]
            target = writer.pages[first[key]]  # type: ignore[attr-defined]
            del found["/A"]
            found[NameObject("/Dest")] = ArrayObject(
                [target.indirect_reference, NameObject("/Fit")]
            )


def numbered(total: int) -> bytes:
    """A page for each number, with nothing else on it."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    for number in range(1, total + 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawRightString(580, 14, f"PR-9, page {number} of {total}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
