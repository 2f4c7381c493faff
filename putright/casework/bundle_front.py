"""The front of a bundle: gaps, index by question, what is not on paper, picture, days."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Protocol

from putright.casework.bundle_plan import Plan, Question
from putright.casework.bundle_said import Behind, NotOnPaper, what_it_is, why_said
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.bundle_pages import LINK, Places
from putright.gateways.bundle_sources import drawn
from putright.gateways.bundle_table import Cell, Table, can_draw, draw
from putright.gateways.bundle_tags import put_behind
from putright.gateways.bundle_words import Withheld
from putright.kit.dates import list_day
from putright.kit.picture import written
from putright.kit.picture.draw import Picture
from putright.kit.say import _

WIDE, HIGH, TALLEST = (258.0, 130.0), (174.0, 205.0), 0.7
"""Millimetres that the picture may take on a page; one taller than this share stands upright."""
SHOWN = ("evidenced", "admitted")
"""States of an entry that is more than somebody's word."""
WHEN = ' class="when"'
Link = Callable[[str], str]


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


class Front:
    """Says the front part of a bundle; ``link`` makes a way to a paper, with words to follow."""

    def __init__(self, plan: Plan, papers: Told, withheld: Withheld) -> None:
        self.plan, self.papers, self.withheld = plan, papers, withheld
        self.by_key = {one.key: one for one in plan.timeline}

    @property
    def title(self) -> str:
        """What the bundle is called; its reference is the number that the Ombudsman knows."""
        return _("Evidence bundle, {reference}").format(reference=self.plan.reference)

    def printed(self, places: Places) -> bytes:
        """The front part as pages, its links to be led into the bundle.

        The chronology of a long case is a long table, and is drawn as one where our typefaces have
        each letter of it; the renderer of letters, which sets any script, takes many times as long.
        """
        rows = Rows(self.withheld.removed, places, lambda key: f"{LINK}{key}")
        body, days = self._before(rows, self._picture_printed()), self.days(rows)
        if can_draw(days):
            return put_behind(drawn(self.title, body), draw(days))
        return drawn(self.title, body + _chronology(days))

    def body(self, places: Places, link: Link, picture: str) -> str:
        """The gaps, the index by question, what is not on paper, the picture, the chronology."""
        rows = Rows(self.withheld.removed, places, link)
        return self._before(rows, picture) + _chronology(self.days(rows))

    def days(self, rows: "Rows") -> Table:
        """What happened, by day."""
        return Table(
            title=_("What happened, by day"),
            heads=(_("When"), _("What"), _("Shown by"), _("Page")),
            rows=[rows.of_day(one) for one in self.plan.timeline],
            rest=1,
        )

    def _before(self, rows: "Rows", picture: str) -> str:
        parts = (self._about(), self._gaps(), self._index(rows), self._absent(rows),
                 self._picture(picture))  # fmt: skip
        return "".join(parts)

    @property
    def picture(self) -> Picture | None:
        """The picture of the case, without the words that are withheld."""
        found = self.plan.picture
        return written.said(found, self.withheld.removed) if found else None

    def _picture_printed(self) -> str:
        found = self.picture
        if found is None:
            return ""
        is_wide = found.width * TALLEST > found.height
        across, down = WIDE if is_wide else HIGH
        made = written.printed(found, across=across, down=down)
        return f'<div class="{"wide" if is_wide else "high"}">{made}</div>'

    def _picture(self, picture: str) -> str:
        head = f"<h2>{escape(_('The case in one picture'))}</h2>"
        if picture:
            before, after = picture.split(">", 1)
            return f"{before}>{head}{after}" if before.startswith("<div") else head + picture
        why = _("There are too many entries to draw. What happened by day is told below.")
        if self.plan.is_picture_broken:
            why = _("It could not be drawn.")
        return f"{head}<p>{escape(why)}</p>"

    def say(self, words: str) -> str:
        """Words without what is withheld, fit for a page."""
        return escape(self.withheld.removed(words))

    def _about(self) -> str:
        words = self.plan.told.words
        said = [self.plan.landlord, *self._asked()]
        said.append(
            _("Words are withheld. Where they stood in text it says [withheld]; in papers they are "
              "painted out.") if words else _("Nothing is withheld.")
        )  # fmt: skip
        if words:
            said.append(
                _("The finished pages that came from outside were read by a program as well, as "
                  "they are seen, and searched for the words.") if self.papers.is_seen else
                _("The text of the finished pages was searched for the words. What is drawn on "
                  "them was not read by a program.")
            )  # fmt: skip
        said += self.papers.notes
        return "".join(f"<p>{self.say(one)}</p>" for one in said)

    def _asked(self) -> list[str]:
        """The Ombudsman's own reference, and the days of its requests, as far as on record."""
        plan, said = self.plan, []
        if plan.references:
            words = _("Your reference: {reference}")
            said.append(words.format(reference=", ".join(plan.references)))
        if plan.asked_on:
            days = ", ".join(list_day(day) for day in plan.asked_on)
            said.append(_("In answer to your request of {days}").format(days=days))
        return said

    def _gaps(self) -> str:
        told = [f"<h2>{escape(_('What the file lacks'))}</h2>"]
        for group in self.plan.gaps:
            told.append(f"<h3>{escape(group.title)}</h3><ul>")
            for gap in group.gaps:
                sources = "; ".join(one.words for one in gap.sources)
                only = f" {_('Told of in:')} {sources}." if sources else ""
                said = f"{gap.entry.words}. {_ended(gap.entry.text)}{gap.says}{only}"
                told.append(f"<li>{self.say(said)}</li>")
            told.append("</ul>")
        if not self.plan.gaps:
            told.append(f"<p>{escape(_('Every entry of this case has its record.'))}</p>")
        return "".join(told)

    def _index(self, rows: "Rows") -> str:
        told = [f"<h2>{escape(_('What was asked, and what answers it'))}</h2>"]
        for number, one in enumerate(self.plan.questions, 1):
            told.append(f"<h3>{number}. {self.say(one.asks)}</h3>{self._answer(one, rows)}")
        return "".join(told)

    def _answer(self, one: Question, rows: "Rows") -> str:
        none = f"<p>{escape(_('We have none, because:'))} {self.say(one.none)}</p>"
        if not one.entries:
            return none
        told = "".join(
            rows.of_index(self.by_key[key], self.papers.behind.get(key, ())) for key in one.entries
        )
        head = _head(_("Paper"), _("Page"))
        return f"<table>{head}{told}</table>{none if one.none else ''}"

    def _absent(self, rows: "Rows") -> str:
        if not self.papers.absent:
            return ""
        told = [f"<h2>{escape(_('What is not on paper'))}</h2><table>"]
        told.append(_head(_("Record"), _("It came with"), _("What it is"), _("Why")))
        told += [rows.of_absent(one) for one in self.papers.absent]
        return "".join([*told, "</table>"])


