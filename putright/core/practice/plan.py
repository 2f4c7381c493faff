"""An action plan as it stands: its lines, folded from what was agreed, done and given up."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from putright.core.events.parts import Pledge
from putright.core.timeline.items import Item

AGREEING = frozenset({"asb.plan_agreed", "asb.plan_reviewed"})
OFFERED = "offered"
"""The question of an agreement that is answered with the key of a line the resident offered."""


class PlanLine(Struct, frozen=True, kw_only=True):
    """One line: as last agreed (``pledge``), since which entry, under which names it was told.

    ``first_due`` is the day that was named first: a later one does not put off what is owed.
    ``done`` is the entry that shows it was done, ``said`` one that says so without a record,
    ``dropped`` the review that gave it up. ``is_offered`` says that whoever is to do it offered to.
    """

    pledge: Pledge
    since: Item
    known_as: frozenset[str]
    first_due: date | None
    done: Item | None = None
    said: Item | None = None
    dropped: Item | None = None
    is_offered: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None and self.dropped is None

    @property
    def is_ours(self) -> bool:
        """Whether the landlord is to do it, and so owes it."""
        return not self.pledge.who


def plan_lines(items: Iterable[Item]) -> tuple[PlanLine, ...]:
    """The lines of the plan of a case, in the order in which they were first agreed."""
    lines: dict[str, PlanLine] = {}
    known: dict[str, str] = {}
    standing = [i for i in items if not i.struck_by and (i.from_landlord or i.is_settled)]
    for item in agreements(standing):
        _agree(item, lines, known)
    for item in standing:
        for key in (known[name] for name in item.entry.keeps if name in known):
            lines[key] = _kept(lines[key], item)
        for key in (known[name] for name in item.entry.drops if name in known):
            if item.is_settled and item.entry.reason and lines[key].is_open:
                lines[key] = replace(lines[key], dropped=item)
    return tuple(lines.values())


def agreements(items: Iterable[Item]) -> list[Item]:
    """The entries in which the plan was agreed or gone through, in the order in which they were."""
    found = (i for i in items if not i.struck_by and (i.from_landlord or i.is_settled))
    return sorted((i for i in found if not AGREEING.isdisjoint(i.acts)), key=_as_agreed)


def _as_agreed(item: Item) -> tuple[int, bool, int]:
    """By the day, and a review of a day behind what was agreed on it, whatever the hours say."""
    return (item.when.day, "asb.plan_agreed" not in item.acts, item.when.first)


def _agree(item: Item, lines: dict[str, PlanLine], known: dict[str, str]) -> None:
    offered = {each.answer for each in item.entry.given if each.question == OFFERED}
    for pledge in item.entry.promises:
        key = known.get(pledge.repeats, pledge.id)
        before = lines.get(key)
        known[pledge.id] = key
        if before is None:
            lines[key] = PlanLine(
                pledge=pledge,
                since=item,
                known_as=frozenset({pledge.id}),
                first_due=pledge.due,
                is_offered=pledge.id in offered,
            )
        else:
            lines[key] = replace(before, pledge=pledge, known_as=before.known_as | {pledge.id})


def _kept(line: PlanLine, item: Item) -> PlanLine:
    if line.done is not None:
        return line
    return replace(line, done=item) if item.proven else replace(line, said=item)
