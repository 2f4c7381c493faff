"""What the tests of pages share: a page read as a tree, and audits made small."""

from html.parser import HTMLParser
from typing import Any

from msgspec.structs import replace

from putright.casework import audits
from putright.core.findings.audit import Audit

PUBLISHED = ("hexagon-202427054", "westward-202305098")
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page in order, each with its attributes, and whether it is well nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.badly_nested: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.badly_nested.append(tag)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.elements if tag in tags]

    def values(self, name: str) -> list[str]:
        return [value for _tag, attrs in self.elements if (value := attrs.get(name))]


def published(case: str) -> Audit:
    return audits.audit(audits.open_case(case))


def without_findings(audit: Audit) -> Audit:
    nothing: dict[str, Any] = {
        "findings": (), "for_review": (), "unsettled": (), "headings": (), "left_out": (),
    }  # fmt: skip
    kept = tuple(duty for duty in audit.duties if not duty.is_breached(audit.run.now))
    return replace(audit, duties=kept, done_well=(), **nothing)
