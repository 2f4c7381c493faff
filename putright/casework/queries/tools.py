"""P16: the other party of a case and the tools against what is done: the ladder, step by step."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_identity import is_child, safe_contact
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.core.policy.practice import Tool
from putright.core.practice.toolkit import Outcome, Rung, Use, ladder
from putright.core.timeline.items import Item
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import N_, _
from putright.stores.record.models import Party

NOT_KNOWN = "not known"
"""The role of somebody of whom nobody knows who it is."""
WITNESS = "witness"
ARRANGED = "asb.other_party_visit_arranged"
REVIEWED = ("asb.warning_given", "asb.agreement_signed", "asb.order_made")
WITH_THEM = (
    "asb.other_party_contacted", "asb.other_party_heard", "asb.other_party_written",
    "asb.warning_given", "asb.agreement_signed", "asb.support_offered", "asb.notice_served",
    "asb.legal_action_begun", "asb.order_made",
)  # fmt: skip
OURS = ("asb.other_party", "asb.tool")
"""How the rules begin whose promises this page shows."""
UNNAMED: dict[str, tuple[str, Outcome]] = {
    "asb.mediation_offered": ("mediation", "offered"),
    "asb.agreement_signed": ("acceptable-behaviour-agreement", "done"),
    "asb.support_offered": ("support-referral", "offered"),
}
"""Which tool an act is where its entry names none, as in a case that was read from a file."""
STATES = {
    "done": N_("Done"), "offered": N_("Offered"), "refused": N_("Refused"),
    "not used": N_("Not used"), "never fits": N_("Never fits here"),
    "not weighed": N_("Not weighed yet"),
}  # fmt: skip


class OtherPerson(Struct, frozen=True, kw_only=True):
    """One person complained of, apart from the others."""

    key: str
    name: str
    role: str
    is_known: bool
    is_child: bool
    person: UUID | None
    needs: tuple[str, ...]
    contact: str
    steps: tuple[Pointer, ...]


class UseSeen(Struct, frozen=True, kw_only=True):
    """What became of a tool once: in which entry, with whom, why, and what supports it."""

    state: str
    reason: str
    entry: Pointer | None
    whom: str
    has_record: bool
    supports: tuple[Pointer, ...]


class RungSeen(Struct, frozen=True, kw_only=True):
    """One rung of the ladder, in words."""

    tool: Tool
    state: str
    word: str
    why: str
    uses: tuple[UseSeen, ...]


class Waiting(Struct, frozen=True, kw_only=True):
    """Something that asks for a person: a legal step to agree to, a warning to look at again."""

    number: int
    what: str
    until: date | None
    is_late: bool
    mine: bool = False
    reason: str = ""


class ToolsPage(Struct, frozen=True, kw_only=True):
    """Everything that the page is drawn from. ``unknown`` is the ladder for a person not known."""

    around: Around
    people: tuple[OtherPerson, ...]
    victims: tuple[str, ...]
    witnesses: tuple[str, ...]
    known: tuple[RungSeen, ...]
    unknown: tuple[RungSeen, ...]
    promises: tuple[PromiseSeen, ...]
    next_visit: date | None
    asked: tuple[Waiting, ...]
    agreed: tuple[Waiting, ...]
    reviews: tuple[Waiting, ...]
    holds: tuple[Waiting, ...]
    costs: tuple[tuple[str, Decimal, date | None, Pointer | None], ...]
    spent: Decimal
    evidence: tuple[EntrySeen, ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> ToolsPage:
    """The other party and the toolkit of a case."""
    opened = open_for(actor, case_id, now=now, what="other party")
    entries = Entries(opened)
    others = [row for row in opened.rows if row.side == "other party"]
    people = tuple(_person(opened, entries, row) for row in others)
    costs = tuple(_costs(opened, entries))
    has_known, has_unknown = any(one.is_known for one in people), not people or not all(
        one.is_known for one in people
    )  # fmt: skip
    return ToolsPage(
        around=around(opened, "tools"),
        people=people,
        victims=tuple(opened.name(row.key) for row in victims_of(opened)),
        witnesses=tuple(opened.name(row.key) for row in opened.rows if row.role == WITNESS),
        known=tuple(_rungs(opened, entries, for_unknown=False)) if has_known else (),
        unknown=tuple(_rungs(opened, entries, for_unknown=True)) if has_unknown else (),
        promises=tuple(promises_seen(opened, _owed(opened), entries)),
        next_visit=_next_visit(opened),
        asked=tuple(waiting_for_agreement(opened)),
        agreed=tuple(agreed_and_not_begun(opened)),
        reviews=tuple(to_review(opened)),
        holds=tuple(held(opened)),
        costs=costs,
        spent=sum((each[1] for each in costs), Decimal()),
        evidence=tuple(entries.seen(gathered(opened))),
    )


def tools_of(opened: Open) -> tuple[Tool, ...]:
    """The toolkit that holds for this landlord."""
    found: tuple[Tool, ...] = opened.live.engine.stack.practice("tool")
    return found


def kinds_of(opened: Open) -> tuple[str, ...]:
    """The kinds of what was reported in this case, by our side's reports."""
    reports = [item for item in _standing(opened, ("asb.reported",)) if not item.counter]
    return tuple(dict.fromkeys(kind for item in reports for kind in item.entry.kinds))


