"""Sentences about the resident turned to the resident, for letters that speak to them."""

import re
from collections.abc import Mapping

from putright.casework.redress import OfferLine
from putright.core.practice.response import HANDLING
from putright.core.redress.impact import PART
from putright.kit.say import _

TURNED: Mapping[str, str] = {
    "the resident's": "your", "the resident’s": "your", "the resident is": "you are",
    "the resident was": "you were", "the resident has": "you have", "the resident": "you",
    "he/she": "you", "his/her": "your", "him/her": "you",
}  # fmt: skip
ABOUT = re.compile("|".join(rf"\b{each}\b" for each in TURNED), re.IGNORECASE)
THEIRS = re.compile(r"\btheir\b")


def to_you(text: str) -> str:
    """A sentence about the resident as it is said to them; any other stays as it is."""
    if not ABOUT.search(text):
        return text
    return THEIRS.sub("your", ABOUT.sub(lambda found: _turned(found[0]), text))


def _turned(said: str) -> str:
    words = TURNED[said.lower()]
    return words[:1].upper() + words[1:] if said[0].isupper() else words


def quoted(point: str) -> str:
    """A point in the words in which it was made."""
    return _("“{what}”").format(what=point.rstrip(".").strip("“”"))


def for_what(line: OfferLine) -> str:
    """What a sum is for, inside a sentence: a heading, or a point in its own words."""
    title = line.title
    if PART in line.head and not line.head.endswith(HANDLING):
        return quoted(title)
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def why_of(line: OfferLine) -> str:
    """The reason for a sum as a sentence of its own."""
    why = line.reason.strip()
    if not why:
        return ""
    end = "" if why[-1] in ".!?”" else "."
    return why[:1].upper() + why[1:] + end
