"""What letters are held against, apart from any installation: words of packs, promises missed."""

from putright.core.claims import Lists, Missed
from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.policy.stack import Stack


def lists_of(stack: Stack) -> Lists:
    """The packs' words of claims."""
    return Lists(
        parties=stack.practice("claim_party"),
        acts=stack.practice("claim_act"),
        verbs=stack.practice("claim_verb"),
        words=stack.practice("claim_word"),
        needs=stack.practice("letter_need"),
    )


def missed_by(run: Run) -> tuple[Missed, ...]:
    """What was owed and not done in time, as far as it can be said at the run's moment."""
    return tuple(
        Missed(rule=duty.id, what=_what(duty), entry=duty.item.id)
        for group in run.duties.values()
        for duty in group
        if duty.verb == "do" and not duty.is_replaced and duty.is_breached(run.now)
    )  # fmt: skip


def _what(duty: Duty) -> str:
    said = duty.pledge.what if duty.pledge else duty.rule.rule.promise
    return said.strip().rstrip(".")