def rungs_of(opened: Open, *, for_unknown: bool) -> tuple[Rung, ...]:
    """The ladder of this case."""
    uses = tuple(_uses(opened))
    return ladder(tools_of(opened), uses, kinds=kinds_of(opened), for_unknown=for_unknown)


def is_known(row: Party) -> bool:
    """Whether we know who somebody complained of is."""
    return row.role != NOT_KNOWN


def victims_of(opened: Open) -> list[Party]:
    """Those to whom it happened: the resident's side."""
    return [row for row in opened.rows if row.side == "resident" and row.role != WITNESS]


def gathered(opened: Open) -> list[Item]:
    """The entries that can support a step: reports and evidence, the newest first."""
    wanted = (
        "asb.reported", "asb.diary_returned", "asb.statement_taken", "asb.evidence_gathered",
        "asb.witness_contacted", "agency.replied", "account.given",
    )  # fmt: skip
    return _standing(opened, wanted)[::-1]


def waiting_for_agreement(opened: Open) -> Iterator[Waiting]:
    """Legal steps that somebody asked for and nobody has decided on."""
    decided = _standing(opened, ("asb.legal_step_agreed", "asb.legal_step_refused"))
    done = {key for item in decided for key in item.entry.answers}
    for item in _standing(opened, ("asb.legal_step_asked",)):
        if item.id not in done:
            yield _waiting(opened, item, mine=opened.is_own(item))


def agreed_and_not_begun(opened: Open) -> Iterator[Waiting]:
    """Legal steps to which a second person agreed, and which were not taken yet."""
    taken = {key for item in _standing(opened, LEGAL_ACTS) for key in item.entry.answers}
    for item in _standing(opened, ("asb.legal_step_agreed",)):
        if item.id not in taken:
            yield _waiting(opened, item)


LEGAL_ACTS = ("asb.legal_action_begun", "asb.notice_served", "asb.order_made")


def to_review(opened: Open) -> Iterator[Waiting]:
    """Warnings, agreements and orders with a day on which to look again, not looked at yet."""
    seen = _standing(opened, ("asb.tool_reviewed",))
    done = {key for item in seen for key in item.entry.answers}
    for item in _standing(opened, REVIEWED):
        if item.entry.until is not None and item.id not in done:
            yield _waiting(opened, item)


def held(opened: Open) -> Iterator[Waiting]:
    """Steps that are held back because the police asked."""
    ended = {
        key for item in _standing(opened, ("asb.hold_ended",)) for key in item.entry.answers
    }  # fmt: skip
    for item in _standing(opened, ("asb.step_held",)):
        if item.id not in ended:
            yield _waiting(opened, item)


def tool_named(opened: Open, tool: str) -> str:
    """The name of a tool, or its id where the toolkit has it no more."""
    return next((each.name for each in tools_of(opened) if each.id == tool), tool)


def _waiting(opened: Open, item: Item, *, mine: bool = False) -> Waiting:
    kept = opened.kept(item.id)
    named = [tool_named(opened, use.tool) for use in item.entry.tools]
    until = item.entry.until
    return Waiting(
        number=kept.number if kept else 0,
        what=", ".join(named) or Entries(opened).title(item),
        until=until,
        is_late=until is not None and until < opened.at.date(),
        mine=mine,
        reason=item.entry.reason or item.entry.text,
    )


def _standing(opened: Open, acts: tuple[str, ...]) -> list[Item]:
    return opened.run.timeline.standing(*acts)


