"""Turns the bytes of a message's text into words: odd charsets, and HTML as plain text.

Nothing of the HTML is kept: what comes out is text, so that no mail runs or fetches anything.
"""

import codecs
import re

import inscriptis
import nh3
from inscriptis.model.config import ParserConfig

# Names that mails bear and Python has not, or reads more strictly than those who wrote them.
MEANT = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "l1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-8-i": "iso8859-8",
    "x-mac-roman": "mac_roman", "unicode-1-1-utf-7": "utf-7", "cp-850": "cp850",
}  # fmt: skip
# Text that was never declared, or as English letters only, is most often this.
UNDECLARED = frozenset({"", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown"})
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
TAGS = {
    "a", "b", "blockquote", "br", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "u", "ul",
}  # fmt: skip
SHUT = {"script", "style", "title", "template", "noscript", "object", "svg", "math", "iframe"}
MOST_HTML = 3_000_000
"""Characters of HTML that are laid out; of more, the words alone are taken."""

# What a page cannot show, and what turns the direction in which a line reads.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALVES = re.compile("[\ud800-\udfff]")
_DATA = re.compile(r"data:[^\s\"'>]{200,}", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,20000}>")
_SHUT = re.compile(r"<(script|style|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BLANK = re.compile(r"\n{3,}")


def decoded(content: bytes, charset: str) -> tuple[str, bool]:
    """The words in some bytes, and whether they read as what they were declared to be."""
    named = charset.strip().strip("\"'").lower()
    for name, is_declared in _tried(named):
        try:
            return content.decode(name), is_declared
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace"), False


def plain(text: str) -> str:
    """Text that a page can show and a table can hold; its lines stay as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALVES.sub("\ufffd", _HIDDEN.sub("", text))


def line(text: str, most: int) -> str:
    """The same in one line: nothing of it can begin another line of a header or a log."""
    return " ".join(plain(text.replace("\x85", " ")).split())[:most]


def of_html(html: str) -> str:
    """The words of HTML, laid out as text; where a link leads is said beside its words."""
    html = _DATA.sub("", html)
    words = _words(html)
    if len(html) > MOST_HTML:
        return words
    kept = nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=SHUT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    laid = inscriptis.get_text(kept, ParserConfig(display_links=True))
    # What is nested too deeply is laid out as nothing: then the bare words are better.
    return words if _weight(laid) * 2 < _weight(words) else _BLANK.sub("\n\n", laid).strip()


def _tried(named: str) -> list[tuple[str, bool]]:
    """Which charsets to try, in turn, and whether each is what was declared."""
    if named in UNDECLARED:
        return [("utf-8", True), ("cp1252", False)]
    meant = MEANT.get(named, named)
    if meant in NO_CHARSETS or not _is_known(meant):
        return [("utf-8", False), ("cp1252", False)]
    return [(meant, True), ("utf-8", False), ("cp1252", False)]


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _words(html: str) -> str:
    bare = _TAG.sub(" ", _SHUT.sub(" ", html))
    for name, sign in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        bare = bare.replace(name, sign)
    return "\n".join(" ".join(each.split()) for each in bare.splitlines() if each.strip())


def _weight(text: str) -> int:
    return len("".join(text.split()))
