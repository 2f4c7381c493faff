"""The text of a saved web page: headings, lists with their numbers, tables cell by cell."""

import re
from collections.abc import Iterator

import nh3
from lxml import html

from putright.gateways.determination_child import CannotTake

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section", "article", "main", "body"),
    *("ol", "ul", "li", "table", "thead", "tbody", "tr", "td", "th", "dl", "dt", "dd", "br", "pre"),
    *("span", "strong", "em", "b", "i", "a", "sup", "u", "header"),
}
_DROPPED = {
    *("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title"),
    *("nav", "form", "footer", "aside", "button", "dialog"),
}
_INLINE = {"span", "strong", "em", "b", "i", "a", "sup", "u"}
_DEEPEST = 60


def page_text(raw: bytes) -> str:
    """The text of a page. Raises ``CannotTake``."""
    try:
        page = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        page = raw.decode("cp1252", "replace")
    attributes = {"ol": {"start", "type"}, "li": {"value"}}
    clean = nh3.clean(
        page, tags=_TAGS, clean_content_tags=_DROPPED, attributes=attributes, link_rel=None
    )
    if not clean.strip():
        raise CannotTake("is a web page without text")
    tree = html.fragment_fromstring(clean, create_parent="div")
    _drop_after(tree)
    lines = (line.rstrip() for line in _block(tree, 0))
    return "\n".join(line for line in lines if line.strip())


def _drop_after(tree: html.HtmlElement) -> None:
    """What comes behind the main part of a page is no part of the report."""
    main = tree.find(".//main")
    if main is None or 2 * len(main.text_content()) < len(tree.text_content()):
        return
    node = main
    while node is not tree:
        for beside in list(node.itersiblings()):
            beside.getparent().remove(beside)
        node.tail = None
        node = node.getparent()


def _block(node: html.HtmlElement, depth: int) -> Iterator[str]:
    """The lines of a block: text that runs on as one line, each block within it apart."""
    if depth > _DEEPEST:
        raise CannotTake("is a web page nested beyond reason")
    held = node.text or ""
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _INLINE and not _holds_blocks(child):
            held += child.text_content()
        else:
            yield from _plain(held, node)
            held = ""
            yield from _of(child, tag, depth + 1)
        held += child.tail or ""
    yield from _plain(held, node)


def _of(child: html.HtmlElement, tag: str, depth: int) -> Iterator[str]:
    if tag == "pre":
        yield from child.text_content().splitlines()
    elif tag in ("ol", "ul"):
        yield from _list(child, depth, 2)
    else:
        yield from _block(child, depth)


def _plain(text: str, node: html.HtmlElement) -> Iterator[str]:
    said = " ".join(text.split())
    if said:
        heading = isinstance(node.tag, str) and re.fullmatch(r"h[1-6]", node.tag)
        yield f"# {said}" if heading else said


def _holds_blocks(node: html.HtmlElement) -> bool:
    return any(
        isinstance(one.tag, str) and one.tag not in _INLINE | {"br"}
        for one in node.iterdescendants()
    )


def _list(node: html.HtmlElement, depth: int, indent: int) -> Iterator[str]:
    """A list with its numbers; what stands in a line is put before the lists within it."""
    if depth > _DEEPEST:
        raise CannotTake("is a web page nested beyond reason")
    number = (
        int(node.get("start") or 1) if re.fullmatch(r"\d{1,4}", node.get("start") or "1") else 1
    )
    for child in node:
        if child.tag in ("ol", "ul"):
            yield from _list(child, depth + 1, indent + 2)
        elif child.tag == "li":
            yield from _item(child, _mark(node, number), depth + 1, indent)
            number += 1


def _item(child: html.HtmlElement, mark: str, depth: int, indent: int) -> Iterator[str]:
    inner = [one for one in child if one.tag in ("ol", "ul")]
    for one in inner:
        tail, one.tail = one.tail or "", None
        child.remove(one)
        if len(child):
            child[-1].tail = f"{child[-1].tail or ''} {tail}"
        else:
            child.text = f"{child.text or ''} {tail}"
    said = " ".join(_block(child, depth)).replace("# ", "")
    yield f"{' ' * indent}{mark} {said}"
    for one in inner:
        yield from _list(one, depth + 1, indent + 2)


def _mark(node: html.HtmlElement, number: int) -> str:
    if node.tag == "ul":
        return "-"
    is_lettered = node.get("type") == "a" and number <= 26
    return f"{chr(96 + number)}." if is_lettered else f"{number}."
