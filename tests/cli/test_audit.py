"""`putright audit` and `putright replay`: JSON, text, page, exit codes."""

import re
from pathlib import Path

import pytest

from putright.cli.words import day_of, in_words, with_version
from tests.cli.conftest import Answer, Run


def test_the_same_file_gives_the_same_audit(run: Run, shipped: list[str]) -> None:
    first, second = (run("audit", shipped[0], "--json").stdout for _ in range(2))

    assert first == second


def test_an_audit_says_what_it_was_held_against(answer: Answer, small: Path) -> None:
    found = answer("audit", small)

    assert (found["case"], found["as_of"]) == ("short", "2024-07-01")
    assert found["packs"][0] == "small 1"
    assert any(pack.startswith("good-practice") for pack in found["packs"])
    assert "A person decides" in found["suggestion_only"]


def test_a_finding_has_its_dates_counts_rule_and_entries(answer: Answer, small: Path) -> None:
    findings = answer("audit", small)["findings"]

    late = next(each for each in findings if each["code"] == "late-response")

    assert (late["on"], late["done"], late["days"]) == ("2024-05-01", "2024-07-01", 41)
    assert late["late_by"] > 0
    assert late["entries"] == ["complaint", "answer"]
    assert late["heading"] == "complaint"
    assert "asserted_days" not in late


def test_redress_is_in_pounds_with_who_chose_the_band(answer: Answer, small: Path) -> None:
    (redress,) = answer("audit", small)["redress"]

    assert redress["offered"] == 12.5
    assert redress["offers"] == [{"on": "2024-07-01", "entry": "answer", "total": 12.5, "stage": 1}]
    assert redress["impact"] == {"band": "moderate", "by": "reviewer", "on": "2024-09-01"}
    assert [short["wanted"] for short in redress["shortfalls"]] == [100]
    assert "ordered" not in redress


def test_the_day_asked_about_changes_what_is_found(answer: Answer, small: Path) -> None:
    early = answer("audit", small, "--as-of", "2024-05-02")

    assert early["findings"] == []
    assert early["verdict"].startswith("no failing shown (")


def test_no_practice_leaves_good_practice_out(answer: Answer, small: Path) -> None:
    found = answer("audit", small, "--no-practice")

    assert not any(pack.startswith("good-practice") for pack in found["packs"])
    assert not any(f["rule"].startswith("good-practice") for f in found["findings"])


def test_packs_given_replace_the_landlords_and_add(answer: Answer, small: Path) -> None:
    other = small / "other.toml"
    pack = (small / "small" / "pack.toml").read_text(encoding="utf-8")
    other.write_text(pack.replace('"small"', '"other"'), encoding="utf-8")

    replaced = answer("audit", small, "--pack", other)
    added = answer("audit", small, "--pack", "small", "--pack", other)

    assert "other 1" in replaced["packs"] and "small 1" not in replaced["packs"]
    assert {"other 1", "small 1"} <= set(added["packs"])


def test_the_text_goes_from_verdict_to_themes_to_headings(run: Run, shipped: list[str]) -> None:
    for case in shipped:
        shown = run("audit", case).stdout

        places = [
            shown.index(words)
            for words in (
                "failings shown,", "Working days are our own count", "TIMELINESS (",
                "NOT SETTLED", "FOR A PERSON TO JUDGE", "HEADINGS OF COMPLAINT", "DONE WELL",
                "A person decides.",
            )
        ]  # fmt: skip
        assert places == sorted(places)
        assert "Suggestion, for a person to decide: maladministration" in shown
        assert " working days by our count; " in shown and " asserted" in shown
        assert "\x1b[" not in shown


def test_a_clock_in_hours_shows_its_hour(run: Run, shipped: list[str]) -> None:
    assert any(
        re.search(r"due by \d+ \w{3} 20\d\d, \d\d:\d\d", run("audit", case).stdout)
        for case in shipped
    )


def test_the_text_of_a_case_without_failings_says_what_was_checked(run: Run, small: Path) -> None:
    shown = run("audit", small, "--as-of", "2024-05-02").stdout

    assert "No failing shown (" in shown
    assert "promises checked" in shown
    assert "Impact: moderate, chosen by reviewer on 1 Sep 2024" in shown
    assert "Offered: nothing" in shown


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("any", 1),
        ("late-response", 1),
        ("wrong-form,late-response", 1),
        ("wrong-form", 0),
        ("disputed-account", 0),
    ],
)
def test_fail_on_ends_with_1_where_it_is_found(
    run: Run, small: Path, asked: str, code: int
) -> None:
    assert run("audit", small, "--fail-on", asked).exit_code == code
    assert run("audit", small, "--fail-on", asked, "--json").exit_code == code


