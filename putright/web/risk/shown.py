"""How the times of a level are said."""

from msgspec import Struct

from putright.core.practice.risk_changes import Change
from putright.kit.say import _


class TimeShown(Struct, frozen=True):
    """A promise at this level, and how long it leaves."""

    promise: str
    time: str
    cited: str


def times(changes: tuple[Change, ...]) -> list[TimeShown]:
    """The promises whose time depends on the level, in the packs' own words."""
    return [TimeShown(each.promise, _time(each), each.cited) for each in changes]


def _time(change: Change) -> str:
    if not change.comes_round:
        return _("within {time}").format(time=change.time)
    return _("every {time}").format(time=change.time.removeprefix("1 "))
