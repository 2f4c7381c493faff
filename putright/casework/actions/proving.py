"""What shows that something was done: the files of the form, or an entry that has its record."""

from putright.casework.actions.adding import Sent, shown_by
from putright.casework.actor import Actor
from putright.casework.orders import shows_orders
from putright.casework.queries.case_file import item_of
from putright.casework.queries.case_open import Open
from putright.casework.refused import NotRight, NotThere
from putright.core.events.parts import Evidence
from putright.core.timeline.items import Item
from putright.kit.say import _


def item_named(opened: Open, number: int | None, field: str) -> Item | None:
    """The entry that a form names by its number; None where it names none."""
    if number is None:
        return None
    try:
        return item_of(opened, number)
    except NotThere:
        raise NotRight(_("That entry is not there any more."), field=field) from None


def showing(opened: Open, number: int | None) -> Item | None:
    """The entry that is said to show it: one of ours with a record of its own."""
    item = item_named(opened, number, "entry")
    if item is not None and not shows_orders(item):
        raise NotRight(_("That entry has no record of its own."), field="entry")
    return item


def evidence_of(
    actor: Actor, sent: Sent, proof: str, shows: Item | None
) -> tuple[Evidence, ...]:  # fmt: skip
    """The record: files, or the entry that shows it; a word for it is none."""
    if not proof:
        return ()
    if not sent.files and shows is None:
        raise NotRight(_("Attach it, or choose the entry that shows it. If there is no record, say "
                         "so: it is then kept as said."), field="proof")  # fmt: skip
    kinds = [each.kind for each in shows.entry.evidence] if shows is not None else []
    return shown_by(actor, sent, proof if sent.files else "", *kinds)
