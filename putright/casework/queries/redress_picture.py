"""The picture of offers over the stages: a bar for each step, its parts by heading, to one scale.

Every bar says in words what it shows, so that the picture is never the only way to know.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from putright.casework.redress import Redress
from putright.core.redress.ledger import Ledger, Step
from putright.core.redress.money import NOTHING, total
from putright.core.workdays import to_datetime
from putright.kit.dates import list_day, pounds
from putright.kit.say import _

WIDE = Decimal(100)


class Part(Struct, frozen=True):
    """A part of a bar: where it begins and how wide it is, in hundredths, and which heading."""

    start: float
    width: float
    pattern: int


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: what it stands for, its words, its parts; ``kind`` gives its look."""

    kind: str
    name: str
    says: str
    parts: tuple[Part, ...]


class _Drawn(Struct, frozen=True):
    kind: str
    name: str
    sums: tuple[tuple[str, Decimal], ...]

    @property
    def amount(self) -> Decimal:
        """All of it."""
        return total(amount for _head, amount in self.sums)


def bars_of(money: Redress) -> tuple[Bar, ...]:
    """What stood offered after each step, what was ordered, what was paid."""
    ledger = money.ledger
    drawn = [*_offers(ledger), *_ordered(ledger), *_paid(ledger)]
    most = max((each.amount for each in drawn), default=NOTHING)
    places = {head.head: place for place, head in enumerate(ledger.heads)}
    return tuple(_bar(money, each, most, places) for each in drawn)


def _offers(ledger: Ledger) -> list[_Drawn]:
    """The totals as they stood after each entry that offers something."""
    standing: dict[str, Decimal] = {}
    found: dict[str, _Drawn] = {}
    for step in ledger.steps:
        standing[step.head] = step.total
        if step.is_shown:
            sums = tuple((head, sum_) for head, sum_ in standing.items() if sum_ > NOTHING)
            found[step.item.id] = _Drawn("offer", _name(step), sums)
    return list(found.values())


def _name(step: Step) -> str:
    day = list_day(_day(step))
    told = _("Offered at stage {n}, {day}").format(n=step.stage, day=day)
    words = told if step.stage else _("Offered on {day}").format(day=day)
    return (
        _("{words}, after the Ombudsman was asked").format(words=words) if step.is_late else words
    )


def _day(step: Step) -> date:
    return to_datetime(step.item.when.first).date()


def _ordered(ledger: Ledger) -> list[_Drawn]:
    sums = tuple((each.head, each.ordered.amount) for each in ledger.heads if each.ordered)
    return [_Drawn("ordered", _("Ordered by the Ombudsman"), sums)] if sums else []


def _paid(ledger: Ledger) -> list[_Drawn]:
    sums = tuple((each.head, each.paid) for each in ledger.heads if each.paid > NOTHING)
    return [_Drawn("paid", _("Paid so far"), sums)] if sums else []


def _bar(money: Redress, drawn: _Drawn, most: Decimal, places: dict[str, int]) -> Bar:
    parts: list[Part] = []
    at = NOTHING
    for head, amount in drawn.sums:
        width = amount * WIDE / most if most else NOTHING
        parts.append(Part(_place(at), _place(width), places.get(head, 0) % 3))
        at += width
    return Bar(kind=drawn.kind, name=drawn.name, says=_says(money, drawn.sums), parts=tuple(parts))


def _place(hundredths: Decimal) -> float:
    """A place in the picture; of the sums themselves none ever becomes a float."""
    return round(float(hundredths), 1)


def _says(money: Redress, sums: Sequence[tuple[str, Decimal]]) -> str:
    told = [f"{money.title(head)} {pounds(amount)}" for head, amount in sums]
    whole = pounds(total(amount for _head, amount in sums))
    if len(told) < 2:
        return ", ".join(told) or whole
    return _("{sum} in all: {parts}").format(sum=whole, parts=", ".join(told))
