"""What was known of a person at a moment: the fold of the entries of the person's stream."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from putright.core.events.person import CHANNELS, Details, PersonNote, Way


class Known(Struct, frozen=True):
    """All that is known, and when it was last asked how the person can safely be reached.

    ``barred_at`` is when the channels that are not safe last changed.
    """

    details: Details
    checked_at: datetime | None = None
    barred_at: datetime | None = None
    is_erased: bool = False

    def way(self, channel: str) -> Way:
        """Whether that channel is safe; one that nobody asked about is not known to be."""
        return (self.details.ways or {}).get(channel, Way())

    @property
    def ways(self) -> tuple[tuple[str, Way], ...]:
        """Every channel with its rule, in the order of the card."""
        return tuple((channel, self.way(channel)) for channel in CHANNELS)


def known_of(notes: Iterable[PersonNote], *, by: datetime | None = None) -> Known:
    """What the notes add up to; ``by`` leaves out what was written down later."""
    known = Known(details=Details())
    for note in notes:
        if by is not None and (note.recorded_at or note.at) > by:
            continue
        known = _with(known, note)
    return known


def _with(known: Known, note: PersonNote) -> Known:
    if note.does == "record.erased":
        return Known(details=Details(), is_erased=True)
    told = {
        name: value
        for name in Details.__struct_fields__
        if (value := getattr(note.sets, name)) is not None
    }
    checked = note.at if note.does == "person.safe_contact_checked" else known.checked_at
    details = replace(known.details, **told)
    same = _barred(details) == _barred(known.details)
    barred_at = known.barred_at if same else note.at
    return replace(known, details=details, checked_at=checked, barred_at=barred_at)


def _barred(details: Details) -> set[str]:
    return {channel for channel, way in (details.ways or {}).items() if way.says == "not ok"}
