"""A closing letter tells its reader nothing of another resident, the police or the other party."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories import made

from putright.casework.closing import closing_now
from putright.casework.closing_letter import closing_letter
from putright.casework.queries.case_open import open_for
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.letters import plain
from putright.stores.record.cases import NewParty

if TYPE_CHECKING:
    from putright.casework.actor import Actor
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
SHOWN = (Evidence(kind="system record"),)


@pytest.fixture
def case(make_case: Callable[..., "Case"], landlord: Any, now: datetime) -> "Case":
    """Two people it happened to, and a step that the police asked us to hold back."""
    ida = NewParty(key="ida", side="resident", person=made.make_person(landlord, "Ida Fellgate"))
    due = now.date() + timedelta(days=9)

    def step(act: str, what: str, days: int, *to: str) -> Entry:
        pledges = (Pledge(id=f"p-{days}", what=what, due=due),) if what else ()
        return Entry(id="", does=(act,), at=now - timedelta(days=days), by="landlord", to=to,
                     evidence=SHOWN, promises=pledges)  # fmt: skip

    entries = [
        made.a_report(now - timedelta(days=40)),
        step("contact.made", "to fit a spyhole", 9, "resident"),
        step("contact.made", "to find her a refuge", 8, "ida"),
        step("asb.interviewed", "", 7, "ida"),
        step("asb.tools_considered", "", 7),
        step("asb.step_held", "to ask the police whether the raid is over", 6),
        step("asb.other_party_visit_arranged", "to visit the person complained of", 5, "n"),
    ]
    parties = [ida, NewParty(key="n", side="other party")]
    return make_case(entries=entries, parties=parties)


def letter(case: "Case", actor: "Actor", whom: str, now: datetime) -> str:
    opened = open_for(actor, case.id, now=now)
    return plain(closing_letter(opened, closing_now(opened), whom=whom, reasons="It stopped."))


def test_each_resident_reads_of_what_was_said_to_them_alone(
    case: "Case", actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    hers, idas = (letter(case, actor_of("officer"), whom, now) for whom in ("resident", "ida"))

    assert "spyhole" in hers and "refuge" not in hers and "in an interview" not in hers
    assert "refuge" in idas and "in an interview" in idas and "spyhole" not in idas
    assert all("what action we could take" in words for words in (hers, idas))


def test_nobody_reads_of_a_raid_or_of_the_other_party(
    case: "Case", actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    for whom in ("resident", "ida"):
        words = letter(case, actor_of("officer"), whom, now)
        assert "raid" not in words and "person complained of" not in words


def test_whoever_sends_it_signs_and_no_promise_stands_in_it_twice(
    make_case: Callable[..., "Case"], actor_of: Callable[[str], "Actor"], now: datetime
) -> None:
    def said(key: str, what: str) -> Entry:
        pledge = Pledge(id=key, what=what, due=now.date() + timedelta(days=9))
        return Entry(id="", does=("contact.made",), at=now - timedelta(days=9), by="landlord",
                     to=("resident",), evidence=SHOWN, promises=(pledge,))  # fmt: skip

    report = made.a_report(now - timedelta(days=40))
    twice = (said("a", "We change the locks."), said("b", "we change the locks"))
    cover = actor_of("team leader")
    words = letter(make_case(entries=[report, *twice]), cover, "resident", now)

    assert words.lower().count("we change the locks") == 1
    assert f"Yours sincerely, {cover.name}," in words
