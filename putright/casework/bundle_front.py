"""The front of a bundle: the gaps, the index by question, the chronology, what is not on paper."""

from collections.abc import Iterable
from html import escape

from msgspec import Struct

from putright.casework.bundle_plan import Plan, Question
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.bundle_pages import LINK, Places
from putright.gateways.bundle_sources import drawn
from putright.gateways.bundle_words import Withheld
from putright.kit.dates import list_day
from putright.kit.say import _


class NotOnPaper(Struct, frozen=True, kw_only=True):
    """A file that is in the record and not among the pages, and why."""

    number: int
    entry: str
    name: str
    kind: str
    size: int
    why: str
    sha256: str = ""


class Front:
    """Draws the front part for any places that the papers come to stand at."""

    def __init__(
        self, plan: Plan, absent: tuple[NotOnPaper, ...], notes: tuple[str, ...],
        withheld: Withheld,
    ) -> None:  # fmt: skip
        self.plan, self.absent, self.notes, self.withheld = plan, absent, notes, withheld
        self.by_key = {one.key: one for one in plan.timeline}

    def __call__(self, places: Places) -> bytes:
        """The front part, with the page of each paper."""
        parts = (self._about(), self._gaps(), self._index(places), self._absent(),
                 self._chronology(places))  # fmt: skip
        title = _("Evidence bundle, {reference}").format(reference=self.plan.reference)
        return drawn(title, "".join(parts))

    def say(self, words: str) -> str:
        """Words without what is withheld, fit for a page."""
        return escape(self.withheld.removed(words))

    def _about(self) -> str:
        words = self.plan.told.words
        said = [self.plan.landlord]
        said.append(
            _("Words are withheld. Where they stood in text it says [withheld]; in papers they are "
              "painted out.") if words else _("Nothing is withheld.")
        )  # fmt: skip
        said += self.notes
        return "".join(f"<p>{self.say(one)}</p>" for one in said)

    def _gaps(self) -> str:
        told = [f"<h2>{escape(_('What the file lacks'))}</h2>"]
        for group in self.plan.gaps:
            told.append(f"<h3>{escape(group.title)}</h3><ul>")
            for gap in group.gaps:
                sources = "; ".join(one.words for one in gap.sources)
                only = f" {_('Told of in:')} {sources}." if sources else ""
                said = f"{gap.entry.words}. {gap.entry.text} {gap.says}{only}"
                told.append(f"<li>{self.say(said)}</li>")
            told.append("</ul>")
        if not self.plan.gaps:
            told.append(f"<p>{escape(_('Every entry of this case has its record.'))}</p>")
        return "".join(told)

    def _index(self, places: Places) -> str:
        told = [f"<h2>{escape(_('What was asked, and what answers it'))}</h2>"]
        for number, one in enumerate(self.plan.questions, 1):
            told.append(f"<h3>{number}. {self.say(one.asks)}</h3>{self._answer(one, places)}")
        return "".join(told)

    def _answer(self, one: Question, places: Places) -> str:
        none = f"<p>{escape(_('We have none, because:'))} {self.say(one.none)}</p>"
        if not one.entries:
            return none
        rows = "".join(self._row(self.by_key[key], places) for key in one.entries)
        head = _head(_("Paper"), _("Page"))
        return f"<table>{head}{rows}</table>{none if one.none else ''}"

    def _row(self, one: EntrySeen, places: Places) -> str:
        first = places.first[key_of(one)]
        link = f'<a href="{LINK}{key_of(one)}">{self.say(name_of(one))}</a>'
        return f"<tr><td>{link}</td><td>{first}</td></tr>"

    def _absent(self) -> str:
        if not self.absent:
            return ""
        told = [f"<h2>{escape(_('What is not on paper'))}</h2><table>"]
        told.append(_head(_("Record"), _("What it is"), _("Why")))
        for one in self.absent:
            hashed = f"<br>sha256 {one.sha256}" if one.sha256 else ""
            what = _("{kind}, {size} bytes").format(kind=one.kind, size=one.size)
            told.append(
                f"<tr><td>{one.number}. {self.say(one.name)}</td><td>{escape(what)}{hashed}</td>"
                f"<td>{self.say(one.why)}</td></tr>"
            )
        return "".join([*told, "</table>"])

    def _chronology(self, places: Places) -> str:
        told = [f"<h2>{escape(_('What happened, by day'))}</h2><table>"]
        told.append(_head(_("When"), _("What"), _("Shown by"), _("Page")))
        for one in self.plan.timeline:
            page = f'<a href="{LINK}{key_of(one)}">{places.first[key_of(one)]}</a>' if (
                key_of(one) in places.first) else ""  # fmt: skip
            told.append(
                f'<tr><td class="when">{escape(when_of(one))}</td>'
                f"<td>{self.say(one.title)}. "
                f"{self.say(one.text)}</td><td>{escape(shown_by(one))}</td><td>{page}</td></tr>"
            )
        return "".join([*told, "</table>"])


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
