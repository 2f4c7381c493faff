"""Sentences of the project's own in many wordings: true ones pass, false ones are red."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from core.claims.checked import reds

LINES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()


def told() -> Iterator[tuple[str, str, date, str]]:
    path, on = "", date.min
    for line in LINES:
        if line[0] in "+-":
            yield line[0], path, on, line[2:]
        elif line[0] != "#":
            name, day = line.split()
            path, on = f"labelled/claims/{name}.toml", date.fromisoformat(day)


@pytest.mark.parametrize(
    ("sign", "path", "on", "text"), list(told()), ids=[text[:60] for *_, text in told()]
)
def test_a_sentence_is_red_exactly_where_the_case_denies_it(
    sign: str, path: str, on: date, text: str
) -> None:
    assert bool(reds(path, on, text)) == (sign == "-")
