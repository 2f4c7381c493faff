"""The policy of policy.toml written by hand in Python, the plain way, over the same timelines.

It makes the same duties and lets the same writer cite and word the findings.
"""

from collections.abc import Iterator

from putright.core.duties.duty import Duty
from putright.core.events.words import Words
from putright.core.policy.stack import Stack
from putright.core.policy.stacked import Stacked
from putright.core.timeline.items import Item, side_of
from putright.core.timeline.timeline import Timeline
from putright.core.workdays import Calendar, Span, When, due_after, parse_span, when_on

ONE_DAY = parse_span("1 working day")
FIVE_DAYS = parse_span("5 working days")
TEN_DAYS = parse_span("10 working days")
TWENTY_DAYS = parse_span("20 working days")
A_DAY_AND_NIGHT = parse_span("24 hours")
OPENED = ("asb.case_opened", "asb.case_reopened")
CONTACTED = ("contact.made", "asb.visited")
VIOLENT = {"assault", "threat"}


class ByHand:
    """Fourteen promises as fourteen passages of code."""

    def __init__(self, stack: Stack, calendar: Calendar) -> None:
        self.rules: dict[str, Stacked] = {each.rule.id: each for each in stack.rules}
        self.words: Words = stack.words
        self.calendar = calendar

    def duties(self, timeline: Timeline) -> list[Duty]:
        return [
            *self.reports(timeline),
            *self.contacts(timeline),
            *self.works(timeline),
            *self.agencies(timeline),
            *self.complaints(timeline),
            *self.closings(timeline),
        ]

    def reports(self, timeline: Timeline) -> Iterator[Duty]:
        assess = True
        for item in timeline.by_act.get("asb.reported", ()):
            if not item.can_start or item.counter:
                continue
            entry = item.entry
            kinds = entry.kinds
            if not entry.repeats:
                opened = first(timeline, item, OPENED)
                yield self.owed("asb.case_opened", timeline, item, ONE_DAY, opened)
                if not VIOLENT.isdisjoint(kinds):
                    contact = contacted(timeline, item)
                    yield self.owed("asb.first_action", timeline, item, ONE_DAY, contact)
            if "hate" in kinds:
                contact = contacted(timeline, item)
                yield self.owed("asb.hate_contact", timeline, item, A_DAY_AND_NIGHT, contact)
            if assess:
                yield from self.assessment(timeline, item)
                assess = False

    def assessment(self, timeline: Timeline, item: Item) -> Iterator[Duty]:
        assessed = first(timeline, item, ("asb.risk_assessed",))
        duty = self.owed("asb.risk_assessment", timeline, item, FIVE_DAYS, assessed)
        yield duty
        planned = bare = None
        for other in after(timeline, item, ("asb.plan_agreed",)):
            if other.from_landlord:
                bare = bare or other
                if "target dates" in other.entry.contains:
                    planned = other
                    break
        plan = self.chained("asb.action_plan", timeline, duty, TEN_DAYS, planned, bare)
        yield plan

    def contacts(self, timeline: Timeline) -> Iterator[Duty]:
        for item in timeline.by_act.get("contact.received", ()):
            entry = item.entry
            if not item.can_start or item.by_side not in ("resident", "helper"):
                continue
            if entry.asks or entry.gives:
                answer = None
                for other in after(timeline, item):
                    if other.from_landlord and item.id in other.entry.answers:
                        answer = other
                        break
                yield self.owed("contact.reply", timeline, item, TEN_DAYS, answer)

    def works(self, timeline: Timeline) -> Iterator[Duty]:
        for item in timeline.by_act.get("works.raised", ()):
            if item.can_start and item.entry.safety:
                done = None
                for other in after(timeline, item, ("works.done",)):
                    if other.from_landlord and item.id in other.entry.answers:
                        done = other
                        break
                yield self.owed("works.safety", timeline, item, FIVE_DAYS, done)

    def agencies(self, timeline: Timeline) -> Iterator[Duty]:
        for item in timeline.by_act.get("agency.requested", ()):
            if not item.can_start or not item.from_landlord:
                continue
            people = timeline.people
            asked = {key for key in item.entry.to if side_of(key, people) == "agency"}
            found = None
            for other in after(timeline, item, ("agency.chased", "agency.replied")):
                if not asked.isdisjoint({*other.entry.to, other.entry.by}):
                    found = other
                    break
            yield self.owed("agency.chased", timeline, item, FIVE_DAYS, found)

    def complaints(self, timeline: Timeline) -> Iterator[Duty]:
        for item in timeline.by_act.get("complaint.raised", ()):
            if item.can_start and item.proven:
                yield from self.stage(timeline, item, 1, TEN_DAYS)
        for item in timeline.by_act.get("complaint.escalated", ()):
            if item.can_start and item.by_side in ("resident", "helper"):
                yield from self.stage(timeline, item, 2, TWENTY_DAYS)

    def stage(self, timeline: Timeline, item: Item, stage: int, span: Span) -> Iterator[Duty]:
        acknowledged = responded = None
        complaint = item.entry.complaint
        for other in after(timeline, item, ("complaint.acknowledged", "complaint.responded")):
            entry = other.entry
            if not other.from_landlord or entry.stage != stage or entry.complaint != complaint:
                continue
            if "complaint.acknowledged" in other.acts:
                if acknowledged is None and (stage == 2 or other.written):
                    acknowledged = other
            elif responded is None:
                responded = other
        name = f"complaints.stage_{stage}"
        duty = self.owed(f"{name}_acknowledgement", timeline, item, FIVE_DAYS, acknowledged)
        yield duty
        yield self.chained(f"{name}_response", timeline, duty, span, responded)

    def closings(self, timeline: Timeline) -> Iterator[Duty]:
        for item in timeline.by_act.get("asb.case_closed", ()):
            if not item.from_landlord:
                continue
            missing = tuple(
                name
                for act, name in (
                    ("asb.risk_assessed", "a risk assessment"),
                    ("asb.plan_agreed", "an agreed plan"),
                    ("asb.closure_consulted", "the resident's view"),
                )
                if not any(
                    other.proven and other.when.first <= item.when.last
                    for other in timeline.by_act.get(act, ())
                )
            )
            if missing:
                yield Duty(
                    rule=self.rules["closing.steps"], item=item, root=item, due=None,
                    done=item.when, missing=missing,
                )  # fmt: skip
            if item.can_start:
                yield self.letter(timeline, item)

    def letter(self, timeline: Timeline, item: Item) -> Duty:
        letter = bare = None
        for other in after(timeline, item, ("asb.closure_announced",)):
            if other.from_landlord and other.written:
                bare = bare or other
                if "reasons" in other.entry.contains:
                    letter = other
                    break
        return self.owed("closing.letter", timeline, item, FIVE_DAYS, letter, bare, ("reasons",))

    def owed(
        self, rule: str, timeline: Timeline, item: Item, span: Span, met: Item | None,
        part: Item | None = None, lacks: tuple[str, ...] = (), start: When | None = None,
    ) -> Duty:  # fmt: skip
        start = start or item.when
        due = due_after(span, start, self.calendar)
        done = met or part
        return Duty(
            rule=self.rules[rule],
            item=item,
            root=item,
            starts=start,
            due=due,
            done=met.when if met else None,
            met_by=(done,) if done else (),
            missing=lacks if part and not met else (),
            ended_by=self.end(rule, timeline, item, due),
        )

    def chained(
        self, rule: str, timeline: Timeline, step: Duty, span: Span, met: Item | None,
        part: Item | None = None,
    ) -> Duty:  # fmt: skip
        """The next step: its time runs from the step before, done or due, whichever was first."""
        due = step.due
        assert due is not None
        start = when_on(due.last_date)
        if step.done is not None and step.done.first <= start.first:
            start = step.done
        return self.owed(rule, timeline, step.root, span, met, part, ("target dates",), start)

    def end(self, rule: str, timeline: Timeline, item: Item, due: When) -> Item | None:
        acts = self.words.ends.get(rule.partition(".")[0], ())
        for other in timeline.doing(acts):
            if other is item or other.when.first < item.when.first or not other.proven:
                continue
            if not item.entry.complaint or other.entry.complaint == item.entry.complaint:
                return other
        return None


def after(timeline: Timeline, start: Item, acts: tuple[str, ...] = ()) -> Iterator[Item]:
    """What is shown and came at or after the start; with `acts` only what does one of them."""
    found = timeline.doing(acts) if acts else timeline.items
    first_minute, number = start.when.first, start.number
    for other in found:
        if other.when.last < first_minute or other.number == number:
            continue
        if not other.proven.isdisjoint(acts) if acts else other.proven:
            yield other


def first(timeline: Timeline, start: Item, acts: tuple[str, ...]) -> Item | None:
    return next((other for other in after(timeline, start, acts) if other.from_landlord), None)


def contacted(timeline: Timeline, start: Item) -> Item | None:
    for other in after(timeline, start, CONTACTED):
        if other.from_landlord and "resident" in other.to_sides and "asb" in other.entry.about:
            return other
    return None
