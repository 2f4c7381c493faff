"""The policy of policy.toml once more, as conditions over flat facts: a breach, yes or no.

Each peer turns these conditions into expressions of its own. The wording is the kindest to them: no
nulls, no functions, one comparison of two facts at most.
"""

from typing import Any, NamedTuple


class Is(NamedTuple):
    """The fact has that value."""

    fact: str
    value: str | int | bool


class Over(NamedTuple):
    """More than `limit` lies between the two facts."""

    later: str
    earlier: str
    limit: int


class All(NamedTuple):
    parts: tuple[Any, ...]


class Either(NamedTuple):
    parts: tuple[Any, ...]


Condition = Is | Over | All | Either


def late(done: str, limit: int, start: str = "start", now: str = "now") -> tuple[Condition, ...]:
    """Not done in time, and the time has passed."""
    return Over(done, start, limit), Over(now, start, limit)


def late_after_step(done: str, step: str, step_limit: int, limit: int) -> tuple[Condition, ...]:
    """The same, from the step done or due, whichever came first."""
    return tuple(
        Either((Over(fact, step, limit), Over(fact, "start", step_limit + limit)))
        for fact in (done, "now")
    )


PROVEN, RESIDENT = Is("proven", True), Is("side", "resident")
OURS = Is("side", "landlord")
FIRST, ONCE = Is("first", True), Is("earlier", 0)
DAY = 24 * 60

SPEC: dict[str, tuple[str, Condition]] = {
    "asb.case_opened": (
        "asb.reported",
        All((PROVEN, FIRST, *late("opened", 1), Over("ended", "start", 1))),
    ),
    "asb.first_action": (
        "asb.reported",
        All((PROVEN, FIRST, Is("violent", True), *late("contacted", 1), Over("ended", "start", 1))),
    ),
    "asb.hate_contact": (
        "asb.reported",
        All(
            (
                PROVEN,
                Is("hate", True),
                *late("contacted_at", DAY, "start_at", "now_at"),
                Over("ended_at", "start_at", DAY),
            )
        ),
    ),
    "asb.risk_assessment": (
        "asb.reported",
        All((PROVEN, ONCE, *late("assessed", 5), Over("ended", "start", 5))),
    ),
    "asb.action_plan": (
        "asb.reported",
        All(
            (
                PROVEN,
                ONCE,
                *late_after_step("planned", "assessed", 5, 10),
                Either((Over("ended", "assessed", 10), Over("ended", "start", 15))),
            )
        ),
    ),
    "contact.reply": (
        "contact.received",
        All((PROVEN, RESIDENT, Is("tells", True), *late("answered", 10))),
    ),
    "works.safety": ("works.raised", All((PROVEN, Is("safety", True), *late("done", 5)))),
    "agency.chased": (
        "agency.requested",
        All((PROVEN, OURS, Over("chased", "start", 5), *late("replied", 5))),
    ),
    "complaints.stage_1_acknowledgement": (
        "complaint.raised",
        All((Is("recorded", True), *late("acknowledged", 5))),
    ),
    "complaints.stage_1_response": (
        "complaint.raised",
        All((Is("recorded", True), *late_after_step("responded", "acknowledged", 5, 10))),
    ),
    "complaints.stage_2_acknowledgement": (
        "complaint.escalated",
        All((PROVEN, RESIDENT, *late("acknowledged", 5))),
    ),
    "complaints.stage_2_response": (
        "complaint.escalated",
        All((PROVEN, RESIDENT, *late_after_step("responded", "acknowledged", 5, 20))),
    ),
    "closing.steps": (
        "asb.case_closed",
        All(
            (
                OURS,
                Either((Is("assessed", False), Is("planned", False), Is("consulted", False))),
            )
        ),
    ),
    "closing.letter": ("asb.case_closed", All((OURS, PROVEN, *late("announced", 5)))),
}
