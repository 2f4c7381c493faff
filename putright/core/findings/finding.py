"""A finding: what was promised, what the timeline shows, and by how much it fell short."""

from datetime import date

from msgspec import UNSET, Struct, UnsetType


class Finding(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One finding, as the command prints it in JSON; a field is left out where there is nothing.

    ``on`` is the day of the entry that set the duty going, or of the entry at fault; ``due`` the
    last day in time; ``done`` when it was met. ``days`` are working days from ``on`` to ``done``,
    ``late_by`` from ``due`` to ``done``. ``asserted_days`` is a count that somebody else gave.
    """

    code: str
    on: date
    rule: str
    source: str
    what: str
    theme: str
    entries: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    due: date | UnsetType = UNSET
    due_at: str | UnsetType = UNSET
    done: date | UnsetType = UNSET
    done_at: str | UnsetType = UNSET
    days: int | UnsetType = UNSET
    late_by: int | UnsetType = UNSET
    asserted_days: int | UnsetType = UNSET
    rules: tuple[str, ...] = ()
    heading: str = ""
