"""Letters of a case: put together from shown facts, and kept as they went, with their digest."""

from datetime import datetime

from msgspec.structs import replace

from putright.casework.actions.files import keep as keep_file
from putright.casework.actor import Actor
from putright.casework.permissions import Nearness
from putright.core.letters import Block, Letter, plain
from putright.core.letters import compose as compose_from
from putright.core.letters.letter import Facts
from putright.gateways.letter_templates import load_template
from putright.stores.record.ledger.translate import Attached


def compose(kind: str, facts: Facts, *, own_words: str = "", language: str = "en") -> Letter:
    """A letter of that kind; ``own_words`` are the writer's, and stand before the last part.

    Where there is no template in the language the letter is English, and its ``language`` says so.
    """
    letter = compose_from(load_template(kind, language=language), facts)
    if not own_words.strip():
        return letter
    before, last = letter.blocks[:-1], letter.blocks[-1:]
    return replace(letter, blocks=(*before, Block(text=own_words.strip()), *last))


def keep(
    *, actor: Actor, near: Nearness, letter: Letter, now: datetime, permission: str = "case.note"
) -> Attached:
    """Keep a letter as it goes out; an entry is then made to hold what is returned."""
    text = plain(letter).encode()
    name = f"{letter.title}.txt"
    return keep_file(
        actor=actor, near=near, name=name, chunks=[text], now=now, permission=permission
    )
