"""What was found of each issue: the level, read from the sentence that decides and from no other.

Longest outcomes are read first, so that "no" and "severe" are never lost; spaces that a page put
into a word do not hide it. A sentence that only denies an outcome ("did not amount to ...") decides
nothing.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

SEVERE = "severe maladministration"
MALADMINISTRATION = "maladministration"
SERVICE_FAILURE = "service failure"
NONE = "no maladministration"
REDRESS = "reasonable redress"
RESOLVED = "resolved with intervention"
OUTSIDE = "outside jurisdiction"
WITHDRAWN = "withdrawn"
LEVELS = (SEVERE, MALADMINISTRATION, SERVICE_FAILURE, NONE, REDRESS, RESOLVED, OUTSIDE, WITHDRAWN)

_MAL = r"m ?a ?l[\s-]?a ?d ?m ?i? ?n ?i? ?s ?t? ?r ?a? ?t ?i? ?o ?n(?:al|s)?"
_REDRESS = (
    r"(?:reasonable|satisfactory|sufficient|proportionate|appropriate|fair) (?:offer of "
    r")?redress|offer(?:ed|s)? (?:of )?"
    r"(?:\w+ )?redress|redress\b[^.]{0,120}?\b(?:resolve[sd]?|satisfactor\w+)|"
    r"redress (?:was|has been) (?:offered|made|provided)"
)
_OUTSIDE = (
    r"(?:outside|out)(?: of)? (?:the |this |our |its )?(?:Housing )?(?:Ombudsman|"
    r"Service)?(?:[’']s)?(?: Service)?"
    r"(?:[’']s)? ?(?:jurisdiction|remit)|(?:not|n.t) (?:fall |be )?(?:within|in) (?:the |our |"
    r"this )?"
    r"(?:Ombudsman|Service)?(?:[’']s)? ?(?:jurisdiction|remit)|(?:outside|out)(?: of)? (?:the "
    r")?jurisdiction|"
    r"(?:will|can|may) ?not (?:be )?(?:consider|investigate|determine)(?:ed|d)?"
)
_FORMS: tuple[tuple[str, str], ...] = (
    ("", r"(?:not|never|n.t) (?:\w+ ){0,3}?(?:offer(?:ed)?|made?|provided?|amount(?:ed)? to|"
     r"constituted?|consider(?:ed)?)\b[^.]{0,60}?\bredress|\bredress (?:has|had|was) not\b|"
     r"\b(?:no|without|insufficient) (?:reasonable )?(?:offer of )?redress"),
    ("", r"\breasons why\b[^.]{0,60}?\bnot\b[^.]{0,30}?(?:consider|investigat|determin)\w*"),
    ("", r"\bcan (?:and|or) (?:cannot|can.?t) (?:consider|investigate)\b"),
    ("", r"\b(?:Paragraph|It|Scheme|which)\b[^.:]{0,40}?\b(?:states?|says?|sets? out|provides?|"
     r"explains?)\b[^.]{0,80}?(?:will|can|may) ?not (?:consider|investigate|determine)"),
    ("", r"(?:not|never|neither|n.t) (?:\w+ ){0,2}?(?:amount(?:ed|ing)? to|constitut\w+|justify|"
     r"warrant)"
     rf"[^.]{{0,40}}?(?:{_MAL}|service failure)"),
    ("", rf"partial {_MAL}|no service failure"),
    (SEVERE, rf"(?:severe?|serve|server|severely)\s+{_MAL}"),
    (NONE, rf"\bs?n ?o (?:(?:evidence|findings?|instances?) of )?(?:(?:severe|service failure "
     rf"or|failure or) )?"
     rf"{_MAL}|\bnot (?:find|found) (?:any )?{_MAL}"),
    (SERVICE_FAILURE, r"\bs ?e ?r ?v ?i ?c ?e[\s-]?f ?a ?i ?l ?u ?r ?es?"),
    (RESOLVED, r"(?:was|were|has been|have been|is)? ?resolved (?:with|by|through|following|after) "
     r"(?:the )?intervention (?:of|by|from) (?:the Ombudsman|this Service|us)|resolved with "
     r"(?:the )?(?:Ombudsman[’']s |our )?intervention|(?:with|following|"
     r"after|through) "
     r"(?:the )?(?:Ombudsman[’']s|our|this Service[’']s|its|Ombudsman) intervention|"
     r"intervention (?:of|by|from) (?:the Ombudsman|this Service|us)"),
    (REDRESS, _REDRESS),
    (MALADMINISTRATION, _MAL),
    (OUTSIDE, _OUTSIDE),
    (WITHDRAWN, r"(?:complaint|case|it) (?:was|has been|is) withdrawn|withdr[ae]wn? (?:the|her|"
     r"his|their) complaint"),
)  # fmt: skip
_ANY = re.compile(
    "|".join(f"(?P<f{at}>{form})" for at, (_level, form) in enumerate(_FORMS)), re.IGNORECASE
)

_ASIDE = re.compile(
    r"\b(?:for|to|its|the|their|any|these|those|acknowledged|identified|despite) (?:\w+ )?$",
    re.IGNORECASE,
)


class Outcome(Struct, frozen=True):
    """An outcome in a sentence and where it stands; no level where one is only denied."""

    level: str
    start: int
    end: int


def outcomes_in(text: str) -> tuple[Outcome, ...]:
    """Every outcome that a text names, in its order; one said again for the same issue once."""
    found: list[Outcome] = []
    for match in _ANY.finditer(text):
        kind = match.lastgroup or ""
        level = _FORMS[int(kind[1:])][0]
        one = Outcome(level, match.start(), match.end())
        if found and _is_again(found[-1], one, text):
            continue
        if found and _is_settled(found[-1], one, text):
            found[-1] = Outcome(RESOLVED, found[-1].start, one.end)
            continue
        found.append(one)
    return tuple(_without_asides(found, text))


def level_of(text: str) -> str:
    """The one level that a text names; nothing where it names none, or several."""
    levels = {one.level for one in outcomes_in(text)}
    return levels.pop() if len(levels) == 1 else ""


def _is_again(before: Outcome, one: Outcome, text: str) -> bool:
    """Whether the same outcome goes on within the sentence: an offer of redress, twice told."""
    between = text[before.end : one.start]
    return before.level == one.level and (one.level == REDRESS or len(between.strip(" .,;()")) < 3)


def _is_settled(before: Outcome, one: Outcome, text: str) -> bool:
    """Whether redress and intervention are one outcome: an offer made after it stepped in."""
    return {before.level, one.level} == {REDRESS, RESOLVED} and "." not in (
        text[before.end : one.start]
    )


def _is_beside(before: Outcome, one: Outcome, text: str) -> bool:
    """Whether redress is only what the failure was about: "in the level of redress it offered"."""
    is_weak = not re.search(r"reasonabl|satisfactor|resolve", text[one.start : one.end], re.I)
    between = text[before.end : one.start]
    return is_weak and not re.search(r"[.;]|\bparagraph\b|\bhowever\b|\bhas\b|\bhad\b", between)


def _without_asides(found: list[Outcome], text: str) -> Iterator[Outcome]:
    """What the sentence decides: not the failures that redress was offered for.

    Where there is a level, that the case was resolved or withdrawn is no second one.
    """
    has_level = any(one.level not in ("", RESOLVED, OUTSIDE, WITHDRAWN) for one in found)
    has_redress = any(one.level == REDRESS for one in found)
    for at, one in enumerate(found):
        if at and one.level == REDRESS and _is_beside(found[at - 1], one, text):
            continue
        is_told = at > 0 or (has_redress and one.level != REDRESS)
        if is_told and _ASIDE.search(text[: one.start]):
            continue
        if not (has_level and one.level in (WITHDRAWN, RESOLVED)):
            yield one
