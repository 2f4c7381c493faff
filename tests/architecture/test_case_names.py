"""The engine knows no case: neither published landlord, nor a paragraph of either report."""

import re

import pytest
from house import name_of, python_files

NAMED = re.compile(r"hexagon|westward|\b[HW]-[ABCDEOS]\d*\b", re.IGNORECASE)


def test_no_code_names_a_published_case() -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in python_files("putright")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if NAMED.search(line)
    ]

    assert not found, "cases belong in replays and packs:\n" + "\n".join(found)


@pytest.mark.parametrize("line", ["if landlord == 'Hexagon':", "# W-C6", "see H-A17.2"])
def test_a_named_case_is_seen(line: str) -> None:
    assert NAMED.search(line)
