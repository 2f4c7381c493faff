"""A duty of the engine put as a promise: what, by when, why, and what record will meet it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from putright.casework.order_words import with_sum
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.events.parts import Pledge
from putright.core.events.words import Words
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item
from putright.core.workdays import When, to_datetime
from putright.kit.dates import list_day
from putright.kit.say import _

SHORT = timedelta(days=5)
"""A promise of up to five days is due soon from its beginning."""

SOON_SHARE = 3
"""A longer one in the last third of its time."""

STATES = {
    "met": "met",
    "may be late": "met",
    "met late": "met late",
    "excused": "excused",
    "withdrawn": "excused",
}
"""What the page calls the engine's states of a promise that is over."""

SAID = {
    "promise": _("our word of {day}"),
    "want": _("the wish of {day}"),
    "order": _("the order of {day}"),
}
"""What a pledge rests on, where no policy says more: it stands before "says"."""

ASKING = ("agency.requested",)
"""What a promise to ask an agency leads to; only a request that names the promise keeps it."""
OF_RULE = {
    "orders.complied": ("order.carried_out",), "ombudsman.deadline": ("ombudsman.answered",),
}  # fmt: skip
"""What is owed to the Ombudsman is kept on pages of its own, which ask for its proof."""


class Promise(Struct, frozen=True, kw_only=True):
    """One promise, with moments and no state: ``state_at`` compares.

    ``due_from`` and ``due_at`` are the first and last moment that can be meant; both None where
    nobody named a time. ``told_at`` is the due moment as it was before a bank holiday was
    proclaimed late: what somebody was told stands beside what binds now. ``met_by`` are the keys of
    the entries that met it, ``claimed_by`` of those that say so without a record. ``over`` is what
    it came to, empty while it is open. ``agency`` is the kind of agency that it says we will ask.
    """

    rule: str
    what: str
    why: str
    proof: str
    owner: str
    entry: str
    root: str
    person: str = ""
    pledge: str = ""
    starts_at: datetime | None = None
    soon_at: datetime | None = None
    due_from: datetime | None = None
    due_at: datetime | None = None
    told_at: datetime | None = None
    done_at: datetime | None = None
    in_hours: bool = False
    over: str = ""
    met_by: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    excused_by: str = ""
    periods: int = 1
    acts: tuple[str, ...] = ()
    agency: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return not self.over

    @property
    def key(self) -> str:
        """What names it in an address: rule, root entry, pledge and person."""
        return "~".join((self.rule, self.root, self.pledge, self.person))

    def state_at(self, now: datetime) -> str:
        """Due, due soon, overdue, or what it came to."""
        return self.over or state_of(now, soon_at=self.soon_at, due_at=self.due_at)


def state_of(now: datetime, *, soon_at: datetime | None, due_at: datetime | None) -> str:
    """The state of an open promise from its moments alone; lists use it on rows."""
    if due_at is None:
        return "due"
    if now >= due_at + timedelta(minutes=1):
        return "overdue"
    return "due soon" if soon_at is not None and now >= soon_at else "due"


def promises_of(run: Run) -> list[Promise]:
    """Every promise of the case, the open ones by due moment first."""
    duties = [duty for group in run.duties.values() for duty in group if duty.verb == "do"]
    found = [promise_of(duty, run) for duty in duties if not duty.is_replaced]
    return sorted(found, key=_order)


