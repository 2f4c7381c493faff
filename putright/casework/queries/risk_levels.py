"""Which other levels there are: higher ones, and lower ones that a second person may agree to."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.risk_questions import level_word, question_set
from putright.core.practice import risk
from putright.core.practice.risk_standing import Standing, standing
from putright.kit.dates import sentence_case
from putright.kit.say import _


class Levels(Struct, frozen=True, kw_only=True):
    """The other levels, each with its word and what setting it takes."""

    around: Around
    levels: tuple[tuple[str, str, str], ...]
    why_not_lower: str


def levels(actor: Actor, case_id: UUID, *, now: datetime) -> Levels:
    """The levels that can be set or asked for; none before the questions were gone through."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "case.risk", opened.near)
    stands = standing(opened.run.timeline)
    higher = higher_levels(opened, stands)
    lower = lower_levels(opened, stands)
    at_once, second = _("Holds at once"), _("Holds when a second person agrees")
    found = [(key, at_once) for key in reversed(higher)] + [
        (key, second) for key in reversed(lower)
    ]
    return Levels(
        around=around(opened, "risk"),
        levels=tuple((key, sentence_case(level_word(key)), hint) for key, hint in found),
        why_not_lower=why_not_lower(opened, stands) if stands.last else "",
    )


def higher_levels(case: Open, stands: Standing) -> tuple[str, ...]:
    """The levels above the one in force; none before there is one."""
    if stands.last is None:
        return ()
    return risk.above(stands.last.entry.level, order=case.run.words.levels)


def lower_levels(case: Open, stands: Standing) -> tuple[str, ...]:
    """The lower levels that a second person can be asked for; none where something forbids it."""
    if stands.last is None or why_not_lower(case, stands):
        return ()
    return risk.below(
        stands.last.entry.level, held=_held(case, stands), order=case.run.words.levels
    )


def why_not_lower(case: Open, stands: Standing) -> str:
    """Why no lower level can be asked for; "" where one can."""
    last, answered = stands.last, stands.answered
    if last is None or answered is None:
        return _("Go through the questions first.")
    if stands.incidents:
        return _("A new incident was reported since. Go through the questions again first.")
    asked = question_set(case.live.engine.stack)
    if answered.entry.form != risk.version_of(asked):
        return _("These answers are not of the questions in force. Go through them again first.")
    order = case.run.words.levels
    if last.entry.level == order[0]:
        return _("There is no lower level.")
    if not risk.below(last.entry.level, held=_held(case, stands), order=order):
        return _("An answer holds the level where it is, whatever the points are. Only new answers "
                 "can lower it.")  # fmt: skip
    return ""


def _held(case: Open, stands: Standing) -> str:
    given = stands.answered.entry.given if stands.answered else ()
    asked = question_set(case.live.engine.stack)
    return risk.held_at(asked, given, order=case.run.words.levels)
