"""Who was in touch with whom: the contacts, attempts and silences of a case, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from putright.core.events.words import Words
from putright.core.findings.audit import Audit
from putright.core.timeline.items import Item

ATTEMPTS = frozenset({"contact.attempted", "asb.visit_attempted"})
REACHES = frozenset(
    {
        "contact.made", "asb.visited", "asb.interviewed", "asb.statement_taken",
        "asb.visit_arranged", "asb.plan_agreed", "asb.plan_sent", "asb.plan_reviewed",
        "asb.update_schedule_agreed", "asb.closure_consulted", "asb.followed_up",
        "complaint.offered", "complaint.acknowledged", "complaint.discussed",
        "complaint.extended", "complaint.responded", "complaint.refused",
        "complaint.escalation_refused", "complaint.update_agreed", "redress.offered",
    }
)  # fmt: skip
"""Acts in which somebody is reached, beside those whose proof is that of a talk or a message."""
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
    return bool(item.acts) and ATTEMPTS.issuperset(item.acts)


def is_to(item: Item, side: str, words: Words) -> bool:
    """Whether the landlord turned to that side in it, reached or not."""
    if not item.from_landlord or side not in item.to_sides:
        return False
    return any(_reaches(act, words) or act in ATTEMPTS for act in item.acts)


def _reaches(act: str, words: Words) -> bool:
    return act in REACHES or (act in words.acts and words.acts[act].proof == "talk")


def reached(item: Item, words: Words) -> bool:
    """Whether a record shows that the landlord reached the resident in it."""
    return is_to(item, "resident", words) and item.is_settled and not is_attempt(item)


def first_report(audit: Audit) -> Item | None:
    """The first thing that the resident, or somebody for her, told the landlord."""
    for item in audit.run.timeline.items:
        if (is_from_resident(item) or is_from_helper(item)) and item.can_start:
            return item
    return None


def first_reached(audit: Audit, since: Item) -> Item | None:
    """The first contact after it in which the landlord is shown to have reached the resident."""
    after = (i for i in audit.run.timeline.items if i.when.first >= since.when.first)
    return next((item for item in after if reached(item, audit.run.words)), None)


def silences(audit: Audit) -> Iterator[Silence]:
    """Every gap of four weeks or more between contacts, from first report to last answer."""
    start = first_report(audit)
    if start is None:
        return
    end = _judged_until(audit)
    days = [start.when.date]
    words = audit.run.words
    days += [i.when.date for i in audit.run.timeline.items if reached(i, words)]
    days = sorted({day for day in days if start.when.date <= day <= end} | {end})
    broken = _rhythms_broken(audit)
    for before, after in pairwise(days):
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
