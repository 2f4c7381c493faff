"""The ASB Case Review: whether a victim's reports reach the number from which bodies must accept.

Anti-social Behaviour, Crime and Policing Act 2014, section 104. A report qualifies if it was made
within one month beginning with the day of the behaviour, and the review is asked for within six
months beginning with the day of the report. At least three, and the bodies must carry it out; a
local procedure may ask for fewer, never for more. Below the number they still look at how
persistent it is, the harm, and how adequate the answer was: a person's judgement, not ours.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from putright.core.policy.counts import teller
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar, due_after, parse_span, when_on

ENOUGH = 3
TOLD_WITHIN = parse_span("1 month beginning with the day")
ASKED_WITHIN = parse_span("6 months beginning with the day")
WhyNot = Literal["", "told before", "told too late", "too long ago"]


class Told(Struct, frozen=True, kw_only=True):
    """One report: the day of the behaviour, the day it was told, until when it counts.

    ``assumed`` says that nobody knows the day of the behaviour, and the day of the report stands
    in for it.
    """

    item: Item
    behaved_on: date
    assumed: bool
    told_on: date
    counts_until: date
    why_not: WhyNot = ""

    @property
    def counts(self) -> bool:
        """Whether it qualifies today."""
        return not self.why_not


class Standing(Struct, frozen=True, kw_only=True):
    """How a victim stands: the reports, how many count today, the last day on which enough do.

    ``last_day`` is None while there are too few. ``needed`` is how many are asked for.
    """

    victim: str
    reports: tuple[Told, ...]
    needed: int = ENOUGH

    @property
    def count(self) -> int:
        """How many reports count today."""
        return sum(each.counts for each in self.reports)

    @property
    def is_met(self) -> bool:
        """Whether the bodies must accept if asked today."""
        return self.count >= self.needed

    @property
    def last_day(self) -> date | None:
        """The last day to ask with enough reports; None while there are too few."""
        days = sorted((each.counts_until for each in self.reports if each.counts), reverse=True)
        return days[self.needed - 1] if len(days) >= self.needed else None


def standings(
    timeline: Timeline, calendar: Calendar, *, today: date, needed: int = ENOUGH
) -> tuple[Standing, ...]:
    """How each victim stands, in the order in which they first told of something."""
    told: dict[str, list[Told]] = {}
    for item in timeline.doing(("asb.reported",)):
        if item.can_start and not item.counter and item.when.date <= today:
            told.setdefault(teller(item), []).append(_told(item, calendar, today))
    return tuple(
        Standing(victim=victim, reports=tuple(found), needed=min(needed, ENOUGH))
        for victim, found in told.items()
    )


def _told(item: Item, calendar: Calendar, today: date) -> Told:
    told_on = item.when.date
    behaved_on = item.entry.incident_on or told_on
    until = due_after(ASKED_WITHIN, when_on(told_on), calendar).last_date
    late = due_after(TOLD_WITHIN, when_on(behaved_on), calendar).last_date < told_on
    why: WhyNot = ""
    if item.entry.repeats:
        why = "told before"
    elif late:
        why = "told too late"
    elif until < today:
        why = "too long ago"
    return Told(
        item=item, behaved_on=behaved_on, assumed=item.entry.incident_on is None, told_on=told_on,
        counts_until=until, why_not=why,
    )  # fmt: skip
