"""A duty: what a rule makes somebody owe, from when, until when, and what became of it.

A duty holds moments and entries, never a state: ``state_at`` works the state out from them.
"""

from collections.abc import Iterable

from msgspec import Struct

from putright.core.events.parts import Pledge
from putright.core.policy.stacked import Stacked
from putright.core.timeline.items import Item
from putright.core.workdays import When, is_late, may_be_late


class Duty(Struct, frozen=True, kw_only=True, gc=False):
    """One thing owed under one rule, or one act that a rule bars.

    ``item`` is the entry that set it going, ``root`` the first one of its chain, ``starts`` when
    its clock began or begins, ``due`` the last moment in time as a range, ``done`` when it was met
    by ``met_by``. ``missing`` names parts that an act done lacked. ``person`` is whom one of
    several duties of one entry is owed to: see ``Family``. ``sources`` are all rules that ask the
    same thing, the strictest first; ``beside`` are the duties of the others, which it replaces.
    ``periods`` is how many periods of a rhythm were lost in one gap.
    """

    rule: Stacked
    item: Item
    root: Item
    due: When | None
    person: str = ""
    done: When | None = None
    met_by: tuple[Item, ...] = ()
    missing: tuple[str, ...] = ()
    pledge: Pledge | None = None
    excused_by: Item | None = None
    ended_by: Item | None = None
    extended_by: Item | None = None
    late_notice: Item | None = None
    sources: tuple[Stacked, ...] = ()
    beside: tuple["Duty", ...] = ()
    is_replaced: bool = False
    starts: When | None = None
    periods: int = 1
    pounds: str = ""

    @property
    def id(self) -> str:
        """The id of its rule."""
        return self.rule.rule.id

    @property
    def verb(self) -> str:
        """The verb of its rule."""
        return self.rule.rule.verb

    @property
    def owner(self) -> str:
        """The role that owes it."""
        return self.rule.rule.owner or "case officer"

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same duty under another pack: rule id, root entry, pledge, person."""
        pledge = self.pledge.id if self.pledge else ""
        return (self.id, self.root.id, pledge, self.person)

    @property
    def all_sources(self) -> tuple[Stacked, ...]:
        """Every rule behind it."""
        return self.sources or (self.rule,)

    @property
    def was_late(self) -> bool:
        """Whether it was met after the last possible due moment."""
        return self.done is not None and self.due is not None and is_late(self.done, self.due)

    @property
    def is_lifted(self) -> bool:
        """Whether it ended, or was excused, before it could be missed (semantics 14, 16, 19)."""
        if self.excused_by is not None:
            return True
        ended, due = self.ended_by, self.due
        return ended is not None and due is not None and ended.when.first <= due.last

    def is_breached(self, now: int) -> bool:
        """Whether it can be said at minute ``now`` that it was not kept in time (semantics 1)."""
        verb, due, done = self.rule.rule.verb, self.due, self.done
        if verb != "do" or due is None:
            return verb == "bar"
        missed = is_late(done, due) if done is not None else now > due.last
        return missed and not self.is_lifted

    def state_at(self, now: int, *, soon: int = 0) -> str:
        """Its state at that minute; ``soon`` is how many minutes before due counts as due soon."""
        if self.verb == "may":
            return self._window_at(now)
        if self.verb != "do":
            return {"bar": "barred", "judge": "for a person", "owe": "owed"}[self.verb]
        if self.done is None or (self.was_late and self.is_lifted):
            return self._unmet_state(now, soon)
        if self.was_late:
            return "met late"
        doubtful = self.due is not None and may_be_late(self.done, self.due)
        return "may be late" if doubtful else "met"

    def _window_at(self, now: int) -> str:
        """The state of a window: late use is for a person, never refused by the clock."""
        if self.done is not None:
            return "for a person" if self.was_late else "used"
        return "past" if self.due is not None and now > self.due.last else "open"

    def _unmet_state(self, now: int, soon: int) -> str:
        due = self.due
        holds = {
            "excused": self.excused_by is not None,
            "for a person": due is None,
            "overdue": self.is_breached(now),
            "withdrawn": self.ended_by is not None,
            "replaced": self.is_replaced,
            "future": self.starts is not None and now < self.starts.first,
            "part met": bool(self.missing and self.met_by),
            "may be late": due is not None and now > due.first,
            "due soon": due is not None and now >= due.first - soon,
        }
        return next((state for state, so in holds.items() if so), "due")


class Family(Struct, frozen=True):
    """The duties that one entry makes under one rule, one for each of several (semantics 12)."""

    duties: tuple[Duty, ...]

    @property
    def met(self) -> str:
        """How many are met, as "2 of 3"."""
        return f"{sum(duty.done is not None for duty in self.duties)} of {len(self.duties)}"

    def state_at(self, now: int) -> str:
        """Overdue or late when any is, met when all are, part met while some are."""
        states = {duty.state_at(now) for duty in self.duties}
        for state in ("overdue", "met late", "may be late"):
            if state in states:
                return state
        if len(states) == 1:
            return states.pop()
        return "part met" if "met" in states else "due"


def families(duties: Iterable[Duty]) -> list[Family]:
    """Duties over several, each group with its parent."""
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for duty in duties:
        if duty.person:
            groups.setdefault((duty.rule.name, duty.item.id), []).append(duty)
    return [Family(duties=tuple(group)) for group in groups.values()]
