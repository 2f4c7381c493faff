"""Faults in a file that a person wrote: where, what, and how to mend it."""

import re
from collections.abc import Sequence

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One fault: the line (0 where it has none), the field, what is wrong and the mend."""

    line: int
    field: str
    what: str
    mend: str

    def __str__(self) -> str:
        """The fault as one line for a terminal, without the file's name."""
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.field}: {self.what}. {self.mend}"


class FileFault(ValueError):
    """A case file or pack that cannot be used; ``faults`` names every one that was found."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        """Keep the name of the file and its faults, and join them for the message."""
        self.name = name
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.\-\"]+)\s*\]\]?")


class Lines:
    """Finds the line of a table or key in a TOML text, which the parser itself does not keep."""

    def __init__(self, text: str) -> None:
        """Note every table header with its name and how many of that name came before."""
        self._lines = text.splitlines()
        self._headers: dict[tuple[str, int], int] = {}
        seen: dict[str, int] = {}
        for number, line in enumerate(self._lines, start=1):
            if found := _HEADER.match(line):
                name = found.group(1)
                self._headers[(name, seen.get(name, 0))] = number
                seen[name] = seen.get(name, 0) + 1

    def table(self, name: str, index: int = 0) -> int:
        """The line of the ``index``-th ``[name]`` or ``[[name]]`` header, 0 where there is none."""
        return self._headers.get((name, index), 0)

    def key(self, name: str, index: int, key: str) -> int:
        """The line of ``key`` inside that table, else the line of the table's header."""
        header = self.table(name, index)
        wanted = re.compile(rf"^\s*{re.escape(key)}\s*=")
        inline = re.compile(rf"[{{,]\s*{re.escape(key)}\s*=")
        for number in range(header + 1, len(self._lines) + 1):
            line = self._lines[number - 1]
            found = _HEADER.match(line)
            if found and not found.group(1).startswith(f"{name}."):
                break
            if wanted.match(line) or inline.search(line):
                return number
        return header


def explain(message: str) -> tuple[str, str]:
    """A validation message in plain words, and the key it is about."""
    what, _, path = message.partition(" - at `")
    key = path.rstrip("`").removeprefix("$").lstrip(".")
    for start, plain in (
        ("Object contains unknown field ", "is not a key that can stand here"),
        ("Object missing required field ", "is missing"),
    ):
        if what.startswith(start):
            word = what.removeprefix(start).strip("`")
            return plain, f"{key}.{word}".lstrip(".")
    return what[:1].lower() + what[1:], key or "value"
