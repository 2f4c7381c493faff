"""What holds us to a rhythm, and what begins a new period of it: the policies' own rules decide."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from factories import made

from putright.casework.actions import updates as actions
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.updates import Schedule, Wish
from putright.casework.queries import cases, updates
from putright.casework.queries.updates import NothingNew, UpdateSeen
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.events.person import Way
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
SCHEDULE = {"every": "2 weeks", "channel": "text", "best": "", "whom": "resident", "how": "visit"}
LETTER = (Evidence(kind="letter"),)


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case], now: datetime) -> Case:
    """A threat told by somebody who asked not to be rung."""
    before = now - timedelta(days=30)
    ways = {"calls": Way(says="not ok", when="he answers")}
    person = made.make_person(landlord, "Hana Quill", ways=ways, now=before)
    report = made.a_report(now - timedelta(days=5), kinds=("threat",), id="report")
    return make_case(person=person, entries=[report])


def sent(actor: Any, case: Case, now: datetime) -> Sent:
    return Sent(near=cases.near_to(actor, case.id, now=now), form=uuid4())


def last(actor: Any, case: Case, now: datetime) -> UpdateSeen:
    return updates.page(actor, case.id, now=now).updates[0]


WRITTEN = {"channel": "letter", "evidence": LETTER}


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        (WRITTEN, True),
        ({"does": ("asb.visited",), "channel": "visit"}, True),
        (WRITTEN | {"about": ("hate",)}, True),
        (WRITTEN | {"about": ("repairs",)}, False),
        (WRITTEN | {"to": ("helper",)}, False),
        ({"channel": "letter", "evidence": ()}, False),
        ({"channel": "letter"}, False),
        ({"channel": "phone"}, False),
        ({"does": ("contact.attempted",), "evidence": (Evidence(kind="call log"),)}, False),
        ({"does": ("asb.visit_attempted",), "evidence": (Evidence(kind="photo"),)}, False),
    ],
)
def test_only_a_shown_contact_with_the_resident_by_an_allowed_way_counts(
    actor_of: Any, case: Case, now: datetime, told: dict[str, Any], counts: bool
) -> None:
    actor = actor_of("officer")
    due = updates.page(actor, case.id, now=now).next
    made.add_entries(case, made.a_note(now - timedelta(hours=1), **told))

    after = updates.page(actor, case.id, now=now)

    assert after.updates[0].counts is counts
    assert bool(after.updates[0].why_not) is not counts
    assert due is not None
    assert after.next is not None
    assert (after.next.shown.by != due.shown.by) is counts


def test_an_update_that_was_corrected_away_counts_no_more(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    letter = made.a_note(now - timedelta(hours=2), id="letter", **WRITTEN)
    back = Entry(
        id="", does=("note.made",), at=now - timedelta(hours=1), by="landlord",
        channel="internal", corrects="letter", text="It came back.",
        evidence=(Evidence(kind="note"),),
    )  # fmt: skip
    made.add_entries(case, letter, back)

    assert not last(actor, case, now).counts
    assert "came back" in last(actor, case, now).why_not


def test_without_a_policy_of_its_own_the_practice_rule_holds_once_a_rhythm_was_agreed(
    actor_of: Any, landlord: Any, case: Case, now: datetime
) -> None:
    landlord.pack = "magna"
    landlord.save()
    actor = actor_of("officer")
    assert updates.page(actor, case.id, now=now).next is None

    told = Schedule(when=When(on=now.date(), at=now), **SCHEDULE)
    actions.agree(actor=actor, sent=sent(actor, case, now), told=told, now=now)

    page = updates.page(actor, case.id, now=now)
    assert page.rhythm.every == "every two weeks"
    assert page.next is not None
    assert page.next.shown.by == "Tue 28 Apr 2026"


def test_a_first_day_that_was_named_begins_the_rhythm(
    actor_of: Any, case: Case, now: datetime
) -> None:
    actor = actor_of("officer")
    told = Schedule(
        when=When(on=now.date(), at=now), first_on=date(2026, 4, 17), **(SCHEDULE | {"how": "text"})
    )
    actions.agree(actor=actor, sent=sent(actor, case, now), told=told, now=now)

    page = updates.page(actor, case.id, now=now)

    assert page.next is not None
    assert page.next.shown.by == "Fri 17 Apr 2026"


@pytest.mark.parametrize("told", [{"channel": "phone"}, {"how": "phone"}, {"every": "a year"}])
def test_a_way_that_is_not_safe_or_no_rhythm_is_refused_by_the_action_too(
    actor_of: Any, case: Case, now: datetime, told: dict[str, str]
) -> None:
    actor = actor_of("officer")
    schedule = Schedule(when=When(on=now.date(), at=now), **(SCHEDULE | told))
    with pytest.raises(Refused):
        actions.agree(actor=actor, sent=sent(actor, case, now), told=schedule, now=now)


@pytest.mark.parametrize("channel", ["phone", "voicemail"])
def test_an_update_without_news_never_goes_by_a_way_that_is_barred_or_is_none(
    actor_of: Any, case: Case, now: datetime, channel: str
) -> None:
    actor = actor_of("officer")
    day = now.date() + timedelta(days=7)
    told = NothingNew(waiting="the police", until=day, then="", next_on=day)
    with pytest.raises(Refused):
        actions.nothing_new(
            actor=actor, sent=sent(actor, case, now), told=told, whom="resident",
            channel=channel, when=When(on=now.date(), at=now), now=now,
        )  # fmt: skip


def test_no_update_is_left_out_where_none_is_promised(
    actor_of: Any, landlord: Any, case: Case, now: datetime
) -> None:
    landlord.pack = "magna"
    landlord.save()
    actor = actor_of("officer")
    wish = Wish(
        whom="resident", channel="text", when=When(on=now.date(), at=now), words="No",
        until=date(2026, 5, 12),
    )  # fmt: skip
    with pytest.raises(Refused):
        actions.skip(actor=actor, sent=sent(actor, case, now), told=wish, now=now)
