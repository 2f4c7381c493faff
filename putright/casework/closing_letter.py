"""The closing letter: what was done, told from entries that are shown, each with its day.

Nothing that only somebody says gets in, nor what the other party said or did: the resident reads
it, and may be asked to show it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from putright.casework import letters
from putright.casework.case_reviews import counted
from putright.casework.closing import ClosingNow, day_of_item
from putright.casework.queries.case_open import Open
from putright.core.letters import Letter
from putright.core.letters.letter import Facts
from putright.core.practice.case_review import Standing
from putright.core.practice.closing import says_too_much
from putright.core.timeline.items import Item
from putright.kit.dates import long_day, sentence_case
from putright.kit.say import N_, _

DONE: Mapping[str, str] = {
    "asb.risk_assessed": N_("We went through the risk questions with you"),
    "asb.plan_agreed": N_("We agreed a plan with you"),
    "asb.plan_reviewed": N_("We went through the plan with you again"),
    "asb.plan_action_done": N_("We did what the plan said"),
    "asb.visited": N_("We visited you"),
    "asb.interviewed": N_("We heard from you in an interview"),
    "asb.statement_taken": N_("We took a statement"),
    "asb.evidence_gathered": N_("We gathered evidence"),
    "asb.tools_considered": N_("We weighed what action we could take"),
    "asb.other_party_heard": N_("We put to somebody else what was reported"),
    "asb.warning_given": N_("We gave a warning"),
    "asb.legal_action_begun": N_("We began legal action"),
    "agency.requested": N_("We asked another service for help or information"),
    "agency.replied": N_("Another service answered us"),
    "works.done": N_("Works to make your home safer were done"),
    "move.decided": N_("We decided on your request to move"),
    "complaint.responded": N_("We answered your complaint"),
}
"""Steps that a letter names, in words for whoever lives there; any other act it leaves out."""
TRIES = ("contact.attempted", "asb.visit_attempted")
MOST_TRIES = 5


def closing_letter(
    opened: Open, found: ClosingNow, *, whom: str, reasons: str, own_words: str = ""
) -> Letter:
    """The letter as it would go out today, signed by whoever sends it."""
    case, standing = opened.case, _standing(opened, whom)
    facts: Facts = {
        "name": opened.name(whom),
        "reference": case.reference,
        "day": long_day(opened.at.date()),
        "landlord": case.landlord.name,
        "signed": opened.actor.name,
        "reasons": reasons.strip(),
        "steps": steps_done([i for i in opened.run.timeline.items if is_for(opened, i, whom)]),
        "view": _view(found, whom),
        "left": [
            {"what": sentence_case(_(each.line.gap)), "why": found.excused[each.line.id]}
            for each in found.checked.gaps
            if each.line.id in found.excused
        ],
        "owed": _owed_to(opened, whom),
        "told_times": str(standing.count) if standing else "",
        "ask_by": long_day(standing.last_day) if standing and standing.last_day else "",
    }
    return letters.compose("closing", facts, own_words=own_words)


def asking_letter(opened: Open, found: ClosingNow, *, whom: str, answer_by: date) -> Letter:
    """The letter that asks what they think, where nobody reached them."""
    case = opened.case
    tries = [
        {"day": long_day(day_of_item(item)), "way": _(item.entry.channel or "phone")}
        for item in found.run.timeline.doing(TRIES)
        if item.is_settled and whom in item.entry.to and not item.struck_by
    ]
    facts: Facts = {
        "name": opened.name(whom),
        "reference": case.reference,
        "day": long_day(opened.at.date()),
        "landlord": case.landlord.name,
        "signed": opened.actor.name,
        "tries": tries[-MOST_TRIES:],
        "by": long_day(answer_by),
    }
    return letters.compose("closing_notice", facts)


def steps_done(items: Sequence[Item]) -> list[dict[str, str]]:
    """What was done and is shown: a line for each kind of step, with its days."""
    days: dict[str, list[date]] = {}
    for item in items:
        if not item.is_settled or item.struck_by or item.counter:
            continue
        for act in item.proven:
            if act in DONE:
                days.setdefault(act, []).append(day_of_item(item))
    ordered = sorted(days.items(), key=lambda pair: (min(pair[1]), pair[0]))
    return [{"what": _(DONE[act]), "days": _days(found)} for act, found in ordered]


def too_large(found: ClosingNow, *texts: str) -> str:
    """A word about the whole of what was done, where not every step is shown; else ""."""
    if not found.checked.gaps:
        return ""
    return next((word for text in texts if (word := says_too_much(text))), "")


def is_for(opened: Open, item: Item, whom: str) -> bool:
    """Whether a step can be told to this reader: not what was with another resident alone."""
    others = {part.key for part in opened.parts.values() if part.side == "resident"} - {whom}
    return whom in item.entry.to or others.isdisjoint((item.entry.by, *item.entry.to))


def _days(days: Sequence[date]) -> str:
    said = [long_day(day) for day in sorted(set(days))]
    if len(said) == 1:
        return said[0]
    return _("{days} and {last}").format(days=", ".join(said[:-1]), last=said[-1])


def _owed_to(opened: Open, whom: str) -> list[dict[str, str]]:
    """What was promised to this person and is not kept, each once; never what others were told."""
    items = opened.run.timeline.by_id
    owed = [each for each in opened.owed if each.pledge and each.entry in items]
    theirs = [each for each in owed if whom in items[each.entry].entry.to]
    said = [sentence_case(each.what.strip().rstrip(".")) for each in theirs]
    return [{"what": what} for what in {each.casefold(): each for each in said}.values()]


def _view(found: ClosingNow, whom: str) -> str:
    """Her own words about closing, never somebody else's."""
    view = found.stage.view
    if view is None or whom not in view.entry.to or "resident's view" not in view.entry.contains:
        return ""
    return view.entry.text.strip()


def _standing(opened: Open, whom: str) -> Standing | None:
    found = (each.standing for each in counted(opened))
    return next((each for each in found if each.victim == whom), None)
