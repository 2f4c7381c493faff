"""What search looks into: a shadow of the timelines and of people, written by the desk."""

from collections.abc import Sequence
from uuid import UUID

from putright.stores.record.ledger.read import Kept
from putright.stores.record.models import Case


def index_case(case: Case, kept: Sequence[Kept]) -> None:
    """Make the words of a case findable."""


def index_person(*, landlord: UUID, person: UUID) -> None:
    """Make a person findable by name, reference, phone, email."""
