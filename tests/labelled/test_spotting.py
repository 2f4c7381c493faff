"""How well the shipped spotter asks, on sentences kept aside; and that it can be made again."""

import importlib.util
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from putright.gateways.spotting_words import SPOTTING, load_spotter, load_written

ROOT = Path(__file__).parents[2]
KEPT_ASIDE = ROOT / "putright" / "labelled" / "complaints" / "kept_aside.toml"
RECALL, PRECISION = 0.90, 0.71
"""Floors, a little below what docs/explanation/recognising.md tells of that half."""
SLOWEST = 2.0
"""Seconds for the longest text; on a quiet machine it takes a third of one."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    pytest.importorskip("sklearn")
    spec = importlib.util.spec_from_file_location("learn", ROOT / "tools" / "learn_spotting.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_on_the_half_kept_aside_it_asks_often_enough_and_not_too_often(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = tomllib.loads(KEPT_ASIDE.read_text(encoding="utf-8"))["sentences"]
    asked = [load_spotter().hear(one["text"]).asks for one in told]
    meant = [one["is"] == "complaint" for one in told]

    right = sum(one and other for one, other in zip(asked, meant, strict=True))
    recall, precision = right / sum(meant), right / sum(asked)

    with capsys.disabled():
        print(f"\nspotter, {len(told)} sentences kept aside: "
              f"recall {recall:.3f}, precision {precision:.3f}")  # fmt: skip
    assert recall >= RECALL
    assert precision >= PRECISION


@pytest.mark.slow
def test_the_tool_makes_the_shipped_weights_again(tool: ModuleType) -> None:
    shipped = tomllib.loads((SPOTTING / "en-weights.toml").read_text(encoding="utf-8"))

    weights, bias, count = tool.made()

    assert (shipped["learned_from"], shipped["threshold"]) == (count, tool.THRESHOLD)
    assert bias == pytest.approx(shipped["bias"], abs=0.03)
    assert weights == pytest.approx(shipped["weights"], abs=0.03)


def test_it_learns_from_the_building_half_and_never_from_the_other(tool: ModuleType) -> None:
    named = ["building.toml", "further.toml", "en-further.toml"]
    assert [path.name for path in tool.BUILDING] == named
    building = {text for text, _is in tool.rows()}
    told = tomllib.loads(KEPT_ASIDE.read_text(encoding="utf-8"))["sentences"]

    assert [one["text"] for one in told if one["text"] in building] == []


def test_every_group_of_phrases_says_what_it_is_and_most_of_them_weigh() -> None:
    groups, weights = load_written().group, load_spotter().weights

    assert [group.id for group in groups if not group.says] == []
    assert sum(f"#{group.id}" in weights for group in groups) >= len(groups) - 2


HOSTILE: dict[str, Callable[[], str]] = {
    "long": lambda: "Nobody rang me back and I am still waiting for the officer to call. " * 200,
    "one word": lambda: "a" * 50_000,
    "phrases begun": lambda: "you said promised told would " * 2000,
    "nots": lambda: "no no no never not " * 2000,
    "stops": lambda: "." * 50_000,
    "apostrophes": lambda: "a'" * 25_000,
    "letters that grow": lambda: "\u0130" * 50_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_keeps_it_busy(kind: str) -> None:
    text, spotter = HOSTILE[kind](), load_spotter()
    began = time.process_time()

    spotter.hear(text)

    assert time.process_time() - began < SLOWEST


@pytest.mark.parametrize(
    "text",
    [
        "She is not happy with the wait.",
        "Nobody has rung me back since March.",
        "Well done for losing my diary again.",
        "I call many time and nobody come.",
        "My client says that you have ignored his letters.",
    ],
)
def test_plain_displeasure_is_asked_about_with_the_words_that_weighed(text: str) -> None:
    heard = load_spotter().hear(text)

    assert heard.asks
    assert heard.marks


@pytest.mark.parametrize(
    "text",
    [
        "Loud music again last night until three.",
        "Could you send somebody to look at the tap, please?",
        "Thank you for ringing so quickly.",
        "TC to resident, agreed weekly calls.",
    ],
)
def test_plain_reports_and_requests_are_not_asked_about(text: str) -> None:
    assert not load_spotter().hear(text).asks
