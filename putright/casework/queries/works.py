"""Works that make a home safer, from asking to done, and what the resident spent meanwhile.

An order is over only when works are done. Each has its picture: a line from asking to the target
and on to the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.assess import level_of
from putright.casework.promises import Promise, promises_of
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.contacts import Answerable, rules_for, said_by
from putright.casework.refused import NotThere
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.events.parts import Cost, Evidence
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import build_timeline
from putright.core.workdays import to_datetime
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _

NOTHING = Decimal(0)
WIDE = 300
"""How wide the line of an order is drawn, in units of its picture."""


class Line(Struct, frozen=True, kw_only=True):
    """The picture of an order: places along a line, and the same in words."""

    asked: float
    ordered: float | None
    target: float | None
    done: float | None
    end: float
    is_late: bool
    says: str


class Work(Struct, frozen=True, kw_only=True):
    """Works that were asked for or ordered, and all that became of them.

    ``number`` is that of the order, or of the asking where there is no order yet.
    """

    number: int
    words: str
    asked: EntrySeen | None
    ordered: EntrySeen | None
    is_safety: bool
    reference: str
    named_day: date | None
    target: str
    is_named_late: bool
    done: tuple[EntrySeen, ...]
    done_on: date | None
    tried: tuple[EntrySeen, ...]
    accounts: tuple[EntrySeen, ...]
    promise: PromiseSeen | None
    line: Line

    @property
    def is_over(self) -> bool:
        """Whether something shows that it is done."""
        return self.done_on is not None


class Spent(Struct, frozen=True, kw_only=True):
    """What somebody spent and asks for, with what was answered."""

    entry: EntrySeen
    by: str
    costs: tuple[Cost, ...]
    amount: Decimal
    decision: str
    paid: Decimal
    answer: EntrySeen | None
    promise: PromiseSeen | None

    @property
    def has_receipt(self) -> bool:
        """Whether a file shows it."""
        return bool(self.entry.files)


class Sums(Struct, frozen=True):
    """What was spent in all: asked for, shown by a receipt, agreed, refused, not answered yet."""

    asked: Decimal = NOTHING
    shown: Decimal = NOTHING
    agreed: Decimal = NOTHING
    refused: Decimal = NOTHING
    waiting: Decimal = NOTHING


class Target(Struct, frozen=True):
    """When works that were asked for now would have to be ordered and done, by the risk of now."""

    level: str
    order_by: str
    done_by: str


class WorksPage(Struct, frozen=True, kw_only=True):
    """Everything about works and costs of a case; ``chosen`` is the promise somebody came for."""

    around: Around
    open: tuple[Work, ...]
    over: tuple[Work, ...]
    spent: tuple[Spent, ...]
    sums: Sums
    target: Target
    chosen: PromiseSeen | None
    pledged: tuple[PromiseSeen, ...]


class WorksForm(Struct, frozen=True, kw_only=True):
    """What a form about works is drawn from; ``work`` or ``spent`` is what it is about."""

    around: Around
    people: tuple[tuple[str, str], ...]
    target: Target
    work: Work | None = None
    spent: Spent | None = None
    channels: tuple[tuple[str, str], ...] = ()
    """Ways in which whoever spent the money may safely be told."""
    keeps: tuple[Answerable, ...] = ()
    """Our own words that the works may keep."""


def page(actor: Actor, case_id: UUID, *, now: datetime, promise: str = "") -> WorksPage:
    """The works and costs of a case."""
    opened = open_for(actor, case_id, now=now, what="works")
    found = _Works(opened)
    works = list(found.works())
    own = {key for work in works if work.promise for key in (work.promise.key,)}
    pledged = [each for each in opened.owed if each.pledge and "works.done" in each.acts]
    chosen = [each for each in opened.owed if each.key == promise]
    return WorksPage(
        around=around(opened, "works"),
        open=tuple(work for work in works if not work.is_over),
        over=tuple(work for work in works if work.is_over),
        spent=tuple(found.spent()),
        sums=sums_of(opened),
        target=target_of(opened),
        chosen=next(iter(promises_seen(opened, chosen, found.entries)), None),
        pledged=tuple(
            each
            for each in promises_seen(opened, pledged, found.entries)
            if each.key not in own
        ),
    )  # fmt: skip


def form_of(actor: Actor, case_id: UUID, *, now: datetime, number: int | None = None) -> WorksForm:
    """What a form needs; ``NotThere`` where its number is neither works nor money asked for."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "case.works", opened.near)
    found = _Works(opened)
    work = next((each for each in found.works() if each.number == number), None)
    spent = next((each for each in found.spent() if each.entry.number == number), None)
    if number is not None and work is None and spent is None:
        raise NotThere
    return WorksForm(
        around=around(opened, "works"),
        people=_people(opened),
        target=target_of(opened),
        work=work,
        spent=spent,
        channels=_ways(opened, spent.by) if spent else (),
        keeps=tuple(_answerable(each) for each in kept_by_works(opened)),
    )


