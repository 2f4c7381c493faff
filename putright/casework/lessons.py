"""Lessons as they stand in the books: what shows them, the rules that can be measured."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from putright.casework.policies import engine_of
from putright.core.policy.stack import Stack
from putright.core.practice.lessons import Lesson, lesson_of
from putright.stores.accounts.models import Landlord
from putright.stores.record.ledger.read import Kept
from putright.stores.record.lessons import LessonRow


class Promised(Struct, frozen=True):
    """A promise of the landlord that can be counted: the id of its rule, and what it says."""

    rule: str
    says: str


def stack_of(landlord: UUID) -> Stack:
    """The packs that hold for a landlord."""
    return engine_of(Landlord.objects.values_list("pack", flat=True).get(id=landlord)).stack


def prefix_of(landlord: UUID) -> str:
    """What the references of a landlord's cases begin with."""
    return Landlord.objects.values_list("prefix", flat=True).get(id=landlord)


def folded(kept: Sequence[Kept], stack: Stack) -> Lesson:
    """A lesson from its entries, weighed by what the vocabulary takes for the thing itself."""
    proving = {kind for kind, shows in stack.words.evidence.items() if "itself" in shows}
    return lesson_of([one.entry for one in kept], proving=proving)


def row_of(lesson: UUID, kept: Sequence[Kept], stack: Stack) -> LessonRow:
    """What its list keeps of a lesson."""
    told = folded(kept, stack)
    return LessonRow(
        id=lesson,
        what=told.what,
        owner=told.owner,
        due_on=told.due,
        state=told.state,
        cases=tuple(dict.fromkeys(each.case for each in told.failings if each.case)),
        recorded_on=told.recorded_on,
    )


def countable(stack: Stack) -> tuple[Promised, ...]:
    """The promises with a time, each named once: by the landlord's own words where it has any."""
    found: dict[str, str] = {}
    for stacked in stack.rules:
        rule = stacked.rule
        if rule.verb == "do" and (rule.within or rule.every):
            found.setdefault(rule.id, rule.promise)
    return tuple(Promised(rule, says) for rule, says in sorted(found.items()))


def rules_of(code: str, stack: Stack) -> tuple[str, ...]:
    """The countable rules that a code of a finding, or the id of a rule, stands for."""
    can = {one.rule for one in countable(stack)}
    if code in can:
        return (code,)
    makes = (each.rule for each in stack.rules if code and code in _codes(each.rule.then))
    return tuple(dict.fromkeys(rule.id for rule in makes if rule.id in can))


def is_known(code: str, stack: Stack) -> bool:
    """Whether there is such a code of a finding, or such a rule."""
    return code in stack.words.codes or any(each.rule.id == code for each in stack.rules)


def says_of(rules: Iterable[str], stack: Stack) -> tuple[str, ...]:
    """What those rules promise; the id of one that is no more."""
    said = {one.rule: one.says for one in countable(stack)}
    return tuple(said.get(rule, rule) for rule in rules)


def _codes(then: object) -> set[str]:
    named = ("finding", "late", "no_extension", "late_extension")
    return {str(getattr(then, name)) for name in named}
