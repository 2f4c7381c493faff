"""A change of any figure or condition of any shipped rule makes one of its own examples fail."""

import os

import pytest

from putright.gateways import files
from tests.packs import mutations

ONE_IN = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 5


@pytest.mark.parametrize("name", files.shipped_packs())
def test_an_example_notices_every_change_of_a_rule(name: str) -> None:
    tried, left = mutations.check(name, one_in=ONE_IN)

    print(f"{name}: {tried - len(left)} of {tried} changes are noticed by an example")
    assert [f"{mutant.rule}: {mutant.change}" for mutant in left] == []


def test_every_change_that_is_excused_is_one_that_still_exists() -> None:
    made = {
        (name, mutant.rule, mutant.change)
        for name in files.shipped_packs()
        for mutant in mutations.mutants_of(name)
    }

    assert set(mutations.EQUIVALENT) <= made


def test_each_figure_and_condition_is_changed_once() -> None:
    raw = {
        "id": "a.b", "verb": "do", "promise": "", "within": "2 working days",
        "when": {"act": ["asb.reported"], "first": True}, "by": {"act": ["asb.visited"]},
    }  # fmt: skip

    changes = [change for change, _ in mutations.rule_changes(raw)]

    assert changes == [
        "when gone", "when.act gone", "when.first gone", "when.first = False", "by gone",
        "by.act gone", "within gone", "within = 1 working days", "within = 3 working days",
        "within = 2 calendar days",
    ]  # fmt: skip
