"""The index of a bundle as a web page beside it: the front part again, its links open the PDF."""

from html import escape
from html.parser import HTMLParser

from putright.casework.bundle_front import Front
from putright.gateways.bundle_pages import Places
from putright.gateways.bundle_words import Withheld
from putright.kit.picture import written
from putright.kit.say import _

NAME, OF = "index.html", "bundle.pdf"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"
"""Whoever opens it from their own disk has no server that says so."""
STYLE = (
    "html{font:1.05rem/1.5 system-ui,sans-serif;color:#1b2330;background:#fff}"
    "body{max-width:62rem;margin:1.5rem auto;padding:0 1rem}table{width:100%;"
    "border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #999;overflow-wrap:anywhere}a{color:#0b5d66}"
    "td.behind{padding-left:1.5rem}"
    ".picture{overflow-x:auto;border:1px solid #999}.pr-legend{columns:2;list-style:none;padding:0}"
    ".pv-sample{vertical-align:middle;margin-right:.5rem}@media(max-width:40rem){.pr-legend{"
    "columns:1}th,td{display:block;border:0;padding:.1rem 0}tr{display:block;border-bottom:1px "
    "solid #999;padding:.4rem 0}}@media print{a{color:#000}}"
)


def page_of(front: Front, places: Places) -> str:
    """The page: nothing in it asks for anything but the PDF that lies beside it."""
    picture = front.picture
    drawn = ""
    if picture is not None:
        label = escape(_("Picture of the case; scrolls sideways"))
        drawn = (
            f'<section class="picture" role="region" tabindex="0" aria-label="{label}">'
            f"{written.written(picture)}</section>"
        )
    body = front.body(places, lambda key: f"{OF}#page={places.first[key]}", drawn)
    title = escape(front.title)
    whole = _("The bundle itself has {pages} pages.").format(pages=places.total)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f'<title>{title}</title><link rel="icon" href="data:,">'
        f"<style>{STYLE}{written.style_of()}</style></head><body><main><h1>{title}</h1>"
        f'<p><a href="{OF}">{escape(whole)}</a></p>{body}</main></body></html>\n'
    )


def holds(page: str, withheld: Withheld) -> bool:
    """Whether withheld words are in anything that a page says, shown or not."""
    words = _Words()
    words.feed(page)
    words.close()
    return withheld.is_in(" ".join(words.said))


class _Words(HTMLParser):
    """All that a page says: its text and the values of its attributes, but not its styles."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        self.said += [
            value for name, value in attrs if value and name in ("href", "title", "aria-label")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False

    def handle_data(self, data: str) -> None:
        if not self._is_style:
            self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.said.append(data)
