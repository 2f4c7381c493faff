"""Moves held against a timeline: what suggests a criterion, what answers come to, what waits."""

from typing import Any

import msgspec
import pytest

from putright.core.events.parts import Answer
from putright.core.facts.facts import Facts
from putright.core.policy.practice import Route
from putright.core.policy.setting import Setting
from putright.core.practice.moves import (
    comes_to,
    hint_of_an_offer,
    is_later,
    stand,
    undecided,
    weigh,
)
from putright.core.timeline.items import Item
from tests.core.build import calendar, duties, entry, minute, person, shipped, timeline, words

ROUTE: dict[str, Any] = {
    "id": "management-move", "name": "Management move", "fits": "Danger.", "applies": "Anybody.",
    "source": {"document": "Policy", "paragraph": "1"},
    "criterion": [
        {"id": "risk", "says": "There is a risk.", "settled_by": "Ask.",
         "shown_by": {"act": ["asb.risk_assessed"], "level": ["high"]},
         "denied_by": {"act": ["asb.risk_assessed"], "level": ["low"]},
         "to_read": {"act": ["asb.risk_assessed", "agency.replied"]}},
        {"id": "police", "says": "The police say so."},
    ],
}  # fmt: skip
LEADER = person("leader", "landlord")


def route(**told: Any) -> Route:
    return msgspec.convert(ROUTE | told, Route)


def suggested(*entries: Any) -> Any:
    line = timeline(entries)
    setting = Setting(levels={}, calendar=calendar(), order=words().levels)
    return weigh(route(), facts=Facts(line, words().levels), setting=setting)


def answers(*told: str, says: str = "As the record shows.") -> list[Answer]:
    return [
        Answer(question=key, answer=answer, says=says)
        for key, answer in zip(("risk", "police"), told, strict=False)
    ]


def standing(*entries: Any) -> Any:
    return stand(timeline(entries, [LEADER]))


def asked(day: str = "2026-03-02", key: str = "asked") -> Any:
    return entry(key, "move.requested", day)


def decided(outcome: str, day: str = "2026-03-04", key: str = "decided") -> Any:
    return entry(key, "move.decided", day, channel="letter", facts={"decision": outcome})


def test_nothing_on_record_leaves_a_criterion_not_known_with_what_would_settle_it() -> None:
    risk, police = suggested()

    assert (risk.suggested, police.suggested) == ("not known", "not known")
    assert risk.criterion.settled_by == "Ask."


def test_record_suggests_met_and_names_its_entries_and_those_to_read() -> None:
    high = entry("high", "asb.risk_assessed", "2026-03-02", level="high")
    reply = entry("reply", "agency.replied", "2026-03-03")

    risk, _police = suggested(high, reply)

    assert (risk.suggested, risk.shown_by, risk.to_read) == ("met", ("high",), ("reply",))


def test_newest_of_two_entries_that_differ_is_what_is_suggested() -> None:
    high = entry("high", "asb.risk_assessed", "2026-03-02", level="high")
    low = entry("low", "asb.risk_assessed", "2026-03-20", level="low")
    again = entry("again", "asb.risk_assessed", "2026-03-30", level="high")

    assert suggested(low)[0].suggested == "not met"
    assert suggested(high, low)[0].suggested == "not met"
    assert suggested(high, low, again)[0].suggested == "met"


def test_what_nothing_shows_suggests_nothing() -> None:
    said = entry("said", "asb.risk_assessed", "2026-03-02", level="high", evidence=[])

    assert suggested(said)[0].suggested == "not known"


@pytest.mark.parametrize(
    ("needs_all", "told", "comes"),
    [
        (True, ("met", "met"), "met"), (True, ("met", "not met"), "not met"),
        (True, ("met", "not known"), "not known"), (True, ("met",), "not known"),
        (False, ("not met", "met"), "met"), (False, ("not met", "not met"), "not met"),
        (False, ("not met", "not known"), "not known"),
    ],
)  # fmt: skip
def test_answers_come_to_what_the_route_asks(
    needs_all: bool, told: tuple[str, ...], comes: str
) -> None:
    assert comes_to(route(needs_all=needs_all), answers(*told)) == comes


def test_route_without_criteria_comes_to_nothing() -> None:
    assert comes_to(route(criterion=[]), []) == "not known"


def test_criterion_without_answer_or_reasons_is_undecided() -> None:
    assert undecided(route(), answers("met")) == ("police",)
    assert undecided(route(), answers("met", "not met", says=" ")) == ("risk", "police")
    assert undecided(route(), answers("met", "perhaps")) == ("police",)
    assert undecided(route(), answers("met", "not known")) == ()


def test_request_is_open_until_it_is_decided_or_taken_back() -> None:
    withdrawn = entry("back", "move.withdrawn", "2026-03-05")

    assert standing().is_open is False
    assert standing(asked()).is_open
    assert not standing(asked(), decided("refused")).is_open
    assert standing(asked(), decided("refused"), asked("2026-04-01", "anew")).is_open
    taken_back = standing(asked(), withdrawn)
    assert (taken_back.is_open, taken_back.withdrawn.id) == (False, "back")


