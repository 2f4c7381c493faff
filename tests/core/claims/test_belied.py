"""What no entry can bear out is red although its verb was not read; what may be meant is not."""

from datetime import date, timedelta

import pytest
from core.build import words
from core.claims.checked import case, lists, marks, reds
from msgspec.structs import replace

from putright.core.claims import Ground, check_text

CASE = "labelled/claims/tern-street.toml"
ON = date(2025, 11, 10)


@pytest.mark.parametrize(
    ("text", "kind", "entry"),
    [
        ("The bin store got its new lock on 14 May.", "date", ""),
        ("We were round at the bin store for its new lock on Wednesday 14 May.", "date", ""),
        ("The bin store was sorted out with its new lock by 20 March.", "date", "lock-done"),
        ("The bin store's lock was three days late.", "date", "lock-done"),
        (
            "The bin store's lock went on five days after the date in your plan.",
            "date",
            "lock-done",
        ),
        ("Your diary and its photos were three days late.", "date", "diary"),
        ("You have reported six incidents to us.", "count", "report"),
        ("The £210 was in your account four days after you accepted it.", "date", "paid"),
        ("Your complaint makes five points.", "count", "complaint"),
        ("Your complaint makes two points.", "count", "complaint"),
        ("Your support worker asked five questions.", "count", "worker-asks"),
        ("Your front door has been painted and finished since 12 May.", "date", "cleaning-done"),
        ("Thank you for twenty days of diary sheets.", "count", "diary"),
        ("We read all twenty days in your diary.", "count", "diary"),
        ("I can see five points on your complaint form.", "count", "complaint"),
        ("Your complaint of 4 August sets out six separate matters.", "count", "complaint"),
    ],
)
def test_what_every_entry_denies_is_red_with_those_that_deny_it(
    text: str, kind: str, entry: str
) -> None:
    found = reds(CASE, ON, text)
    assert [each.kind for each in found] == [kind]
    assert not entry or entry in found[0].entries


@pytest.mark.parametrize(
    "text",
    [
        "The bin store got its new lock on 8 May.",
        "The bin store was sorted out with its new lock by 20 May.",
        "The bin store's lock was thirteen days late.",
        "The bin store's lock went on thirteen days after the date in your plan.",
        "You have reported three incidents to us.",
        "The works finished thirteen days late.",
        "The lock was due on 25 April and came thirteen days past that date.",
        "The £210 was in your account eight days after you accepted it.",
        "Your complaint makes three points.",
        "Your support worker asked two questions.",
        "Your letter of 8 September turned the offer down.",
        "The bin store lock has been up and working since 8 May.",
        "Thank you for fourteen days of diary sheets.",
        "Thank you for your answer of all five days on the terrace.",
        "We went through all twenty days of the complaint and its points.",
        "The bin store had a new lock of yours in June 2019.",
        # a day that was only set, or told of, or of what happened
        "The new lock for the bin store was promised by 25 April.",
        "You were told that the new lock of the bin store had gone on on 14 May.",
        "After what happened at the bin store last Wednesday the new lock was looked at again.",
        "I spoke to the officer about the bin store and its lock on 14 May.",
        "They looked at the new lock of the bin store last Wednesday.",
        "The window cleaner asked for the gate to be left open.",
        # a stretch in which something was done, and so long again
        "In the three days after your complaint the bin store stood open.",
        "It took thirteen days to the lock, and another four days for the key.",
        # fewer than were raised may be some of them
        "I uphold two points of your complaint.",
        "Thank you for the two points, which I read with care.",
    ],
)
def test_what_may_be_meant_otherwise_is_not_red(text: str) -> None:
    assert reds(CASE, ON, text) == []


def test_number_that_some_of_the_entries_add_up_to_is_not_denied() -> None:
    assert reds(CASE, ON, "You have made four points to us, three in August and one since.") == []


def test_what_the_letter_owns_not_to_be_shown_is_not_denied_again() -> None:
    assert reds(CASE, ON, "We have no record that the bin store had its lock on 14 May.") == []


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("Wrote to you on 14 May.", "red"),
        ("Emailed you on Fri 14th, no answer yet.", "red"),
        ("Visited you at home on 18 March.", ""),
        ("Based on your call we visited you on 18 March.", ""),
    ],
)
def test_a_note_without_a_subject_is_read_as_ours(text: str, colour: str) -> None:
    assert {each.colour for each in reds(CASE, ON, text)} == ({colour} if colour else set())


