"""What a letter that somebody begins by hand is filled with: facts of the case, no note of ours.

Words that were written down for ourselves are no facts: of an entry a letter says what was done and
on which day, never what its text says (security R9). Whoever was told a promise reads it, no other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from putright.casework.closing_letter import DONE, is_for
from putright.casework.promises import Promise
from putright.casework.queries.case_open import Open
from putright.core.letters.letter import Facts
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import long_day, sentence_case
from putright.kit.say import N_, _

SAYS: Mapping[str, str] = {
    **DONE,
    "contact.made": N_("We were in touch with you"),
    "contact.attempted": N_("We tried to reach you"),
    "asb.visit_attempted": N_("We came to see you and nobody answered"),
    "asb.plan_sent": N_("We sent you the plan"),
    "complaint.acknowledged": N_("We told you that we have your complaint"),
    "move.acknowledged": N_("We told you that we have your request to move"),
    "redress.offered": N_("We made you an offer"),
    "letter.sent": N_("We wrote to you"),
}
"""Steps of ours that a letter may name, in words for its reader; it says of no other."""
TO_THEM = frozenset(
    {"contact.made", "contact.attempted", "asb.visit_attempted", "asb.visited", "letter.sent",
     "asb.plan_sent", "asb.plan_agreed", "redress.offered"}
)  # fmt: skip
"""Steps that are told only to whoever they were taken with."""


def facts_of(
    opened: Open, whom: str, *, entries: Collection[str] = (), promises: Collection[str] = ()
) -> Facts:
    """The facts of a letter to somebody of a case: of entries and promises, those chosen."""
    landlord = opened.case.landlord
    named = [each for each in promised_to(opened, whom) if each.key in promises]
    contacts = opened.live.engine.stack.practice_on("ombudsman_contact", opened.at.date())
    return {
        "landlord": landlord.name,
        "officer": opened.actor.name,
        "reference": opened.case.reference,
        "date": long_day(opened.at.date()),
        "name": opened.name(whom),
        "phone": landlord.phone,
        "entries": _once(
            {"what": words, "day": day_of(item)}
            for item, words in tellable(opened, whom)
            if item.id in entries
        ),
        "promises": [{"what": _what(each), "by": _by(opened, each)} for each in named],
        "open": [
            {"what": _what(each), "who": opened.actor.name, "by": long_day(each.due_at.date())}
            for each in named
            if each.due_at is not None and not is_past(opened, each)
        ],
        "reach": landlord.phone,
        "ombudsman": " ".join(row.says for row in contacts),
    }


def tellable(opened: Open, whom: str) -> Iterator[tuple[Item, str]]:
    """What was done and is shown, that this reader can be told, with the words for it."""
    for item in opened.run.timeline.items:
        if not item.is_settled or item.struck_by or item.disputed_by or item.is_apart:
            continue
        if not item.from_landlord or item.undated or not is_for(opened, item, whom):
            continue
        words = [SAYS[act] for act in item.acts if act in item.proven and _says(act, item, whom)]
        if words:
            yield item, _(words[0])


def promised_to(opened: Open, whom: str) -> list[Promise]:
    """What was promised to this reader and waits; what was promised to others is not theirs."""
    items = opened.run.timeline.by_id
    owed = [each for each in opened.owed if each.pledge and each.entry in items]
    theirs = [each for each in owed if whom in items[each.entry].entry.to]
    return list({_what(each).casefold(): each for each in theirs}.values())


def day_of(item: Item) -> str:
    """The day of an entry, as a letter writes it."""
    return long_day(to_datetime(item.when.first).date())


def _once(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Each line once: two tries on one day are one line, for a letter counts nothing by itself."""
    return list({tuple(row.values()): row for row in rows}.values())


def _says(act: str, item: Item, whom: str) -> bool:
    return act in SAYS and (act not in TO_THEM or whom in item.entry.to)


def _what(promise: Promise) -> str:
    return sentence_case(promise.what.strip().rstrip("."))


def is_past(opened: Open, promise: Promise) -> bool:
    """Whether the day has gone by which it was promised: no letter promises a day that is past."""
    return promise.due_at is not None and promise.due_at < opened.at


def _by(opened: Open, promise: Promise) -> str:
    """By when, as long as that is to come; the writer says the day of one that is late."""
    due = None if is_past(opened, promise) else promise.due_at
    return _(", by {day}").format(day=long_day(due.date())) if due else ""
