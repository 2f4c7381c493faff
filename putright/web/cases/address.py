"""What stands after the question mark of an address: ids and kinds, never anybody's words."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode


class Query:
    """Parameters of an address, each with its values."""

    def __init__(self, told: Mapping[str, Sequence[str]]) -> None:
        self.told = {name: list(values) for name, values in told.items() if values}

    def without(self, name: str, value: str) -> "Query":
        """The same without one value."""
        left = {
            each: [one for one in values if (each, one) != (name, value)]
            for each, values in self.told.items()
        }
        return Query(left)

    def on(self, address: str) -> str:
        """The address with these parameters."""
        said = urlencode(self.told, doseq=True)
        return f"{address}?{said}" if said else address
