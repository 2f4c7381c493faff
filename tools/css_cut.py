"""Cuts a ready-made stylesheet down to the parts we use, and takes another house's signs off it."""

import re
from collections.abc import Iterator

FAMILY = re.compile(r"font-family:[^;}]*(?:GDS Transport|sans-serif)[^;}]*")
OUR_FAMILY = "font-family:var(--pr-font,system-ui,sans-serif)"
SMOOTHED = re.compile(r"-(?:webkit|moz)[a-z-]*font-smoothing:[a-z]+;?")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLOCK = re.compile(r"\.govuk-([a-z0-9]+(?:-[a-z0-9]+)*)")


def cut(css: str, wanted: frozenset[str]) -> str:
    """The rules for the wanted blocks alone, in our own typeface."""
    bare = COMMENT.sub("", css).removeprefix('@charset "UTF-8";')
    kept = "".join(_kept(bare, wanted))
    return SMOOTHED.sub("", FAMILY.sub(OUR_FAMILY, kept)).strip() + "\n"


def _kept(css: str, wanted: frozenset[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(("@media", "@supports")):
            inside = "".join(_kept(body, wanted))
            if inside:
                yield f"{head}{{{inside}}}"
        elif not head.startswith("@"):
            selectors = [one for one in _selectors(head) if _is_wanted(one, wanted)]
            if selectors and "crest" not in body and "url(" not in body:
                yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Each rule as what stands before its braces and what inside them."""
    start = depth = opened = 0
    for place, letter in enumerate(css):
        if letter == "{":
            depth += 1
            opened = place if depth == 1 else opened
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
    if depth:
        raise ValueError("the stylesheet's braces do not balance")


def _selectors(head: str) -> list[str]:
    """The selectors of a rule, parted at commas outside brackets."""
    return re.split(r",(?![^()\[\]]*[)\]])", head)


def _is_wanted(selector: str, wanted: frozenset[str]) -> bool:
    blocks = BLOCK.findall(selector)
    return all(any(name in wanted for name in _roots(one)) for one in blocks)


def _roots(name: str) -> Iterator[str]:
    """A class and what it may be a variant of: "heading-l" may be one of "heading"."""
    parts = name.split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])
