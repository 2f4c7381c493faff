"""A letter says what its facts show, and nothing else."""

import pytest

from putright.core.letters import Letter, Template, compose, plain
from putright.core.letters.letter import TemplatePart

PLAN = Template(
    kind="plan",
    title="What we agreed",
    audience="resident",
    part=(
        TemplatePart(text="Dear {name}"),
        TemplatePart(text="What we will do", heading=True),
        TemplatePart(text="We agreed:", lists="lines", item="{what}, by {by}"),
        TemplatePart(text="You told us that {wish}.", needs=("wish",)),
    ),
)
LINES = [{"what": "Fit a lock", "by": "1 May"}, {"what": "Ring you", "by": "2 May"}]


def letter(**facts: object) -> Letter:
    return compose(PLAN, {"name": "Ms Quill", "lines": LINES, **facts})  # type: ignore[dict-item]


def test_list_of_facts_becomes_a_line_each() -> None:
    assert letter().blocks[2].items == ("Fit a lock, by 1 May", "Ring you, by 2 May")


def test_part_whose_fact_is_missing_is_not_said() -> None:
    assert "You told us" not in plain(letter())
    assert "You told us that you feel safer." in plain(letter(wish="you feel safer"))


def test_list_without_rows_is_not_said() -> None:
    assert "We agreed" not in plain(letter(lines=[]))


def test_fact_that_nobody_handed_over_is_never_made_up() -> None:
    with pytest.raises(KeyError, match="name"):
        compose(PLAN, {"lines": LINES})


def test_plain_text_has_the_title_and_each_line() -> None:
    assert plain(letter()) == (
        "What we agreed\n\nDear Ms Quill\n\nWhat we will do\n\n"
        "We agreed:\n- Fit a lock, by 1 May\n- Ring you, by 2 May\n"
    )


def test_words_in_braces_inside_a_fact_are_left_alone() -> None:
    assert "Dear {wish}" in plain(letter(name="{wish}"))


def test_letter_contains_what_its_said_parts_contain_and_lacks_the_rest() -> None:
    told = TemplatePart(text="Sorry.", needs=("sorry",), contains=("apology",))
    stage = TemplatePart(text="At stage 1.", contains=("stage", "stage"))
    template = Template(
        kind="x", title="X", audience="resident", part=(told, stage), contains=("stage", "apology")
    )

    assert compose(template, {"sorry": ""}).contains == ("stage",)
    assert compose(template, {"sorry": ""}).lacks == ("apology",)
    assert compose(template, {"sorry": "yes"}).contains == ("apology", "stage")
    assert compose(template, {"sorry": "yes"}).lacks == ()
