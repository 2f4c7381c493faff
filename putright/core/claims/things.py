"""Whether works told of are those that were done: the camera, not the paint."""

from collections.abc import Iterator, Sequence

from putright.core.claims.event import Event
from putright.core.claims.ground import Ground
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named
from putright.core.claims.reading import Word
from putright.core.timeline.items import Item

DONE = frozenset({"works.done", "service.done", "asb.plan_action_done"})
ANY = frozenset({"work", "repair", "security", "order", "job", "entry", "communal", "cover", "new"})
"""Words that name no thing of their own."""
NEAR = 4
_CUTS = frozenset(";:(")
_SHOWN = 4


def other_thing(ground: Ground, place: Place, event: Event) -> Iterator[Mark]:
    """Red where a thing was promised and nothing shows it done; amber where other works were."""
    if event.voice != "said" or event.account or event.loose or event.row.acts[:1] != _WORKS:
        return
    wanted = {_one(word) for word in (*event.row.objects, *event.row.nouns)} - ANY
    near = _one_clause(place.words[event.start : event.end + NEAR])
    things = set([_one(word.text) for word in near if _one(word.text) in wanted][:1])
    done = [item for item in ground.items if DONE & item.proven]
    if not things or not done or any(_tells(item.entry.text, things) for item in done):
        return
    open_ones = [item for item in ground.items if _promises(item, things, ground)]
    if open_ones:
        says = f"It was promised, and no record shows it done: {named(ground, open_ones[:_SHOWN])}."
        yield mark("red", "act", says, place, entries=open_ones[:_SHOWN])
    elif all(item.entry.text for item in done):
        says = f"The works on record may be others: {named(ground, done[:_SHOWN])}."
        yield mark("amber", "act", says, place, entries=done[:_SHOWN])


_WORKS = ("works.done",)


def _one_clause(words: Sequence[Word]) -> Sequence[Word]:
    """The words before a sign that begins another sentence within this one."""
    cut = (at for at, one in enumerate(words) if at and not _CUTS.isdisjoint(one.gap))
    return words[: next(cut, len(words))]


def _one(word: str) -> str:
    return word.rstrip("s")


def _tells(text: str, things: set[str]) -> bool:
    said = text.lower()
    return any(thing in said for thing in things)


def _promises(item: Item, things: set[str], ground: Ground) -> bool:
    """Whether it promised one of the things, and nothing with a record kept that."""
    kept = {key for one in ground.items if one.proven for key in one.entry.keeps}
    return any(
        pledge.id not in kept and _tells(pledge.what, things) for pledge in item.entry.promises
    )
