"""Worked examples run as tests of their rule: what passes, and what is said when one does not."""

import pytest

from putright.core.findings.examples import ExampleFault, run_examples
from putright.core.policy.packs import Pack, read_pack
from putright.gateways import files

HEADER = '[pack]\nname = "made-up"\ntitle = "A made-up policy"\nrank = "landlord"\nversion = "1"\n'
RULE = """
[[rule]]
id = "asb.first_action"
verb = "do"
promise = "Act within two working days."
source = { document = "Policy", paragraph = "1" }
when = { act = "asb.reported" }
within = "2 working days"
by = { act = "asb.visited" }
then = { finding = "late-action" }
"""
REPORT = '{ on = 2024-07-05, does = "asb.reported" }'
VISIT = '{ on = 2024-07-09, does = "asb.visited" }'


def example(entries: str, *, expect: str = "[]", more: str = "") -> str:
    return (
        f'[[rule.example]]\nsays = "As told."\nas_of = 2024-08-01\n'
        f"entries = [{entries}]\nexpect = {expect}\n{more}\n"
    )


def pack_of(text: str) -> Pack:
    return read_pack("made-up", {"pack.toml": HEADER + text}, words=files.load_words())


def run(text: str, *, practice: Pack | None = None) -> list[ExampleFault]:
    return run_examples(
        pack_of(text),
        calendar=files.load_calendar(),
        words=files.load_words(),
        practice=practice,
    )


@pytest.mark.parametrize(
    "expect",
    [
        '["met"]',
        '["met, on 2024-07-05, entry e1, due 2024-07-09, due_at 2024-07-09T23:59, code none"]',
        '[{ state = "met", due = 2024-07-09, done = 2024-07-09, code = "none" }]',
        '[{ state = "met", code = ["none"] }]',
    ],
)
def test_an_example_that_comes_out_as_it_says_makes_no_fault(expect: str) -> None:
    assert run(RULE + example(f"{REPORT}, {VISIT}", expect=expect)) == []


@pytest.mark.parametrize(
    "expect",
    [
        "[]",
        '["met late"]',
        '["met", "met"]',
        '["met, due 2024-07-08"]',
        '["met, done 2024-07-08"]',
        '["met, code late-action"]',
        '["met, missing a visit"]',
        '["met, pounds 10"]',
        '[{ state = "met", on = 2024-07-04 }]',
    ],
)
def test_whatever_an_example_gives_must_be_so(expect: str) -> None:
    assert len(run(RULE + example(f"{REPORT}, {VISIT}", expect=expect))) == 1


def test_a_fault_names_the_rule_its_place_and_what_came_instead() -> None:
    (fault,) = run(RULE + example(REPORT, expect='["met", { state = "due", pounds = 1 }]'))

    assert str(fault) == (
        'made-up/pack.toml line 7: rule asb.first_action, example "As told.": expected met, then '
        "due, pounds 1; got overdue, on 2024-07-05, entry e1, due 2024-07-09, "
        "due_at 2024-07-09T23:59, code late-action"
    )


@pytest.mark.parametrize(
    ("entries", "expect", "more", "said"),
    [
        (REPORT, '["met, by nobody"]', "", "begins with no word an example knows"),
        (REPORT, '["met, due soon"]', "", "due 'soon' is no day"),
        (REPORT, '["met, pounds much"]', "", "pounds 'much' is no sum"),
        (REPORT, "[]", 'beside = ["asb.visit"]', "asb.visit, which is no rule of the pack"),
        ('{ on = 2024-07-05, did = "asb.reported" }', "[]", "", "did is not a key"),
        ('{ on = 2024-07-05, does = "asb.sung" }', "[]", "", "is not a word it knows"),
        ("{ on = 2024-07-05, does = 3 }", "[]", "", "does expected"),
        (REPORT, "[]", 'people = [{ id = "she" }]', "side is missing"),
    ],
)
def test_an_example_that_cannot_be_read_says_why(
    entries: str, expect: str, more: str, said: str
) -> None:
    (fault,) = run(RULE + example(entries, expect=expect, more=more))

    assert said in fault.got


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        (f"{REPORT}, {VISIT}", "met"),
        (f'{REPORT}, {{ on = 2024-07-09, does = "asb.visited", evidence = [] }}', "overdue"),
        (f'{REPORT}, {{ on = 2024-07-09, does = "asb.visited", told_in = "e3" }}, '
         '{ on = 2024-07-20, does = "account.given" }', "overdue"),
    ],
)  # fmt: skip
def test_an_act_is_proven_unless_the_example_says_otherwise(entries: str, state: str) -> None:
    assert run(RULE + example(entries, expect=f'["{state}"]')) == []


def test_a_payment_is_proven_by_a_payment_record() -> None:
    paid = RULE.replace("asb.visited", "redress.paid")
    entries = f'{REPORT}, {{ on = 2024-07-08, does = "redress.paid" }}'

    assert run(paid + example(entries, expect='["met"]')) == []


def test_a_rule_without_a_time_borrows_that_of_good_practice() -> None:
    timeless = RULE.replace('within = "2 working days"\n', "")
    lender = good_practice()

    assert run(timeless + example(REPORT, expect='["for a person"]')) == []
    assert (
        run(timeless + example(REPORT, expect='["overdue, due 2024-07-08"]'), practice=lender) == []
    )


def good_practice() -> Pack:
    text = RULE.replace("2 working days", "1 working day").replace("two working", "one working")
    header = HEADER.replace("landlord", "practice").replace("made-up", "lender", 1)
    return read_pack("lender", {"pack.toml": header + text}, words=files.load_words())


def test_the_sum_that_a_miss_is_worth_is_part_of_an_example() -> None:
    owed = """
[[rule]]
id = "money.late_visit"
verb = "owe"
promise = "Ten pounds where nobody came."
source = { document = "Policy", paragraph = "2" }
of = "asb.first_action"
sum = { first = 10 }
"""
    told = example(REPORT, expect='["owed, pounds 10"]', more='beside = ["asb.first_action"]')

    assert run(RULE + owed + told) == []


def test_a_check_bars_the_entries_that_fail_it() -> None:
    checked = """
[[rule]]
id = "records.shown"
verb = "bar"
promise = "What it did rests on a record."
source = { document = "Policy", paragraph = "3" }
check = "recorded"
then = { finding = "unevidenced-claim" }
"""
    unshown = '{ on = 2024-07-05, does = "asb.visited", evidence = [] }'
    barred = '["barred, on 2024-07-05, entry e1, code unevidenced-claim"]'

    assert run(checked + example(unshown, expect=barred) + example(VISIT)) == []
