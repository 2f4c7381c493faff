"""Checks that hold statements against the timeline: what no pattern over one entry can say.

A rule in a pack names a check (`check = "recorded"`), gives it its source and its finding's code;
the check says only which entries fail it and why. Each check is one function in ``CHECKS``.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from putright.core.duties.duty import Duty
from putright.core.duties.run import Run
from putright.core.events.parts import Claim
from putright.core.policy.rules import Rule
from putright.core.policy.stack import Stack
from putright.core.redress.offers import Headings
from putright.core.timeline.items import BUILT_IN, Item

LEARNING = ("learning.", "policy.")
"""Learning that nobody can show earns no credit; claiming it is no failing towards the resident."""


class Failed(Struct, frozen=True):
    """An entry that fails a check: the entry at fault, why, and the other entries that show it."""

    item: Item
    why: str
    others: tuple[str, ...] = ()
    head: str = ""


class Scene(Struct, frozen=True):
    """What a check may look at: the run, its breached duties, the headings and the packs."""

    run: Run
    breached: tuple[Duty, ...]
    headings: Headings
    stack: Stack


Check = Callable[[Sequence[Item], Scene], Iterator[Failed]]


def items_checked(rule: Rule, run: Run) -> list[Item]:
    """The entries that a rule with a check looks at: by acts and sides, while in force.

    What was corrected is left out, and an act that can still be to come.
    """
    acts = frozenset(rule.when.act)
    sides = frozenset(rule.when.by)
    return [
        item
        for item in run.timeline.items
        if rule.in_force.holds_on(item.when.day)
        and not item.struck_by
        and item.when.last_day <= run.timeline_day
        and (not acts or not acts.isdisjoint(item.acts))
        and (not sides or item.by_side in sides)
    ]


def recorded(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """Its own act, or a contact it admits, that rests on the landlord's word without a record."""
    for item in items:
        if item.is_evidenced or item.claimed_by != {"landlord"}:
            continue
        if all(act.startswith(LEARNING) for act in item.acts):
            continue
        what = "the landlord's word for its own act" if item.from_landlord else "its own admission"
        yield Failed(
            item=item, why=f"rests on {what}; no record shows it", others=item.entry.told_in
        )


