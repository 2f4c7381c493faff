"""Where the risk assessment of a case stands: the last answers, what came since, what is asked."""

from msgspec import Struct

from putright.core.duties.run import Run
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

ASSESSED, ASKED, REFUSED = (
    "asb.risk_assessed", "asb.risk_lowering_asked", "asb.risk_lowering_refused",
)  # fmt: skip
REPORTED = "asb.reported"
JUDGED = "by judgement"
"""What an entry says of its decision where somebody set a level without asking anew."""
REVIEW = "asb.risk_review"
"""The rule that asks for a look from time to time, in whatever pack has it."""


class Standing(Struct, frozen=True, kw_only=True):
    """``last`` is the assessment in force, ``answered`` the last for which questions were asked
    (they differ where somebody set another level), ``before`` the answered one before it.
    ``incidents`` were reported since the questions were asked; ``asked`` waits for a second person.
    """

    last: Item | None = None
    answered: Item | None = None
    before: Item | None = None
    incidents: tuple[Item, ...] = ()
    asked: Item | None = None


def standing(timeline: Timeline) -> Standing:
    """Fold a timeline."""
    settled = [item for item in timeline.standing(ASSESSED) if item.is_settled]
    answered = [item for item in settled if not by_judgement(item)]
    last = answered[-1] if answered else None
    return Standing(
        last=settled[-1] if settled else None,
        answered=last,
        before=answered[-2] if len(answered) > 1 else None,
        incidents=tuple(
            item for item in timeline.doing((REPORTED,)) if last is not None and _is_new(item, last)
        ),
        asked=_waiting(timeline),
    )


def by_judgement(item: Item) -> bool:
    """Whether somebody set the level with a reason, without asking the questions anew."""
    return item.entry.facts.get("decision") == JUDGED


def review_day(run: Run) -> int | None:
    """The day by which the landlord's rule wants the risk looked at again, if there is one."""
    days = [
        duty.due.last_day
        for duty in run.duties.get(REVIEW, [])
        if duty.due is not None and duty.done is None and duty.due.last >= run.now
    ]
    return min(days, default=None)


def _is_new(report: Item, assessed: Item) -> bool:
    """Whether an incident came after the questions were asked."""
    if report.counter or not report.can_start or report.entry.repeats:
        return False
    if report.when.first > assessed.when.last:
        return True
    return report.when.first >= assessed.when.first and report.number > assessed.number


def _waiting(timeline: Timeline) -> Item | None:
    settled = {key for item in timeline.items if item.is_settled for key in item.entry.answers}
    asked = [item for item in timeline.standing(ASKED) if item.id not in settled]
    return asked[-1] if asked else None
