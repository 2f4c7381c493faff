"""With whom the promises of a complaint's stage wait: its handler, and never who answered before.

Whoever is named for a stage holds what that stage promises. Nobody who decided an earlier one can
act in it, so nothing of it waits for them, whatever their role (Complaint Handling Code 6.13).
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from putright.casework.actor import user_of_key
from putright.casework.promises import Promise
from putright.core.practice.complaints import HANDLER, complaints_of
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import Timeline

OWNER, ACTS = "complaints handler", "complaint."
Stage = tuple[str, int]
"""A stage of a complaint: the complaint's key, the number."""


def of_stages(timeline: Timeline, promises: Iterable[Promise]) -> dict[Stage, list[str]]:
    """The keys of the promises that each stage of each complaint made."""
    found: dict[Stage, list[str]] = {}
    for each in promises:
        root = timeline.by_id.get(each.root)
        if root is not None and root.entry.stage and _is_of_handling(each):
            found.setdefault((root.entry.complaint, root.entry.stage), []).append(each.key)
    return found


def named_in(item: Item) -> UUID | None:
    """The handler whom an entry names."""
    told = (*item.entry.to, str(item.entry.facts.get(HANDLER, "")))
    return next((user for key in told if (user := user_of_key(key)) is not None), None)


def not_for(timeline: Timeline, promises: Iterable[Promise]) -> Mapping[str, frozenset[UUID]]:
    """For whom a promise never waits, by its key: who decided an earlier stage of its complaint."""
    stages = of_stages(timeline, promises)
    if all(stage == 1 for _key, stage in stages):
        return {}
    every = complaints_of(timeline)
    found: dict[str, frozenset[UUID]] = {}
    for (complaint, stage), keys in stages.items():
        if complaint in every:
            before = {user_of_key(key) for key in every[complaint].decided_before(stage)}
            found |= dict.fromkeys(keys, frozenset(user for user in before if user is not None))
    return found


def _is_of_handling(promise: Promise) -> bool:
    return promise.owner == OWNER or any(act.startswith(ACTS) for act in promise.acts)