def test_fail_on_any_lets_a_case_without_failings_pass(run: Run, small: Path) -> None:
    assert run("audit", small, "--as-of", "2024-05-02", "--fail-on", "any").exit_code == 0


@pytest.mark.parametrize("asked", ["late", "any,zzzzzzzz", ""])
def test_fail_on_a_code_that_is_none_is_bad_input(run: Run, small: Path, asked: str) -> None:
    result = run("audit", small, "--fail-on", asked)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is no code of a finding" in result.stderr


def test_a_page_is_written_and_told_of(run: Run, small: Path) -> None:
    pytest.importorskip("putright.kit.audit_page")
    page = small / "page.html"

    result = run("audit", small, "--html", page)

    assert result.exit_code == 0, result.output
    assert f"Written to {page}" in result.stdout
    assert "<html" in page.read_text(encoding="utf-8").lower()


def test_json_and_html_together_are_refused(run: Run, small: Path) -> None:
    result = run("audit", small, "--json", "--html", small / "page.html")

    assert result.exit_code == 2
    assert "give one of them" in result.stderr


def test_the_case_file_is_never_written_over(run: Run, small: Path) -> None:
    result = run("audit", small, "--html", small / "case.toml")

    assert result.exit_code == 2
    assert "is the case file itself" in result.stderr


def test_a_page_that_cannot_be_written_is_one_message(run: Run, small: Path) -> None:
    pytest.importorskip("putright.kit.audit_page")

    result = run("audit", small, "--html", small / "nowhere" / "page.html")

    assert result.exit_code == 2
    assert "No such file or directory. Check the path" in result.stderr


def test_a_replay_tells_the_moment_the_role_and_the_kind(answer: Answer, small: Path) -> None:
    found = answer("replay", small, "--as-of", "2024-06-10")

    assert found["as_of"] == "2024-06-10"
    assert {told["kind"] for told in found["warnings"]} == {"due soon", "overdue"}
    assert all(told["at"][:10] <= "2024-06-10" and told["to"] for told in found["warnings"])
    assert all(told["due"] and told["entries"] == ["complaint"] for told in found["warnings"])


def test_a_replay_names_what_nobody_could_be_warned_of(
    answer: Answer, run: Run, shipped: list[str]
) -> None:
    for case in shipped:
        found = answer("replay", case)
        assert found["unwarned"] and not found["booked"]
        assert "NOBODY COULD BE WARNED" in run("replay", case).stdout

        again = answer("replay", case, "--booked")
        assert again["booked"] and again["unwarned"] == []
        assert "NOBODY COULD BE WARNED" not in run("replay", case, "--booked").stdout


def test_a_refusal_is_shown_on_its_own_day(run: Run, small: Path) -> None:
    shown = run("replay", small, "--no-practice").stdout

    assert shown.startswith("short, played to the end of 1 Jul 2024\n")
    assert "overdue, to the " in shown


def test_without_an_entry_nothing_is_judged(answer: Answer, run: Run) -> None:
    words = ("audit", "hexagon-202427054", "--as-of", "2010-01-01")

    found, shown = answer(*words), run(*words).stdout

    assert found["verdict"] == "there is no entry by 1 January 2010: nothing can be judged"
    assert not any(heading["suggestion"] for heading in found["headings"])
    assert "Suggestion, for a person" not in shown


def test_sums_days_and_versions_are_written_in_one_way() -> None:
    assert in_words("£1200 in all by 2024-05-01, below £900") == (
        "£1,200 in all by 1 May 2024, below £900"
    )
    assert with_version("code-2024 2024") == "code-2024 (version 2024)"
    assert with_version("small") == "small"
    assert day_of("") == ""


def test_a_replay_says_first_what_its_words_mean(run: Run, shipped: list[str]) -> None:
    shown = " ".join(run("replay", "westward-202305098").stdout.split("\n\n")[0].split())

    assert "would have stopped until the thing in brackets was put right." in shown
    assert "Run again with --booked" in shown
    assert all("00:00" not in run("replay", case).stdout for case in shipped)


@pytest.mark.parametrize(("codes", "code"), [("late-response,", 1), (" , any", 1), (",", 2)])
def test_empty_parts_of_fail_on_are_ignored(run: Run, small: Path, codes: str, code: int) -> None:
    assert run("audit", small, "--fail-on", codes).exit_code == code
