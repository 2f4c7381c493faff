"""The test drive: invented days run through a landlord's own policy, and nothing saved."""

from datetime import datetime, timedelta

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.policies import engine_of
from putright.casework.promises import promises_of
from putright.casework.queries.case_promises import line
from putright.core.duties.engine import Engine
from putright.core.events.entry import Entry, Person
from putright.core.events.parts import Evidence, Pledge
from putright.core.timeline.timeline import build_timeline
from putright.core.workdays import when_at
from putright.kit.say import _
from putright.kit.shown import PromiseShown

NOTE = (Evidence(kind="note"),)
PEOPLE = (
    Person(id="resident", side="resident", role="tenant", needs=("hard of hearing",)),
    Person(id="son", side="resident", child=True),
    Person(id="neighbour", side="other party"),
    Person(id="officer", side="landlord", role="case officer"),
)


class Happening(Struct, frozen=True):
    """Something that happens in the story, and what is promised from then on."""

    at: datetime
    says: str
    promises: tuple[PromiseShown, ...]


class Story(Struct, frozen=True):
    """One invented case."""

    title: str
    happenings: tuple[Happening, ...]

    @property
    def promises(self) -> int:
        """How many promises it made."""
        return sum(len(each.promises) for each in self.happenings)


class _Scene(Struct, frozen=True):
    says: str
    entries: tuple[Entry, ...]


def drive(actor: Actor, pack: str, *, now: datetime) -> tuple[Story, ...]:
    """The stories with the promises that this pack makes of them, from today on.

    Raises ``FileFault`` for a pack that cannot be read, ``OutsideCalendar`` where the list of bank
    holidays ends too soon.
    """
    permissions.check(actor, "landlord.set_up")
    engine = engine_of(pack)
    return (
        _told(engine, _("Music at night, and a complaint"), _music(now)),
        _told(engine, _("Words of hate on a door"), _hate(now)),
    )


def _told(engine: Engine, title: str, scenes: tuple[_Scene, ...]) -> Story:
    seen: set[str] = set()
    known: list[Entry] = []
    happenings = []
    for scene in scenes:
        known += scene.entries
        at = max(entry.at for entry in scene.entries if entry.at)
        timeline = build_timeline(known, people=PEOPLE, words=engine.stack.words)
        found = promises_of(engine.run(timeline, now=when_at(at).first))
        fresh = [each for each in found if each.is_open and each.key not in seen]
        seen |= {each.key for each in found}
        shown = tuple(line(each, at=at, calendar=engine.calendar) for each in fresh)
        happenings.append(Happening(at, scene.says, shown))
    return Story(title, tuple(happenings))


def _music(now: datetime) -> tuple[_Scene, ...]:
    complains = (now + timedelta(days=14)).replace(hour=11, minute=20)
    report = Entry(
        id="report", does=("asb.reported",), at=now, by="resident", channel="phone",
        kinds=("noise",), against=("neighbour",), evidence=NOTE,
    )  # fmt: skip
    word = Entry(
        id="word", does=("contact.made",), at=now + timedelta(hours=2), by="officer",
        to=("resident",), channel="phone", evidence=NOTE,
        promises=(Pledge(id="again", what=_("Ring her again"), within="5 working days"),),
    )  # fmt: skip
    complaint = Entry(
        id="complaint", does=("complaint.raised",), at=complains, by="resident", channel="email",
        complaint="first", stage=1, dissatisfied=True, evidence=(Evidence(kind="email"),),
    )  # fmt: skip
    return (
        _Scene(_("A tenant rings: the flat above plays music at night. She is hard of hearing and "
                 "feels it through the floor; her son, 9, cannot sleep."), (report,)),
        _Scene(_("Two hours later her officer rings back and says: I will ring you again within "
                 "five working days."), (word,)),
        _Scene(_("Two weeks later she writes that nobody has rung and that she wants to complain."),
               (complaint,)),
    )  # fmt: skip


def _hate(now: datetime) -> tuple[_Scene, ...]:
    report = Entry(
        id="report", does=("asb.reported",), at=now, by="resident", channel="phone",
        kinds=("hate", "hate graffiti", "verbal abuse"), against=("neighbour",), evidence=NOTE,
    )  # fmt: skip
    return (
        _Scene(_("A tenant rings: a neighbour has painted words about where she comes from on her "
                 "door, and shouts at her and her son."), (report,)),
    )  # fmt: skip