class Rows:
    """The rows of the tables of a front part."""

    def __init__(self, removed: Callable[[str], str], places: Places, link: Link) -> None:
        self.removed, self.places, self.link = removed, places, link

    def say(self, words: str) -> str:
        """Words without what is withheld, fit for a page."""
        return escape(self.removed(words))

    def of_index(self, one: EntrySeen, behind: Sequence[Behind]) -> str:
        """A paper that answers a question, and those that stand behind it."""
        name = name_of(one)
        if one.evidence not in SHOWN:
            name = _("{name} (no record: somebody's word)").format(name=name)
        first = self._of_index("", Behind(key_of(one), name))
        return first + "".join(self._of_index(' class="behind"', each) for each in behind)

    def _of_index(self, marked: str, one: Behind) -> str:
        link, page = self._link(one.key, one.name), self.places.first[one.key]
        return f"<tr><td{marked}>{link}</td><td>{page}</td></tr>"

    def of_absent(self, one: NotOnPaper) -> str:
        """A file that is not among the pages."""
        hashed = f'<br><span class="long">sha256 {one.sha256}</span>' if one.sha256 else ""
        return (
            f"<tr><td>{one.number}. {self.say(one.name)}</td>"
            f"<td>{self._link(key_of(one.entry), name_of(one.entry))}</td>"
            f"<td>{self.say(what_it_is(one))}{hashed}</td><td>{self.say(why_said(one))}</td></tr>"
        )

    def of_day(self, one: EntrySeen) -> tuple[Cell, ...]:
        """An entry of the chronology, with its page where it is a paper."""
        key = key_of(one)
        page = self.places.first.get(key)
        said = (when_of(one), f"{one.title}. {one.text}", shown_by(one))
        leads = Cell(str(page), self.link(key)) if page else Cell("")
        return (*(Cell(self.removed(each)) for each in said), leads)

    def _link(self, key: str, words: str) -> str:
        if key not in self.places.first:
            return self.say(words)
        return f'<a href="{escape(self.link(key))}">{self.say(words)}</a>'


def _chronology(days: Table) -> str:
    """The chronology as HTML: of the same cells as the one that is drawn."""
    told = "".join(
        f"<tr>{_cell(row[0], WHEN)}{''.join(map(_cell, row[1:]))}</tr>" for row in days.rows
    )
    return f"<h2>{escape(days.title)}</h2><table>{_head(*days.heads)}{told}</table>"


def _cell(one: Cell, marked: str = "") -> str:
    words = escape(one.words)
    inside = f'<a href="{escape(one.link)}">{words}</a>' if one.link else words
    return f"<td{marked}>{inside}</td>"


def _ended(text: str) -> str:
    """A text as a sentence before another one."""
    if not text.strip():
        return ""
    return f"{text.rstrip()} " if text.rstrip()[-1] in ".!?:;)]”" else f"{text.rstrip()}. "


def key_of(one: EntrySeen) -> str:
    """What the paper of an entry is called in a bundle: nothing that tells of anybody."""
    return f"p{one.number}"


def name_of(one: EntrySeen) -> str:
    """An entry as an index and a bookmark name it."""
    return _("{day}: {what}").format(day=when_of(one), what=one.title)


def when_of(one: EntrySeen) -> str:
    """When an entry happened."""
    return one.span or list_day(getattr(one.happened, "date", lambda: one.happened)())


def shown_by(one: EntrySeen) -> str:
    """The state of an entry's evidence in words."""
    state = {"evidenced": _("A record"), "admitted": _("Our own admission")}.get(
        one.evidence, _("No record: somebody's word")
    )
    return f"{state}. {_('Another account stands against it.')}" if one.disputed_by else state


def sheet_of(one: EntrySeen, withheld: Withheld) -> bytes:
    """The page of an entry: what the record says of it."""
    rows = (
        (_("When"), when_of(one)), (_("Who"), one.who), (_("To"), one.to), (_("How"), one.channel),
        (_("Shown by"), shown_by(one)), (_("Written down"), one.written_late),
        (_("Written by"), one.written_by),
    )  # fmt: skip
    table = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(withheld.removed(said))}</td></tr>"
        for name, said in rows if said
    )  # fmt: skip
    text = escape(withheld.removed(one.text))
    title = withheld.removed(name_of(one))
    return drawn(title, f'<table>{table}</table><div class="text">{text}</div>')


def _head(*names: str) -> str:
    return f"<tr>{''.join(_cells(names))}</tr>"


def _cells(names: Iterable[str]) -> Iterable[str]:
    return (f"<th>{escape(name)}</th>" for name in names)
