"""Enquiries of councillors and members of parliament: who asks, and what they may be told."""

from putright.casework import agency_letters
from putright.casework.agency_words import ELECTED
from putright.casework.queries import agency_threads
from putright.casework.queries.case_open import Open
from putright.casework.refused import NotThere
from putright.core.letters import Letter
from putright.core.timeline.items import Item

NO_BASIS = "none yet"


def letter_of(opened: Open, asked: Item, words: str = "") -> Letter:
    """The answer as it goes out."""
    return agency_letters.enquiry_answer(
        opened,
        name=opened.name(asked.entry.by),
        asked_on=agency_letters.day_of(asked),
        may_tell=may_tell(asked),
        words=words,
    )


def may_tell(asked: Item) -> bool:
    """Whether whoever enquires may be told of the case."""
    return str(asked.entry.facts.get("basis", NO_BASIS)) != NO_BASIS


def enquiry_of(opened: Open, number: int) -> Item:
    """The enquiry that is the entry of that number."""
    for item in opened.run.timeline.doing(("enquiry.received",)):
        if agency_threads.number_of(opened, item) == number and not item.struck_by:
            return item
    raise NotThere


def enquirers(opened: Open) -> tuple[tuple[str, str], ...]:
    """Who can have enquired: those of the case who are elected, then those of the directory."""
    inside = [p for p in opened.parts.values() if p.role == "councillor"]
    names = {part.name for part in inside}
    others = [
        (str(one.id), one.name)
        for one in agency_threads.desks_of(opened)
        if one.kind in ELECTED and one.name not in names
    ]
    return (*((part.key, part.name) for part in inside), *others)


def may_be_told(opened: Open, asked: Item) -> tuple[str, ...]:
    """What residents of the case said that whoever enquires may be told, where it still holds."""
    name, today = opened.name(asked.entry.by), opened.at.date().isoformat()
    return tuple(
        str(one["may_be_told"])
        for row in opened.rows
        if row.side == "resident" and row.person is not None
        for one in row.person.details.get("authorities") or ()
        if one.get("name") == name and (one.get("until") or today) >= today
    )
