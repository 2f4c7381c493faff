"""Making the papers about orders for the Ombudsman: only what was chosen, kept with its digest."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from putright.casework.actions import files as kept_files
from putright.casework.actions.adding import Saved, Sent, add, opened_for
from putright.casework.actions.ombudsman import PERMISSION
from putright.casework.actions.orders import PACK_MADE, complaint_of
from putright.casework.actor import Actor
from putright.casework.compliance_front import Cover, CoverDrawn, Left
from putright.casework.compliance_pack import PackLine, PackPlan, PaperSeen
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.practice.ombudsman_replies import OF_ORDERS
from putright.gateways import clock
from putright.gateways.bundle_pages import CannotJoin, Joined, Paper, join
from putright.gateways.bundle_sources import pages_of
from putright.gateways.bundle_words import Withheld
from putright.gateways.letter_pdf import what_is_missing
from putright.kit.dates import long_day
from putright.kit.say import _, ngettext

MOST_PAPERS = 30
MOST_PAGES = 80
MOST_BYTES = 40_000_000
MOST_SECONDS = 90.0
"""What can be made while somebody waits; beyond it the evidence bundle makes it by itself.

A paper that was built to take long takes what one may; those behind it are then not begun.
"""
NOTHING_WITHHELD = Withheld(())


class Chosen(Struct, frozen=True, kw_only=True):
    """What goes: orders, files by their ids, words of our own; why files unscanned go in."""

    orders: tuple[str, ...]
    files: tuple[str, ...]
    words: str = ""
    checked_why: str = ""


def make(*, actor: Actor, sent: Sent, told: Chosen, now: datetime) -> Saved:
    """Make the PDF, keep it with the case, and put it onto the timeline. Nothing is sent by it."""
    opened = opened_for(actor, sent, PERMISSION, now)
    if opened.case.is_restricted:
        words = _("This case is restricted: a second person agrees to what leaves it. Make an "
                  "evidence bundle with these papers.")  # fmt: skip
        raise NotRight(words, field="orders")
    if missing := what_is_missing():
        words = _("No PDF can be drawn on this machine: {missing}.")
        raise NotRight(words.format(missing=missing))
    plan = PackPlan(opened)
    lines = _lines(plan, told)
    chosen = _papers(lines, told)
    made = _joined(plan, lines, chosen, told, now)
    digest = hashlib.sha256(made.pdf).hexdigest()
    name = _("Orders, {reference}, {day}.pdf").format(
        reference=opened.case.reference, day=f"{now:%Y-%m-%d}"
    )
    entry = Entry(
        id="", does=(PACK_MADE,), at=now, by=actor.key, channel="internal", about=("complaint",),
        complaint=complaint_of([line.one for line in lines]),
        text=_text(len(lines), made.places.total, digest),
        facts={
            OF_ORDERS: " ".join(line.one.order.order.id for line in lines), "sha256": digest,
            "pages": made.places.total,
        },
        refs=_printed(lines), reason=told.checked_why.strip(),
        evidence=(Evidence(kind="document"),),
    )  # fmt: skip
    held = kept_files.keep(actor=actor, near=opened.near, name=name, chunks=[made.pdf], now=now)
    return add(actor, sent, [entry], now, permission=PERMISSION, kept=(held,))


def _printed(lines: Iterable[PackLine]) -> tuple[str, ...]:
    """The entries whose words are on the papers: who may not read one does not read the papers,
    and where the words of one are erased, the papers go with them."""
    orders = [line.one.order.item.id for line in lines]
    return tuple(dict.fromkeys([*orders, *(each.key for line in lines for each in line.did)]))


def _text(orders: int, pages: int, digest: str) -> str:
    said = [
        ngettext("Papers about {n} order", "Papers about {n} orders", orders),
        ngettext("{n} page", "{n} pages", pages),
    ]
    return ", ".join(said) + f". sha256 {digest}"


def _lines(plan: PackPlan, told: Chosen) -> tuple[PackLine, ...]:
    found = tuple(line for line in plan.lines if line.one.order.order.id in told.orders)
    if not found or len(found) != len(set(told.orders)):
        raise NotRight(_("Choose from what stands there now. It may have changed."), field="orders")
    return found


def _papers(lines: Sequence[PackLine], told: Chosen) -> tuple[PaperSeen, ...]:
    there = {str(paper.file.id): paper for line in lines for paper in line.papers}
    chosen = tuple(there[key] for key in there if key in told.files)
    if len(chosen) != len(set(told.files)) or any(paper.why_not for paper in chosen):
        raise NotRight(_("Choose papers of the chosen orders that can go in."), field="orders")
    if any(not paper.is_scanned for paper in chosen) and not told.checked_why.strip():
        raise NotRight(_("Say why files that were not scanned may go in"), field="checked_why")
    if len(chosen) > MOST_PAPERS or sum(paper.file.size for paper in chosen) > MOST_BYTES:
        raise NotRight(_too_much(), field="orders")
    return chosen


def _too_much() -> str:
    return _("That is more than can be made while you wait. Choose fewer orders at a time, or make "
             "an evidence bundle: that is made by itself.")  # fmt: skip


def _joined(
    plan: PackPlan, lines: tuple[PackLine, ...], chosen: Sequence[PaperSeen], told: Chosen,
    now: datetime,
) -> Joined:  # fmt: skip
    papers: list[Paper] = []
    left = list(_left(lines, chosen))
    until = clock.monotonic() + MOST_SECONDS
    for number, one in enumerate(chosen, 1):
        if clock.monotonic() > until:
            raise NotRight(_too_much(), field="orders")
        title = f"{number}. {one.file.name}"
        made = pages_of(
            title=title, media_type=one.file.media_type, raw=plan.raw(one),
            withheld=NOTHING_WITHHELD,
        )  # fmt: skip
        if made.pdf:
            papers.append(Paper(key=f"f-{one.file.id}", title=title, pdf=made.pdf,
                                under=_("Papers")))  # fmt: skip
        else:
            left.append(Left(one, made.fault))
    printed = {paper.key for paper in papers}
    title = _("What was done about your orders, {reference}").format(
        reference=plan.opened.case.reference
    )
    cover = Cover(
        landlord=plan.opened.case.landlord.name, reference=plan.opened.case.reference,
        determinations=_references(lines), on=long_day(now.date()), lines=lines,
        recommended=plan.recommended, left=tuple(left), words=told.words,
        printed={one.file.id: f"f-{one.file.id}" for one in chosen
                 if f"f-{one.file.id}" in printed},
    )  # fmt: skip
    return _whole(CoverDrawn(cover, title), papers, title, plan.opened.case.reference)


def _whole(front: CoverDrawn, papers: Sequence[Paper], title: str, reference: str) -> Joined:
    try:
        made = join(
            front, papers, reference=reference, title=title, front_title=_("Orders, and papers")
        )
    except CannotJoin as no:
        raise NotRight(_("Its papers could not be joined."), field="orders") from no
    if made.places.total > MOST_PAGES:
        raise NotRight(_too_much(), field="orders")
    return made


def _left(lines: Iterable[PackLine], chosen: Sequence[PaperSeen]) -> Iterable[Left]:
    """What cannot go in, or was not scanned; what somebody only did not choose is not named."""
    taken = {paper.file.id for paper in chosen}
    there = {paper.file.id: paper for line in lines for paper in line.papers}
    for key, paper in there.items():
        if key not in taken and (paper.why_not or not paper.is_scanned):
            yield Left(paper, paper.why_not or _("not scanned for viruses"))


def _references(lines: Iterable[PackLine]) -> tuple[str, ...]:
    """The Ombudsman's numbers of its determinations, and no other name that an entry refers by."""
    refs = (ref for line in lines for ref in line.one.order.item.entry.refs)
    return tuple(dict.fromkeys(ref for ref in refs if ref.isdigit()))
