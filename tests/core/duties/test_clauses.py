"""Clauses that many promises need: for each, after a miss, what ends, wakes, pauses a duty."""

import pytest

from putright.core.duties.duty import families
from tests.core.build import day, duties, entry, minute, pack, person, rule, state, the_duty

FIRST = """
when = { act = "asb.reported" }
within = "2 working days"
by = { act = "contact.made" }
"""


def each(of: str, when: str = "asb.case_closed") -> str:
    return rule(
        "contact.each_told",
        f"""
when = {{ act = "{when}" }}
within = "1 week"
by = {{ act = "contact.made" }}
for_each = "{of}"
""",
    )


def test_each_agency_that_had_a_part_is_told() -> None:
    police = person("police", "agency")
    school = person("school", "agency")
    entries = [
        entry("asked", "agency.requested", "2025-06-02", to="police"),
        entry("wrote", "contact.received", "2025-06-03", by="school"),
        entry("closed", "asb.case_closed", "2025-06-05"),
        entry("told", "contact.made", "2025-06-06", to="police"),
    ]

    found = duties(entries, pack(each("agency")), now="2025-06-30", people=[police, school])

    assert [(duty.person, duty.state_at(minute("2025-06-30"))) for duty in found] == [
        ("police", "met"),
        ("school", "overdue"),
    ]
    (family,) = families(found)
    assert (family.met, family.state_at(minute("2025-06-30"))) == ("1 of 2", "overdue")


def test_each_household_is_told_once_by_any_of_its_members() -> None:
    people = [
        person("ann", "resident", household="one"),
        person("bob", "resident", household="one"),
        person("cas", "resident"),
    ]
    entries = [
        entry("report", "asb.reported", "2025-06-02", by="cas", victims=["ann", "bob", "cas"]),
        entry("told", "contact.made", "2025-06-03", to="bob"),
    ]

    found = duties(
        entries, pack(each("household", "asb.reported")), now="2025-06-05", people=people
    )

    assert [(duty.person, duty.state_at(minute("2025-06-05"))) for duty in found] == [
        ("ann", "met"),
        ("cas", "due"),
    ]


def test_a_family_all_of_one_state_has_it_and_one_half_way_is_due() -> None:
    people = [person("ann", "resident"), person("bob", "resident")]
    report = entry("report", "asb.reported", "2025-06-02", victims=["ann", "bob"])
    both = entry("told", "contact.made", "2025-06-03", to=["ann", "bob"])
    told = pack(each("person", "asb.reported"))
    now = minute("2025-06-05")

    (met,) = families(duties([report, both], told, now="2025-06-05", people=people))
    (due,) = families(duties([report], told, now="2025-06-05", people=people))

    assert (met.met, met.state_at(now)) == ("2 of 2", "met")
    assert (due.met, due.state_at(now)) == ("0 of 2", "due")
    assert families([]) == []


CHASED = rule(
    "contact.chased",
    """
after_miss = "asb.first_action"
within = "1 working day"
by = { act = "agency.chased" }
""",
)


def test_a_chaser_begins_at_the_miss_and_only_then() -> None:
    report = entry("report", "asb.reported", "2025-06-05")
    texts = pack(rule("asb.first_action", FIRST), CHASED)

    late = duties([report], texts, now="2025-06-30")
    early = duties([report], texts, now="2025-06-09")

    assert [(d.id, d.due.last_date) for d in late if d.due] == [
        ("asb.first_action", day("2025-06-09")),
        ("contact.chased", day("2025-06-10")),
    ]
    assert [d.id for d in early] == ["asb.first_action"]


def test_a_condition_can_hold_a_chaser_back() -> None:
    hate_only = CHASED.replace("within", 'if = { kinds = "hate" }\nwithin')
    texts = pack(rule("asb.first_action", FIRST), hate_only)

    noise = [entry("report", "asb.reported", "2025-06-05", kinds="noise")]

    assert [d.id for d in duties(noise, texts, now="2025-06-30")] == ["asb.first_action"]


def paused(within: str) -> str:
    return rule(
        "asb.first_action",
        f"""
when = {{ act = "asb.reported" }}
within = "{within}"
by = {{ act = "asb.visited" }}
unless = {{ paused = {{ from = {{ act = "contact.made" }}, to = {{ act = "contact.received" }} }} }}
""",
    )


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("5 working days", "2025-06-16"),
        ("10 calendar days", "2025-06-19"),
        ("240 hours", "2025-06-19"),
    ],
)
def test_what_a_pause_took_is_given_back_in_the_units_of_the_clock(within: str, due: str) -> None:
    entries = [
        entry("report", "asb.reported", "2025-06-05 10:00"),
        entry("asked", "contact.made", "2025-06-06 10:00"),
        entry("answered", "contact.received", "2025-06-10 10:00"),
    ]

    found = the_duty(entries, pack(paused(within)), now="2025-06-11").due

    assert found is not None
    assert found.last_date == day(due)


def test_a_clock_that_stands_still_has_no_due_moment() -> None:
    entries = [
        entry("report", "asb.reported", "2025-06-05"),
        entry("asked", "contact.made", "2025-06-06"),
    ]

    assert the_duty(entries, pack(paused("5 working days")), now="2025-08-01").due is None


