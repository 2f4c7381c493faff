"""The words of a letter: one small Markdown, shown as safe HTML, as plain text, or part by part.

Paragraphs, ``##`` headings, ``-`` and ``1.`` lists and ``**bold**`` are all there is; a line break
is a line break. Everything else, HTML and links among it, is text, and is shown as it was typed. A
backslash before a mark makes it text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

from putright.core.letters import Letter

TAGS = frozenset({"p", "h2", "ul", "ol", "li", "strong", "br"})
RULES = ("heading", "list", "emphasis", "escape", "newline")
DEEPEST = 8
"""Blanks before a line that count: lists within lists stop there, and no word is ever lost."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"^[ \t]+", re.M)
_MARKERS = re.compile(r"^((?:[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+){2})(?=[-+*\d])", re.M)
_MARK = re.compile(r"^([^\S\n]*)(#{1,6}|[-+*]|\d{1,9}(?=[.)]))(?=[.)]?(?:\s|$))", re.M)
_SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\*|_")

Kind = Literal["paragraph", "heading", "bullet", "number"]


class Run(Struct, frozen=True):
    """Words in one weight; a line break in them is a newline."""

    text: str
    bold: bool = False


class Part(Struct, frozen=True):
    """A paragraph, a heading or one line of a list, with its number where the list is numbered.

    ``level`` is how deep the list lies, from 1; ``goes_on`` marks a further paragraph of a line.
    """

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def to_html(body: str) -> Markup:
    """Safe HTML of a body, to be put on a page as it is: the seven tags, whatever was typed.

    The one place that calls a letter's words safe: the library escapes them, and the cleaner after
    it lets nothing through but the seven tags.
    """
    made = str(_markdown().render(clean(body)))
    cleaned = nh3.clean(made, tags=set(TAGS), attributes={"ol": {"start"}}, link_rel=None)
    return Markup(cleaned)  # nosec B704


def to_plain(body: str) -> str:
    """The body as a plain-text mail says it."""
    said: list[str] = []
    before: Part | None = None
    for part in parts(body):
        near = before is not None and bool(part.level) and bool(before.level)
        said.append(("\n" if near else "\n\n") + _plain_line(part))
        before = part
    return "".join(said).strip("\n") + "\n"


def from_letter(letter: Letter) -> str:
    """The body of a letter that was put together from facts; its title stands elsewhere."""
    said: list[str] = []
    for block in letter.blocks:
        if block.text:
            said.append(_heading(block.text) if block.is_heading else escaped(block.text))
        if block.items:
            said.append("\n".join(f"- {_indented(escaped(item))}" for item in block.items))
    return "\n\n".join(said) + "\n"


def parts(body: str) -> tuple[Part, ...]:
    """The body part by part, for whatever is neither HTML nor plain text."""
    return tuple(_parts(_markdown().parse(clean(body))))


def clean(text: str) -> str:
    """Without what no reader sees and no document may hold; lists not deeper than anyone needs."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANKS.sub(lambda found: found[0].expandtabs(4)[:DEEPEST], text)
    return _MARKERS.sub(r"\1\\", text)


def escaped(text: str) -> str:
    """Words as a body that says exactly them."""
    text = _SPECIAL.sub(lambda found: "\\" + found[0], text)
    return _MARK.sub(lambda found: f"{found[1]}{_quoted(found[2])}", text)


def _quoted(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _heading(text: str) -> str:
    return "## " + " ".join(escaped(text).split())


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _plain_line(part: Part) -> str:
    if not part.level:
        return part.text
    mark = f"{part.number}. " if part.kind == "number" else "- "
    blank = " " * len(mark)
    start = "  " * (part.level - 1)
    lines = part.text.split("\n")
    return "\n".join(
        start + (blank if n or part.goes_on else mark) + line for n, line in enumerate(lines)
    )


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("zero", {"html": False, "breaks": True})
    made.enable(list(RULES))
    made.core.ruler.push("ours", _only_ours)
    return made


def _only_ours(state: StateCore) -> None:
    """What the library reads as more than the subset becomes the text that was typed."""
    for token in state.tokens:
        if token.type.startswith("heading") and token.tag != "h2":
            _as_paragraph(token, state.tokens)
        elif token.type == "inline":
            token.children = [_as_text(child) for child in token.children or []]


def _as_paragraph(token: Token, tokens: list[Token]) -> None:
    token.type = token.type.replace("heading", "paragraph")
    token.tag = "p"
    if token.nesting == 1:
        inline = tokens[tokens.index(token) + 1]
        sign = Token("text", "", 0, content=f"{token.markup} ")
        inline.children = [sign, *(inline.children or [])]


def _as_text(token: Token) -> Token:
    if token.type.startswith(("em_", "strong_")) and token.markup != "**":
        return Token("text", "", 0, content=token.markup)
    return token


def _parts(tokens: Iterable[Token]) -> Iterator[Part]:
    lists: list[tuple[Kind, int]] = []
    heading = begun = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(("bullet" if token.type.startswith("bullet") else "number", 0))
        elif token.type == "list_item_open":
            lists[-1] = (lists[-1][0], int(token.info or 0))
            begun = False
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline":
            kind, number = lists[-1] if lists else ("paragraph", 0)
            kind = "heading" if heading and not lists else kind
            yield Part(kind, tuple(_runs(token)), len(lists), number, begun)
            heading, begun = False, True


def _runs(inline: Token) -> Iterator[Run]:
    bold = 0
    for token in inline.children or ():
        bold += token.nesting if token.type.startswith("strong_") else 0
        if token.type in ("softbreak", "hardbreak"):
            yield Run("\n", bold > 0)
        elif token.content:
            yield Run(token.content, bold > 0)