def _uses(opened: Open) -> Iterator[Use]:
    for item in opened.run.timeline.items:
        if item.struck_by or not item.from_landlord:
            continue
        for told in item.entry.tools:
            yield Use(
                tool=told.tool, outcome=told.outcome, reason=told.reason, place=item.id
            )  # fmt: skip
        if not item.entry.tools:
            yield from _by_its_act(item)


def _by_its_act(item: Item) -> Iterator[Use]:
    for act in item.acts:
        if act in UNNAMED:
            tool, outcome = UNNAMED[act]
            yield Use(tool=tool, outcome=outcome, place=item.id)
        elif act == "asb.warning_given":
            tool = "written-warning" if item.written else "verbal-warning"
            yield Use(tool=tool, outcome="done", place=item.id)


def _rungs(opened: Open, entries: Entries, *, for_unknown: bool) -> Iterator[RungSeen]:
    for rung in rungs_of(opened, for_unknown=for_unknown):
        yield RungSeen(
            tool=rung.tool,
            state=rung.state,
            word=_(STATES[rung.state]),
            why=why_never(opened, rung),
            uses=tuple(_use(opened, entries, use) for use in rung.uses),
        )


def why_never(opened: Open, rung: Rung) -> str:
    """Which kinds of what was reported here forbid a tool, in words."""
    if not rung.barred_by:
        return ""
    words = opened.run.words.kinds
    told = "; ".join(words.get(kind, kind) for kind in rung.barred_by)
    return _("Not for what was reported here: {kinds}.").format(kinds=told)


def _use(opened: Open, entries: Entries, use: Use) -> UseSeen:
    item = opened.run.timeline.by_id[use.place]
    supports = (entries.pointer(key) for key in item.entry.refs)
    return UseSeen(
        state=_(STATES[use.outcome]),
        reason=use.reason,
        entry=entries.pointer(use.place),
        whom=", ".join(opened.name(key) for key in item.entry.against or item.entry.to),
        has_record=item.is_evidenced,
        supports=tuple(each for each in supports if each is not None),
    )


def _person(opened: Open, entries: Entries, row: Party) -> OtherPerson:
    known = opened.live.people.get(row.key)
    name = opened.name(row.key)
    steps = [
        item for item in _standing(opened, WITH_THEM)
        if row.key in (*item.entry.to, *item.entry.against)
    ]  # fmt: skip
    return OtherPerson(
        key=row.key,
        name=name if is_known(row) else _("Somebody not known"),
        role="" if row.role == NOT_KNOWN else row.role,
        is_known=is_known(row),
        is_child=is_child(row),
        person=row.person_id,
        needs=known.needs if known else (),
        contact=_contact(row),
        steps=_pointers(entries, steps),
    )


def _contact(row: Party) -> str:
    if row.person is None:
        return ""
    if is_child(row):
        return _("Through the adult who cares for them. Letters go to the tenant.")
    return safe_contact(row.person)


def _pointers(entries: Entries, items: Iterable[Item]) -> tuple[Pointer, ...]:
    found = (entries.pointer(item.id) for item in items)
    return tuple(each for each in found if each is not None)


def _owed(opened: Open) -> list[Promise]:
    return [each for each in opened.owed if each.rule.startswith(OURS) or _is_visit(opened, each)]


def _is_visit(opened: Open, promise: Promise) -> bool:
    """Whether a promise is to come to the other party on a day that was named."""
    root = opened.run.timeline.by_id.get(promise.entry)
    return bool(promise.pledge) and root is not None and ARRANGED in root.acts


def _next_visit(opened: Open) -> date | None:
    visits = [each for each in opened.owed if _is_visit(opened, each)]
    return min((each.due_at.date() for each in visits if each.due_at is not None), default=None)


def _costs(
    opened: Open, entries: Entries
) -> Iterator[tuple[str, Decimal, date | None, Pointer | None]]:
    """What steps of this page cost; what the resident spent is told of on another page."""
    for item in opened.run.timeline.items:
        if item.from_landlord and not item.struck_by and item.entry.tools:
            for cost in item.entry.costs:
                yield cost.what, cost.amount, cost.paid_on, entries.pointer(item.id)


def day_words(waiting: Waiting) -> str:
    """Until when, in words."""
    return sentence_case(list_day(waiting.until)) if waiting.until else ""
