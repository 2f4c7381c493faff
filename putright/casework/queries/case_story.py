"""The story so far in five dated lines, each made from an entry and linked to it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_gaps import contacts_of
from putright.casework.queries.case_open import Open
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.contacts import is_from_helper, is_from_resident

LINES = 5
LONGEST = 110
TURNS = (
    "asb.case_closed", "complaint.responded", "complaint.escalated", "complaint.raised",
    "asb.plan_agreed", "asb.risk_assessed", "asb.case_reopened", "asb.legal_action_begun",
    "asb.warning_given", "asb.case_opened",
)  # fmt: skip
"""Acts that turn a case, the weightiest first."""


class StoryLine(Struct, frozen=True):
    """A day, what happened in the entry's own words, and which entry it is."""

    on: date
    says: str
    number: int
    who: str


def story(opened: Open, entries: Entries) -> list[StoryLine]:
    """How it began, when the resident was first and last reached, what turned it, what is new."""
    chosen: dict[str, Item] = {}
    for item in _candidates(opened):
        if len(chosen) == LINES:
            break
        if opened.kept(item.id) is not None:
            chosen.setdefault(item.id, item)
    found = sorted(chosen.values(), key=lambda item: (item.when.first, item.number))
    return [_line(opened, item, entries) for item in found]


def _candidates(opened: Open) -> Iterator[Item]:
    """Entries worth a line, the first needed first."""
    items = [item for item in opened.run.timeline.items if not item.struck_by]
    told = [item for item in items if _tells(item)]
    reached = [item for item in contacts_of(opened) if not item.struck_by]
    yield from told[:1]
    yield from told[-1:]
    yield from reached[:1]
    yield from reached[-1:]
    for act in TURNS:
        yield from [item for item in items if act in item.acts][-1:]
    yield from (item for item in reversed(told) if "asb.reported" in item.acts)
    yield from reversed(items)


def _tells(item: Item) -> bool:
    return is_from_resident(item) or is_from_helper(item)


def _line(opened: Open, item: Item, entries: Entries) -> StoryLine:
    kept = opened.kept(item.id)
    return StoryLine(
        on=to_datetime(item.when.first).date(),
        says=_short(item.entry.text) or entries.title(item),
        number=kept.number if kept else 0,
        who=opened.name(item.entry.by),
    )


def _short(text: str) -> str:
    """The first words of a text, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:. ") + " …"
