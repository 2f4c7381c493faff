"""`putright case check` and `putright pack`: what is there, and every fault with its mend."""

import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from putright.casework.pack_checks import slacker_rules
from putright.casework.pack_json import in_words
from putright.core.policy.packs import Pack, lists_of, read_pack
from putright.core.policy.rules import TimeClause
from putright.gateways import files
from tests.cli.conftest import PACK, Answer, Run

EXAMPLE = """
[[rule.example]]
says = "Answered on the last day."
as_of = 2024-09-01
entries = [
  { on = 2024-05-01, does = "complaint.raised" },
  { on = 2024-05-31, does = "complaint.responded" },
]
expect = ["%s, due 2024-05-31, done 2024-05-31"]
"""


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_case_says_what_is_in_it(answer: Answer, run: Run, small: Path) -> None:
    found = answer("case", "check", small)

    assert found["ok"] and found["entries"] == 2 and found["people"] == 1
    assert (found["first"], found["last"]) == ("2024-05-01", "2024-07-01")
    assert "2 entries, 1 person, 1 heading" in run("case", "check", small / "case.toml").stdout


def test_every_fault_of_a_case_has_line_field_and_mend(run: Run, small: Path) -> None:
    spoil(small / "case.toml", 'answers = "complaint"', 'answers = "complain"')
    spoil(small / "case.toml", 'channel = "email"', 'channel = "pigeon"')

    result = run("case", "check", small, "--json")

    found = json.loads(result.stdout)
    assert result.exit_code == 2
    assert not found["ok"]
    assert {(fault["line"], fault["field"]) for fault in found["faults"]} == {
        (22, "entry complaint channel"),
        (32, "entry answer channel"),
        (35, "entry answer answers"),
    }
    assert all(fault["mend"] for fault in found["faults"])
    assert result.stderr.count("\n") == 3


def test_a_case_check_without_json_prints_faults_on_the_error_stream(run: Run, small: Path) -> None:
    spoil(small / "case.toml", "[case]", "[case")

    result = run("case", "check", small)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not TOML" in result.stderr


def test_a_day_outside_the_calendar_is_found_by_the_check(run: Run, small: Path) -> None:
    spoil(small / "case.toml", "on = 2024-05-01", "on = 1999-05-01")

    result = run("case", "check", small)

    assert result.exit_code == 2
    assert "1999-05-01 cannot be counted from" in result.stderr


