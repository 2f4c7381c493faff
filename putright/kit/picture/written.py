"""The picture of a case as HTML for files that stand by themselves, as in an evidence bundle."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from putright.kit.picture.draw import Picture
from putright.kit.picture.shapes import Bar, Lane, Mark
from putright.kit.say import _

Spoken = Callable[[str], str]
Drawn = TypeVar("Drawn", Bar, Mark)
HALO = re.compile(r"paint-order:[^;}]*;stroke:var\([^)]*\);stroke-width:\d+px")
OVER = ".pv{font-family:Putright,Arial,Helvetica,sans-serif}.pv-again{display:none}"
PRINTED = 'xmlns="http://www.w3.org/2000/svg">'
SAMPLE = 'aria-hidden="true" focusable="false">'


def written(picture: Picture) -> str:
    """The picture with its legend, for a page that has ``style()`` in its head."""
    found: str = _environment().get_template("picture_paper.html.jinja").render(picture=picture)
    return found


def printed(picture: Picture, *, across: float, down: float) -> str:
    """The same to print, no larger than so many millimetres.

    What prints it takes each drawing by itself, so its styles and patterns are inside each.
    """
    drawn, numbers = written(picture), count(1)
    patterns = re.search(r"<defs>.*?</defs>", drawn, re.DOTALL)
    assert patterns is not None
    inside = f"<style>{style_of()}</style>{patterns[0]}"
    drawn = re.sub(SAMPLE, lambda found: found[0] + _named(inside, next(numbers)), drawn)
    scale = min(across / picture.width, down / picture.height)
    size = f'width="{picture.width * scale:.1f}mm" height="{picture.height * scale:.1f}mm"'
    return drawn.replace(PRINTED, f"{size} {PRINTED}<style>{style_of()}</style>", 1)


def _named(inside: str, number: int) -> str:
    """The patterns under names of their own: a name may stand only once in a page."""
    return re.sub(r"(#|id=\")(hatch|dots)", rf"\g<1>\g<2>-{number}", inside)


def style_of() -> str:
    """How the picture is drawn, without the edge around letters, which not all can draw."""
    own = files("putright.kit").joinpath("static", "picture.css").read_text(encoding="utf-8")
    lines = [line for line in own.splitlines() if not line.startswith(("@media", "/*"))]
    return HALO.sub("", "".join(lines)) + OVER


def said(picture: Picture, say: Spoken) -> Picture:
    """The picture with all its words put through ``say``; how things are drawn stays."""
    ticks = (replace(one, label=say(one.label), year=say(one.year)) for one in picture.ticks)
    return replace(
        picture, title=say(picture.title), says=say(picture.says), as_of=say(picture.as_of),
        ticks=tuple(ticks), lanes=tuple(_lane(one, say) for one in picture.lanes), rows=(),
    )  # fmt: skip


def _lane(lane: Lane, say: Spoken) -> Lane:
    return replace(
        lane,
        title=say(lane.title),
        marks=tuple(_labelled(one, say) for one in lane.marks),
        bars=tuple(_labelled(one, say) for one in lane.bars),
        spans=tuple(_labelled(one, say) for one in lane.spans),
    )


def _labelled(one: Drawn, say: Spoken) -> Drawn:
    return replace(one, title=say(one.title), label=say(one.label))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("putright.kit"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        _, lambda one, many, n: one if n == 1 else many, newstyle=True
    )
    return environment