def spent_in(opened: Open) -> tuple[Spent, ...]:
    """What somebody spent and asks for, with what was answered; the newest first."""
    return tuple(_Works(opened).spent())


def kept_by_works(opened: Open) -> list[Promise]:
    """Open promises in our own words that name no act: whoever writes of works says which it keeps.

    One that names the act is kept by it; one to the other party is about something else.
    """
    by_id = opened.run.timeline.by_id
    return [
        each
        for each in opened.owed
        if each.pledge and not each.acts and "other party" not in by_id[each.entry].to_sides
    ]


def all_keys(opened: Open, key: str) -> tuple[str, ...]:
    """An entry and those that it took the place of: what answers one of them answers it."""
    found = [key]
    by_id = opened.run.timeline.by_id
    while (item := by_id.get(found[-1])) is not None and item.entry.corrects not in ("", *found):
        found.append(item.entry.corrects)
    return tuple(found)


def done_of(opened: Open, key: str) -> list[Item]:
    """The entries that say that these works are done; those that answer none are of their kind."""
    return _following(opened, key, "works.done")


def sums_of(opened: Open) -> Sums:
    """What was spent in a case, added up."""
    asked = shown = agreed = refused = waiting = NOTHING
    for item in _standing(opened, "cost.claimed"):
        amount = total(item.entry.costs)
        kept = opened.kept(item.id)
        answers = _answering(opened, item, "cost.answered")
        asked += amount
        shown += amount if kept is not None and kept.files else NOTHING
        if not answers:
            waiting += amount
            continue
        paid = total(answers[-1].entry.costs)
        agreed += paid
        refused += amount - paid
    return Sums(asked, shown, agreed, refused, waiting)


def total(costs: Iterable[Cost]) -> Decimal:
    """Sums added up, in pounds and pence."""
    return sum((each.amount for each in costs), start=NOTHING)


def target_of(opened: Open) -> Target:
    """The target that works would have if they were asked for and ordered at this moment.

    Nothing is saved: the engine is asked what it would say.
    """
    asked, ordered = "if-asked", "if-ordered"
    imagined = [
        Entry(id=key, does=(act,), at=opened.at, by=by, safety=True, about=("works",),
              evidence=(Evidence(kind="system record"),))
        for key, act, by in ((asked, "works.asked", "resident"),
                             (ordered, "works.raised", "landlord"))
    ]  # fmt: skip
    timeline = build_timeline(
        (*(one.entry for one in opened.live.kept), *imagined),
        people=opened.live.people.values(),
        words=opened.live.engine.stack.words,
    )
    run = opened.live.engine.run(timeline, now=opened.run.now)
    due = {each.entry: said_by(each) for each in reversed(promises_of(run))
           if each.entry in (asked, ordered) and not each.pledge}  # fmt: skip
    level = level_of(opened.run, opened.live.engine.stack)
    return Target(level, due.get(asked, ""), due.get(ordered, ""))


class _Works:
    """Gathers what belongs to each order."""

    def __init__(self, opened: Open) -> None:
        self.opened = opened
        self.entries = Entries(opened)

    def works(self) -> Iterator[Work]:
        """The newest asking first; one that was ordered shows its order."""
        ordered = _standing(self.opened, "works.raised")
        asked = _standing(self.opened, "works.asked")
        begun = {each.id: self._asking(each, asked) for each in ordered}
        alone = [each for each in asked if each not in begun.values()]
        for item in sorted((*ordered, *alone), key=lambda each: each.when.first, reverse=True):
            is_order = item.id in begun
            yield self._work(item, begun.get(item.id) if is_order else item, is_order=is_order)

    def spent(self) -> Iterator[Spent]:
        """What somebody asks for, the newest first."""
        for item in reversed(_standing(self.opened, "cost.claimed")):
            answers = _answering(self.opened, item, "cost.answered")
            last = answers[-1] if answers else None
            yield Spent(
                entry=self._seen([item])[0],
                by=item.entry.by,
                costs=item.entry.costs,
                amount=total(item.entry.costs),
                decision=str(last.entry.facts.get("decision", "")) if last else "",
                paid=total(last.entry.costs) if last else NOTHING,
                answer=self._seen([last])[0] if last else None,
                promise=self._promise(item.id, "cost.answered"),
            )

    def _asking(self, order: Item, asked: Sequence[Item]) -> Item | None:
        """The asking that an order says it answers."""
        named = set(order.entry.answers)
        return next(
            (each for each in asked if not named.isdisjoint(all_keys(self.opened, each.id))), None
        )

    def _work(self, item: Item, asked: Item | None, *, is_order: bool) -> Work:
        done = done_of(self.opened, item.id)
        tried = _following(self.opened, item.id, "works.no_access")
        promise = self._promise(item.id, "works.done" if is_order else "works.raised")
        done_on = next((_day(each) for each in done if each.is_settled), None)
        due = self._due(item.id)
        named = item.entry.until
        return Work(
            number=self._number(item),
            words=(asked or item).entry.text or item.entry.text,
            asked=self._seen([asked])[0] if asked else None,
            ordered=self._seen([item])[0] if is_order else None,
            is_safety=item.entry.safety,
            reference=str(item.entry.facts.get("works", "")),
            named_day=named,
            target=list_day(due) if due else "",
            is_named_late=bool(named and due and named > due),
            done=tuple(self._seen(done)),
            done_on=done_on,
            tried=tuple(self._seen(tried)),
            accounts=tuple(self._seen(self._accounts(item, done))),
            promise=promise,
            line=_line(asked or item, item if is_order else None, due, done_on, self.opened),
        )

    def _accounts(self, item: Item, done: Sequence[Item]) -> list[Item]:
        """What others say of these works, whether or not anybody says that they are done."""
        keys = {key for each in (item, *done) for key in all_keys(self.opened, each.id)}
        return [
            each
            for each in _standing(self.opened, "account.given")
            if not keys.isdisjoint((*each.entry.disputes, *each.entry.replies_to))
        ]

    def _promise(self, key: str, act: str) -> PromiseSeen | None:
        keys = all_keys(self.opened, key)
        found = [
            each
            for each in self.opened.promises
            if each.entry in keys and act in each.acts and not each.pledge
        ]
        return next(iter(promises_seen(self.opened, found[:1], self.entries)), None)

    def _due(self, key: str) -> date | None:
        found = [
            each.due_at.date()
            for each in self.opened.promises
            if each.entry == key and each.due_at and not each.pledge and "works.done" in each.acts
        ]
        return min(found, default=None)

    def _number(self, item: Item) -> int:
        kept = self.opened.kept(item.id)
        return kept.number if kept else 0

    def _seen(self, items: Sequence[Item]) -> list[EntrySeen]:
        return self.entries.seen(items)


