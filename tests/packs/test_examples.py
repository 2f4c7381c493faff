"""Every shipped pack loads, and every rule of it has examples that come out as they say."""

import pytest

from putright.core.policy.rules import Example, Expected, Rule
from putright.gateways import files
from tests.packs import mutations

PACKS = files.shipped_packs()
BROKEN = ("overdue", "met late", "owed")


def states(example: Example) -> set[str]:
    """The states that an example ends in."""
    return {
        each.state if isinstance(each, Expected) else each.split(",")[0].strip()
        for each in example.expect
    }


def lacks(rule: Rule) -> list[str]:
    """The kinds of example that a rule of its verb should have and has not.

    A bar that is kept bars nothing, and a rhythm that is kept may have ended: both look like a rule
    that does not apply, so that two such examples are wanted. A text that names no time cannot be
    broken: an example leaves it to a person.
    """
    found = [states(example) for example in rule.example]
    clean = sum(not each for each in found)
    kept = any(each and each.isdisjoint(BROKEN) for each in found)
    broken = any(not each.isdisjoint(BROKEN) for each in found)
    has = {"one where it does not apply": clean > 0}
    if rule.verb == "do":
        has["one that is kept"] = kept or (bool(rule.every) and clean > 1)
        timeless = not (rule.within or rule.every)
        has["one that is broken"] = broken or (timeless and any("for a person" in f for f in found))
    elif rule.verb == "bar":
        has["one that is kept"] = clean > 1
        has["one that is barred"] = any("barred" in each for each in found)
    elif rule.verb == "owe":
        has["one that is owed"] = broken
    else:
        has["one that asks or opens"] = kept
    return [kind for kind, there in has.items() if not there]


@pytest.mark.parametrize("name", PACKS)
def test_every_example_of_a_pack_comes_out_as_it_says(name: str) -> None:
    assert [str(fault) for fault in mutations.failing(name)] == []


@pytest.mark.parametrize("name", PACKS)
def test_each_rule_has_an_example_kept_one_broken_and_one_where_it_does_not_apply(
    name: str,
) -> None:
    found = {rule.id: lacks(rule) for rule in files.load_pack(name).rules}

    assert {rule: kinds for rule, kinds in found.items() if kinds} == {}
