"""What the forms about the other party offer, and what a step would break before it is saved."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.live import Live
from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_file import Around, around, item_of
from putright.casework.queries.case_identity import is_child
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.tools import (
    gathered,
    is_known,
    rungs_of,
    tools_of,
    victims_of,
    why_never,
)
from putright.casework.refused import NotThere
from putright.core.events.entry import Entry, Person
from putright.core.policy.practice import Tool
from putright.core.practice.toolkit import Rung
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.record.ledger.read import Kept

NEW = "not saved yet"
MOST_OFFERED = 30
Choices = tuple[tuple[str, str], ...]


class StepChoices(Struct, frozen=True, kw_only=True):
    """What a form about a step offers; each is a key with its words."""

    around: Around
    rungs: tuple[Rung, ...]
    never: dict[str, str]
    tools: tuple[Tool, ...]
    others: Choices
    victims: Choices
    supports: Choices
    channels: Choices
    proofs: Choices
    kinds: Choices
    has_unknown: bool


class AboutStep(Struct, frozen=True, kw_only=True):
    """A form about an earlier step: what it was, and whether this person asked for it."""

    around: Around
    number: int
    words: str
    text: str
    is_mine: bool


class Bar(Struct, frozen=True):
    """A rule that a step would break: what it promises, and what is missing."""

    promise: str
    missing: str


def for_step(
    actor: Actor, case_id: UUID, *, now: datetime, permission: str = "case.tools"
) -> StepChoices:
    """What a form about a step with the other party offers; refused to whoever may not write."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, permission, opened.near)
    words = opened.run.words
    others = [row for row in opened.rows if row.side == "other party"]
    known = [row for row in others if is_known(row)]
    has_unknown = not others or len(known) < len(others)
    rungs = (*(rungs_of(opened, for_unknown=False) if known else ()),
             *(rungs_of(opened, for_unknown=True) if has_unknown else ()))  # fmt: skip
    return StepChoices(
        around=around(opened, "tools"),
        rungs=rungs,
        never={rung.tool.id: why_never(opened, rung) for rung in rungs if rung.barred_by},
        tools=tools_of(opened),
        others=tuple((row.key, _named(opened.name(row.key), is_child(row))) for row in known),
        victims=tuple((row.key, opened.name(row.key)) for row in victims_of(opened)),
        supports=_supports(opened),
        channels=tuple((word, sentence_case(_(word))) for word in words.channels),
        proofs=tuple((word, sentence_case(_(word))) for word in words.evidence),
        kinds=tuple((kind, sentence_case(_(says))) for kind, says in words.kinds.items()),
        has_unknown=has_unknown,
    )


def about_step(
    actor: Actor, case_id: UUID, number: int, acts: tuple[str, ...], *, now: datetime,
    permission: str = "case.tools",
) -> AboutStep:  # fmt: skip
    """An earlier step that a form deals with, which is one of these acts."""
    opened = open_for(actor, case_id, now=now, what="entry", detail=str(number))
    permissions.check(actor, permission, opened.near)
    item = item_of(opened, number)
    if set(item.acts).isdisjoint(acts):
        raise NotThere
    pointer = Entries(opened).pointer(item.id)
    return AboutStep(
        around=around(opened, "tools"),
        number=number,
        words=pointer.words if pointer else "",
        text=item.entry.text,
        is_mine=opened.is_own(item),
    )


def consent_to(opened: Open, tool: str) -> str:
    """What whoever it happened to said of a tool last: "yes", "no", "not yet", or "" unasked."""
    said = [
        str(item.entry.facts["decision"])
        for item in opened.run.timeline.items
        if not item.struck_by
        and item.entry.facts.get("tool") == tool
        and item.entry.facts.get("decision") in ("yes", "no", "not yet")
    ]
    return said[-1] if said else ""


def bars(opened: Open, entry: Entry, *, now: datetime) -> tuple[Bar, ...]:
    """The rules that would bar an entry if it were saved now, found by the engine itself."""
    whole = opened.whole
    new = Kept(
        number=opened.head + 1, entry=replace(entry, id=NEW), recorded_at=now, actor_id=None,
        source="staff", is_erased=False, files=(),
    )  # fmt: skip
    # whoever writes, or is written to, may be in the case for the first time
    new_here = {key: Person(id=key, side="other party") for key in (*entry.to, *entry.against)}
    new_here[entry.by] = Person(id=entry.by, side="landlord")
    live = Live(
        whole.case, kept=(*whole.kept, new), people={**new_here, **whole.people},
        engine=(whole.engine, whole.stamp),
    )  # fmt: skip
    duties = [duty for group in live.run(now=now).duties.values() for duty in group]
    words = opened.run.words.acts
    return tuple(
        Bar(
            _(duty.rule.rule.promise),
            ", ".join(_(words[each].says) if each in words else each for each in duty.missing)
            or _("what must come first"),
        )
        for duty in duties
        if duty.verb == "bar" and duty.item.id == NEW
    )


def _named(name: str, child: bool) -> str:
    return _("{name} (child)").format(name=name) if child else name


def _supports(opened: Open) -> Choices:
    entries = Entries(opened)
    found = [(item.id, entries.pointer(item.id)) for item in gathered(opened)[:MOST_OFFERED]]
    return tuple((key, pointer.words) for key, pointer in found if pointer is not None)
