"""Writes a made report as a file: both text renderings of a page, HTML, Word and PDF."""

import io
from html import escape
from itertools import groupby

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.factories.report_made import MadeReport


def as_text(made: MadeReport) -> str:
    """The rendering with blank lines and indented numbers."""
    lines: list[str] = []
    counts: dict[int, int] = {}
    for kind, depth, text in made.blocks:
        if kind == "step":
            counts = {level: count for level, count in counts.items() if level <= depth}
            if (
                made.mishap == "one indent"
                and counts.get(1) == 1
                and lines[-1].endswith("concerns:")
            ):
                counts[1] = 0
            counts[depth] = counts.get(depth, 0) + 1
            lines.append(f"{'  ' * depth}{counts[depth]}. {text}")
            continue
        counts = {} if kind == "heading" else counts
        if kind == "row":
            cells = text.split("\t")
            joined = made.mishap == "one line labels" and len(cells) == 2
            lines += [": ".join(cells)] if joined else "\n".join(cells).split("\n")
        elif kind == "dash":
            lines.append(f"  • {text}")
        else:
            lines += ["", text, ""] if kind == "heading" else [text, ""]
    return "\n".join(lines)


def as_flat(made: MadeReport) -> str:
    """The rendering without blank lines, every line of a list behind a dash."""
    lines = []
    for kind, _depth, text in made.blocks:
        if kind in ("step", "dash"):
            lines.append(f"- {text}")
        else:
            lines += text.replace("\t", "\n").split("\n")
    return "\n".join(lines)


def as_page(made: MadeReport) -> str:
    """A web page, with script that must come to nothing."""
    body = "".join(
        _steps([(depth, text) for _kind, depth, text in group])
        if kind == "step"
        else "".join(_piece(kind, text) for _kind, _depth, text in group)
        for kind, group in groupby(made.blocks, key=lambda block: block[0])
    )
    return (
        "<!DOCTYPE html><html><head><title>x</title><script>document.write('no')</script></head>"
        f"<body>{body}</body></html>"
    )


def _piece(kind: str, text: str) -> str:
    if kind == "row":
        cells = (escape(cell).replace("\n", "<br>") for cell in text.split("\t"))
        return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"
    if kind == "dash":
        return f"<ul><li>{escape(text)}</li></ul>"
    tag = "h2" if kind == "heading" else "p"
    return f"<{tag}>{escape(text)}</{tag}>"


def _steps(steps: list[tuple[int, str]]) -> str:
    """Numbered paragraphs as lists within lists."""
    html, open_at = "", 0
    for depth, text in steps:
        if depth > open_at:
            html += "<ol><li>" * (depth - open_at)
        else:
            html += "</li></ol>" * (open_at - depth) + "</li><li>"
        html += escape(text)
        open_at = depth
    return html + "</li></ol>" * open_at


def as_docx(made: MadeReport) -> bytes:
    """A Word document with automatic numbers, begun again under each heading."""
    document = Document()
    list_id = 0
    for kind, depth, text in made.blocks:
        if kind == "heading":
            document.add_heading(text, level=2)
            list_id = 0
        elif kind == "row":
            cells = text.split("\t")
            row = document.add_table(rows=1, cols=len(cells)).rows[0]
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said.split("\n")[0]
                for line in said.split("\n")[1:]:
                    cell.add_paragraph(line)
        elif kind == "step":
            list_id = list_id or _new_list(document)
            _numbered(document.add_paragraph(text), list_id, depth - 1)
        else:
            document.add_paragraph(text, style="List Bullet" if kind == "dash" else None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _new_list(document: object) -> int:
    """A list of its own: three levels, each counted from one."""
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    known = len(root.findall(qn("w:num"))) + 100
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(known))
    for level in range(3):
        one, form = OxmlElement("w:lvl"), OxmlElement("w:numFmt")
        one.set(qn("w:ilvl"), str(level))
        form.set(qn("w:val"), "decimal")
        one.append(form)
        abstract.append(one)
    root.insert(0, abstract)
    number, pointer = OxmlElement("w:num"), OxmlElement("w:abstractNumId")
    number.set(qn("w:numId"), str(known))
    pointer.set(qn("w:val"), str(known))
    number.append(pointer)
    root.append(number)
    return known


def _numbered(paragraph: object, list_id: int, level: int) -> None:
    held = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    held.get_or_add_ilvl().val = level
    held.get_or_add_numId().val = list_id


def as_pdf(made: MadeReport) -> bytes:
    """A PDF, made from the page."""
    import weasyprint

    pdf: bytes = weasyprint.HTML(string=as_page(made)).write_pdf()
    return pdf
