"""What would have to be shown for words such as "thorough" or "regularly", and what is."""

from datetime import timedelta

from msgspec import Struct

from putright.core.claims.ground import TRIES, Ground
from putright.core.claims.mark import Colour
from putright.core.claims.marking import named, of_day
from putright.core.events.entry import HOUSEHOLD
from putright.core.timeline.items import Item

REGULAR = timedelta(days=31)
"""Longer than this without a word from us is not regular, whatever was agreed."""
LISTED = 5
WAY = "way: "
"""Before a channel: marked where the reader told us not to use it."""


class Shown(Struct, frozen=True):
    """Nothing to mark (``colour`` None), or how grave it is, why, and the entries that say so."""

    colour: Colour | None = None
    says: str = ""
    entries: tuple[Item, ...] = ()


def shown(by: str, ground: Ground) -> Shown:
    """Whether a case shows what such words claim: "duties", "updates", "answers", a way
    ("way: phone"), or a list of steps of the vocabulary."""
    if by == "duties":
        return _duties(ground)
    if by == "updates":
        return _updates(ground)
    if by == "answers":
        return _answers(ground)
    if by.startswith(WAY):
        barred = by.removeprefix(WAY) in ground.barred
        return Shown("red" if barred else None)
    return _steps(by, ground)


def _steps(by: str, ground: Ground) -> Shown:
    wanted = ground.steps.get(by, ())
    done = {act for item in ground.items for act in item.proven}
    missing = [act for act in wanted if act not in done]
    if not missing:
        return Shown()
    acts = ground.timeline.words.acts
    listed = ", ".join(acts[act].says if act in acts else act for act in missing)
    steps = tuple(item for item in ground.items if item.proven.intersection(wanted))
    says = f"No record shows that we or an agency: {listed}."
    few = len(missing) * 2 > len(wanted)
    return Shown("red" if few else "amber", says, steps)


def _duties(ground: Ground) -> Shown:
    if not ground.missed:
        return Shown("amber", "Say in what, and let the entries show it.")
    listed = "; ".join(one.what for one in ground.missed[:LISTED])
    items = [ground.timeline.by_id.get(one.entry) for one in ground.missed[:LISTED]]
    says = f"The case shows otherwise: {listed}."
    return Shown("red", says, tuple(dict.fromkeys(item for item in items if item is not None)))


def _updates(ground: Ground) -> Shown:
    """Whether we were in touch, on record, three times and never more than a month apart."""
    told = [
        item
        for item in ground.items
        if item.from_landlord
        and item.proven
        and not set(item.acts) <= TRIES
        and not item.to_sides.isdisjoint(HOUSEHOLD)
        and not item.undated
    ]  # fmt: skip
    days = [item.when.date for item in told]
    if len(set(days)) < 3:
        listed = named(ground, told) or "none"
        return Shown("red", f"Entries with a record: {listed}.", tuple(told))
    gaps = [later - day for day, later in zip(days, [*days[1:], ground.on], strict=True)]
    longest = max(gaps)
    if longest <= REGULAR:
        return Shown("amber", "The days say it better.")
    before = told[gaps.index(longest)]
    says = f"After {of_day(before)} nothing with a record for {longest.days} days."
    return Shown("red", says, (before,))


def _answers(ground: Ground) -> Shown:
    """Whether everything that was asked of us was answered."""
    answered = {key for item in ground.items if item.from_landlord for key in
                item.entry.responds_to}  # fmt: skip
    left = [
        item
        for item in ground.items
        if item.by_side in HOUSEHOLD and item.entry.asks and item.id not in answered
    ]
    if not left:
        return Shown("amber", "Let the entries show each of them.")
    says = f"Nothing is recorded as an answer to: {named(ground, left[:LISTED])}."
    return Shown("red", says, tuple(left[:LISTED]))
