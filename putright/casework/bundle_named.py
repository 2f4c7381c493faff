"""What in the front of a bundle names pages: the index, what is not on paper, the chronology.

The PDF and the page beside it are made of the same parts, so they say the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Protocol

from putright.casework.bundle_plan import Plan, Question
from putright.casework.bundle_said import (
    Behind,
    NotOnPaper,
    key_of,
    name_of,
    shown_by,
    what_it_is,
    when_of,
    why_said,
)
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.bundle_pages import Places
from putright.gateways.bundle_table import Cell, Part, Said, Table
from putright.gateways.bundle_words import Withheld
from putright.kit.say import _

SHOWN = ("evidenced", "admitted")
"""States of an entry that is more than somebody's word."""
Link = Callable[[str], str]
Row = tuple[Cell, ...]


class Told(Protocol):
    """What became of the papers: what is not among them, what to know of them."""

    @property
    def absent(self) -> Sequence[NotOnPaper]: ...

    @property
    def behind(self) -> Mapping[str, Sequence[Behind]]: ...

    @property
    def notes(self) -> Sequence[str]: ...

    @property
    def is_seen(self) -> bool: ...


class Named:
    """The parts that name pages; ``link`` makes a way to a paper."""

    def __init__(
        self, plan: Plan, papers: Told, withheld: Withheld, places: Places, link: Link
    ) -> None:
        self.plan, self.papers, self.withheld = plan, papers, withheld
        self.places, self.link = places, link
        self.by_key = {one.key: one for one in plan.timeline}

    def parts(self) -> list[Part]:
        """The index by question, what is not on paper, and the chronology."""
        return [*self._index(), *self._absent(), *self._chronology()]

    def _index(self) -> Iterator[Part]:
        yield Said("H2", _("What was asked, and what answers it"))
        for number, one in enumerate(self.plan.questions, 1):
            yield Said("H3", self._without(f"{number}. {one.asks}"))
            if one.entries:
                rows = [row for key in one.entries for row in self._answers(self.by_key[key])]
                yield Table(heads=(_("Paper"), _("Page")), rows=rows, rest=0)
            if one.none or not one.entries:
                yield self._none(one)

    def _none(self, one: Question) -> Said:
        return Said("P", f"{_('We have none, because:')} {self._without(one.none)}")

    def _answers(self, one: EntrySeen) -> Iterator[Row]:
        """A paper that answers a question, and those that stand behind it."""
        name = name_of(one)
        if one.evidence not in SHOWN:
            name = _("{name} (no record: somebody's word)").format(name=name)
        yield self._answer(Behind(key_of(one), name))
        for each in self.papers.behind.get(one.key, ()):
            yield self._answer(each, "behind")

    def _answer(self, one: Behind, kind: str = "") -> Row:
        words, page = self._without(one.name), self.places.first[one.key]
        is_behind = kind == "behind"
        return (
            Cell(words, self.link(one.key), "behind" if is_behind else ""), Cell(str(page)),
        )  # fmt: skip

    def _absent(self) -> Iterator[Part]:
        if not self.papers.absent:
            return
        yield Said("H2", _("What is not on paper"))
        heads = (_("Record"), _("It came with"), _("What it is"), _("Why"))
        rows = [self._left_out(one) for one in self.papers.absent]
        yield Table(heads=heads, rows=rows, rest=1)

    def _left_out(self, one: NotOnPaper) -> Row:
        """A file that is not among the pages."""
        hashed = f"\nsha256 {one.sha256}" if one.sha256 else ""
        key, came_with = key_of(one.entry), self._without(name_of(one.entry))
        return (
            Cell(f"{one.number}. {self._without(one.name)}"),
            Cell(came_with, self.link(key) if key in self.places.first else ""),
            Cell(f"{self._without(what_it_is(one))}{hashed}", "", "long"),
            Cell(self._without(why_said(one))),
        )

    def _chronology(self) -> Iterator[Part]:
        yield Said("H2", _("What happened, by day"))
        heads = (_("When"), _("What"), _("Shown by"), _("Page"))
        yield Table(heads=heads, rows=[self._day(one) for one in self.plan.timeline], rest=1)

    def _day(self, one: EntrySeen) -> Row:
        """An entry of the chronology, with its page where it is a paper."""
        key = key_of(one)
        page = self.places.first.get(key)
        return (
            Cell(self._without(when_of(one)), "", "when"),
            Cell(self._without(f"{one.title}. {one.text}")), Cell(self._without(shown_by(one))),
            Cell(str(page), self.link(key)) if page else Cell(""),
        )  # fmt: skip

    def _without(self, words: str) -> str:
        """Words without what is withheld, in one line."""
        return " ".join(self.withheld.removed(words).split())


def html_of(parts: Sequence[Part]) -> str:
    """Parts as HTML, everything in them escaped."""
    return "".join(_said(one) if isinstance(one, Said) else _table(one) for one in parts)


def _said(one: Said) -> str:
    tag = one.kind.lower()
    return f"<{tag}>{escape(one.words)}</{tag}>"


def _table(one: Table) -> str:
    heads = "".join(f"<th>{escape(name)}</th>" for name in one.heads)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in one.rows)
    return f"<table><tr>{heads}</tr>{rows}</table>"


def _cell(one: Cell) -> str:
    words = "<br>".join(map(escape, one.words.split("\n")))
    inside = f'<a href="{escape(one.link)}">{words}</a>' if one.link else words
    marked = f' class="{one.kind}"' if one.kind else ""
    return f"<td{marked}>{inside}</td>"
