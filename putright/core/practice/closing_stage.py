"""How far the closing of a case has come: asked for, agreed to, announced, closed, or none of it.

Told from the order in which things were written down. Whatever takes a closing back begins it anew.
"""

from msgspec import Struct

from putright.core.duties.run import Run
from putright.core.timeline.items import Item

GRANTED, KEPT_OPEN, OBJECTS = "granted", "kept open", "objects"
STEPS = (
    "asb.closure_consulted", "asb.closure_asked", "asb.closure_reviewed", "asb.closure_announced",
    "asb.closure_withdrawn", "asb.case_closed", "asb.case_reopened",
)  # fmt: skip
BACK = ("asb.closure_withdrawn", "asb.case_reopened")


class Stage(Struct, frozen=True, kw_only=True):
    """The entries of the closing that is under way, or by which the case stands closed.

    ``view`` is the last that the resident was asked; ``kept_open`` the last decision not to close.
    """

    view: Item | None = None
    asked: Item | None = None
    granted: Item | None = None
    announced: Item | None = None
    closed: Item | None = None
    kept_open: Item | None = None

    @property
    def name(self) -> str:
        """ "open", "asked", "granted", "announced" or "closed"."""
        found = {
            "closed": self.closed,
            "announced": self.announced,
            "granted": self.granted,
            "asked": self.asked,
        }
        return next((name for name, item in found.items() if item is not None), "open")


def stage_of(run: Run) -> Stage:
    """How far the closing has come."""
    told: dict[str, Item | None] = {}
    items = [item for item in run.timeline.doing(STEPS) if item.is_settled]
    for item in sorted(items, key=lambda each: each.number):
        told = _after(told, item)
    if told.get("closed") is not None and run.facts.case_is_open(run.now):
        # a report came into the closed case itself, as older books have it
        told = {"view": told.get("view")}
    return Stage(**told)


def _after(told: dict[str, Item | None], item: Item) -> dict[str, Item | None]:
    decision = item.entry.facts.get("decision")
    if not set(BACK).isdisjoint(item.acts):
        return {"view": told.get("view")}
    if "asb.closure_consulted" in item.acts:
        kept = {} if decision == OBJECTS else told
        return {**kept, "view": item}
    if "asb.closure_asked" in item.acts:
        return {"view": told.get("view"), "asked": item}
    if "asb.closure_reviewed" in item.acts:
        return _reviewed(told, item)
    if "asb.case_closed" in item.acts:
        return {**told, "closed": item}
    return {**told, "announced": item} if told.get("granted") is not None else told


def _reviewed(told: dict[str, Item | None], item: Item) -> dict[str, Item | None]:
    """A decision is about the request that is open: an old one, corrected, revives nothing."""
    if item.entry.facts.get("decision") != GRANTED:
        return {"view": told.get("view"), "kept_open": item}
    asked = told.get("asked")
    if asked is None or (item.entry.answers and asked.id not in item.entry.answers):
        return told
    return {**told, "granted": item}
