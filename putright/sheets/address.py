"""Addresses of cases and entries, and what stands after their question mark: ids and kinds, never
anybody's words."""

from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

NO_CASE, NO_NUMBER = str(UUID(int=0)), 987_654_321


def of_case(name: str, case_id: UUID) -> str:
    """The address of a page of a case; made once and filled in, since a timeline has hundreds."""
    return _pattern(name).replace(NO_CASE, str(case_id))


def of_entry(name: str, case_id: UUID, number: int) -> str:
    """The address of a page of an entry."""
    found = _numbered(name).replace(str(NO_NUMBER), str(number))
    return found.replace(NO_CASE, str(case_id))


@cache
def _pattern(name: str) -> str:
    return reverse(name, kwargs={"case_id": NO_CASE})


@cache
def _numbered(name: str) -> str:
    return reverse(name, kwargs={"case_id": NO_CASE, "number": NO_NUMBER})


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
