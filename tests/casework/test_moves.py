"""What is refused when a move is asked for, talked about and decided, whatever the page sent."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from msgspec import structs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def sent() -> Callable[..., Any]:
    """``sent(actor, case)``: what comes with a form of that case."""
    from factories.made import NOW

    from putright.casework.actions.adding import Sent
    from putright.casework.queries.cases import near_to

    return lambda actor, case: Sent(near=near_to(actor, case.id, now=NOW))


@pytest.fixture
def asked(actor_of: Any, sent: Any, now: datetime) -> Callable[..., Any]:
    """``asked(case)``: the officer takes a request in it."""
    from putright.casework.actions import moves
    from putright.casework.actions.adding import When

    def ask(case: Any, **told: Any) -> Any:
        officer = actor_of("officer")
        usual = {"asker": "resident", "channel": "phone", "text": "Let us go.", "areas": (),
                 "route": "priority-band", "when": When(on=now.date(), at=now)}  # fmt: skip
        return moves.request(actor=officer, sent=sent(officer, case), now=now, **(usual | told))

    return ask


def decision(**told: Any) -> Any:
    from putright.casework.queries.moves_deciding import Told
    from putright.core.events.parts import Answer

    given = (
        Answer(question="application", answer="met", says="It is here."),
        Answer(question="need-for-priority", answer="not met", says="The risk is low."),
    )
    usual = {"given": given, "outcome": "refused", "reasons": "Low risk.", "how": "post"}
    return Told(**(usual | told))


def decide(actor: Any, sent: Any, case: Any, now: datetime, **told: Any) -> Any:
    from putright.casework.actions.moves_decided import decide as do

    told = {"route": "priority-band", "again": False, "told": decision()} | told
    return do(actor=actor, sent=sent(actor, case), now=now, **told)


def entries(case: Any) -> list[Any]:
    from putright.stores.record.ledger.read import entries as read

    return [one.entry for one in read(landlord=case.landlord_id, stream=case.id)]


def refused(what: Callable[[], Any]) -> str:
    from putright.casework.refused import Refused

    with pytest.raises(Refused) as no:
        what()
    return str(no.value)


def with_ways(landlord: Any, make_case: Any, **told: Any) -> Any:
    """A case of a resident who told us what is safe: ``phone`` or ``post`` as "not ok"."""
    from factories.made import make_person

    from putright.core.events.person import Way

    ways = {way: {"says": "not ok"} for way in told.pop("barred", ())}
    person = make_person(landlord, ways=msgspec.convert(ways, dict[str, Way]), **told)
    return make_case(person=person)


def test_request_is_taken_only_from_somebody_of_the_case_by_a_route_there_is(
    case: Any, asked: Any
) -> None:
    assert "somebody who speaks for them" in refused(lambda: asked(case, asker="nobody"))
    assert "routes on the page" in refused(lambda: asked(case, route="by-balloon"))
    asked(case, route="")
    assert entries(case)[-1].facts == {}


def test_request_is_acknowledged_in_a_talk_or_by_a_safe_way(
    landlord: Any, make_case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import moves

    case = with_ways(landlord, make_case, barred=("post",))
    officer = actor_of("officer")

    def acknowledge(how: str) -> Any:
        return moves.acknowledge(actor=officer, sent=sent(officer, case), how=how, text="", now=now)

    assert "Nobody asked to move" in refused(lambda: acknowledge("phone"))
    asked(case)
    assert "asked us not to use this way" in refused(lambda: acknowledge("post"))
    acknowledge("phone")
    new = entries(case)[-1]
    assert (new.does, new.channel) == (("move.acknowledged",), "phone")


def test_talk_by_a_way_that_is_not_safe_goes_back_to_its_form(
    landlord: Any, make_case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import moves
    from putright.casework.actions.adding import When
    from putright.casework.refused import NotRight

    case, officer = with_ways(landlord, make_case, barred=("calls",)), actor_of("officer")

    with pytest.raises(NotRight) as no:
        moves.discuss(
            actor=officer, sent=sent(officer, case), whom="resident", channel="phone",
            text="The routes.", said_no_offer=False, when=When(on=now.date()), now=now,
        )  # fmt: skip
    assert no.value.field == "channel" and "log it as a contact" in no.value.reason


def test_form_goes_to_nobody_but_whoever_fills_it_in(
    case: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import moves

    officer = actor_of("officer")

    def send(route: str, to: str) -> Any:
        return moves.send_form(
            actor=officer, sent=sent(officer, case), route=route, to=to, how="handed over",
            whom="", now=now,
        )  # fmt: skip

    said = refused(lambda: send("management-move", "resident"))
    assert "to nobody else: The officer, for us: it is our own form" in said
    assert "nobody else: Resident." in refused(lambda: send("mutual-exchange", "landlord"))
    assert "The other landlord" in refused(lambda: send("other-landlord", "resident"))
    assert "There is no form" in refused(lambda: send("emergency-stay", "resident"))
    send("mutual-exchange", "resident")
    assert (entries(case)[-1].to, entries(case)[-1].channel) == (("resident",), "in person")


def test_only_the_resident_or_who_speaks_for_them_takes_a_request_back(
    case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.actions import moves
    from putright.casework.actions.adding import When

    officer = actor_of("officer")

    def tell(act: str, asker: str) -> Any:
        return moves.told_by_resident(
            actor=officer, sent=sent(officer, case), act=act, asker=asker, channel="phone",
            text="No longer.", when=When(on=now.date()), now=now,
        )  # fmt: skip

    assert "Nobody asked to move" in refused(lambda: tell("move.withdrawn", "resident"))
    asked(case)
    assert "Nothing was decided" in refused(lambda: tell("move.review_asked", "resident"))
    assert "speaks for them" in refused(lambda: tell("move.withdrawn", "landlord"))
    tell("move.withdrawn", "resident")
    assert entries(case)[-1].on == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"given": ()}, "Go through each criterion"),
        ({"reasons": " "}, "Give the reasons"),
        ({"how": "phone"}, "Choose one of the ways"),
        ({"outcome": "other route", "instead": "by-balloon"}, "Which other route?"),
    ],
)
def test_decision_that_is_not_whole_is_refused_by_the_server_too(
    case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime, told: Any, words: str
) -> None:
    asked(case)

    said = refused(lambda: decide(actor_of("team leader"), sent, case, now,
                                  told=decision(**told)))  # fmt: skip

    assert words in said and entries(case)[-1].does == ("move.requested",)


def test_nothing_is_decided_that_nobody_asked_for_or_looked_at_again_undecided(
    case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    leader = actor_of("team leader")

    assert "No request to move waits" in refused(lambda: decide(leader, sent, case, now))
    asked(case)
    again = refused(lambda: decide(leader, sent, case, now, again=True))
    assert "Nothing was decided on a move" in again


def test_another_route_is_decided_and_named(
    case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    asked(case)
    told = decision(outcome="other route", instead="mutual-exchange")

    told = structs.replace(told, view="I would rather have Band A")
    decide(actor_of("head of service"), sent, case, now, told=told)

    new = entries(case)[-1]
    assert new.given[-1].says == "I would rather have Band A"
    assert "resident's view" in new.contains
    assert (new.facts["decision"], new.facts["instead"]) == ("other route", "mutual-exchange")
    assert "options" in new.contains


def test_route_that_there_is_not_is_not_there(
    case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.casework.refused import NotThere

    asked(case)
    with pytest.raises(NotThere):
        decide(actor_of("team leader"), sent, case, now, route="by-balloon")


def test_letter_goes_to_whoever_of_the_household_asked_though_a_helper_speaks(
    landlord: Any, make_case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from putright.stores.record.cases import NewParty

    case = make_case(parties=[
        NewParty(key="brother", side="resident", role="household"),
        NewParty(key="worker", side="helper", role="support worker"),
    ])  # fmt: skip
    asked(case, asker="worker")
    decide(actor_of("team leader"), sent, case, now)
    assert entries(case)[-1].to == ("resident",)

    asked(case, asker="brother")
    decide(actor_of("team leader"), sent, case, now)
    assert entries(case)[-1].to == ("brother",)


def test_who_needs_letters_aloud_may_have_it_read_out_beside_the_letter(
    landlord: Any, make_case: Any, asked: Any, actor_of: Any, now: datetime
) -> None:
    from putright.casework.queries.moves_deciding import for_decider

    case = with_ways(landlord, make_case, letters_in="Read aloud to her, please")
    asked(case)

    before = for_decider(actor_of("team leader"), case.id, route="", again=False, now=now)

    assert [way for way, _words in before.ways] == [
        "post", "email", "handed over", "read out by phone", "read out in person",
    ]  # fmt: skip
    assert before.letters_in == "Read aloud to her, please"


def test_default_routes_stand_where_a_landlord_has_none_of_its_own(
    other_landlord: Any, case: Any, asked: Any, landlord: Any, actor_of: Any, now: datetime
) -> None:
    from putright.casework.queries import moves

    landlord.pack = "octavia"
    landlord.save()

    page = moves.page(actor_of("officer"), case.id, now=now)

    assert page.is_default and len(page.routes) == 5


def test_letter_names_what_was_looked_at_by_its_day_and_side_alone(
    landlord: Any, make_case: Any, asked: Any, actor_of: Any, sent: Any, now: datetime
) -> None:
    from factories.made import NOTE, a_report

    from putright.casework.actions.moves_decided import preview
    from putright.core.events.entry import Entry
    from putright.core.letters import plain
    from putright.stores.record.cases import NewParty

    told = Entry(id="", does=("agency.replied",), at=now - timedelta(hours=1), by="officers",
                 channel="phone", evidence=NOTE, text="Keith of flat 9 has a knife")  # fmt: skip
    case = make_case(entries=[a_report(now - timedelta(hours=2)), told],
                     parties=[NewParty(key="officers", side="agency", role="police")])  # fmt: skip
    asked(case)

    said = decision(what_else="A second lock!", view="It is not enough")
    letter = preview(actor=actor_of("team leader"), case_id=case.id, route="priority-band",
                     again=False, told=said, now=now)  # fmt: skip

    words = plain(letter)
    assert "what another service told us on 14 April 2026" in words
    assert "what you told us on 14 April 2026" in words
    assert "You told us what you think of this: It is not enough." in words
    assert "Keith" not in words and "A second lock!" in words
