"""What a pack says of requests for service: how often somebody looks at those that are open."""

from msgspec import Struct

from putright.core.policy.rules import Dates, Source


class ServiceReview(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How often an open request is looked at again; the Code says regularly and names no number.

    ``illustrative`` says that the number is ours until the landlord puts its own in place.
    """

    id: str
    working_days: int
    source: Source
    illustrative: bool = False
    in_force: Dates = Dates()
