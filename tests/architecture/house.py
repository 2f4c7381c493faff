"""Where the checkout is, and what the rules of the house are read from."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "putright"


def python_files(*folders: str) -> list[Path]:
    """Every Python file below these folders of the checkout, in a settled order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def locked(lock: str = "requirements.lock") -> set[str]:
    """The distributions that a lock file names."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE))


def contract(number: int) -> dict[str, object]:
    """One import contract of pyproject.toml, by the number its name begins with."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"].startswith(f"{number} "))


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file of the checkout that git keeps or would keep; none without git."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    paths = [ROOT / name for name in names.decode().split("\0") if name]
    return tuple(path for path in paths if path.is_file() and b"\0" not in path.read_bytes())
