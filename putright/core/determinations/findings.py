"""The findings: one for each head of complaint, with its level and its paragraph."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.core.determinations.issues import joined, split_issues, tidy
from putright.core.determinations.levels import OUTSIDE, REDRESS, RESOLVED, Outcome, outcomes_in
from putright.core.determinations.lines import Line
from putright.core.determinations.outline import Paragraph

_BEHIND = re.compile(
    r"^[\s,;:.)]*(?:findings?\b)?\s*(?:(?:(?:was|were|has been|have been|is)\s+)?"
    r"(?:found|identified|offered|provided)\b\s*)?(?:(?:by|on the part of) "
    r"the landlord\b(?![’']))?"
    r"[\s,;:]*(?:(?:in |with )?(?:respect|relation|regards?|response|connection) (?:of|to|with)|"
    r"regarding|concerning|"
    r"relating to|about|surrounding|when|for|with|in|of|as|by|into)?\b[\s,;:]*(?:(?:the "
    r"complaint(?:s)?|complaint) about\s+)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:Therefore|Overall|As such|However|Accordingly),?\s*)?(?:in (?:accordance|line) with "
    r"paragraphs? [\d.()a-z]{2,8},\s*)?(?:.{0,80}?\b(?:paragraphs?|"
    r"sections?)\b.{0,60}?\bScheme\b(?: \(.*?\))?,?\s*)?"
    r"(?:(?:After|Having|Following|Based on)\b[^,]{0,120},\s*)?"
    r"(?:(?:the Ombudsman|we|I|it|this Service)\b[^,]{0,30}?\b(?:finds?|found|considers?|"
    r"determined?s?|concluded?s?)\b(?: that)?,?\s*)?"
    r"(?:(?:in|with) (?:respect|relation|regards?) (?:of|to)|regarding|concerning)?\s*"
    r"(?:the (?:resident[’']s )?complaints? (?:about|concerning|regarding) )?",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:therefore|overall|reasons|for these reasons)\b|^(?:which|that|ha[sd]|have|w(?:as|"
    r"ere)|and|but|appl(?:y|ies)|offered|so|because|found|"
    r"satisfactorily|prior|b ?y ?the|by landlord|when|as (?:the|a result)|the Ombudsman)\b(?![’'])"
    r"|^(?:when|if) (?:somebody|someone|a complaint|you)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",?\s*\b(?:is|are|was|were|falls?|has been|have been|which|that|there (?:was|is|has been|"
    r"were)|we found|"
    r"(?:the|this) (?:Ombudsman|Service) (?:finds|found))\b\s*(?:an?|found to be|considered)?\s*$",
    re.IGNORECASE,
)
_REDRESS = re.compile(
    r"\b(?:in (?:respect|relation|regards?) (?:of|to)|with regards? to|regarding|concerning|"
    r"relating to|"
    r"in relation with|in(?= (?:the landlord|its|how)\b)|about|resolves|resolved|"
    r"(?:for|(?<!prior )to)(?! the (?:Ombudsman|resident)\b(?![’'])))\s+"
    r"(?P<head>(?:respect of )?(?:any|its|the|how|her|his)\b.+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*,?\s*\b(?:satisfactorily\b|which,? in (?:the Ombudsman|our|its)\b.*|prior to (?:the |"
    r"our )?investigation\b|"
    r"(?:that |which )?(?:reasonably |satisfactorily )?(?:resolves?|resolved|puts?)\b.*)",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\breasons why\b[^.]{0,60}?\bnot\b|\bcan (?:and|or) (?:cannot|can.?t) consider\b|"
    r"\b(?:states?|says?|sets out|provides) (?:that|[“\"'‘])|"
    r"\b(?:finding|determination) (?:of|that there was)\b[^.]{0,80}\b(?:based|made|depends?|rests?|"
    r"conditional)\b",
    re.IGNORECASE,
)
"""What explains a decision, or the rules for it, and decides nothing itself."""
_SENTENCE = re.compile(r"(?<=[.;]) (?=[A-Z])")


class Finding(Struct, frozen=True):
    """What was found of one head of complaint."""

    heading: str
    level: str
    paragraph: str
    under: str


class Unread(Struct, frozen=True):
    """What the reader is not sure of: why, with the words of the report."""

    what: str
    text: str
    paragraph: str = ""
    under: str = ""


Read = Finding | Unread


def findings_of(paragraphs: Sequence[Paragraph], under: str) -> tuple[Read, ...]:
    """The findings of the section that decides, in its order."""
    found: list[Read] = []
    lead: Paragraph | None = None
    for one in paragraphs:
        if one.children:
            found += _of_list(one, under)
        elif _is_lead(one):
            lead = one
        elif lead and not outcomes_in(one.text):
            found += _under_lead(lead, one, under)
        else:
            found += _of_text(one.text, one.number, under)
    return tuple(found)


def pairs_of(lines: Sequence[Line], under: str) -> tuple[Read, ...]:
    """The findings of the newer layout: what is complained of, then what was found."""
    found: list[Read] = []
    head: list[str] | None = None
    wants_level = False
    for text in _words(lines):
        word = text.strip(" :").lower()
        if word in ("complaint", "complaints"):
            head, wants_level = [], False
        elif word in ("finding", "findings") and head is not None:
            wants_level = True
        elif wants_level and head is not None:
            found += _pair(" ".join(head), text, under)
            head, wants_level = None, False
        elif head is not None:
            head.append(text)
    return tuple(found)


def _words(lines: Sequence[Line]) -> Iterator[str]:
    """The lines, a label that shares its line with what it labels apart from it."""
    for line in lines:
        inline = re.match(r"(Complaint|Finding)s?:?\s+(?=[A-Z])(?!Handling)(.+)", line.text)
        if inline and not line.mark and (inline[1] == "Complaint" or outcomes_in(inline[2])):
            yield inline[1]
            yield inline[2]
        else:
            yield line.text


def _pair(head: str, text: str, under: str) -> Iterator[Read]:
    levels = [one.level for one in outcomes_in(text)]
    if len(levels) == 1 and levels[0] and len(text) < 80:
        yield Finding(tidy(head), levels[0], "", under)
    else:
        yield Unread("The level of a finding could not be read.", f"{head}: {text}", "", under)


def _is_lead(one: Paragraph) -> bool:
    return one.text.rstrip().endswith(":") and len(outcomes_in(one.text)) < 2


def _under_lead(lead: Paragraph, one: Paragraph, under: str) -> Iterator[Read]:
    whole = Paragraph(lead.number, lead.text, (Paragraph(one.number, one.text),))
    yield from _of_list(whole, under)


def _of_list(one: Paragraph, under: str) -> Iterator[Read]:
    """A sentence that leads to a list: its level holds for the lines that have none."""
    said = [each for each in outcomes_in(one.text) if each.level]
    level = said[-1].level if said else ""
    stem = _head_of(one.text, said[-1], one.text.find(":", said[-1].end)) if said else ""
    if len(said) > 1:
        yield from _of_text(one.text[: said[-1].start], one.number, under)
    for child in one.children:
        if outcomes_in(child.text):
            yield from (
                _of_list(child, under)
                if child.children
                else _of_text(child.text, child.number, under)
            )
        elif level:
            heading = joined(stem, child.whole)
            yield Finding(heading, level, child.number, under)
        else:
            yield Unread(
                "A line of the determination names no outcome.", child.text, child.number, under
            )


def _of_text(text: str, number: str, under: str) -> Iterator[Read]:
    """The outcomes of a paragraph; what follows each is what it was found of."""
    text = " ".join(each for each in _SENTENCE.split(text) if not _TALK.search(each))
    outcomes = outcomes_in(text)
    for at, one in enumerate(outcomes):
        end = outcomes[at + 1].start if at + 1 < len(outcomes) else len(text)
        start = outcomes[at - 1].end if at else 0
        if not one.level:
            yield Unread(
                "An outcome that is only denied, or not one of the levels.", text, number, under
            )
            continue
        headings = _split(_head_of(text, one, end, start))
        yield from (Finding(heading, one.level, number, under) for heading in headings)
    if not outcomes and text.strip():
        yield Unread("No outcome could be read here.", text, number, under)


def _split(heading: str) -> list[str]:
    return [tidy(part) for part in split_issues(heading)] or [""]


def _head_of(text: str, one: Outcome, end: int, start: int = 0) -> str:
    """The issue that an outcome is of: mostly what follows it, else what stands before it."""
    found = _told_of(text, one, end, start)
    return "" if _EMPTY.match(found) else found


def _told_of(text: str, one: Outcome, end: int, start: int) -> str:
    rest = re.sub(r"\b(of|to|in);(?= )", r"\1", text[one.end : end if end >= 0 else len(text)])
    after = _SENTENCE.split(rest)[0]
    before = _SENTENCE.split(text[start : one.start])[-1]
    if one.level in (REDRESS, RESOLVED) and (
        found := _REDRESS.search(text[one.start : end]) or _REDRESS.search(before)
    ):
        head = re.sub(r"^the complaints? (?:about|concerning|regarding) ", "", found["head"])
        return _ASIDE.sub("", head).strip(" .,:;")
    behind = _BEHIND.sub("", _BEHIND.sub("", after, count=1), count=1).strip(" .,:;")
    behind = re.sub(r",?\s*\b(?:and|but)\b(?: there was| we found)?\s*$", "", behind)
    ahead = _TAIL.sub("", _BEFORE.sub("", before, count=1).strip()).strip(" .,:;")
    if one.level in (OUTSIDE, RESOLVED) and ahead:
        return _TAIL.sub("", ahead)
    return behind or ahead
