"""How often a resident hears from us: as was agreed with them, else as the policy says."""

from msgspec import Struct

from putright.casework.assess import level_of
from putright.casework.promises import acts_of
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_open import Open
from putright.core.duties.compiled import Compiled
from putright.core.duties.duty import Duty
from putright.core.events.parts import Answer
from putright.core.policy.rules import Rule
from putright.core.policy.stacked import Stacked
from putright.core.timeline.items import Item
from putright.kit.contacts import reached
from putright.kit.say import N_, _

FORM = "updates"
AGREED = "asb.update_schedule_agreed"
AREAS = frozenset({"asb", "hate"})
SPANS = {
    "1 week": N_("each week"),
    "2 weeks": N_("every two weeks"),
    "3 weeks": N_("every three weeks"),
    "4 weeks": N_("every four weeks"),
    "1 month": N_("each month"),
    "2 months": N_("every two months"),
    "5 working days": N_("every five working days"),
    "10 working days": N_("every ten working days"),
    "20 working days": N_("every twenty working days"),
}
"""Rhythms that can be agreed, and how a sentence says them."""


class Rhythm(Struct, frozen=True, kw_only=True):
    """How often, by which way, and what it rests on.

    ``rules`` are those that hold us to it, ``policy`` what the landlord's own text says at this
    level, ``clause`` where it says so; ``agreed`` the entry in which something else was agreed.
    ``span`` is the time itself, ``given`` what else was agreed with it.
    """

    every: str
    level: str
    policy: str
    clause: str
    channel: str
    best: str
    rules: frozenset[str]
    span: str = ""
    given: tuple[Answer, ...] = ()
    agreed: Pointer | None = None
    is_shown: bool = True


def rhythm_of(opened: Open, entries: Entries) -> Rhythm:
    """The rhythm of the case now."""
    stacked = _rules_of(opened)
    agreed = _agreed(opened)
    told = {each.question: each for each in agreed.entry.given} if agreed else {}
    level = level_of(opened.run, opened.live.engine.stack)
    own = [each for each in stacked if AGREED not in each.rule.when.act]
    policy = next((found for each in own if (found := every_at(each.rule, level))), "")
    return Rhythm(
        every=words_of(agreed.entry.every if agreed else policy),
        level=level,
        policy=words_of(policy),
        clause="; ".join(dict.fromkeys(each.cited for each in own)),
        channel=told["channel"].answer if "channel" in told else "",
        best=told["best"].says if "best" in told else "",
        rules=frozenset(each.rule.id for each in stacked),
        span=agreed.entry.every if agreed else policy,
        given=agreed.entry.given if agreed else (),
        agreed=entries.pointer(agreed.id) if agreed else None,
        is_shown=bool(agreed.proven) if agreed else True,
    )


def counts_for(opened: Open, rhythm: Rhythm, item: Item) -> bool:
    """Whether an entry begins a new period of the rhythm, by the very rules that say so."""
    duties = [d for rule in rhythm.rules for d in opened.run.duties.get(rule, [])]
    if not duties:
        return reached(item, opened.run.words)
    return any(_meets(opened, duty, item) for duty in {d.rule.name: d for d in duties}.values())


def every_at(rule: Rule, level: str) -> str:
    """The time between two contacts that a rule asks for at a level."""
    if isinstance(rule.every, str):
        return rule.every
    if not isinstance(rule.every, tuple):
        return ""
    fits = (each for each in rule.every if not each.when.level or level in each.when.level)
    found = next(fits, None)
    return found.time if found is not None and isinstance(found.time, str) else ""


def words_of(every: str) -> str:
    """A time between contacts as a sentence says it."""
    return _(SPANS[every]) if every in SPANS else every and _("every {time}").format(time=every)


def _meets(opened: Open, duty: Duty, item: Item) -> bool:
    meet = Compiled(duty.rule, opened.run.calendar).meet
    return meet is not None and meet([item], duty.item, opened.run.facts).done is not None


def _rules_of(opened: Open) -> list[Stacked]:
    """The rules that ask for contact again and again while the case is open."""
    return [
        each
        for each in opened.live.engine.stack.rules
        if each.rule.every
        and each.rule.area in AREAS
        and each.rule.by is not None
        and "contact.made" in acts_of(each.rule.by)
    ]


def _agreed(opened: Open) -> Item | None:
    found = [
        item
        for item in opened.run.timeline.agreeing
        if AGREED in item.acts and not item.struck_by and (item.from_landlord or item.proven)
    ]
    return found[-1] if found else None
