"""What somebody answers to a mark of the check: an entry that shows it, or words of their own."""

import re

from msgspec import Struct

from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_open import Open
from putright.core.claims import Mark
from putright.core.claims.mark import UNCHECKED
from putright.core.timeline.items import Item
from putright.kit.say import _

ENTRY = "entry:"
"""What an answer begins with that names an entry by its number."""
ENOUGH = 5
"""Letters of a reason, at least: a dot is none."""


class Answer(Struct, frozen=True, kw_only=True):
    """``words`` are kept with the letter, ``entry`` is the number of the entry that they name;
    ``refused`` says why what was chosen is no answer."""

    words: str = ""
    entry: int = 0
    refused: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether the letter may go with it."""
        return not self.refused and len(self.words.strip()) >= ENOUGH


def answer_to(opened: Open, mark: Mark, said: str) -> Answer:
    """What was answered to a mark, held against the case as its reader sees it now."""
    if mark.kind != UNCHECKED or not said.startswith(ENTRY):
        return Answer(words=said)
    number = said.removeprefix(ENTRY).strip()
    if not re.fullmatch(r"[0-9]{1,9}", number):
        return Answer(refused=_("Choose the entry that shows it."))
    item = _item(opened, int(number))
    if item is None:
        words = _("You see no entry {number} in this case. Choose another.")
        return Answer(refused=words.format(number=number))
    if refused := _why_not(opened, item):
        return Answer(refused=refused.format(number=int(number)))
    words = _("Shown by entry {number}: {what}")
    said = words.format(number=int(number), what=_words(opened, item))
    return Answer(words=said, entry=int(number))


def may_show(opened: Open) -> tuple[Pointer, ...]:
    """The entries of a case that can be named as showing something, the newest first."""
    entries, items = Entries(opened), reversed(opened.run.timeline.items)
    found = (entries.pointer(item.id) for item in items if not _why_not(opened, item))
    return tuple(one for one in found if one is not None)


def _item(opened: Open, number: int) -> Item | None:
    keys = [one.entry.id for one in opened.live.kept if one.number == number]
    return next((opened.run.timeline.by_id.get(key) for key in keys), None)


def _why_not(opened: Open, item: Item) -> str:
    """Why an entry shows nothing; "" where it does."""
    kept = opened.kept(item.id)
    if kept is None or kept.is_erased:
        return _("The words of entry {number} were erased, so it shows nothing. Choose another.")
    if item.struck_by:
        return _("Entry {number} was corrected or taken back, so it shows nothing. Choose another.")
    if not item.proven:
        return _("Entry {number} has no record beside it, so it shows nothing yet. Add the proof "
                 "to it, or choose another.")  # fmt: skip
    return ""


def _words(opened: Open, item: Item) -> str:
    found = Entries(opened).pointer(item.id)
    return found.words if found is not None else ""