def test_what_ends_a_rhythm_ends_it() -> None:
    body = """
when = { act = "asb.reported" }
every = "1 week"
by = { act = "contact.made" }
ends_with = { act = "asb.offer_refused" }
"""
    weekly = pack(rule("asb.weekly", body))
    report = entry("report", "asb.reported", "2025-06-02")
    refused = entry("refused", "asb.offer_refused", "2025-06-05")

    assert duties([report, refused], weekly, now="2025-07-01") == []
    assert state([report], weekly, now="2025-07-01") == "overdue"


def test_a_sum_grows_by_the_week() -> None:
    owe = rule(
        "asb.owed",
        'of = "asb.first_action"\nsum = { first = 20, then = 5, per = "week" }',
        verb="owe",
    )
    texts = pack(rule("asb.first_action", FIRST), owe)
    report = entry("report", "asb.reported", "2025-06-05")

    owed = {
        now: [d.pounds for d in duties([report], texts, now=now) if d.verb == "owe"]
        for now in ("2025-06-09", "2025-06-10", "2025-06-16", "2025-06-17", "2025-06-30")
    }

    assert owed == {
        "2025-06-09": [],
        "2025-06-10": ["20"],
        "2025-06-16": ["20"],
        "2025-06-17": ["25"],
        "2025-06-30": ["30"],
    }


def test_a_sum_can_be_owed_in_some_cases_only_and_while_its_text_holds() -> None:
    some = rule(
        "asb.owed",
        'of = "asb.first_action"\nif = { kinds = "hate" }\nsum = { first = 20 }',
        verb="owe",
    )
    over = some.replace("if = ", "in_force = { to = 2025-01-01 }\nif = ")
    hate = entry("report", "asb.reported", "2025-06-05", kinds="hate")
    noise = entry("report", "asb.reported", "2025-06-05", kinds="noise")

    def sums(report: object, text: str) -> list[str]:
        texts = pack(rule("asb.first_action", FIRST), text)
        found = duties([report], texts, now="2025-07-01")  # type: ignore[list-item]
        return [duty.pounds for duty in found if duty.verb == "owe"]

    assert sums(hate, some) == ["20"]
    assert sums(noise, some) == []
    assert sums(hate, over) == []


def test_a_later_and_kinder_text_opens_a_window_again() -> None:
    window = rule(
        "asb.review",
        """
in_force = { to = 2025-06-09 }
when = { act = "asb.case_closed" }
within = "1 week"
by = { act = "contact.received" }
""",
        verb="may",
    )
    kinder = window.replace("to = 2025-06-09", "from = 2025-06-10").replace("1 week", "4 weeks")
    closed = entry("closed", "asb.case_closed", "2025-06-05")

    duty = the_duty([closed], pack(window, kinder), now="2025-06-20")

    assert duty.due is not None
    assert duty.due.last_date == day("2025-07-03")
    assert duty.state_at(minute("2025-06-20")) == "open"
    assert duty.state_at(minute("2025-07-04")) == "past"


def test_a_letter_only_said_to_have_gone_opens_no_window() -> None:
    window = rule(
        "asb.review",
        """
when = { act = "asb.closure_announced" }
within = "1 week"
by = { act = "contact.received" }
""",
        verb="may",
    )
    said = entry("letter", "asb.closure_announced", "2025-06-05", evidence=[])

    assert duties([said], pack(window), now="2025-06-20") == []


def test_a_machine_message_counts_once_what_came_back_was_dealt_with() -> None:
    body = """
when = { act = "asb.reported" }
within = "1 week"
by = { act = "contact.made", word_back_answered = true }
"""
    texts = pack(rule("asb.first_action", body))
    report = entry("report", "asb.reported", "2025-06-02")
    sent = entry("sent", "contact.made", "2025-06-03")
    back = entry("back", "contact.received", "2025-06-04", replies_to="sent")
    dealt = entry("dealt", "contact.acknowledged", "2025-06-05", answers="back")

    assert state([report, sent], texts, now="2025-06-05") == "met"
    assert state([report, sent, back], texts, now="2025-06-05") != "met"
    assert state([report, sent, back, dealt], texts, now="2025-06-05") == "met"


def test_a_trigger_can_ask_for_all_of_several_things() -> None:
    body = """
when = { act = "asb.reported", all = [{ kinds = "hate" }, { kinds = "threat" }] }
within = "1 week"
by = { act = "contact.made" }
"""
    texts = pack(rule("asb.first_action", body))
    both = entry("both", "asb.reported", "2025-06-02", kinds=["hate", "threat"])
    one = entry("one", "asb.reported", "2025-06-02", kinds="hate")

    assert [duty.item.id for duty in duties([both, one], texts, now="2025-06-03")] == ["both"]


def test_a_pause_that_is_only_said_to_have_been_takes_no_day_off_a_sum() -> None:
    owe = rule(
        "asb.owed",
        """
of = "asb.first_action"
sum = { first = 10, then = 2, per = "day" }
unless = { paused = { from = { act = "works.no_access" }, to = { act = "works.done" } } }
""",
        verb="owe",
    )
    texts = pack(rule("asb.first_action", FIRST), owe)
    report = entry("report", "asb.reported", "2025-06-05")
    shown = entry("shut", "works.no_access", "2025-06-11")
    said = entry("shut", "works.no_access", "2025-06-11", evidence=[])

    def pounds(*entries: object) -> list[str]:
        found = duties([report, *entries], texts, now="2025-06-14")  # type: ignore[list-item]
        return [duty.pounds for duty in found if duty.verb == "owe"]

    assert pounds(said) == ["18"]
    assert pounds(shown) == ["12"]
