"""What goes to the Ombudsman about its orders: order by order, with the papers that show each."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.files import blobs
from putright.casework.order_words import stands
from putright.casework.orders import Orders
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_files import FileSeen
from putright.casework.queries.case_open import Open
from putright.core.practice.ombudsman import DETERMINED
from putright.core.practice.ombudsman_replies import Recommended, recommended
from putright.core.redress.compliance import Compliance
from putright.gateways.blobs import NoSuchFile
from putright.kit.say import _
from putright.stores.record import files
from putright.stores.record.files import FileRow

SCANNED = "clean"


class PaperSeen(Struct, frozen=True, kw_only=True):
    """A file that can show an order done; ``why_not`` says why it cannot go in, "" where it can.

    One that no scanner looked at goes in only where a person says why.
    """

    file: FileSeen
    entry: EntrySeen
    sha256: str
    why_not: str
    is_scanned: bool


class PackLine(Struct, frozen=True, kw_only=True):
    """One order with how it stands, on the page and as its papers say it, and those papers."""

    one: Compliance
    says: str
    told: str
    did: tuple[EntrySeen, ...]
    papers: tuple[PaperSeen, ...]


class PackPlan:
    """All that could go; read once."""

    def __init__(self, opened: Open) -> None:
        self.opened, self.entries, self.orders = opened, Entries(opened), Orders(opened)

    @cached_property
    def lines(self) -> tuple[PackLine, ...]:
        """Every order with its papers."""
        return tuple(self._line(one) for one in self.orders.all)

    @cached_property
    def recommended(self) -> tuple[Recommended, ...]:
        """What the Ombudsman recommends, with our answers."""
        return recommended(self.opened.run.timeline)

    def raw(self, paper: PaperSeen) -> bytes:
        """The bytes of a paper."""
        row = self._rows([paper.file.id])[paper.file.id]
        with blobs().open(
            landlord=self.opened.actor.landlord_id, case=row.case_id, name=row.blob
        ) as kept:  # fmt: skip
            return kept.read()

    def _line(self, one: Compliance) -> PackLine:
        did = self._did(one)
        return PackLine(
            one=one, says=stands(one), told=stands(one, is_sending=True), did=did,
            papers=tuple(self._papers(did)),
        )  # fmt: skip

    def _did(self, one: Compliance) -> tuple[EntrySeen, ...]:
        """What was done about an order: payments, parts, the entry that keeps it, what it names."""
        there = self.opened.run.timeline.by_id
        own = [*one.parts, *one.order.done]
        own += [each.item for each in one.money.payments] if one.money else []
        named = [there[key] for item in own for key in item.entry.answers if key in there]
        items = {item.id: item for item in (*named, *own) if DETERMINED not in item.acts}
        found = [item for item in items.values() if not item.struck_by]
        return tuple(self.entries.seen(sorted(found, key=lambda item: item.when.first)))

    def _papers(self, did: Iterable[EntrySeen]) -> Iterator[PaperSeen]:
        found = {file.id: (file, entry) for entry in did for file in entry.files}
        rows = self._rows(found)
        for key, (file, entry) in found.items():
            if key not in rows:
                continue
            sha256 = self._digest(rows[key])
            missing = "" if sha256 else _("not on the disk")
            yield PaperSeen(
                file=file,
                entry=entry,
                sha256=sha256,
                why_not=file.held or missing,
                is_scanned=rows[key].scan == SCANNED,
            )

    def _rows(self, ids: Iterable[UUID]) -> dict[UUID, FileRow]:
        return files.named(landlord=self.opened.actor.landlord_id, files=ids)

    def _digest(self, row: FileRow) -> str:
        """What anybody can check the file against; "" where it is not on the disk."""
        told = hashlib.sha256()
        pieces = blobs().read_range(
            landlord=self.opened.actor.landlord_id, case=row.case_id, name=row.blob
        )
        try:
            for piece in pieces:
                told.update(piece)
        except NoSuchFile:
            return ""
        return told.hexdigest()