def promise_of(duty: Duty, run: Run) -> Promise:
    """One duty as a promise."""
    rule = duty.rule.rule
    acts = acts_of(rule.by) if duty.pledge is None else duty.pledge.does
    asks = () if acts or duty.pledge is None else _asks(duty, duty.pledge)
    starts = duty.starts or duty.item.when
    over = _over(duty, run.now)
    return Promise(
        rule=duty.id,
        what=_what(duty),
        why=_why(duty),
        proof=_proof(acts or asks, run.words),
        owner=duty.owner,
        entry=duty.item.id,
        root=duty.root.id,
        person=duty.person,
        pledge=duty.pledge.id if duty.pledge else "",
        starts_at=to_datetime(starts.first),
        soon_at=_soon(starts, duty.due),
        due_from=to_datetime(duty.due.first) if duty.due else None,
        due_at=to_datetime(duty.due.last) if duty.due else None,
        done_at=to_datetime(duty.done.first) if duty.done else None,
        in_hours=duty.rule.runs_in_hours,
        over=over,
        met_by=tuple(item.id for item in duty.met_by),
        claimed_by=() if over else _claimed(duty, acts, run),
        missing=duty.missing,
        excused_by=_excuse(duty),
        periods=duty.periods,
        acts=acts or asks,
        agency=duty.pledge.agency if duty.pledge else "",
    )


def _asks(duty: Duty, pledge: Pledge) -> tuple[str, ...]:
    """Acts by which a promise that names none is kept: its page is theirs."""
    return ASKING if pledge.agency else OF_RULE.get(duty.rule.rule.id, ())


def next_change(run: Run) -> datetime | None:
    """When time alone next changes which promises there are; the engine is then asked again.

    A miss can set another rule going, and a clock can begin: both happen at moments that the
    duties of now already hold.
    """
    moments = [
        minute
        for group in run.duties.values()
        for duty in group
        for minute in _moments(duty)
        if minute > run.now
    ]
    return to_datetime(min(moments)) if moments else None


def acts_of(pattern: Pattern | None) -> tuple[str, ...]:
    """Every act that a pattern names, however deep."""
    if pattern is None:
        return ()
    nested = [act for each in (*pattern.any, *pattern.all) for act in acts_of(each)]
    return tuple(dict.fromkeys([*pattern.act, *nested]))


def _moments(duty: Duty) -> Iterable[int]:
    if duty.starts is not None:
        yield duty.starts.first
    if duty.due is not None and duty.done is None:
        yield duty.due.first
        yield duty.due.last + 1


def _over(duty: Duty, now: int) -> str:
    state = duty.state_at(now)
    if duty.done is None and duty.ended_by is not None:
        # what ended afterwards does not undo a miss, but nothing is left to do
        return "overdue" if state == "overdue" else "excused"
    return STATES.get(state, "") if duty.done or state in ("excused", "withdrawn") else ""


def _what(duty: Duty) -> str:
    return with_sum(duty.pledge) if duty.pledge else duty.rule.rule.promise


def _why(duty: Duty) -> str:
    """The clauses that ask for it; of what somebody said, the day on which it was said."""
    if duty.pledge is not None and duty.rule.rank == "practice":
        words = SAID.get(duty.rule.rule.for_each, _("our word of {day}"))
        return words.format(day=list_day(duty.item.when.date))
    return "; ".join(dict.fromkeys(stacked.cited for stacked in duty.all_sources))


def _proof(acts: tuple[str, ...], words: Words) -> str:
    said = [words.acts[act].says for act in acts if act in words.acts]
    return " / ".join(dict.fromkeys(said))


def _soon(starts: When, due: When | None) -> datetime | None:
    if due is None:
        return None
    begin, end = to_datetime(starts.first), to_datetime(due.first)
    whole = end - begin
    return begin if whole <= SHORT else end - whole / SOON_SHARE


def _claimed(duty: Duty, acts: tuple[str, ...], run: Run) -> tuple[str, ...]:
    """Entries that say it was done and show nothing: they never meet it."""
    return tuple(
        item.id
        for item in run.timeline.doing(acts)
        if _only_said(item) and item.when.last >= duty.item.when.first
    )


def _only_said(item: Item) -> bool:
    return item.from_landlord and not item.is_settled and not item.struck_by


def _excuse(duty: Duty) -> str:
    item = duty.excused_by or duty.ended_by
    return item.id if item is not None else ""


def _order(promise: Promise) -> tuple[bool, bool, float, str]:
    due = promise.due_at
    return (not promise.is_open, due is None, due.timestamp() if due else 0, promise.key)
