"""The numbered paragraphs of a section as a tree, by the numbers and the indents of the page.

A page may put a list at the indent of the paragraph that opens it, begin again at one, or leave
the numbers out: then paragraphs are counted, and which belong to a list is told by how they begin.
"""

import re
from collections.abc import Sequence

from msgspec import Struct, field

from putright.core.determinations.lines import Line

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_OWN = re.compile(
    r"(?:The Ombudsman|We|This Service|The Service|(?:The|This|Our) (?:investigation|report))\b"
    r".{0,12}\balso\b|In addition,? (?:the Ombudsman|we|this Service)\b"
)
_LEADS = re.compile(r":\s*[–-]?$")
_TURNS = re.compile(
    r"(?:It (?:is|was) (?:positive|noted)|Overall|Taking (?:all|everything)|To conclude|In summary|"
    r"Therefore|However|We (?:find|have (?:also|therefore)))\b"
)
_OPENS = re.compile(
    r"(?:On (?:\d|the same|[A-Z])|In (?:[A-Z]|summary|its|the Ombudsman|accordance|this|early|"
    r"late|mid)|"
    r"Between|From \d|During|Following|Within (?:the|an|its|\d|[a-z]+ (?:weeks|months))|Overall|"
    r"Therefore|Taking (?:all|everything|into)|To (?:conclude|put)|However|Throughout|Under|"
    r"Having|By \d|"
    r"As (?:mentioned|such|part|noted)|There (?:is|was|were)|It (?:is|was) (?:positive|noted|"
    r"not|clear|"
    r"unclear|also|accepted|understood)|We\b|Our\b|This [Ss]ervice|Government|A stage|Both|"
    r"The (?:resident|landlord|Ombudsman|council|property|evidence|repair|local|complaint|"
    r"service)\b)"
)


class Paragraph(Struct, frozen=True):
    """One paragraph: its number with those above it ("3.2"), its text, and its list."""

    number: str
    text: str
    children: tuple["Paragraph", ...] = ()

    @property
    def whole(self) -> str:
        """The text with that of its list."""
        return "\n".join([self.text, *(one.whole for one in self.children)]).strip()


class _Draft(Struct):
    mark: str
    text: str
    children: list["_Draft"] = field(default_factory=list)


class _Frame(Struct):
    """A list that is open: how far in it stands, what numbers it has, what is in it."""

    indent: int
    kind: str
    held: list[_Draft]
    is_inner: bool = False
    """Whether it stands at the indent of the paragraph that opens it."""

    @property
    def last(self) -> _Draft | None:
        """The last that has a number."""
        return self.held[-1] if self.held and self.held[-1].mark else None


def is_flat(lines: Sequence[Line]) -> bool:
    """Whether nothing on the page has a number, and all dashes stand at one indent."""
    marked = [line for line in lines if line.mark]
    return (
        bool(marked)
        and all(line.mark == "-" for line in marked)
        and len({line.indent for line in marked}) == 1
    )


