"""The parts of a report by its headings, whatever their capitals, their order or their absence."""

import re
from collections.abc import Sequence

from msgspec import Struct

from putright.core.determinations.lines import Line

_KNOWN: tuple[tuple[str, str], ...] = (
    ("approach", r"our approach"),
    ("complaint", r"(?:the )?complaints?(?: definition)?|what the complaint is about"),
    ("jurisdiction", r"(?:our )?jurisdiction|what we (?:can and )?(?:cannot|can.?t) consider.*"),
    ("scope", r"scope(?: of (?:the |this |our )?(?:investigation|report))?|.*\bscope of "
     r"(?:the |this |our )?investigation|what we (?:did|have|will)(?: not|n.t)? (?:consider|"
     r"investigate|"
     r"looked?).*"),
    ("policy", r".*\b(?:policy|policies)\b.*\b(?:procedures?|framework|obligations?|law)\b.*|"
     r".*\b(?:legal|legislat\w+)\b.*\bframework\b.*|(?:the )?(?:landlord.?s )?(?:relevant "
     r")?polic(?:y|ies)|"
     r"(?:the )?(?:landlord.?s )?obligations?.*"),
    ("after", r"events (?:after|following|since)\b.*|post[- ]complaint.*"),
    ("background", r"background(?: (?:and|to|information)\b.*)?|(?:summary|chronology|timeline) "
     r"of (?:the )?"
     r"(?:key )?events|chronology"),
    ("assessment", r"(?:our )?assessment(?: (?:and|of)\b.*)?|findings"),
    ("reasons", r"(?:summary of )?(?:the )?reasons.*"),
    ("determination", r"(?:our )?determinations?(?: ?\(.*\))?|our decisions?(?: ?\(.*\))?"),
    ("orders", r"(?:our )?orders?(?: and recommendations?)?|putting things right(?:.*orders?)?"),
    ("recommendations", r"(?:our )?recommendations?"),
    ("procedure", r"the complaints? (?:procedure|process)|how the landlord dealt with the "
     r"complaint"),
    ("referral", r"referral to (?:the ombudsman|us)"),
    ("investigation", r"our investigation"),
    ("found", r"what we found(?: and why)?"),
    ("learning", r"learning(?: .*)?|knowledge (?:and )?information management.*|communication"),
)  # fmt: skip
_PARTS = tuple((part, re.compile(form)) for part, form in _KNOWN)
_ONCE = frozenset({"approach", "complaint"})
_EARLY = frozenset({"approach", "complaint", "background", "after"})
_DECIDED = frozenset({"determination", "orders", "recommendations", "reasons"})
_ASIDE = frozenset({"scope", "jurisdiction", "policy"})
_LONGEST = 110
_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|must|should|shall|concerns|relates|said|found|finds|"
    r"complain(?:s|ed))\b",
    re.IGNORECASE,
)
"""What a line that leads to a list has, and a heading has not."""


class Section(Struct, frozen=True):
    """What stands under one heading: the part that it belongs to, the heading, the lines."""

    part: str
    heading: str
    lines: tuple[Line, ...] = ()


def part_of(text: str) -> str:
    """The part that a heading opens, or nothing."""
    plain = " ".join(text.lower().replace("’", "'").strip(" :.–-").split())
    return next((part for part, form in _PARTS if form.fullmatch(plain)), "")


def sections_of(lines: Sequence[Line], *, is_new: bool) -> tuple[Section, ...]:
    """The sections of a report from its first known heading on."""
    found: list[tuple[str, str, list[Line]]] = []
    for line in lines:
        part, seen = _opens(line, found, is_new=is_new), {part for part, _heading, _lines in found}
        if part:
            found.append((part, line.text.strip(" :"), []))
        elif found and not is_new and _is_heading(line):
            now = found[-1][0]
            moved = "assessment" if now in _ASIDE and "assessment" in seen else now
            found.append((moved, line.text.strip(" :"), []))
        elif found:
            found[-1][2].append(line)
    return tuple(Section(part, heading, tuple(held)) for part, heading, held in found)


def _opens(line: Line, found: list[tuple[str, str, list[Line]]], *, is_new: bool) -> str:
    part = "" if line.mark or len(line.text) > _LONGEST else part_of(line.text)
    parts = [opened for opened, _heading, _lines in found]
    if part in _ONCE and part in parts:
        return ""
    if is_new:
        is_pair = part == "complaint" and line.text.lower() in ("complaint", "complaints")
        return "" if is_pair or (part == "learning" and "found" not in parts) else part
    told = {"background", "assessment"} & set(parts)
    late = bool(told) and (
        not _DECIDED.isdisjoint(parts) or (part == "complaint" and "assessment" in parts)
    )
    return "" if late and part in _EARLY else part


def _is_heading(line: Line) -> bool:
    """Whether a line without a number is a heading of its own: short, and no sentence."""
    if line.mark or len(line.text) > _LONGEST or not line.text:
        return False
    first = line.text.lstrip("‘'“\"(")[:1]
    sound = first.isupper() or first.isdigit()
    if line.hinted:
        return True
    is_open = line.text.endswith(":")
    if is_open and _SAYS.search(line.text):
        return False
    few = len(line.text.split()) <= (6 if is_open else 16)
    return sound and few and line.text[-1] not in ".,;?!" and "£" not in line.text