def test_review_that_was_asked_for_waits_until_it_is_done() -> None:
    wish = entry("wish", "move.review_asked", "2026-03-06")
    review = entry("review", "move.reviewed", "2026-03-10", facts={"decision": "stands"})

    assert standing(asked(), decided("refused"), wish).asked.id == "wish"
    done = standing(asked(), decided("refused"), wish, review)
    assert (done.asked, done.review.id, done.outcome) == (None, "review", "refused")


def test_review_that_grants_changes_what_the_decision_came_to() -> None:
    review = entry("review", "move.reviewed", "2026-03-10", facts={"decision": "granted"})

    assert standing(asked(), decided("refused"), review).outcome == "granted"


def test_report_after_a_refusal_is_news_until_somebody_looks_again() -> None:
    report = entry("new", "asb.reported", "2026-03-09")
    again = entry("told-again", "asb.reported", "2026-03-10", repeats="new")
    review = entry("review", "move.reviewed", "2026-03-12", facts={"decision": "stands"})

    found = standing(asked(), decided("refused"), report, again).news
    assert [item.id for item in found] == ["new"]
    assert standing(asked(), decided("refused"), report, review).news == ()
    assert standing(asked(), decided("granted"), report).news == ()
    assert standing(asked(), report).news == ()


def test_stay_lasts_until_it_is_ended() -> None:
    stay = entry("stay", "move.stay_arranged", "2026-03-02")
    ended = entry("ended", "move.stay_ended", "2026-03-09")

    assert standing(stay).stay.id == "stay"
    assert standing(stay, ended).stay is None


def test_decision_that_is_only_said_to_have_been_made_on_no_day_decides_nothing() -> None:
    call = entry("call", "contact.received", "2026-03-02")
    claimed = entry("claimed", "move.decided", told_in="call")

    assert standing(call, claimed).decision is None


def test_of_entries_on_one_day_the_one_written_later_is_later() -> None:
    line = timeline([entry("one", "move.requested", "2026-03-02"),
                     entry("two", "move.decided", "2026-03-02"),
                     entry("next", "move.decided", "2026-03-03")])  # fmt: skip
    one, two, following = (line.by_id[key] for key in ("one", "two", "next"))

    assert is_later(two, one) and not is_later(one, two)
    assert is_later(following, one) and not is_later(one, following)
    assert isinstance(one, Item)


@pytest.mark.parametrize(
    "said",
    ["You can have a move.", "She has been offered a flat", "We'll move you soon",
     "It will be raised at a team meeting", "I promised her",
     "You\N{RIGHT SINGLE QUOTATION MARK}ll get a home"],
)  # fmt: skip
def test_words_that_sound_like_an_offer_are_found(said: str) -> None:
    assert hint_of_an_offer(said)


def test_plain_talk_about_the_routes_is_no_offer() -> None:
    assert hint_of_an_offer("Told her who decides, by when, and that nothing is certain.") == ""


def of_rule(rule: str, *entries: Any, now: str = "2026-05-01") -> list[str]:
    found = duties(entries, shipped("meadowbank"), now=now, people=[LEADER])
    return [duty.state_at(minute(now)) for duty in found if duty.id == rule]


def test_decision_without_reasons_does_not_meet_the_promise() -> None:
    bare = entry("decided", "move.decided", "2026-03-04", channel="letter", evidence="letter",
                 contains=["criteria", "review right"])  # fmt: skip
    whole = entry("decided", "move.decided", "2026-03-04", channel="letter", evidence="letter",
                  contains=["reasons", "criteria", "review right"])  # fmt: skip

    assert of_rule("move.decision", asked(), bare) == ["overdue"]
    assert of_rule("move.decision", asked(), whole) == ["met"]


def test_refusal_by_phone_only_does_not_meet_the_promise() -> None:
    rung = entry("decided", "move.decided", "2026-03-04", channel="phone", evidence="note",
                 contains=["reasons", "criteria", "review right"])  # fmt: skip

    assert of_rule("move.decision", asked(), rung) == ["overdue"]


def test_report_after_a_refusal_owes_a_second_look() -> None:
    report = entry("new", "asb.reported", "2026-03-09")

    assert of_rule("move.look_again", asked(), decided("refused"), report) == ["overdue"]
    assert of_rule("move.look_again", asked(), decided("granted"), report) == []


def test_landlords_own_form_sent_to_the_resident_is_barred() -> None:
    hers = entry("form", "form.sent", "2026-03-04", to="resident", for_whom="landlord")
    ours = entry("form", "form.sent", "2026-03-04", to="landlord", for_whom="landlord")

    def barred(sent: Any) -> list[str]:
        packs = (shipped("meadowbank"), shipped("good-practice"))
        found = duties([asked(), sent], *packs, now="2026-05-01")
        return [duty.item.id for duty in found if duty.id == "contact.right_form"]

    assert barred(hers) == ["form"]
    assert barred(ours) == []
