"""Asking agencies: what keeps a promise, what does not, and what a wrong desk leaves behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from factories.made import NOW, make_case, make_home, make_person

from putright.casework.actions import agencies, agency_answers, contacts
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.agency_answers import Came
from putright.casework.actions.agency_sending import Went
from putright.casework.queries import agencies as read
from putright.casework.queries.agency_asking import Request, asking, preview
from putright.casework.queries.case_open import open_for
from putright.casework.queries.cases import near_to
from putright.casework.refused import NotRight
from putright.core.findings.audit import audit_case
from putright.core.letters import plain
from putright.stores.accounts.models import SecurityEvent
from putright.stores.people import agencies as directory
from putright.stores.record.cases import NewParty

pytestmark = pytest.mark.django_db
ASKS = "Please tell us what you hold."


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def told(landlord: Any, team: Any, officer: Any, actor_of: Any) -> "Told":
    home = make_home(landlord, area="weir end", postcode="ZZ2 1EA")
    person = make_person(landlord, "Theresa Gallowhill", home=home)
    other = make_person(landlord, "Rufus Blackthorn")
    beside = NewParty(key="neighbour", side="other party", role="neighbour", person=other)
    case = make_case(
        landlord, team=team, officer=officer, home=home, person=person, parties=[beside]
    )
    return Told(landlord.id, case, actor_of("officer"))


class Told:
    """A case of a home in Weir End, two police desks, and an officer who asks them."""

    def __init__(self, landlord: Any, case: Any, actor: Any) -> None:
        self.landlord, self.case, self.actor, self.now = landlord, case, actor, NOW
        self.right = self.desk("South team", "weir end")
        self.wrong = self.desk("North team", "northfold")

    def desk(self, name: str, area: str) -> Any:
        made = directory.Told(
            name=name, kind="police neighbourhood", areas=(area,), address="npt@police.example"
        )
        return directory.add(landlord=self.landlord, told=made, user=None, now=NOW)

    def later(self, days: int = 1) -> datetime:
        self.now += timedelta(days=days)
        return self.now

    def sent(self) -> Sent:
        return Sent(near=near_to(self.actor, self.case.id, now=self.now))

    def went(self, shown: str = "copy") -> Went:
        return Went(
            channel="email", when=When(on=self.now.date(), at=self.now), shown=shown,
            why_none="Not known" if shown == "none" else "",
        )  # fmt: skip

    def request(self, desk: Any, **more: Any) -> Request:
        named = {"kind": "police-disclosure", "about": "resident", "basis": "power", "asks": ASKS}
        return Request(**(named | {"desk": desk} | more))

    def ask(self, desk: Any, *, why: str = "", shown: str = "copy", **more: Any) -> int:
        saved = agencies.ask(
            actor=self.actor, sent=self.sent(), told=self.request(desk, **more), now=self.now,
            went=self.went(shown), why=why,
        )  # fmt: skip
        return saved.numbers[0]

    def back(self, number: int, *, is_wrong_team: bool) -> None:
        agency_answers.came_back(
            actor=self.actor, sent=self.sent(), number=number, came=self.came("Not our streets."),
            is_wrong_team=is_wrong_team, now=self.now,
        )  # fmt: skip

    def came(self, text: str, **more: Any) -> Came:
        return Came(text=text, channel="email", when=When(on=self.now.date(), at=self.now), **more)

    def promise(self) -> str:
        contacts.promise(
            actor=self.actor, case_id=self.case.id, whom="resident", now=self.now,
            promised=contacts.Promised("police", "Ask the police what they hold"),
            sent=contacts.Sent(),
        )  # fmt: skip
        (owed,) = [each for each in self.opened.owed if each.pledge]
        return owed.pledge

    @property
    def opened(self) -> Any:
        return open_for(self.actor, self.case.id, now=self.now)

    @property
    def page(self) -> read.AgenciesPage:
        return read.page(self.actor, self.case.id, now=self.now)

    def key(self, number: int) -> str:
        return next(one.entry.id for one in self.opened.whole.kept if one.number == number)

    def findings_of(self, code: str) -> list[str]:
        """The entries of which the audit of the case says so."""
        whole, day = self.opened.whole, self.now.date()
        found = audit_case(whole.case_file(as_of=day), whole.engine, as_of=day).findings
        return [key for finding in found if finding.code == code for key in finding.entries]


def test_promise_to_ask_the_police_stands_first_until_the_right_team_is_asked(told: Told) -> None:
    pledge = told.promise()
    assert [one.shown.what for one in told.page.unsent] == ["Ask the police what they hold"]

    told.ask(told.wrong, why="The sergeant said so", keeps=(pledge,))
    assert len(told.page.unsent) == 1

    told.later()
    told.ask(told.right, keeps=(pledge,))
    assert told.page.unsent == ()


def test_request_that_nothing_shows_keeps_no_promise(told: Told) -> None:
    pledge = told.promise()

    told.ask(told.right, keeps=(pledge,), shown="none")

    assert len(told.page.unsent) == 1
    assert told.page.open[0].rungs[0].state == "claimed"


@pytest.mark.parametrize("why", ["", "The sergeant said so"])
def test_desk_that_does_not_cover_the_home_needs_a_reason(told: Told, why: str) -> None:
    if why:
        assert told.ask(told.wrong, why=why)
        return
    with pytest.raises(NotRight):
        told.ask(told.wrong)


@pytest.mark.parametrize(
    ("led_there", "is_wrong_team", "is_marked"),
    [(True, True, True), (True, False, True), (False, False, True), (False, True, False)],
)
def test_what_came_back_marks_the_directory_wherever_that_was_to_blame(
    told: Told, led_there: bool, is_wrong_team: bool, is_marked: bool
) -> None:
    desk = told.right if led_there else told.wrong
    number = told.ask(desk, why="The sergeant said so")
    told.later()

    told.back(number, is_wrong_team=is_wrong_team)

    found = directory.find(landlord=told.landlord, agency=desk)
    assert found is not None and bool(found.wrong_at) is is_marked


def test_wrong_team_leaves_its_finding_and_the_next_team_is_offered(told: Told) -> None:
    first = told.ask(told.wrong, why="The sergeant said so")
    told.later()
    told.back(first, is_wrong_team=True)
    (open_now,) = told.page.open
    assert (open_now.state, open_now.is_wrong_desk) == ("came back", True)
    assert [one.rule for one in open_now.promises] == ["agency.sent_on"]
    offered = asking(told.actor, told.case.id, now=told.now, again=first)
    assert (offered.first_choice, offered.kind and offered.kind.id) == (
        told.right, "police-disclosure",
    )  # fmt: skip

    told.later()
    second = told.ask(told.right, again=first)
    assert [one.number for one in told.page.open] == [second]
    assert [one.state for one in told.page.over] == ["sent on"]
    assert told.findings_of("wrong-agency") == [told.key(first)]


def test_answer_is_told_to_the_resident_by_a_safe_way_only(
    told: Told,
) -> None:
    number = told.ask(told.right)
    told.later()
    agency_answers.replied(
        actor=told.actor, sent=told.sent(), number=number, came=told.came("Two visits made."),
        now=told.now,
    )  # fmt: skip
    (waits,) = told.page.open
    assert (waits.state, [one.rule for one in waits.promises]) == (
        "answered", ["agency.answer_told"],
    )  # fmt: skip

    told.later()
    agency_answers.tell(
        actor=told.actor, sent=told.sent(), number=number, channel="phone", text="Told her.",
        when=When(on=told.now.date(), at=told.now), now=told.now,
    )  # fmt: skip
    assert told.page.open == ()
    assert told.page.over[0].is_told


def test_word_that_only_puts_it_off_stops_no_clock(told: Told) -> None:
    number = told.ask(told.right)
    told.later()

    agency_answers.replied(
        actor=told.actor, sent=told.sent(), number=number, now=told.now,
        came=told.came("We have it.", is_answer=False),
    )  # fmt: skip

    (waits,) = told.page.open
    assert (waits.state, waits.promises[0].rule) == ("waiting", "agency.chased")


def test_letter_says_only_what_its_kind_needs(told: Told) -> None:
    look = preview(told.actor, told.case.id, told.request(told.right), now=told.now)
    about_other = told.request(told.right, about="neighbour", asks="About Theresa's neighbour")
    other = preview(told.actor, told.case.id, about_other, now=told.now)

    assert "Theresa Gallowhill" in plain(look.letter) and "Rufus" not in plain(look.letter)
    assert "Gallowhill" not in plain(other.letter) and "Music until two" not in plain(other.letter)
    assert (look.not_needed, other.not_needed) == ((), ("Theresa Gallowhill",))


def test_chasing_and_taking_it_higher_climb_the_ladder(told: Told) -> None:
    number = told.ask(told.right)
    for is_higher in (False, False, True):
        told.later(7)
        agencies.chase(
            actor=told.actor, sent=told.sent(), number=number, words="", went=told.went(),
            now=told.now, higher=is_higher,
        )  # fmt: skip

    (waits,) = told.page.open
    assert [(rung.name, rung.state) for rung in waits.rungs] == [
        ("Sent", "done"), ("Chased", "done"), ("Chased again", "done"), ("Taken higher", "done"),
        ("Answered", "none"),
    ]  # fmt: skip
    assert waits.days == 14  # a bank holiday falls between


def test_desk_whose_areas_were_put_right_is_a_new_part_and_the_old_finding_stays(
    told: Told,
) -> None:
    first = told.ask(told.wrong, why="The sergeant said so")
    told.later()
    moved = directory.Told(
        name="North team", kind="police neighbourhood", areas=("northfold", "weir end"),
        address="npt@police.example",
    )  # fmt: skip
    directory.change(
        landlord=told.landlord, agency=told.wrong, told=moved, user=None, now=told.now
    )  # fmt: skip

    second = told.ask(told.wrong)

    assert told.findings_of("wrong-agency") == [told.key(first)]
    assert {one.number for one in told.page.open} == {first, second}


def test_address_typed_by_hand_needs_a_reason_and_says_so_in_the_books(told: Told) -> None:
    typed = {"typed": "Sergeant on the desk", "typed_address": "desk@police.example"}
    with pytest.raises(NotRight):
        told.ask(None, **typed)

    number = told.ask(None, why="She gave it me by phone", **typed)

    entry = next(one.entry for one in told.opened.whole.kept if one.number == number)
    assert "not in the directory: desk@police.example" in entry.text
    assert told.page.open[0].agency == "Sergeant on the desk"


def test_promise_to_send_on_leads_to_the_request_that_came_back(told: Told) -> None:
    first = told.ask(told.right)
    told.later()
    told.back(first, is_wrong_team=False)
    (owed,) = [one for one in told.opened.owed if one.rule == "agency.sent_on"]

    offered = asking(told.actor, told.case.id, now=told.now, promise=owed.key)

    assert offered.again is not None and offered.again.number == first
    assert offered.first_choice is None  # the only desk that covers the home is marked wrong
    assert [one.pledge for one in offered.keeps] == []


def test_promise_to_ask_the_police_offers_the_requests_to_the_police_first(told: Told) -> None:
    told.promise()
    (owed,) = [one for one in told.opened.owed if one.pledge]

    offered = asking(told.actor, told.case.id, now=told.now, promise=owed.key)

    assert [kind.id for kind in offered.kinds][:2] == ["police-disclosure", "police-incidents"]
    assert [(one.pledge, one.fits) for one in offered.keeps] == [(owed.pledge, True)]


def test_each_change_of_the_directory_is_on_record(told: Told) -> None:
    directory.check(landlord=told.landlord, agency=told.right, user=None, now=told.now)
    directory.mark_wrong(
        landlord=told.landlord, agency=told.right, why="It moved", user=None, now=told.now
    )  # fmt: skip

    events = SecurityEvent.objects.filter(what="agency.changed", subject_id=told.right)
    assert events.count() == 3
    assert "It moved" not in str(list(events.values()))
