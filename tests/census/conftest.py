"""One case in each situation towards the staff of the landlord under test."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

PLANTED = "Quillfeather"
SITUATIONS = ("own team", "other team", "restricted", "stake", "other landlord")


@dataclass
class Placed:
    """A case with a planted word, and somebody in it."""

    case: Any
    person: Any


@pytest.fixture
def placed(
    landlord: Any, other_landlord: Any, team: Any, staff: Any, now: Any
) -> Callable[..., Placed]:
    """``placed("stake", user)``: a case in that situation towards a user."""
    from factories import made

    from putright.stores.people.models import Interest

    def place(situation: str, user: Any) -> Placed:
        whose = other_landlord if situation == "other landlord" else landlord
        with made.landlord_scope(made.OPERATOR):
            person = made.make_person(whose, f"Ada {PLANTED}")
            group = (
                team if situation not in ("other team", "other landlord") else made.make_team(whose)
            )
            case = made.make_case(
                whose,
                team=group,
                person=person,
                title=f"{PLANTED} at night",
                is_restricted=situation == "restricted",
                entries=[made.a_report(now, text=f"{PLANTED} shouted.")],
            )
            if situation == "stake":
                Interest.objects.create(
                    landlord=landlord, user=user, person_id=person, why="my sister", told_at=now
                )
        return Placed(case, person)

    return place
