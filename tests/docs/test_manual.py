"""The manual tells the truth: its worked case, its tables, its words and its lists of keys."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from putright.casework import audits
from putright.core.findings.examples import run_examples
from putright.gateways import files

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to"
SEMANTICS = ROOT / "tests" / "core" / "semantics"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """tools/make_reference.py, which writes the reference."""
    path = ROOT / "tools" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_key_and_check_is_described(reference: ModuleType) -> None:
    assert reference.undescribed() == [], "add a line to tools/reference.toml"


def test_the_reference_and_the_tables_are_as_the_code_is(reference: ModuleType) -> None:
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, text in reference.pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]

    assert not stale, "run  .venv/bin/python tools/make_reference.py"


def test_every_word_is_in_the_list_of_words() -> None:
    page = (ROOT / "docs" / "reference" / "words.md").read_text(encoding="utf-8")
    words = files.load_words()
    lists = (
        words.acts, words.kinds, words.channels, words.evidence, words.contents, words.abouts,
        words.hold_ups, words.facts, words.steps,
    )  # fmt: skip

    assert [word for known in lists for word in known if f"`{word}`" not in page] == []


def test_every_code_has_its_place_among_the_findings() -> None:
    page = (ROOT / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")

    assert [code for code in files.load_words().codes if f"\n## {code}\n" not in page] == []


def test_the_worked_case_has_the_findings_that_the_manual_lists() -> None:
    page = (HOW_TO / "encode-a-case.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| `([a-z-]+)` \|", page, re.MULTILINE)

    audit = audits.audit(audits.open_case(str(ROOT / "docs" / "examples" / "worked-case")))

    assert listed == [(found.on.isoformat(), found.code) for found in audit.findings]
    assert [each.entry for each in audit.unsettled] == ["her-call-2-may"]
    on_days = {found.on.isoformat() for found in audit.findings}
    assert on_days.isdisjoint({"2025-05-08", "2025-05-12", "2025-06-30", "2025-08-20"})


def test_the_worked_pack_keeps_its_own_examples() -> None:
    pack = files.load_pack(str(ROOT / "docs" / "examples" / "worked-case" / "pack"))

    faults = run_examples(
        pack,
        calendar=files.load_calendar(),
        words=files.load_words(),
        practice=files.load_pack("good-practice"),
    )

    assert [str(fault) for fault in faults] == []
    assert {rule.verb for rule in pack.rules} == {"do", "bar", "owe", "may", "judge"}
    assert all(rule.example for rule in pack.rules)


def test_every_snippet_of_toml_in_the_manual_can_be_read() -> None:
    pages = sorted(HOW_TO.glob("*.md"))
    snippets = [
        (page.name, snippet)
        for page in pages
        for snippet in re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    ]

    for _, snippet in snippets:
        tomllib.loads(snippet)

    assert snippets


@pytest.mark.parametrize("number", range(1, 33))
def test_each_meaning_is_told_and_tested(number: int) -> None:
    page = (ROOT / "docs" / "explanation" / "semantics.md").read_text(encoding="utf-8")
    tests = sorted(SEMANTICS.glob("test_semantics_*.py"))

    assert f"\n**{number}. " in page
    named = re.compile(rf"^def test_semantics_{number:02}_", re.MULTILINE)
    assert any(named.search(path.read_text(encoding="utf-8")) for path in tests)
