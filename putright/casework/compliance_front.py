"""The front of the papers about orders: the table, the recommendations, the list of what is in."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from uuid import UUID

from msgspec import Struct

from putright.casework.compliance_pack import PackLine, PaperSeen
from putright.casework.order_words import ANSWERS, named
from putright.casework.queries.case_entries import EntrySeen
from putright.core.practice.ombudsman_replies import Recommended
from putright.gateways.bundle_pages import LINK, Places
from putright.gateways.bundle_sources import drawn
from putright.kit.dates import happened, long_day, sentence_case
from putright.kit.say import _


class Left(Struct, frozen=True):
    """A paper that is not among the pages, and why."""

    paper: PaperSeen
    why: str


class Cover(Struct, frozen=True, kw_only=True):
    """What the front says: of which landlord and case, on which day, the orders and their papers.

    ``printed`` are the papers behind it by the file's id, with the key of their place.
    """

    landlord: str
    reference: str
    determinations: tuple[str, ...]
    on: str
    lines: tuple[PackLine, ...]
    recommended: tuple[Recommended, ...]
    printed: Mapping[UUID, str]
    left: tuple[Left, ...]
    words: str


class CoverDrawn:
    """Draws the front for any places that the papers come to stand at."""

    def __init__(self, cover: Cover, title: str) -> None:
        self.cover, self.title = cover, title

    def __call__(self, places: Places) -> bytes:
        """The front, with the page of each paper."""
        parts = (self._about(), self._orders(places), self._recommended(), self._list(places),
                 self._left())  # fmt: skip
        return drawn(self.title, "".join(parts))

    def _about(self) -> str:
        cover = self.cover
        decided = ", ".join(cover.determinations)
        said = [cover.landlord, _("As it stood on {day}.").format(day=cover.on)]
        if decided:
            said.insert(1, _("Your reference: {reference}").format(reference=decided))
        said += [line for line in cover.words.splitlines() if line.strip()]
        return "".join(f"<p>{escape(one)}</p>" for one in said)

    def _orders(self, places: Places) -> str:
        head = _row("th", (_("Ordered"), _("By"), _("What was done"), _("Shown by")))
        rows = "".join(self._order(line, places) for line in self.cover.lines)
        return f"<h2>{escape(_('The orders'))}</h2><table>{head}{rows}</table>"

    def _order(self, line: PackLine, places: Places) -> str:
        order = line.one.order.order
        what = named(order)
        if order.ref:
            what = _("{what}. Paragraph {ref}").format(what=what, ref=order.ref)
        did = "".join(f"<br>{escape(_did(entry))}" for entry in line.did)
        shown = [self._link(paper, places) for paper in line.papers
                 if paper.file.id in self.cover.printed]  # fmt: skip
        return (
            f'<tr><td>{escape(what)}</td><td class="when">{escape(long_day(line.one.due))}</td>'
            f"<td>{escape(line.told)}{did}</td>"
            f"<td>{'<br>'.join(shown) or escape(_('No paper'))}</td></tr>"
        )

    def _link(self, paper: PaperSeen, places: Places) -> str:
        key = self.cover.printed[paper.file.id]
        words = _("{name}, page {page}").format(name=paper.file.name, page=places.first[key])
        return f'<a href="{LINK}{key}">{escape(words)}</a>'

    def _recommended(self) -> str:
        if not self.cover.recommended:
            return ""
        head = _row("th", (_("Recommended"), _("Our answer")))
        rows = "".join(_row("td", (sentence_case(one.what), _answer(one)))
                       for one in self.cover.recommended)  # fmt: skip
        return f"<h2>{escape(_('The recommendations'))}</h2><table>{head}{rows}</table>"

    def _list(self, places: Places) -> str:
        head = _row("th", (_("Paper"), _("Page"), _("sha256 of the file")))
        rows = []
        for paper in self._papers():
            key = self.cover.printed[paper.file.id]
            page = str(places.first[key])
            cells = f"<td>{escape(paper.file.name)}</td><td>{page}</td>"
            rows.append(f'<tr>{cells}<td class="long">{paper.sha256}</td></tr>')
        if not rows:
            return f"<p>{escape(_('No paper stands behind this.'))}</p>"
        return f"<h2>{escape(_('The papers'))}</h2><table>{head}{''.join(rows)}</table>"

    def _papers(self) -> Iterable[PaperSeen]:
        found = {p.file.id: p for line in self.cover.lines for p in line.papers}
        return (paper for key, paper in found.items() if key in self.cover.printed)

    def _left(self) -> str:
        if not self.cover.left:
            return ""
        rows = "".join(
            f"<tr><td>{escape(one.paper.file.name)}</td><td>{escape(one.why)}</td>"
            f'<td class="long">{one.paper.sha256}</td></tr>'
            for one in self.cover.left
        )
        head = _row("th", (_("File"), _("Why it is not printed here"), _("sha256 of the file")))
        return f"<h2>{escape(_('Not in these pages'))}</h2><table>{head}{rows}</table>"


def _did(entry: EntrySeen) -> str:
    words = " ".join(entry.text.split())
    day = entry.span or happened(entry.happened)
    said = f"{day}: {entry.title}. {words}"
    return said if entry.evidence == "evidenced" else _("{said} (no record)").format(said=said)


def _answer(one: Recommended) -> str:
    if one.answer is None:
        return _("Not answered yet.")
    said = _(ANSWERS.get(one.answer.answer, one.answer.answer))
    return f"{said}. {one.answer.says}".strip()


def _row(cell: str, words: Sequence[str]) -> str:
    inside = "".join(f"<{cell}>{escape(each)}</{cell}>" for each in words)
    return f"<tr>{inside}</tr>"
