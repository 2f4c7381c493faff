"""Who was in touch with whom: the contacts, attempts and silences of a case, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.core.findings.audit import Audit
from putright.core.timeline.items import Item

ATTEMPTS = frozenset({"contact.attempted", "asb.visit_attempted"})
SILENCE_FROM = 28
"""A gap of four weeks or more is drawn as a silence; the page says so."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch in which no record shows the landlord reaching the resident."""

    start: date
    end: date
    breaks: bool

    @property
    def days(self) -> int:
        """Its length in calendar days."""
        return (self.end - self.start).days


def is_from_resident(item: Item) -> bool:
    """Whether the resident got in touch with the landlord in it."""
    return item.by_side == "resident" and (not item.to_sides or "landlord" in item.to_sides)


def is_from_helper(item: Item) -> bool:
    """Whether somebody got in touch for the resident."""
    return item.by_side == "helper" and "landlord" in item.to_sides


def is_attempt(item: Item) -> bool:
    """Whether it is no more than an attempt."""
    return item.acts and ATTEMPTS.issuperset(item.acts) or False


def is_to(item: Item, side: str) -> bool:
    """Whether the landlord turned to that side in it, reached or not."""
    return item.from_landlord and side in item.to_sides


def reached(item: Item) -> bool:
    """Whether a record shows that the landlord reached the resident in it."""
    return is_to(item, "resident") and item.is_settled and not is_attempt(item)


def first_report(audit: Audit) -> Item | None:
    """The first thing that the resident, or somebody for her, told the landlord."""
    for item in audit.run.timeline.items:
        if (is_from_resident(item) or is_from_helper(item)) and item.can_start:
            return item
    return None


def first_reached(audit: Audit, since: Item) -> Item | None:
    """The first contact after it in which the landlord is shown to have reached the resident."""
    after = (i for i in audit.run.timeline.items if i.when.first >= since.when.first)
    return next((item for item in after if reached(item)), None)


def silences(audit: Audit) -> Iterator[Silence]:
    """Every gap of four weeks or more between contacts, from the first report to the last answer."""
    start = first_report(audit)
    if start is None:
        return
    end = _judged_until(audit)
    days = [start.when.date]
    days += [i.when.date for i in audit.run.timeline.items if reached(i)]
    days = sorted({day for day in days if start.when.date <= day <= end} | {end})
    broken = _rhythms_broken(audit)
    for before, after in zip(days, days[1:], strict=False):
        if (after - before).days >= SILENCE_FROM:
            yield Silence(before, after, breaks=any(before <= day < after for day in broken))


def _judged_until(audit: Audit) -> date:
    """The last answer to a complaint; without any, the day of the audit."""
    answers = audit.run.timeline.doing(("complaint.responded",))
    return answers[-1].when.date if answers else audit.as_of


def _rhythms_broken(audit: Audit) -> set[date]:
    """Days from which a rhythm of contact that was promised is found broken."""
    rhythms = {duty.rule.name for duty in audit.duties if duty.rule.rule.every}
    return {finding.on for finding in audit.findings if finding.rule in rhythms}
