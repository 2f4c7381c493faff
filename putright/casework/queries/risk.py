"""The page of risk: the last assessment by question, what came since, what is due, the history."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.assess import level_of
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen
from putright.casework.queries.drafts import restore
from putright.casework.queries.risk_levels import higher_levels, lower_levels, why_not_lower
from putright.casework.queries.risk_prompts import Prompt, prompts
from putright.casework.queries.risk_questions import (
    PLACE,
    due,
    level_word,
    pointers,
    question_set,
)
from putright.core.events.parts import Answer
from putright.core.policy.practice import Question, QuestionSet
from putright.core.practice import risk
from putright.core.practice.risk import UNKNOWN
from putright.core.practice.risk_changes import Change, changes_at
from putright.core.practice.risk_standing import (
    ASKED,
    ASSESSED,
    REFUSED,
    Standing,
    by_judgement,
    standing,
)
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.say import _

HISTORY = (
    ASSESSED, ASKED, REFUSED, "asb.risk_put_off", "safeguarding.considered", "referral.made",
)  # fmt: skip


class Bar(Struct, frozen=True, kw_only=True):
    """One question of an assessment: what was answered and said, and what it counts."""

    question: str
    answer: str
    says: str
    points: int
    most: int
    before: str
    lifts: bool
    is_unknown: bool


class Assessed(Struct, frozen=True, kw_only=True):
    """The assessment that is in force."""

    number: int
    level: str
    level_key: str
    who: str
    on: datetime | date
    channel: str
    review: date | None
    reason: str
    by_judgement: bool
    asked_on: date
    bars: tuple[Bar, ...]
    total: int
    by_points: str
    lifted_by: tuple[str, ...]
    version: str


class Lowering(Struct, frozen=True, kw_only=True):
    """A lower level that somebody asked for, and whether this reader may answer."""

    number: int
    who: str
    at: datetime | date
    level: str
    reason: str
    is_own: bool
    may_answer: bool


class Line(Struct, frozen=True, kw_only=True):
    """One line of the history."""

    number: int
    what: str
    on: datetime | date
    who: str
    level: str
    words: str


class RiskPage(Struct, frozen=True, kw_only=True):
    """Everything about the risk of a case."""

    around: Around
    asked: QuestionSet
    due: tuple[PromiseSeen, ...]
    last: Assessed | None
    treated_as: str
    incidents: tuple[Pointer, ...]
    lowering: Lowering | None
    may_change: bool
    why_not_lower: str
    means: tuple[str, ...]
    changes: tuple[Change, ...]
    prompts: tuple[Prompt, ...]
    history: tuple[Line, ...]
    half_done: int


def page(actor: Actor, case_id: UUID, *, now: datetime) -> RiskPage:
    """The page of risk."""
    opened = open_for(actor, case_id, now=now, what="risk")
    entries, stands = Entries(opened), standing(opened.run.timeline)
    stack = opened.live.engine.stack
    asked = question_set(stack)
    last = _assessed(opened, stands, asked)
    treated = level_of(opened.run, stack)
    level = stands.last.entry.level if stands.last else treated
    return RiskPage(
        around=around(opened, "risk"),
        asked=asked,
        due=due(opened, entries),
        last=last,
        treated_as=level_word(treated) if treated else "",
        incidents=pointers(entries, stands),
        lowering=_lowering(opened, stands),
        may_change=bool(higher_levels(opened, stands) or lower_levels(opened, stands)),
        why_not_lower=why_not_lower(opened, stands) if last else "",
        means=next((each.means for each in asked.cutoff if each.level == level), ()),
        changes=changes_at(stack, level),
        prompts=prompts(opened, stands, asked),
        history=tuple(_history(opened, entries)),
        half_done=_half_done(actor, case_id, asked),
    )


def _assessed(opened: Open, stands: Standing, asked: QuestionSet) -> Assessed | None:
    last, answered = stands.last, stands.answered
    if last is None:
        return None
    given = answered.entry.given if answered else ()
    total = sum(each.points for each in given)
    order = opened.run.words.levels
    chosen = risk.choices_of(asked, given)
    kept = opened.kept(last.id)
    is_same = answered is not None and answered.entry.form == risk.version_of(asked)
    return Assessed(
        number=kept.number if kept else 0,
        level=level_word(last.entry.level),
        level_key=last.entry.level,
        who=opened.name(last.entry.by),
        on=_happened(last),
        channel=_(last.entry.channel),
        review=last.entry.until,
        reason=last.entry.reason,
        by_judgement=by_judgement(last),
        asked_on=to_datetime((answered or last).when.first).date(),
        bars=_bars(asked, given, stands),
        total=total,
        by_points=level_word(risk.level_of_total(asked, total, order=order)) if is_same else "",
        lifted_by=tuple(_(choice.says) for choice in chosen.values() if choice.level),
        version=answered.entry.form if answered else "",
    )


def _bars(asked: QuestionSet, given: tuple[Answer, ...], stands: Standing) -> tuple[Bar, ...]:
    questions = {question.id: question for question in asked.question}
    before = {e.question: e for e in stands.before.entry.given} if stands.before else {}
    return tuple(
        _bar(questions.get(each.question), each, before.get(each.question)) for each in given
    )


def _bar(question: Question | None, answer: Answer, before: Answer | None) -> Bar:
    """One question; where the set has it no more, what the entry holds is all there is."""
    choices = {choice.id: choice for choice in question.choice} if question else {}
    choice = choices.get(answer.answer)
    most = max((each.points for each in choices.values()), default=answer.points)
    return Bar(
        question=_(question.says) if question else answer.question,
        answer=_answer_words(question, answer),
        says=answer.says,
        points=answer.points,
        most=max(most, answer.points),
        before=_answer_words(question, before) if before else "",
        lifts=bool(choice and choice.level),
        is_unknown=answer.answer == UNKNOWN,
    )


def _answer_words(question: Question | None, answer: Answer) -> str:
    if answer.answer == UNKNOWN:
        return _("Not known")
    choices = question.choice if question else ()
    return next((_(each.says) for each in choices if each.id == answer.answer), answer.answer)


def _lowering(opened: Open, stands: Standing) -> Lowering | None:
    asked = stands.asked
    if asked is None:
        return None
    kept = opened.kept(asked.id)
    own = asked.entry.by == opened.actor.key
    return Lowering(
        number=kept.number if kept else 0,
        who=opened.name(asked.entry.by),
        at=_happened(asked),
        level=level_word(asked.entry.level),
        reason=asked.entry.reason,
        is_own=own,
        may_answer=not own and permissions.can(opened.actor, "case.risk_lower", opened.near),
    )


def _history(opened: Open, entries: Entries) -> list[Line]:
    """Every look at the risk, the newest first; what was corrected stays in it."""
    found = []
    for item in reversed(opened.run.timeline.doing(HISTORY)):
        kept = opened.kept(item.id)
        line = Line(
            number=kept.number if kept else 0,
            what=entries.title(item),
            on=_happened(item),
            who=opened.name(item.entry.by),
            level=level_word(item.entry.level) if item.entry.level else "",
            words=item.entry.reason or item.entry.text,
        )
        found.append(line)
    return found


def _half_done(actor: Actor, case_id: UUID, asked: QuestionSet) -> int:
    """How many questions of a set the reader has answered and not yet finished."""
    draft = restore(actor, f"{PLACE}:{case_id}")
    if draft is None:
        return 0
    return sum(any(draft.fields.get(f"q_{question.id}", ())) for question in asked.question)


def _happened(item: Item) -> datetime | date:
    return item.entry.at or to_datetime(item.when.first).date()
