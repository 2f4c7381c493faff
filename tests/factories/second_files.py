"""Writes a report of the second corpus as a file: with the furniture that real files have."""

from html import escape
from itertools import groupby
from textwrap import wrap

from tests.factories.report_files import _piece, _steps, as_docx
from tests.factories.report_made import MadeReport
from tests.factories.report_second import style_of

BEFORE = (
    "<div class='cookies'><h2>Cookies on this site</h2><p>We use cookies to make this site work. "
    "Read about complaints and our decisions.</p><button>Accept</button></div><header><a>Home</a>"
    "<nav><ul><li>Residents</li><li>Our decisions</li><li>The complaint</li></ul></nav></header>"
    "<div class='menu'><ul><li><a>Landlords</a></li><li><a>Our decisions</a></li>"
    "<li><a>Orders</a></li></ul></div>"
)
AFTER = (
    "<div><h3>Related decisions</h3><ul><li>Another landlord (202011111)</li></ul></div>"
    "<div><p>Was this page helpful?</p></div><footer><p>Contact us</p><p>0300 000 0000</p>"
    "<ul><li>Privacy</li><li>Our orders</li></ul><p>© 2026</p></footer>"
)
FOOTER = "The Ombudsman’s Service for Housing · www.ombudsman.example"


def as_styled(made: MadeReport) -> str:
    """Plain text, its paragraphs numbered in one of the ways that are seen."""
    lines: list[str] = []
    counts: dict[int, int] = {}
    for kind, depth, text in made.blocks:
        if kind == "heading" and style_of(made) != "running":
            counts = {}
        if kind == "step":
            counts = {level: count for level, count in counts.items() if level <= depth}
            counts[depth] = counts.get(depth, 0) + 1
            lines.append(f"{'   ' * depth}{_mark(style_of(made), depth, counts)}{text}")
        elif kind == "row":
            lines += text.replace("\t", "\n").split("\n")
        elif kind == "dash":
            lines.append(f" • {text}")
        else:
            lines += ["", text, ""]
    return "\n".join(lines)


def _mark(style: str, depth: int, counts: dict[int, int]) -> str:
    count = counts[depth]
    letter = chr(96 + count)
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")[(count - 1) % 8]
    if style == "dotted":
        whole = ".".join(str(counts.get(level, 1)) for level in range(1, depth + 1))
        return f"{whole}. " if depth == 1 else f"{whole} "
    forms = {
        "restart": (f"{count}. ",) * 3,
        "running": (f"{count}. ", f"{letter}. ", f"{roman}. "),
        "bracketed": (f"{count}. ", f"({letter}) ", f"({roman}) "),
        "tabbed": (f"{count}.\t", f"{letter}.\t", f"{roman}.\t"),
        "roman": (f"{count}) ", f"{roman}. ", f"{letter}. "),
    }
    return forms[style][depth - 1]


def as_wrapped(made: MadeReport) -> str:
    """What a program takes out of a PDF: lines broken at the edge, pages with a head and a foot."""
    lines: list[str] = []
    for line in as_styled(made).splitlines():
        inset = " " * (len(line) - len(line.lstrip()) + 3)
        lines += wrap(line, 84, subsequent_indent=inset) or [""]
        lines += [""] if len(line) > 84 else []
    pages = [lines[at : at + 46] for at in range(0, len(lines), 46)]
    return "\f".join(
        "\n".join([f"Report {made.reference}", "", *page, "", f"Page {number} of {len(pages)}"])
        for number, page in enumerate(pages, 1)
    )


def as_whole_page(made: MadeReport) -> str:
    """The page of a web site: menus before it, links after it, tables row by row."""
    body = ""
    for kind, group in groupby(made.blocks, key=lambda block: block[0]):
        held = list(group)
        if kind == "step":
            body += _steps([(depth, text) for _kind, depth, text in held])
        elif kind == "row":
            rows = "".join(f"<tr>{_cells(text)}</tr>" for _kind, _depth, text in held)
            body += f"<table><tbody>{rows}</tbody></table>"
        elif kind == "dash":
            lines = "".join(f"<li>{escape(text)}</li>" for _kind, _depth, text in held)
            body += f"<ul>{lines}</ul>"
        else:
            body += "".join(_piece(kind, text) for _kind, _depth, text in held)
    return (
        "<!DOCTYPE html><html lang='en'><head><title>A decision</title><style>p{}</style></head>"
        f"<body>{BEFORE}<main><article>{body}</article></main>{AFTER}<script>x()</script></body>"
        "</html>"
    )


def _cells(text: str) -> str:
    cells = (escape(cell).replace("\n", "<br>") for cell in text.split("\t"))
    return "".join(f"<td><p>{cell}</p></td>" for cell in cells)


def as_paged_pdf(made: MadeReport) -> bytes:
    """A PDF whose pages have a head, a foot and their numbers."""
    import weasyprint

    style = (
        "@page{size:A4;margin:2.2cm;@top-left{content:'Housing Ombudsman report "
        f"{made.reference}'}}@bottom-left{{content:'{FOOTER}'}}@bottom-right{{content:'Page ' "
        "counter(page) ' of ' counter(pages)}}body{font-family:serif}td{vertical-align:top;"
        "padding:2pt 6pt}"
    )
    body = as_whole_page(made).split("<article>")[1].split("</article>")[0]
    page = f"<html><head><style>{style}</style></head><body>{body}</body></html>"
    pdf: bytes = weasyprint.HTML(string=page).write_pdf()
    return pdf


WRITERS = {"text": as_styled, "html": as_whole_page, "docx": as_docx, "pdf": as_paged_pdf}
"""By the kind of file that each writes."""
