"""What the Ombudsman left out, and the paragraph of the Scheme that it named for it."""

import re
from collections.abc import Sequence

from msgspec import Struct

from putright.core.determinations.outline import Paragraph

_SCHEME = re.compile(
    r"\bparagraphs?\s+(?P<number>\d ?\d)\s?\.?\s?\(?\s?(?P<letter>[a-z](?![a-z]))?\)?"
    r"(?P<more>(?:\s?(?:,|and|or|&)\s?(?:\d\d\s?\.?)?\(?[a-z]\)?(?![a-z]))*)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(\d\d)?\s?\.?\(?(?<![a-z])([a-z])(?![a-z])")
_LEFT_OUT = re.compile(
    r"\b(?:will not|cannot|can not|can.t|won.t|unable to|may not|not able to|are not|is not|has "
    r"not been|have not|"
    r"has not|does not|do not|did not|would not|not possible to)\b.{0,60}?\b(?:consider\w*|"
    r"investigat\w+|determin\w+|"
    r"assess\w*|look\w*|establish\w*|conclu\w+|draw\w*|decide\w*|included?|comment\w*|make|"
    r"within|part of|our role)\b|"
    r"\b(?:outside|beyond|out of)\b.{0,40}?\b(?:remit|jurisdiction|scope|role|authority|powers|"
    r"expertise)\b|"
    r"\b(?:best|better|more (?:appropriate(?:ly)?|suitably?))\b.{0,30}\b(?:suited|placed|dealt|"
    r"addressed|considered|"
    r"for)\b|\bnot\b.{0,20}\b(?:within|in) (?:our|the|this)\b.{0,30}\b(?:remit|jurisdiction)\b|"
    r"\b(?:excluded|left out|limit(?:ed)? (?:to|the scope)|focus(?:ed|es)? on)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"What we can and (?:cannot|can.t) consider|When a complaint is brought to (?:the Ombudsman|"
    r"us)",
    re.I,
)


class LeftOut(Struct, frozen=True):
    """A matter that was left out; no Scheme paragraph where the report names none."""

    text: str
    scheme: tuple[str, ...]
    paragraph: str
    under: str


def scope_of(paragraphs: Sequence[Paragraph], under: str) -> tuple[LeftOut, ...]:
    """What a section on scope or jurisdiction leaves out."""
    found = []
    for one in paragraphs:
        whole = one.whole
        if _GENERAL.match(whole) and not _SCHEME.search(whole):
            continue
        if _LEFT_OUT.search(whole):
            found.append(LeftOut(whole, scheme_in(whole), one.number, under))
    return tuple(found)


def scheme_in(text: str) -> tuple[str, ...]:
    """The paragraphs of the Scheme that a text names, each as "42.a"."""
    found: list[str] = []
    for one in _SCHEME.finditer(text):
        number = one["number"].replace(" ", "")
        letter = (one["letter"] or "").lower()
        found.append(f"{number}.{letter}" if letter else number)
        more = _MORE.findall(one["more"].lower())
        found += [f"{own or number}.{letter}" for own, letter in more]
    return tuple(dict.fromkeys(found))