def test_a_case_without_entries_can_be_checked(answer: Answer, small: Path) -> None:
    text = (small / "case.toml").read_text(encoding="utf-8")
    (small / "case.toml").write_text(text.split("[[entry]]")[0], encoding="utf-8")

    found = answer("case", "check", small)

    assert found["ok"] and "entries" not in found and "first" not in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("case", "check", "nowhere"), "there is no such file or folder. Give"),
        (("audit", "nowhere"), "there is no such file or folder. Give"),
        (("pack", "show", "nowhere"), "is not to be found"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    result = run(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_folder_without_a_case_says_so(run: Run, tmp_path: Path) -> None:
    assert "this folder holds no case.toml" in run("audit", tmp_path).stderr


def test_a_case_whose_pack_is_missing_names_the_key_and_the_ways_out(run: Run, small: Path) -> None:
    (small / "small" / "pack.toml").unlink()

    result = run("audit", small)

    assert result.exit_code == 2
    case = small / "case.toml"
    assert result.stderr.startswith(
        f'Error: {case}: line 4: landlord: there is no pack "small". Make a folder pack/ with a '
        'pack.toml beside the case file, or write landlord = "good-practice", or one of: '
    )


def test_the_list_names_every_pack(answer: Answer, run: Run) -> None:
    found = answer("pack", "list")["packs"]

    assert [pack["name"] for pack in found] == files.shipped_packs()
    assert {pack["rank"] for pack in found} >= {"landlord", "code", "practice"}
    shown = run("pack", "list").stdout
    assert all(name in shown for name in files.shipped_packs())


@pytest.mark.parametrize("name", files.shipped_packs())
def test_a_pack_is_shown_rule_by_rule(answer: Answer, run: Run, name: str) -> None:
    found = answer("pack", "show", name)
    shown = run("pack", "show", name).stdout

    pack = files.load_pack(name)
    assert [rule["id"] for rule in found["rules"]] == [rule.id for rule in pack.rules]
    assert all(rule["source"]["document"] and rule["line"] for rule in found["rules"])
    assert all(rule.id in shown for rule in pack.rules)


def test_a_pack_warns_where_it_is_slacker_than_the_code(
    answer: Answer, run: Run, small: Path
) -> None:
    warnings = answer("pack", "check", small / "small")["warnings"]

    says = [warning["says"] for warning in warnings]
    assert "has no worked example" in says
    assert any("20 working days is slacker than 10 working days" in each for each in says)
    assert "Warning: complaints.stage_1_response" in run("pack", "check", small / "small").stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [("hexagon", "no compensation matrix"), ("westward", "£75 for high impact and serious failure"),
     ("meadowbank", "")],
)  # fmt: skip
def test_a_landlord_without_a_matrix_or_with_one_far_too_low_is_told(
    answer: Answer, name: str, says: str
) -> None:
    warnings = answer("pack", "check", name)["warnings"]

    told = [each["says"] for each in warnings if each["rule"] == "redress.matrix"]
    assert len(told) == bool(says) and all(says in each for each in told)


def test_a_pack_as_strict_as_the_code_is_not_warned_of(answer: Answer, small: Path) -> None:
    spoil(small / "small" / "pack.toml", '"20 working days"', '"5 working days"')

    warnings = answer("pack", "check", small / "small")["warnings"]

    assert not any("slacker" in warning["says"] for warning in warnings)


def test_an_example_that_comes_out_is_counted(answer: Answer, small: Path) -> None:
    with (small / "small" / "pack.toml").open("a", encoding="utf-8") as pack:
        pack.write(EXAMPLE % "met")

    found = answer("pack", "check", small / "small")

    assert found["ok"] and found["examples"] == 1


def test_an_example_that_does_not_come_out_is_bad_input(run: Run, small: Path) -> None:
    with (small / "small" / "pack.toml").open("a", encoding="utf-8") as pack:
        pack.write(EXAMPLE % "overdue")

    plain = run("pack", "check", small / "small")
    as_json = run("pack", "check", small / "small", "--json")

    assert plain.exit_code == as_json.exit_code == 2
    assert 'example "Answered on the last day.": expected overdue' in plain.stderr
    (fault,) = json.loads(as_json.stdout)["faults"]
    assert (fault["rule"], fault["line"]) == ("complaints.stage_1_response", 7)


def test_a_pack_with_an_error_names_file_rule_key_and_mend(run: Run, small: Path) -> None:
    spoil(small / "small" / "pack.toml", '"20 working days"', '"20 days"')

    result = run("pack", "check", small / "small")

    assert (result.exit_code, result.stdout) == (2, "")
    for part in ("small/pack.toml", "line 7", "complaints.stage_1_response", "within"):
        assert part in result.stderr
    assert '"20 working days" or "20 calendar days"' in result.stderr


@pytest.mark.parametrize(
    ("within", "shown"),
    [
        ('{ either = ["5 working days", "5 calendar days"] }', "5 working days or 5 calendar days"),
        ('{ sooner = ["24 hours", "1 working day"] }', "the sooner of 24 hours or 1 working day"),
        (
            '[{ time = "1 working day", if = { level = "high", first = true } }, '
            '{ time = "1 month", if = { facts = { repeated = 2 } } }]',
            "1 working day if level high; first yes; 1 month if facts repeated 2",
        ),
    ],
)
def test_a_time_clause_is_shown_in_words(within: str, shown: str) -> None:
    clause = msgspec.convert(lists_of(tomllib.loads(f"x = {within}")["x"]), TimeClause)

    assert in_words(clause) == shown


def made(name: str, **changes: str) -> Pack:
    """The small landlord's pack under another name, with some texts changed."""
    text = PACK.replace('name = "small"', f'name = "{name}"')
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return read_pack(name, {"pack.toml": text}, words=files.load_words())


def says(slack: Pack, binding: Pack) -> list[str]:
    return [warning.says for warning in slacker_rules(slack, binding)]


def test_a_window_for_the_resident_is_slacker_where_it_closes_sooner() -> None:
    window = ('verb = "do"', 'verb = "may"')
    short = made("short", verb=window, time=("20 working days", "2 weeks"))
    long = made("long", verb=window)

    assert says(short, long) == [
        "within 2 weeks is slacker than 20 working days in long (Complaints policy, 4); "
        "the stricter binds"
    ]
    assert says(long, short) == []


def test_rules_of_another_verb_are_not_compared() -> None:
    window = made("window", verb=('verb = "do"', 'verb = "may"'))

    assert says(made("slack"), window) == says(window, made("strict")) == []


def test_a_longer_extension_is_slacker() -> None:
    unless = (
        'unless = {{ extended_by = {{ by = {{ act = "complaint.extended" }}, at_most = "{}" }} }}'
    )
    owner = 'owner = "complaints officer"'
    slack = made("slack", unless=(owner, unless.format("20 working days")))
    strict = made("strict", unless=(owner, unless.format("10 working days")))

    (said,) = says(slack, strict)

    assert said.startswith("an extension of at most 20 working days is slacker than 10 working")


def test_texts_that_no_calendar_reaches_are_not_compared(answer: Answer, small: Path) -> None:
    spoil(
        small / "small" / "pack.toml",
        'owner = "complaints officer"',
        "in_force = { from = 2060-01-01 }",
    )

    warnings = answer("pack", "check", small / "small")["warnings"]

    assert not any("slacker" in warning["says"] for warning in warnings)


def test_a_case_that_names_no_landlord_says_that_the_key_is_missing(run: Run, small: Path) -> None:
    text = (small / "case.toml").read_text(encoding="utf-8")
    (small / "case.toml").write_text(text.replace('landlord = "small"\n', ""), encoding="utf-8")

    result = run("audit", small)

    assert result.exit_code == 2
    assert "landlord: is missing" in result.stderr


@pytest.mark.parametrize(
    ("right", "wrong", "hint"),
    [
        ('by = "resident"', "by = \u201cresident\u201d", "curly quotes: write straight ones"),
        ("on = 2024-05-01", "on = 01/05/2024", "Write days as 2025-04-12, without quotes."),
        ("on = 2024-05-01", "on = 1 May 2024", "Write days as 2025-04-12, without quotes."),
        ('channel = "email"', "channel = email", "Mend this line or the one before it."),
    ],
)
def test_a_line_that_is_not_toml_is_quoted_with_a_hint(
    run: Run, small: Path, right: str, wrong: str, hint: str
) -> None:
    text = (small / "case.toml").read_text(encoding="utf-8")
    (small / "case.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    line = text[: text.index(right)].count("\n") + 1

    result = run("audit", small)

    assert result.exit_code == 2
    assert f"case.toml: line {line}: file: is not TOML, " in result.stderr
    assert f": {wrong}. " in result.stderr and hint in result.stderr


def test_a_line_of_a_pack_that_is_not_toml_is_quoted(run: Run, small: Path) -> None:
    path = small / "small" / "pack.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('rank = "landlord"', "rank = landlord"), encoding="utf-8")

    result = run("audit", small)

    assert result.exit_code == 2
    assert f"{path}: line 4: file: is not TOML, " in result.stderr


def test_files_may_begin_with_a_byte_order_mark(run: Run, small: Path) -> None:
    for path in (small / "case.toml", small / "small" / "pack.toml"):
        path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert run("audit", small).exit_code == 0