def tree_of(lines: Sequence[Line], *, flat: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of a section, each with its list."""
    return tuple(_frozen(one, "") for one in (_nested(lines) if flat else _numbered(lines)))


def walk(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Every paragraph and what is in it, in the order of the page."""
    return [each for one in paragraphs for each in (one, *walk(one.children))]


def _frozen(one: _Draft, above: str) -> Paragraph:
    number = f"{above}.{one.mark}" if above and one.mark else above + one.mark
    return Paragraph(number, one.text, tuple(_frozen(child, number) for child in one.children))


def _numbered(lines: Sequence[Line]) -> list[_Draft]:
    roots: list[_Draft] = []
    stack: list[_Frame] = []
    for line in lines:
        if not line.mark:
            _continue(line, roots, stack)
            continue
        if not roots and not stack:
            stack.append(_Frame(line.indent, _kind(line.mark, ""), roots))
        _place(line, roots, stack)
    return roots


def _continue(line: Line, roots: list[_Draft], stack: list[_Frame]) -> None:
    """Text without a number goes on with the paragraph above, or stands alone."""
    held = stack[-1].held if stack else roots
    is_outside = bool(stack) and line.indent < stack[0].indent
    if is_outside:
        del stack[1:]
    if held and stack and not is_outside:
        held[-1].text = f"{held[-1].text} {line.text}"
    else:
        roots.append(_Draft("", line.text))


def _place(line: Line, roots: list[_Draft], stack: list[_Frame]) -> None:
    if not stack:
        stack.append(_Frame(line.indent, _kind(line.mark, ""), roots))
    while len(stack) > 1 and stack[-1].indent > line.indent:
        stack.pop()
    top = stack[-1]
    kind = _kind_in(line.mark, top)
    if line.indent > top.indent and top.last:
        stack.append(_Frame(line.indent, _kind(line.mark, ""), top.last.children))
    elif kind != top.kind:
        _other_kind(kind, line, stack)
    elif _value(line.mark, kind) == 1 and top.last and kind != "-":
        stack.append(_Frame(line.indent, kind, top.last.children, is_inner=True))
    elif top.is_inner and len(stack) > 1 and _goes_on(line, kind, stack):
        stack.pop()
    frame = stack[-1]
    mark = line.mark if line.mark != "-" else str(1 + sum(1 for one in frame.held if one.mark))
    frame.held.append(_Draft(mark.rsplit(".", 1)[-1] if frame is not stack[0] else mark, line.text))


def _other_kind(kind: str, line: Line, stack: list[_Frame]) -> None:
    """Letters after numbers open a list; numbers after letters close it."""
    for depth, frame in enumerate(stack):
        if frame.kind == kind:
            del stack[depth + 1 :]
            return
    top = stack[-1]
    held = top.last.children if top.last else top.held
    stack.append(_Frame(line.indent, kind, held, is_inner=True))


def _goes_on(line: Line, kind: str, stack: list[_Frame]) -> bool:
    """Whether a number goes on with the outer list rather than the one within it."""
    outer, inner, value = stack[-2], stack[-1], _value(line.mark, kind)
    is_next_outer = value == _value(outer.last.mark if outer.last else "0", kind) + 1
    is_next_inner = value == _value(inner.last.mark if inner.last else "0", kind) + 1
    both = is_next_outer and is_next_inner
    opener = outer.last
    return is_next_outer and (
        not both or (opener is not None and _closes(line.text, opener, is_told=False))
    )


def _kind_in(mark: str, frame: _Frame) -> str:
    """The kind of a number in an open list: an "i" that does not follow "h" begins a new one."""
    letter = frame.last.mark if frame.last and frame.kind == "a" else ""
    is_roman = mark == "i" and letter not in ("", "h")
    return "i" if is_roman else _kind(mark, frame.kind)


def _kind(mark: str, before: str) -> str:
    if mark == "-" or mark[0].isdigit():
        return "-" if mark == "-" else "." if "." in mark else "1"
    return "i" if mark in _ROMAN and (before != "a" or len(mark) > 1) else "a"


def _value(mark: str, kind: str) -> int:
    if kind == "i":
        return _ROMAN.index(mark) + 1 if mark in _ROMAN else 0
    last = mark.rsplit(".", 1)[-1]
    return int(last) if last.isdigit() else ord(last[0]) - ord("a") + 1


def _nested(lines: Sequence[Line]) -> list[_Draft]:
    """The lists of a page without numbers: one is open from a colon until something else begins."""
    roots: list[_Draft] = []
    opened: list[_Draft] = []
    for line in lines:
        last = [roots, *(one.children for one in opened)][-1]
        if not line.mark:
            if last and last[-1].mark:
                last[-1].text = f"{last[-1].text} {line.text}"
            else:
                roots.append(_Draft("", line.text))
            continue
        while opened and _closes(line.text, opened[-1]):
            opened.pop()
        held = opened[-1].children if opened else roots
        held.append(_Draft(str(1 + sum(1 for one in held if one.mark)), line.text))
        if _LEADS.search(line.text):
            opened.append(held[-1])
    return roots


def _closes(text: str, opener: _Draft, *, is_told: bool = True) -> bool:
    """Whether what comes is no part of the list that a paragraph opened.

    How it begins is asked only where nothing else tells (``is_told``).
    """
    if not opener.children:
        return False
    first = opener.children[0].text
    if first.startswith("£") != text.startswith("£"):
        return True
    if _OWN.match(text):
        return True
    if not is_told:
        return False
    if _TURNS.match(text):
        return True
    return _OPENS.match(text) is not None and _OPENS.match(first) is None
