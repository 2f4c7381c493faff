"""The front of a bundle: gaps and picture; index, what is not on paper and days name pages."""

from functools import cached_property
from html import escape

from putright.casework.bundle_named import Link, Named, Told, html_of
from putright.casework.bundle_plan import Plan
from putright.casework.bundle_said import name_of, shown_by, when_of
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.bundle_pages import LINK, Places
from putright.gateways.bundle_sources import drawn
from putright.gateways.bundle_table import Part, can_draw, draw
from putright.gateways.bundle_tags import put_behind
from putright.gateways.bundle_words import Withheld
from putright.kit.dates import list_day
from putright.kit.picture import written
from putright.kit.picture.draw import Picture
from putright.kit.say import _

WIDE, HIGH, TALLEST = (258.0, 130.0), (174.0, 205.0), 0.7
"""Millimetres that the picture may take on a page; one taller than this share stands upright."""


class Front:
    """Says the front part of a bundle; ``link`` makes a way to a paper, with words to follow."""

    def __init__(self, plan: Plan, papers: Told, withheld: Withheld) -> None:
        self.plan, self.papers, self.withheld = plan, papers, withheld

    @property
    def title(self) -> str:
        """What the bundle is called; its reference is the number that the Ombudsman knows."""
        return _("Evidence bundle, {reference}").format(reference=self.plan.reference)

    def printed(self, places: Places) -> bytes:
        """The front part as pages, its links to be led into the bundle.

        What names pages is long tables, drawn as such where our typefaces have each letter of them;
        the renderer of letters, which sets any script, takes ten times as long.
        """
        named = self._named(places, lambda key: f"{LINK}{key}")
        if can_draw(named):
            return put_behind(self._first, draw(named))
        return drawn(self.title, self._begins(self._picture_printed()) + html_of(named))

    def body(self, places: Places, link: Link, picture: str) -> str:
        """The gaps, the picture, the index by question, what is not on paper, the chronology."""
        return self._begins(picture) + html_of(self._named(places, link))

    def _named(self, places: Places, link: Link) -> list[Part]:
        return Named(self.plan, self.papers, self.withheld, places, link).parts()

    @cached_property
    def _first(self) -> bytes:
        """The pages that name no others: the same however long the rest turns out."""
        return drawn(self.title, self._begins(self._picture_printed()))

    def _begins(self, picture: str) -> str:
        return self._about() + self._gaps() + self._picture(picture)

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


def _ended(text: str) -> str:
    """A text as a sentence before another one."""
    if not text.strip():
        return ""
    return f"{text.rstrip()} " if text.rstrip()[-1] in ".!?:;)]”" else f"{text.rstrip()}. "


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
