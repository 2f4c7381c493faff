"""What a pack says of telling people that something waits: whom, when, how often, in which mail."""

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from putright.core.policy.opening import minutes_of
from putright.core.policy.rules import Source

Unit = Literal["minutes", "hours", "working hours", "working days"]
Of = Literal[
    "promise", "high-risk promise", "24-hour promise", "message", "urgent message",
    "claimed message", "mailbox", "job", "count",
]  # fmt: skip
Tells = Literal["acting", "cover", "team leader", "head of service", "administrator"]
_WAIT = re.compile(r"([1-9]\d{0,3}) (minute|hour|working hour|working day)s?")
BY_CLOCK = ("minutes", "hours")


class Wait(Struct, frozen=True):
    """A time to wait: by the clock, or by the office's open hours or days."""

    number: int
    unit: Unit

    @property
    def minutes(self) -> int:
        """How long it is by the clock."""
        return self.number * (60 if self.unit == "hours" else 1)


@lru_cache(maxsize=256)
def parse_wait(text: str) -> Wait:
    """The wait that a text names. Raises ValueError, saying how to write it."""
    form = _WAIT.fullmatch(text)
    if form is None:
        raise ValueError(
            f'"{text}" is no time to wait; write it as "30 minutes", "2 hours", "4 working hours" '
            'or "1 working day"'
        )
    return Wait(int(form[1]), f"{form[2]}s")  # type: ignore[arg-type]


class LadderRung(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rung of the ladder: of which things it speaks, whom it tells, from when on.

    ``since`` is the moment that it counts from: ``soon`` and ``due`` of a promise, ``start`` of
    anything else. With ``nights`` it does not wait for the office to open.
    """

    id: str
    of: Of
    tells: Tells
    since: Literal["soon", "due", "start"]
    says: str
    before: str = ""
    after: str = ""
    again: str = ""
    nights: bool = False
    source: Source

    def __post_init__(self) -> None:
        """Refuse what could not be counted."""
        for text in filter(None, (self.before, self.after, self.again)):
            parse_wait(text)
        if self.before and (self.after or parse_wait(self.before).unit not in BY_CLOCK):
            raise ValueError('"before" is minutes or hours, and stands without "after"')
        if not self.again:
            return
        unit = parse_wait(self.again).unit
        if unit == "working hours" or (unit in BY_CLOCK and not self.nights):
            raise ValueError(
                '"again" is working days; minutes or hours only where "nights" is true'
            )


class Digest(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How often somebody is written to of what waits: once in each part of a working day.

    ``times`` are when the parts begin; ``urgent_gap`` lies between two mails of what cannot wait.
    ``most`` things are listed, the others counted.
    """

    id: str
    times: tuple[str, ...]
    urgent_gap: str
    most: int = 10
    source: Source

    def __post_init__(self) -> None:
        """Refuse times that are none."""
        if not self.parts:
            raise ValueError('"times" needs one time of the day at least, as "09:00"')
        if parse_wait(self.urgent_gap).unit not in BY_CLOCK:
            raise ValueError('"urgent_gap" is minutes or hours')

    @property
    def parts(self) -> tuple[int, ...]:
        """When the parts of a day begin, in minutes after midnight."""
        return tuple(sorted(minutes_of(f"{text}-23:59")[0] for text in self.times))
