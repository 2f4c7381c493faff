"""The orders of an opened case: how each stands, of which kind it is, what would show it."""

from datetime import date
from functools import cached_property

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.core.events.parts import Pledge
from putright.core.policy.practice_orders import HeadWords, OrderKind
from putright.core.practice.order_kinds import kind_of, suggested_head, suggested_kind
from putright.core.redress.compliance import Compliance, compliance
from putright.core.timeline.items import Item

RULE = "orders.complied"


class Kind(Struct, frozen=True, kw_only=True):
    """Of which kind an order is, and whether only its words suggest that."""

    row: OrderKind | None
    is_suggested: bool

    @property
    def is_apology(self) -> bool:
        """Whether a letter of apology carries it out."""
        return self.row is not None and self.row.apology


class Orders:
    """All the orders of a case."""

    def __init__(self, opened: Open) -> None:
        self.opened = opened
        self.stack = opened.live.engine.stack

    @cached_property
    def kinds(self) -> tuple[OrderKind, ...]:
        """The kinds of orders that the packs know."""
        return self.stack.practice("order_kind")

    @cached_property
    def all(self) -> tuple[Compliance, ...]:
        """Each order as it stands today."""
        opened = self.opened
        return compliance(
            opened.run.timeline, opened.live.headings, today=opened.at.date(),
            calendar=opened.run.calendar, due=self._due,
        )  # fmt: skip

    @property
    def _due(self) -> dict[str, date]:
        return {
            each.pledge: each.due_at.date()
            for each in self.opened.promises
            if each.pledge and each.due_at is not None and each.rule.endswith(RULE)
        }

    def kind(self, order: Pledge) -> Kind:
        """The kind of an order: chosen by a person, else by its words."""
        return Kind(row=kind_of(order.kind, order.what, self.kinds), is_suggested=not order.kind)

    def way(self, one: Compliance) -> str:
        """How an order that is not done is carried out: "pay", "apology" or "carry"."""
        if one.is_done:
            return ""
        if one.money is not None:
            return "pay" if one.money.left.high or one.money.to_rent else "carry"
        return "apology" if self.kind(one.order.order).is_apology else "carry"

    def by_way(self, way: str) -> tuple[Compliance, ...]:
        """The orders that are carried out in that way."""
        return tuple(one for one in self.all if self.way(one) == way)


def kind_by_words(opened: Open, text: str) -> str:
    """The kind of order that a text suggests; "" for none."""
    return suggested_kind(text, opened.live.engine.stack.practice("order_kind"))


def head_by_words(opened: Open, text: str) -> str:
    """The heading that a line of a breakdown suggests; "" for none, or several."""
    rows: tuple[HeadWords, ...] = opened.live.engine.stack.practice("head_words")
    return suggested_head(text, rows, (one.id for one in opened.live.headings))


def shows_orders(item: Item) -> bool:
    """Whether an entry can show that an order was carried out: our own, with a record."""
    return item.from_landlord and item.is_evidenced and not item.struck_by and any(
        each.kind != "note" for each in item.entry.evidence
    )  # fmt: skip