def _line(
    asked: Item, ordered: Item | None, due: date | None, done: date | None, opened: Open
) -> Line:
    """Places along the line, from asking on the left to the last day on the right."""
    first, today = _day(asked), opened.at.date()
    last = max(due or first, done or today, first)
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(WIDE * (min(max(day, first), last) - first).days / days, 1)

    end = done or today
    return Line(
        asked=0,
        ordered=at(_day(ordered)) if ordered else None,
        target=at(due) if due else None,
        done=at(done) if done else None,
        end=at(end),
        is_late=bool(due and end > due),
        says=_says(first, ordered, due, done, today),
    )


def _says(
    first: date, ordered: Item | None, due: date | None, done: date | None, today: date
) -> str:
    parts = [_("Begins {day}").format(day=list_day(first))]
    if ordered:
        parts.append(_("ordered {day}").format(day=list_day(_day(ordered))))
    if due:
        parts.append(_("target {day}").format(day=list_day(due)))
    if done:
        parts.append(_("done {day}").format(day=list_day(done)))
    else:
        parts.append(_("not done by today, {day}").format(day=list_day(today)))
    return ", ".join(parts)


def _standing(opened: Open, act: str) -> list[Item]:
    """Entries of an act that no later one took the place of, in order."""
    return opened.run.timeline.standing(act)


def _answering(opened: Open, item: Item, act: str) -> list[Item]:
    keys = set(all_keys(opened, item.id))
    return [each for each in _standing(opened, act) if not keys.isdisjoint(each.entry.answers)]


def _following(opened: Open, key: str, act: str) -> list[Item]:
    item = opened.run.timeline.by_id.get(key)
    if item is None:
        return []
    keys = set(all_keys(opened, key))
    return [
        each
        for each in _standing(opened, act)
        if not keys.isdisjoint(each.entry.answers) or _is_alike(each, item)
    ]


def _is_alike(item: Item, works: Item) -> bool:
    """As the policy has it: what answers no order is of any like order that came before it."""
    if item.entry.answers or "works.raised" not in works.acts:
        return False
    return item.entry.safety == works.entry.safety and item.when.last >= works.when.first


def _people(opened: Open) -> tuple[tuple[str, str], ...]:
    """Who may ask for works, or say what became of them: her side, never the other party."""
    found = [
        (part.key, f"{part.name} ({part.role})" if part.role else part.name)
        for part in opened.parts.values()
        if part.side in HOUSEHOLD
    ]
    return tuple(found) or (("resident", opened.name("resident")),)


def _answerable(promise: Promise) -> Answerable:
    due = said_by(promise)
    hint = _("by {by}").format(by=due) if due else ""
    return Answerable(promise.key, sentence_case(promise.what), hint, fits=False)


def _ways(opened: Open, key: str) -> tuple[tuple[str, str], ...]:
    """How somebody may be told: a way that is not safe is no choice, and the rule stands beside."""
    return tuple(
        (rule.channel, f"{sentence_case(_(rule.channel))}: {rule.words}")
        for rule in rules_for(opened, key)
        if not rule.is_barred and rule.channel != "voicemail"
    )


def _day(item: Item) -> date:
    return to_datetime(item.when.first).date()
