"""A pack with an error names file, rule, key and how to mend it, and nothing is loaded."""

import pytest

from putright.core.events.faults import FileFault
from putright.core.policy.packs import read_pack
from tests.core.build import HEAD, duties, entry, pack, rule, words

ACTS = 'when = { act = "asb.reported" }\nby = { act = "asb.visited" }\n'


def faults_of(*rules: str, head: str = "") -> list[tuple[str, str]]:
    with pytest.raises(FileFault) as caught:
        pack(*rules, head=head)
    return [(fault.field, fault.what) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("key", "verb", "body", "field", "says"),
    [
        ("visit", "do", ACTS, "rule visit id", "has no area"),
        ("asb.visit", "do", 'when = { act = "asb.reported" }', "rule asb.visit by", "is missing"),
        (
            "asb.visit", "do", ACTS + 'within = "1 month"\nevery = "1 month"',
            "rule asb.visit every", "stands beside within",
        ),
        (
            "asb.visit", "do",
            ACTS + 'every = "1 month"\nunless = { excused_by = { act = "contact.attempted" } }',
            "rule asb.visit unless", "does nothing beside every",
        ),
        ("asb.sum", "owe", 'of = "asb.sum"', "rule asb.sum sum", "or `of` is missing"),
        (
            "asb.sum", "owe", 'of = "asb.no"\nsum = { first = 1 }',
            "rule asb.sum of", "names 'asb.no', which is no rule of the pack",
        ),
        (
            "asb.sum", "owe", 'of = "asb.sum"\nsum = { first = 1, then = 1 }',
            "rule asb.sum sum", "grows per event",
        ),
        (
            "asb.tone", "judge", 'when = { act = "asb.visited" }',
            "rule asb.tone question", "is missing",
        ),
        ("asb.visit", "do", 'by = { act = "asb.visited" }', "rule asb.visit when", "is missing"),
        (
            "asb.visit", "do", ACTS + 'unless = { wakes_with = { act = "asb.visited" } }',
            "rule asb.visit wakes_with", "has nothing to wake",
        ),
        (
            "asb.visit", "do", ACTS + "within = { sooner = [] }",
            "rule asb.visit within", "is not one form of time",
        ),
        (
            "asb.visit", "do", ACTS + 'within = "5 open hours"',
            "rule asb.visit within", "needs opening hours",
        ),
        (
            "asb.visit", "do", ACTS + 'within = "before closing"',
            "rule asb.visit within", "needs opening hours",
        ),
        (
            "asb.visit", "do", ACTS + 'within = { before = "same day" }',
            "rule asb.visit within", "says 'same day'",
        ),
        ("asb.visit", "do", ACTS + 'within = "5"', "rule asb.visit within", "says '5'"),
        (
            "asb.visit", "do", ACTS + 'then = { finding = "lateness" }',
            "rule asb.visit then", "'lateness' is no code of a finding",
        ),
        (
            "asb.visit", "do", 'when = { act = "asb.teleported" }\nby = { act = "asb.visited" }',
            "rule asb.visit act", "'asb.teleported' is in no list",
        ),
        (
            "asb.visit", "do",
            'when = { act = "asb.reported", hours = "9 to 5" }\nby = { act = "asb.visited" }',
            "rule asb.visit hours", "cannot be read",
        ),
        (
            "asb.visit", "do",
            'when = { act = "asb.reported", hours = "17:00-09:00" }\nby = { act = "asb.visited" }',
            "rule asb.visit hours", "cannot be read",
        ),
        (
            "asb.visit", "do",
            'when = { act = "asb.reported", season = ["1 June"] }\nby = { act = "asb.visited" }',
            "rule asb.visit season", "is not two days",
        ),
        (
            "asb.visit", "do",
            'when = { act = "asb.reported", season = ["32 June", "1 July"] }\n'
            'by = { act = "asb.visited" }',
            "rule asb.visit season", "cannot be read",
        ),
        (
            "asb.visit", "do",
            'when = { act = "asb.reported", season = ["1 Smarch", "1 July"] }\n'
            'by = { act = "asb.visited" }',
            "rule asb.visit season", "cannot be read",
        ),
        (
            "asb.close", "bar",
            'when = { act = "asb.case_closed" }\n'
            'unless = { first = { act = "asb.visited", notice = "same day" } }',
            "rule asb.close notice", "says 'same day'",
        ),
        (
            "asb.close", "bar",
            'when = { act = "asb.case_closed" }\n'
            'unless = { first = { act = "asb.visited", silent_for = "a while" } }',
            "rule asb.close silent_for", "says 'a while'",
        ),
    ],
)  # fmt: skip
def test_a_fault_names_its_rule_and_key(
    key: str, verb: str, body: str, field: str, says: str
) -> None:
    assert (field, says) in faults_of(rule(key, body, verb=verb))


def test_speeds_are_checked_one_by_one() -> None:
    body = ACTS + 'within = [{ time = "soon", if = {} }]'

    assert faults_of(rule("asb.visit", body)) == [("rule asb.visit within", "says 'soon'")]


def test_a_rule_that_stands_twice_without_dates_is_refused() -> None:
    twice = rule("asb.visit", ACTS)

    assert ("rule asb.visit", "stands twice with no dates between") in faults_of(twice, twice)


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("[ruel]\nid = 1\n", "ruel"),
        ("[levels]\nhigh = 3\n", "levels [...]"),
        ("[words]\nacts = 3\n", "words acts"),
        ('[opening]\nmonday = "nine"\n', "opening"),
        ("[opening]\nmonday = 9\n", "opening monday"),
        ('[[for_person]]\nprovision = "1"\n', "for_person says"),
    ],
)
def test_a_fault_outside_the_rules_names_its_table(head: str, field: str) -> None:
    assert field in [name for name, _ in faults_of(rule("asb.visit", ACTS), head=head)]


def test_a_pack_without_its_header_is_refused() -> None:
    with pytest.raises(FileFault, match="pack: is missing"):
        read_pack("nameless", {"pack.toml": rule("asb.visit", ACTS)}, words=words())


def test_a_pack_that_is_no_toml_is_refused_with_its_file() -> None:
    with pytest.raises(FileFault, match="is not TOML") as caught:
        read_pack("broken", {"pack.toml": "[pack"}, words=words())

    assert caught.value.name == "broken/pack.toml"


def test_faults_in_two_files_are_named_under_the_pack() -> None:
    texts = {
        "pack.toml": HEAD.format(name="two", rank="landlord") + "[ruel]\n",
        "more.toml": rule("asb.visit", ACTS + 'colour = "red"'),
    }

    with pytest.raises(FileFault) as caught:
        read_pack("two", texts, words=words())

    assert caught.value.name == "two"
    assert "is not a key that can stand here" in str(caught.value)


def test_rules_that_wait_for_each_other_in_a_ring_keep_their_order() -> None:
    ring = pack(
        rule("asb.one", 'after = "asb.two"\nwithin = "1 month"\nby = { act = "asb.visited" }'),
        rule("asb.two", 'after = "asb.one"\nwithin = "1 month"\nby = { act = "asb.visited" }'),
    )

    assert duties([entry("report", "asb.reported", "2026-03-02")], ring, now="2026-04-01") == []
