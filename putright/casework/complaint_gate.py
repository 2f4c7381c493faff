"""What is held against every entry of a complaint at the desk, whichever page it comes from.

An extension after the day it would move; a second acknowledgement of the same stage; a refusal that
is not in writing, or that two people have not weighed; a stage that the landlord does not have.
"""

from collections.abc import Iterable
from datetime import datetime

from putright.casework.complaint_clocks import clocks_of
from putright.casework.live import Live
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.policy.practice_complaints import ComplaintStage, ExclusionGround
from putright.core.practice.complaints import (
    ACKNOWLEDGED,
    ESCALATED,
    EXTENDED,
    NOT_FURTHER,
    REFUSED,
    Complaint,
)
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.say import _

WEIGHED = "complaint.refusal_weighed"
GROUND, DECISION = "ground", "decision"
TO_REFUSE = "refuse"
TWO = 2
"""How many people weigh a refusal that is within the landlord's discretion."""
REPRESENTED = "complaint.represented"


def refuse(live: Live, added: Iterable[Entry], *, now: datetime) -> None:
    """Raise ``Refused`` where one of these may not stand in its complaint."""
    items = [live.timeline.by_id[entry.id] for entry in added]
    guarded = [item for item in items if item.entry.complaint]
    if not guarded:
        return
    every = live.complaints
    for item in guarded:
        complaint = every.get(item.entry.complaint)
        if complaint is None:
            continue
        _refuse_ended_speaker(complaint, item, now)
        if EXTENDED in item.acts:
            _refuse_late(live, complaint, item, now)
        if ACKNOWLEDGED in item.acts and len(_acknowledged(complaint, item)) > 1:
            raise Refused(_("This stage was acknowledged already. A second acknowledgement would "
                            "only confuse. Nothing was saved."))  # fmt: skip
        if not {REFUSED, NOT_FURTHER}.isdisjoint(item.acts):
            check_refusal(live, complaint, item)
        if ESCALATED in item.acts:
            _refuse_stage(live, complaint, item)


def stages_of(live: Live, complaint: Complaint) -> tuple[ComplaintStage, ...]:
    """The stages that hold for a complaint: those of the day on which it was made."""
    received = complaint.received
    if received is None:
        return ()
    found = live.engine.stack.practice_on("complaint_stage", received.when.date)
    return tuple(sorted(found, key=lambda stage: stage.number))


def ground_of(live: Live, complaint: Complaint, ground: str) -> ExclusionGround | None:
    """A ground for a refusal that held on the day of the complaint."""
    received = complaint.received
    day = received.when.date if received else to_datetime(complaint.items[0].when.first).date()
    found = live.engine.stack.practice_on("exclusion_ground", day)
    return next((each for each in found if each.id == ground), None)


def weighed_by(complaint: Complaint, ground: str) -> frozenset[str]:
    """Who weighed refusing the complaint on that ground, and came to refusing it."""
    return frozenset(
        item.entry.by
        for item in complaint.doing(WEIGHED)
        if item.entry.facts.get(GROUND) == ground and item.entry.facts.get(DECISION) == TO_REFUSE
    )


def check_refusal(live: Live, complaint: Complaint, item: Item) -> None:
    """Raise ``Refused`` unless a refusal is written, has a ground, and was weighed if it must."""
    if not item.written:
        raise Refused(_("A complaint is refused only in writing. Nothing was saved."))
    key = str(item.entry.facts.get(GROUND, ""))
    ground = ground_of(live, complaint, key)
    if ground is None:
        raise Refused(_("A refusal rests on one of the grounds of the policy. Nothing was saved."))
    if ground.discretion and len(weighed_by(complaint, key)) < TWO:
        raise Refused(_("Two people weigh, in writing, whether to take it all the same, before it "
                        "is refused on this ground. Nothing was saved."))  # fmt: skip
    if ground.on_file and not is_on_file(live, complaint, key):
        words = _("What shows this ground is not on file ({evidence}). Add it where you refuse the "
                  "complaint. Nothing was saved.")  # fmt: skip
        raise Refused(words.format(evidence=ground.evidence))


def is_on_file(live: Live, complaint: Complaint, ground: str) -> bool:
    """Whether a file that shows this ground was put on record; the refusal itself is none."""
    return any(
        one.files
        and one.entry.complaint == complaint.key
        and one.entry.facts.get(GROUND) == ground
        and {REFUSED, NOT_FURTHER}.isdisjoint(one.entry.does)
        for one in live.kept
    )


def _refuse_ended_speaker(complaint: Complaint, item: Item, now: datetime) -> None:
    """Nothing of the complaint goes to whoever no longer speaks for them in it."""
    if not item.from_landlord:
        return
    held: dict[str, bool] = {}
    for said in complaint.doing(REPRESENTED):
        until = said.entry.until
        held[said.entry.for_whom] = until is None or until >= now.date()
    if any(held.get(key) is False for key in item.entry.to):
        raise NotRight(_("They no longer speak for the resident in this complaint, so it does not "
                         "go to them. Begin it anew."))  # fmt: skip


def _refuse_late(live: Live, complaint: Complaint, item: Item, now: datetime) -> None:
    clock = clocks_of(live, live.run(now=now), complaint, item.entry.stage).answer
    if clock is not None and clock.promise.is_open and clock.is_past(now):
        raise Refused(_("The day of the answer is over, so it cannot be extended any more. Tell "
                        "them that it is late, say sorry, and agree how often they hear from us. "
                        "Nothing was saved."))  # fmt: skip


def _refuse_stage(live: Live, complaint: Complaint, item: Item) -> None:
    numbers = [stage.number for stage in stages_of(live, complaint)]
    if numbers and item.entry.stage > max(numbers):
        raise Refused(_("There is no further stage. They can go to the Housing Ombudsman. Nothing "
                        "was saved."))  # fmt: skip


def _acknowledged(complaint: Complaint, item: Item) -> tuple[Item, ...]:
    found = complaint.doing(ACKNOWLEDGED, stage=item.entry.stage)
    return tuple(each for each in found if each.proven)
