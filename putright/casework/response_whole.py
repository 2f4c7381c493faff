"""Whether the letter of an answer still says what sending it writes: each point, each promise."""

from collections.abc import Iterable, Iterator

from putright.casework.queries.case_open import Open
from putright.core.events.entry import Entry
from putright.core.practice.complaints import RESPONDED, complaints_of
from putright.gateways.letter_text import to_plain
from putright.kit.say import _


def left_out(opened: Open, entries: Iterable[Entry], body: str) -> list[str]:
    """What was decided or promised and was taken out of the letter again, each in words."""
    said = _squeezed(to_plain(body))
    return [
        words
        for entry in entries
        if RESPONDED in entry.does
        for words in (*_points(opened, entry, said), *_promises(entry, said))
    ]


def _points(opened: Open, entry: Entry, said: str) -> Iterator[str]:
    complaint = complaints_of(opened.run.timeline).get(entry.complaint)
    raised = (*(complaint.points if complaint else ()), *entry.points)
    titles = {point.id: point.what for point in raised}
    for decision in entry.decides:
        title = titles.get(decision.point, "")
        if _squeezed(title) not in said:
            yield _("The letter leaves a point out: {what}.").format(what=title.rstrip("."))


def _promises(entry: Entry, said: str) -> Iterator[str]:
    for pledge in entry.promises:
        what = pledge.what.rpartition(" (")[0] or pledge.what
        if _squeezed(what) not in said:
            words = _("It no longer says what sending it promises: {what}. Change that on the page "
                      "of the answer.")  # fmt: skip
            yield words.format(what=what)


def _squeezed(text: str) -> str:
    """The words alone, so that a line break or a capital makes no difference."""
    return " ".join(text.split()).rstrip(".").casefold()
