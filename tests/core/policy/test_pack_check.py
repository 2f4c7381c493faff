"""A pack with an error is refused whole, with rule, key and mend."""

import pytest

from putright.core.events.faults import FileFault
from tests.core.build import pack, rule

DO = 'when = {{ act = "asb.reported" }}\nwithin = {within}\nby = {{ act = "contact.made" }}'


def refused(*texts: str, head: str = "") -> str:
    with pytest.raises(FileFault) as caught:
        pack(*texts, head=head)
    return str(caught.value)


def do(within: str = '"1 week"', more: str = "") -> str:
    return rule("asb.first_action", DO.format(within=within) + "\n" + more)


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        (do('"5 days"'), "within", "does not say which days"),
        (do('"4 open hours"'), "within", "needs opening hours"),
        (do('[{ time = "before closing", if = {} }]'), "within", "needs opening hours"),
        (do('{ either = ["1 week"], on_named_day = true }'), "within", "is not one form of time"),
        (do("{ before = 'same day' }"), "within", "cannot be counted back"),
        (do(more='every = "1 week"'), "every", "stands beside within"),
        (do(more='unless = { wakes_with = { act = "contact.made" } }'), "wakes_with", "to wake"),
        (do(more='unless = { first = { notice = "same day" } }'), "notice", "counted back"),
        (do(more='if = { silent_for = "a while" }'), "silent_for", "is not a span"),
        (do(more='if = { in_window = "a while" }'), "in_window", "is not a span"),
        (do(more='if = { season = ["1 June"] }'), "season", "is not two days"),
        (do(more='if = { season = ["31 June", "soon"] }'), "season", "no day of the year"),
        (do(more='if = { hours = "9 to 5" }'), "hours", "no part of a day"),
        (do(more='if = { hours = "17:00-09:00" }'), "hours", "ends before it begins"),
        (do(more='then = { finding = "bad" }'), "then", "no code of a finding"),
        (do(more='after_miss = "asb.nothing"'), "after_miss", "no rule of the pack"),
        (do(more='if = { follows = { act = "x.y" } }'), "act", "is in no list"),
        (rule("contact", DO.format(within='"1 week"')), "id", "has no area"),
        (rule("a.b", 'within = "1 week"\nby = { act = "contact.made" }'), "when", "is missing"),
        (rule("a.b", 'when = { act = "contact.made" }'), "by", "is missing"),
        (rule("a.b", 'when = { act = "contact.made" }', verb="judge"), "question", "is missing"),
        (rule("a.b", "", verb="owe"), "sum", "is missing"),
        (rule("a.b", 'of = "a.c"\nsum = { first = 1 }', verb="owe"), "of", "no rule of the pack"),
    ],
)
def test_a_fault_names_its_key(text: str, key: str, what: str) -> None:
    message = refused(text)

    assert f" {key}" in message
    assert what in message


def test_a_sum_that_grows_needs_its_unit() -> None:
    owe = rule("asb.owed", 'of = "asb.first_action"\nsum = { first = 1, then = 2 }', verb="owe")

    assert "grows per event" in refused(do(), owe)


def test_opening_hours_are_hours() -> None:
    message = refused(do(), head='[opening]\nmonday = "nine to five"')

    assert "no part of a day" in message


def test_one_id_twice_needs_dates_or_another_source() -> None:
    assert "stands twice" in refused(do(), do('"2 weeks"'))

    other = do('"2 weeks"').replace('paragraph = "1"', 'paragraph = "appendix"')
    assert len(pack(do(), other).rules) == 2
