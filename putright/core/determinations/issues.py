"""The complaint as the report defines it, issue by issue, and which the Ombudsman added itself."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from putright.core.determinations.outline import Paragraph

_SUBJECT = (
    r"(?:The Ombudsman|We|This Service|The Service|(?:The|This|Our) (?:investigation|report)|I)"
)
_LOOKED = (
    r"(?:consider(?:ed)?|look(?:ed)? (?:at|into)|investigated?|assess(?:ed)?|review(?:ed)?|"
    r"examined?|identified|address(?:ed)?|decided to (?:consider|look at|investigate))\b"
)
OWN = re.compile(
    rf"(?:{_SUBJECT}\b.{{0,25}}?\b(?:also|additionally)\b.{{0,25}}?\b{_LOOKED}|"
    rf"(?:In addition|Additionally|As well as this),? {_SUBJECT}\b.{{0,25}}?\b{_LOOKED})\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:(?:the|this|her|his|these|i)\s(?!landlord).{0,60}?)?"
    r"\b(?:complaints?|complain(?:s|ed|ing)|dissatisf\w+|unhappy)\b.{0,60}?)?\b(?:(?:is|"
    r"are|was|were)\s+)?"
    r"(?:about|concerns|concerning|concerned|regarding|relates? to|in relation to|in respect of|"
    r"refers? to|with)\b(?! (?:about|regarding)\b)\s*",
    re.IGNORECASE,
)
_AND = re.compile(
    r",?;? (?:and|as well as)(?: also)?(?: of)? (?=(?:the landlord[’']?s?|"
    r"its) (?:handling|response|"
    r"complaints?|"
    r"communication|record|approach|management|decision)|(?:the |her |his |their |its "
    r")?(?:associated|related|"
    r"subsequent|resulting|formal|linked) complaints?\b|(?:the )?complaints? handling|"
    r"(?:the )?(?:handling|management) of (?:the|her|his|their|its) (?:\w+ )?complaint)"
)
_ALONE = re.compile(r"(?:The landlord|How the landlord|Its|The Ombudsman)\b")
_SENTENCE = re.compile(
    rf"(?<=[.;]) (?=(?:{_SUBJECT}\b.{{0,25}}?\balso\b|In addition,? {_SUBJECT}\b))"
)
_OPEN = re.compile(
    r"(?:\b(?:of|to|for|about|with|in|from|by|the|her|his|their|its|that|how|when|regarding|"
    r"concerning|including|following)|[’']s?|landlords|residents)\s*:$",
    re.IGNORECASE,
)


class Issue(Struct, frozen=True):
    """One issue in the report's words, the stem of its list put before it."""

    text: str
    is_own: bool
    paragraph: str


def issues_of(paragraphs: Sequence[Paragraph]) -> tuple[Issue, ...]:
    """Every issue of the section that defines the complaint."""
    found: list[Issue] = []
    stem = ""
    for at, one in enumerate(paragraphs):
        if _is_open(one) and not found and at + 1 < len(paragraphs):
            stem = one.text
            continue
        for text in _SENTENCE.split(one.text):
            found += _of_paragraph(Paragraph(one.number, text, one.children), stem)
    return tuple(found)


def _is_open(one: Paragraph) -> bool:
    """Whether a paragraph only leads to what follows at its own level."""
    bare = one.text.rstrip(":;. ")
    return not one.children and (
        one.text.endswith(":") or _LEAD.sub("", bare, count=1).strip() == ""
    )


def _of_paragraph(one: Paragraph, stem: str) -> Iterator[Issue]:
    own = OWN.match(one.text)
    said = one.text[own.end() :] if own else one.text if stem else _LEAD.sub("", one.text, count=1)
    if one.children:
        for child in one.children:
            yield from _of_list(child, said, is_own=own is not None)
        return
    for text in [said] if own else split_issues(said):
        lead = "" if own else _LEAD.sub("", stem, count=1)
        yield Issue(joined(lead, text), own is not None, one.number)


def _of_list(child: Paragraph, stem: str, *, is_own: bool) -> Iterator[Issue]:
    """A line of the list; a list within a list has the stems of both."""
    own = OWN.match(child.text)
    text = child.text[own.end() :] if own else child.text
    whole = tidy(text) if own else joined(stem, text)
    if child.children and (own or _OPEN.search(child.text.rstrip())):
        for inner in child.children:
            yield from _of_list(inner, whole, is_own=is_own or own is not None)
        return
    yield Issue(whole, is_own or own is not None, child.number)
    if child.text.rstrip().endswith(":"):
        for beside in child.children:
            yield from _of_list(beside, stem, is_own=is_own)


def split_issues(text: str) -> list[str]:
    """The issues of one sentence, parted only where a new one plainly begins."""
    return [part for part in _AND.split(text) if part.strip(" .")]


def joined(stem: str, text: str) -> str:
    """A line of a list behind what leads to it: "the landlord's" and "Handling of reports"."""
    stem, text = stem.strip().rstrip(":;,. –-").strip(), text.strip()
    if not stem or _ALONE.match(text):
        return tidy(text)
    first = text.split(" ")[0]
    keeps = first.isupper() or first[1:2].isupper() or any(one.isdigit() for one in first)
    return tidy(f"{stem} {text if keeps else text[:1].lower() + text[1:]}")


def tidy(text: str) -> str:
    """An issue as a line of its own: one capital, no stop."""
    plain = re.sub(r"[;,.:]?\s*(?:and|;)?\s*$", "", " ".join(text.split())).strip(" .;:,")
    return plain[:1].upper() + plain[1:]
