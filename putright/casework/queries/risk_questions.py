"""The risk questions of a case: which set holds, what was answered last time, what is half done."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_identity import SHOWN_LEVELS
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.contacts import Whom, people_of, rules_for
from putright.casework.queries.drafts import restore
from putright.core.events.entry import HOUSEHOLD
from putright.core.policy.practice import QuestionSet
from putright.core.policy.stack import Stack
from putright.core.practice.risk import UNKNOWN, choices_of
from putright.core.practice.risk_standing import ASSESSED, Standing, standing
from putright.core.workdays import to_datetime
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.people.models import Person

SET = "risk"
PLACE = "risk-questions"
WAYS = ("phone", "visit", "in person", "email", "letter")
"""How the questions can be gone through with somebody."""
RULES = ("asb.risk", "asb.safeguarding", "asb.welfare")
"""The rules whose promises belong on the page of risk."""


class LastTime(Struct, frozen=True):
    """What was answered to a question last time, in words, and what was said."""

    answer: str
    says: str
    on: date


class Asking(Struct, frozen=True, kw_only=True):
    """The page on which the questions are asked."""

    around: Around
    asked: QuestionSet
    last: Mapping[str, LastTime]
    incidents: tuple[Pointer, ...]
    due: tuple[PromiseSeen, ...]
    people: tuple[tuple[str, str], ...]
    barred: Mapping[str, frozenset[str]]
    ways: tuple[tuple[str, str], ...]
    interpreter: str
    is_half_done: bool
    starts_anew: bool


def asking(actor: Actor, case_id: UUID, *, now: datetime) -> Asking:
    """The questions, with what was said last time beside each."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "case.risk", opened.near)
    stands = standing(opened.run.timeline)
    entries = Entries(opened)
    people = _askable(opened)
    barred = {
        one.key: frozenset(each.channel for each in rules_for(opened, one.key) if each.is_barred)
        for one in people
    }
    safe = [way for way in WAYS if any(way not in ways for ways in barred.values())]
    draft = restore(actor, f"{PLACE}:{case_id}")
    return Asking(
        around=around(opened, "risk"),
        asked=question_set(opened.live.engine.stack),
        last=_last_time(opened, stands),
        incidents=pointers(entries, stands),
        due=due(opened, entries),
        people=tuple((one.key, one.name) for one in people),
        barred=barred,
        ways=tuple((way, sentence_case(_(way))) for way in safe),
        interpreter=_interpreter(opened),
        is_half_done=draft is not None,
        starts_anew=draft is not None and _is_stale(opened, draft.saved_at),
    )


def question_set(stack: Stack) -> QuestionSet:
    """The set of questions that holds: the landlord's own, else that of good practice."""
    found: QuestionSet = next(
        row for pack in stack.packs for row in pack.practice.get("question_set", ())
        if row.id == SET
    )  # fmt: skip
    return found


def due(opened: Open, entries: Entries) -> tuple[PromiseSeen, ...]:
    """What is owed about risk and safety in this case, the first due first."""
    owed = [
        each
        for each in opened.owed
        if each.rule.startswith(RULES) or (each.pledge and ASSESSED in each.acts)
    ]
    return tuple(promises_seen(opened, owed, entries))


def pointers(entries: Entries, stands: Standing) -> tuple[Pointer, ...]:
    """The incidents since the questions were asked, as links say them."""
    found = (entries.pointer(item.id) for item in stands.incidents)
    return tuple(each for each in found if each is not None)


def level_word(level: str) -> str:
    """What a page calls a level: its lowest has two names."""
    return _(SHOWN_LEVELS.get(level, level))


def _askable(opened: Open) -> list[Whom]:
    """With whom the questions can be gone through: no child is asked, nor interprets."""
    told = [one for one in people_of(opened) if one.side in HOUSEHOLD]
    known = opened.live.people
    grown = [one for one in told if not (one.key in known and known[one.key].child)]
    return grown or told


def _last_time(opened: Open, stands: Standing) -> dict[str, LastTime]:
    if stands.answered is None:
        return {}
    given = stands.answered.entry.given
    chosen = choices_of(question_set(opened.live.engine.stack), given)
    on = to_datetime(stands.answered.when.first).date()
    words = {key: _(choice.says) for key, choice in chosen.items()}
    words |= {each.question: _("Not known") for each in given if each.answer == UNKNOWN}
    return {
        each.question: LastTime(words[each.question], each.says, on)
        for each in given
        if each.question in words
    }


def _is_stale(opened: Open, saved_at: datetime) -> bool:
    """Whether something new was reported since the answers were chosen: they are asked anew."""
    reports = opened.run.timeline.doing(("asb.reported",))
    kept = (opened.kept(item.id) for item in reports if not item.counter)
    return any(one is not None and one.recorded_at > saved_at for one in kept)


def _interpreter(opened: Open) -> str:
    person: Person | None = next(
        (row.person for row in opened.rows if row.side == "resident" and row.person), None
    )
    return str(person.details.get("interpreter") or "") if person else ""
