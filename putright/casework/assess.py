"""What a case's timeline comes to for lists: its open promises as rows, and its card. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from msgspec.structs import replace

from putright.casework.complaint_holders import not_for
from putright.casework.cover import passing_over
from putright.casework.handed import handover, holders
from putright.casework.heard import asked_in
from putright.casework.promises import Promise, next_change, promises_of
from putright.core.duties.run import Run
from putright.core.policy.stack import Stack
from putright.core.workdays import to_datetime
from putright.stores.worklist.board import CardRow, OwedRow

REACHED = ("contact.made", "asb.visited", "asb.interviewed", "contact.received", "asb.reported")
UNHAPPY = "sounds unhappy"
"""The marker of a case in which a person is asked whether something is a complaint."""
SHARED = tuple(name for name in OwedRow.__struct_fields__ if name in Promise.__struct_fields__)
"""What a row takes over from its promise."""


def owed_rows(
    promises: Sequence[Promise], held: Mapping[str, UUID], hidden: Mapping[str, tuple[str, ...]],
    away: Iterable[UUID] = (), apart: Mapping[str, frozenset[UUID]] | None = None,
) -> list[OwedRow]:  # fmt: skip
    """The open promises as rows: with whom each was handed to, and for whom it never waits.

    ``away`` are those for whom nothing waits, ``apart`` those for whom one promise does not.
    """
    passed_over = [passing_over(user) for user in away]
    apart = apart or {}
    return [
        OwedRow(
            holder=held.get(each.key),
            kept_from=tuple(sorted({
                *hidden.get(each.entry, ()), *passed_over,
                *(passing_over(user) for user in apart.get(each.key, ())),
            })),
            **{name: getattr(each, name) for name in SHARED},
        )
        for each in promises
        if each.is_open
    ]  # fmt: skip


def card_of(run: Run, promises: Sequence[Promise], *, stack: Stack, fingerprint: str) -> CardRow:
    """What a list shows of the case."""
    dues = [each.due_at for each in promises if each.is_open and each.due_at is not None]
    contacts = [
        item.when.last
        for item in run.timeline.doing(REACHED)
        if item.is_settled and item.when.last <= run.now
    ]
    passed = handover(run.timeline, promises)
    return CardRow(
        level=level_shown(run, stack),
        is_assessed=is_assessed(run),
        markers=tuple(markers_of(run)),
        is_open=is_open(run),
        entries=len(run.timeline.items),
        last_contact_at=to_datetime(max(contacts)) if contacts else None,
        next_due_at=min(dues, default=None),
        changes_at=next_change(run),
        fingerprint=fingerprint,
        handed_at=passed.at if passed else None,
        handed_to=passed.to if passed else None,
        unaccepted=len(passed.waiting) if passed else 0,
    )


def rows_of(
    run: Run, *, stack: Stack, fingerprint: str, hidden: Mapping[str, tuple[str, ...]],
    away: Iterable[UUID] = (), promises: Sequence[Promise] | None = None,
) -> tuple[list[OwedRow], CardRow]:  # fmt: skip
    """Everything that lists keep of a case; ``hidden`` is whom which entry is kept from.

    ``away`` are the staff whom nothing of the case waits for, as a complaint names them.
    ``promises`` are those of the run, where somebody has them already.
    """
    promises = promises_of(run) if promises is None else promises
    held, apart = holders(run.timeline, promises), not_for(run.timeline, promises)
    owed = owed_rows(promises, held, hidden, away, apart)
    card = card_of(run, promises, stack=stack, fingerprint=fingerprint)
    users = sorted({user for each in hidden.values() for user in each})
    return owed, replace(card, kept_from=tuple(users))


def level_shown(run: Run, stack: Stack) -> str:
    """The level, "" where nobody assessed it and no report gives more than the lowest.

    Without anything the level is the lowest: a page that said so would claim an assessment.
    """
    level = level_of(run, stack)
    return level if level in stack.words.levels[1:] or is_assessed(run) else ""


def is_assessed(run: Run) -> bool:
    """Whether somebody assessed the risk; until then a report's level is what it is treated as."""
    return any(item.is_settled for item in run.timeline.doing(("asb.risk_assessed",)))


def is_open(run: Run) -> bool:
    """Whether the case, or a complaint in it, still runs."""
    closing = run.timeline.doing(("asb.case_closed",))
    return not closing or run.facts.case_is_open(run.now) or run.facts.complaint_is_open(run.now)


def level_of(run: Run, stack: Stack) -> str:
    """The level of risk, by the landlord's own words where its pack has them."""
    levels = next((pack.kind_levels for pack in stack.packs if pack.levels), {})
    return run.facts.level_at(run.now, levels)


def markers_of(run: Run) -> list[str]:
    """Words that a person must know before opening the case: hate, child, complaint open."""
    kinds = {kind for item in run.timeline.items for kind in item.entry.kinds}
    needs = any(person.needs for person in run.timeline.people.values() if _ours(person.side))
    found = {
        "hate": "hate" in kinds or "hate graffiti" in kinds,
        "domestic abuse": "domestic abuse" in kinds,
        "child": run.facts.has_child(),
        "needs": needs,
        "complaint open": run.facts.complaint_is_open(run.now),
        UNHAPPY: bool(asked_in(run)),
        "Ombudsman": any(item.by_side == "ombudsman" for item in run.timeline.items),
    }
    return [word for word, holds in found.items() if holds]


def _ours(side: str) -> bool:
    return side == "resident"
