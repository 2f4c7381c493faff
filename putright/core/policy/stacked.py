"""A rule in its pack, as it stands in a stack."""

from functools import cached_property

from msgspec import Struct

from putright.core.policy.check import times_of
from putright.core.policy.packs import Pack
from putright.core.policy.rules import Rule
from putright.core.workdays import parse_span


class Stacked(Struct, frozen=True, dict=True):
    """A rule in its pack, with the rule of good practice that lends it what it leaves unsaid."""

    rule: Rule
    pack: Pack
    lent_by: "Stacked | None" = None

    @cached_property
    def name(self) -> str:
        """The rule's full name: pack, colon, id."""
        return f"{self.pack.header.name}:{self.rule.id}"

    @property
    def rank(self) -> str:
        """The rank of its pack."""
        return self.pack.header.rank

    @cached_property
    def cited(self) -> str:
        """The sources behind it, the lender's too."""
        lent = f"; time from {self.lent_by.rule.source}" if self.lent_by else ""
        return f"{self.rule.source}{lent}"

    @cached_property
    def runs_in_hours(self) -> bool:
        """Whether its time is in clock hours, so that the minute matters."""
        times = [*times_of(self.rule.within), *times_of(self.rule.every)]
        return any(parse_span(text).unit == "hours" for text in times)