def test_last_letter_is_the_last_before_this_one() -> None:
    on = date(2025, 10, 6)
    assert reds(CASE, on, "I last wrote to you on 11 September.") == []
    assert reds(CASE, on, "I last wrote to you on 7 August.") != []


def test_call_on_a_day_of_another_way_is_refused_and_a_diary_of_that_day_is_asked_about() -> None:
    said = "I rang you on 2 July to tell you that the police have replied."
    assert [each.kind for each in reds(CASE, ON, said)] == ["date"]
    diary = "Your recordings came to us on 12 May."
    assert reds(CASE, ON, diary) == []


def test_months_of_a_list_share_the_year_behind_it() -> None:
    told = "You reported it to us twice, in March and May of this year."
    assert marks(CASE, ON, told) == ()


def test_what_others_told_us_of_themselves_is_not_held_against_our_entries() -> None:
    said = "The police have had four calls to the stairs since May, so they tell us."
    assert reds(CASE, ON, said) == []


def test_reply_of_the_day_that_is_told_is_no_question_left_open() -> None:
    case = "labelled/claims/mallard-court.toml"
    on = date(2025, 9, 23)
    assert reds(case, on, "On 22 September I answered your email about the threat.") == []
    assert reds(case, on, "On 15 September I answered your email about the threat.") != []


def test_question_answered_in_this_very_letter_is_no_question_left_open() -> None:
    said = "Your support worker asked two questions and we have answered both below."
    assert reds(CASE, ON, said) == []
    assert reds(CASE, ON, "I have replied to your support worker's email below.") == []
    assert reds(CASE, ON, "We have answered both of your support worker's questions.") != []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("I rang you on Boxing Day 2024 to see how you were.", True),
        ("We wrote to you on Christmas Eve 2024.", True),
        ("You reported it to us this year in March and May.", False),
        ("You have reported this to us twice this year, once in March and once in May.", False),
    ],
)
def test_feasts_and_this_year_are_days(text: str, wrong: bool) -> None:
    assert bool(reds(CASE, ON, text)) is wrong


@pytest.mark.parametrize(
    "text",
    [
        "The new lock was put on on 8 May, the action plan having said 25 April.",
        "The lock went on on 8 May, when you had been told that it would be 25 April.",
        "It took us three days to acknowledge your complaint.",
        "Your complaint was acknowledged within three days.",
        "We asked the council on 15 April, and had their answer on 6 May.",
        "The bin store is to be swept under an order for two years.",
        "Under the Housing Ombudsman's Complaint Handling Code an answer is due within two days.",
        "The council's waste team replied to us on 6 May.",
        "Your statement has been kept and forms part of the file.",
        "Two of the three points of your complaint were upheld in our stage 1 answer.",
        "The council attended the stairs on 14 April, they told us.",
    ],
)
def test_what_is_worded_in_another_order_is_read_as_it_is_meant(text: str) -> None:
    assert reds(CASE, ON, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It took us one day to acknowledge your complaint.",
        "Your complaint was acknowledged within one day.",
        "The council's waste team replied to us on 14 May.",
        "All three points of your complaint were upheld in our stage 1 answer.",
        "Our head of neighbourhood services met you on 25 September.",
        "I gave you a quick ring on 14 May.",
        "We have been out to visit you at home six times.",
        "Your statement was taken at the housing office on 14 May.",
    ],
)
def test_what_is_worded_in_another_order_is_refused_where_it_is_wrong(text: str) -> None:
    assert reds(CASE, ON, text) != []


def test_times_that_a_policy_sets_are_no_times_of_the_case() -> None:
    said = "Under our policy a hateful word is cleaned off within two days of the report."
    assert reds(CASE, ON, said) == []


def test_of_very_many_entries_nobody_can_say_which_a_length_is_of() -> None:
    found = case(CASE)
    paid = next(each for each in found.entries if each.id == "paid")
    more = tuple(
        replace(paid, id=f"paid-{at}", on=paid.on + timedelta(days=40 * at)) for at in range(1, 40)
    )
    many = replace(found, entries=(*found.entries, *more))
    on = date(2031, 1, 1)
    text = "The £210 was in your account four days after you accepted it."
    ground = Ground(timeline=many.timeline(words()).as_of(on), on=on, steps=words().steps)
    assert {each.colour for each in check_text(text, ground, lists())} == {"amber"}
