"""A case opened for one reader: what may be seen of it, now or as it was known on a past day."""

from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor, user_of_key
from putright.casework.live import Live, load
from putright.casework.permissions import Nearness
from putright.casework.promises import Promise
from putright.casework.queries import cases
from putright.casework.queries.staff import names_of
from putright.casework.walls import seen_by
from putright.core.duties.run import Run
from putright.core.timeline.items import BUILT_IN, Item
from putright.core.workdays import when_at
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.record.ledger.read import Kept
from putright.stores.record.models import Case, Party


class Part(Struct, frozen=True):
    """Somebody in the case, as a page names them."""

    key: str
    name: str
    side: str
    role: str
    person: UUID | None = None


class Open:
    """A case with its timeline and promises at one moment, for one reader; read once."""

    def __init__(
        self, actor: Actor, case: Case, near: Nearness, *, at: datetime, is_past: bool
    ) -> None:
        self.actor, self.case, self.near, self.at, self.is_past = actor, case, near, at, is_past
        whole = load(case)
        seen = seen_by(actor, whole)
        self.whole = whole
        self.live: Live = seen.live
        self.withheld = seen.withheld

    @cached_property
    def run(self) -> Run:
        """What was owed at the moment asked about."""
        if self.is_past:
            return self.live.run_as_known(at=self.at)
        return self.live.run(now=self.at)

    @cached_property
    def promises(self) -> list[Promise]:
        """Every promise as of that moment."""
        return self.live.promises(self.run, now=self.at)

    @cached_property
    def owed(self) -> list[Promise]:
        """Those that are still to be kept, the first due first."""
        return [each for each in self.promises if each.is_open]

    @cached_property
    def head(self) -> int:
        """The number of the last entry, for "somebody else added an entry"."""
        return max((one.number for one in self.whole.kept), default=0)

    @cached_property
    def rows(self) -> list[Party]:
        """The parts people play, with the people."""
        return list(self.case.parties.select_related("person", "user").order_by("id"))

    @cached_property
    def staff(self) -> dict[UUID, str]:
        """The names of everybody who works or worked here."""
        return names_of(self.case.landlord_id)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """Everybody whom entries name, as a page names them."""
        staff = self.staff
        found = {row.key: _part(row, staff) for row in self.rows}
        for key in self.live.people:
            user = user_of_key(key)
            if key not in found and user is not None:
                name = staff.get(user, _("A member of staff"))
                found[key] = Part(key=key, name=name, side="landlord", role="")
        return found

    def name(self, key: str) -> str:
        """How a page names whoever that key means."""
        part = self.parts.get(key)
        if part is not None:
            return part.name
        return built_in(key)

    def staff_name(self, user: UUID | None) -> str:
        """The name of a member of staff; "" for nobody."""
        return self.staff.get(user, "") if user is not None else ""

    def kept(self, key: str) -> Kept | None:
        """What the books hold of an entry."""
        return self.live.by_key.get(key)

    def is_own(self, item: Item) -> bool:
        """Whether an entry is the reader's, or was written by them in somebody else's name."""
        kept = self.kept(item.id)
        written = kept is not None and kept.actor_id == self.actor.user_id
        return written or item.entry.by == self.actor.key


def open_for(
    actor: Actor,
    case_id: UUID,
    *,
    now: datetime,
    on: date | None = None,
    what: str = "case",
    detail: str = "",
) -> Open:
    """Open a case as it is, or as it was known at the end of a past day; written in the log."""
    detail = on.isoformat() if on else detail
    case, near = cases.find(actor, case_id, now=now, what=what, detail=detail)
    is_past = on is not None and on < now.date()
    at = datetime.combine(on, time(23, 59), now.tzinfo) if is_past and on else now
    return Open(actor, case, near, at=at, is_past=is_past)


def built_in(key: str) -> str:
    """The name of a side that entries name without anybody being made a part."""
    named = {
        "resident": _("The resident"),
        "landlord": _("The landlord"),
        "ombudsman": _("The Housing Ombudsman"),
        "other party": _("The other party"),
        "helper": _("Somebody who helps the resident"),
        "agency": _("An agency"),
        "anonymous": _("Somebody who gave no name"),
    }
    return named[key] if key in BUILT_IN else sentence_case(key.replace("-", " "))


def _part(row: Party, staff: dict[UUID, str]) -> Part:
    role = row.role or built_in(row.side).lower()
    if row.person is not None and row.person.name:
        return Part(row.key, row.person.name, row.side, row.role, row.person_id)
    user = row.user_id or user_of_key(row.key)
    if user is not None and user in staff:
        return Part(row.key, staff[user], row.side, row.role, row.person_id)
    named = row.core.get("name") or sentence_case(row.key.replace("-", " "))
    plain = named if user is None else sentence_case(role)
    return Part(row.key, plain, row.side, row.role, row.person_id)


def minute(at: datetime) -> int:
    """The moment as the core counts."""
    return when_at(at).first
