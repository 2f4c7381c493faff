"""The claims check: what a letter says, held against what the timeline shows, before it goes."""

from putright.core.claims.check import check_text as check_text
from putright.core.claims.ground import Ground as Ground
from putright.core.claims.ground import Missed as Missed
from putright.core.claims.letter import Asked as Asked
from putright.core.claims.letter import Letter as Letter
from putright.core.claims.letter import check as check
from putright.core.claims.lexicon import Lists as Lists
from putright.core.claims.mark import Mark as Mark
