"""A replay as `putright replay --json` prints it: what would have been told, to whom and when."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from putright.casework.shape import Shape
from putright.core.findings.replay import Replay


class WarningJson(Shape, frozen=True):
    """One thing the system would have said: at a moment, to a role, about a rule."""

    at: Annotated[datetime, Meta(description="The moment, with its zone.")]
    to: Annotated[str, Meta(description="The role that would have been told.")]
    kind: Literal["due soon", "overdue", "refused"]
    rule: Annotated[str, Meta(description="The rule, as pack:id.")]
    what: str
    entries: Annotated[tuple[str, ...], Meta(description="Ids of the entries it is about.")]
    due: Annotated[date | UnsetType, Meta(description="The last day in time.")] = UNSET


class UnwarnedJson(Shape, frozen=True):
    """A contact or act of which nobody could be warned, being written down too late."""

    entry: str
    on: Annotated[date, Meta(description="The day on which it happened.")]
    written_down: Annotated[date, Meta(description="The day on which it came into the books.")]
    what: str


class ReplayJson(Shape, frozen=True):
    """A case run forward in time with only what was in the books."""

    case: str
    as_of: Annotated[date, Meta(description="The last day that was played.")]
    booked: Annotated[
        bool, Meta(description="Whether every contact was taken to be in the books at once.")
    ]
    warnings: tuple[WarningJson, ...]
    unwarned: tuple[UnwarnedJson, ...]


def shape_replay(replay: Replay) -> ReplayJson:
    """The JSON answer for a replay."""
    return ReplayJson(
        case=replay.case,
        as_of=replay.until,
        booked=replay.booked,
        warnings=tuple(
            WarningJson(
                at=told.at,
                to=told.to,
                kind=_kind(told.kind),
                rule=told.rule,
                what=told.what,
                entries=told.entries,
                due=told.due or UNSET,
            )
            for told in replay.warnings
        ),
        unwarned=tuple(
            UnwarnedJson(entry=u.entry, on=u.on, written_down=u.written_down, what=u.what)
            for u in replay.unseen
        ),
    )


def _kind(word: str) -> Literal["due soon", "overdue", "refused"]:
    if word == "due soon":
        return "due soon"
    return "overdue" if word == "overdue" else "refused"
