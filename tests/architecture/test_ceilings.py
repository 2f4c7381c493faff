"""No module and no function grows past the point where it can be read in one go."""

from pathlib import Path

import pytest
from house import functions_in, name_of, python_files

CODE, TESTS = (500, 50), (400, 40)
CEILINGS = {"putright": CODE, "bench": CODE, "tools": CODE, "tests": TESTS}


def written(folder: str) -> list[Path]:
    """What people wrote: the steps that Django wrote to make tables are left out."""
    return [path for path in python_files(folder) if path.parent.name != "migrations"]


def filled(lines: list[str]) -> int:
    return sum(1 for line in lines if line.strip())


def too_long(path: Path, module_ceiling: int, function_ceiling: int) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    if filled(lines) > module_ceiling:
        found.append(f"{name_of(path)}: {filled(lines)} lines, more than {module_ceiling}")
    for function in functions_in(path):
        length = filled(lines[function.lineno - 1 : function.end_lineno])
        if length > function_ceiling:
            where = f"{name_of(path)}:{function.lineno} {function.name}"
            found.append(f"{where}: {length} lines, more than {function_ceiling}")
    return found


@pytest.mark.parametrize("folder", CEILINGS)
def test_nothing_is_longer_than_its_ceiling(folder: str) -> None:
    found = [line for path in written(folder) for line in too_long(path, *CEILINGS[folder])]

    assert not found, "split these:\n" + "\n".join(found)


def test_a_long_function_and_a_long_module_are_seen(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("house.ROOT", tmp_path)
    planted = tmp_path / "planted.py"
    planted.write_text("def long():\n" + "    x = 1\n\n" * 60, encoding="utf-8")

    found = too_long(planted, 60, 50)

    assert found == [
        "planted.py: 61 lines, more than 60",
        "planted.py:1 long: 61 lines, more than 50",
    ]
