"""The page "What we will send": each order with what was done, and the papers to choose from."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actions.ombudsman import PERMISSION
from putright.casework.actor import Actor
from putright.casework.compliance_pack import PackLine, PackPlan, PaperSeen
from putright.casework.order_words import WARNS, named
from putright.casework.queries.case_entries import EntrySeen
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import open_for
from putright.casework.queries.ombudsman import RecommendedSeen, recommended_seen
from putright.kit.say import _


class PackLineSeen(Struct, frozen=True, kw_only=True):
    """One order as the page shows it."""

    key: str
    what: str
    ref: str
    due: date
    says: str
    warns: bool
    is_ready: bool
    did: tuple[EntrySeen, ...]
    papers: tuple[PaperSeen, ...]
    held: tuple[PaperSeen, ...]


class PackPage(Struct, frozen=True, kw_only=True):
    """The page, and what its form offers."""

    around: Around
    lines: tuple[PackLineSeen, ...]
    recommended: tuple[RecommendedSeen, ...]
    is_restricted: bool

    @property
    def is_ready(self) -> bool:
        """Whether any order is done of which the proof can go."""
        return any(line.is_ready for line in self.lines)

    @property
    def has_unscanned(self) -> bool:
        """Whether any paper to choose was looked at by no scanner."""
        return any(not paper.is_scanned for line in self.lines for paper in line.papers)


def page(actor: Actor, case_id: UUID, *, now: datetime) -> PackPage:
    """What can go to the Ombudsman about its orders."""
    opened = open_for(actor, case_id, now=now, what="ombudsman")
    permissions.check(actor, PERMISSION, opened.near)
    return PackPage(
        around=around(opened, "ombudsman"),
        lines=tuple(_line(line) for line in PackPlan(opened).lines),
        recommended=recommended_seen(opened), is_restricted=opened.case.is_restricted,
    )  # fmt: skip


def paper_words(paper: PaperSeen) -> str:
    """A paper as the form names it."""
    said = _("{name} ({entry})").format(name=paper.file.name, entry=paper.entry.title.lower())
    return said if paper.is_scanned else _("{said}, not scanned").format(said=said)


def _line(line: PackLine) -> PackLineSeen:
    one, order = line.one, line.one.order.order
    return PackLineSeen(
        key=order.id, what=named(order), ref=order.ref, due=one.due, says=line.says,
        warns=one.state in WARNS or one.open_late is not None,
        is_ready=one.is_done and one.state != "accepted", did=line.did,
        papers=tuple(paper for paper in line.papers if not paper.why_not),
        held=tuple(paper for paper in line.papers if paper.why_not),
    )  # fmt: skip
