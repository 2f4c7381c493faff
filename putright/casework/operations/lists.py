"""The worklist and the search index: dropped and written anew, or brought up to the moment."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from putright.casework import desk
from putright.casework.actions.files import scan_again
from putright.casework.operations.chains import landlords
from putright.stores.accounts.scope import landlord_scope

Step = Callable[[str], None]


def rebuild_all(*, now: datetime, step: Step = lambda name: None) -> int:
    """Drop the lists of every landlord and write them again; returns how many cases."""
    cases = 0
    for landlord, name in landlords():
        with landlord_scope(landlord):
            step(name)
            cases += desk.rebuild(landlord=landlord, now=now, step=step)
    return cases


def refresh_all(*, now: datetime, step: Step = lambda name: None) -> int:
    """Write anew what a changed pack, or time alone, has overtaken; returns how many cases.

    Files that are held are shown to the scanner again, which may not have answered when they came.
    """
    cases = 0
    for landlord, name in landlords():
        step(name)
        with landlord_scope(landlord):
            cases += refresh(landlord=landlord, now=now)
    return cases


def refresh(*, landlord: UUID, now: datetime) -> int:
    """The same for one landlord, whose scope one is in."""
    scan_again(landlord=landlord)
    return desk.refresh(landlord=landlord, now=now)
