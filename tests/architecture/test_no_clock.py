"""Only the clock asks the time: all else is handed it, so that any day can be audited."""

import ast

import pytest
from house import PACKAGE, name_of, python_files

ASKING = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("timezone", "now"),
}


def clock_calls(source: str) -> list[int]:
    """The lines that ask for the time, however the module was imported."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.attr) in ASKING:
                found.append(node.lineno)
    return found


def test_only_the_clock_asks_the_time() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in python_files("putright")
        if path != PACKAGE / "gateways" / "clock.py"
        for line in clock_calls(path.read_text(encoding="utf-8"))
    ]

    assert not found, f"pass the time down to {found}"


@pytest.mark.parametrize(
    "source",
    ["datetime.now(UTC)", "dt.datetime.now()", "datetime.date.today()", "f = date.today"],
)
def test_asking_the_time_is_seen(source: str) -> None:
    assert clock_calls(source) == [1]


def test_the_clock_itself_is_seen_to_ask() -> None:
    assert clock_calls((PACKAGE / "gateways" / "clock.py").read_text(encoding="utf-8"))