def undisputed(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """An account that another stands against; no finding is made for either side."""
    for item in items:
        if item.disputed_by:
            yield Failed(
                item=item, why="two accounts stand against each other", others=item.disputed_by
            )


def in_own_record(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """A contact that somebody else's evidence shows and the landlord's record does not hold."""
    for item in items:
        held = {evidence.held_by for evidence in item.entry.evidence}
        is_its_own = item.from_landlord or "landlord" in item.to_sides
        if item.proven and held and "landlord" not in held and is_its_own:
            yield Failed(item=item, why="only others hold a record of it")


def uncontradicted(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """An entry of the landlord's that better evidence denies."""
    by_id = scene.run.timeline.by_id
    against: dict[str, list[str]] = {}
    for item in items:
        for key in item.entry.contradicts if item.is_settled else ():
            against.setdefault(key, []).append(item.id)
    for key, others in against.items():
        if (denied := by_id.get(key)) is not None:
            yield Failed(item=denied, why="better evidence denies it", others=tuple(others))


def claims_agree(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """A dated statement that the timeline contradicts."""
    for item in items:
        for claim in item.entry.claims:
            if (against := _denied(claim, item, scene.run)) is not None:
                day = against.when.date.isoformat()
                yield Failed(
                    item=item,
                    why=f"says {claim.what}; the timeline shows {against.id} on {day}",
                    others=(against.id,),
                )


def _denied(claim: Claim, item: Item, run: Run) -> Item | None:
    if claim.of and claim.on is not None:
        dated = run.timeline.by_id.get(claim.of)
        if dated is None:
            return None
        stated = claim.on.toordinal()
        return None if dated.when.day <= stated <= dated.when.last_day else dated
    if not claim.none:
        return None
    start = claim.start.toordinal() if claim.start else 0
    end = claim.end.toordinal() if claim.end else item.when.last_day
    kinds = set(claim.kinds)
    for other in run.timeline.doing((claim.none,)):
        within = start <= other.when.day and other.when.last_day <= end
        meant = not kinds or not kinds.isdisjoint(other.entry.kinds)
        if within and meant and other.is_settled and other.when.first < item.when.last:
            return other
    return None


def claims_shown(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """A statement that something was done, where no entry before it shows any step of it."""
    run = scene.run
    for item in items:
        for claim in item.entry.claims:
            if not claim.did:
                continue
            steps = run.words.steps.get(claim.did, (claim.did,))
            shown = any(
                not set(steps).isdisjoint(other.proven)
                and (other.from_landlord or "agency.replied" in other.proven)
                for other in run.facts.items_before(item)
            )
            if not shown:
                yield Failed(item=item, why=f"says {claim.what}; the timeline shows no step of it")


def right_desk(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """A request to an agency's desk that does not serve the area of the home."""
    people = scene.run.timeline.people
    homes = {p.area for p in people.values() if p.side == "resident" and p.area}
    for item in items:
        for key in item.entry.to:
            serves = set(people[key].serves) if key in people else set()
            if serves and homes and serves.isdisjoint(homes):
                yield Failed(item=item, why="that desk does not serve the resident's area")


def points_answered(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """A response that leaves a point undecided, unreasoned, unmended, or its own delays unowned."""
    for item in items:
        missing = [*_points_left(item, scene.run), *_own_handling_left(item, scene)]
        if missing:
            listed = "; ".join(missing)
            yield Failed(item=item, why=f"leaves unanswered: {listed}")


def _points_left(item: Item, run: Run) -> Iterator[str]:
    complaint = item.entry.complaint
    raised = [
        point
        for other in run.facts.items_before(item)
        if other.entry.complaint == complaint
        for point in other.entry.points
    ]
    decided = {decision.point: decision for decision in item.entry.decides}
    for point in {point.id: point for point in raised}.values():
        decision = decided.get(point.id)
        if decision is None or decision.decision == "none given":
            yield f"{point.what} (no decision)"
            continue
        if not decision.reasons:
            yield f"{point.what} (no reasons)"
        if decision.decision in ("upheld", "partly upheld") and not decision.remedy:
            yield f"{point.what} (nothing to put it right)"


def _own_handling_left(item: Item, scene: Scene) -> Iterator[str]:
    owned = set(item.entry.admits)
    if "complaints" in owned:
        return
    seen: set[str] = set()
    for duty in scene.breached:
        if duty.rule.rule.area != "complaints" or duty.id in owned or duty.id in seen:
            continue
        if duty.root.entry.complaint != item.entry.complaint or duty.verb == "bar":
            continue
        if duty.due is not None and duty.due.last < item.when.first:
            seen.add(duty.id)
            yield f"its own handling: {duty.rule.rule.promise.rstrip('.')}"


def another_decider(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """A decision at stage 2 by the very person who is named as having decided stage 1."""
    decisions = scene.run.timeline.doing(("complaint.decided_by",))
    for item in items:
        entry = item.entry
        if entry.by in BUILT_IN or entry.stage != 2:
            continue
        for other in decisions:
            first = other.entry
            if (first.stage, first.by, first.complaint) == (1, entry.by, entry.complaint):
                yield Failed(item=item, why="by whoever decided stage 1", others=(other.id,))


def offer_in_band(items: Sequence[Item], scene: Scene) -> Iterator[Failed]:
    """Offers, added up over the stages, below the band a person chose or the sum ordered."""
    for shortfall in scene.headings.shortfalls(scene.run.timeline, scene.stack.scales):
        yield Failed(
            item=shortfall.item, why=shortfall.why, others=shortfall.others, head=shortfall.head
        )


CHECKS: dict[str, Check] = {
    "recorded": recorded,
    "undisputed": undisputed,
    "in-own-record": in_own_record,
    "uncontradicted": uncontradicted,
    "claims-agree": claims_agree,
    "claims-shown": claims_shown,
    "right-desk": right_desk,
    "points-answered": points_answered,
    "another-decider": another_decider,
    "offer-in-band": offer_in_band,
}
