"""Risk questions scored: what the answers come to, what lifts them, what to think of at once.

An answer that lifts (a weapon, a child in danger) holds whatever the total is: nothing averages it
away. What nobody knows counts as the most of its question that lifts nothing, so that silence never
lowers a risk.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from putright.core.events.parts import Answer
from putright.core.policy.practice import Choice, Question, QuestionSet

UNKNOWN = "not known"
"""The answer that can be given to any question, beside its own."""


class Said(Struct, frozen=True):
    """What was answered to one question, and what the resident said, in their words."""

    answer: str = ""
    says: str = ""


class Scored(Struct, frozen=True, kw_only=True):
    """What answers come to.

    ``by_points`` is the level of the total alone, ``level`` the one that stands; ``lifted_by`` are
    the questions whose answers hold it there. ``contains`` is what asking dealt with.
    """

    answers: tuple[Answer, ...]
    unanswered: tuple[str, ...]
    total: int
    by_points: str
    level: str
    lifted_by: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


def scored(asked: QuestionSet, given: Mapping[str, Said], *, order: Sequence[str]) -> Scored:
    """Score what was answered; ``order`` lists the levels from lowest to highest."""
    answers = tuple(
        Answer(
            question=question.id,
            answer=given[question.id].answer,
            says=given[question.id].says,
            points=points_of(question, given[question.id].answer),
        )
        for question in asked.question
        if _is_answered(question, given)
    )
    total = sum(each.points for each in answers)
    chosen = choices_of(asked, answers)
    by_points = level_of_total(asked, total, order=order)
    held = held_at(asked, answers, order=order)
    return Scored(
        answers=answers,
        unanswered=tuple(q.id for q in asked.question if not _is_answered(q, given)),
        total=total,
        by_points=by_points,
        level=highest((by_points, held), order=order),
        lifted_by=tuple(
            key for key, choice in chosen.items() if choice.level and choice.level == held
        ),
        prompts=_each(prompt for choice in chosen.values() for prompt in choice.prompts),
        kinds=_each(kind for choice in chosen.values() for kind in choice.kinds),
        contains=_each(part for q in asked.question if q.id in chosen for part in q.contains),
    )


def held_at(asked: QuestionSet, answers: Iterable[Answer], *, order: Sequence[str]) -> str:
    """The level below which these answers never go; "" where none of them lifts."""
    chosen = choices_of(asked, answers)
    return highest((choice.level for choice in chosen.values()), order=order)


def choices_of(asked: QuestionSet, answers: Iterable[Answer]) -> dict[str, Choice]:
    """The choices that were taken, by question; none for what nobody knows."""
    questions = {question.id: question for question in asked.question}
    return {
        each.question: choice
        for each in answers
        if each.question in questions
        for choice in questions[each.question].choice
        if choice.id == each.answer
    }


def points_of(question: Question, answer: str) -> int:
    """What an answer counts; the most of those that lift nothing where nobody knows."""
    if answer == UNKNOWN:
        return max((each.points for each in question.choice if not each.level), default=0)
    return next((each.points for each in question.choice if each.id == answer), 0)


def level_of_total(asked: QuestionSet, total: int, *, order: Sequence[str]) -> str:
    """The level that a total comes to by the cut-offs; the lowest below all of them."""
    reached = [each for each in asked.cutoff if total >= each.points]
    if not reached:
        return order[0]
    return max(reached, key=lambda each: each.points).level


def highest(levels: Iterable[str], *, order: Sequence[str]) -> str:
    """The highest of some levels; "" for none."""
    return max((level for level in levels if level), key=order.index, default="")


def above(level: str, *, order: Sequence[str]) -> tuple[str, ...]:
    """The levels above one."""
    return tuple(order[order.index(level) + 1 :])


def below(level: str, *, held: str, order: Sequence[str]) -> tuple[str, ...]:
    """The levels below one, down to where the answers hold it."""
    floor = order.index(held) if held else 0
    return tuple(order[floor : order.index(level)])


def version_of(asked: QuestionSet) -> str:
    """How an entry names the set that it answers."""
    return f"{asked.id} {asked.version}"


def _is_answered(question: Question, given: Mapping[str, Said]) -> bool:
    answer = given[question.id].answer if question.id in given else ""
    return answer == UNKNOWN or any(each.id == answer for each in question.choice)


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
