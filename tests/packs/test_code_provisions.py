"""Each provision of the Complaint Handling Code is a rule, or on the list of those for a person."""

import re

import pytest

from putright.gateways import files

LAST = {1: 6, 2: 5, 3: 7, 4: 3, 5: 15, 6: 20, 7: 4, 8: 5, 9: 8}
PROVISIONS = [f"{part}.{number}" for part, last in LAST.items() for number in range(1, last + 1)]


def provisions_cited(paragraph: str) -> set[str]:
    """The provisions that a paragraph names: "6.3 to 6.5" names three."""
    cited = set(re.findall(r"\d\.\d+", paragraph))
    for part, first, last in re.findall(r"(\d)\.(\d+) to \1\.(\d+)", paragraph):
        cited |= {f"{part}.{number}" for number in range(int(first), int(last) + 1)}
    return cited


@pytest.mark.parametrize("provision", PROVISIONS)
def test_each_provision_of_the_2024_code_is_a_rule_or_for_a_person(provision: str) -> None:
    pack = files.load_pack("code-2024")

    cited = {p for rule in pack.rules for p in provisions_cited(rule.source.paragraph)}
    listed = {each.provision for each in pack.for_person}

    assert provision in cited | listed


def test_no_provision_for_a_person_is_one_that_the_code_does_not_have() -> None:
    listed = [each.provision for each in files.load_pack("code-2024").for_person]

    assert set(listed) <= set(PROVISIONS)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("topic", ["stage 1", "stage 2", "extension", "time limit", "third stage"])
def test_what_differs_in_the_2022_code_is_said_in_its_pack(topic: str) -> None:
    pack = files.load_pack("code-2022")

    said = [rule.promise for rule in pack.rules] + [each.says for each in pack.for_person]

    assert any(topic in text.lower() for text in said)
