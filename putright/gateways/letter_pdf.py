"""A letter as a tagged PDF: titled, in its language, every typeface inside it.

Nothing is fetched: the package's own faces are all that the renderer can reach, neither the network
nor another file. The same sheet gives the same bytes.
"""

import hashlib
import warnings
from typing import Any

import msgspec
from markupsafe import Markup

from putright.gateways.letter_fonts import faces, unpacked
from putright.gateways.letter_sheet import (
    LETTERS,
    FixedWords,
    Sheet,
    base_of,
    direction_of,
    fixed_words,
    in_order,
    line_direction,
    translated_words,
)
from putright.gateways.letter_tags import finish
from putright.gateways.letter_text import clean, to_html

APT = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class RenderingMissing(RuntimeError):
    """This machine lacks what draws a PDF; its message says what to install."""

    def __init__(self) -> None:
        super().__init__(
            "Letters cannot be drawn as PDF here: the system's text library (Pango) is missing."
            f" On Debian or Ubuntu run: {APT}"
        )


def pdf_of(sheet: Sheet, *, for_window: bool = False) -> bytes:
    """The letter as a PDF. Raises ``RenderingMissing`` where the machine cannot draw one.

    ``for_window`` puts the address, and nothing else, where the window of an envelope is.
    """
    html = page_of(sheet)
    style = _style(sheet) + faces(html + fixed_words(sheet.language).page)
    seed = msgspec.json.encode(sheet)
    if for_window:
        style += (LETTERS / "window.css").read_text(encoding="utf-8")
        seed += b"window"
    return render(html, style, seed=seed)


def what_is_missing() -> str:
    """What is missing to draw a PDF, in words; "" where nothing is."""
    try:
        _renderer()
    except RenderingMissing as fault:
        return str(fault)
    return ""


def render(html: str, style: str, *, seed: bytes, is_letter: bool = True) -> bytes:
    """A page of ours as a PDF; ``seed`` is what the file is known by.

    A letter's tags are finished by ours; other pages, which may have links, keep the renderer's.
    """
    weasyprint, fonts, fetcher = _renderer()
    faces_of_this = fonts()
    sheet = weasyprint.CSS(string=style, url_fetcher=fetcher, font_config=faces_of_this)
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
    made: bytes = page.write_pdf(
        stylesheets=[sheet],
        font_config=faces_of_this,
        pdf_variant="pdf/ua-1",
        finisher=_finish if is_letter else None,
        pdf_identifier=hashlib.sha256(seed).hexdigest()[:32].encode(),
    )
    return made


def page_of(sheet: Sheet) -> Markup:
    """The letter as one page of HTML, everything in it escaped."""
    words = fixed_words(sheet.language)
    return Markup(
        '<!doctype html><html lang="{language}" dir="{direction}"{large}><head>'
        '<meta charset="utf-8"><title>{title}</title><meta name="author" content="{landlord}">'
        "</head><body>{head}<h1>{title}</h1>{body}{sender}{english}</body></html>"
    ).format(
        language=sheet.language,
        direction=direction_of(sheet.language),
        large=Markup(' class="large"') if sheet.large_print else "",
        title=clean(sheet.title),
        landlord=clean(sheet.landlord),
        head=_head(sheet, words),
        body=to_html(in_order(sheet.body, direction_of(sheet.language))),
        sender=_sender(sheet, words),
        english=_english(sheet) if sheet.english else "",
    )


def _head(sheet: Sheet, words: FixedWords) -> Markup:
    known = Markup('<p class="reference">{}: {}</p>').format(
        words.reference, clean(sheet.reference)
    )
    return Markup(
        '<div class="from"><p class="landlord">{}</p>{}</div><div class="to">{}</div>'
        '<div class="facts"><p>{}</p>{}</div>'
    ).format(
        clean(sheet.landlord),
        _lines(sheet.landlord_lines),
        _lines((sheet.reader, *sheet.reader_lines)),
        clean(sheet.day),
        _spoken(known, words, sheet) if sheet.reference else "",
    )


def _sender(sheet: Sheet, words: FixedWords) -> Markup:
    said = words.reach.format(reach=clean(sheet.reach)) if sheet.reach else ""
    reach = Markup("<p>{}</p>").format(in_order(said, direction_of(words.language)))
    return Markup('<div class="sender">{}{}{}</div>').format(
        _spoken(Markup('<p class="closing">{}</p>').format(words.closing), words, sheet),
        _lines((sheet.sender, sheet.landlord)),
        _spoken(reach, words, sheet) if said else "",
    )


def _spoken(html: Markup, words: FixedWords, sheet: Sheet) -> Markup:
    """Words around the letter; in English, and saying so, where we have none in its language."""
    if base_of(words.language) == base_of(sheet.language):
        return html
    return Markup('<section lang="{}" dir="ltr">{}</section>').format(words.language, html)


def _english(sheet: Sheet) -> Markup:
    told = translated_words(sheet)
    return Markup(
        '{}<section class="english" lang="en-GB" dir="ltr"><p>{}</p><h1>{}</h1>{}</section>'
    ).format(
        Markup('<p class="translated">{}</p>').format(told) if told else "",
        fixed_words("en").english,
        clean(sheet.english_title or sheet.title),
        to_html(sheet.english),
    )


def _lines(lines: tuple[str, ...]) -> Markup:
    shown = [clean(line) for line in lines if line]
    return Markup("").join(
        Markup('<p dir="{}">{}</p>').format(line_direction(line), line) for line in shown
    )


def _style(sheet: Sheet) -> str:
    counted = "".join(_content(piece) for piece in _pieces(fixed_words(sheet.language).page))
    size = "13pt" if sheet.large_print else "10pt"
    return (LETTERS / "letter.css").read_text(encoding="utf-8") + (
        f"@page {{ @bottom-left {{ font-size: {size} }}"
        f" @bottom-right {{ font-size: {size}; content: {counted} }} }}\n"
    )


def _pieces(page: str) -> list[str]:
    return [piece for half in page.split("{page}") for piece in (half, "{page}")][:-1]


def _content(piece: str) -> str:
    if piece == "{page}":
        return " counter(page) "
    return " counter(pages) ".join(f'"{said}"' for said in piece.split("{pages}"))


def _finish(document: Any, pdf: Any) -> None:
    finish(document, pdf, section_language="en-GB")


def _renderer() -> tuple[Any, Any, Any]:
    """The renderer, taken in only where a letter is drawn: it needs libraries of the system."""
    try:
        with warnings.catch_warnings():
            # it warns where the machine has no typefaces: letters bring their own
            warnings.simplefilter("ignore", UserWarning)
            import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as fault:
        raise RenderingMissing from fault

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        """Hands out the package's faces and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> object:
            return URLFetcherResponse(url, unpacked(url), {"Content-Type": "font/ttf"})

    return weasyprint, FontConfiguration, OnlyOurs()
