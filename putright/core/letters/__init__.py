"""Letters put together from facts that are shown; templates are data (``putright/letters``)."""

from putright.core.letters.letter import Block as Block
from putright.core.letters.letter import Letter as Letter
from putright.core.letters.letter import Template as Template
from putright.core.letters.letter import compose as compose
from putright.core.letters.letter import plain as plain
