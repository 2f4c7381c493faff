"""A rule in its pack, as it stands in a stack."""

from msgspec import Struct

from putright.core.policy.packs import Pack
from putright.core.policy.rules import Rule


class Stacked(Struct, frozen=True):
    """A rule in its pack, with the rule of good practice that lends it what it leaves unsaid."""

    rule: Rule
    pack: Pack
    lent_by: "Stacked | None" = None

    @property
    def name(self) -> str:
        """The rule's full name: pack, colon, id."""
        return f"{self.pack.header.name}:{self.rule.id}"

    @property
    def rank(self) -> str:
        """The rank of its pack."""
        return self.pack.header.rank

    @property
    def cited(self) -> str:
        """The sources behind it, the lender's too."""
        lent = f"; time from {self.lent_by.rule.source}" if self.lent_by else ""
        return f"{self.rule.source}{lent}"
