"""A letter from a template and facts: a part is said only where every fact that it needs is there.

A fact is a line of text, or a list of rows for a part that lists things. A template can use no fact
that the caller did not hand over by name, and the caller hands over only what is shown: so a letter
cannot say what did not happen, nor tell one side what the other said.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

Row = Mapping[str, str]
Facts = Mapping[str, str | Sequence[Row]]
Audience = Literal["resident", "agency", "other party", "councillor"]
_NAMED = re.compile(r"\{(\w+)\}")


class TemplatePart(Struct, frozen=True, forbid_unknown_fields=True):
    """One paragraph: ``needs`` are facts without which it is left out; ``lists`` names a list fact,
    each row of which becomes a line worded as ``item``. ``contains`` are the contents (words of the
    vocabulary) that the letter has by saying it."""

    text: str
    needs: tuple[str, ...] = ()
    lists: str = ""
    item: str = ""
    heading: bool = False
    contains: tuple[str, ...] = ()


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of letter: whom it is for, a title that gives nothing away, its parts.

    ``free`` offers it to whoever begins a letter by hand; ``second`` has it read by another person.
    ``does`` are the acts that sending it writes, and ``contains`` the contents without which it may
    not go. ``facts`` says what each fact is, for whoever hands them over. ``unchecked`` says that
    nobody who reads its language has looked at it yet.
    """

    kind: str
    title: str
    audience: Audience
    part: tuple[TemplatePart, ...]
    free: bool = False
    second: bool = False
    name: str = ""
    does: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    language: str = "en"
    unchecked: bool = False


class Block(Struct, frozen=True):
    """One paragraph of a letter, with the lines that it lists."""

    text: str
    items: tuple[str, ...] = ()
    is_heading: bool = False


class Letter(Struct, frozen=True):
    """A letter as it would go out; ``contains`` are the contents of the parts that it says, and
    ``lacks`` those that its kind must have and no fact brought in. ``language`` is the one that its
    template has, which may be English where another was asked for."""

    kind: str
    title: str
    audience: Audience
    blocks: tuple[Block, ...]
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    language: str = "en"


def compose(template: Template, facts: Facts) -> Letter:
    """The letter that these facts allow. Raises ``KeyError`` for a fact that nobody handed over."""
    said = [
        part
        for part in template.part
        if all(facts.get(name) for name in (*part.needs, *([part.lists] if part.lists else [])))
    ]
    contains = tuple(dict.fromkeys(what for part in said for what in part.contains))
    return Letter(
        kind=template.kind,
        title=template.title,
        audience=template.audience,
        blocks=tuple(_block(part, facts) for part in said),
        contains=contains,
        lacks=tuple(what for what in template.contains if what not in contains),
        language=template.language,
    )


def plain(letter: Letter) -> str:
    """The letter as plain text, paragraphs parted by empty lines."""
    said = [letter.title]
    for block in letter.blocks:
        lines = [block.text, *(f"- {item}" for item in block.items)]
        said.append("\n".join(line for line in lines if line))
    return "\n\n".join(said) + "\n"


def _block(part: TemplatePart, facts: Facts) -> Block:
    rows = facts[part.lists] if part.lists else ()
    items = tuple(_filled(part.item, row) for row in rows if not isinstance(row, str))
    return Block(text=_filled(part.text, facts), items=items, is_heading=part.heading)


def _filled(text: str, facts: Mapping[str, object]) -> str:
    return _NAMED.sub(lambda named: str(facts[named[1]]), text).strip()
